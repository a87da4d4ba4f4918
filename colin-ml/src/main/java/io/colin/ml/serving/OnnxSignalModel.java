package io.colin.ml.serving;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.api.signal.Direction;
import io.colin.api.signal.ModelDescription;
import io.colin.api.signal.ModelStage;
import io.colin.api.signal.Profile;
import io.colin.ml.calibration.Calibration;
import io.colin.ml.calibration.ClassReturns;
import io.colin.ml.calibration.ConformalThreshold;
import io.colin.ml.calibration.EmissionRule;
import io.colin.ml.calibration.Temperature;
import io.colin.ml.cost.TradingCosts;
import io.colin.ml.dataset.Scaler;
import io.colin.ml.feature.FeatureSchema;
import io.colin.ml.frame.FrameSchema;
import io.colin.ml.label.BarrierSettings;
import io.colin.ml.onnx.OnnxClassifier;
import io.colin.ml.registry.Checksums;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A bar model of one's own: an ONNX file, trained with whatever one likes, on Colin's columns. It judges at the close of
 * every bar, like {@link BarSignalModel}, and its signals are calibrated and emitted by the same rules.
 *
 * <p>The graph has one input of 32-bit floats of shape [batch, steps, features] (any name; oldest row first; the batch may
 * be fixed to 1) and one output of shape [batch, 3]: probabilities, or with {@link Builder#logits()} logits. From PyTorch:
 *
 * <pre>{@code
 * torch.onnx.export(
 *     network.eval(), torch.zeros(1, steps, features), "model.onnx",
 *     input_names=["window"], output_names=["logits"],
 *     dynamic_axes={"window": {0: "batch"}, "logits": {0: "batch"}}, dynamo=False)
 * }</pre>
 *
 * which writes one file with the weights in it; a file that keeps them beside itself cannot be read.
 *
 * <p>What does not fit is refused while the model is built, with what was expected and what was found.
 *
 * <p>{@link #observe} and {@link #latest} belong to one thread; {@link #evaluate} may run on another, one call at a time.
 */
public final class OnnxSignalModel extends ServedBars {
    private OnnxSignalModel(BarServing serving, Set<Symbol> symbols, Inference inference) {
        super(serving, symbols, inference, RowGuard.NONE);
    }

    /**
     * Starts a model.
     *
     * @return a builder; name, file, symbols, columns, steps and the end of the training data must be set
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds a model; every setter checks its own argument. */
    public static final class Builder {
        private static final int VERSION_DIGITS = 12;
        private static final long LARGEST_FILE = 1L << 30;
        private static final double NO_RULE = 0.5;

        private final OnnxClassifier.Builder network = OnnxClassifier.builder();
        private final List<String> missing =
                new ArrayList<>(List.of("name", "file", "symbols", "columns", "trainedOn"));
        private String name = "";
        private @Nullable Path file;
        private String sha256 = "";
        private Set<Symbol> symbols = Set.of();
        private @Nullable FeatureSchema schema;
        private int steps;
        private RowScale scale = RowScale.none();
        private int scaledColumns;
        private Duration bar = Duration.ofMinutes(1);
        private int maxEmptyRun = 5;
        private Calibration calibration = new Calibration(
                new Temperature(1), new ConformalThreshold(NO_RULE, 0, 1, List.of()), new ClassReturns(1, 0, -1));
        private BarrierSettings barriers = BarrierSettings.standard();
        private TradingCosts costs = TradingCosts.demonstration();
        private EmissionRule emission = EmissionRule.DEMONSTRATION;
        private long fromNs;
        private long toNs;
        private Duration expiry = Duration.ofDays(30);

        private Builder() {}

        /**
         * Sets what its signals call it; required.
         *
         * @param value lower case with dashes, at most 40 characters
         * @return this
         */
        public Builder name(String value) {
            Require.that(value.matches("[a-z][a-z0-9-]{0,39}"), "name", "must be lower case with dashes", value);
            name = value;
            missing.remove("name");
            return this;
        }

        /**
         * Sets the ONNX file; required. Its first bytes of SHA-256 are the model's version.
         *
         * @param value read by {@link #build()}
         * @return this
         */
        public Builder file(Path value) {
            file = value;
            missing.remove("file");
            return this;
        }

        /**
         * Sets the checksum the file must have; by default any file is taken as it is.
         *
         * @param value 64 hex digits
         * @return this
         */
        public Builder sha256(String value) {
            Require.that(value.matches("[0-9a-fA-F]{64}"), "sha256", "must be 64 hex digits", value);
            sha256 = value.toLowerCase(Locale.ROOT);
            return this;
        }

        /**
         * Sets what it judges; required.
         *
         * @param value at least one
         * @return this
         */
        public Builder symbols(Set<Symbol> value) {
            Require.positive("symbols", value.size());
            symbols = Set.copyOf(value);
            missing.remove("symbols");
            return this;
        }

        /**
         * Sets the window; required.
         *
         * @param columns of a row, in the order the network takes them, all of one time frame
         * @param rows of a window, 1 to 4 096
         * @return this
         */
        public Builder window(FeatureSchema columns, int rows) {
            Require.that(
                    FrameSchema.first(columns).equals(columns), "columns", "must be of one time frame", columns.size());
            network.shape(rows, columns.size());
            schema = columns;
            steps = rows;
            missing.remove("columns");
            return this;
        }

        /**
         * Sets the scale the network was trained on; by default it sees the columns in their own units, and 0 where an
         * optional one is absent.
         *
         * @param value one entry a column
         * @return this
         */
        public Builder scaler(Scaler value) {
            scale = value::scale;
            scaledColumns = value.centre().size();
            return this;
        }

        /**
         * Says that the network answers with logits; by default it answers with probabilities.
         *
         * @return this
         */
        public Builder logits() {
            network.logits();
            return this;
        }

        /**
         * Sets what the three outputs mean; default LONG, NEUTRAL, SHORT.
         *
         * @param order each direction once
         * @return this
         */
        public Builder classes(List<Direction> order) {
            network.classes(order);
            return this;
        }

        /**
         * Sets the length of a bar; default a minute.
         *
         * @param value above 0
         * @param emptyRun how many bars in a row a window may hold without a trade; default 5
         * @return this
         */
        public Builder bars(Duration value, int emptyRun) {
            bar = Require.positive("bar", value);
            maxEmptyRun = (int) Require.notNegative("emptyRun", emptyRun);
            return this;
        }

        /**
         * Sets how its answers are corrected; by default they are taken as they are, no class is ever ruled out, and LONG
         * and SHORT are worth a touch of their barrier.
         *
         * @param value measured on data the network was not trained on
         * @return this
         */
        public Builder calibration(Calibration value) {
            calibration = value;
            return this;
        }

        /**
         * Sets the barriers its classes are about; default 15 bars, k = 2, twice the cost.
         *
         * @param value as in its labels
         * @return this
         */
        public Builder barriers(BarrierSettings value) {
            barriers = value;
            return this;
        }

        /**
         * Sets what trading costs; default the demonstration's.
         *
         * @param value as in its labels
         * @return this
         */
        public Builder costs(TradingCosts value) {
            costs = value;
            return this;
        }

        /**
         * Sets which opinions become signals; default the demonstration's, because the standard rule needs a conformal set
         * that was measured.
         *
         * @param value the rule
         * @return this
         */
        public Builder emission(EmissionRule value) {
            emission = value;
            return this;
        }

        /**
         * Sets the data it was trained on, all of it, validation included; required. It must never be judged before their
         * end, and is silent from so long after on.
         *
         * @param from start
         * @param to end, after the start
         * @param silentAfter above 0, for example 30 days
         * @return this
         */
        public Builder trainedOn(Instant from, Instant to, Duration silentAfter) {
            Require.that(to.isAfter(from), "to", "must be after from", to);
            expiry = Require.positive("silentAfter", silentAfter);
            fromNs = ns(from);
            toNs = ns(to);
            missing.remove("trainedOn");
            return this;
        }

        /**
         * Reads the file and runs it once.
         *
         * @return the model, owned by the caller
         * @throws ColinException MODEL_FAILED if the file cannot be read, has another checksum, is no graph that ONNX
         *     Runtime can run, or has another shape
         * @throws IllegalArgumentException naming everything that is missing, or a column that is unknown
         */
        public OnnxSignalModel build() {
            Path path = file;
            FeatureSchema columns = schema;
            if (!missing.isEmpty() || path == null || columns == null) {
                throw Require.broken("model", "must have " + String.join(", ", missing), name);
            }
            Require.that(
                    scaledColumns == 0 || scaledColumns == columns.size(),
                    "scaler",
                    "must have an entry for each of the " + columns.size() + " columns",
                    scaledColumns);
            byte[] graph = read(path);
            String checksum = Checksums.of(graph);
            if (!sha256.isEmpty() && !checksum.equals(sha256)) {
                throw new ColinException(
                        Reason.MODEL_FAILED,
                        "model file " + path + " must have the SHA-256 " + sha256 + ", found " + checksum);
            }
            Inference inference =
                    Inference.of(network.name("model file " + path).graph(graph), steps, 1);
            try {
                return new OnnxSignalModel(serving(columns, checksum), symbols, inference);
            } catch (RuntimeException e) {
                inference.close();
                throw e;
            }
        }

        private BarServing serving(FeatureSchema columns, String checksum) {
            ModelDescription description = new ModelDescription(
                    name,
                    checksum.substring(0, VERSION_DIGITS),
                    "onnx",
                    Profile.BAR,
                    bar.toNanos() * barriers.horizonBars(),
                    ModelStage.CANDIDATE,
                    columns.hash(),
                    fromNs,
                    toNs,
                    new TreeMap<>());
            return new BarServing(
                    description,
                    columns,
                    steps,
                    bar.toNanos(),
                    maxEmptyRun,
                    scale,
                    calibration,
                    barriers,
                    costs,
                    emission,
                    expiry.toNanos());
        }

        private static byte[] read(Path path) {
            try {
                long size = Files.size(path);
                if (size > LARGEST_FILE) {
                    throw new ColinException(
                            Reason.MODEL_FAILED,
                            "model file " + path + " must have at most " + LARGEST_FILE + " bytes, found " + size);
                }
                return Files.readAllBytes(path);
            } catch (IOException e) {
                throw new ColinException(Reason.MODEL_FAILED, "model file " + path + " cannot be read: " + e, e);
            }
        }

        private static long ns(Instant time) {
            return TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano();
        }
    }
}
