package io.colin.execution.tca;

import io.colin.api.Decimals;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.ParentOrder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the share of a {@code pov} parent is judged by: the largest share it was asked for with, and which of its children were of
 * its first slice. That slice follows what was traded before the arrival, of which no volume is recorded. A share that is no
 * number is left out: its parent is denied, and has nothing to be judged by. Not thread-safe.
 */
final class Participations {
    /** The most that {@code pov} takes for its largest share, and its default. */
    static final double MOST = 0.2;

    private static final String POV = "pov";
    private static final String LARGEST = "max_participation";

    /** What is sent so soon after the first child is of the first slice, or is what venues left of it. */
    private static final long FIRST_SLICE_NS = 1_000_000_000L;

    private final Map<String, Followed> parents = new HashMap<>();

    /** What is known of a parent; empty where it was not seen being made. */
    Optional<Followed> of(String orderId) {
        return Optional.ofNullable(parents.get(orderId));
    }

    /** A parent was made. */
    void begin(ParentOrder parent) {
        if (parent.intent().algo().type().equals(POV)) {
            largest(parent.intent().algo().parameters().get(LARGEST))
                    .ifPresent(largest -> parents.put(parent.orderId(), new Followed(largest)));
        }
    }

    /** What was asked for as the algorithm reads it; empty for what it denies, whose parent is recorded before that. */
    private static Optional<Double> largest(@Nullable String asked) {
        try {
            return Optional.of(asked == null ? MOST : Decimals.statistic(Decimals.parse(LARGEST, asked)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A child was made. */
    void follow(ChildOrder child) {
        Followed parent = parents.get(child.parentId());
        if (parent != null) {
            parent.on(child);
        }
    }

    /** A parent that follows the market's volume. */
    static final class Followed {
        private final double largest;
        private final Set<String> first = new HashSet<>();
        private long arrivedNs = Long.MIN_VALUE;

        private Followed(double largest) {
            this.largest = largest;
        }

        private void on(ChildOrder child) {
            arrivedNs = arrivedNs == Long.MIN_VALUE ? child.createdTimeNs() : arrivedNs;
            if (child.createdTimeNs() - arrivedNs < FIRST_SLICE_NS) {
                first.add(child.orderId());
            }
        }

        /** The largest share of the market it was to have. */
        double largest() {
            return largest;
        }

        /** Whether a child was of its first slice. */
        boolean isFirst(String childId) {
            return first.contains(childId);
        }
    }
}
