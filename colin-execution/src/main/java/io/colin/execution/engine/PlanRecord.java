package io.colin.execution.engine;

import io.colin.api.execution.ExecutionNote;
import io.colin.api.execution.PlannedSlice;
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
    private final Map<String, ExecutionNote.Kept> kept = new HashMap<>();
    private final Map<String, List<PlannedSlice>> planned = new HashMap<>();
    private final Set<String> partlySeen = new HashSet<>();

    /** A parent sent slices, or its algorithm is at its end. */
    void add(String parentId, ExecutionNote.Kept slices) {
        kept.merge(parentId, slices, ExecutionNote.Kept::and);
    }

    /** How the algorithm of a parent that has sent nothing expects to work it. */
    void plan(String parentId, List<PlannedSlice> slices) {
        planned.put(parentId, slices);
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
