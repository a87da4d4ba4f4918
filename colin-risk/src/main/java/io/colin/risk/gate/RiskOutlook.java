package io.colin.risk.gate;

import java.util.Optional;

/**
 * Tail risk and stress of the exposures as they are, the order's included: what the checks ask of the slow part of risk.
 * Losses are in the account currency, 0 for a gain.
 */
interface RiskOutlook {
    /** Why the figures of tail risk cannot be had for this order, the age of what they rest on among the reasons. */
    Optional<String> noTail(Candidate order);

    /** Why the losses of scenarios cannot be had for this order. */
    Optional<String> noStress(Candidate order);

    /** A figure with a change of the order's symbol by so much signed value. */
    double tail(TailMetric metric, Candidate order, double delta);

    /** The loss of the worst limited scenario with a change of the order's symbol by so much signed value. */
    double worstStress(Candidate order, double delta);

    /** Scenarios without a limit whose loss is above it as they stand; empty when there are none. */
    String stressWarning(Candidate order);
}
