package io.colin.risk.gate;

import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.ETH;
import static io.colin.risk.gate.Desk.dec;
import static io.colin.risk.gate.Desk.wide;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.risk.LimitUse;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskFigures;
import io.colin.api.risk.RiskRequest;
import io.colin.risk.AccountKind;
import io.colin.risk.ExposureKind;
import io.colin.risk.LimitScope;
import io.colin.risk.RiskLimits;
import io.colin.risk.ScopeCap;
import io.colin.risk.ScopeLimits;
import io.colin.risk.exposure.FirmExposure;
import io.colin.risk.var.GateFigures;
import io.colin.risk.var.VarSettings;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How far each limit is used, as the status shows it. */
class LimitUseTest {
    private static LimitUse use(Desk desk, String name, String scope) {
        return desk.gate.status().limits().stream()
                .filter(one -> one.name().equals(name) && one.scope().equals(scope))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " of " + scope + " in "
                        + desk.gate.status().limits()));
    }

    private static void assertUse(Desk desk, String name, String scope, String used, String limit) {
        LimitUse use = use(desk, name, scope);
        assertThat(use.used()).as("%s of %s", name, scope).isEqualByComparingTo(used);
        assertThat(use.limit()).as("%s of %s", name, scope).isEqualByComparingTo(limit);
    }

    @Test
    void showsRatesAndCountsOfTheDay() {
        Desk desk = new Desk(
                wide().rate(r -> r.ordersPerSecondPerStrategy(10)
                                .ordersPerSecond(100)
                                .tradesPerDay(1000)
                                .tradesPerSymbolPerDay(100)
                                .valuePerSymbolPerDay(dec("5000000")))
                        .build(),
                "1000000");
        desk.principal = "key-1";
        desk.ask(desk.intent(BTC, Side.BUY, "1")
                .limit(dec("100"))
                .strategy("momentum")
                .build());
        ParentOrder parent = Desk.with(desk.parent(desk.buy("2")), OrderStatus.ACCEPTED, "0");
        desk.ask(new RiskRequest.Parent(parent.orderId(), parent.intent(), "key-1", Optional.empty()));
        desk.gate.onParent(parent);
        desk.ask(new RiskRequest.Amend(parent, dec("3"), parent.intent().type(), "key-1"));
        desk.gate.onChild(Desk.with(desk.child(parent, "1"), OrderStatus.PENDING_CANCEL, "0"));
        assertUse(desk, "strategy-order-rate", "momentum", "1", "10");
        assertUse(desk, "key-order-rate", "key-1", "3", "10");
        assertUse(desk, "order-rate", "portfolio", "4", "100");
        assertUse(desk, "amend-rate", "portfolio", "1", "200");
        assertUse(desk, "cancel-rate", parent.intent().strategy(), "1", "300");
        assertUse(desk, "trades-per-day", "portfolio", "2", "1000");
        assertUse(desk, "symbol-trades-per-day", "BTC/USD", "2", "100");
        assertUse(desk, "symbol-value-per-day", "BTC/USD", "400", "5000000");
        assertUse(desk, "free-balance", "USD", "400", "1000000");
    }

    @Test
    void showsMarginAndTheCapOfTheAccount() {
        RiskLimits limits = wide().margin(m -> m.accountKind(AccountKind.MARGIN)
                        .initialRate(dec("0.5"))
                        .minFree(dec("0.25")))
                .scopes(ScopeLimits.of(Map.of(
                        new LimitScope(LimitScope.Kind.ACCOUNT, "main"),
                        ScopeCap.builder().grossValue(dec("50000")).build())))
                .build();
        Desk desk = new Desk(limits, "100000");
        desk.hold(BTC, "200");
        desk.mark();
        assertUse(desk, "margin", "portfolio", "10000", "75000");
        assertUse(desk, "account-gross-exposure", "main", "20000", "50000");
        assertThat(desk.gate.status().limits()).extracting(LimitUse::name).doesNotContain("free-balance");
    }

    @Test
    void showsEveryCapOfStrategiesVenuesTheAccountAndTheFirm() {
        ScopeCap.Builder strategy = ScopeCap.builder()
                .grossValue(dec("50000"))
                .value(ExposureKind.LONG, dec("40000"))
                .value(ExposureKind.SHORT, dec("30000"))
                .positionValue(BTC, dec("20000"))
                .positionValue(ExposureKind.SHORT, BTC, dec("15000"));
        RiskLimits limits = wide().margin(m -> m.accountKind(AccountKind.MARGIN))
                .scopes(ScopeLimits.of(Map.of(
                        LimitScope.strategy("momentum"),
                        strategy.build(),
                        LimitScope.venue("paper"),
                        ScopeCap.builder()
                                .value(ExposureKind.SHORT, dec("60000"))
                                .positionValue(ExposureKind.LONG, ETH, dec("70000"))
                                .build(),
                        LimitScope.account("main"),
                        ScopeCap.builder()
                                .value(ExposureKind.LONG, dec("90000"))
                                .positionValue(ExposureKind.LONG, BTC, dec("80000"))
                                .build(),
                        LimitScope.account("other"),
                        ScopeCap.builder().grossValue(dec("1")).build(),
                        LimitScope.FIRM,
                        ScopeCap.builder()
                                .value(ExposureKind.LONG, dec("100000"))
                                .build())))
                .build();
        Desk desk = new Desk(limits, "1000000");
        FirmExposure gross = FirmExposure.of("USD", dec("300000"));
        FirmExposure longs = FirmExposure.of("USD", dec("200000"));
        desk.gate = StandardGate.builder()
                .limits(limits)
                .firm(gross)
                .firm(ExposureKind.LONG, longs)
                .build();
        longs.join().settle(dec("500"));
        desk.hold(BTC, "20");
        ParentOrder sold = Desk.with(
                desk.parent(desk.intent(BTC, Side.SELL, "100")
                        .limit(dec("100"))
                        .strategy("momentum")
                        .venue("paper")
                        .build()),
                OrderStatus.ACCEPTED,
                "0");
        desk.ask(new RiskRequest.Parent(sold.orderId(), sold.intent(), "key-1", Optional.empty()));
        desk.gate.onParent(sold);
        desk.fill(sold.orderId(), "c", BTC, Side.SELL, "20");
        desk.ask(desk.intent(ETH, Side.BUY, "300")
                .limit(dec("10"))
                .strategy("momentum")
                .build());
        desk.mark();
        // The account is flat in BTC; the strategy is 20 short of it with 80 more to sell, and buys 3 000 of ETH.
        assertUse(desk, "strategy-gross-exposure", "momentum", "13000", "50000");
        assertUse(desk, "strategy-long-exposure", "momentum", "3000", "40000");
        assertUse(desk, "strategy-short-exposure", "momentum", "10000", "30000");
        assertUse(desk, "strategy-position", "momentum|BTC/USD", "10000", "20000");
        assertUse(desk, "strategy-short-position", "momentum|BTC/USD", "10000", "15000");
        assertUse(desk, "venue-short-exposure", "paper", "10000", "60000");
        assertUse(desk, "venue-long-position", "paper|ETH/USD", "0", "70000");
        assertUse(desk, "account-long-exposure", "main", "3000", "90000");
        assertUse(desk, "account-long-position", "main|BTC/USD", "0", "80000");
        assertUse(desk, "firm-gross-exposure", "firm", "11000", "300000");
        assertUse(desk, "firm-long-exposure", "firm", "3500", "100000");
        assertThat(use(desk, "strategy-long-exposure", "momentum").warning()).isEqualByComparingTo("32000");
        assertThat(desk.gate.status().limits()).extracting(LimitUse::scope).doesNotContain("other");
    }

    @Test
    void showsCyclesAndDriftOfEveryStrategyAndSymbolWithinTheirWindows() {
        Desk desk = new Desk(
                wide().margin(m -> m.accountKind(AccountKind.MARGIN))
                        .price(p -> p.maxDrift(dec("0.05")))
                        .repeat(r -> r.maxCycles(20))
                        .build(),
                "1000000");
        for (int i = 0; i < 3; i++) {
            OrderIntent order = desk.intent(BTC, Side.BUY, "1." + i)
                    .limit(dec("100").add(BigDecimal.valueOf(i)))
                    .strategy("momentum")
                    .build();
            desk.ask(order);
            desk.fill(order.clientOrderId(), "c" + i, BTC, Side.BUY, "0.1");
            desk.cancel(order);
        }
        desk.ask(desk.intent(BTC, Side.SELL, "1")
                .limit(dec("104"))
                .strategy("momentum")
                .build());
        desk.ask(desk.intent(ETH, Side.SELL, "1")
                .limit(dec("10"))
                .strategy("carry")
                .build());
        desk.mark();
        assertUse(desk, "repeated-execution", "momentum|BTC/USD", "3", "20");
        assertUse(desk, "price-drift", "momentum|BTC/USD", "0.02", "0.05");
        assertUse(desk, "price-drift", "carry|ETH/USD", "0", "0.05");
        desk.pass(60 * Desk.SECOND);
        desk.mark();
        desk.gate.onTime(desk.timeNs);
        assertThat(desk.gate.status().limits())
                .extracting(LimitUse::name)
                .contains("repeated-execution")
                .doesNotContain("price-drift");
        desk.pass(600 * Desk.SECOND);
        desk.gate.onTime(desk.timeNs);
        assertThat(desk.gate.status().limits()).extracting(LimitUse::name).doesNotContain("repeated-execution");
    }

    @Test
    void showsTheLargestGroupOfSymbolsThatMoveTogether() {
        RiskLimits limits = wide().margin(m -> m.accountKind(AccountKind.MARGIN))
                .correlation(c -> c.maxGroupShare(dec("0.15")))
                .build();
        Desk desk = new Desk(limits, "100000");
        desk.hold(BTC, "50");
        desk.mark();
        assertThat(desk.gate.status().limits())
                .as("one symbol is no group")
                .extracting(LimitUse::name)
                .doesNotContain("correlated-group");
        // Not known to move otherwise: what is long counts, and the short is no hedge for it.
        desk.hold(ETH, "300");
        desk.hold(Desk.PERPETUAL, "-20");
        desk.ask(desk.intent(BTC, Side.BUY, "10").limit(dec("100")).build());
        desk.mark();
        LimitUse use = desk.gate.status().limits().stream()
                .filter(one -> one.name().equals("correlated-group"))
                .findFirst()
                .orElseThrow();
        assertThat(use.used()).isEqualByComparingTo("9000");
        assertThat(use.limit()).isEqualByComparingTo("15000");
        RiskDecision decision =
                desk.ask(desk.intent(ETH, Side.BUY, "1").limit(dec("10")).build());
        assertThat(Desk.result(decision, "correlated-group").current()).isEqualByComparingTo(use.used());
    }

    @Test
    void showsValueAtRiskShortfallAndStressOnceTheyAreMeasured() {
        RiskLimits limits =
                wide().tail(t -> t.armed(true)).stress(s -> s.armed(true)).build();
        Desk desk = new Desk(limits, "100000");
        assertThat(desk.gate.status().limits()).extracting(LimitUse::name).doesNotContain("var-95-1d", "stress");
        double[] moves = new double[300];
        for (int i = 0; i < moves.length; i++) {
            moves[i] = (i % 7 - 3) * 0.01;
        }
        desk.returns(moves, moves);
        desk.hold(BTC, "100");
        desk.mark();
        RiskFigures figures = desk.work().orElseThrow();
        double largest = Math.max(
                figures.valueAtRisk("historical", 0.95, 1).orElse(0),
                figures.valueAtRisk("cornish-fisher", 0.95, 1).orElse(0));
        assertThat(largest).isPositive();
        LimitUse oneDay = use(desk, "var-95-1d", "portfolio");
        assertThat(oneDay.used()).isEqualByComparingTo(BigDecimal.valueOf(largest));
        assertThat(oneDay.limit()).isEqualByComparingTo("0.02");
        assertThat(use(desk, "es-99-1d", "portfolio").used()).isPositive();
        assertThat(use(desk, "var-99-5d", "portfolio").limit()).isEqualByComparingTo("0.05");
        double worst = figures.stress().stream()
                .filter(RiskFigures.StressFigure::limited)
                .mapToDouble(RiskFigures.StressFigure::lossRatio)
                .max()
                .orElseThrow();
        assertUse(desk, "stress", "portfolio", BigDecimal.valueOf(worst).toPlainString(), "0.1");
        assertThat(desk.gate.status().limits())
                .extracting(LimitUse::scope)
                .contains("BTC/USD")
                .doesNotContain(ETH.name());
    }

    private static Desk measured(VarSettings.Builder settings) {
        RiskLimits limits = wide().tail(t -> t.armed(true)).build();
        Desk desk = new Desk(limits, "100000");
        desk.gate = StandardGate.builder()
                .limits(limits)
                .valueAtRisk(settings.minimumPoints(limits.tail().minReturns()).build(), Duration.ofMinutes(1))
                .build();
        return desk;
    }

    /** What is shown is what an order of nothing would be held against. */
    private static RiskFigures showsWhatOrdersAreJudgedBy(Desk desk) {
        desk.hold(BTC, "100");
        desk.mark();
        RiskFigures figures = desk.work().orElseThrow();
        assertThat(figures.problem()).isEmpty();
        GateFigures judged = desk.gate.figures().withOrder(BTC, 0);
        double equity = desk.portfolio().equity().doubleValue();
        for (TailMetric metric : TailMetric.values()) {
            double used = use(desk, metric.check(), "portfolio").used().doubleValue();
            assertThat(used).as(metric.check()).isPositive().isCloseTo(metric.of(judged) / equity, within(1e-9));
        }
        return figures;
    }

    @Test
    void showsTheNormalTailOfHourlyReturnsThatOrdersAreJudgedBy() {
        Desk desk = measured(VarSettings.builder().shortHistory(true));
        desk.hours(BTC, 200, 100, 0.01, -0.012, 0.003, -0.001, 0.004);
        RiskFigures figures = showsWhatOrdersAreJudgedBy(desk);
        assertThat(figures.flags()).contains("short_history");
        assertThat(figures.valueAtRisk("historical", 0.99, 1)).isEmpty();
    }

    @Test
    void showsTheNormalTailThatStandsInForAShortHistory() {
        Desk desk = measured(VarSettings.builder());
        double[] flatTails = new double[100];
        double[] crash = new double[100];
        for (int i = 0; i < crash.length; i++) {
            flatTails[i] = i % 2 == 0 ? 0.02 : -0.02;
            crash[i] = i == 50 ? -0.5 : flatTails[i] / 4;
        }
        // Cornish–Fisher of flat tails is below the normal tail, which stands in for historical; of the crash it has
        // none
        desk.returns(flatTails, crash);
        RiskFigures figures = showsWhatOrdersAreJudgedBy(desk);
        double corrected = figures.valueAtRisk("cornish-fisher", 0.99, 1).orElse(0);
        assertThat(use(desk, "var-99-1d", "portfolio").used().doubleValue()).isGreaterThan(1.1 * corrected);
        Desk other = measured(VarSettings.builder());
        other.returns(crash, flatTails);
        assertThat(showsWhatOrdersAreJudgedBy(other).valueAtRisk("cornish-fisher", 0.99, 1))
                .isEmpty();
    }

    @Test
    void showsThePastWeighedAlikeWhereItsAgeCounts() {
        Desk desk = measured(VarSettings.builder().ageDecay(0.95));
        double[] moves = new double[300];
        for (int i = 0; i < moves.length; i++) {
            moves[i] = i > 60 && i < 120 && i % 10 == 0 ? -0.2 : (i % 7 - 3) * 0.01;
        }
        desk.returns(moves, moves);
        RiskFigures figures = showsWhatOrdersAreJudgedBy(desk);
        double aged = figures.valueAtRisk("historical", 0.99, 1).orElseThrow();
        assertThat(use(desk, "var-99-1d", "portfolio").used().doubleValue()).isGreaterThan(2 * aged);
    }

    @Test
    void showsNoUseOfTheTailWhileNothingIsHeld() {
        Desk desk = measured(VarSettings.builder());
        double[] moves = new double[300];
        for (int i = 0; i < moves.length; i++) {
            moves[i] = (i % 7 - 3) * 0.01;
        }
        desk.returns(moves, moves);
        desk.mark();
        assertThat(desk.work().orElseThrow().flags()).contains("flat");
        assertUse(desk, "es-99-1d", "portfolio", "0", "0.04");
    }
}
