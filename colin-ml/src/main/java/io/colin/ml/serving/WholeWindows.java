package io.colin.ml.serving;

import io.colin.ml.network.WindowClassifier;
import java.util.List;

/** Asks a network about the whole window of every input. */
final class WholeWindows implements Inference {
    private final WindowClassifier classifier;

    WholeWindows(WindowClassifier classifier) {
        this.classifier = classifier;
    }

    @Override
    public double[] probabilities(List<BarInput> inputs) {
        int size = inputs.getFirst().windowSize();
        float[] windows = new float[inputs.size() * size];
        for (int i = 0; i < inputs.size(); i++) {
            inputs.get(i).copyWindow(windows, i * size);
        }
        return classifier.probabilities(windows, inputs.size());
    }

    @Override
    public void close() {
        classifier.close();
    }
}
