package io.colin.risk.gate;

import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.ETH;
import static io.colin.risk.gate.Desk.SECOND;
import static io.colin.risk.gate.Desk.codes;
import static io.colin.risk.gate.Desk.dec;
import static io.colin.risk.gate.Desk.result;
import static io.colin.risk.gate.Desk.wide;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.colin.api.order.OrderIntent;
import io.colin.api.order.Side;
import io.colin.api.risk.CheckResult;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskDecision.Verdict;
import io.colin.api.risk.RiskFigures;
import io.colin.api.risk.RiskFigures.StressFigure;
import io.colin.risk.AccountKind;
import io.colin.risk.RiskLimits;
import io.colin.risk.RiskLimitsBuilder;
import io.colin.risk.TailLimits;
import io.colin.risk.stress.MarketMove;
import io.colin.risk.stress.MeasuredStress;
import io.colin.risk.stress.PositionImpact;
import io.colin.risk.stress.ReverseStress;
import io.colin.risk.stress.Scenario;
import io.colin.risk.stress.StressResult;
import io.colin.risk.stress.StressTest;
import io.colin.risk.var.GateFigures;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Value at risk, expected shortfall, stress and correlations before the order, as stories. */
class GateFiguresStoriesTest {
    private static final String MILLION = "1000000";
    private static final double[] CALM = {0.02, -0.021, 0.013, -0.015, 0.004, -0.006, 0.018};

    private static RiskLimitsBuilder armed() {
        return wide().margin(m -> m.accountKind(AccountKind.MARGIN))
                .tail(t -> t.armed(true))
                .stress(s -> s.armed(true).maxLoss(BigDecimal.ONE));
    }

    /** A desk with forty days of returns of BTC, its figures measured. */
    private static Desk measured(RiskLimits limits) {
        Desk desk = new Desk(limits, MILLION);
        desk.bars(BTC, 40, 90, CALM);
        desk.mark();
        assertThat(desk.work()).isPresent();
        desk.mark();
        return desk;
    }

    private static OrderIntent reducible(Desk desk, String quantity) {
        return desk.intent(BTC, Side.BUY, quantity)
                .limit(dec("100"))
                .reducible(true)
                .build();
    }

    @Test
    void givenArmedLimitsWithoutFiguresThenEverythingThatMayGrowIsRefused() {
        Desk desk = new Desk(armed().build(), MILLION);
        desk.hold(BTC, "5");
        RiskDecision decision = desk.ask(desk.buy("1"));
        assertThat(codes(decision)).containsExactly("STALE_RISK_DATA", "STALE_RISK_DATA");
        assertThat(result(decision, "risk-figures").detail()).contains("no risk figures yet");
        assertThat(result(decision, "stress-figures").detail()).contains("no stress figures yet");
        assertThat(desk.ask(desk.sell("5")).verdict()).as("a way out").isEqualTo(Verdict.APPROVED);
    }

    @Test
    void givenFiguresThenTheRunOfTheScenariosAndItsPortfolioAreThereForQuestionsOfOnesOwn() {
        Desk desk = new Desk(armed().build(), MILLION);
        assertThat(desk.gate.stress()).isEmpty();
        desk.bars(BTC, 40, 90, CALM);
        desk.hold(BTC, "3000");
        desk.hold(ETH, "5000");
        desk.mark();
        RiskFigures figures = desk.work().orElseThrow();
        MeasuredStress run = desk.gate.stress().orElseThrow();
        assertThat(run.asOfNs()).isEqualTo(figures.asOfNs());
        assertThat(run.portfolio().positions())
                .extracting(position -> position.symbol() + " " + position.value())
                .containsExactly("BTC/USD 300000.0", "ETH/USD 50000.0");
        assertThat(run.portfolio().marketVolatility())
                .as("what the returns tell")
                .isPresent();
        for (StressFigure figure : figures.stress()) {
            StressResult result = run.results().stream()
                    .filter(one -> one.scenario().name().equals(figure.scenario()))
                    .findFirst()
                    .orElseThrow();
            assertThat(figure.lossRatio())
                    .isEqualTo(result.loss() / run.portfolio().equity());
        }
        StressResult crisis = run.results().getFirst();
        assertThat(crisis.worst()).extracting(PositionImpact::symbol).containsExactly(BTC, ETH);
        assertThat(crisis.marginShortfall()).isZero();
        Scenario market = Scenario.custom("market").build();
        double limit = 0.1;
        double fall =
                ReverseStress.search(market, run.portfolio(), limit).fall().orElseThrow();
        assertThat(StressTest.run(market.toBuilder().market(MarketMove.of(fall)).build(), run.portfolio())
                        .loss())
                .isCloseTo(limit * run.portfolio().equity(), offset(0.01));

        desk.hold(BTC, "1");
        assertThat(desk.gate.stress()).as("as measured, until the next run").contains(run);
    }

    @Test
    void givenFiguresThenAPlainOrderPassesAndEveryCheckShowsItsNumbers() {
        Desk desk = measured(armed().build());
        RiskDecision decision = desk.ask(desk.buy("10"));
        assertThat(decision.verdict()).isEqualTo(Verdict.APPROVED);
        for (String check : List.of("var-95-1d", "var-99-1d", "var-95-5d", "var-99-5d", "es-99-1d", "stress")) {
            CheckResult row = result(decision, check);
            assertThat(row.current()).as(check).isZero();
            assertThat(row.projected()).as(check).isPositive().isLessThan(row.limit());
        }
        assertThat(result(decision, "var-95-1d").limit()).isEqualByComparingTo("20000");
        assertThat(result(decision, "es-99-1d").limit()).isEqualByComparingTo("40000");
    }

    @ParameterizedTest(name = "{0} binds to the lot")
    @ValueSource(strings = {"var-95-1d", "var-99-1d", "var-95-5d", "var-99-5d", "es-99-1d", "stress"})
    void givenOneTightLimitThenTheLargestSizeIsFoundToTheLot(String check) {
        RiskLimits limits = armed().tail(t -> tight(t, check))
                .stress(s -> s.maxLoss(check.equals("stress") ? dec("0.001") : BigDecimal.ONE))
                .build();
        Desk desk = measured(limits);
        RiskDecision asked = desk.ask(desk.buy("5000"));
        assertThat(asked.verdict()).isEqualTo(Verdict.REJECTED);
        String code = check.startsWith("var") ? "VAR_LIMIT" : check.startsWith("es") ? "ES_LIMIT" : "STRESS_LIMIT";
        assertThat(codes(asked)).contains(code);
        BigDecimal largest = result(asked, check).largestPassing();
        assertThat(largest).isPositive().isLessThan(dec("5000"));
        assertThat(result(desk.ask(desk.buy(largest.add(dec("0.001")).toPlainString())), check)
                        .outcome())
                .isEqualTo(CheckResult.CheckOutcome.FAILED);
        RiskDecision passing = desk.ask(desk.buy(largest.toPlainString()));
        assertThat(result(passing, check).outcome()).isEqualTo(CheckResult.CheckOutcome.WARNED);
        assertThat(passing.verdict()).isEqualTo(Verdict.APPROVED);
    }

    /** The tested limit is reached first: the others keep the order they must have. */
    private static TailLimits.Builder tight(TailLimits.Builder limits, String check) {
        BigDecimal low = dec("0.00001");
        limits.maxVar95OneDay(BigDecimal.ONE)
                .maxVar99OneDay(BigDecimal.ONE)
                .maxVar95FiveDays(BigDecimal.ONE)
                .maxVar99FiveDays(BigDecimal.ONE)
                .maxEs99OneDay(BigDecimal.ONE);
        return switch (check) {
            case "var-95-1d" -> limits.maxVar95OneDay(low);
            case "var-99-1d" -> limits.maxVar95OneDay(low).maxVar99OneDay(low);
            case "var-95-5d" -> limits.maxVar95OneDay(low).maxVar95FiveDays(low);
            case "var-99-5d" ->
                limits.maxVar95OneDay(low)
                        .maxVar99OneDay(low)
                        .maxVar95FiveDays(low)
                        .maxVar99FiveDays(low);
            case "es-99-1d" -> limits.maxVar95OneDay(low).maxVar99OneDay(low).maxEs99OneDay(low);
            default -> limits;
        };
    }

    @Test
    void aReducibleOrderShrinksToWhatValueAtRiskAllows() {
        Desk desk = measured(armed().tail(t -> t.maxVar95OneDay(dec("0.0001"))).build());
        RiskDecision decision = desk.ask(reducible(desk, "5000"));
        assertThat(decision.verdict()).isEqualTo(Verdict.REDUCED);
        assertThat(codes(decision)).contains("VAR_LIMIT");
        assertThat(decision.allowedQuantity())
                .isEqualByComparingTo(result(decision, "var-95-1d").largestPassing());
        assertThat(codes(desk.ask(desk.buy("1")))).as("reserved at once").contains("VAR_LIMIT");
    }

    @Test
    void theFiguresBeforeTheGateAreThoseOfTheDesk() {
        Desk desk = measured(armed().build());
        RiskDecision decision = desk.ask(desk.buy("10"));
        GateFigures held = desk.gate.figures().withOrder(BTC, 1000);
        assertThat(result(decision, "var-99-1d").projected().doubleValue())
                .isCloseTo(held.valueAtRisk(0.99, 1), offset(1e-6));
        assertThat(result(decision, "es-99-1d").projected().doubleValue())
                .isCloseTo(held.expectedShortfall(), offset(1e-6));
    }

    @Test
    void givenFiguresOlderThanAQuarterOfAnHourThenTheyAreRefusedAsStale() {
        Desk desk = measured(armed().build());
        desk.pass(Duration.ofMinutes(15).toNanos() - SECOND);
        assertThat(desk.ask(desk.buy("1")).verdict()).as("at the limit").isEqualTo(Verdict.APPROVED);
        desk.pass(1);
        assertThat(codes(desk.ask(desk.buy("2")))).containsExactly("STALE_RISK_DATA", "STALE_RISK_DATA");
        assertThat(desk.work()).isPresent();
        assertThat(desk.ask(desk.buy("2")).verdict()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void aSymbolWithoutReturnsIsRefusedWithTheReason() {
        Desk desk = measured(armed().build());
        RiskDecision decision = desk.ask(desk.intent(ETH, Side.BUY, "1").build());
        assertThat(codes(decision)).contains("STALE_RISK_DATA");
        assertThat(result(decision, "risk-figures").detail()).contains("ETH/USD");
    }

    @Test
    void tooShortAHistoryRefusesUnlessTheDemonstrationAllowsHours() {
        Desk daily = new Desk(armed().build(), MILLION);
        daily.bars(BTC, 20, 90, CALM);
        daily.mark();
        daily.work();
        assertThat(codes(daily.ask(daily.buy("1")))).contains("STALE_RISK_DATA");

        Desk hourly =
                new Desk(armed().tail(t -> t.hourlyReturns(true).minReturns(48)).build(), MILLION);
        hourly.hours(BTC, 60, 100, CALM);
        hourly.mark();
        RiskFigures flagged = hourly.work().orElseThrow();
        assertThat(flagged.flags()).anyMatch(flag -> flag.startsWith("short_history"));
        assertThat(hourly.ask(hourly.buy("1")).verdict()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void givenCorrelationsThenOnlySymbolsThatMoveTogetherAreAGroup() {
        Desk desk =
                new Desk(armed().correlation(c -> c.maxGroupShare(dec("0.01"))).build(), MILLION);
        desk.bars(BTC, 60, 90, CALM);
        desk.bars(ETH, 60, 9, 0.01, 0.02, -0.02, -0.01, 0.015);
        desk.mark();
        desk.work();
        desk.mark();
        assertThat(desk.ask(desk.buy("60")).verdict()).isEqualTo(Verdict.APPROVED);
        RiskDecision apart =
                desk.ask(desk.intent(ETH, Side.BUY, "900").limit(dec("10")).build());
        assertThat(apart.verdict()).as("little correlation").isEqualTo(Verdict.APPROVED);

        Desk together =
                new Desk(armed().correlation(c -> c.maxGroupShare(dec("0.01"))).build(), MILLION);
        together.bars(BTC, 60, 90, CALM);
        together.bars(ETH, 60, 9, CALM);
        together.mark();
        together.work();
        together.mark();
        assertThat(together.ask(together.buy("60")).verdict()).isEqualTo(Verdict.APPROVED);
        assertThat(codes(together.ask(together.intent(ETH, Side.BUY, "400.01")
                        .limit(dec("10"))
                        .build())))
                .containsExactly("CORRELATION_LIMIT");
        together.pass(Duration.ofMinutes(61).toNanos());
        assertThat(codes(together.ask(
                        together.intent(ETH, Side.BUY, "10").limit(dec("10")).build())))
                .as("correlations of an hour ago")
                .containsOnly("STALE_RISK_DATA");
    }

    @Test
    void aShortGainsWhereALongLosesAndAHedgePasses() {
        Desk desk = measured(armed().stress(s -> s.maxLoss(dec("0.001"))).build());
        RiskDecision buy = desk.ask(reducible(desk, "5000"));
        assertThat(buy.verdict()).isEqualTo(Verdict.REDUCED);
        RiskDecision sale =
                desk.ask(desk.intent(BTC, Side.SELL, "10").limit(dec("101")).build());
        assertThat(result(sale, "stress").projected())
                .as("the worst case stays the long")
                .isEqualByComparingTo(result(sale, "stress").current());
        assertThat(sale.verdict()).isEqualTo(Verdict.APPROVED);
    }
}
