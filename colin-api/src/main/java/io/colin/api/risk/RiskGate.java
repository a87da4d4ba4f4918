package io.colin.api.risk;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.Bar;
import io.colin.api.market.MarketView;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.Fill;
import io.colin.api.order.ParentOrder;
import io.colin.api.portfolio.Portfolio;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
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
     * Learns of a closed bar: returns, volatility and volume follow from bars. Also called while models warm up.
     *
     * @param bar of a symbol of the universe
     */
    default void onBar(Bar bar) {}

    /**
     * Learns that a symbol's quote, book or last trade changed. Must be cheap.
     *
     * @param symbol of the universe
     * @param market as it is now
     */
    default void onMarket(Symbol symbol, MarketView market) {}

    /**
     * Learns that event time passed: what ends by time ends, what is looked at from time to time is looked at. Called before
     * every valuation. The other calls carry their own time and never rely on this one.
     *
     * @param nowNs event time, ns since epoch; one earlier than known counts as standing still
     */
    default void onTime(long nowNs) {}

    /**
     * What happened since the last call that the record must hold. Asked after every call that may have done something, and
     * recorded before anything acts on it. Must be cheap when nothing happened.
     *
     * @return in the order it happened, each once; empty when nothing did, which is all a gate that tells nothing ever says
     */
    default List<RiskNotice> takeNotices() {
        return List.of();
    }

    /**
     * Learns how fast a live run is. Told only what is recorded, so that a replay of the record decides the same.
     *
     * @param endToEndNs how long orders took from their market event until they went to a venue, ns each
     * @param lagNs how far the engine is behind the clock, ns, 0 or more
     * @param timeNs event time, ns since epoch
     * @return whether the gate waits to hear of the next second too although nothing happened in it, which a gate that looks
     *     at no measurement never does
     */
    default boolean onPerformance(List<Long> endToEndNs, long lagNs, long timeNs) {
        return false;
    }

    /**
     * Slow work that is due. At most one task is out at a time: the next is asked for once the last was applied.
     *
     * @param context market and account at the event time
     * @return empty when nothing is due, which is all a gate without slow work ever says
     */
    default Optional<RiskTask> dueTask(RiskContext context) {
        return Optional.empty();
    }

    /**
     * Positions that are to be made smaller now, because losses or risk ask for it. Asked after every valuation, once what
     * must not stay was cancelled; each is to be submitted as an order of its principal. What the gate must remember of them
     * is told as a notice first, so that it is recorded before they go and none goes twice.
     *
     * @param context market and account at the event time
     * @return in the order they are to go; empty when nothing is, which is all a gate that closes nothing ever says
     */
    default List<RiskReduction> dueReductions(RiskContext context) {
        return List.of();
    }

    /**
     * Whether the gate lets a reduce-only order and each of its children pass only if it can but shrink a position, whatever
     * of all that works by then fills. What cannot rest may then go to a venue that does not know the flag, as no venue of a
     * spot market does. What rests would outlive that check, for later orders may fill before it: it still needs a venue that
     * knows the flag.
     *
     * @return false when it is left to the venue, which is all a gate that does not look at the flag may say
     */
    default boolean keepsReduceOnly() {
        return false;
    }

    /**
     * What becomes of two orders of ours that would trade with each other.
     *
     * @return the policy; under {@link SelfMatchPolicy#REJECT}, which is all a gate that does not look at it ever says,
     *     {@link #check} refuses and {@link #selfMatches} is never asked
     */
    default SelfMatchPolicy selfMatchPolicy() {
        return SelfMatchPolicy.REJECT;
    }

    /**
     * What of ours a child would trade with that nothing else stands in the way of. Asked before the child is made, while the
     * policy is another than {@link SelfMatchPolicy#REJECT}; decides and reserves nothing. An order of ours counts until it
     * is known to have ended, an unknown fate is no end. {@link #check} refuses what would trade with one of ours all the
     * same.
     *
     * @param child as it would be sent
     * @param context market and account at the event time
     * @return in the order of their ids; empty where there is nothing, or where {@link #check} would refuse the child for
     *     another reason
     */
    default List<SelfMatch> selfMatches(RiskRequest.Child child, RiskContext context) {
        return List.of();
    }

    /**
     * Whether an exit is refused by its terms already, before it is let go: {@link #check} is asked of it only then, when what
     * activates it has filled or its trigger was touched, and a refusal then leaves a position without it. Decides nothing
     * else and reserves nothing.
     *
     * @param request the exit with its terms as they were asked for, or other terms for one that is not let go yet
     * @param goesAt about where the market will be when it is let go; empty where that is not another price than today's
     * @param context market and account at the event time
     * @return the refusal; empty when nothing is wrong with the terms, which is all a gate that does not look at them says
     */
    default Optional<RiskDecision> vet(RiskRequest request, Optional<BigDecimal> goesAt, RiskContext context) {
        return Optional.empty();
    }

    /**
     * Whether a principal is a part of the gate, so that no person may act under that name: what is allowed to it, and what
     * it did, must not be taken for a person's. Asked on any thread.
     *
     * @param principal a name
     * @return true when it is taken; false is all a gate that does nothing by itself ever says
     */
    default boolean isReserved(String principal) {
        return false;
    }

    /**
     * Whether an open order may go on working while trading is halted by the gate itself: a way out by those who may unwind.
     *
     * @param parent an open order
     * @return false when it is to be cancelled like all others, which is all a gate without unwinders ever says
     */
    default boolean mayUnwind(ParentOrder parent) {
        return false;
    }

    /**
     * What a person may do to this gate.
     *
     * @return empty when nothing
     */
    default Optional<RiskControls> controls() {
        return Optional.empty();
    }

    /**
     * What is left of the full size that a signal's target position of one symbol may have. What concerns the whole account
     * counts for every symbol, what concerns another symbol alone does not. Orders that people or algorithms send have no
     * full size to take a part of: they are not scaled.
     *
     * @param symbol of the universe
     * @return a fraction, [0, 1]; what {@link #status} says of the whole account unless a gate knows better, and never less
     */
    default double sizeMultiplier(Symbol symbol) {
        return status().sizeMultiplier();
    }

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
