package io.colin.execution.engine;

import io.colin.api.event.SliceRouted;
import io.colin.api.order.ChildOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The slices of one parent that something may still come back of. */
final class RoutedSlices {
    private final List<RoutedSlice> open = new ArrayList<>();
    private final Map<String, RoutedSlice> byChild = new HashMap<>();
    private Optional<RoutedSlice> newest = Optional.empty();
    private int count;

    /** How many slices the parent had. */
    int count() {
        return count;
    }

    void on(SliceRouted routed) {
        Optional<RoutedSlice> known =
                open.stream().filter(each -> each.number() == routed.number()).findFirst();
        RoutedSlice slice = known.orElseGet(() -> new RoutedSlice(routed.number(), routed.slice()));
        if (known.isEmpty()) {
            open.add(slice);
        }
        slice.round(routed.round());
        newest = Optional.of(slice);
        count = Math.max(count, routed.number());
    }

    /** A child was made of the slice that was routed last. */
    void sent(String childId) {
        newest.ifPresent(slice -> {
            slice.sent(childId);
            byChild.put(childId, slice);
        });
    }

    void ended(ChildOrder child, boolean mayGoOutAgain) {
        RoutedSlice slice = byChild.remove(child.orderId());
        if (slice != null) {
            slice.ended(child, mayGoOutAgain);
        }
    }

    /** Lets go of what is open: nothing of it is routed again. */
    void drop() {
        open.clear();
        byChild.clear();
        newest = Optional.empty();
    }

    /** What can go out again now; slices of which nothing more can come back are forgotten. */
    List<RoutedSlice> due(int rounds, Function<String, ChildOrder> children) {
        open.removeIf(slice -> slice.isOver(rounds));
        return open.stream().filter(slice -> slice.isDue(children)).toList();
    }
}
