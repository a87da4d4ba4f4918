package io.colin.api.venue;

import io.colin.api.Decimals;
import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderStatus;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Something a venue tells us. */
public sealed interface VenueReport {
    /**
     * Who tells.
     *
     * @return the venue's id
     */
    String venue();

    /**
     * When it reached us, event time.
     *
     * @return ns since epoch
     */
    long timeNs();

    /**
     * An order changed.
     *
     * <p>With the report that ends an order (cancelled, expired, rejected) a venue states what it executed of it in all,
     * so that an end which overtakes its fills is known to: where more is stated than was told, the order stays open and of
     * unknown fate until those fills have come or a look-up says that there are none. Without it an end is taken at its
     * word. A quantity above all that the order was ever for is not believed: the report is recorded as refused, and the
     * order, whose end may be true all the same, stays open, of unknown fate, and is looked up. An adapter that cannot read
     * a sound quantity reports {@link OrderEvent.Unresolved} instead of an end.
     *
     * @param venue who tells
     * @param event what happened; its order id is the child's
     * @param filledQuantity what the venue has executed of the order by now, at least 0, in the units of its quantity; empty
     *     where it does not say. Read of an end only
     */
    record OrderUpdate(String venue, OrderEvent event, Optional<BigDecimal> filledQuantity) implements VenueReport {
        /** Checks and normalises. */
        public OrderUpdate {
            filledQuantity =
                    filledQuantity.map(filled -> Decimals.normal(Require.notNegative("filledQuantity", filled)));
        }

        /**
         * An order changed, and the venue does not say what it has executed of it.
         *
         * @param venue who tells
         * @param event what happened; its order id is the child's
         */
        public OrderUpdate(String venue, OrderEvent event) {
            this(venue, event, Optional.empty());
        }

        @Override
        public long timeNs() {
            return event.timeNs();
        }
    }

    /**
     * The answer to a query: the order exists.
     *
     * @param venue who tells
     * @param orderId the child
     * @param timeNs when
     * @param status its state there
     * @param filledQuantity what was executed there
     */
    record Found(String venue, String orderId, long timeNs, OrderStatus status, BigDecimal filledQuantity)
            implements VenueReport {
        /** Checks and normalises. */
        public Found {
            filledQuantity = Decimals.normal(Require.notNegative("filledQuantity", filledQuantity));
        }
    }

    /**
     * The answer to a query: the venue never had the order, its history included.
     *
     * @param venue who tells
     * @param orderId the child
     * @param timeNs when
     */
    record NotFound(String venue, String orderId, long timeNs) implements VenueReport {}

    /**
     * The connection came or went.
     *
     * @param venue who tells
     * @param timeNs when
     * @param up whether orders can be sent
     * @param reason for a person
     */
    record ConnectionChanged(String venue, long timeNs, boolean up, String reason) implements VenueReport {}

    /**
     * The account as the venue sees it.
     *
     * @param venue who tells
     * @param timeNs when
     * @param balances per currency
     * @param positions signed quantities by symbol
     */
    record AccountSnapshot(
            String venue, long timeNs, SortedMap<String, BigDecimal> balances, SortedMap<Symbol, BigDecimal> positions)
            implements VenueReport {
        /** Copies. */
        public AccountSnapshot {
            balances = Collections.unmodifiableSortedMap(new TreeMap<>(balances));
            positions = Collections.unmodifiableSortedMap(new TreeMap<>(positions));
        }
    }
}
