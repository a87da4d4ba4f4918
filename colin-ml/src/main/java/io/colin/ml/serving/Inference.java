package io.colin.ml.serving;

import java.util.List;

/** The network behind a served model, on one thread at a time. */
interface Inference extends AutoCloseable {
    /** Three raw probabilities an input, LONG, NEUTRAL, SHORT; the inputs can be judged, at least one. */
    double[] probabilities(List<BarInput> inputs);

    /** After inputs were judged: what can be done now for the inputs that will follow them. */
    default void prepareAfter(List<BarInput> inputs) {}

    @Override
    void close();
}
