package io.colin.ml.dataset;

import io.colin.api.internal.Require;

/**
 * How a history is walked forward. Its last part is the hold-out; what lies before is cut into {@code folds + 1} blocks of
 * equal length, and fold k learns from the first k blocks and is judged on the next. Of what a fold learns from, the last
 * part calibrates, and of the rest the last part stops training early.
 *
 * @param folds how many, 0 to 50; with 0 the hold-out alone is judged, for a model whose warm-up would leave the first fold
 *     too little to learn from
 * @param holdOutShare last share of the history, [0, 0.5]; 0 for none, above 0 without folds
 * @param calibrationShare last share of what a fold learns from, (0, 0.5]
 * @param stopShare last share of the rest, (0, 0.5]
 * @param embargoBars least gap in bars before each later part
 * @param embargoShare that gap as a share of the later part, [0, 1); the larger of the two holds
 */
public record WalkForwardSettings(
        int folds,
        double holdOutShare,
        double calibrationShare,
        double stopShare,
        int embargoBars,
        double embargoShare) {
    private static final int MOST_FOLDS = 50;

    /** Checks. */
    public WalkForwardSettings {
        Require.within("folds", folds, 0, MOST_FOLDS);
        Require.within("holdOutShare", holdOutShare, 0, 0.5);
        Require.that(folds > 0 || holdOutShare > 0, "holdOutShare", "must be above 0 without folds", holdOutShare);
        Require.within("calibrationShare", calibrationShare, Double.MIN_NORMAL, 0.5);
        Require.within("stopShare", stopShare, Double.MIN_NORMAL, 0.5);
        Require.notNegative("embargoBars", embargoBars);
        Require.that(embargoShare >= 0 && embargoShare < 1, "embargoShare", "must be in [0, 1)", embargoShare);
    }

    /**
     * 5 folds, the last 20 % held out, 15 % calibrate, 20 % of the rest stop early, embargo max(60 bars, 1 %).
     *
     * @return the settings
     */
    public static WalkForwardSettings standard() {
        return new WalkForwardSettings(5, 0.2, 0.15, 0.2, 60, 0.01);
    }

    /**
     * The same with another number of folds.
     *
     * @param count 0 to 50
     * @return a copy
     */
    public WalkForwardSettings withFolds(int count) {
        return new WalkForwardSettings(count, holdOutShare, calibrationShare, stopShare, embargoBars, embargoShare);
    }

    int embargo(int laterBars) {
        return Math.max(embargoBars, (int) Math.ceil(embargoShare * laterBars));
    }
}
