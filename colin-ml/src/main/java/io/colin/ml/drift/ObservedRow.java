package io.colin.ml.drift;

import io.colin.api.signal.ModelInput;

/** A model input that can show the row it was made of. */
public interface ObservedRow extends ModelInput {
    /**
     * The newest row, before scaling.
     *
     * @return a copy, one value a column, NaN while absent; empty where the input cannot be judged
     */
    double[] newestRow();
}
