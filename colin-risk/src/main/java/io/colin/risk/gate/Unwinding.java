package io.colin.risk.gate;

import java.util.Set;

/**
 * Who may still close positions while trading is halted: with reduce-only orders that can only shrink one.
 *
 * @param principals the risk reducer and operators
 */
record Unwinding(Set<String> principals) {
    boolean allows(Candidate candidate) {
        Order order = candidate.order();
        return order.reduceOnly() && principals.contains(order.principal()) && candidate.shrinks();
    }
}
