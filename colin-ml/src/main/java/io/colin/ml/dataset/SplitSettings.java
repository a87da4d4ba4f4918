package io.colin.ml.dataset;

import io.colin.api.internal.Require;

/**
 * How time is divided: the first part trains, its last part stops early and calibrates, the rest is the test block.
 *
 * @param trainShare share of the time span that may be learnt from, (0, 1)
 * @param stopShare share of the training part, at its end, that stops early and calibrates, (0, 1)
 * @param embargoBars least gap in bars before a later block
 * @param embargoShare that gap as a share of the later block, [0, 1); the larger of the two holds
 */
public record SplitSettings(double trainShare, double stopShare, int embargoBars, double embargoShare) {
    /** Checks. */
    public SplitSettings {
        Require.that(trainShare > 0 && trainShare < 1, "trainShare", "must be in (0, 1)", trainShare);
        Require.that(stopShare > 0 && stopShare < 1, "stopShare", "must be in (0, 1)", stopShare);
        Require.notNegative("embargoBars", embargoBars);
        Require.that(embargoShare >= 0 && embargoShare < 1, "embargoShare", "must be in [0, 1)", embargoShare);
    }

    /**
     * First 60 % trains, its last fifth stops and calibrates, embargo max(60 bars, 1 %).
     *
     * @return the settings
     */
    public static SplitSettings demonstration() {
        return new SplitSettings(0.6, 0.2, 60, 0.01);
    }

    /**
     * The gap before a block.
     *
     * @param blockBars length of the later block
     * @return bars, 0 or more
     */
    public int embargo(int blockBars) {
        return Math.max(embargoBars, (int) Math.ceil(embargoShare * blockBars));
    }
}
