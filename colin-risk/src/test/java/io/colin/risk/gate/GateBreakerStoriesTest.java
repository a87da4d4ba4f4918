package io.colin.risk.gate;

import static io.colin.risk.gate.AtAGlance.admits;
import static io.colin.risk.gate.AtAGlance.request;
import static io.colin.risk.gate.AtAGlance.warm;
import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.ETH;
import static io.colin.risk.gate.Desk.SECOND;
import static io.colin.risk.gate.Desk.codes;
import static io.colin.risk.gate.Desk.dec;
import static io.colin.risk.gate.Desk.level;
import static io.colin.risk.gate.Desk.wide;
import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.risk.BreakerStatus;
import io.colin.api.risk.BreakerStatus.State;
import io.colin.api.risk.KillSwitch;
import io.colin.api.risk.RiskNotice;
import io.colin.api.risk.TradingState;
import io.colin.risk.RiskLimits;
import io.colin.risk.breaker.BreakerSettings;
import io.colin.risk.breaker.OrderFloodSettings;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a gate is told reaches the breakers, what they say reaches the orders, and each is said once. */
class GateBreakerStoriesTest {
    private static final String MILLION = "1000000";

    private final Desk desk = new Desk(wide().build(), MILLION);

    private List<String> buying(String strategy, String venue) {
        return codes(desk.ask(desk.intent(BTC, Side.BUY, "1")
                .limit(desk.mid(BTC))
                .strategy(strategy)
                .venue(venue)
                .build()));
    }

    private BreakerStatus row(String breaker, String scope) {
        return desk.gate.status().breakers().stream()
                .filter(row -> row.name().equals(breaker) && row.scope().equals(scope))
                .findFirst()
                .orElseThrow();
    }

    private Optional<String> latched() {
        List<RiskNotice> notices = latches(desk);
        assertThat(notices).hasSizeLessThan(2);
        return notices.stream()
                .map(notice -> ((RiskNotice.Latched) notice).what())
                .findFirst();
    }

    /** What is told of latches; the alerts beside it have tests of their own. */
    private static List<RiskNotice> latches(Desk of) {
        return of.gate.takeNotices().stream()
                .filter(notice -> !(notice instanceof RiskNotice.Alert))
                .toList();
    }

    private void jump() {
        desk.gate.onMarket(BTC, desk);
        desk.pass(SECOND);
        desk.price(BTC, "111");
        desk.gate.onMarket(BTC, desk);
    }

    @Test
    void givenAPriceThatJumpsThenItsSymbolIsLocked() {
        jump();
        assertThat(row("price-move", "BTC/USD").state()).isEqualTo(State.OPEN);
        assertThat(buying("alpha", "any")).containsExactly("LOCKED");
        assertThat(desk.ask(desk.intent(ETH, Side.BUY, "1").limit(dec("10")).build())
                        .passes())
                .isTrue();
    }

    @Test
    void givenAGateOfVenuesThenTheirBooksAreWatchedBeforeAnythingWasSentThere() {
        desk.gate = StandardGate.builder()
                .limits(desk.limits)
                .venues(List.of("paper"))
                .build();
        desk.showBook(BTC, List.of(level("99", "5")), List.of(level("101", "5")));
        desk.gate.onMarket(BTC, desk);
        assertThat(row("spread", "BTC/USD@paper").state()).isEqualTo(State.OPEN);
        assertThat(buying("alpha", "paper")).contains("LOCKED");
        assertThat(buying("alpha", "any")).isEmpty();
    }

    @Test
    void givenAStrategyWhoseOrdersAreRejectedInARowThenItAloneIsLocked() {
        ParentOrder parent = desk.parent(desk.intent(BTC, Side.BUY, "9")
                .limit(dec("100"))
                .strategy("alpha")
                .build());
        assertThat(desk.ask(parent.intent()).passes()).isTrue();
        for (int i = 0; i < 5; i++) {
            ChildOrder child = desk.child(parent, "1");
            assertThat(desk.ask(child, parent).passes()).isTrue();
            desk.gate.onChild(Desk.with(child, OrderStatus.SUBMITTED, "0"));
            desk.gate.onChild(Desk.with(child, OrderStatus.REJECTED, "0"));
        }
        assertThat(row("rejects", "alpha").state()).isEqualTo(State.OPEN);
        assertThat(buying("alpha", "any")).contains("LOCKED");
        assertThat(buying("beta", "any")).isEmpty();
    }

    @Test
    void givenAFifthOfTheDaysVolumeInOurFillsThenTheSymbolIsLocked() {
        desk.hours(BTC, 24, 100, 0.0);
        desk.hold(BTC, "10");
        assertThat(buying("alpha", "any")).isEmpty();
        desk.hold(BTC, "60");
        assertThat(row("own-share", "BTC/USD").state()).isEqualTo(State.OPEN);
        assertThat(buying("beta", "any")).contains("LOCKED");
    }

    private static StandardGate flooded(RiskLimits limits) {
        return StandardGate.builder()
                .limits(limits)
                .breakers(BreakerSettings.builder()
                        .orderFlood(new OrderFloodSettings(
                                3, Duration.ofSeconds(1), Duration.ofSeconds(60), 3, Duration.ofHours(1)))
                        .build())
                .build();
    }

    @Test
    void givenAFloodOfOrdersThenTradingHaltsForAMinute() {
        desk.gate = flooded(desk.limits);
        assertThat(codes(desk.ask(desk.buy("1")))).isEmpty();
        assertThat(codes(desk.ask(desk.buy("1.1")))).isEmpty();
        assertThat(codes(desk.ask(desk.buy("1.2")))).containsExactly("TRADING_HALTED");
        assertThat(desk.gate.status().tradingState()).isEqualTo(TradingState.HALTED);
        assertThat(desk.gate.status().sizeMultiplier()).isZero();
        desk.pass(60 * SECOND - 1);
        desk.gate.onTime(desk.timeNs);
        assertThat(desk.gate.status().tradingState()).isEqualTo(TradingState.HALTED);
        desk.pass(1);
        desk.gate.onTime(desk.timeNs);
        assertThat(desk.gate.status().tradingState()).as("time alone ends it").isEqualTo(TradingState.ACTIVE);
        assertThat(desk.gate.status().sizeMultiplier()).isEqualTo(1);
        assertThat(codes(desk.ask(desk.buy("1.3")))).isEmpty();
    }

    @Test
    void ordersThatGoAtAGlanceAreAFloodToo() {
        desk.gate = flooded(desk.limits);
        warm(desk, BTC);
        assertThat(admits(desk, request(desk.buy("1")))).isTrue();
        assertThat(admits(desk, request(desk.buy("1.1"))))
                .as("the one that halts")
                .isFalse();
        assertThat(admits(desk, request(desk.buy("1.2")))).isFalse();
        assertThat(desk.gate.status().tradingState()).isEqualTo(TradingState.HALTED);
    }

    @Test
    void givenSlowOrdersThenOnlyOrdersThatShrinkPass() {
        desk.hold(BTC, "5");
        List<Long> slow = Collections.nCopies(20, 200_000_000L);
        assertThat(desk.gate.onPerformance(Collections.nCopies(20, 1L), 0, desk.timeNs))
                .isFalse();
        desk.pass(SECOND);
        assertThat(desk.gate.onPerformance(slow, 0, desk.timeNs)).isTrue();
        assertThat(desk.gate.status().tradingState()).isEqualTo(TradingState.REDUCING);
        assertThat(buying("alpha", "any")).containsExactly("TRADING_STATE_REDUCING");
        assertThat(desk.ask(desk.sell("5")).passes()).isTrue();
    }

    @Test
    void givenAnEngineThatIsBehindThenOnlyOrdersThatShrinkPass() {
        assertThat(desk.gate.onPerformance(List.of(), SECOND, desk.timeNs)).isFalse();
        assertThat(desk.gate.onPerformance(List.of(), SECOND + 1, desk.timeNs)).isTrue();
        assertThat(buying("alpha", "any")).containsExactly("TRADING_STATE_REDUCING");
    }

    @Test
    void givenValueAtRiskFarAboveItsLimitThenTradingHaltsUntilAPersonEndsIt() {
        RiskLimits tiny =
                wide().tail(t -> t.armed(true).maxVar95OneDay(dec("0.00001"))).build();
        Desk risky = new Desk(tiny, MILLION);
        risky.bars(BTC, 300, 90, 0.01, -0.012, 0.03, -0.02);
        risky.hold(BTC, "1000");
        risky.mark();
        assertThat(risky.gate.status().tradingState()).isEqualTo(TradingState.ACTIVE);
        assertThat(risky.work()).isPresent();
        assertThat(risky.gate.status().tradingState()).isEqualTo(TradingState.HALTED);
        assertThat(risky.gate.status().breakers()).anySatisfy(row -> {
            assertThat(row.name()).isEqualTo("limits");
            assertThat(row.state()).isEqualTo(State.OPEN);
        });
        assertThat(latches(risky)).hasSize(1);
    }

    @Test
    void whatBeginsToHoldAndWhatEndsIsSaidOnceAndNamesAllThatHolds() {
        assertThat(latched()).isEmpty();
        desk.controls().kill(new KillSwitch(KillSwitch.Scope.STRATEGY, "beta", "why", "alice", desk.timeNs));
        assertThat(latched()).contains("kill switch STRATEGY beta");
        assertThat(latched()).as("once").isEmpty();
        jump();
        assertThat(latched())
                .hasValueSatisfying(what ->
                        assertThat(what).contains("price-move BTC/USD").contains(", kill switch STRATEGY beta"));
        desk.controls().rearm(KillSwitch.Scope.STRATEGY, "beta", "over", "alice", "bob");
        assertThat(latched()).hasValueSatisfying(what -> assertThat(what).doesNotContain("beta"));
        desk.controls().resetBreaker("price-move", "BTC/USD", "seen", "alice");
        assertThat(latched()).contains("nothing is latched any more");
    }

    @Test
    void theLaddersRungsAreSaidWhenTheyAreReachedAndWhenAPersonEndsThem() {
        RiskLimits limits = wide().loss(l -> l.maxDaily(dec("0.9"))).build();
        Desk losing = new Desk(limits, MILLION);
        losing.hold(BTC, "1000");
        losing.mark();
        assertThat(latches(losing)).isEmpty();
        losing.price(BTC, "50");
        losing.mark();
        assertThat(latches(losing)).containsExactly(new RiskNotice.Latched("drawdown portfolio"));
        BreakerStatus row = losing.gate.status().breakers().getFirst();
        assertThat(row.state()).isEqualTo(State.OPEN);
        assertThat(row.trips()).isEqualTo(1);
        assertThat(row.sinceNs()).isEqualTo(losing.timeNs);
        assertThat(row.detail()).isEqualTo("level HARD, base PEAK 1000000; ends by a person");
        losing.controls().resetLosses("seen", "alice");
        assertThat(latches(losing)).containsExactly(new RiskNotice.Latched("nothing is latched any more"));
        row = losing.gate.status().breakers().getFirst();
        assertThat(row.state()).isEqualTo(State.CLOSED);
        assertThat(row.detail()).isEmpty();
        assertThat(losing.gate.durableState())
                .containsEntry("reset.losses.reason", "seen")
                .containsEntry("reset.losses.principal", "alice")
                .containsEntry("reset.losses.time_ns", Long.toString(losing.timeNs));
    }

    @Test
    void theDaysLossIsSaidAndEndsWithTheResetOfLosses() {
        desk.hold(BTC, "1000");
        desk.mark();
        desk.price(BTC, "45");
        desk.mark();
        assertThat(row("daily-loss", "portfolio").state()).isEqualTo(State.OPEN);
        assertThat(latched()).hasValueSatisfying(what -> assertThat(what).contains("daily-loss portfolio"));
        desk.controls().resetLosses("seen", "alice");
        assertThat(row("daily-loss", "portfolio").state()).isEqualTo(State.CLOSED);
        assertThat(latched()).contains("nothing is latched any more");
    }

    @Test
    void aStrategyThatStoppedItselfIsSaidAndSoIsItsEnd() {
        Desk drifting = new Desk(wide().price(p -> p.maxDrift(dec("0.01"))).build(), MILLION);
        assertThat(drifting.ask(drifting.buy("1")).passes()).isTrue();
        OrderIntent far = drifting.intent(BTC, Side.BUY, "1").limit(dec("102")).build();
        assertThat(drifting.ask(far).passes()).isFalse();
        assertThat(latches(drifting)).containsExactly(new RiskNotice.Latched("price-drift manual"));
        assertThat(drifting.controls().resetBreaker("price-drift", "manual", "seen", "alice"))
                .isTrue();
        assertThat(latches(drifting)).containsExactly(new RiskNotice.Latched("nothing is latched any more"));
    }

    @Test
    void noticesOfLimitsAndOfLatchesComeTogether() {
        desk.controls().proposeLimits(new TreeMap<>(Map.of("order.maxValue", "1000")), "why", "alice", desk.timeNs);
        desk.controls().kill(new KillSwitch(KillSwitch.Scope.SYSTEM, "", "why", "alice", desk.timeNs));
        List<RiskNotice> all = latches(desk);
        assertThat(all).anyMatch(RiskNotice.LimitChange.class::isInstance);
        assertThat(all).last().isEqualTo(new RiskNotice.Latched("kill switch SYSTEM "));
    }
}
