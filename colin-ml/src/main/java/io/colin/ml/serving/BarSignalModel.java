package io.colin.ml.serving;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.api.signal.ModelDescription;
import io.colin.api.signal.ModelStage;
import io.colin.api.signal.Profile;
import io.colin.ml.network.FrameLayout;
import io.colin.ml.network.NetworkSettings;
import io.colin.ml.network.WindowClassifier;
import io.colin.ml.onnx.OnnxClassifier;
import io.colin.ml.onnx.ParityProbe;
import io.colin.ml.preset.Preset;
import io.colin.ml.registry.ModelCard;
import io.colin.ml.registry.ModelFile;
import io.colin.ml.training.ClassifierTraining;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A trained bar model at work. A decision point is the close of every bar of the trained length; trades only keep the
 * cost up to date. The reference price of a signal is the close: the next open, which labels start from, is not known
 * yet.
 *
 * <p>ONNX Runtime runs the network. Of a recurrent one the rows of the next window that are known already run on a worker
 * after each {@link #evaluate}, so that the next one has a single row left to run for each symbol; without a worker in
 * time they run there and then, with the same outcome. The library that trained the network can run it as the
 * reference ({@link Builder#reference()}): probabilities agree within 1e-5. Boosted trees are always run by theirs.
 *
 * <p>{@link #observe} and {@link #latest} belong to one thread; {@link #evaluate} may run on another, one call at a time.
 */
public final class BarSignalModel extends ServedBars {
    private BarSignalModel(BarServing serving, Set<Symbol> symbols, Inference inference, RowGuard guard) {
        super(serving, symbols, inference, guard);
    }

    /**
     * Loads a model for the symbol it was trained on.
     *
     * @param directory of the model
     * @return the model, owned by the caller
     * @throws ColinException MODEL_FAILED if the file is damaged, was made for other columns or cannot be run
     */
    public static BarSignalModel load(Path directory) {
        return of(ModelFile.load(directory));
    }

    /**
     * Serves a model for the symbol it was trained on.
     *
     * @param file its content
     * @return the model, owned by the caller
     * @throws ColinException MODEL_FAILED if it was made for other columns or cannot be run
     */
    public static BarSignalModel of(ModelFile file) {
        return builder(file).build();
    }

    /**
     * Serves a model for chosen symbols.
     *
     * @param file its content
     * @param symbols at least one
     * @return the model, owned by the caller
     * @throws ColinException MODEL_FAILED if it was made for other columns or cannot be run
     */
    public static BarSignalModel of(ModelFile file, Set<Symbol> symbols) {
        return builder(file).symbols(symbols).build();
    }

    /**
     * Starts a served model.
     *
     * @param file its content
     * @return a builder; everything has a default
     */
    public static Builder builder(ModelFile file) {
        return new Builder(file);
    }

    /** Builds a served model. */
    public static final class Builder {
        private static final int MOST_WORKERS = 64;

        private final ModelFile file;
        private @Nullable Set<Symbol> symbols;
        private boolean reference;
        private int prefixWorkers = 1;

        private Builder(ModelFile file) {
            this.file = file;
        }

        /**
         * Sets what is judged; default the symbol the model was trained on.
         *
         * @param value at least one
         * @return this
         */
        public Builder symbols(Set<Symbol> value) {
            Require.positive("symbols", value.size());
            symbols = Set.copyOf(value);
            return this;
        }

        /**
         * Lets the library that trained the network run it, window by whole window: what ONNX Runtime's answers are compared
         * with.
         *
         * @return this
         */
        public Builder reference() {
            reference = true;
            return this;
        }

        /**
         * Sets how many threads run prefixes of recurrent networks; default 1. Each has a session of its own. They change
         * how long an evaluation takes and nothing else.
         *
         * @param value 0 to 64; with 0 all is run by the thread that evaluates
         * @return this
         */
        public Builder prefixWorkers(int value) {
            prefixWorkers = (int) Require.within("prefixWorkers", value, 0, MOST_WORKERS);
            return this;
        }

        /**
         * Loads the network.
         *
         * @return the model, owned by the caller
         * @throws ColinException MODEL_FAILED if it was made for other columns or cannot be run
         */
        public BarSignalModel build() {
            ModelCard card = file.card();
            Set<Symbol> chosen = symbols;
            boolean exported = card.settings().preset().network().isExported();
            // Before anything native is opened: a damaged reference must not leak sessions.
            RowGuard guard = RowGuard.of(file);
            Inference inference = reference || !exported ? trainer() : onnx();
            try {
                return new BarSignalModel(
                        serving(card), chosen == null ? Set.of(card.settings().symbol()) : chosen, inference, guard);
            } catch (IllegalArgumentException e) {
                inference.close();
                throw new ColinException(
                        Reason.MODEL_FAILED,
                        "model " + file.id() + " was made for other columns: " + e.getMessage(),
                        e);
            }
        }

        private Inference onnx() {
            byte[] graph = file.requirePart(ModelFile.ONNX);
            Preset preset = file.card().settings().preset();
            FrameLayout layout = preset.network().layout();
            OnnxClassifier.Builder network = OnnxClassifier.builder()
                    .name("model " + file.id())
                    .graph(graph)
                    .shape(layout.rows(), layout.width(preset.schema().size()));
            try (OnnxClassifier whole = network.build()) {
                probe(whole);
            }
            return Inference.of(network, layout.rows(), prefixWorkers);
        }

        private Inference trainer() {
            ModelCard card = file.card();
            NetworkSettings network = card.settings().preset().network();
            if (!card.kind().equals(network.kind())) {
                throw new ColinException(
                        Reason.MODEL_FAILED, "model " + file.id() + " is of unknown kind " + card.kind());
            }
            int columns = card.settings().preset().schema().size();
            WindowClassifier restored =
                    ClassifierTraining.restore(network, columns, file.requirePart(network.contentName()));
            try {
                probe(restored);
                return new WholeWindows(restored);
            } catch (RuntimeException e) {
                restored.close();
                throw e;
            }
        }

        /** Asks what the trained network was asked; a file without such questions is taken as it is. */
        private void probe(WindowClassifier network) {
            Preset preset = file.card().settings().preset();
            FrameLayout layout = preset.network().layout();
            file.part(ModelFile.PROBE)
                    .map(bytes -> ParityProbe.parse(
                            bytes, layout.rows(), layout.width(preset.schema().size())))
                    .ifPresent(known -> known.check(network));
        }

        private BarServing serving(ModelCard card) {
            Preset preset = card.settings().preset();
            ModelDescription description = new ModelDescription(
                    preset.name(),
                    file.version(),
                    card.kind(),
                    Profile.BAR,
                    preset.horizonNs(),
                    ModelStage.CANDIDATE,
                    card.schemaHash(),
                    card.dataFromNs(),
                    card.dataToNs(),
                    card.evaluation().metrics());
            return new BarServing(
                    description,
                    preset.schema(),
                    preset.network().steps(),
                    preset.barNs(),
                    preset.maxEmptyRun(),
                    card.scaler()::scale,
                    card.calibration(),
                    preset.barriers(),
                    card.settings().costs(),
                    preset.emission(),
                    preset.expiryNs());
        }
    }
}
