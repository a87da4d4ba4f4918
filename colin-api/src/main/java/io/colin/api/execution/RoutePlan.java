package io.colin.api.execution;

import io.colin.api.Decimals;
import io.colin.api.internal.Require;
import io.colin.api.order.Refusal;
import java.math.BigDecimal;
import java.util.List;

/**
 * Where a slice goes. The sum of legs and unrouted parts is the slice, exactly.
 *
 * @param legs what goes where
 * @param unrouted what goes nowhere, with the reason
 */
public record RoutePlan(List<Leg> legs, List<Unrouted> unrouted) {
    /** Copies. */
    public RoutePlan {
        legs = List.copyOf(legs);
        unrouted = List.copyOf(unrouted);
    }

    /**
     * A part for one venue.
     *
     * @param venue the venue's id
     * @param slice the part
     */
    public record Leg(String venue, Slice slice) {
        /** Checks. */
        public Leg {
            Require.text("venue", venue);
        }
    }

    /**
     * A part for no venue.
     *
     * @param quantity how much, above 0
     * @param reason why
     */
    public record Unrouted(BigDecimal quantity, Refusal reason) {
        /** Checks and normalises. */
        public Unrouted {
            quantity = Decimals.normal(Require.positive("quantity", quantity));
        }
    }
}
