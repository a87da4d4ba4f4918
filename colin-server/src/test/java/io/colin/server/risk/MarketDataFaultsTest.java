package io.colin.server.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.event.ChildCreated;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.DataGap;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Refusal;
import io.colin.api.order.Side;
import io.colin.api.risk.TradingState;
import io.colin.execution.engine.SubmitResult;
import io.colin.execution.store.MemoryEventStore;
import io.colin.risk.breaker.BreakerSettings;
import io.colin.risk.gate.StandardGate;
import io.colin.risk.gate.StandardGateBuilder;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Gaps, a frozen feed, ticks out of order and tenfold prices, through the engine: what is refused by what, and what recovers. */
class MarketDataFaultsTest {
    private static final Symbol BTC = Desk.BTC.symbol();

    /** Prices of two seconds, as by default. */
    private static StandardGateBuilder gate() {
        return StandardGate.builder()
                .limits(Desk.limits()
                        .data(data -> data.maxQuoteAge(Duration.ofSeconds(2)))
                        .build())
                .breakers(BreakerSettings.builder().performance(Desk.ANY_LAG).build());
    }

    private static Desk open(Script script) {
        return Desk.open(script, MemoryEventStore.empty(), gate());
    }

    private static SubmitResult buy(Desk desk, String quantity) {
        return desk.trade(Desk.BTC, Side.BUY, quantity);
    }

    private static List<String> codes(SubmitResult result) {
        assertThat(result).isInstanceOf(SubmitResult.Denied.class);
        return ((SubmitResult.Denied) result)
                .decision().reasons().stream().map(Refusal::code).toList();
    }

    @Test
    void aFrozenFeedIsRefusedAfterTwoSecondsAndUsableAgainWithItsNextPrice() {
        Script script = new Script().live().price(30, BTC, "1000").price(60, BTC, "1001");
        try (Desk desk = open(script)) {
            desk.until(30);
            desk.pass(32);
            assertThat(buy(desk, "1")).as("two seconds").isInstanceOf(SubmitResult.Taken.class);
            desk.passMs(32_001);
            assertThat(codes(buy(desk, "2"))).as("and a millisecond").containsExactly("STALE_MARKET_DATA");
            desk.pass(59);
            assertThat(codes(buy(desk, "3"))).containsExactly("STALE_MARKET_DATA");
            desk.until(60);
            assertThat(buy(desk, "4")).isInstanceOf(SubmitResult.Taken.class);
            desk.pass(61);
            desk.awaitHeld(Desk.BTC, "5");
        }
    }

    /** The last trade says what an order is worth, for the two seconds in which it is fresh; what is sent needs a book. */
    @Test
    void afterABookGapTheLastTradePricesAnOrderButNothingIsSentUntilTheNextSnapshot() {
        Script script = new Script()
                .live()
                .price(30, BTC, "1000")
                .gap(31, BTC, DataGap.Kind.BOOK)
                .trade(32, BTC, "1001")
                .price(40, BTC, "1002");
        try (Desk desk = open(script)) {
            desk.until(32);
            SubmitResult passed = buy(desk, "1");
            ParentOrder order = ((SubmitResult.Taken) passed).order();
            desk.passMs(32_500);
            Awaitility.await().untilAsserted(() -> {
                ParentOrder now = desk.engine.view().order(order.orderId()).orElseThrow();
                assertThat(now.progress().status()).isEqualTo(OrderStatus.DENIED);
                assertThat(now.progress().refusals()).extracting(Refusal::code).containsExactly("STALE_MARKET_DATA");
            });
            OrderIntent far = OrderIntent.of(BTC, Side.BUY, BigDecimal.ONE)
                    .clientOrderId("far")
                    .strategy("other")
                    .limit(new BigDecimal("930"))
                    .build();
            assertThat(codes(desk.submit(far)))
                    .as("and is what its price is held against")
                    .containsExactly("PRICE_COLLAR");
            assertThat(desk.records(ChildCreated.class)).isEmpty();
            desk.pass(35);
            assertThat(codes(buy(desk, "2"))).containsExactly("STALE_MARKET_DATA");
            desk.until(40);
            assertThat(buy(desk, "3")).isInstanceOf(SubmitResult.Taken.class);
            desk.pass(41);
            desk.awaitHeld(Desk.BTC, "3");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = DataGap.Kind.class,
            names = {"MISSING", "OUT_OF_ORDER", "DUPLICATE", "INVALID"})
    void aMarkThatSomethingElseWasLeftOutStopsNothingThatIsFresh(DataGap.Kind kind) {
        Script script = new Script().live().price(30, BTC, "1000").gap(31, BTC, kind);
        try (Desk desk = open(script)) {
            desk.until(31);
            assertThat(buy(desk, "1")).isInstanceOf(SubmitResult.Taken.class);
            desk.pass(33);
            desk.awaitHeld(Desk.BTC, "1");
        }
    }

    @Test
    void aTickOfThePastPricesNothing() {
        Script script = new Script()
                .live()
                .price(30, BTC, "1000")
                .gap(31, BTC, DataGap.Kind.BOOK)
                .trade(31, BTC, "1000")
                .trade(12, BTC, "1040")
                .price(40, BTC, "1000");
        try (Desk desk = open(script)) {
            desk.until(31);
            assertThat(codes(buy(desk, "1"))).containsExactly("STALE_MARKET_DATA");
            assertThat(desk.engine.view().status().timeNs())
                    .as("time does not go back")
                    .isGreaterThanOrEqualTo(Script.START_NS + 31 * Script.SECOND_NS);
            desk.until(40);
            assertThat(buy(desk, "2")).isInstanceOf(SubmitResult.Taken.class);
        }
    }

    /** 5 at 1000 of an account of 100 000 show as 50 000 for a second. */
    @Test
    void aTenfoldPriceLocksTheSymbolAndLeavesNoPeakFromWhichItsEndLooksLikeALoss() {
        int calm = 101 + 30 + 62;
        Script script = new Script()
                .live()
                .price(30, BTC, "1000")
                .price(99, BTC, "1000")
                .price(100, BTC, "10000");
        for (int second = 101; second <= calm; second++) {
            script.price(second, BTC, "1000");
        }
        try (Desk desk = open(script)) {
            desk.until(30);
            buy(desk, "5");
            desk.pass(31);
            desk.awaitHeld(Desk.BTC, "5");
            desk.until(99);
            desk.until(100);
            assertThat(codes(desk.rest(Desk.BTC, Side.BUY, "1", "1000"))).containsExactly("LOCKED", "PRICE_COLLAR");
            assertThat(desk.engine.view().portfolio().equity()).isGreaterThan(new BigDecimal("140000"));
            assertThat(desk.engine.view().risk().drawdown()).isZero();
            desk.until(101);
            desk.passMs(101_500);
            assertThat(codes(desk.rest(Desk.BTC, Side.BUY, "1", "999"))).containsExactly("LOCKED");
            assertThat(desk.engine.view().risk().tradingState()).isEqualTo(TradingState.ACTIVE);
            assertThat(desk.engine.view().risk().killSwitches()).isEmpty();
            assertThat(desk.engine.view().risk().drawdown()).isLessThan(0.001);
            for (int second = 102; second <= calm; second++) {
                desk.until(second);
            }
            assertThat(desk.rest(Desk.BTC, Side.BUY, "1", "998")).isInstanceOf(SubmitResult.Taken.class);
        }
    }

    @Test
    void aRiseThatStaysRaisesThePeakOnceItIsCalm() {
        int calm = 100 + 30 + 70;
        Script script = new Script().live().price(30, BTC, "1000").price(99, BTC, "1000");
        for (int second = 100; second <= calm; second++) {
            script.price(second, BTC, "1200");
        }
        try (Desk desk = open(script)) {
            desk.until(30);
            buy(desk, "50");
            desk.pass(31);
            desk.awaitHeld(Desk.BTC, "50");
            desk.until(99);
            for (int second = 100; second <= calm; second++) {
                desk.until(second);
                desk.passMs(1000L * second + 500);
            }
            assertThat(desk.engine.view().risk().peakEquity()).isGreaterThan(new BigDecimal("109000"));
        }
    }

    /** 20 at 1000 of an account of 100 000, which so may lose 3 000 on the day. */
    @ParameterizedTest
    @ValueSource(strings = {"880", "1120"})
    void aWrongPriceOverMidnightIsNoStartOfTheDay(String wrong) {
        int midnight = 6_360;
        int calm = midnight + 1 + 30 + 62;
        Script script = new Script()
                .live()
                .price(30, BTC, "1000")
                .price(midnight - 2, BTC, "1000")
                .price(midnight - 1, BTC, wrong)
                .price(midnight, BTC, wrong);
        for (int second = midnight + 1; second <= calm; second++) {
            script.price(second, BTC, "1000");
        }
        script.price(7_000, BTC, "950").price(7_100, BTC, "870").price(7_200, BTC, "825");
        StandardGateBuilder gate = StandardGate.builder()
                .limits(Desk.limits()
                        .loss(loss -> loss.maxDaily(new BigDecimal("0.03")))
                        .build())
                .breakers(BreakerSettings.builder().performance(Desk.ANY_LAG).build());
        try (Desk desk = Desk.open(script, MemoryEventStore.empty(), gate)) {
            desk.until(30);
            buy(desk, "20");
            desk.pass(31);
            desk.awaitHeld(Desk.BTC, "20");
            desk.until(midnight - 2);
            desk.until(midnight - 1);
            desk.until(midnight);
            assertThat(Math.floorMod(desk.engine.view().status().timeNs(), 86_400 * Script.SECOND_NS))
                    .isZero();
            assertThat(codes(desk.rest(Desk.BTC, Side.BUY, "1", wrong))).containsExactly("LOCKED");
            for (int second = midnight + 1; second <= calm; second++) {
                desk.until(second);
            }
            assertThat(desk.rest(Desk.BTC, Side.BUY, "0.1", "999")).isInstanceOf(SubmitResult.Taken.class);
            desk.until(7_000);
            assertThat(buy(desk, "0.2")).as("lost 1 of 100").isInstanceOf(SubmitResult.Taken.class);
            desk.until(7_100);
            assertThat(buy(desk, "0.2")).as("lost 2.6 of 100").isInstanceOf(SubmitResult.Taken.class);
            desk.until(7_200);
            assertThat(codes(buy(desk, "0.2"))).as("lost 3.5 of 100").contains("DAILY_LOSS_LIMIT");
            assertThat(desk.engine.view().risk().tradingState()).isEqualTo(TradingState.REDUCING);
        }
    }
}
