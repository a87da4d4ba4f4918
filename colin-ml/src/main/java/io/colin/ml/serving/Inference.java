package io.colin.ml.serving;

import io.colin.ml.onnx.OnnxClassifier;
import java.util.List;

/** The network behind a served model, on one thread at a time. */
interface Inference extends AutoCloseable {
    /** In two parts where the network is recurrent and a window has more than one row. */
    static Inference of(OnnxClassifier.Builder network, int steps, int workers) {
        OnnxClassifier first = network.build();
        return first.recurrent() && steps > 1
                ? PrefixInference.of(first, workers, network::build)
                : new WholeWindows(first);
    }

    /** Three raw probabilities an input, LONG, NEUTRAL, SHORT; the inputs can be judged, at least one. */
    double[] probabilities(List<BarInput> inputs);

    /** After inputs were judged, or refused for what they hold: what can be done now for those that will follow them. */
    default void prepareAfter(List<BarInput> inputs) {}

    @Override
    void close();
}
