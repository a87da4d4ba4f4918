package io.colin.ml.serving;

import io.colin.api.signal.ModelDescription;
import io.colin.ml.calibration.Calibration;
import io.colin.ml.calibration.EmissionRule;
import io.colin.ml.cost.TradingCosts;
import io.colin.ml.feature.FeatureSchema;
import io.colin.ml.label.BarrierSettings;

/**
 * Everything that turns bars into a network's windows and its answers into signals.
 *
 * @param description of the model
 * @param schema columns of a row
 * @param steps rows of a window
 * @param barNs length of a bar, ns
 * @param maxEmptyRun how many bars in a row a window may hold without a trade
 * @param scale of the columns
 * @param calibration of the answers
 * @param barriers the answers are about
 * @param costs of a round trip
 * @param emission which opinions become signals
 * @param expiryNs how long after its data the model may speak, ns
 */
record BarServing(
        ModelDescription description,
        FeatureSchema schema,
        int steps,
        long barNs,
        int maxEmptyRun,
        RowScale scale,
        Calibration calibration,
        BarrierSettings barriers,
        TradingCosts costs,
        EmissionRule emission,
        long expiryNs) {}
