package io.colin.execution.engine;

import io.colin.api.event.EngineEvent;
import io.colin.api.ledger.EventStore;
import io.colin.api.market.Aggressor;
import io.colin.api.market.Bar;
import io.colin.api.market.BookLevel;
import io.colin.api.market.BookSnapshot;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Trade;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderGroup;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.ParentOrder;
import io.colin.api.risk.KillSwitch;
import io.colin.api.risk.RiskGate;
import io.colin.api.venue.SimulatedVenue;
import io.colin.api.venue.Venue;
import io.colin.api.venue.VenueReport;
import io.colin.execution.algo.Iceberg;
import io.colin.execution.algo.Immediate;
import io.colin.execution.algo.ImplementationShortfall;
import io.colin.execution.algo.Pov;
import io.colin.execution.algo.Twap;
import io.colin.execution.algo.Vwap;
import io.colin.execution.routing.NetPriceRouter;
import io.colin.execution.store.MemoryEventStore;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** An engine without its threads: the test brings every input itself, in order, and looks at once. */
final class Bench implements AutoCloseable {
    static final long SECOND = 1_000_000_000L;
    static final long START = ScriptedSource.START_NS;
    private static final BigDecimal DEEP = new BigDecimal("100");

    final List<EngineEvent> events = new ArrayList<>();
    final Venue venue;
    private final List<Venue> venues;
    private final BigDecimal size;
    private final EngineAssembly engine;
    private final Supplier<RiskGate> gates;
    private final List<MarketEvent> market;
    private final EventStore store;
    private long bookSequence;

    private Bench(Venue venue, Supplier<RiskGate> gates, EventStore store, List<MarketEvent> market) {
        this(List.of(venue), DEEP, gates, store, market);
    }

    private Bench(
            List<Venue> venues, BigDecimal size, Supplier<RiskGate> gates, EventStore store, List<MarketEvent> market) {
        this.venue = venues.getFirst();
        this.venues = List.copyOf(venues);
        this.size = size;
        this.gates = gates;
        this.store = store;
        this.market = new ArrayList<>(market);
        EngineBuilder builder = TradingEngine.builder()
                .instruments(Rig.BTC_USD)
                .source(ScriptedSource.of(List.of()))
                .gate(gates.get())
                .algo(Immediate.builder().capBps(60).maxQuoteAge(Rig.QUIET).build())
                .algo(Iceberg.builder()
                        .display(BigDecimal.ONE)
                        .variation(0)
                        .duration(Duration.ofMinutes(10))
                        .maxQuoteAge(Duration.ofHours(1))
                        .build())
                .algo(Twap.builder()
                        .duration(Duration.ofMinutes(10))
                        .interval(Duration.ofMinutes(1))
                        .priceControlBps(500)
                        .maxQuoteAge(Rig.QUIET)
                        .build())
                .algo(Vwap.builder().maxQuoteAge(Rig.QUIET).build())
                .algo(Pov.builder().maxQuoteAge(Rig.QUIET).build())
                .algo(ImplementationShortfall.builder().maxQuoteAge(Rig.QUIET).build())
                .router(NetPriceRouter.builder()
                        .maxBookAge(Duration.ofHours(1))
                        .minLiquidity(size.compareTo(DEEP) < 0 ? 0 : 10_000)
                        .slippageCapBps(60)
                        .build())
                .store(store)
                .onEvent(events::add);
        venues.forEach(builder::venue);
        engine = builder.assemble();
    }

    static Bench at(Venue venue) {
        return at(venue, () -> new PlainGate("1000"));
    }

    static Bench at(Venue venue, Supplier<RiskGate> gates) {
        Bench bench = new Bench(venue, gates, MemoryEventStore.empty(), List.of());
        bench.open(false);
        bench.price("800");
        return bench;
    }

    /** The same at several venues that all show so much a side. */
    static Bench thin(List<Venue> venues, String size) {
        Bench bench = new Bench(
                venues, new BigDecimal(size), () -> new PlainGate("1000"), MemoryEventStore.empty(), List.of());
        bench.open(false);
        bench.price("800");
        return bench;
    }

    /** The same where no trade is ever shown: a book alone. */
    static Bench quoted(Venue venue) {
        Bench bench = new Bench(venue, () -> new PlainGate("1000"), MemoryEventStore.empty(), List.of());
        bench.open(false);
        bench.quote("800");
        return bench;
    }

    /** A minute later: a bar of that minute. */
    void bar(String open, String high, String low, String close) {
        engine.core().advance(now() + 60 * SECOND);
        on(Bar.ofPrices(
                Rig.BTC_USD.symbol(),
                now() - 60 * SECOND,
                now(),
                new BigDecimal(open),
                new BigDecimal(high),
                new BigDecimal(low),
                new BigDecimal(close),
                BigDecimal.TEN));
    }

    /** The same run after a kill, at a venue that may be another object; commands it had got before are lost to the test. */
    Bench restarted(Venue found) {
        close();
        return restartedFrom(store, found);
    }

    /** The same of a live market: nothing of before is shown again. */
    Bench restartedLive(Venue found) {
        close();
        forgetMarket();
        return restartedFrom(store, found);
    }

    /** What is shown so far is not shown again after a restart. */
    void forgetMarket() {
        market.clear();
    }

    /** The same at several venues. */
    Bench restarted(List<Venue> found) {
        close();
        return restartedFrom(store, found);
    }

    /** The same where so many seconds went by meanwhile. */
    Bench restartedAfter(long seconds, Venue found) {
        close();
        market.add(new BookSnapshot(
                Rig.BTC_USD.symbol(),
                now() + seconds * SECOND,
                ++bookSequence,
                List.of(level("799.9")),
                List.of(level("800.1"))));
        return restartedFrom(store, found);
    }

    private static BookLevel level(String price) {
        return new BookLevel(new BigDecimal(price), DEEP);
    }

    /** A run that finds such a ledger. */
    Bench restartedFrom(EventStore ledger, Venue found) {
        return restartedFrom(ledger, List.of(found));
    }

    private Bench restartedFrom(EventStore ledger, List<Venue> found) {
        Bench next = new Bench(found, size, gates, ledger, market);
        next.bookSequence = bookSequence;
        next.open(true);
        return next;
    }

    private void open(boolean again) {
        Recovery recovery = new Recovery(engine.parts(), engine.core());
        if (again) {
            recovery.read(store);
        }
        if (venue instanceof DeskVenue desk) {
            desk.clock(this::now);
        }
        venues.forEach(each -> each.connect(engine.core()::onReport));
        engine.ledger().start();
        market.forEach(engine.core()::onMarket);
        engine.core().advance(Math.max(Math.max(START, now()), recovery.lastTimeNs()));
        engine.core().trading(true);
        engine.parts().log().cause(now(), "start", "engine");
        if (again) {
            recovery.resume();
        }
        engine.core().mark();
        engine.parts().log().flush();
    }

    EventStore store() {
        return store;
    }

    Parts parts() {
        return engine.parts();
    }

    ExecutionCostView costs() {
        return engine.core().desks().costs().learning();
    }

    OrderDesk desk() {
        return engine.core().orders();
    }

    long now() {
        return engine.parts().market().timeNs();
    }

    void advance(long seconds) {
        engine.core().advance(now() + seconds * SECOND);
        engine.parts().log().flush();
    }

    void on(MarketEvent event) {
        market.add(event);
        engine.core().onMarket(event);
    }

    /** A second later: a book a tenth from the price, 100 a side unless it is thin, and a trade at it. */
    void price(String text) {
        quote(text);
        trade(text);
    }

    void trade(String text) {
        on(new Trade(Rig.BTC_USD.symbol(), now(), new BigDecimal(text), BigDecimal.ONE, Aggressor.UNKNOWN));
    }

    /** A second later: the book alone. */
    void quote(String text) {
        BigDecimal price = new BigDecimal(text);
        BigDecimal tenth = new BigDecimal("0.1");
        bookSequence++;
        on(new BookSnapshot(
                Rig.BTC_USD.symbol(),
                now() + SECOND,
                bookSequence,
                List.of(new BookLevel(price.subtract(tenth), size)),
                List.of(new BookLevel(price.add(tenth), size))));
    }

    /** A second later: a book with such a spread. */
    void book(String bid, String ask) {
        on(new BookSnapshot(
                Rig.BTC_USD.symbol(), now() + SECOND, ++bookSequence, List.of(level(bid)), List.of(level(ask))));
    }

    /** What a venue tells of its connection. */
    void connection(String at, boolean up) {
        engine.core().onReport(new VenueReport.ConnectionChanged(at, now(), up, up ? "back" : "by the test"));
        engine.parts().log().flush();
    }

    SubmitResult submit(OrderIntent intent) {
        return command(orders -> orders.submit(Rig.ask(intent, "", "h-" + intent.clientOrderId())));
    }

    GroupResult submit(OrderGroup group) {
        return submit(group, "", "h");
    }

    GroupResult submit(OrderGroup group, String key, String hash) {
        return command(orders -> orders.submit(new GroupSubmission(group, "tester", key, hash)));
    }

    AmendResult amend(String clientId, Amendment amendment) {
        String id = order(clientId).orderId();
        return command(orders -> orders.amends().amend(id, amendment, "tester"));
    }

    CancelResult cancel(String clientId) {
        String id = order(clientId).orderId();
        return command(orders -> orders.cancel(id, "tester"));
    }

    PauseResult pause(String clientId) {
        String id = order(clientId).orderId();
        return command(orders -> orders.pauses().pause(id, "tester", "test"));
    }

    PauseResult resume(String clientId) {
        String id = order(clientId).orderId();
        return command(orders -> orders.pauses().resume(id, "tester", "test"));
    }

    boolean withdrawAt(String clientId, String at) {
        String id = order(clientId).orderId();
        return command(orders -> orders.children().withdrawAt(id, at));
    }

    ControlResult rearm(KillSwitch.Scope scope, String target) {
        return command(
                orders -> engine.core().desks().kills().rearm(scope, target, "accounted for", "officer", "manager"));
    }

    void cancelAll() {
        command(orders -> {
            orders.cancelAll("tester");
            return "done";
        });
    }

    ParentOrder order(String clientId) {
        return parts().orders().byClientId("main", clientId).orElseThrow();
    }

    OrderStatus status(String clientId) {
        return order(clientId).progress().status();
    }

    List<ChildOrder> children(String clientId) {
        return parts().orders().childrenOf(order(clientId).orderId());
    }

    BigDecimal held() {
        return parts().accounts().held(Rig.BTC_USD.symbol());
    }

    <E extends EngineEvent> List<E> of(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private <T> T command(Function<OrderDesk, T> action) {
        List<T> result = new ArrayList<>();
        engine.core()
                .onCommand(
                        now(),
                        "test",
                        "tester",
                        () -> result.add(action.apply(engine.core().orders())));
        engine.core().mark();
        engine.parts().log().flush();
        return result.getFirst();
    }

    /** Writes out what waits for the ledger. */
    @Override
    public void close() {
        engine.ledger().close();
        venues.stream()
                .filter(SimulatedVenue.class::isInstance)
                .map(SimulatedVenue.class::cast)
                .forEach(SimulatedVenue::close);
    }
}
