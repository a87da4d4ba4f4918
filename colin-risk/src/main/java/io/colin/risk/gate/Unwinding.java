package io.colin.risk.gate;

import java.math.BigDecimal;
import java.util.Set;

/**
 * Who may still close positions while trading is halted: with reduce-only orders that can only shrink one.
 *
 * @param principals the risk reducer and operators
 */
record Unwinding(Set<String> principals) {
    boolean allows(Candidate candidate) {
        return isOneOfTheirs(candidate) && candidate.shrinks();
    }

    /** The largest size of an order that would be allowed, 0 when it is not one of theirs. */
    BigDecimal upTo(Candidate candidate) {
        return isOneOfTheirs(candidate) ? candidate.shrinkable() : BigDecimal.ZERO;
    }

    private boolean isOneOfTheirs(Candidate candidate) {
        Order order = candidate.order();
        return order.reduceOnly() && principals.contains(order.principal());
    }
}
