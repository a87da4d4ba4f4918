package io.colin.server.run;

import io.colin.api.ColinException;
import io.colin.api.instrument.Instrument;
import io.colin.api.market.MarketDataSource;
import io.colin.api.time.TimeSource;
import io.colin.ml.BarTraining;
import io.colin.ml.TrainedModel;
import io.colin.ml.lifecycle.ModelRegistry;
import io.colin.ml.network.TrainingEpoch;
import io.colin.ml.network.TrainingProgress;
import io.colin.ml.network.TrainingStep;
import io.colin.ml.preset.Preset;
import io.colin.ml.registry.ModelDirectory;
import io.colin.ml.registry.ModelFile;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Finds the model of a source and settings, or trains and keeps it. */
final class ModelSetup {
    private final ModelRegistry models;
    private final ModelDirectory kept;
    private final Function<BarTraining, ModelFile> recipe;
    private final Console console;
    private final Consumer<String> preparing;
    private final TimeSource time;

    /**
     * What was found.
     *
     * @param model the model, if the source holds enough to train one
     * @param note what was done, for the report
     */
    record Prepared(Optional<TrainedModel> model, String note) {}

    ModelSetup(Path dataDir, Console console, Consumer<String> preparing, TimeSource time) {
        this(
                BacktestModels.Place.in(dataDir.resolve("models")),
                console,
                preparing,
                time,
                training -> training.train().file());
    }

    /** The same with models made and kept otherwise. */
    ModelSetup(
            BacktestModels.Place place,
            Console console,
            Consumer<String> preparing,
            TimeSource time,
            Function<BarTraining, ModelFile> recipe) {
        this.models = place.kept();
        this.kept = place.known();
        this.recipe = recipe;
        this.console = console;
        this.preparing = preparing;
        this.time = time;
    }

    /**
     * Loads or trains.
     *
     * @param source what to learn from
     * @param instrument what it is of
     * @param parts preset, costs and seed
     * @param needed whether a source that holds too little is an error
     */
    Prepared prepare(MarketDataSource source, Instrument instrument, EngineParts parts, boolean needed) {
        return prepare(source, instrument, parts, parts.profile().preset(), needed);
    }

    /** The same, made as a preset says instead of the profile's own. */
    Prepared prepare(MarketDataSource source, Instrument instrument, EngineParts parts, Preset preset, boolean needed) {
        BarTraining training = BarTraining.builder()
                .source(source)
                .instrument(instrument)
                .preset(preset)
                .costs(parts.costs(instrument))
                .seed(parts.profile().config().integer("ai.training.seed"))
                .progress(new Meter(), time)
                .build();
        Optional<ModelFile> known = known(training);
        if (known.isPresent()) {
            ModelFile file = known.orElseThrow();
            register(file);
            console.line("model " + file.id() + " loaded");
            return new Prepared(Optional.of(new TrainedModel(file)), "loaded");
        }
        preparing.accept("training the model");
        try {
            TrainedModel trained = new TrainedModel(recipe.apply(training));
            register(trained.file());
            console.line("model " + trained.file().id() + " trained: "
                    + trained.evaluation().verdict());
            return new Prepared(Optional.of(trained), "trained");
        } catch (ColinException e) {
            if (needed || e.reason() != ColinException.Reason.MODEL_FAILED) {
                throw e;
            }
            console.line("no model: " + e.getMessage() + "; orders are taken from the API only");
            return new Prepared(Optional.empty(), "none: " + e.getMessage());
        }
    }

    /** A model that is damaged is made again: the same data and settings give the same one. */
    private Optional<ModelFile> known(BarTraining training) {
        try {
            return kept.find(training.dataFingerprint(), training.settingsHash());
        } catch (ColinException e) {
            console.line("the model kept for these data and settings is trained anew: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Where the models are kept. */
    ModelRegistry registry() {
        return models;
    }

    private void register(ModelFile file) {
        models.register(file, "trainer", file.card().dataToNs(), "trained for this run");
    }

    /** Shows training as a bar. */
    private final class Meter implements TrainingProgress {
        private static final int WIDTH = 24;

        @Override
        public void onStep(TrainingStep step) {
            int done = (int) Math.round(step.share() * WIDTH);
            String bar = "#".repeat(done) + "-".repeat(WIDTH - done);
            String text = String.format(
                    Locale.ROOT,
                    "training [%s] epoch %d of at most %d, %.0f windows/s, at most %.0f s left",
                    bar,
                    step.epoch(),
                    step.maxEpochs(),
                    step.windowsPerSecond(),
                    step.secondsLeft());
            preparing.accept(text);
            console.progress(text);
        }

        @Override
        public void onEpoch(TrainingEpoch epoch) {
            console.progress(String.format(
                    Locale.ROOT,
                    "epoch %d: loss %.4f, validation %.4f%s",
                    epoch.epoch(),
                    epoch.trainingLoss(),
                    epoch.validationLoss(),
                    epoch.best() ? " (best so far)" : ""));
        }
    }
}
