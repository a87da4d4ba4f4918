package io.colin.execution.engine;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.BookView;
import io.colin.api.market.Quote;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.TimeInForce;
import io.colin.api.venue.Venue;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Lets orders that were taken up at a restart wait for their first price since: before it no algorithm can price them and no
 * gate judge them, and a refusal would be their end. The first price is a quote of their symbol at a venue that they
 * may go to, not crossed and at most 2 s old; what may add to a position waits for a price of all that is held, too. Nothing more of an order is sent meanwhile
 * than works already. It can be filled, cut and cancelled, and it ends at its time. What waits follows from the open orders and
 * the market, and nothing of it is recorded: another restart finds the same. Engine thread only.
 */
final class FirstPriceDesk {
    private static final long FRESH_NS = 2_000_000_000;

    private final Parts parts;
    private final OrderDesk orders;

    /** Oldest first. */
    private final Set<String> waiting = new LinkedHashSet<>();

    FirstPriceDesk(Parts parts, OrderDesk orders) {
        this.parts = parts;
        this.orders = orders;
    }

    /** Takes up an order after a restart: it waits unless it has a price already. */
    void takeUp(ParentOrder parent) {
        if (isPriced(parent)) {
            return;
        }
        String id = parent.orderId();
        waiting.add(id);
        long endNs = parent.intent().timeInForce().endNs(parent.createdTimeNs());
        if (endNs != TimeInForce.NO_EXPIRY) {
            parts.timers().at(Math.max(endNs, parts.market().timeNs()), () -> expire(id));
        }
    }

    /** Whether an order waits. */
    boolean awaits(String orderId) {
        return waiting.contains(orderId);
    }

    /** The market has moved: what has a price now goes on. */
    void onMarket() {
        if (waiting.isEmpty()) {
            return;
        }
        waiting.removeIf(id -> orders.parent(id).progress().status().isClosed());
        List<String> priced =
                waiting.stream().filter(id -> isPriced(orders.parent(id))).toList();
        priced.forEach(waiting::remove); // All of them first: one may let another go on.
        priced.forEach(this::goOn);
    }

    private void goOn(String id) {
        OrderStatus status = orders.parent(id).progress().status();
        if (status != OrderStatus.EMULATED && !status.isClosed()) {
            orders.onChildEnded(id);
        }
    }

    /** What is held for a trigger or an entry ends by itself. */
    private void expire(String id) {
        if (waiting.remove(id) && orders.parent(id).progress().status() != OrderStatus.EMULATED) {
            orders.ends().overdue(id);
        }
    }

    private boolean isPriced(ParentOrder parent) {
        OrderIntent intent = parent.intent();
        List<Venue> places = orders.emulation().venues(intent).stream()
                .filter(venue -> lists(venue, intent.symbol()))
                .toList();
        boolean isQuoted = places.isEmpty() // Nothing will ever price it: it is to end.
                || places.stream()
                        .anyMatch(venue -> venue.book(intent.symbol())
                                .flatMap(BookView::quote)
                                .filter(this::isUsable)
                                .isPresent());
        return isQuoted && (intent.reduceOnly() || parts.accounts().value().isPriced());
    }

    /** One that algorithms and routers take as they are made. */
    private boolean isUsable(Quote quote) {
        return !quote.isCrossed() && parts.market().timeNs() - quote.timeNs() <= FRESH_NS;
    }

    private static boolean lists(Venue venue, Symbol symbol) {
        return venue.instruments().stream().anyMatch(listed -> listed.symbol().equals(symbol));
    }
}
