package io.colin.ml.ensemble;

import io.colin.api.internal.Require;
import io.colin.api.signal.SignalModel;

/**
 * One model of an ensemble.
 *
 * @param name in votes
 * @param model what it asks
 * @param weight static, above 0
 */
record EnsembleMember(String name, SignalModel model, double weight) {
    EnsembleMember {
        Require.text("name", name);
        Require.within("weight", weight, Double.MIN_NORMAL, Double.MAX_VALUE);
    }
}
