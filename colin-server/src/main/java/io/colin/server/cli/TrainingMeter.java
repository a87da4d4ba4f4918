package io.colin.server.cli;

import io.colin.ml.network.TrainingEpoch;
import io.colin.ml.network.TrainingProgress;
import io.colin.ml.network.TrainingStep;
import io.colin.server.run.Console;
import java.util.Locale;

/** Shows how training goes. Used by one thread. */
final class TrainingMeter implements TrainingProgress {
    private static final int WIDTH = 24;

    private final Console console;
    private String stage = "";

    TrainingMeter(Console console) {
        this.console = console;
    }

    /** A stage begins. */
    void stage(String name) {
        stage = name;
        console.progress(name);
    }

    @Override
    public void onStep(TrainingStep step) {
        int done = (int) Math.round(step.share() * WIDTH);
        console.progress(String.format(
                Locale.ROOT,
                "%s [%s] epoch %d of at most %d, %.0f windows/s, at most %.0f s left",
                stage,
                "#".repeat(done) + "-".repeat(WIDTH - done),
                step.epoch(),
                step.maxEpochs(),
                step.windowsPerSecond(),
                step.secondsLeft()));
    }

    @Override
    public void onEpoch(TrainingEpoch epoch) {
        console.progress(String.format(
                Locale.ROOT,
                "%s, epoch %d: loss %.4f, validation %.4f%s",
                stage,
                epoch.epoch(),
                epoch.trainingLoss(),
                epoch.validationLoss(),
                epoch.best() ? " (best so far)" : ""));
    }
}
