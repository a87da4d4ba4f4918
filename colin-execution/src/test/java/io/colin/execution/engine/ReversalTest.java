package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.colin.api.event.TargetChanged;
import io.colin.api.instrument.Instrument;
import io.colin.api.market.Aggressor;
import io.colin.api.market.BookLevel;
import io.colin.api.market.BookSnapshot;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Trade;
import io.colin.api.order.AlgoSpec;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.risk.KillSwitch;
import io.colin.execution.algo.Immediate;
import io.colin.execution.routing.NetPriceRouter;
import io.colin.execution.store.MemoryEventStore;
import io.colin.execution.venue.paper.PaperVenue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A target on the other side of what is held: the closing half is an exit, the other half an entry. */
class ReversalTest {
    private static final Instrument PERPETUAL =
            Instrument.perpetual("BTC/USDT:USDT").build();
    private static final long MINUTE_NS = 60 * ScriptedSource.SECOND_NS;

    private final Rig rig = Rig.recording();
    private final ControlledGate gate = new ControlledGate();
    private final ScriptedSource source =
            minutes("800", "801", "801", "800", "800", "800", "800").give(6);
    private final TradingEngine engine = TradingEngine.builder()
            .instruments(PERPETUAL)
            .source(source)
            .store(MemoryEventStore.empty())
            .onEvent(rig.events::add)
            .algo(Immediate.builder().capBps(60).maxQuoteAge(Rig.QUIET).build())
            .router(NetPriceRouter.builder()
                    .maxBookAge(Rig.QUIET)
                    .slippageCapBps(60)
                    .build())
            .currency("USDT")
            .venue(PaperVenue.builder()
                    .instruments(PERPETUAL)
                    .feeBps(10)
                    .seed(42)
                    .build())
            .gate(gate)
            .model(new SwingModel(Long.MIN_VALUE))
            .sizer(request -> BigDecimal.valueOf(request.signal().direction().sign()))
            .clock(source::nowNs)
            .build();

    @AfterEach
    void stop() {
        engine.stop();
    }

    @Test
    void closesAtTheNextBarWhatARefusedReversalLeftOpen() throws Exception {
        refuseTheReversal();
        assertThat(held()).isEqualByComparingTo("1");

        endTheRun();
        assertThat(held()).isEqualByComparingTo("0");
        assertThat(sells()).containsExactly("2", "1");
    }

    @Test
    void leavesWhatAPersonBuysAfterTheClosingHalfOfAReversal() throws Exception {
        refuseTheReversal();
        source.give(10);
        source.clock(301);
        await().until(() -> sells().size() == 2);
        source.clock(303);
        await().untilAsserted(() -> assertThat(held()).isEqualByComparingTo("0"));
        OrderIntent byHand = OrderIntent.of(PERPETUAL.symbol(), Side.BUY, new BigDecimal("0.5"))
                .clientOrderId("hand")
                .algo(AlgoSpec.of("immediate", Map.of()))
                .build();
        assertThat(engine.submit(Rig.ask(byHand, "", "h"))
                        .orTimeout(20, TimeUnit.SECONDS)
                        .join())
                .isInstanceOf(SubmitResult.Taken.class);

        source.clock(305);
        await().untilAsserted(() -> assertThat(held()).isEqualByComparingTo("0.5"));

        endTheRun();
        assertThat(held()).isEqualByComparingTo("0.5");
    }

    /** Goes on to the SHORT signal with +1 held, while the gate refuses everything; then it passes everything. */
    private void refuseTheReversal() {
        engine.start();
        await().untilAsserted(() -> assertThat(held()).isEqualByComparingTo("1"));
        gate.kill(new KillSwitch(KillSwitch.Scope.SYSTEM, "", "test", "tester", 0));
        source.give(8);
        source.clock(241);
        await().until(() -> rig.of(TargetChanged.class).size() == 2 && sells().size() == 1);
        gate.rearm(KillSwitch.Scope.SYSTEM, "", "test", "tester", "");
    }

    private void endTheRun() throws Exception {
        source.giveAll();
        engine.ended().get(60, TimeUnit.SECONDS);
    }

    private BigDecimal held() {
        return engine.view().portfolio().quantity(PERPETUAL.symbol());
    }

    /** The quantities that were to be sold, oldest first. */
    private List<String> sells() {
        return engine.view().orders(order -> order.intent().side() == Side.SELL, "", 10).stream()
                .map(ParentOrder::intent)
                .map(intent -> intent.quantity().toPlainString())
                .toList()
                .reversed();
    }

    private static ScriptedSource minutes(String... prices) {
        BigDecimal tenth = new BigDecimal("0.1");
        BigDecimal size = new BigDecimal("100");
        List<MarketEvent> events = new ArrayList<>();
        long timeNs = ScriptedSource.START_NS + MINUTE_NS / 2;
        for (String text : prices) {
            BigDecimal price = new BigDecimal(text);
            BookLevel bid = new BookLevel(price.subtract(tenth), size);
            BookLevel ask = new BookLevel(price.add(tenth), size);
            events.add(new BookSnapshot(PERPETUAL.symbol(), timeNs, events.size() + 1, List.of(bid), List.of(ask)));
            events.add(new Trade(PERPETUAL.symbol(), timeNs, price, BigDecimal.ONE, Aggressor.UNKNOWN));
            timeNs += MINUTE_NS;
        }
        return ScriptedSource.of(events);
    }
}
