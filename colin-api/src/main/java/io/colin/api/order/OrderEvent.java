package io.colin.api.order;

import io.colin.api.Decimals;
import io.colin.api.internal.Require;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Something that happened to an order, parent or child. */
public sealed interface OrderEvent {
    /**
     * Whose event it is.
     *
     * @return an order id of ours
     */
    String orderId();

    /**
     * When it happened in event time.
     *
     * @return ns since epoch
     */
    long timeNs();

    /**
     * Refused by us.
     *
     * @param orderId the order
     * @param timeNs when
     * @param refusals every reason, at least one
     */
    record Denied(String orderId, long timeNs, List<Refusal> refusals) implements OrderEvent {
        /** Checks and copies. */
        public Denied {
            refusals = List.copyOf(refusals);
            Require.that(!refusals.isEmpty(), "refusals", "must name a reason", refusals);
        }
    }

    /**
     * Held by us until its trigger.
     *
     * @param orderId the order
     * @param timeNs when
     */
    record Emulated(String orderId, long timeNs) implements OrderEvent {}

    /**
     * Let go by the emulator or a review.
     *
     * @param orderId the order
     * @param timeNs when
     */
    record Released(String orderId, long timeNs) implements OrderEvent {}

    /**
     * Handed to the venue.
     *
     * @param orderId the order
     * @param timeNs when
     * @param venue where
     */
    record Submitted(String orderId, long timeNs, String venue) implements OrderEvent {}

    /**
     * Taken by the venue.
     *
     * @param orderId the order
     * @param timeNs when
     * @param venueOrderId the venue's id
     */
    record Accepted(String orderId, long timeNs, String venueOrderId) implements OrderEvent {}

    /**
     * Refused by the venue.
     *
     * @param orderId the order
     * @param timeNs when
     * @param refusal why
     */
    record Rejected(String orderId, long timeNs, Refusal refusal) implements OrderEvent {}

    /**
     * Cancelled.
     *
     * @param orderId the order
     * @param timeNs when
     * @param reason why, for a person
     */
    record Canceled(String orderId, long timeNs, String reason) implements OrderEvent {}

    /**
     * Ended by its time in force.
     *
     * @param orderId the order
     * @param timeNs when
     */
    record Expired(String orderId, long timeNs) implements OrderEvent {}

    /**
     * Its stop was touched.
     *
     * @param orderId the order
     * @param timeNs when
     */
    record Triggered(String orderId, long timeNs) implements OrderEvent {}

    /**
     * A change was asked of the venue.
     *
     * @param orderId the order
     * @param timeNs when
     * @param quantity the quantity wanted
     * @param type the pricing wanted
     * @param fallback the quantity the order is for again where the change is refused, and is given up then; empty where the
     *     change is brought about all the same, and in ledgers of before
     */
    record PendingUpdate(
            String orderId, long timeNs, BigDecimal quantity, OrderType type, Optional<BigDecimal> fallback)
            implements OrderEvent {
        /** Checks and normalises. */
        public PendingUpdate {
            quantity = Decimals.normal(Require.positive("quantity", quantity));
            fallback = fallback.map(old -> Decimals.normal(Require.positive("fallback", old)));
        }

        /**
         * A change that is not given up.
         *
         * @param orderId the order
         * @param timeNs when
         * @param quantity the quantity wanted
         * @param type the pricing wanted
         */
        public PendingUpdate(String orderId, long timeNs, BigDecimal quantity, OrderType type) {
            this(orderId, timeNs, quantity, type, Optional.empty());
        }
    }

    /**
     * A cancel was asked of the venue.
     *
     * @param orderId the order
     * @param timeNs when
     */
    record PendingCancel(String orderId, long timeNs) implements OrderEvent {}

    /**
     * The venue refused a change.
     *
     * @param orderId the order
     * @param timeNs when
     * @param refusal why
     */
    record ModifyRejected(String orderId, long timeNs, Refusal refusal) implements OrderEvent {}

    /**
     * The venue refused a cancel.
     *
     * @param orderId the order
     * @param timeNs when
     * @param refusal why
     */
    record CancelRejected(String orderId, long timeNs, Refusal refusal) implements OrderEvent {}

    /**
     * The order now has these terms.
     *
     * @param orderId the order
     * @param timeNs when
     * @param quantity the whole quantity, filled part included
     * @param type the pricing
     */
    record Updated(String orderId, long timeNs, BigDecimal quantity, OrderType type) implements OrderEvent {
        /** Checks and normalises. */
        public Updated {
            quantity = Decimals.normal(Require.positive("quantity", quantity));
        }
    }

    /**
     * Filled, in part or in full.
     *
     * @param orderId the order
     * @param timeNs when
     * @param fill the execution
     */
    record Filled(String orderId, long timeNs, Fill fill) implements OrderEvent {}

    /**
     * Found to be complete: all that the order ever was for is filled, and what it was taken to be for beyond never was
     * agreed. Told by the engine, no venue need tell it.
     *
     * @param orderId the order
     * @param timeNs when
     * @param quantity what it was for and has filled
     */
    record Completed(String orderId, long timeNs, BigDecimal quantity) implements OrderEvent {
        /** Checks and normalises. */
        public Completed {
            quantity = Decimals.normal(Require.positive("quantity", quantity));
        }
    }

    /**
     * No readable answer came to the last command, or its venue told the order's end before all of its fills. Not a
     * transition: the state stays, the outcome becomes {@link Outcome#UNRESOLVED} and the order is looked up.
     *
     * @param orderId the order
     * @param timeNs when
     * @param reason what happened, for a person
     * @param owed what the venue is to say; {@link Owed#ANSWER} in ledgers of before
     */
    record Unresolved(String orderId, long timeNs, String reason, Owed owed) implements OrderEvent {
        /**
         * No readable answer came.
         *
         * @param orderId the order
         * @param timeNs when
         * @param reason what happened, for a person
         */
        public Unresolved(String orderId, long timeNs, String reason) {
            this(orderId, timeNs, reason, Owed.ANSWER);
        }

        /** What a venue is to say of an order whose fate is unknown. */
        public enum Owed {
            /** What became of the last command, or of the order. */
            ANSWER,
            /** How an order ended that cannot rest. */
            RESULT,
            /** The fills that went before the end that it told. */
            FILLS
        }
    }
}
