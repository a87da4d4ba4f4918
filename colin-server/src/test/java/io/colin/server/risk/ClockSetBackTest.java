package io.colin.server.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.colin.api.market.Aggressor;
import io.colin.api.market.Quote;
import io.colin.api.market.Trade;
import io.colin.api.order.AlgoSpec;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.Side;
import io.colin.api.risk.TradingState;
import io.colin.api.time.SettableClock;
import io.colin.api.time.SteadyClock;
import io.colin.execution.engine.Submission;
import io.colin.execution.engine.SubmitResult;
import io.colin.execution.engine.TradingEngine;
import io.colin.execution.source.PushedSource;
import io.colin.execution.store.MemoryEventStore;
import io.colin.risk.reduction.ReductionSettings;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The gate of a live run sees losses, and lets rates drain, while the wall clock is an hour behind. */
class ClockSetBackTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final SettableClock wall = SettableClock.at(Script.START_NS);
    private final AtomicLong monotonicNs = new AtomicLong();
    private final SteadyClock clock = SteadyClock.of(wall, monotonicNs::get);
    private final PushedSource source = PushedSource.of("feed", Set.of(Desk.BTC.symbol()), clock);
    private final TradingEngine engine = Desk.builder(
                    new Script(),
                    MemoryEventStore.empty(),
                    Desk.gate(ReductionSettings.STANDARD).build())
            .source(source)
            .build();

    private int orders;

    @AfterEach
    void stop() {
        engine.stop();
    }

    private void begin() {
        engine.start();
        await().until(() -> engine.view().status().takesOrders());
        for (int i = 0; i < 5; i++) {
            tick("800");
        }
    }

    /** A second passes for both clocks, a price comes, and the engine has seen both. */
    private void tick(String text) {
        wall.advance(Duration.ofSeconds(1));
        monotonicNs.addAndGet(Duration.ofSeconds(1).toNanos());
        BigDecimal price = new BigDecimal(text);
        BigDecimal tenth = new BigDecimal("0.1");
        BigDecimal size = new BigDecimal("1000");
        long before = engine.view().status().sourcePosition();
        source.push(now -> new Quote(Desk.BTC.symbol(), now, price.subtract(tenth), size, price.add(tenth), size));
        source.push(now -> new Trade(Desk.BTC.symbol(), now, price, BigDecimal.ONE, Aggressor.BUY));
        await().pollInterval(Duration.ofMillis(1))
                .until(() -> engine.view().status().sourcePosition() == before + 2
                        && engine.view().status().timeNs() == clock.nowNs());
    }

    private SubmitResult buy(String quantity) {
        OrderIntent intent = OrderIntent.of(Desk.BTC.symbol(), Side.BUY, new BigDecimal(quantity))
                .clientOrderId("order-" + orders)
                .algo(AlgoSpec.of("immediate", Map.of()))
                .build();
        return Desk.join(engine.submit(new Submission(intent, "tester", "", "h" + orders++)));
    }

    @Test
    void stopsNewRiskOnALossThatNoOrderLooksAt() {
        begin();
        assertThat(buy("110")).isInstanceOf(SubmitResult.Taken.class);
        tick("800");
        tick("800");
        assertThat(engine.view().portfolio().quantity(Desk.BTC.symbol())).isEqualByComparingTo("110");

        wall.advance(HOUR.negated());
        for (int price = 799; price >= 740; price--) {
            tick(Integer.toString(price));
        }

        assertThat(engine.view().risk().tradingState()).isEqualTo(TradingState.REDUCING);
        assertThat(engine.view().risk().drawdown()).isGreaterThan(0.06);
    }

    @Test
    void letsTheRateOfASecondDrain() {
        begin();
        wall.advance(HOUR.negated());
        for (int i = 1; i <= 15; i++) {
            assertThat(buy("1." + (100 + i))).as("order %d", i).isInstanceOf(SubmitResult.Taken.class);
            tick("800");
        }
    }
}
