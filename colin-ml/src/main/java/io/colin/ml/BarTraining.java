package io.colin.ml;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import io.colin.api.instrument.Instrument;
import io.colin.api.internal.Require;
import io.colin.api.market.MarketDataSource;
import io.colin.api.signal.Direction;
import io.colin.api.signal.Probabilities;
import io.colin.api.time.TimeSource;
import io.colin.ml.calibration.Calibration;
import io.colin.ml.calibration.CalibrationMap;
import io.colin.ml.calibration.ClassReturns;
import io.colin.ml.calibration.ConformalThreshold;
import io.colin.ml.calibration.Opinion;
import io.colin.ml.cost.TradingCosts;
import io.colin.ml.dataset.BarDataset;
import io.colin.ml.dataset.HeldColumns;
import io.colin.ml.dataset.SampleWeights;
import io.colin.ml.dataset.Scaler;
import io.colin.ml.dataset.Split;
import io.colin.ml.drift.TrainingReference;
import io.colin.ml.evaluation.BlockBootstrap;
import io.colin.ml.evaluation.Evaluation;
import io.colin.ml.evaluation.Evaluator;
import io.colin.ml.evaluation.LogisticRegression;
import io.colin.ml.evaluation.Prediction;
import io.colin.ml.evaluation.Rival;
import io.colin.ml.feature.FeatureSchema;
import io.colin.ml.feature.MarketInputs;
import io.colin.ml.frame.FrameSchema;
import io.colin.ml.history.BarHistory;
import io.colin.ml.history.SideInputs;
import io.colin.ml.label.ClassIndex;
import io.colin.ml.label.Label.Outcome;
import io.colin.ml.label.TripleBarrier;
import io.colin.ml.network.CheckpointStore;
import io.colin.ml.network.FrameLayout;
import io.colin.ml.network.LabelledWindows;
import io.colin.ml.network.ProgressMeter;
import io.colin.ml.network.TrainedNetwork;
import io.colin.ml.network.TrainingProgress;
import io.colin.ml.network.TrainingResult;
import io.colin.ml.network.TrainingTask;
import io.colin.ml.network.WindowClassifier;
import io.colin.ml.network.Windows;
import io.colin.ml.onnx.ExportParity;
import io.colin.ml.onnx.OnnxClassifier;
import io.colin.ml.preset.Preset;
import io.colin.ml.preset.TrainingSettings;
import io.colin.ml.registry.Checksums;
import io.colin.ml.registry.ModelCard;
import io.colin.ml.registry.ModelFile;
import io.colin.ml.training.ClassifierTraining;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Trains a bar model on recorded data: features, labels, purged split, network, calibration, and an evaluation on a part
 * of the data that nothing before it has touched. The same source, settings and seed give the same model file, byte for
 * byte, on the same kind of processor with the same OMP_NUM_THREADS.
 */
public final class BarTraining {
    private static final System.Logger LOG = System.getLogger(BarTraining.class.getName());
    private static final int MEAN_BLOCK = 60;
    private static final int RESAMPLES = 2_000;

    private final MarketDataSource source;
    private final TrainingSettings settings;
    private final TrainingProgress progress;
    private final TimeSource clock;
    private final String parent;

    private BarTraining(MarketDataSource source, TrainingSettings settings, Builder builder) {
        this.source = source;
        this.settings = settings;
        this.progress = builder.progress;
        this.clock = builder.clock;
        this.parent = builder.parent;
    }

    /**
     * Starts a training.
     *
     * @return a builder; source and instrument must be set
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * What the model follows from besides its data.
     *
     * @return the settings
     */
    public TrainingSettings settings() {
        return settings;
    }

    /**
     * What identifies the settings, to ask a {@link io.colin.ml.registry.ModelDirectory} whether the model exists.
     *
     * @return SHA-256 in hex
     */
    public String settingsHash() {
        return Checksums.of(settings);
    }

    /**
     * What identifies the data.
     *
     * @return the source's fingerprint
     */
    public String dataFingerprint() {
        return source.fingerprint();
    }

    /**
     * Reads the source to its end, trains and evaluates.
     *
     * @return the model with its evaluation
     * @throws ColinException if the source cannot be read, holds too little, or training fails
     */
    public TrainedModel train() {
        Preset preset = settings.preset();
        Duration bar = Duration.ofNanos(preset.barNs());
        SideInputs inputs = MarketInputs.forSchema(FrameSchema.first(preset.schema()), settings.symbol(), bar);
        BarHistory history = BarHistory.read(source, settings.symbol(), bar, settings.costs(), inputs);
        FeatureSchema schema = HeldColumns.of(history, preset.schema(), Split.fitBars(history, preset.split()))
                .schema();
        BarDataset data = BarDataset.of(
                history,
                new BarDataset.Shape(schema, preset.network().steps(), preset.maxEmptyRun()),
                TripleBarrier.of(preset.barriers(), preset.maxEmptyRun()));
        Split split = Split.of(data, preset.split());
        checkEnough(split);
        Scaler scaler = Scaler.fit(data, split.fit().getLast().decision());
        TrainingResult result = ClassifierTraining.train(task(data, split, scaler), meter(split), CheckpointStore.NONE);
        try (WindowClassifier network = result.network()) {
            Calibration calibration = calibrate(data, split, scaler, network);
            Evaluation evaluation = evaluate(data, split, scaler, network, calibration);
            ModelCard card = new ModelCard(
                    ModelCard.FORMAT,
                    preset.network().kind(),
                    settings.withSchema(schema),
                    settingsHash(),
                    schema.hash(),
                    dataFingerprint(),
                    split.dataFromNs(),
                    split.dataToNs(),
                    scaler,
                    calibration,
                    trainingOf(data, split, result),
                    evaluation,
                    origin(result.network().parameterCount()));
            TrainingReference reference = TrainingReference.fit(data, scaler, split.fit());
            return new TrainedModel(ModelFile.of(card, parts(result.network(), schema.size()))
                    .with(ModelFile.REFERENCE, reference.bytes()));
        }
    }

    /** Its content, and the graph that serves it once that has shown that it answers as the trained network does. */
    private Map<String, byte[]> parts(TrainedNetwork network, int columns) {
        Map<String, byte[]> parts = new HashMap<>();
        parts.put(settings.preset().network().contentName(), network.content());
        network.onnx().ifPresent(graph -> {
            checkParity(network, graph, columns);
            parts.put(ModelFile.ONNX, graph);
        });
        return parts;
    }

    private void checkParity(TrainedNetwork network, byte[] graph, int columns) {
        FrameLayout layout = settings.preset().network().layout();
        int rows = layout.rows();
        int width = layout.width(columns);
        try (OnnxClassifier served =
                OnnxClassifier.builder().graph(graph).shape(rows, width).build()) {
            double difference = ExportParity.check(network, served, rows, width, settings.seed());
            LOG.log(System.Logger.Level.DEBUG, "exported; probabilities differ by at most {0}", difference);
        }
    }

    private ModelCard.Origin origin(long parameters) {
        Preset preset = settings.preset();
        long minutes = Duration.ofNanos(preset.horizonNs()).toMinutes();
        return new ModelCard.Origin(
                "foretells the direction of " + settings.symbol() + " over the next " + minutes + " minutes",
                parent,
                Optional.ofNullable(BarTraining.class.getPackage().getImplementationVersion())
                        .orElse("development"),
                parameters,
                List.of(
                        "no other symbol, bar length or horizon than the one it was trained for",
                        "no trading before the end of its data, and none after its expiry",
                        "no size at which its own impact exceeds the costs it was labelled with"));
    }

    private void checkEnough(Split split) {
        int samples = split.fit().size();
        if (samples < settings.preset().minSamples()) {
            throw new ColinException(
                    Reason.MODEL_FAILED,
                    "training needs at least " + settings.preset().minSamples() + " labelled decisions, " + source.id()
                            + " gives " + samples);
        }
        if (split.map().isEmpty() || split.conformal().isEmpty() || split.test().isEmpty()) {
            throw new ColinException(
                    Reason.MODEL_FAILED,
                    source.id() + " leaves nothing to stop, calibrate or judge on: "
                            + split.stop().size() + " and " + split.test().size() + " decisions");
        }
    }

    private ProgressMeter meter(Split split) {
        return ProgressMeter.start(
                progress, clock, split.fit().size(), settings.preset().network());
    }

    private TrainingTask task(BarDataset data, Split split, Scaler scaler) {
        SampleWeights weights = SampleWeights.of(split.fit(), settings.preset().classWeights());
        float[] equal = new float[split.stop().size()];
        Arrays.fill(equal, 1);
        return new TrainingTask(
                settings.preset().network(),
                LabelledWindows.of(data.windows(scaler, split.fit()), classes(split.fit()), weights.weights()),
                LabelledWindows.of(data.windows(scaler, split.stop()), classes(split.stop()), equal),
                weights.classes(),
                settings.seed());
    }

    private Calibration calibrate(BarDataset data, Split split, Scaler scaler, WindowClassifier network) {
        double[] raw = answers(network, data.windows(scaler, split.map()));
        CalibrationMap map = CalibrationMap.fit(raw, classes(split.map()));
        double[] later = answers(network, data.windows(scaler, split.conformal()));
        List<Probabilities> probabilities = new ArrayList<>();
        for (int i = 0; i < split.conformal().size(); i++) {
            probabilities.add(map.apply(later, i));
        }
        List<Direction> truth = split.conformal().stream().map(Outcome::outcome).toList();
        ConformalThreshold threshold = ConformalThreshold.fit(
                probabilities,
                truth,
                settings.preset().alpha(),
                settings.preset().minScores());
        return new Calibration(map, threshold, ClassReturns.fit(split.fit()));
    }

    private Evaluation evaluate(
            BarDataset data, Split split, Scaler scaler, WindowClassifier network, Calibration calibration) {
        double[] raw = answers(network, data.windows(scaler, split.test()));
        float[] weights = SampleWeights.of(split.fit(), false).weights();
        LogisticRegression logistic =
                LogisticRegression.fit(lastRows(data, scaler, split.fit()), classes(split.fit()), weights);
        float[] testRows = lastRows(data, scaler, split.test());
        List<Prediction> predictions = new ArrayList<>();
        List<Direction> persistence = new ArrayList<>();
        List<Probabilities> regressed = new ArrayList<>();
        for (int i = 0; i < split.test().size(); i++) {
            Outcome outcome = split.test().get(i);
            Opinion opinion = calibration.opinion(raw, i, outcome.band(), outcome.cost());
            predictions.add(prediction(data, outcome, opinion));
            persistence.add(data.persistence(outcome));
            regressed.add(logistic.probabilities(testRows, i));
        }
        List<Rival> rivals = List.of(
                Rival.majority(Evaluator.prior(split.fit()), predictions.size()),
                Rival.of(Rival.PERSISTENCE, persistence),
                Rival.abstaining(predictions.size()),
                Rival.stating(Rival.LOGISTIC, regressed));
        BlockBootstrap bootstrap = new BlockBootstrap(MEAN_BLOCK, RESAMPLES, settings.seed());
        return Evaluator.of(bootstrap).evaluate(predictions, rivals);
    }

    private Prediction prediction(BarDataset data, Outcome outcome, Opinion opinion) {
        BarHistory history = data.history();
        return new Prediction(
                history.candle(outcome.decision()).timeNs(),
                history.candle(outcome.endIndex()).timeNs(),
                history.candle(outcome.decision()).close(),
                outcome.outcome(),
                outcome.exitReturn(),
                opinion,
                settings.preset().emission().decide(opinion));
    }

    private static ModelCard.Training trainingOf(BarDataset data, Split split, TrainingResult result) {
        return new ModelCard.Training(
                split.fit().size(),
                split.stop().size(),
                new TreeMap<>(data.excluded()),
                result.epochs(),
                result.bestEpoch(),
                result.validationLoss());
    }

    private static int[] classes(List<Outcome> outcomes) {
        return outcomes.stream().mapToInt(o -> ClassIndex.of(o.outcome())).toArray();
    }

    /** All raw answers, a batch at a time: a whole block's windows would not fit in memory at full size. */
    private static double[] answers(WindowClassifier network, Windows windows) {
        int batch = 512;
        int size = windows.steps() * windows.features();
        double[] all = new double[windows.count() * WindowClassifier.CLASSES];
        for (int first = 0; first < windows.count(); first += batch) {
            int count = Math.min(batch, windows.count() - first);
            float[] rows = new float[count * size];
            for (int i = 0; i < count; i++) {
                windows.copy(first + i, rows, i * size);
            }
            double[] some = network.probabilities(rows, count);
            System.arraycopy(some, 0, all, first * WindowClassifier.CLASSES, some.length);
        }
        return all;
    }

    private static float[] lastRows(BarDataset data, Scaler scaler, List<Outcome> outcomes) {
        int width = data.schema().size();
        float[] rows = new float[outcomes.size() * width];
        for (int i = 0; i < outcomes.size(); i++) {
            for (int column = 0; column < width; column++) {
                rows[i * width + column] =
                        scaler.scale(column, data.value(outcomes.get(i).decision(), column));
            }
        }
        return rows;
    }

    /** Builds a training; every setter checks its own argument. */
    public static final class Builder {
        private @Nullable MarketDataSource source;
        private @Nullable Instrument instrument;
        private Preset preset = Preset.demonstration();
        private TradingCosts costs = TradingCosts.demonstration();
        private long seed = 42;
        private TrainingProgress progress = TrainingProgress.SILENT;
        private TimeSource clock = () -> 0;
        private String parent = "";

        private Builder() {}

        /**
         * Sets the data; required.
         *
         * @param value recorded, not live
         * @return this
         */
        public Builder source(MarketDataSource value) {
            source = value;
            return this;
        }

        /**
         * Sets what is traded; required.
         *
         * @param value one of the source's
         * @return this
         */
        public Builder instrument(Instrument value) {
            instrument = value;
            return this;
        }

        /**
         * Sets how the model is made; default the demonstration.
         *
         * @param value the preset
         * @return this
         */
        public Builder preset(Preset value) {
            preset = value;
            return this;
        }

        /**
         * Sets what trading costs; default the demonstration's.
         *
         * @param value the costs
         * @return this
         */
        public Builder costs(TradingCosts value) {
            costs = value;
            return this;
        }

        /**
         * Sets the root of everything random; default 42.
         *
         * @param value any
         * @return this
         */
        public Builder seed(long value) {
            seed = value;
            return this;
        }

        /**
         * Sets who hears how it goes; default nobody.
         *
         * @param value called on the training thread
         * @param time of the edge, for rate and time left only
         * @return this
         */
        public Builder progress(TrainingProgress value, TimeSource time) {
            progress = value;
            clock = time;
            return this;
        }

        /**
         * Sets which model this one is to succeed; default none.
         *
         * @param value id of a model
         * @return this
         */
        public Builder parent(String value) {
            parent = Require.text("parent", value);
            return this;
        }

        /**
         * Builds the training; nothing is read yet.
         *
         * @return the training
         * @throws IllegalArgumentException naming everything that is missing or does not fit
         */
        public BarTraining build() {
            MarketDataSource data = source;
            Instrument traded = instrument;
            if (data == null || traded == null) {
                List<String> missing = new ArrayList<>();
                if (data == null) {
                    missing.add("source");
                }
                if (traded == null) {
                    missing.add("instrument");
                }
                throw Require.broken("training", "must have a source and an instrument", "missing " + missing);
            }
            Require.that(
                    data.symbols().contains(traded.symbol()),
                    "instrument",
                    "must be one of the source's " + data.symbols(),
                    traded.symbol());
            return new BarTraining(data, new TrainingSettings(traded.symbol(), preset, costs, seed), this);
        }
    }
}
