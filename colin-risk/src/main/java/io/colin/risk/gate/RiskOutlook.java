package io.colin.risk.gate;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * Tail risk and stress of what is held, with working orders and so much more on the order's side filled or not, whatever loses
 * most. Losses are in the account currency, 0 for a gain, NaN when they are not known, which refuses.
 */
interface RiskOutlook {
    /** Why the figures of tail risk cannot be had for this order, the age of what they rest on among the reasons. */
    Optional<String> noTail(Candidate order);

    /** Why the losses of scenarios cannot be had for this order. */
    Optional<String> noStress(Candidate order);

    /** A figure with so much value added on the order's side. */
    double tail(TailMetric metric, Candidate order, BigDecimal added);

    /** The loss of the worst limited scenario with so much value added on the order's side. */
    double worstStress(Candidate order, BigDecimal added);

    /** Whether the figures of tail risk can surely be had for an order, working orders told as the mirror has them. */
    boolean knowsTail(Glance order);

    /** A figure with the order; only where {@link #knowsTail}. */
    double tail(TailMetric metric, Glance order);

    /** Whether the losses of scenarios can surely be had for an order, working orders told as the mirror has them. */
    boolean knowsStress(Glance order);

    /** The loss of the worst limited scenario with the order; only where {@link #knowsStress}. */
    double worstStress(Glance order);

    /** The name of that scenario. */
    String worstScenario(Candidate order, BigDecimal added);

    /** Scenarios without a limit whose loss is above an amount as they stand; empty when there are none. */
    String stressWarning(Candidate order, double most);
}
