package io.colin.ml;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import io.colin.api.instrument.Instrument;
import io.colin.api.internal.Require;
import io.colin.api.market.MarketDataSource;
import io.colin.api.time.TimeSource;
import io.colin.ml.cost.TradingCosts;
import io.colin.ml.dataset.BarDataset;
import io.colin.ml.dataset.Split;
import io.colin.ml.dataset.SplitSettings;
import io.colin.ml.dataset.WalkForward;
import io.colin.ml.dataset.WalkForwardSettings;
import io.colin.ml.evaluation.BlockBootstrap;
import io.colin.ml.evaluation.Evaluation;
import io.colin.ml.evaluation.Evaluator;
import io.colin.ml.history.BarHistory;
import io.colin.ml.network.CheckpointStore;
import io.colin.ml.network.ProgressMeter;
import io.colin.ml.network.TrainingProgress;
import io.colin.ml.preset.Preset;
import io.colin.ml.preset.TrainingSettings;
import io.colin.ml.registry.Checksums;
import io.colin.ml.registry.ModelCard;
import io.colin.ml.registry.ModelFile;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Trains a bar model on recorded data: features, labels, purged split, network, calibration, and an evaluation on a part
 * of the data that nothing before it has touched. The same source, settings and seed give the same model file, byte for
 * byte, on the same kind of processor with the same OMP_NUM_THREADS.
 */
public final class BarTraining {
    private static final int MEAN_BLOCK = 60;
    private static final int RESAMPLES = 2_000;

    private final MarketDataSource source;
    private final TrainingSettings settings;
    private final TrainingProgress progress;
    private final CheckpointStore checkpoints;
    private final TimeSource clock;
    private final String parent;

    private BarTraining(MarketDataSource source, TrainingSettings settings, Builder builder) {
        this.source = source;
        this.settings = settings;
        this.progress = builder.progress;
        this.checkpoints = builder.checkpoints;
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
     * Reads the source to its end, trains on its first part and evaluates on the rest: one split, one seed.
     *
     * @return the model with its evaluation
     * @throws ColinException if the source cannot be read, holds too little, or training fails
     */
    public TrainedModel train() {
        SplitSettings cuts = settings.preset().split();
        BarHistory history = BarData.history(source, settings);
        TrainingSettings held = BarData.held(history, settings, bars -> Split.fitBars(bars, cuts));
        BarDataset data = BarData.dataset(history, held);
        Split split = Split.of(data, cuts);
        checkEnough(split);
        try (BarFit fit =
                BarFit.train(data, split, held, meter(progress, split.fit().size(), held), checkpoints)) {
            BarJudge judge = BarJudge.of(data, fit.scaler(), split.fit());
            BarJudge.Speaker speaker = new BarJudge.Speaker(fit.network(), fit.calibration(), held.preset());
            Evaluation evaluation = Evaluator.of(bootstrap(settings.seed()))
                    .evaluate(judge.predict(speaker, split.test()), judge.rivals(split.test()));
            return new TrainedModel(file(split, held, settingsHash(), fit, evaluation));
        }
    }

    /**
     * Reads the source to its end and walks it forward: purged, embargoed folds, each judged once on the block after it,
     * then a candidate from everything before the hold-out, judged on the hold-out once. Columns that
     * the training part of the first fold does not hold are left out.
     *
     * @param walk folds and their parts
     * @param effort stride, seeds and shuffles
     * @param stages hears the name of each stage when it begins, on this thread
     * @return everything that was measured, with the candidate
     * @throws ColinException if the source cannot be read, holds too little, or training fails
     */
    public WalkForwardResult walkForward(WalkForwardSettings walk, Effort effort, Consumer<String> stages) {
        stages.accept("reading " + source.id());
        BarHistory history = BarData.history(source, settings);
        TrainingSettings held = BarData.held(history, settings, bars -> WalkForward.firstFitBars(bars.size(), walk));
        String hash = Checksums.of(settingsHash() + ' ' + walk + ' ' + effort.stride());
        return new WalkForwardTraining(this, effort, stages).run(BarData.dataset(history, held), walk, held, hash);
    }

    ModelFile file(Split split, TrainingSettings held, String hash, BarFit fit, Evaluation evaluation) {
        ModelCard card = new ModelCard(
                ModelCard.FORMAT,
                held.preset().network().kind(),
                held,
                hash,
                held.preset().schema().hash(),
                dataFingerprint(),
                split.dataFromNs(),
                split.dataToNs(),
                fit.scaler(),
                fit.calibration(),
                fit.training(),
                evaluation,
                origin(fit.parameterCount()));
        return ModelFile.of(card, fit.parts(held));
    }

    ProgressMeter meter(TrainingProgress listener, int windows, TrainingSettings held) {
        return ProgressMeter.start(listener, clock, windows, held.preset().network());
    }

    TrainingProgress progress() {
        return progress;
    }

    CheckpointStore checkpoints() {
        return checkpoints;
    }

    String sourceId() {
        return source.id();
    }

    static BlockBootstrap bootstrap(long seed) {
        return new BlockBootstrap(MEAN_BLOCK, RESAMPLES, seed);
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

    /** Builds a training; every setter checks its own argument. */
    public static final class Builder {
        private @Nullable MarketDataSource source;
        private @Nullable Instrument instrument;
        private Preset preset = Preset.demonstration();
        private TradingCosts costs = TradingCosts.demonstration();
        private long seed = 42;
        private TrainingProgress progress = TrainingProgress.SILENT;
        private CheckpointStore checkpoints = CheckpointStore.NONE;
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
         * Sets where it keeps what it needs to go on after being killed; default nowhere. Boosted trees, which take
         * seconds, keep nothing. The listener and the report's learning curves get the epochs since it was taken up.
         *
         * @param value say {@link io.colin.ml.network.FileCheckpoint#under}
         * @return this
         */
        public Builder checkpoints(CheckpointStore value) {
            checkpoints = value;
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
            TrainingData data = TrainingData.of(source, instrument);
            return new BarTraining(
                    data.source(), new TrainingSettings(data.instrument().symbol(), preset, costs, seed), this);
        }
    }
}
