package io.colin.execution.engine;

import io.colin.api.event.SignalEmitted;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.ParentOrder;
import io.colin.api.portfolio.Portfolio;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskFigures;
import io.colin.api.risk.RiskStatus;
import io.colin.api.signal.ModelDescription;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Predicate;

/** What others may read of an engine while it runs. Safe for any thread; every answer is a snapshot. */
public interface EngineView {
    /**
     * Where it stands.
     *
     * @return the status
     */
    EngineStatus status();

    /**
     * The universe.
     *
     * @return every instrument, in the order given
     */
    List<Instrument> instruments();

    /**
     * What simulated venues take for granted, for reports.
     *
     * @return {@code venue.ID.assumes} and sentences, for venues that say any; {@code market.SYMBOL.shared} for each market that is
     *     recorded once and filled against more than once, by several venues or by one under several symbols
     */
    SortedMap<String, String> venueAssumptions();

    /**
     * The model in use.
     *
     * @return empty without one
     */
    Optional<ModelDescription> model();

    /**
     * The account as last valued.
     *
     * @return the portfolio
     */
    Portfolio portfolio();

    /**
     * Where risk stands.
     *
     * @return the status as last valued
     */
    RiskStatus risk();

    /**
     * What the slow part of risk found last.
     *
     * @return empty before the first, and with a gate that has no slow part
     */
    Optional<RiskFigures> riskFigures();

    /**
     * A parent order.
     *
     * @param orderId our id
     * @return empty when there is none
     */
    Optional<ParentOrder> order(String orderId);

    /**
     * A parent order by the asker's own id.
     *
     * @param account whose
     * @param clientOrderId the asker's id
     * @return empty when there is none
     */
    Optional<ParentOrder> orderByClientId(String account, String clientOrderId);

    /**
     * Parent orders, newest first.
     *
     * @param filter which
     * @param afterOrderId only those older than this order; empty for all
     * @param limit most wanted, above 0
     * @return the orders
     */
    List<ParentOrder> orders(Predicate<? super ParentOrder> filter, String afterOrderId, int limit);

    /**
     * The children of a parent, oldest first.
     *
     * @param parentId our id
     * @return empty when it has none
     */
    List<ChildOrder> children(String parentId);

    /**
     * What the gate said of an order.
     *
     * @param orderId parent or child
     * @return empty before it was asked
     */
    Optional<RiskDecision> decision(String orderId);

    /**
     * Signals, newest first.
     *
     * @param filter which
     * @param afterSignalId only those older than this signal; empty for all
     * @param limit most wanted, above 0
     * @return the signals
     */
    List<SignalEmitted> signals(Predicate<? super SignalEmitted> filter, String afterSignalId, int limit);

    /**
     * The symbol a path or alias means.
     *
     * @param text for example {@code BTC-USD}
     * @return the symbol of the universe
     * @throws IllegalArgumentException if none or several fit
     */
    default Symbol symbol(String text) {
        return Symbol.parse(text, instruments().stream().map(Instrument::symbol).toList());
    }

    /**
     * What executions have cost.
     *
     * @return a view that follows the run
     */
    ExecutionCostView executionCosts();

    /**
     * How the run has come out so far.
     *
     * @return the report
     */
    RunReport report();

    /**
     * Whether work on an order is paused, by a person or by its algorithm.
     *
     * @param orderId a parent's id
     * @return true from its pause until it is resumed, or goes on by itself; false for an unknown one
     */
    boolean isPaused(String orderId);
}
