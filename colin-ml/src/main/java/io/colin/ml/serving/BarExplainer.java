package io.colin.ml.serving;

import io.colin.api.internal.Require;
import io.colin.api.signal.Direction;
import io.colin.api.signal.Probabilities;
import io.colin.api.signal.SignalReason;
import io.colin.ml.explain.Explanation;
import io.colin.ml.explain.Explanation.Contribution;
import io.colin.ml.explain.IntegratedGradients;
import io.colin.ml.label.ClassIndex;
import io.colin.ml.network.FrameLayout;
import io.colin.ml.network.WindowClassifier;
import io.colin.ml.onnx.OnnxClassifier;
import io.colin.ml.preset.Preset;
import io.colin.ml.registry.ModelFile;
import io.colin.ml.training.ClassifierTraining;
import io.colin.ml.trees.TreeNetwork;
import java.util.ArrayList;
import java.util.List;

/**
 * Says which columns a kept bar model's answer rests on, for any input of that model: exact for trees, integrated
 * gradients for networks. It has a network of its own, so that asking it never waits for, or holds up, one that serves.
 * One thread at a time.
 */
public final class BarExplainer implements AutoCloseable {
    private final ModelFile file;
    private final Preset preset;
    private final WindowClassifier network;

    private BarExplainer(ModelFile file, Preset preset, WindowClassifier network) {
        this.file = file;
        this.preset = preset;
        this.network = network;
    }

    /**
     * Loads a model's network.
     *
     * @param file of the model
     * @return the explainer, owned by the caller
     * @throws io.colin.api.ColinException MODEL_FAILED if it cannot be run
     */
    public static BarExplainer of(ModelFile file) {
        Preset preset = file.card().settings().preset();
        FrameLayout layout = preset.network().layout();
        int columns = preset.schema().size();
        WindowClassifier network = preset.network().isExported()
                ? OnnxClassifier.builder()
                        .name("model " + file.id())
                        .graph(file.requirePart(ModelFile.ONNX))
                        .shape(layout.rows(), layout.width(columns))
                        .build()
                : ClassifierTraining.restore(
                        preset.network(),
                        columns,
                        file.requirePart(preset.network().contentName()));
        return new BarExplainer(file, preset, network);
    }

    /**
     * Explains the class the model names.
     *
     * @param input of a model of the same file
     * @return what each column added
     * @throws IllegalArgumentException if the input is of another schema or cannot be judged
     * @throws io.colin.api.ColinException if the network fails
     */
    public Explanation explain(BarInput input) {
        Require.that(
                input.schemaHash().equals(preset.schema().hash()),
                "input",
                "must be of schema " + preset.schema().hash(),
                input.schemaHash());
        Require.that(input.reason() == SignalReason.NONE, "input", "must be one that can be judged", input.reason());
        float[] window = new float[input.windowSize()];
        input.copyWindow(window, 0);
        double[] raw = network.probabilities(window, 1);
        Probabilities said = file.card().calibration().map().apply(raw, 0);
        Direction named = said.top();
        return network instanceof TreeNetwork trees
                ? exact(trees, window, named)
                : integrated(window, named, raw[ClassIndex.of(named)]);
    }

    @Override
    public void close() {
        network.close();
    }

    private Explanation exact(TreeNetwork trees, float[] row, Direction named) {
        double[] all = trees.contributions(row, 1);
        int columns = preset.schema().size();
        int from = ClassIndex.of(named) * (columns + 1);
        double sum = 0;
        double[] values = new double[columns];
        for (int k = 0; k < columns; k++) {
            values[k] = all[from + k];
            sum += values[k];
        }
        double average = all[from + columns];
        return new Explanation(named, "log odds", average, average + sum, named(values));
    }

    private Explanation integrated(float[] window, Direction named, double value) {
        double average = network.probabilities(new float[window.length], 1)[ClassIndex.of(named)];
        double[] values = IntegratedGradients.of(
                        network, preset.network().layout(), preset.schema().size())
                .contributions(window, ClassIndex.of(named));
        return new Explanation(named, "probability", average, value, named(values));
    }

    private List<Contribution> named(double[] values) {
        List<Contribution> contributions = new ArrayList<>();
        for (int k = 0; k < values.length; k++) {
            contributions.add(new Contribution(preset.schema().columns().get(k).name(), values[k]));
        }
        return contributions;
    }
}
