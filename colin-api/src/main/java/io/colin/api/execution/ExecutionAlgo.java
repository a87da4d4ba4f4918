package io.colin.api.execution;

import io.colin.api.instrument.Instrument;
import io.colin.api.order.AlgoSpec;
import io.colin.api.order.OrderIntent;
import java.util.List;
import java.util.Optional;

/**
 * A pure scheduler: given market, progress and time it says which slices go next. It keeps no state, so one object
 * serves every parent and a restart continues where the ledger stands.
 */
public interface ExecutionAlgo {
    /**
     * The type orders name it by.
     *
     * @return for example {@code twap}
     */
    String type();

    /**
     * Which behaviour this is, so that the record of an order says by what it was worked. Another one whenever the algorithm may
     * answer otherwise in the same state.
     *
     * @return letters, digits and {@code . _ -}, 1 to 40 of them; {@code unversioned} unless an algorithm says otherwise
     */
    default String version() {
        return "unversioned";
    }

    /**
     * Its settings as parameters, for orders that name none.
     *
     * @return type and every parameter
     */
    AlgoSpec defaults();

    /**
     * Checks an order at the door.
     *
     * @param intent names this algorithm
     * @param instrument the terms of its symbol
     * @throws IllegalArgumentException if a parameter is unknown or breaks its rule, or the order cannot be worked
     */
    void validate(OrderIntent intent, Instrument instrument);

    /**
     * Whether a slice of an order may rest at a venue. A reduce-only order whose slices may rest goes to no venue that does
     * not know that flag.
     *
     * @param intent names this algorithm, not yet validated
     * @return false when every slice is a market order, immediate or cancel or fill or kill; true, the safe answer, unless an
     *     algorithm says otherwise
     */
    default boolean mayRest(OrderIntent intent) {
        return true;
    }

    /**
     * Whether one slice carries the whole order on its own terms, so that a change of the order is a change of that slice.
     *
     * @return false, the safe answer: slices are then taken back and the algorithm is asked anew on the new terms
     */
    default boolean isWhole() {
        return false;
    }

    /**
     * How a step keeps to the times the algorithm plans; the success test of the parent goes by all of them.
     *
     * @param state what {@link #next} was asked with
     * @param step what it answered: one with slices, or the end
     * @return empty, the safe answer, for an algorithm that plans no times
     */
    default Optional<ExecutionNote.Kept> kept(AlgoState state, AlgoStep step) {
        return Optional.empty();
    }

    /**
     * How an order is expected to be worked from here, as far as that is known before anything of it was sent: what its costs are
     * foretold by. Nothing is sent by it, and the algorithm may do otherwise. Asked once, when the first slice goes, of orders
     * whose slices cannot rest.
     *
     * @param state the order with nothing sent, market and time
     * @return slices in order of time, the first one now or later; empty, the safe answer, where that is not known: then no costs
     *     are foretold
     */
    default List<PlannedSlice> plan(AlgoState state) {
        return List.of();
    }

    /**
     * The next step. Asked at the start, at the time the last step named, and when a child ends, unless what
     * came back of it was routed again at once. A child that was refused or came back unfilled is not filled, so its
     * quantity is available again.
     *
     * @param state progress, market and time
     * @return slices, or the end
     */
    AlgoStep next(AlgoState state);
}
