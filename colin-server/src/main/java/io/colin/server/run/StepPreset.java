package io.colin.server.run;

import io.colin.ml.dataset.SplitSettings;
import io.colin.ml.preset.Preset;

/**
 * How the model of a step of a walk forward is made: it learns from all before the step but the last four hours of
 * one-minute bars, for a training needs something to be judged on. What comes of it is judged by the step.
 */
final class StepPreset {
    /** Bars left to the trainer's own evaluation. */
    static final int TEST_BARS = 240;

    private StepPreset() {}

    /**
     * The preset with the smallest test block.
     *
     * @param preset how models are made otherwise
     * @param spanNs from the first event to the beginning of the step, ns
     */
    static Preset of(Preset preset, long spanNs) {
        SplitSettings split = preset.split();
        double share = 1 - TEST_BARS * (double) preset.barNs() / Math.max(1, spanNs);
        return preset.toBuilder()
                .split(new SplitSettings(
                        Math.max(split.trainShare(), share),
                        split.stopShare(),
                        split.embargoBars(),
                        split.embargoShare()))
                .build();
    }
}
