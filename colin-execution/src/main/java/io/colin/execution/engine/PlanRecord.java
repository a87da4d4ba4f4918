package io.colin.execution.engine;

import io.colin.api.execution.ExecutionNote;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How open parents have kept to what their algorithms plan, told only of those of which this process saw every slice. Engine
 * thread only.
 */
final class PlanRecord {
    private final Map<String, ExecutionNote.Kept> kept = new HashMap<>();
    private final Set<String> partlySeen = new HashSet<>();

    /** A parent sent slices, or its algorithm is at its end. */
    void add(String parentId, ExecutionNote.Kept slices) {
        kept.merge(parentId, slices, ExecutionNote.Kept::and);
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
