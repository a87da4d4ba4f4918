package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.colin.api.event.FundingSettled;
import io.colin.api.instrument.Instrument;
import io.colin.api.market.Aggressor;
import io.colin.api.market.BookLevel;
import io.colin.api.market.BookSnapshot;
import io.colin.api.market.FundingRate;
import io.colin.api.market.MarkPrice;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Trade;
import io.colin.api.order.AlgoSpec;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.Side;
import io.colin.execution.algo.Immediate;
import io.colin.execution.routing.NetPriceRouter;
import io.colin.execution.store.MemoryEventStore;
import io.colin.execution.venue.paper.PaperVenue;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Funding is paid by what is held when it is due, at the last rate known then, once. */
class FundingTest {
    private static final Instrument PERPETUAL =
            Instrument.perpetual("BTC/USDT:USDT").build();
    private static final long SECOND_NS = ScriptedSource.SECOND_NS;
    private static final long START_NS = ScriptedSource.START_NS;
    private static final long HOURS_8_NS = 8 * 3600 * SECOND_NS;
    private static final Duration OLD = Duration.ofMinutes(10);

    private final Rig rig = Rig.recording();
    private final List<MarketEvent> events = new ArrayList<>();
    private final List<TradingEngine> started = new ArrayList<>();

    @AfterEach
    void stop() {
        started.forEach(TradingEngine::stop);
    }

    @Test
    void chargesALongByTheLastRateKnownAndTheMarkOfTheVenue() {
        price(0, "800");
        rate(1, "0.0001", 120);
        rate(60, "0.0003", 120);
        mark(100, "805");
        price(110, "800");
        price(130, "800");
        ScriptedSource source = ScriptedSource.of(events).give(3);
        MemoryEventStore store = MemoryEventStore.empty();
        TradingEngine engine = start(source, store);
        trade(engine, source, Side.BUY, "2");
        source.giveAll();
        source.clock(200);
        engine.ended().join();

        FundingSettled settled = rig.of(FundingSettled.class).getFirst();
        assertThat(rig.of(FundingSettled.class)).hasSize(1);
        assertThat(settled.header().timeNs()).isEqualTo(START_NS + 120 * SECOND_NS);
        assertThat(settled.rate()).isEqualByComparingTo("0.0003");
        assertThat(settled.mark()).isEqualByComparingTo("805");
        assertThat(settled.payment().amount()).isEqualByComparingTo("-0.483");
        assertThat(engine.view().portfolio().cash().get("USDT"))
                .as("initial cash, the fee of 10 bp, the funding")
                .isEqualByComparingTo(
                        new BigDecimal("1000000").subtract(fees(engine)).subtract(new BigDecimal("0.483")));
    }

    @Test
    void settlesNothingTwiceOverARestartAndRemembersIt() {
        price(0, "800");
        rate(1, "-0.0002", 40);
        price(60, "800");
        price(70, "800");
        ScriptedSource source = ScriptedSource.of(events).give(3);
        MemoryEventStore store = MemoryEventStore.empty();
        TradingEngine first = start(source, store);
        trade(first, source, Side.BUY, "1");
        source.give(4);
        source.clock(65);
        await().until(() -> !rig.of(FundingSettled.class).isEmpty());
        await().until(() -> first.view().status().sourcePosition() == 4);
        BigDecimal cash = first.view().portfolio().cash().get("USDT");
        first.stop();
        assertThat(rig.of(FundingSettled.class).getFirst().payment().amount()).isEqualByComparingTo("0.16");

        Rig after = Rig.recording();
        TradingEngine second = build(after, source.giveAll(), RestartTest.firstRecords(store, store.lastSequence()));
        second.start();
        second.ended().join();
        assertThat(after.of(FundingSettled.class)).isEmpty();
        assertThat(second.view().portfolio().cash().get("USDT")).isEqualByComparingTo(cash);
    }

    @Test
    void settlesNothingWithoutAPositionOrForAnIntervalWithoutARate() {
        price(0, "800");
        rate(1, "0.0001", 40);
        price(60, "800");
        price(HOURS_8_NS / SECOND_NS + 60, "800");
        ScriptedSource source = ScriptedSource.of(events);
        TradingEngine engine = start(source, MemoryEventStore.empty());
        source.clock(HOURS_8_NS / SECOND_NS + 100);
        engine.ended().join();
        trade(engine, source, Side.BUY, "1");
        assertThat(rig.of(FundingSettled.class)).isEmpty();
    }

    private void price(long second, String price) {
        BigDecimal at = new BigDecimal(price);
        long timeNs = START_NS + second * SECOND_NS;
        BookLevel bid = new BookLevel(at.subtract(BigDecimal.ONE), new BigDecimal("100"));
        BookLevel ask = new BookLevel(at.add(BigDecimal.ONE), new BigDecimal("100"));
        events.add(new BookSnapshot(PERPETUAL.symbol(), timeNs, events.size() + 1, List.of(bid), List.of(ask)));
        events.add(new Trade(PERPETUAL.symbol(), timeNs, at, BigDecimal.ONE, Aggressor.UNKNOWN));
    }

    private void rate(long second, String rate, long nextSecond) {
        events.add(new FundingRate(
                PERPETUAL.symbol(),
                START_NS + second * SECOND_NS,
                new BigDecimal(rate),
                START_NS + nextSecond * SECOND_NS,
                HOURS_8_NS));
    }

    private void mark(long second, String price) {
        events.add(new MarkPrice(PERPETUAL.symbol(), START_NS + second * SECOND_NS, new BigDecimal(price)));
    }

    private TradingEngine start(ScriptedSource source, MemoryEventStore store) {
        TradingEngine engine = build(rig, source, store);
        engine.start();
        return engine;
    }

    private TradingEngine build(Rig recording, ScriptedSource source, MemoryEventStore store) {
        TradingEngine engine = TradingEngine.builder()
                .instruments(PERPETUAL)
                .source(source)
                .gate(new PlainGate("1000"))
                .algo(Immediate.builder().capBps(60).maxQuoteAge(OLD).build())
                .router(NetPriceRouter.builder()
                        .maxBookAge(OLD)
                        .slippageCapBps(60)
                        .build())
                .venue(PaperVenue.builder()
                        .instruments(PERPETUAL)
                        .feeBps(10)
                        .seed(42)
                        .build())
                .store(store)
                .clock(source::nowNs)
                .onEvent(recording.events::add)
                .build();
        started.add(engine);
        return engine;
    }

    private static void trade(TradingEngine engine, ScriptedSource source, Side side, String quantity) {
        await().until(() -> engine.view().status().takesOrders());
        OrderIntent intent = OrderIntent.of(PERPETUAL.symbol(), side, new BigDecimal(quantity))
                .clientOrderId("one")
                .algo(AlgoSpec.of("immediate", Map.of()))
                .build();
        var answer = engine.submit(Rig.ask(intent, "", "h"))
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
        assertThat(answer).isInstanceOf(SubmitResult.Taken.class);
        String id = ((SubmitResult.Taken) answer).order().orderId();
        source.clock(Math.max(10, (source.nowNs() - START_NS) / SECOND_NS));
        await().until(() -> engine.view().order(id).orElseThrow().progress().status() == OrderStatus.FILLED);
    }

    private static BigDecimal fees(TradingEngine engine) {
        return engine.view().portfolio().feesPaid();
    }
}
