package io.colin.ml.dataset;

import io.colin.ml.label.Label.Outcome;
import java.util.ArrayList;
import java.util.List;

/**
 * A history walked forward: expanding folds, each judged on the block after what it learnt from, and the candidate, which
 * learns from everything before the hold-out and is judged on it. A decision belongs to a part only if its label's last
 * bar lies an embargo before the next part, so no part has seen what comes after it.
 *
 * @param folds oldest first
 * @param candidate the final fit; its test part is the hold-out, empty when nothing is held out
 */
public record WalkForward(List<Split> folds, Split candidate) {
    /** Copies. */
    public WalkForward {
        folds = List.copyOf(folds);
    }

    /**
     * Plans the walk.
     *
     * @param data the rows
     * @param settings where the cuts lie
     * @return the plan; any part may be empty when there is little data
     */
    public static WalkForward of(BarDataset data, WalkForwardSettings settings) {
        int size = data.history().size();
        int holdOut = size - (int) Math.round(size * settings.holdOutShare());
        List<Split> folds = new ArrayList<>();
        for (int k = 1; k <= settings.folds(); k++) {
            int from = (int) ((long) holdOut * k / (settings.folds() + 1));
            int to = (int) ((long) holdOut * (k + 1) / (settings.folds() + 1));
            folds.add(split(data, settings, from, to));
        }
        return new WalkForward(folds, split(data, settings, holdOut, size));
    }

    /**
     * How many bars from the oldest the first fold's network may learn from.
     *
     * @param bars of the history
     * @param settings where the cuts lie
     * @return all before the embargo of its stop part, 0 or more
     */
    public static int firstFitBars(int bars, WalkForwardSettings settings) {
        int holdOut = bars - (int) Math.round(bars * settings.holdOutShare());
        return Math.max(0, Cuts.of(holdOut / (settings.folds() + 1), settings).fitEnd());
    }

    /** Where the parts of what lies before a test block begin, and where the first one's labels must have ended. */
    private record Cuts(int fitEnd, int stop, int calibration) {
        private static Cuts of(int testIndex, WalkForwardSettings settings) {
            int calibration = testIndex - (int) Math.round(testIndex * settings.calibrationShare());
            int stop = calibration - (int) Math.round(calibration * settings.stopShare());
            return new Cuts(stop - settings.embargo(calibration - stop), stop, calibration);
        }
    }

    /** Learns before one bar, is judged from there to another. */
    private static Split split(BarDataset data, WalkForwardSettings settings, int testIndex, int end) {
        Cuts cuts = Cuts.of(testIndex, settings);
        int testEmbargo = end > testIndex ? settings.embargo(end - testIndex) : 0;
        List<Outcome> fit = data.between(0, cuts.fitEnd());
        List<Outcome> stop =
                data.between(cuts.stop(), cuts.calibration() - settings.embargo(testIndex - cuts.calibration()));
        List<Outcome> calibrating = data.between(cuts.calibration(), testIndex - testEmbargo);
        List<Outcome> conformal = calibrating.subList(calibrating.size() / 2, calibrating.size());
        int half = conformal.isEmpty() ? testIndex : conformal.getFirst().decision();
        List<Outcome> map =
                calibrating.stream().filter(o -> o.endIndex() < half).toList();
        long fromNs = data.history().candle(0).openTimeNs();
        long toNs =
                testIndex == 0 ? fromNs : data.history().candle(testIndex - 1).timeNs();
        return new Split(fit, stop, map, conformal, data.between(testIndex, end), cuts.stop(), testIndex, fromNs, toNs);
    }
}
