package io.colin.ml.preset;

import io.colin.api.internal.Require;
import io.colin.ml.calibration.EmissionRule;
import io.colin.ml.dataset.SplitSettings;
import io.colin.ml.feature.BarCatalog;
import io.colin.ml.feature.FeatureSchema;
import io.colin.ml.frame.FrameSchema;
import io.colin.ml.label.BarrierSettings;
import io.colin.ml.network.LstmSettings;
import io.colin.ml.network.NetworkSettings;
import io.colin.ml.network.TransformerSettings;
import io.colin.ml.network.TreeSettings;
import java.time.Duration;
import java.util.List;

/**
 * How a bar model is made.
 *
 * @param name of the model, for example {@code lstm-bar-demo}
 * @param barNs length of a bar, ns
 * @param maxEmptyRun how many bars in a row a window or label may hold without a trade
 * @param schema the columns, of all time frames together
 * @param barriers of the labels
 * @param split of the time span
 * @param network shape and training
 * @param classWeights whether rare classes weigh more in training; the factor is then divided out of the answers
 * @param minSamples training decisions below which nothing is trained
 * @param alpha miss rate of the conformal set, (0, 1)
 * @param minScores conformal scores below which nothing is ruled out
 * @param emission which opinions become signals
 * @param expiryNs how long after its data a model may speak, ns
 */
public record Preset(
        String name,
        long barNs,
        int maxEmptyRun,
        FeatureSchema schema,
        BarrierSettings barriers,
        SplitSettings split,
        NetworkSettings network,
        boolean classWeights,
        int minSamples,
        double alpha,
        int minScores,
        EmissionRule emission,
        long expiryNs) {
    private static final List<String> TRANSFORMER_COLUMNS = List.of(
            "ret_1",
            "ret_5",
            "ret_15",
            "body",
            "range_pct",
            "close_pos",
            "dist_ema_20",
            "dist_ema_50",
            "ema_slope_20",
            "rsi_14",
            "macd_hist",
            "stoch_k",
            "mfi_14",
            "adx_14",
            "eff_ratio_14",
            "vol_ratio_20",
            "vwap_dist_60",
            "atr_ratio_14",
            "rv_ratio",
            "bb_pos_20");

    /** Checks. */
    public Preset {
        Require.that(name.matches("[a-z][a-z0-9-]{0,39}"), "name", "must be lower case with dashes", name);
        Require.positive("barNs", barNs);
        Require.notNegative("maxEmptyRun", maxEmptyRun);
        Require.positive("minSamples", minSamples);
        Require.that(alpha > 0 && alpha < 1, "alpha", "must be in (0, 1)", alpha);
        Require.notNegative("minScores", minScores);
        Require.positive("expiryNs", expiryNs);
        Require.that(
                FrameSchema.frames(schema).equals(network.layout().frames()),
                "schema",
                "must have the time frames of the network, " + network.layout().frames(),
                FrameSchema.frames(schema));
        network.layout().width(schema.size());
    }

    /**
     * The demonstration: 30 × 24 columns on one-minute bars, LSTM 1 × 32, at least 1 000 samples, α = 0.35 from at least
     * 500 scores, emission from confidence 0.40, expiry after 30 days.
     *
     * <p>Without class weights: on a few thousand decisions they cost more calibration than a temperature can give back,
     * and the model would say nothing or be wrong about its own confidence.
     *
     * @return the preset
     */
    public static Preset demonstration() {
        return new Preset(
                "lstm-bar-demo",
                Duration.ofMinutes(1).toNanos(),
                5,
                BarCatalog.demonstration(),
                BarrierSettings.standard(),
                SplitSettings.demonstration(),
                LstmSettings.demonstration(),
                false,
                1_000,
                0.35,
                500,
                EmissionRule.DEMONSTRATION,
                Duration.ofDays(30).toNanos());
    }

    /**
     * The default LSTM of the bar profile: 60 steps, 2 × 128, at least 1 000 samples, class weights, emission by the
     * standard rule.
     *
     * @param schema its columns; those its data never holds leave it at training
     * @return the preset
     */
    public static Preset lstm(FeatureSchema schema) {
        return standard("lstm-bar", schema, LstmSettings.standard(), 1_000);
    }

    /**
     * A transformer over {@link #transformerColumns()} in each of its time frames, at least 2 000 samples, class weights,
     * emission by the standard rule.
     *
     * @param settings {@link TransformerSettings#compact()}, {@link TransformerSettings#full()} or others
     * @return the preset
     */
    public static Preset transformer(TransformerSettings settings) {
        FeatureSchema schema = FrameSchema.of(transformerColumns(), settings.frames());
        return standard("transformer-bar", schema, settings, 2_000);
    }

    /**
     * Boosted trees over the newest row, at least 1 000 samples, class weights, emission by the standard rule.
     *
     * @param schema their columns; those their data never holds leave it at training
     * @return the preset
     */
    public static Preset trees(FeatureSchema schema) {
        return standard("trees-bar", schema, TreeSettings.standard(), 1_000);
    }

    /**
     * The columns of a transformer in each time frame, computed on that frame's own bars.
     *
     * @return 20 columns of the bar catalog, all required
     */
    public static FeatureSchema transformerColumns() {
        return BarCatalog.standard().schema(TRANSFORMER_COLUMNS);
    }

    private static Preset standard(String name, FeatureSchema schema, NetworkSettings network, int minSamples) {
        return new Preset(
                name,
                Duration.ofMinutes(1).toNanos(),
                5,
                schema,
                BarrierSettings.standard(),
                SplitSettings.demonstration(),
                network,
                true,
                minSamples,
                0.35,
                500,
                EmissionRule.STANDARD,
                Duration.ofDays(30).toNanos());
    }

    /**
     * A builder that starts from this preset.
     *
     * @return the builder
     */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /**
     * How far ahead a signal looks.
     *
     * @return ns, above 0
     */
    public long horizonNs() {
        return barNs * barriers.horizonBars();
    }

    /** Changes parts of a preset; what belongs together is checked by {@link #build()}. */
    public static final class Builder {
        private final Preset base;
        private String name;
        private long barNs;
        private FeatureSchema schema;
        private BarrierSettings barriers;
        private SplitSettings split;
        private NetworkSettings network;
        private boolean classWeights;
        private int minSamples;
        private int minScores;
        private EmissionRule emission;

        private Builder(Preset base) {
            this.base = base;
            this.name = base.name;
            this.barNs = base.barNs;
            this.schema = base.schema;
            this.barriers = base.barriers;
            this.split = base.split;
            this.network = base.network;
            this.classWeights = base.classWeights;
            this.minSamples = base.minSamples;
            this.minScores = base.minScores;
            this.emission = base.emission;
        }

        /**
         * Sets the model's name.
         *
         * @param value lower case with dashes
         * @return this
         */
        public Builder name(String value) {
            name = Require.text("name", value);
            return this;
        }

        /**
         * Sets the length of a bar.
         *
         * @param value ns, above 0
         * @return this
         */
        public Builder barNs(long value) {
            barNs = Require.positive("barNs", value);
            return this;
        }

        /**
         * Sets the columns.
         *
         * @param value of the bar catalog
         * @return this
         */
        public Builder schema(FeatureSchema value) {
            schema = value;
            return this;
        }

        /**
         * Sets the barriers of the labels.
         *
         * @param value the barriers
         * @return this
         */
        public Builder barriers(BarrierSettings value) {
            barriers = value;
            return this;
        }

        /**
         * Sets the split of the time span.
         *
         * @param value the split
         * @return this
         */
        public Builder split(SplitSettings value) {
            split = value;
            return this;
        }

        /**
         * Sets shape and training of the network.
         *
         * @param value the settings
         * @return this
         */
        public Builder network(NetworkSettings value) {
            network = value;
            return this;
        }

        /**
         * Sets whether rare classes weigh more.
         *
         * @param value default as in the preset
         * @return this
         */
        public Builder classWeights(boolean value) {
            classWeights = value;
            return this;
        }

        /**
         * Sets how many training decisions are enough.
         *
         * @param value above 0
         * @return this
         */
        public Builder minSamples(int value) {
            minSamples = (int) Require.positive("minSamples", value);
            return this;
        }

        /**
         * Sets how many conformal scores are enough.
         *
         * @param value 0 or more
         * @return this
         */
        public Builder minScores(int value) {
            minScores = (int) Require.notNegative("minScores", value);
            return this;
        }

        /**
         * Sets which opinions become signals.
         *
         * @param value the rule
         * @return this
         */
        public Builder emission(EmissionRule value) {
            emission = value;
            return this;
        }

        /**
         * Builds the preset.
         *
         * @return the preset
         */
        public Preset build() {
            return new Preset(
                    name,
                    barNs,
                    base.maxEmptyRun,
                    schema,
                    barriers,
                    split,
                    network,
                    classWeights,
                    minSamples,
                    base.alpha,
                    minScores,
                    emission,
                    base.expiryNs);
        }
    }
}
