package io.colin.api.risk;

import io.colin.api.order.ChildOrder;
import io.colin.api.order.Fill;
import io.colin.api.order.ParentOrder;
import io.colin.api.portfolio.Portfolio;
import java.util.SortedMap;

/**
 * Decides whether an order may go. What passes is reserved at once, so that no interleaving of orders passes a limit
 * together; the reservation shrinks by fills and ends with the order. Cancels are never asked.
 *
 * <p>Called by one thread. A gate never throws for an order it dislikes; what it cannot judge it rejects.
 */
public interface RiskGate {
    /**
     * Decides and reserves.
     *
     * @param request a parent or a child
     * @param context market and account at the event time
     * @return the decision; never allows more than was asked
     */
    RiskDecision check(RiskRequest request, RiskContext context);

    /**
     * Learns of a parent's change. A closed parent gives its reservation back.
     *
     * @param parent as it is now
     */
    void onParent(ParentOrder parent);

    /**
     * Learns of a child's change.
     *
     * @param child as it is now
     */
    void onChild(ChildOrder child);

    /**
     * Learns of an execution, after the portfolio holds it.
     *
     * @param fill the execution
     */
    void onFill(Fill fill);

    /**
     * Learns what the account is worth. Drawdown and daily loss follow from it.
     *
     * @param portfolio the account at its event time
     */
    void onPortfolio(Portfolio portfolio);

    /**
     * Where risk stands.
     *
     * @return the status after the last call
     */
    RiskStatus status();

    /**
     * What must survive a restart: peaks, latches, trips.
     *
     * @return small texts by name; equal states give equal maps
     */
    SortedMap<String, String> durableState();

    /**
     * Takes back what {@link #durableState} gave before a restart. Called before anything else.
     *
     * @param state as given
     * @throws IllegalArgumentException if it is not of this gate
     */
    void restore(SortedMap<String, String> state);
}
