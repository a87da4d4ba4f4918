package io.colin.api.venue;

import io.colin.api.order.TimeInForce;
import java.util.Set;

/**
 * What a venue does natively. What is not named is denied ({@code UNSUPPORTED_*}) or emulated, never dropped.
 *
 * @param orderTypes simple class names of {@link io.colin.api.order.OrderType}, for example {@code Limit}
 * @param timesInForce the rules it keeps
 * @param postOnly whether it has a maker-only flag
 * @param reduceOnly whether it has a reduce-only flag
 * @param iceberg whether it hides a part
 * @param amend whether it changes orders in place
 * @param deadManSwitch whether it cancels when we fall silent
 */
public record VenueCapabilities(
        Set<String> orderTypes,
        Set<TimeInForce.Kind> timesInForce,
        boolean postOnly,
        boolean reduceOnly,
        boolean iceberg,
        boolean amend,
        boolean deadManSwitch) {
    /** Copies. */
    public VenueCapabilities {
        orderTypes = Set.copyOf(orderTypes);
        timesInForce = Set.copyOf(timesInForce);
    }
}
