package io.colin.server.run;

import io.colin.api.ColinException;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.MarketDataSource;
import io.colin.api.time.TimeSource;
import io.colin.execution.source.CutSource;
import io.colin.execution.source.SourceSpan;
import io.colin.ml.BarTraining;
import io.colin.ml.Effort;
import io.colin.ml.dataset.WalkForwardSettings;
import io.colin.ml.lifecycle.ModelRegistry;
import io.colin.ml.preset.Preset;
import io.colin.ml.registry.ModelDirectory;
import io.colin.ml.registry.ModelFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** Finds, loads or trains the models of a backtest. */
final class BacktestModels {
    /** What is never traded with a walk forward: the first model learns from it. */
    private static final double FIRST_PART = 0.5;

    private final BacktestSettings settings;
    private final EngineParts parts;
    private final Console console;
    private final TimeSource time;
    private final Making making;

    /**
     * How models are made.
     *
     * @param preset from what is configured
     * @param recipe makes a model of a training over a stretch of a recording, which it is handed besides
     * @param successors how those are made that succeed the first
     */
    record Making(
            UnaryOperator<Preset> preset,
            BiFunction<BarTraining, MarketDataSource, ModelFile> recipe,
            Successors successors) {
        /** Successors are made alike, or walked forward where they are to be judged by more than one split. */
        Making(UnaryOperator<Preset> preset, BiFunction<BarTraining, MarketDataSource, ModelFile> recipe) {
            this(
                    preset,
                    recipe,
                    (training, recorded, folds) ->
                            folds == 0 ? recipe.apply(training, recorded) : walked(training, folds));
        }

        /** Every decision, one seed: what is measured is the recipe, over all blocks and the hold-out together. */
        static ModelFile walked(BarTraining training, int folds) {
            return training.walkForward(
                            WalkForwardSettings.standard().withFolds(folds), new Effort(1, 1, 0, 1), stage -> {})
                    .candidate()
                    .file();
        }

        /** As configured, from the stretch alone. */
        static final Making STANDARD = new Making(
                preset -> preset, (training, recorded) -> training.train().file());
    }

    /** Makes a successor of a training over a stretch of a recording, which it is handed besides. */
    @FunctionalInterface
    interface Successors {
        ModelFile of(BarTraining training, MarketDataSource recorded, int folds);
    }

    /**
     * Where models are kept that are trained, and where those are looked for that need not be.
     *
     * @param kept written to
     * @param known read only
     */
    record Place(ModelRegistry kept, ModelDirectory known) {
        /** One directory for both. */
        static Place in(Path root) {
            ModelRegistry registry = ModelRegistry.in(root);
            return new Place(registry, registry.files());
        }

        /** Trained models are kept apart from those that are known. */
        static Place apart(Path root, Path known) {
            return new Place(ModelRegistry.in(root), ModelDirectory.in(known));
        }
    }

    BacktestModels(BacktestSettings settings, EngineParts parts, Console console, TimeSource time, Making making) {
        this.settings = settings;
        this.parts = parts;
        this.console = console;
        this.time = time;
        this.making = making;
    }

    /** How models are made but for the steps of a walk forward. */
    Preset preset() {
        return making.preset().apply(parts.profile().preset());
    }

    /** What becomes of a training over a stretch of a recording. */
    ModelFile make(BarTraining training, MarketDataSource recorded) {
        return making.recipe().apply(training, recorded);
    }

    /** The same of a successor. */
    ModelFile successor(BarTraining training, MarketDataSource recorded) {
        return making.successors().of(training, recorded, settings.folds());
    }

    /** Over how many folds successors are judged, 0 for one split. */
    int folds() {
        return settings.folds();
    }

    /**
     * The models of a backtest.
     *
     * @param recorded all that may be read
     * @param span of the whole recording, by which the steps are set
     * @param place of trained models
     * @throws ColinException MODEL_FAILED if there is none of any symbol
     */
    List<Served> of(MarketDataSource recorded, Optional<SourceSpan> span, Place place) {
        if (!settings.models().isEmpty()) {
            return settings.models().stream().map(this::load).toList();
        }
        List<Served> found = new ArrayList<>();
        List<String> lacking = new ArrayList<>();
        for (Instrument instrument : parts.instruments()) {
            Trainer trainer = new Trainer(recorded, instrument, place, lacking);
            found.addAll(span.map(trainer::forward).orElseGet(trainer::first));
        }
        if (found.isEmpty()) {
            throw new ColinException(
                    ColinException.Reason.MODEL_FAILED,
                    String.join("; ", lacking) + ": give longer recordings, or a kept model by --model");
        }
        return List.copyOf(found);
    }

    private Served load(Path directory) {
        ModelFile file = ModelFile.load(directory);
        Symbol symbol = file.card().settings().symbol();
        if (parts.instruments().stream().noneMatch(one -> one.symbol().equals(symbol))) {
            throw new IllegalArgumentException(
                    "--model: must be of a symbol of the data, not of " + symbol + " (" + directory + ")");
        }
        return new Served(symbol, file.card().dataToNs(), file);
    }

    /** Trains the models of one symbol. */
    private final class Trainer {
        private final MarketDataSource recorded;
        private final Instrument instrument;
        private final Place place;
        private final List<String> lacking;

        private Trainer(MarketDataSource recorded, Instrument instrument, Place place, List<String> lacking) {
            this.recorded = recorded;
            this.instrument = instrument;
            this.place = place;
            this.lacking = lacking;
        }

        /** One model, trained on the first part of what there is. */
        private List<Served> first() {
            return trained(recorded, preset())
                    .map(file ->
                            List.of(new Served(instrument.symbol(), file.card().dataToNs(), file)))
                    .orElse(List.of());
        }

        /** Models that follow each other at even steps, each trained on all before its time but what judges the training. */
        private List<Served> forward(SourceSpan span) {
            long lastNs = SourceSpan.of(recorded).lastTimeNs();
            List<Served> found = new ArrayList<>();
            for (int step = 0; step < settings.steps(); step++) {
                long untilNs = span.timeAt(FIRST_PART + (1 - FIRST_PART) * step / settings.steps());
                if (untilNs > lastNs) {
                    break; // it would never speak
                }
                console.line(String.format(
                        Locale.ROOT, "walk forward %d of %d, %s", step + 1, settings.steps(), instrument.symbol()));
                Preset preset = StepPreset.of(preset(), untilNs - span.firstTimeNs());
                trained(CutSource.of(recorded, untilNs), preset)
                        .ifPresent(file -> found.add(new Served(instrument.symbol(), untilNs, file)));
            }
            return List.copyOf(found);
        }

        private Optional<ModelFile> trained(MarketDataSource from, Preset preset) {
            ModelSetup setup = new ModelSetup(place, console, text -> {}, time, training -> make(training, recorded));
            ModelSetup.Prepared prepared = setup.prepare(from, instrument, parts, preset, false);
            if (prepared.model().isEmpty()) {
                lacking.add("no model of " + instrument.symbol() + " (" + prepared.note() + ")");
            }
            return prepared.model().map(trained -> trained.file());
        }
    }
}
