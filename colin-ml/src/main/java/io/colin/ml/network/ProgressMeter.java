package io.colin.ml.network;

import io.colin.api.time.TimeSource;

/** Turns counted windows into a rate and a time left. Time decides nothing here: it is only shown. */
public final class ProgressMeter {
    private static final double SECOND_NS = 1e9;

    private final TrainingProgress listener;
    private final TimeSource clock;
    private final int windows;
    private final int batch;
    private final int maxEpochs;
    private final long startNs;
    private long seen;

    private ProgressMeter(TrainingProgress listener, TimeSource clock, int windows, NetworkSettings settings) {
        this.listener = listener;
        this.clock = clock;
        this.windows = windows;
        this.batch = settings.batch();
        this.maxEpochs = settings.maxEpochs();
        this.startNs = clock.nowNs();
    }

    /**
     * Starts measuring.
     *
     * @param listener hears
     * @param clock of the edge
     * @param windows of an epoch
     * @param settings batch and epochs
     * @return the meter
     */
    public static ProgressMeter start(
            TrainingProgress listener, TimeSource clock, int windows, NetworkSettings settings) {
        return new ProgressMeter(listener, clock, windows, settings);
    }

    /**
     * A step was made.
     *
     * @param epoch from 1
     * @param number of the batch in the epoch, from 1
     * @param size windows in it
     */
    public void step(int epoch, int number, int size) {
        seen += size;
        double seconds = (clock.nowNs() - startNs) / SECOND_NS;
        double rate = seconds > 0 ? seen / seconds : 0;
        double left = rate > 0 ? ((double) windows * maxEpochs - seen) / rate : 0;
        listener.onStep(
                new TrainingStep(epoch, maxEpochs, number, (int) (((long) windows + batch - 1) / batch), rate, left));
    }

    /**
     * An epoch ended.
     *
     * @param epoch what it gave
     */
    public void epoch(TrainingEpoch epoch) {
        listener.onEpoch(epoch);
    }
}
