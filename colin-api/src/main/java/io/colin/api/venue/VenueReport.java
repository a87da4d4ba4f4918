package io.colin.api.venue;

import io.colin.api.Decimals;
import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderStatus;
import java.math.BigDecimal;
import java.util.Collections;
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
     * @param venue who tells
     * @param event what happened; its order id is the child's
     */
    record OrderUpdate(String venue, OrderEvent event) implements VenueReport {
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
