package io.colin.server.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.event.LedgerEvent;
import io.colin.api.instrument.Instrument;
import io.colin.api.ledger.LedgerEntry;
import io.colin.api.order.AlgoSpec;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.Side;
import io.colin.execution.algo.Immediate;
import io.colin.execution.engine.EngineBuilder;
import io.colin.execution.engine.Submission;
import io.colin.execution.engine.SubmitResult;
import io.colin.execution.engine.TradingEngine;
import io.colin.execution.routing.NetPriceRouter;
import io.colin.execution.store.LedgerCodec;
import io.colin.execution.store.MemoryEventStore;
import io.colin.execution.venue.paper.PaperVenue;
import io.colin.risk.AccountKind;
import io.colin.risk.RiskLimits;
import io.colin.risk.RiskLimitsBuilder;
import io.colin.risk.breaker.BreakerSettings;
import io.colin.risk.breaker.PerformanceSettings;
import io.colin.risk.gate.StandardGate;
import io.colin.risk.gate.StandardGateBuilder;
import io.colin.risk.reduction.ReductionSettings;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** An engine with the standard gate over a script, a paper venue and 100 000 to begin with. */
final class Desk implements AutoCloseable {
    static final Instrument BTC = Instrument.spot("BTC/USD").minNotional("5").build();
    static final Instrument ETH = Instrument.spot("ETH/USD").minNotional("5").build();
    static final ReductionSettings REDUCING = ReductionSettings.STANDARD.withEnabled(true);

    /** Waits on conditions, looking often. */
    private static final ConditionFactory SOON = Awaitility.await().pollInterval(Duration.ofMillis(5));

    private static final Duration QUIET = Duration.ofMinutes(2);

    /** A script's clock jumps, which is a lag to who does not know better. */
    static final PerformanceSettings ANY_LAG = new PerformanceSettings(
            Duration.ofSeconds(1), 20, Duration.ofMinutes(1), Duration.ofDays(1), Duration.ofSeconds(60));

    final Script script;
    final MemoryEventStore store;
    final StandardGate gate;
    final TradingEngine engine;
    private final long prefix;
    private int orders;

    private Desk(Script script, MemoryEventStore store, StandardGate gate, TradingEngine engine) {
        this.script = script;
        this.store = store;
        this.gate = gate;
        this.engine = engine;
        this.prefix = store.lastSequence();
    }

    /** Limits in whose way nothing stands but the ladder and the daily loss. */
    static RiskLimitsBuilder limits() {
        BigDecimal all = BigDecimal.ONE;
        return RiskLimits.builder()
                .order(order -> order.maxShare(all))
                .data(data -> data.maxQuoteAge(QUIET))
                .position(position -> position.maxValue(new BigDecimal("1000000"))
                        .maxSymbolShare(all)
                        .maxSectorShare(all)
                        .maxGrossShare(all))
                .margin(margin -> margin.accountKind(AccountKind.CASH_SPOT))
                .tail(tail -> tail.armed(false))
                .stress(stress -> stress.armed(false))
                .correlation(correlation -> correlation.maxGroupShare(all))
                .loss(loss -> loss.maxDaily(new BigDecimal("0.50")));
    }

    static StandardGateBuilder gate(ReductionSettings reduction) {
        return StandardGate.builder()
                .limits(limits().build())
                .breakers(BreakerSettings.builder().performance(ANY_LAG).build())
                .reduction(reduction);
    }

    /** Starts live over a script. */
    static Desk open(Script script, MemoryEventStore store, StandardGateBuilder gate) {
        return open(script, store, gate, builder -> builder);
    }

    static Desk open(
            Script script, MemoryEventStore store, StandardGateBuilder gate, UnaryOperator<EngineBuilder> change) {
        StandardGate built = gate.build();
        store.read(
                1,
                one -> script.resumeAt(one.entry().sourcePosition(), one.entry().timeNs()));
        EngineBuilder builder = builder(script, store, built).clock(script::nowNs);
        Desk desk = new Desk(script, store, built, change.apply(builder).build());
        desk.engine.start();
        return desk;
    }

    /** The same engine without a clock: a replay. */
    static EngineBuilder builder(Script script, MemoryEventStore store, StandardGate gate) {
        return TradingEngine.builder()
                .instruments(BTC, ETH)
                .source(script)
                .gate(gate)
                .algo(Immediate.builder().capBps(60).maxQuoteAge(QUIET).build())
                .router(NetPriceRouter.builder()
                        .maxBookAge(QUIET)
                        .slippageCapBps(60)
                        .minLiquidity(0)
                        .build())
                .venue(PaperVenue.builder()
                        .instruments(BTC, ETH)
                        .feeBps(0)
                        .seed(42)
                        .build())
                .store(store)
                .initialCash(new BigDecimal("100000"));
    }

    /** Gives the script up to a second and waits until the engine has taken it and what it caused. */
    void until(long second) {
        int position = script.give(second);
        SOON.until(() ->
                engine.view().status().takesOrders() && engine.view().status().sourcePosition() >= position);
        pass(second);
    }

    /** Lets time pass without prices. */
    void pass(long second) {
        passMs(1000 * second);
    }

    /** The same, more finely. */
    void passMs(long ms) {
        script.clockMs(ms);
        SOON.until(() -> engine.view().status().timeNs() >= script.nowNs());
    }

    SubmitResult submit(OrderIntent intent) {
        return join(engine.submit(new Submission(intent, "tester", "", "h" + prefix + "-" + orders++)));
    }

    /** Buys or sells at the market. */
    SubmitResult trade(Instrument what, Side side, String quantity) {
        return submit(OrderIntent.of(what.symbol(), side, new BigDecimal(quantity))
                .clientOrderId("order-" + prefix + "-" + orders)
                .algo(AlgoSpec.of("immediate", Map.of()))
                .build());
    }

    /** Lays an order where the market is not. */
    SubmitResult rest(Instrument what, Side side, String quantity, String price) {
        return submit(OrderIntent.of(what.symbol(), side, new BigDecimal(quantity))
                .clientOrderId("order-" + prefix + "-" + orders)
                .limit(new BigDecimal(price))
                .algo(AlgoSpec.of("immediate", Map.of()))
                .build());
    }

    BigDecimal held(Instrument what) {
        return engine.view().portfolio().quantity(what.symbol());
    }

    void awaitHeld(Instrument what, String quantity) {
        SOON.untilAsserted(() -> assertThat(held(what)).isEqualByComparingTo(quantity));
    }

    /** The record so far: an answer is given once everything before it is durable. */
    List<LedgerEvent> records() {
        join(engine.cancelAll(order -> false, "tester"));
        return records(store);
    }

    static List<LedgerEvent> records(MemoryEventStore store) {
        List<LedgerEvent> found = new ArrayList<>();
        store.read(1, one -> found.add(LedgerCodec.decode(one)));
        return found;
    }

    <E extends LedgerEvent> List<E> records(Class<E> type) {
        return records().stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** A ledger that was cut off after so many records. */
    static MemoryEventStore cut(MemoryEventStore whole, long records) {
        List<LedgerEntry> entries = new ArrayList<>();
        whole.read(1, one -> {
            if (one.sequence() <= records) {
                entries.add(one.entry());
            }
        });
        MemoryEventStore left = MemoryEventStore.empty();
        if (!entries.isEmpty()) {
            left.append(entries);
        }
        return left;
    }

    static <T> T join(CompletableFuture<T> future) {
        return future.orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        engine.stop();
    }
}
