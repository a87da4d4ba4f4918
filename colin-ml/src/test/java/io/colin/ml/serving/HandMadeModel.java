package io.colin.ml.serving;

import io.colin.ml.SyntheticMarket;
import io.colin.ml.feature.BarCatalog;
import io.colin.ml.feature.FeatureSchema;
import io.colin.ml.onnx.OnnxGraph;
import io.colin.ml.onnx.OnnxGraph.Axis;
import io.colin.ml.onnx.OnnxNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** A network written by hand that believes in momentum: logits of ±300 times the last row's return of 15 bars. */
final class HandMadeModel {
    static final FeatureSchema COLUMNS = BarCatalog.demonstration();
    static final int STEPS = 10;
    static final Instant FROM = Instant.EPOCH.plusNanos(SyntheticMarket.START_NS);

    private HandMadeModel() {}

    static OnnxSignalModel.Builder of(Path file) {
        return OnnxSignalModel.builder()
                .name("by-hand")
                .file(file)
                .symbols(Set.of(SyntheticMarket.SYMBOL))
                .window(COLUMNS, STEPS)
                .logits()
                .trainedOn(FROM.minus(Duration.ofDays(1)), FROM, Duration.ofDays(30));
    }

    static Path write(Path directory) throws IOException {
        return write(directory, STEPS, COLUMNS.size(), 3);
    }

    static Path write(Path directory, int steps, int columns, int classes) throws IOException {
        float[] weights = new float[columns * classes];
        int row = Math.max(0, COLUMNS.indexOf("ret_15")) * classes;
        weights[row] = 300;
        weights[row + classes - 1] = -300;
        byte[] graph = OnnxGraph.builder("momentum")
                .input("window", Axis.named("batch"), Axis.of(steps), Axis.of(columns))
                .integers("last", new long[] {steps - 1}, new long[0])
                .floats("weights", weights, columns, classes)
                .node(OnnxNode.of("Gather").in("window", "last").out("row").with("axis", 1))
                .node(OnnxNode.of("MatMul").in("row", "weights").out("logits"))
                .output("logits", Axis.named("batch"), Axis.of(classes))
                .build()
                .toBytes();
        return Files.write(directory.resolve("model.onnx"), graph);
    }
}
