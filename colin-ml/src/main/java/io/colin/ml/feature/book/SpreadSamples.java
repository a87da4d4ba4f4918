package io.colin.ml.feature.book;

/**
 * The spread at every whole second of event time, the last 300 of them. A second is sampled once time has passed it,
 * with what was in force then; seconds without a usable touch give no sample. Deviations are taken from the newest
 * sample, so that equal spreads have none at all.
 */
final class SpreadSamples {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final int MOST = 300;
    private static final int LEAST = 60;

    private final double[] samples = new double[MOST];
    private int next;
    private int count;
    private long nextNs;
    private double mean;
    private double deviation;

    void clear(long timeNs) {
        next = 0;
        count = 0;
        nextNs = Math.ceilDiv(timeNs, SECOND_NS) * SECOND_NS;
    }

    /**
     * Samples the seconds that time has passed.
     *
     * @param nowNs time now
     * @param lastNs the last second that may still be sampled: later ones are stale
     * @param spreadBps in force since the last event, NaN when there is no usable touch
     */
    void passTo(long nowNs, long lastNs, double spreadBps) {
        if (nextNs >= nowNs) {
            return;
        }
        boolean added = false;
        while (nextNs < nowNs && nextNs <= lastNs) {
            if (!Double.isNaN(spreadBps)) {
                samples[next] = spreadBps;
                next = (next + 1) % MOST;
                count = Math.min(MOST, count + 1);
                added = true;
            }
            nextNs += SECOND_NS;
        }
        if (nextNs < nowNs) {
            nextNs = Math.ceilDiv(nowNs, SECOND_NS) * SECOND_NS;
        }
        if (added) {
            summarise();
        }
    }

    /** Becomes what another one is; that one does not change. */
    void copyFrom(SpreadSamples other) {
        System.arraycopy(other.samples, 0, samples, 0, MOST);
        next = other.next;
        count = other.count;
        nextNs = other.nextNs;
        mean = other.mean;
        deviation = other.deviation;
    }

    /** (spread − mean)/sample deviation, 0 without deviation; NaN before 60 samples. */
    double z(double spreadBps) {
        if (count < LEAST) {
            return Double.NaN;
        }
        return deviation > 0 ? (spreadBps - mean) / deviation : 0;
    }

    private void summarise() {
        double newest = samples[(next + MOST - 1) % MOST];
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += samples[i] - newest;
        }
        double shift = sum / count;
        double squares = 0;
        for (int i = 0; i < count; i++) {
            double d = samples[i] - newest - shift;
            squares += d * d;
        }
        mean = newest + shift;
        deviation = count > 1 ? Math.sqrt(squares / (count - 1)) : 0;
    }
}
