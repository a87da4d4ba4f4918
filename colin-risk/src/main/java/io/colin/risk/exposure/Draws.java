package io.colin.risk.exposure;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The children that draw on reservations, by their own and by their parents' ids. */
final class Draws {
    private final Map<String, Drawn> children = new HashMap<>();
    private final Map<String, List<Drawn>> byParent = new HashMap<>();

    @Nullable
    Drawn get(String childId) {
        return children.get(childId);
    }

    List<Drawn> of(String parentId) {
        return byParent.getOrDefault(parentId, List.of());
    }

    /** What a parent's children may still fill. */
    BigDecimal leaves(String parentId) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Drawn child : of(parentId)) {
            sum = sum.add(child.filling.leaves());
        }
        return sum;
    }

    void add(Drawn child) {
        children.put(child.childId, child);
        byParent.computeIfAbsent(child.parentId, id -> new ArrayList<>(2)).add(child);
    }

    void remove(Drawn child) {
        children.remove(child.childId);
        List<Drawn> siblings = of(child.parentId);
        if (siblings.size() <= 1) {
            byParent.remove(child.parentId);
        } else {
            siblings.remove(child);
        }
    }
}
