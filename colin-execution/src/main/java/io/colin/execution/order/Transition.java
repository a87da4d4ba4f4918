package io.colin.execution.order;

import io.colin.api.Decimals;
import io.colin.api.internal.Require;
import io.colin.api.order.OrderProgress;
import java.math.BigDecimal;

/** What an event did to an order. */
public sealed interface Transition {
    /**
     * The event was allowed.
     *
     * @param after the progress with it
     */
    record Applied(OrderProgress after) implements Transition {}

    /**
     * The event is not allowed and nothing changed: an error to be recorded.
     *
     * @param reason state, event and rule, for a person
     */
    record Refused(String reason) implements Transition {
        /** Checks. */
        public Refused {
            Require.text("reason", reason);
        }
    }

    /**
     * A fill came for more than is left and nothing changed. Whoever accepts it applies a fill of the fitting part and
     * books the excess apart.
     *
     * @param fitting the part of the fill that is left to execute, 0 or more
     * @param excess the part beyond the order's quantity, above 0
     * @param reason the quantities, for a person
     */
    record Overfilled(BigDecimal fitting, BigDecimal excess, String reason) implements Transition {
        /** Checks and normalises. */
        public Overfilled {
            fitting = Decimals.normal(Require.notNegative("fitting", fitting));
            excess = Decimals.normal(Require.positive("excess", excess));
            Require.text("reason", reason);
        }
    }
}
