package io.colin.monitoring;

import io.colin.api.Decimals;
import io.colin.api.event.OrderChanged;
import io.colin.api.event.OrderFilled;
import io.colin.api.metrics.MetricCatalog;
import io.colin.api.metrics.MetricsSink;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.Fill;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.ParentOrder;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Child orders: what became of them, what they cost, how much of them was filled. */
final class OrderMetrics {
    private static final long WINDOW_NS = Duration.ofHours(1).toNanos();
    private static final int PARENTS_KEPT = 10_000;

    private final MetricsSink sink;
    private final Map<String, Working> working = new HashMap<>();
    private final Map<String, Arrival> arrivals = new Recent();
    private final Map<String, VenueState> venues = new TreeMap<>();
    private final Deque<Ended> ended = new ArrayDeque<>();

    OrderMetrics(MetricsSink sink) {
        this.sink = sink;
    }

    void on(ParentOrder parent) {
        arrivals.put(
                parent.orderId(),
                new Arrival(parent.arrivalMid(), parent.intent().algo().type()));
    }

    void on(ChildOrder child) {
        Working order =
                new Working(child.venue(), type(child.type()), child.progress().quantity());
        order.filled = child.progress().filledQuantity();
        working.put(child.orderId(), order);
        venue(order.venue).open++;
        reached(order, child.progress().status());
        sink.count(MetricCatalog.OPERATIONS, 1, "execution");
        gauges(order.venue);
    }

    void on(OrderChanged changed) {
        Working order = working.get(changed.event().orderId());
        if (order == null) {
            return; // a parent
        }
        boolean unknown = changed.event() instanceof OrderEvent.Unresolved;
        venue(order.venue).unknown += (unknown ? 1 : 0) - (order.unknown ? 1 : 0);
        order.unknown = unknown;
        if (changed.event() instanceof OrderEvent.Updated updated) {
            order.quantity = updated.quantity();
        } else if (changed.event() instanceof OrderEvent.Completed completed) {
            order.quantity = completed.quantity();
        }
        if (changed.event() instanceof OrderEvent.Rejected rejected) {
            sink.count(
                    MetricCatalog.ORDER_REJECTS,
                    1,
                    order.venue,
                    Labels.code(rejected.refusal().code()));
        }
        moved(changed.event().orderId(), order, changed.after(), changed.event().timeNs());
    }

    void on(OrderFilled filled) {
        Fill fill = filled.fill();
        cost(fill);
        Working order = working.get(fill.orderId());
        if (order != null) {
            order.filled = order.filled.add(fill.quantity());
            venue(order.venue).unknown -= order.unknown ? 1 : 0;
            order.unknown = false;
            moved(fill.orderId(), order, filled.childStatus(), fill.timeNs());
        }
    }

    /** Lets orders that ended more than an hour before leave the fill ratio. */
    void advanceTo(long timeNs) {
        while (!ended.isEmpty() && ended.getFirst().timeNs() <= timeNs - WINDOW_NS) {
            Ended old = ended.removeFirst();
            VenueState state = venue(old.venue());
            state.ordered -= old.ordered();
            state.filled -= old.filled();
            state.ended--;
            if (state.ended == 0) {
                state.ordered = 0; // leaves no rounding behind
                state.filled = 0;
            }
            gauges(old.venue());
        }
    }

    private void moved(String orderId, Working order, OrderStatus after, long timeNs) {
        if (after != order.status) {
            reached(order, after);
        }
        if (after.isClosed()) {
            working.remove(orderId);
            VenueState state = venue(order.venue);
            state.open--;
            state.unknown -= order.unknown ? 1 : 0;
            state.ended++;
            Ended end = new Ended(
                    timeNs, order.venue, Decimals.statistic(order.quantity), Decimals.statistic(order.filled));
            state.ordered += end.ordered();
            state.filled += end.filled();
            ended.addLast(end);
            advanceTo(timeNs);
        }
        gauges(order.venue);
    }

    private void reached(Working order, OrderStatus status) {
        order.status = status;
        sink.count(MetricCatalog.ORDERS, 1, order.venue, order.type, Labels.lower(status));
    }

    private void cost(Fill fill) {
        // A counter cannot fall, so a rebate is not in it; portfolio_pnl{kind="fees"} holds both.
        if (fill.fee().signum() > 0) {
            sink.count(MetricCatalog.FEES, Decimals.statistic(fill.fee()), fill.venue(), fill.feeCurrency());
        }
        Arrival arrival = arrivals.get(fill.parentId());
        if (arrival != null && arrival.mid().signum() > 0) {
            double mid = Decimals.statistic(arrival.mid());
            double bps = 1e4 * fill.side().sign() * (Decimals.statistic(fill.price()) - mid) / mid;
            sink.observe(MetricCatalog.SLIPPAGE, bps, fill.venue(), arrival.algo(), Labels.lower(fill.side()));
        }
    }

    private void gauges(String name) {
        VenueState state = venue(name);
        sink.gauge(MetricCatalog.ORDERS_OPEN, state.open, name);
        sink.gauge(MetricCatalog.ORDERS_UNKNOWN, state.unknown, name);
        sink.gauge(MetricCatalog.FILL_RATIO, state.ended == 0 ? Double.NaN : state.filled / state.ordered, name);
    }

    private VenueState venue(String name) {
        return venues.computeIfAbsent(name, key -> new VenueState());
    }

    private static String type(OrderType type) {
        return switch (type) {
            case OrderType.Market m -> "market";
            case OrderType.Limit l -> "limit";
            case OrderType.StopMarket s -> "stop_market";
            case OrderType.StopLimit s -> "stop_limit";
            case OrderType.TrailingStop t -> "trailing_stop";
        };
    }

    private record Arrival(BigDecimal mid, String algo) {}

    private record Ended(long timeNs, String venue, double ordered, double filled) {}

    /** Counts of one venue. */
    private static final class VenueState {
        private int open;
        private int unknown;
        private int ended;
        private double ordered;
        private double filled;
    }

    /** A child that is not closed. */
    private static final class Working {
        private final String venue;
        private final String type;
        private BigDecimal quantity;
        private BigDecimal filled = BigDecimal.ZERO;
        private @Nullable OrderStatus status;
        private boolean unknown;

        Working(String venue, String type, BigDecimal quantity) {
            this.venue = venue;
            this.type = type;
            this.quantity = quantity;
        }
    }

    /** The newest parents; older ones are forgotten so that memory is bounded. */
    private static final class Recent extends LinkedHashMap<String, Arrival> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Arrival> eldest) {
            return size() > PARENTS_KEPT;
        }
    }
}
