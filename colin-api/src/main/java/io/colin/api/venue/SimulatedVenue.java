package io.colin.api.venue;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.MarketEvent;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.Fill;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * A venue that lives in event time: it sees the market events the engine sees and reports when time is advanced, within
 * the call, so that a replay gives the same fills at any speed. Not thread-safe: the engine's thread owns it.
 */
public interface SimulatedVenue extends Venue {
    /**
     * Sees the market.
     *
     * @param event in order, of any symbol
     */
    void onMarket(MarketEvent event);

    /**
     * When it next has something to do.
     *
     * @return event time, {@link Long#MAX_VALUE} when nothing is due
     */
    long nextDueNs();

    /**
     * Does everything due by a time, in order of time; reports reach the listener within this call.
     *
     * @param timeNs event time, never before the last
     */
    void advanceTo(long timeNs);

    /**
     * Takes back what the fills before a restart have left at it. Called once a symbol, before any order is taken back. A
     * venue that keeps no positions has nothing to do.
     *
     * @param symbol a symbol it trades
     * @param position signed quantity
     */
    default void restore(Symbol symbol, BigDecimal position) {}

    /**
     * Takes back a fill that was told before a restart: what was traded, and what that was worth on an account there. Called once a
     * fill, in the order in which they were told, before positions and orders are taken back. A venue that goes by neither has
     * nothing to do.
     *
     * @param fill one of this venue
     */
    default void restore(Fill fill) {}

    /**
     * Takes back an order that rested before a restart. It queues behind what is there now.
     *
     * @param order ACCEPTED, TRIGGERED or PARTIALLY_FILLED
     * @param timeNs event time, ns since epoch
     */
    void restore(ChildOrder order, long timeNs);

    /**
     * What it takes for granted that a real venue would not grant, for reports.
     *
     * @return sentences for a person, in a fixed order
     */
    default List<String> assumptions() {
        return List.of();
    }

    /**
     * Whose market events its orders are filled against, each with the whole of what is recorded: two that name the same symbol
     * both fill what was there once, which the engine states beside their assumptions.
     *
     * @return one symbol for each that it lists, in a fixed order, the same one twice where two of them are filled against one
     *     market; empty, where that is not known
     */
    default List<Symbol> markets() {
        return List.of();
    }

    /**
     * Which market's events the orders of a symbol are filled against, so that what is valued or triggered by the symbol is
     * looked at again when that market moves.
     *
     * @param listed a symbol
     * @return its own symbol, or that of the market that stands in for one of its own; empty where that is not known, or the
     *     symbol is not listed
     */
    default Optional<Symbol> market(Symbol listed) {
        return Optional.empty();
    }
}
