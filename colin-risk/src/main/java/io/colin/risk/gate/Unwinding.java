package io.colin.risk.gate;

import io.colin.api.risk.KillSwitch;
import io.colin.risk.killswitch.KillSwitches;
import java.math.BigDecimal;
import java.util.Set;

/**
 * Who may still close positions while trading is halted: with reduce-only orders that can only shrink one.
 *
 * @param principals the risk reducer and operators
 * @param reducer the risk reducer alone, whom only the ladder's own kill switch lets pass
 */
record Unwinding(Set<String> principals, String reducer) {
    /** Whether a switch leaves an order no way out at all: a person's stops the reducer, whatever it was thrown for. */
    boolean isStoppedBy(KillSwitch thrown, Order order) {
        return order.principal().equals(reducer) && !KillSwitches.isByLadder(thrown);
    }

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
