package io.colin.api.venue;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.BookBuilder;
import io.colin.api.market.BookLevel;
import io.colin.api.market.BookSnapshot;
import io.colin.api.market.BookView;
import io.colin.api.market.MarketEvent;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.Fill;
import io.colin.api.order.Liquidity;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.Refusal;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The plainest simulated venue: a command arrives after a fixed delay, fills whole at the best price or rests until the
 * best price touches it; no fees. The depth of the book does not matter to it.
 */
final class TouchVenue implements SimulatedVenue {
    private static final long DELAY_NS = 10_000_000L;

    private final Instrument instrument;
    private final BookBuilder book;
    private final Deque<Due> due = new ArrayDeque<>();
    private final Map<String, Resting> orders = new LinkedHashMap<>();
    private Optional<VenueListener> listener = Optional.empty();

    private record Due(long timeNs, Consumer<Long> action) {}

    private record Resting(ChildOrder order, OrderStatus status, BigDecimal filled) {}

    TouchVenue(Instrument instrument) {
        this.instrument = instrument;
        book = BookBuilder.of(instrument.symbol());
    }

    @Override
    public String id() {
        return "touch";
    }

    @Override
    public VenueCapabilities capabilities() {
        return new VenueCapabilities(
                Set.of("Market", "Limit"),
                Set.of(TimeInForce.Kind.GTC, TimeInForce.Kind.IOC),
                false,
                false,
                false,
                false,
                false);
    }

    @Override
    public FeeSchedule fees(Symbol symbol) {
        return FeeSchedule.bps(0, 0);
    }

    @Override
    public List<Instrument> instruments() {
        return List.of(instrument);
    }

    @Override
    public Optional<BookView> book(Symbol symbol) {
        return book.isSynchronised() && symbol.equals(instrument.symbol()) ? Optional.of(book) : Optional.empty();
    }

    @Override
    public void connect(VenueListener newListener) {
        listener = Optional.of(newListener);
    }

    @Override
    public void submit(ChildOrder order, long timeNs) {
        at(timeNs, now -> {
            put(order, OrderStatus.ACCEPTED, BigDecimal.ZERO);
            tell(new OrderEvent.Accepted(order.orderId(), now, "touch-" + order.orderId()));
            match(order.orderId(), now);
            if (order.timeInForce().isImmediate() && isOpen(order.orderId())) {
                end(order, now, "nothing to take");
            }
        });
    }

    @Override
    public void cancel(ChildOrder order, long timeNs) {
        at(timeNs, now -> {
            if (isOpen(order.orderId())) {
                end(order, now, "asked");
            } else {
                tell(new OrderEvent.CancelRejected(order.orderId(), now, new Refusal("NOT_OPEN", "NOT_OPEN: gone")));
            }
        });
    }

    @Override
    public void amend(ChildOrder order, BigDecimal quantity, OrderType type, long timeNs) {
        at(
                timeNs,
                now -> tell(new OrderEvent.ModifyRejected(
                        order.orderId(), now, new Refusal("NO_AMEND", "NO_AMEND: not offered"))));
    }

    @Override
    public void query(ChildOrder order, long timeNs) {
        at(timeNs, now -> {
            Resting known = orders.get(order.orderId());
            tell(
                    known == null
                            ? new VenueReport.NotFound(id(), order.orderId(), now)
                            : new VenueReport.Found(id(), order.orderId(), now, known.status(), known.filled()));
        });
    }

    @Override
    public void onMarket(MarketEvent event) {
        if (event instanceof BookSnapshot snapshot && snapshot.symbol().equals(instrument.symbol())) {
            book.on(snapshot);
            if (orders.keySet().stream().anyMatch(this::isOpen)) {
                at(snapshot.timeNs(), now -> List.copyOf(orders.keySet()).forEach(id -> match(id, now)));
            }
        }
    }

    @Override
    public long nextDueNs() {
        return due.isEmpty() ? Long.MAX_VALUE : due.getFirst().timeNs();
    }

    @Override
    public void advanceTo(long timeNs) {
        while (nextDueNs() <= timeNs) {
            Due next = due.removeFirst();
            next.action().accept(next.timeNs());
        }
    }

    @Override
    public void restore(ChildOrder order, long timeNs) {
        put(order, order.progress().status(), order.progress().filledQuantity());
    }

    @Override
    public void close() {
        due.clear();
    }

    /** With one delay for everything what is asked first is due first. */
    private void at(long timeNs, Consumer<Long> action) {
        due.addLast(new Due(timeNs + DELAY_NS, action));
    }

    private void match(String orderId, long timeNs) {
        Resting resting = orders.get(orderId);
        if (resting == null || !isOpen(orderId)) {
            return;
        }
        ChildOrder order = resting.order();
        List<BookLevel> other = order.side() == Side.BUY ? book.asks(1) : book.bids(1);
        if (other.isEmpty() || !reaches(order, other.getFirst().price())) {
            return;
        }
        BigDecimal leaves = order.progress().quantity().subtract(resting.filled());
        put(order, OrderStatus.FILLED, order.progress().quantity());
        Fill fill = new Fill(
                "trade-" + orderId,
                orderId,
                order.parentId(),
                id(),
                order.symbol(),
                order.side(),
                leaves,
                other.getFirst().price(),
                BigDecimal.ZERO,
                order.symbol().quote(),
                Liquidity.TAKER,
                timeNs);
        tell(new OrderEvent.Filled(orderId, timeNs, fill));
    }

    private static boolean reaches(ChildOrder order, BigDecimal price) {
        return order.type()
                .limitPrice()
                .map(limit -> order.side() == Side.BUY ? limit.compareTo(price) >= 0 : limit.compareTo(price) <= 0)
                .orElse(true);
    }

    private void end(ChildOrder order, long timeNs, String reason) {
        BigDecimal filled = Optional.ofNullable(orders.get(order.orderId()))
                .map(Resting::filled)
                .orElse(BigDecimal.ZERO);
        put(order, OrderStatus.CANCELED, filled);
        tell(new VenueReport.OrderUpdate(
                id(), new OrderEvent.Canceled(order.orderId(), timeNs, reason), Optional.of(filled)));
    }

    private boolean isOpen(String orderId) {
        Resting resting = orders.get(orderId);
        return resting != null && !resting.status().isClosed();
    }

    private void put(ChildOrder order, OrderStatus status, BigDecimal filled) {
        orders.put(order.orderId(), new Resting(order, status, filled));
    }

    private void tell(OrderEvent event) {
        tell(new VenueReport.OrderUpdate(id(), event));
    }

    private void tell(VenueReport report) {
        listener.ifPresent(each -> each.onReport(report));
    }
}
