package io.colin.ml.dl4j;

import io.colin.ml.network.LabelledWindows;
import io.colin.ml.network.WindowClassifier;
import io.colin.ml.network.Windows;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Copies windows into native arrays of shape [windows, columns, steps]. */
final class Batches {
    private Batches() {}

    /** Turns count × steps × features values round; the caller closes the array. */
    static INDArray input(float[] rows, int first, int count, int steps, int features) {
        float[] turned = new float[count * steps * features];
        for (int i = 0; i < count; i++) {
            int from = (first + i) * steps * features;
            int to = i * steps * features;
            for (int step = 0; step < steps; step++) {
                for (int column = 0; column < features; column++) {
                    turned[to + column * steps + step] = rows[from + step * features + column];
                }
            }
        }
        return Nd4j.create(turned, new long[] {count, features, steps}, 'c');
    }

    /** Windows of an order of indices with classes and weights; the caller closes the three arrays. */
    static DataSet labelled(LabelledWindows data, int[] order, int first, int count) {
        Windows windows = data.windows();
        int size = windows.steps() * windows.features();
        float[] rows = new float[count * size];
        float[] classes = new float[count * WindowClassifier.CLASSES];
        float[] weights = new float[count];
        for (int i = 0; i < count; i++) {
            int index = order[first + i];
            windows.copy(index, rows, i * size);
            classes[i * WindowClassifier.CLASSES + data.classOf(index)] = 1;
            weights[i] = data.weightOf(index);
        }
        // A label mask of one value a window is how Deeplearning4j weighs samples.
        return new DataSet(
                input(rows, 0, count, windows.steps(), windows.features()),
                Nd4j.create(classes, new long[] {count, WindowClassifier.CLASSES}, 'c'),
                null,
                Nd4j.create(weights, new long[] {count, 1}, 'c'));
    }
}
