package io.colin.ml;

import io.colin.api.signal.Direction;
import io.colin.api.signal.Probabilities;
import io.colin.ml.calibration.Calibration;
import io.colin.ml.calibration.CalibrationMap;
import io.colin.ml.calibration.ClassReturns;
import io.colin.ml.calibration.ConformalThreshold;
import io.colin.ml.dataset.BarDataset;
import io.colin.ml.dataset.SampleWeights;
import io.colin.ml.dataset.Scaler;
import io.colin.ml.dataset.Split;
import io.colin.ml.drift.TrainingReference;
import io.colin.ml.label.ClassIndex;
import io.colin.ml.label.Label.Outcome;
import io.colin.ml.network.CheckpointStore;
import io.colin.ml.network.FrameLayout;
import io.colin.ml.network.LabelledWindows;
import io.colin.ml.network.NetworkSettings;
import io.colin.ml.network.ProgressMeter;
import io.colin.ml.network.TrainingResult;
import io.colin.ml.network.TrainingTask;
import io.colin.ml.network.WindowClassifier;
import io.colin.ml.network.Windows;
import io.colin.ml.onnx.ExportParity;
import io.colin.ml.onnx.OnnxClassifier;
import io.colin.ml.onnx.ParityProbe;
import io.colin.ml.preset.TrainingSettings;
import io.colin.ml.registry.ModelCard;
import io.colin.ml.registry.ModelFile;
import io.colin.ml.training.ClassifierTraining;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A network fitted and calibrated on one split, nothing of whose test part it has seen. Owns the network. */
final class BarFit implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(BarFit.class.getName());
    private static final int BATCH = 512;

    private final BarDataset data;
    private final Split split;
    private final Scaler scaler;
    private final TrainingResult result;
    private final Calibration calibration;

    private BarFit(BarDataset data, Split split, Scaler scaler, TrainingResult result, TrainingSettings settings) {
        this.data = data;
        this.split = split;
        this.scaler = scaler;
        this.result = result;
        this.calibration = calibrate(settings);
    }

    /** Trains. The split must hold decisions in every part it learns from. */
    static BarFit train(
            BarDataset data, Split split, TrainingSettings settings, ProgressMeter meter, CheckpointStore checkpoints) {
        Scaler scaler = Scaler.fit(data, split.fit().getLast().decision());
        TrainingResult result = ClassifierTraining.train(task(data, split, scaler, settings), meter, checkpoints);
        try {
            return new BarFit(data, split, scaler, result, settings);
        } catch (RuntimeException e) {
            result.network().close();
            throw e;
        }
    }

    /** The network of a kept model, owned by the caller. */
    static WindowClassifier restore(ModelFile model) {
        TrainingSettings settings = model.card().settings();
        NetworkSettings network = settings.preset().network();
        return ClassifierTraining.restore(
                network, settings.preset().schema().size(), model.requirePart(network.contentName()));
    }

    Scaler scaler() {
        return scaler;
    }

    Calibration calibration() {
        return calibration;
    }

    WindowClassifier network() {
        return result.network();
    }

    int parameterCount() {
        return result.network().parameterCount();
    }

    /**
     * What a model file holds besides its card: the network's content, the graph that serves it once that has shown that
     * it answers as the trained network does, and what the training rows looked like.
     */
    Map<String, byte[]> parts(TrainingSettings settings) {
        Map<String, byte[]> parts = new HashMap<>();
        NetworkSettings network = settings.preset().network();
        parts.put(network.contentName(), result.network().content());
        parts.put(
                ModelFile.REFERENCE,
                TrainingReference.fit(data, scaler, split.fit()).bytes());
        FrameLayout layout = network.layout();
        int width = layout.width(settings.preset().schema().size());
        parts.put(
                ModelFile.PROBE,
                ParityProbe.of(result.network(), layout.rows(), width, settings.seed())
                        .bytes());
        result.network().onnx().ifPresent(graph -> {
            checkParity(graph, network.layout(), settings);
            parts.put(ModelFile.ONNX, graph);
        });
        return parts;
    }

    private void checkParity(byte[] graph, FrameLayout layout, TrainingSettings settings) {
        int rows = layout.rows();
        int width = layout.width(settings.preset().schema().size());
        try (OnnxClassifier served =
                OnnxClassifier.builder().graph(graph).shape(rows, width).build()) {
            double difference = ExportParity.check(result.network(), served, rows, width, settings.seed());
            LOG.log(System.Logger.Level.DEBUG, "exported; probabilities differ by at most {0}", difference);
        }
    }

    ModelCard.Training training() {
        return new ModelCard.Training(
                split.fit().size(),
                split.stop().size(),
                new TreeMap<>(data.excluded()),
                result.epochs(),
                result.bestEpoch(),
                result.validationLoss());
    }

    @Override
    public void close() {
        result.network().close();
    }

    static int[] classes(List<Outcome> outcomes) {
        return outcomes.stream().mapToInt(o -> ClassIndex.of(o.outcome())).toArray();
    }

    /** All raw answers, a batch at a time: a whole block's windows would not fit in memory at full size. */
    static double[] answers(WindowClassifier network, Windows windows) {
        int size = windows.steps() * windows.features();
        double[] all = new double[windows.count() * WindowClassifier.CLASSES];
        for (int first = 0; first < windows.count(); first += BATCH) {
            int count = Math.min(BATCH, windows.count() - first);
            float[] rows = new float[count * size];
            for (int i = 0; i < count; i++) {
                windows.copy(first + i, rows, i * size);
            }
            double[] some = network.probabilities(rows, count);
            System.arraycopy(some, 0, all, first * WindowClassifier.CLASSES, some.length);
        }
        return all;
    }

    private static TrainingTask task(BarDataset data, Split split, Scaler scaler, TrainingSettings settings) {
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

    private Calibration calibrate(TrainingSettings settings) {
        double[] raw = answers(result.network(), data.windows(scaler, split.map()));
        CalibrationMap map = CalibrationMap.fit(raw, classes(split.map()));
        double[] later = answers(result.network(), data.windows(scaler, split.conformal()));
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
}
