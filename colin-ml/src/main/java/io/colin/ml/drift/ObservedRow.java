package io.colin.ml.drift;

import io.colin.api.signal.ModelInput;

/** A model input that can show the row it was made of. */
public interface ObservedRow extends ModelInput {
    /**
     * The newest row as the model sees it: scaled, clipped, the training median where a value is absent.
     *
     * @return a copy, one value a column; empty where the input cannot be judged
     */
    double[] newestRow();
}
