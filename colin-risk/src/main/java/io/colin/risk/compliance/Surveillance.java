package io.colin.risk.compliance;

import io.colin.api.event.ChildCreated;
import io.colin.api.event.LedgerEvent;
import io.colin.api.event.OrderChanged;
import io.colin.api.event.OrderFilled;
import io.colin.api.event.ParentCreated;
import io.colin.api.instrument.Symbol;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.Fill;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.ParentOrder;
import io.colin.risk.compliance.SurveillanceFinding.Evidence;
import io.colin.risk.compliance.SurveillanceFinding.Pattern;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks for patterns of abuse in our own orders: spoofing, layering, wash trades, quote stuffing. What it finds is for a
 * person to review, with the evidence; it blocks nothing. Orders of one account and symbol are seen together, whatever
 * strategy sent them, because that is how a venue and its supervisor see them.
 *
 * <p>Fed either with orders and fills as they change ({@link #onParent}, {@link #onChild}, {@link #onFill}) or with the record
 * ({@link #onEvent}): both find the same. Not both at once. {@link #look} finds what only time tells.
 *
 * <p>Memory is bounded: 10 000 orders, 10 000 parents, 1 000 pairs of account and symbol, 1 000 things of a kind each; what is
 * dropped early is {@link #dropped() counted}. Single-threaded.
 */
public final class Surveillance {
    private static final int ORDERS = 10_000;
    private static final int BOOKS = 1_000;
    private static final String UNKNOWN = "unknown";

    private final SurveillanceSettings settings;
    private final Map<String, String> accountOfParent = bounded(ORDERS);
    private final Map<String, Watched> orders = bounded(ORDERS);
    private final Map<Key, Book> books = bounded(BOOKS);
    private long evicted;

    private record Key(String account, Symbol symbol) {}

    private record Watched(WatchedOrder order, Key key) {}

    /** What is followed of one account and symbol. */
    private record Book(Withdrawals withdrawals, WashTrades washTrades, QuoteStuffing stuffing) {}

    private Surveillance(SurveillanceSettings settings) {
        this.settings = settings;
    }

    /**
     * Surveillance that has seen nothing.
     *
     * @param settings thresholds
     * @return the surveillance
     */
    public static Surveillance of(SurveillanceSettings settings) {
        return new Surveillance(settings);
    }

    private <K, V> Map<K, V> bounded(int most) {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                boolean full = size() > most;
                evicted += full ? 1 : 0;
                return full;
            }
        };
    }

    /**
     * Learns of a parent, or its change.
     *
     * @param parent as it is now
     */
    public void onParent(ParentOrder parent) {
        if (parent.progress().status().isClosed()) {
            accountOfParent.remove(parent.orderId());
        } else {
            accountOfParent.put(parent.orderId(), parent.intent().account());
        }
    }

    /**
     * Learns of a child, or its change.
     *
     * @param child as it is now
     * @return what was found, mostly nothing
     */
    public List<SurveillanceFinding> onChild(ChildOrder child) {
        long nowNs = child.progress().updatedTimeNs();
        List<SurveillanceFinding> found = new ArrayList<>(look(nowNs));
        @Nullable Watched known = orders.get(child.orderId());
        OrderStatus status = child.progress().status();
        if (known == null) {
            if (!status.isClosed()) {
                open(child, found);
            }
        } else if (status.isClosed()) {
            close(known, status, nowNs, found);
        } else {
            amend(known, child.progress().quantity(), child.type(), nowNs, found);
        }
        return List.copyOf(found);
    }

    /**
     * Learns of an execution.
     *
     * @param fill of a child
     * @return what was found, mostly nothing
     */
    public List<SurveillanceFinding> onFill(Fill fill) {
        List<SurveillanceFinding> found = new ArrayList<>(look(fill.timeNs()));
        @Nullable Watched known = orders.get(fill.orderId());
        Key key = known == null ? keyOf(fill.parentId(), fill.symbol()) : known.key();
        if (known != null) {
            known.order().fill(fill.quantity());
        }
        Book book = book(key);
        book.withdrawals().onFill(fill);
        book.stuffing().onFill(Withdrawals.of(fill));
        book.washTrades()
                .onFill(fill)
                .ifPresent(f -> found.add(finding(Pattern.WASH_TRADE, key, f.detail(), f.evidence())));
        return List.copyOf(found);
    }

    /**
     * Learns of an event of the record. Events that concern no order are passed over.
     *
     * @param event the next
     * @return what was found, mostly nothing
     */
    public List<SurveillanceFinding> onEvent(LedgerEvent event) {
        return switch (event) {
            case ParentCreated created -> {
                onParent(created.order());
                yield List.of();
            }
            case ChildCreated created -> onChild(created.order());
            case OrderFilled filled -> onFilled(filled);
            case OrderChanged changed -> onChanged(changed);
            default -> List.of();
        };
    }

    private List<SurveillanceFinding> onFilled(OrderFilled filled) {
        List<SurveillanceFinding> found = onFill(filled.fill());
        if (filled.childStatus().isClosed()) {
            orders.remove(filled.fill().orderId());
        }
        if (filled.parentStatus().isClosed()) {
            accountOfParent.remove(filled.fill().parentId());
        }
        return found;
    }

    private List<SurveillanceFinding> onChanged(OrderChanged changed) {
        OrderEvent event = changed.event();
        List<SurveillanceFinding> found = new ArrayList<>(look(event.timeNs()));
        @Nullable Watched known = orders.get(event.orderId());
        if (known == null) {
            if (changed.after().isClosed()) {
                accountOfParent.remove(event.orderId());
            }
        } else if (changed.after().isClosed()) {
            close(known, changed.after(), event.timeNs(), found);
        } else if (event instanceof OrderEvent.Updated updated) {
            amend(known, updated.quantity(), updated.type(), event.timeNs(), found);
        }
        return List.copyOf(found);
    }

    /**
     * Looks at what is complete by now. Every other call does it too; call it on a timer, so that the last fill is judged.
     *
     * @param timeNs event time, ns since epoch
     * @return what was found
     */
    public List<SurveillanceFinding> look(long timeNs) {
        List<SurveillanceFinding> found = new ArrayList<>();
        books.forEach((key, book) -> book.withdrawals()
                .look(timeNs)
                .forEach(f -> found.add(finding(f.pattern(), key, f.detail(), f.evidence()))));
        return List.copyOf(found);
    }

    /**
     * How much was forgotten before its time because there was too much of it.
     *
     * @return 0 unless a bound was met
     */
    public long dropped() {
        return evicted
                + books.values().stream()
                        .mapToLong(book -> book.withdrawals().dropped()
                                + book.washTrades().dropped()
                                + book.stuffing().dropped())
                        .sum();
    }

    private void open(ChildOrder child, List<SurveillanceFinding> found) {
        Key key = keyOf(child.parentId(), child.symbol());
        WatchedOrder order = new WatchedOrder(child);
        orders.put(child.orderId(), new Watched(order, key));
        Book book = book(key);
        book.withdrawals().onOpened(order);
        book.stuffing().onOpened(order).ifPresent(f -> found.add(stuffed(key, f)));
    }

    private void close(Watched known, OrderStatus status, long nowNs, List<SurveillanceFinding> found) {
        orders.remove(known.order().orderId());
        if (status == OrderStatus.CANCELED) {
            known.order().cancel(nowNs);
            Book book = book(known.key());
            book.withdrawals().onCanceled(known.order());
            book.stuffing().onCanceled(known.order()).ifPresent(f -> found.add(stuffed(known.key(), f)));
        }
    }

    private void amend(
            Watched known, BigDecimal quantity, OrderType type, long nowNs, List<SurveillanceFinding> found) {
        Book book = book(known.key());
        // Cutting an order to next to nothing withdraws it as well as cancelling does.
        known.order().withdrawnBy(quantity, nowNs).ifPresent(book.withdrawals()::onCanceled);
        if (known.order().amend(quantity, type)) {
            book.stuffing().onAmended(known.order(), nowNs).ifPresent(f -> found.add(stuffed(known.key(), f)));
        }
    }

    private Key keyOf(String parentId, Symbol symbol) {
        return new Key(accountOfParent.getOrDefault(parentId, UNKNOWN), symbol);
    }

    private Book book(Key key) {
        return books.computeIfAbsent(
                key, k -> new Book(new Withdrawals(settings), new WashTrades(settings), new QuoteStuffing(settings)));
    }

    private static SurveillanceFinding stuffed(Key key, QuoteStuffing.Found found) {
        return finding(Pattern.QUOTE_STUFFING, key, found.detail(), found.evidence());
    }

    private static SurveillanceFinding finding(Pattern pattern, Key key, String detail, List<Evidence> evidence) {
        return new SurveillanceFinding(
                pattern,
                key.account(),
                key.symbol(),
                evidence.stream().mapToLong(Evidence::timeNs).min().orElse(0),
                evidence.stream().mapToLong(Evidence::timeNs).max().orElse(0),
                detail,
                evidence);
    }
}
