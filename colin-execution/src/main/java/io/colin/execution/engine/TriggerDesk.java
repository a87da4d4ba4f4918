package io.colin.execution.engine;

import io.colin.api.Decimals;
import io.colin.api.event.TrailMoved;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.Bar;
import io.colin.api.market.MarkPrice;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Quote;
import io.colin.api.market.Trade;
import io.colin.api.order.DenialCode;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Refusal;
import io.colin.api.order.Side;
import io.colin.api.order.TriggerSource;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Watches the triggers of stops that no venue offers. A stop that is reached, or jumped over, lets its order go at the market
 * event that shows it, once. A bar of a source without trades counts from its extremes only where it began after the
 * order was armed, the bad one first. The stop of a trailing order moves by whole ticks, and each move is recorded, so that
 * a restart takes it up where it was. Engine thread only.
 */
final class TriggerDesk {
    private static final BigDecimal BPS = BigDecimal.valueOf(10_000);

    private final Parts parts;
    private final Consumer<String> release;
    private final Predicate<ParentOrder> mayGo;
    private final Map<Symbol, TreeMap<Long, Watched>> watched = new HashMap<>();
    private final Map<String, BigDecimal> trails = new HashMap<>();
    private final Map<Symbol, BigDecimal> marks = new HashMap<>();

    /** An armed order, and since when. */
    private record Watched(String orderId, long sinceNs) {}

    TriggerDesk(Parts parts, Consumer<String> release, Predicate<ParentOrder> mayGo) {
        this.parts = parts;
        this.release = release;
        this.mayGo = mayGo;
    }

    /** Whether an order is a stop that no venue it may go to offers. */
    boolean watches(OrderIntent intent) {
        return trigger(intent.type()).isPresent()
                && parts.lanes().venues().stream()
                        .filter(venue -> intent.venue().equals(OrderIntent.ANY_VENUE)
                                || intent.venue().equals(venue.id()))
                        .noneMatch(venue -> venue.capabilities()
                                .orderTypes()
                                .contains(intent.type().getClass().getSimpleName()));
    }

    /** How an order is priced once it is let go. */
    OrderType worked(OrderIntent intent) {
        return watches(intent) ? afterTrigger(intent.type()) : intent.type();
    }

    /** Why we cannot watch an order. */
    Optional<Refusal> refusal(OrderIntent intent) {
        String type = "order_type=" + intent.type().getClass().getSimpleName();
        if (!intent.acceptsEmulation()) {
            return Optional.of(Refusal.of(DenialCode.UNSUPPORTED_ORDER_TYPE, type + " accept_emulation=false"));
        }
        Optional<BigDecimal> price = price(intent);
        if (price.isEmpty()) {
            TriggerSource source = trigger(intent.type()).orElseThrow();
            return Optional.of(
                    Refusal.of(DenialCode.UNSUPPORTED_FLAG, "trigger_source=" + source + " rule=shows a price"));
        }
        boolean reachable = !(intent.type() instanceof OrderType.TrailingStop trailing)
                || trail(intent, trailing, price.orElseThrow()).signum() > 0;
        return reachable
                ? Optional.empty()
                : Optional.of(Refusal.of(
                        DenialCode.VALIDATION_FAILED,
                        "trailing_offset=" + intent.type() + " rule=below the price of "
                                + Decimals.text(price.orElseThrow())));
    }

    /** Watches a held order from now on; one whose stop is reached already goes at once. */
    void arm(ParentOrder parent) {
        watched.computeIfAbsent(parent.intent().symbol(), symbol -> new TreeMap<>())
                .putIfAbsent(
                        number(parent),
                        new Watched(parent.orderId(), parts.market().timeNs()));
        price(parent.intent()).ifPresent(price -> look(parent.orderId(), price));
    }

    /** Where a trailing order that we watch is triggered now. */
    Optional<BigDecimal> trail(String orderId) {
        return Optional.ofNullable(trails.get(orderId));
    }

    void restore(TrailMoved moved) {
        trails.put(moved.orderId(), moved.stopPrice());
    }

    /** Notes a market event; looks at what it may trigger only while trading. */
    void onMarket(MarketEvent event, boolean trading) {
        if (event instanceof MarkPrice mark) {
            marks.put(mark.symbol(), mark.price());
        }
        if (trading && !watched.isEmpty()) {
            armed(event.symbol()).forEach(one -> look(one, event));
            for (Symbol moved : parts.market().movedBy(event.symbol())) {
                armed(moved).forEach(this::lookAtQuote);
            }
        }
    }

    private List<Watched> armed(Symbol symbol) {
        TreeMap<Long, Watched> armed = watched.get(symbol);
        return armed == null || armed.isEmpty() ? List.of() : List.copyOf(armed.values());
    }

    /** The market of another symbol shows itself in the quote of an order's, and in no trade or mark of it. */
    private void lookAtQuote(Watched one) {
        OrderIntent intent = parts.orders().parent(one.orderId()).orElseThrow().intent();
        if (trigger(intent.type()).filter(TriggerSource.BID_ASK::equals).isPresent()) {
            price(intent).ifPresent(price -> look(one.orderId(), price));
        }
    }

    private void look(Watched one, MarketEvent event) {
        OrderIntent intent = parts.orders().parent(one.orderId()).orElseThrow().intent();
        switch (trigger(intent.type()).orElse(TriggerSource.INDEX)) {
            case LAST -> {
                if (event instanceof Trade trade) {
                    look(one.orderId(), trade.price());
                } else if (event instanceof Bar bar
                        && parts.market().lastTrade(bar.symbol()).isEmpty()) {
                    look(one, intent.side(), bar);
                }
            }
            case BID_ASK -> price(intent).ifPresent(price -> look(one.orderId(), price));
            case MARK -> {
                if (event instanceof MarkPrice mark) {
                    look(one.orderId(), mark.price());
                }
            }
            case INDEX -> {}
        }
    }

    private void look(Watched one, Side side, Bar bar) {
        if (bar.openTimeNs() >= one.sinceNs()) {
            look(one.orderId(), side == Side.SELL ? bar.low() : bar.high());
            look(one.orderId(), side == Side.SELL ? bar.high() : bar.low());
        }
        look(one.orderId(), bar.close());
    }

    private void look(String orderId, BigDecimal price) {
        ParentOrder parent = parts.orders().parent(orderId).orElseThrow();
        if (parent.progress().status() != OrderStatus.EMULATED) {
            forget(parent);
            return;
        }
        Optional<BigDecimal> stop = stop(parent);
        if (stop.isPresent() && isReached(parent.intent().side(), price, stop.orElseThrow())) {
            if (mayGo.test(parent)) {
                forget(parent);
                release.accept(orderId);
            } // Else it waits, still watched: what is too little to send would only take the other ways out with it.
        } else if (parent.intent().type() instanceof OrderType.TrailingStop trailing) {
            follow(parent, trail(parent.intent(), trailing, price), stop);
        }
    }

    private void follow(ParentOrder parent, BigDecimal to, Optional<BigDecimal> from) {
        int side = parent.intent().side().sign();
        if (to.signum() > 0 && from.stream().allMatch(at -> to.compareTo(at) * side < 0)) {
            trails.put(parent.orderId(), to);
            parts.log().emit(new TrailMoved(parts.log().header(OrderDesk.correlation(parent)), parent.orderId(), to));
        }
    }

    private Optional<BigDecimal> stop(ParentOrder parent) {
        return switch (parent.intent().type()) {
            case OrderType.StopMarket stop -> Optional.of(stop.stopPrice());
            case OrderType.StopLimit stop -> Optional.of(stop.stopPrice());
            default -> trail(parent.orderId());
        };
    }

    /** The stop at an offset from a price, on the tick that is no closer to it than the offset. */
    private BigDecimal trail(OrderIntent intent, OrderType.TrailingStop trailing, BigDecimal price) {
        Instrument instrument = parts.market().instrument(intent.symbol()).orElseThrow();
        BigDecimal distance = switch (trailing.unit()) {
            case PRICE -> trailing.offset();
            case BPS -> price.multiply(trailing.offset()).divide(BPS, Decimals.QUOTIENT);
            case TICKS -> instrument.tickSize().multiply(trailing.offset());
        };
        boolean sell = intent.side() == Side.SELL;
        return Decimals.roundTo(
                sell ? price.subtract(distance) : price.add(distance),
                instrument.tickSize(),
                sell ? RoundingMode.FLOOR : RoundingMode.CEILING);
    }

    private Optional<BigDecimal> price(OrderIntent intent) {
        return switch (trigger(intent.type()).orElse(TriggerSource.INDEX)) {
            case LAST ->
                parts.market()
                        .lastTrade(intent.symbol())
                        .map(Trade::price)
                        .or(() -> parts.market().lastBar(intent.symbol()).map(Bar::close));
            case BID_ASK ->
                parts.market()
                        .quote(intent.symbol())
                        .filter(quote -> !quote.isCrossed())
                        .map(intent.side() == Side.SELL ? Quote::bid : Quote::ask);
            case MARK -> Optional.ofNullable(marks.get(intent.symbol()));
            case INDEX -> Optional.empty(); // No source shows one.
        };
    }

    private void forget(ParentOrder parent) {
        TreeMap<Long, Watched> armed = watched.get(parent.intent().symbol());
        if (armed != null) {
            armed.remove(number(parent));
        }
        trails.remove(parent.orderId());
    }

    private static boolean isReached(Side side, BigDecimal price, BigDecimal stop) {
        return price.compareTo(stop) * side.sign() >= 0;
    }

    private static OrderType afterTrigger(OrderType type) {
        return type.limitPrice().<OrderType>map(OrderType.Limit::new).orElseGet(OrderType.Market::new);
    }

    /** What triggers a stop; empty for what is none. */
    static Optional<TriggerSource> trigger(OrderType type) {
        return switch (type) {
            case OrderType.StopMarket stop -> Optional.of(stop.trigger());
            case OrderType.StopLimit stop -> Optional.of(stop.trigger());
            case OrderType.TrailingStop stop -> Optional.of(stop.trigger());
            case OrderType.Market market -> Optional.empty();
            case OrderType.Limit limit -> Optional.empty();
        };
    }

    private static long number(ParentOrder parent) {
        String id = parent.orderId();
        return Long.parseLong(id.substring(id.lastIndexOf('-') + 1));
    }
}
