package io.colin.api.risk;

import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderType;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.signal.Signal;
import java.math.BigDecimal;
import java.util.Optional;

/** What a gate is asked. */
public sealed interface RiskRequest {
    /**
     * The order that is asked for.
     *
     * @return our id
     */
    String orderId();

    /**
     * What is traded.
     *
     * @return its symbol
     */
    Symbol symbol();

    /**
     * Which way.
     *
     * @return the side
     */
    Side side();

    /**
     * How much is asked for.
     *
     * @return above 0, base currency or contracts; of an amend the whole new quantity, what is filled included
     */
    BigDecimal quantity();

    /**
     * A parent: checked in full; its whole quantity is reserved when it passes.
     *
     * @param orderId our id
     * @param intent what is asked, quantity in base currency or contracts
     * @param principal who asks: a key, a person, or {@code engine} for a signal's order
     * @param signal the signal behind it, empty for a person's order
     */
    record Parent(String orderId, OrderIntent intent, String principal, Optional<Signal> signal)
            implements RiskRequest {
        /** Checks. */
        public Parent {
            Require.text("orderId", orderId);
            Require.text("principal", principal);
        }

        @Override
        public Symbol symbol() {
            return intent.symbol();
        }

        @Override
        public Side side() {
            return intent.side();
        }

        @Override
        public BigDecimal quantity() {
            return intent.quantity();
        }
    }

    /**
     * An exit of a group that is let go: a parent that only reduces, taken with its group before there was a position. Checked
     * as a parent and reserved as one, but what counts or spaces out new orders does not hold it up, as it does not hold up a
     * child: nobody asked for it anew. It is judged at the price it is worked at: a triggered stop as a market or limit order.
     * Asked again when it is to be for more of what it was taken for, as its entry fills on; when that does not pass, everything
     * stays as it was.
     *
     * @param orderId our id
     * @param intent what is to work of it from now on, quantity in base currency or contracts
     * @param principal who asked for the group
     * @param grows whether a part of it works already, and is reserved
     * @param venue where it is to go: of one that grows where that is changed in place, else that of the intent
     */
    record Exit(String orderId, OrderIntent intent, String principal, boolean grows, String venue)
            implements RiskRequest {
        /** Checks. */
        public Exit {
            Require.text("orderId", orderId);
            Require.text("principal", principal);
            Require.text("venue", venue);
        }

        /**
         * An exit that is let go.
         *
         * @param orderId our id
         * @param intent what is to work of it
         * @param principal who asked for the group
         */
        public Exit(String orderId, OrderIntent intent, String principal) {
            this(orderId, intent, principal, false, intent.venue());
        }

        @Override
        public Symbol symbol() {
            return intent.symbol();
        }

        @Override
        public Side side() {
            return intent.side();
        }

        @Override
        public BigDecimal quantity() {
            return intent.quantity();
        }
    }

    /**
     * A change of a working parent: judged as if it were new with these terms and its own reservation were gone; when it
     * passes, the reservation is that of the new terms. When it does not, everything stays as it was.
     *
     * @param parent as it works now
     * @param quantity the whole quantity asked for, what is filled included, above that
     * @param type how it is to be priced
     * @param principal who asks
     * @param venue where what works of it is to be changed in place; where it would be taken back and placed anew, that of
     *     the order: what is placed anew is judged as a child
     */
    record Amend(ParentOrder parent, BigDecimal quantity, OrderType type, String principal, String venue)
            implements RiskRequest {
        /** Checks. */
        public Amend {
            Require.text("principal", principal);
            String own = parent.intent().venue();
            Require.that(
                    venue.equals(own) || (own.equals(OrderIntent.ANY_VENUE) && !venue.isBlank()),
                    "venue",
                    "must be that of the order, " + own + ", or one it was routed to",
                    venue);
            BigDecimal filled = parent.progress().filledQuantity();
            Require.that(
                    quantity.compareTo(filled) > 0, "quantity", "must be above what is filled, " + filled, quantity);
        }

        /**
         * A change that is not made in place.
         *
         * @param parent as it works now
         * @param quantity the whole quantity asked for, what is filled included, above that
         * @param type how it is to be priced
         * @param principal who asks
         */
        public Amend(ParentOrder parent, BigDecimal quantity, OrderType type, String principal) {
            this(parent, quantity, type, principal, parent.intent().venue());
        }

        @Override
        public String orderId() {
            return parent.orderId();
        }

        @Override
        public Symbol symbol() {
            return parent.intent().symbol();
        }

        @Override
        public Side side() {
            return parent.intent().side();
        }
    }

    /**
     * A child: draws on what its parent reserved.
     *
     * @param child the slice
     * @param parent its parent
     */
    record Child(ChildOrder child, ParentOrder parent) implements RiskRequest {
        @Override
        public String orderId() {
            return child.orderId();
        }

        @Override
        public Symbol symbol() {
            return child.symbol();
        }

        @Override
        public Side side() {
            return child.side();
        }

        @Override
        public BigDecimal quantity() {
            return child.progress().quantity();
        }
    }
}
