package io.colin.ml.network;

/** Shape and training of a model, one kind a record. */
public sealed interface NetworkSettings permits LstmSettings, TransformerSettings, TreeSettings {
    /**
     * The family, as model cards name it.
     *
     * @return for example {@code lstm}
     */
    String kind();

    /**
     * The name of the part of a model's file that holds {@link TrainedNetwork#content()}.
     *
     * @return for example {@code weights.f32}
     */
    default String contentName() {
        return "weights.f32";
    }

    /**
     * What a window looks like.
     *
     * @return the layout
     */
    FrameLayout layout();

    /**
     * Windows of a training step.
     *
     * @return above 0; {@link Integer#MAX_VALUE} where every step sees all windows
     */
    int batch();

    /**
     * The most epochs (boosting rounds) there can be.
     *
     * @return above 0
     */
    int maxEpochs();

    /**
     * Rows of a window.
     *
     * @return above 0
     */
    default int steps() {
        return layout().rows();
    }

    /**
     * Whether such a network is served as an ONNX graph.
     *
     * @return false where the library that trains it serves it too
     */
    default boolean isExported() {
        return true;
    }
}
