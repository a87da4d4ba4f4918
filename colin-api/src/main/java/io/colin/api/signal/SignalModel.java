package io.colin.api.signal;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.MarketEvent;
import java.util.List;
import java.util.Optional;

/**
 * Turns market events into opinions, in two steps. {@link #observe} keeps the features of every symbol up to date on the
 * engine's thread and must be fast; {@link #evaluate} may be slow and runs on another thread, for all symbols that are
 * due at one moment together.
 *
 * <p>A model must be deterministic: the same events give the same inputs, the same inputs the same outcomes.
 */
public interface SignalModel extends AutoCloseable {
    /**
     * What it is.
     *
     * @return its description
     */
    ModelDescription description();

    /**
     * Takes an event, in order. Called for every event, also while nothing may be traded, so that history warms up.
     *
     * @param event of any symbol; those it does not know are ignored
     * @return the input to judge where this event is a decision point of its symbol
     */
    Optional<? extends ModelInput> observe(MarketEvent event);

    /**
     * The input of the last decision point, for a question between two.
     *
     * @param symbol any symbol
     * @return empty before the first
     */
    Optional<? extends ModelInput> latest(Symbol symbol);

    /**
     * The input of the bar still under way, as if it closed as it stands, for a question inside it. Changes nothing: what
     * follows is the same whether or not it is asked. Its outcome is {@link Signal#provisional provisional}. On the thread
     * of {@link #observe}.
     *
     * @param symbol any symbol
     * @return empty before the first decision point, and always for a model without such a view
     * @throws io.colin.api.ColinException if the model fails; the question is then answered so, and nothing else happens
     */
    default Optional<? extends ModelInput> provisional(Symbol symbol) {
        return Optional.empty();
    }

    /**
     * Judges inputs this model made. A pure function; safe on any one thread at a time.
     *
     * @param inputs of this model, at least one
     * @return one outcome an input, in the same order
     * @throws io.colin.api.ColinException if the model fails
     */
    List<SignalOutcome> evaluate(List<? extends ModelInput> inputs);

    /**
     * Learns how one of its signals came out. Called in event-time order, between two calls of {@link #evaluate} and on
     * the thread of those: an evaluation knows everything resolved before its decision point and nothing after, so that
     * learning from it is as deterministic as the rest. After a restart the outcomes the ledger knows come first. Must
     * not throw; what is thrown is logged and changes nothing.
     *
     * @param resolved a signal of this model that was traded, with a direction
     */
    default void onResolved(ResolvedSignal resolved) {}

    /**
     * Learns what an execution for one of its signals cost; order and thread as for {@link #onResolved}.
     *
     * @param cost measured; executions whose fee is in a third currency are not reported
     */
    default void onExecution(ExecutionCost cost) {}

    /** Frees native memory and threads, if there are any. */
    @Override
    default void close() {}
}
