package io.colin.execution.engine;

import io.colin.api.execution.AlgoState;
import io.colin.api.execution.ExecutionNote;
import io.colin.api.execution.PlannedSlice;
import io.colin.api.internal.Require;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How open parents have kept to what their algorithms plan, told only of those of which this process saw every slice. Engine
 * thread only.
 */
final class PlanRecord {
    /** What is expected is not on the lot grid, so that its parts may add up to a little more. */
    private static final BigDecimal ROUNDED = new BigDecimal("1.000001");

    private final Map<String, ExecutionNote.Kept> kept = new HashMap<>();
    private final Map<String, List<PlannedSlice>> planned = new HashMap<>();
    private final Set<String> partlySeen = new HashSet<>();

    /** A parent sent slices, or its algorithm is at its end. */
    void add(String parentId, ExecutionNote.Kept slices) {
        kept.merge(parentId, slices, ExecutionNote.Kept::and);
    }

    /**
     * How the algorithm of a parent that has sent nothing expects to work it.
     *
     * @throws IllegalArgumentException if it begins before now, is out of time order, or is of more than there is to work; nothing
     *     is kept then
     */
    void plan(AlgoState state, List<PlannedSlice> slices) {
        long last = state.timeNs();
        BigDecimal all = BigDecimal.ZERO;
        for (PlannedSlice slice : slices) {
            Require.that(slice.timeNs() >= last, "plan.timeNs", "must be " + last + " or later", slice.timeNs());
            last = slice.timeNs();
            all = all.add(slice.quantity());
        }
        BigDecimal most = state.available().multiply(ROUNDED);
        Require.that(all.compareTo(most) <= 0, "plan.quantity", "must be at most " + most + " in all", all);
        planned.put(state.parent().orderId(), List.copyOf(slices));
    }

    boolean isPlanned(String parentId) {
        return planned.containsKey(parentId);
    }

    /** What was planned, once; empty where nothing was. */
    List<PlannedSlice> takePlan(String parentId) {
        List<PlannedSlice> slices = planned.remove(parentId);
        return slices == null ? List.of() : slices;
    }

    /** An earlier process sent slices of a parent that this one did not see. */
    void missed(String parentId) {
        partlySeen.add(parentId);
    }

    /** How a parent that has ended kept to its plan; empty where not all was seen, or nothing told. */
    Optional<ExecutionNote.Kept> take(String parentId) {
        Optional<ExecutionNote.Kept> all = Optional.ofNullable(kept.remove(parentId));
        return partlySeen.remove(parentId) ? Optional.empty() : all;
    }
}
