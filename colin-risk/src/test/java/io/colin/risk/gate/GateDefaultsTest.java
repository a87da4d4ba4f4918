package io.colin.risk.gate;

import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.DAY;
import static io.colin.risk.gate.Desk.ETH;
import static io.colin.risk.gate.Desk.SECOND;
import static io.colin.risk.gate.Desk.codes;
import static io.colin.risk.gate.Desk.dec;
import static io.colin.risk.gate.Desk.level;
import static io.colin.risk.gate.Desk.result;
import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.risk.CheckResult;
import io.colin.api.risk.CheckResult.CheckOutcome;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskDecision.Verdict;
import io.colin.api.risk.RiskRequest;
import io.colin.api.signal.Direction;
import io.colin.api.signal.Probabilities;
import io.colin.api.signal.Signal;
import io.colin.risk.AccountKind;
import io.colin.risk.RiskLimits;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The defaults as they stand: nothing of them refuses a plain order, one venue, one symbol and forty days of history. */
class GateDefaultsTest {
    private static final String ALERTED_ONLY = "rate.cancelsPerMinute";

    private static final double[] RETURNS = {0.02, -0.021, 0.013, -0.015, 0.004, -0.006, 0.018};
    /** Hardly correlated with the former, of another length. */
    private static final double[] OTHERS = {0.01, 0.02, -0.02, -0.01, 0.015};

    /** Every check that judges a plain order. */
    static Stream<String> checks() {
        return Stream.of(
                "trading-state",
                "kill-switch",
                "lock",
                "strategy-stop",
                "recovered-orders",
                "permission",
                "restricted-symbol",
                "terms",
                "precision",
                "venue-minimum",
                "order-quantity",
                "order-value",
                "duplicate",
                "strategy-order-rate",
                "order-rate",
                "trades-per-day",
                "symbol-trades-per-day",
                "symbol-value-per-day",
                "repeated-execution",
                "price-age",
                "price-collar",
                "price-drift",
                "self-trade",
                "free-balance",
                "account",
                "order-share",
                "position",
                "symbol-concentration",
                "sector-concentration",
                "gross-exposure",
                "leverage",
                "correlated-group",
                "risk-figures",
                "var-95-1d",
                "var-99-1d",
                "var-95-5d",
                "var-99-5d",
                "es-99-1d",
                "stress-figures",
                "stress",
                "drawdown",
                "daily-loss",
                "compliance");
    }

    /** How a plain order comes to be asked, so that a check has something to judge. */
    private enum Asked {
        ALONE,
        BESIDE_ANOTHER_SYMBOL,
        ON_MARGIN,
        AT_A_VENUE,
        OF_A_SIGNAL,
        AS_AN_AMEND;

        private RiskDecision decision() {
            RiskLimits limits = this == ON_MARGIN
                    ? RiskLimits.builder()
                            .margin(m -> m.accountKind(AccountKind.MARGIN))
                            .build()
                    : RiskLimits.builder().build();
            Desk desk = desk(limits);
            return switch (this) {
                case ALONE, ON_MARGIN -> desk.ask(desk.buy("100"));
                case BESIDE_ANOTHER_SYMBOL -> {
                    desk.hold(ETH, "1000");
                    yield desk.ask(desk.buy("100"));
                }
                case AT_A_VENUE -> {
                    desk.showBook(BTC, List.of(level("99.99", "500")), List.of(level("100.01", "500")));
                    yield desk.ask(desk.intent(BTC, Side.BUY, "100")
                            .limit(dec("100"))
                            .venue("paper")
                            .build());
                }
                case OF_A_SIGNAL -> desk.ask(desk.buy("100"), signal(desk));
                case AS_AN_AMEND -> amended(desk);
            };
        }
    }

    /** The check that judges by each setting, and how it is asked; a setting without an entry fails. */
    private static Map<String, Judged> judged() {
        Map<String, Judged> judged = new TreeMap<>();
        for (String name :
                List.of("maxOrderToTrade", "minMessages", "orderToTradeWindow", "warnOrderToTrade", "regime")) {
            judged.put("compliance." + name, Judged.alone("compliance"));
        }
        for (String name : List.of("maxGroupShare", "threshold", "warnPair")) {
            judged.put("correlation." + name, new Judged("correlated-group", Asked.BESIDE_ANOTHER_SYMBOL));
        }
        judged.put("data.maxCorrelationAge", new Judged("correlated-group", Asked.BESIDE_ANOTHER_SYMBOL));
        judged.put("data.maxModelAge", new Judged("signal", Asked.OF_A_SIGNAL));
        judged.put("data.minConfidence", new Judged("signal", Asked.OF_A_SIGNAL));
        judged.put("data.maxQuoteAge", Judged.alone("price-age"));
        judged.put("data.maxStaleShare", new Judged("account", Asked.BESIDE_ANOTHER_SYMBOL));
        judged.put("data.maxMarkAge", new Judged("account", Asked.BESIDE_ANOTHER_SYMBOL));
        judged.put("data.maxRiskAge", Judged.alone("risk-figures"));
        for (String name : List.of("warning", "reduce", "hard", "halt", "kill", "patience")) {
            judged.put("drawdown." + name, Judged.alone("drawdown"));
        }
        judged.put("loss.maxDaily", Judged.alone("daily-loss"));
        judged.put("margin.accountKind", Judged.alone("free-balance"));
        judged.put("margin.feeCushion", Judged.alone("free-balance"));
        judged.put("margin.initialRate", new Judged("margin", Asked.ON_MARGIN));
        judged.put("margin.minFree", new Judged("margin", Asked.ON_MARGIN));
        judged.put("permissions.others", Judged.alone("permission"));
        judged.put("price.maxVenueDivergence", new Judged("venue-price", Asked.AT_A_VENUE));
        judged.put("position.warnVenueShare", new Judged("venue-concentration", Asked.AT_A_VENUE));
        judged.put("rate.amendsPerMinute", new Judged("amend-rate", Asked.AS_AN_AMEND));
        judged.put("warnFrom", Judged.alone("gross-exposure"));
        CHECK_OF.forEach((setting, check) -> judged.put(setting, Judged.alone(check)));
        return judged;
    }

    private static final Map<String, String> CHECK_OF = Map.ofEntries(
            Map.entry("order.duplicateWindow", "duplicate"),
            Map.entry("order.maxShare", "order-share"),
            Map.entry("order.maxValue", "order-value"),
            Map.entry("order.minValue", "order-value"),
            Map.entry("order.selfMatch", "self-trade"),
            Map.entry("order.quantityCapsRequired", "order-quantity"),
            Map.entry("position.maxGrossShare", "gross-exposure"),
            Map.entry("position.maxLeverage", "leverage"),
            Map.entry("position.maxSectorShare", "sector-concentration"),
            Map.entry("position.maxSymbolShare", "symbol-concentration"),
            Map.entry("position.maxValue", "position"),
            Map.entry("price.collar", "price-collar"),
            Map.entry("price.driftWindow", "price-drift"),
            Map.entry("price.maxDrift", "price-drift"),
            Map.entry("rate.ordersPerSecond", "order-rate"),
            Map.entry("rate.ordersPerSecondPerStrategy", "strategy-order-rate"),
            Map.entry("rate.tradesPerDay", "trades-per-day"),
            Map.entry("rate.tradesPerSymbolPerDay", "symbol-trades-per-day"),
            Map.entry("rate.valuePerSymbolPerDay", "symbol-value-per-day"),
            Map.entry("repeat.maxCycles", "repeated-execution"),
            Map.entry("repeat.window", "repeated-execution"),
            Map.entry("stress.armed", "stress-figures"),
            Map.entry("stress.maxLoss", "stress"),
            Map.entry("tail.armed", "risk-figures"),
            Map.entry("tail.hourlyReturns", "risk-figures"),
            Map.entry("tail.minReturns", "risk-figures"),
            Map.entry("tail.maxEs99OneDay", "es-99-1d"),
            Map.entry("tail.maxVar95OneDay", "var-95-1d"),
            Map.entry("tail.maxVar99OneDay", "var-99-1d"),
            Map.entry("tail.maxVar95FiveDays", "var-95-5d"),
            Map.entry("tail.maxVar99FiveDays", "var-99-5d"));

    /** Which check judges, asked how. */
    private record Judged(String check, Asked asked) {
        private static Judged alone(String check) {
            return new Judged(check, Asked.ALONE);
        }
    }

    /** One venue, one symbol and forty days of history. */
    private static Desk desk() {
        return measured(RiskLimits.builder().build(), List.of("paper"));
    }

    private static Desk desk(RiskLimits limits) {
        return measured(limits, List.of("paper", "other"));
    }

    private static Desk measured(RiskLimits limits, List<String> venues) {
        Desk desk = new Desk(limits, "1000000");
        desk.gate = StandardGate.builder()
                .limits(limits)
                .venues(venues)
                .modelCutOff(signal -> OptionalLong.of(signal.dataAsOfNs() - DAY))
                .build();
        desk.bars(BTC, 40, 90, RETURNS);
        if (venues.size() > 1) {
            desk.bars(ETH, 40, 9, OTHERS);
        }
        desk.mark();
        desk.work();
        desk.mark();
        return desk;
    }

    private static Signal signal(Desk desk) {
        return Signal.of(BTC, "model", desk.timeNs)
                .probabilities(new Probabilities(0.7, 0.3, 0))
                .directed(Direction.LONG, 1)
                .expected(0.01, 0.005)
                .band(0.01, dec("100"))
                .horizonNs(60 * SECOND)
                .build()
                .identified("s1", desk.timeNs, "s1");
    }

    private static RiskDecision amended(Desk desk) {
        OrderIntent first = desk.buy("100");
        assertThat(desk.ask(first).verdict()).isEqualTo(Verdict.APPROVED);
        ParentOrder parent = Desk.with(desk.parent(first), OrderStatus.ACCEPTED, "0");
        desk.gate.onParent(parent);
        return desk.ask(new RiskRequest.Amend(parent, dec("150"), first.type(), "engine"));
    }

    /** Every limit of an order: cancels are told of and never judged. */
    static Stream<String> settings() {
        return RiskLimits.builder().build().values().keySet().stream().filter(name -> !name.equals(ALERTED_ONLY));
    }

    @ParameterizedTest(name = "a plain order passes under the default of {0}")
    @MethodSource("settings")
    void aPlainOrderIsJudgedUnderEverySettingAndPasses(String setting) {
        @Nullable Judged judged = judged().get(setting);
        assertThat(judged).as("a plain order under %s", setting).isNotNull();
        if (judged != null) {
            RiskDecision decision = judged.asked().decision();
            assertThat(decision.verdict()).as("%s", decision.reasons()).isEqualTo(Verdict.APPROVED);
            assertThat(decision.warnings()).isEmpty();
            assertThat(result(decision, judged.check()).outcome()).isEqualTo(CheckOutcome.PASSED);
        }
    }

    @Test
    void noSettingIsJudgedThatIsNone() {
        assertThat(judged().keySet())
                .containsExactlyInAnyOrderElementsOf(settings().toList());
    }

    @ParameterizedTest(name = "{0} judges a plain order under its default and passes it")
    @MethodSource("checks")
    void aPlainOrderPassesUnderEveryDefault(String check) {
        Desk desk = desk();
        RiskDecision decision = desk.ask(desk.buy("100"));
        assertThat(decision.verdict()).as("%s", decision.reasons()).isEqualTo(Verdict.APPROVED);
        assertThat(result(decision, check).outcome()).isEqualTo(CheckOutcome.PASSED);
    }

    @Test
    void aPlainOrderIsJudgedByNoOtherChecks() {
        Desk desk = desk();
        assertThat(desk.ask(desk.buy("100")).checks())
                .extracting(CheckResult::check)
                .containsExactlyInAnyOrderElementsOf(checks().toList());
    }

    @Test
    void ordersGoOnUntilTheFirstDefaultIsReached() {
        Desk desk = desk();
        int passed = 0;
        while (true) {
            OrderIntent order = desk.intent(BTC, Side.BUY, "190")
                    .limit(dec(String.format(Locale.ROOT, "%.2f", 100 - passed * 0.01)))
                    .build();
            RiskDecision decision = desk.ask(order);
            if (!decision.passes()) {
                assertThat(codes(decision)).contains("POSITION_LIMIT");
                break;
            }
            passed++;
            desk.pass(Desk.SECOND);
        }
        assertThat(passed)
                .as("five orders of 19 000 fit into a position of 100 000")
                .isEqualTo(5);
    }

    @Test
    void anOrderOfTwoPercentOfEquityPassesAndOneLotMoreDoesNot() {
        Desk desk = desk();
        assertThat(codes(desk.ask(desk.buy("200.001")))).containsExactly("COMPLIANCE");
        assertThat(desk.ask(desk.buy("200")).verdict()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void theDemonstrationJudgesOldPricesAndHoursOfHistory() {
        Desk desk = new Desk(RiskLimits.demonstration().build(), "1000000");
        desk.hours(BTC, 60, 100, RETURNS);
        desk.mark();
        desk.work();
        desk.timeNs += 58 * Desk.SECOND;
        assertThat(desk.ask(desk.buy("100")).verdict()).isEqualTo(Verdict.APPROVED);
    }
}
