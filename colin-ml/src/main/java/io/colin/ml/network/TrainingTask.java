package io.colin.ml.network;

import io.colin.api.internal.Require;

/**
 * Everything the weights of a network follow from. The windows have the settings' layout.
 *
 * @param settings shape and training
 * @param fit windows it learns from, at least one
 * @param validation later windows that stop it early, at least one
 * @param classWeights the class part of the weights in fit
 * @param seed root of everything random
 */
public record TrainingTask(
        NetworkSettings settings,
        LabelledWindows fit,
        LabelledWindows validation,
        ClassWeights classWeights,
        long seed) {
    /** Checks that the windows have the network's shape. */
    public TrainingTask {
        Require.positive("fit", fit.count());
        Require.positive("validation", validation.count());
        Require.that(
                fit.windows().steps() == settings.steps(),
                "fit",
                "must have " + settings.steps() + " steps",
                fit.windows().steps());
        Require.that(
                validation.windows().steps() == settings.steps()
                        && validation.windows().features() == fit.windows().features(),
                "validation",
                "must have the shape of fit",
                validation.windows().steps() + " × " + validation.windows().features());
    }
}
