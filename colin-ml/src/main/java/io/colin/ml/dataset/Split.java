package io.colin.ml.dataset;

import io.colin.ml.history.BarHistory;
import io.colin.ml.label.Label.Outcome;
import java.util.List;

/**
 * A dataset divided in time. A decision belongs to a block only if its label's last bar lies an embargo before the next
 * block: nothing that is learnt, stopped by or calibrated on has seen what comes after.
 *
 * @param fit the network learns from these
 * @param stop later ones that stop training early
 * @param map the first half of stop, for the calibration map; none reaches into the second half
 * @param conformal the second half of stop, for conformal scores
 * @param test never touched before the evaluation
 * @param stopIndex first bar of the stop block
 * @param testIndex first bar of the test block
 * @param dataFromNs when the first bar opened, ns since epoch
 * @param dataToNs when the last bar before the test block closed, ns since epoch
 */
public record Split(
        List<Outcome> fit,
        List<Outcome> stop,
        List<Outcome> map,
        List<Outcome> conformal,
        List<Outcome> test,
        int stopIndex,
        int testIndex,
        long dataFromNs,
        long dataToNs) {
    /** Copies. */
    public Split {
        fit = List.copyOf(fit);
        stop = List.copyOf(stop);
        map = List.copyOf(map);
        conformal = List.copyOf(conformal);
        test = List.copyOf(test);
    }

    /**
     * Divides a dataset.
     *
     * @param data the rows
     * @param settings where the cuts lie
     * @return the split; any of its parts may be empty when there is little data
     */
    public static Split of(BarDataset data, SplitSettings settings) {
        BarHistory history = data.history();
        long fromNs = history.candle(0).openTimeNs();
        Cuts cuts = Cuts.of(history, settings);
        int testIndex = cuts.test();
        int stopIndex = cuts.stop();
        int testEmbargo = settings.embargo(history.size() - testIndex);
        List<Outcome> fit = data.between(0, cuts.fitEnd());
        List<Outcome> stop = data.between(stopIndex, testIndex - testEmbargo);
        List<Outcome> conformal = stop.subList(stop.size() / 2, stop.size());
        int half = conformal.isEmpty() ? stopIndex : conformal.getFirst().decision();
        List<Outcome> map = stop.stream().filter(o -> o.endIndex() < half).toList();
        List<Outcome> test = data.between(testIndex, history.size());
        long dataToNs = testIndex == 0 ? fromNs : history.candle(testIndex - 1).timeNs();
        return new Split(fit, stop, map, conformal, test, stopIndex, testIndex, fromNs, dataToNs);
    }

    /**
     * The same split with other decisions to learn from.
     *
     * @param decisions a part of fit
     * @return a copy
     */
    public Split withFit(List<Outcome> decisions) {
        return new Split(decisions, stop, map, conformal, test, stopIndex, testIndex, dataFromNs, dataToNs);
    }

    /**
     * How many bars from the oldest the network may learn from.
     *
     * @param history the bars
     * @param settings where the cuts lie
     * @return all before the embargo of the stop block, 0 or more
     */
    public static int fitBars(BarHistory history, SplitSettings settings) {
        return Math.max(0, Cuts.of(history, settings).fitEnd());
    }

    /** Where the blocks begin, and where the first one's labels must have ended. */
    private record Cuts(int fitEnd, int stop, int test) {
        private static Cuts of(BarHistory history, SplitSettings settings) {
            long fromNs = history.candle(0).openTimeNs();
            long spanNs = history.candle(history.size() - 1).timeNs() - fromNs;
            long cutNs = fromNs + (long) (spanNs * settings.trainShare());
            long stopNs = fromNs + (long) ((cutNs - fromNs) * (1 - settings.stopShare()));
            int test = firstAfter(history, cutNs);
            int stop = firstAfter(history, stopNs);
            return new Cuts(stop - settings.embargo(test - stop), stop, test);
        }
    }

    /** The first bar that closed after a time. */
    private static int firstAfter(BarHistory history, long timeNs) {
        int index = 0;
        while (index < history.size() && history.candle(index).timeNs() <= timeNs) {
            index++;
        }
        return index;
    }
}
