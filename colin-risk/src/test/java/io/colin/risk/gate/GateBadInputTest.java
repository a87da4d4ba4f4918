package io.colin.risk.gate;

import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.ETH;
import static io.colin.risk.gate.Desk.codes;
import static io.colin.risk.gate.Desk.dec;
import static io.colin.risk.gate.Desk.result;
import static io.colin.risk.gate.Desk.wide;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.colin.api.instrument.Instrument;
import io.colin.api.market.Aggressor;
import io.colin.api.market.Quote;
import io.colin.api.market.Trade;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderType;
import io.colin.api.order.Side;
import io.colin.api.portfolio.PortfolioBook;
import io.colin.api.risk.CheckResult;
import io.colin.api.risk.CheckResult.CheckOutcome;
import io.colin.api.risk.RiskContext;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskDecision.Verdict;
import io.colin.api.risk.RiskFigures;
import io.colin.api.risk.RiskRequest;
import io.colin.api.signal.Direction;
import io.colin.api.signal.Probabilities;
import io.colin.api.signal.Signal;
import io.colin.risk.AccountKind;
import io.colin.risk.RiskLimits;
import io.colin.risk.RiskLimitsBuilder;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Input that is wrong is refused with a reason, and no number that looks right comes of it. */
class GateBadInputTest {
    private static final String MILLION = "1000000";

    private static RiskLimitsBuilder armed() {
        return wide().margin(m -> m.accountKind(AccountKind.MARGIN))
                .tail(t -> t.armed(true))
                .stress(s -> s.armed(true).maxLoss(BigDecimal.ONE));
    }

    private static Desk measured(double[] btc, double[] eth) {
        Desk desk = new Desk(armed().build(), MILLION);
        desk.returns(btc, eth);
        desk.mark();
        desk.work();
        desk.mark();
        return desk;
    }

    private static Desk measured() {
        double[][] walk = PlainFigures.walk(new Random(5), 100, 0.3);
        return measured(walk[0], walk[1]);
    }

    @ParameterizedTest(name = "{0} units")
    @ValueSource(
            strings = {
                "9223372036854775807",
                "9223372036854775808",
                "1000000000000000000000000000000",
                "1e60",
                "1e200",
                "1e300"
            })
    void aQuantityBeyondEveryNumberOfTheMachineIsValuedExactlyAndRefused(String quantity) {
        Desk desk = measured();
        RiskDecision decision = desk.ask(desk.buy(quantity));
        assertThat(decision.verdict()).isEqualTo(Verdict.REJECTED);
        assertThat(codes(decision))
                .contains(
                        "QUANTITY_EXCEEDS_MAXIMUM",
                        "NOTIONAL_EXCEEDS_MAXIMUM",
                        "COMPLIANCE",
                        "POSITION_LIMIT",
                        "EXPOSURE_LIMIT",
                        "LEVERAGE_LIMIT",
                        "MARGIN_EXCEEDS_FREE_BALANCE")
                .doesNotContain("GATE_ERROR");
        BigDecimal value = dec(quantity).multiply(dec("100"));
        for (String check : List.of("order-value", "order-share", "position", "gross-exposure", "leverage", "margin")) {
            assertThat(result(decision, check).projected()).as(check).isEqualByComparingTo(value);
            assertThat(result(decision, check).outcome()).as(check).isEqualTo(CheckOutcome.FAILED);
        }
        assertThat(decision.riskScore()).isEqualTo(100);
        assertThat(result(decision, "margin").largestPassing()).isEqualByComparingTo("7500");
        assertNoFigureLooksRight(decision);
    }

    /** Figures either say that they do not know or are beyond their limits. */
    private static void assertNoFigureLooksRight(RiskDecision decision) {
        List<CheckResult> figures = decision.checks().stream()
                .filter(row -> row.check().matches("(var|es|stress|risk)-?.*"))
                .toList();
        assertThat(figures).isNotEmpty();
        assertThat(figures)
                .filteredOn(row -> row.check().equals("stress"))
                .allSatisfy(row -> assertThat(row.outcome()).isEqualTo(CheckOutcome.FAILED));
        assertThat(figures)
                .filteredOn(row -> row.check().startsWith("var") || row.check().startsWith("es"))
                .allSatisfy(row -> assertThat(row.outcome()).isEqualTo(CheckOutcome.FAILED));
    }

    @Test
    void aQuantityNoFigureCanHoldIsRefusedAndTheNextOrderIsJudged() {
        Desk desk = measured();
        RiskDecision decision = desk.ask(desk.buy("1e400"));
        assertThat(decision.verdict()).isEqualTo(Verdict.REJECTED);
        assertThat(decision.riskScore()).isEqualTo(100);
        assertThat(decision.allowedQuantity()).isZero();
        RiskDecision next = desk.ask(desk.buy("1"));
        assertThat(next.verdict()).isEqualTo(Verdict.APPROVED);
        assertThat(result(next, "position").current()).isZero();
    }

    @Test
    void pricesAndQuantitiesOfThirtyPlacesAreJudgedExactly() {
        Desk desk = new Desk(
                wide().order(o -> o.minValue(dec("100")).maxValue(dec("100")).quantityCaps(Map.of(BTC, dec("1e40"))))
                        .build(),
                MILLION);
        desk.instruments.put(
                BTC, Instrument.spot("BTC/USD").tickSize("1e-32").lotSize("1").build());
        desk.quotes.put(BTC, new Quote(BTC, desk.timeNs, dec("1e-30"), BigDecimal.ONE, dec("1e-30"), BigDecimal.ONE));
        OrderIntent exactly =
                desk.intent(BTC, Side.BUY, "1e32").limit(dec("1e-30")).build();
        OrderIntent more = exactly.withQuantity(dec("1e32").add(BigDecimal.ONE));
        OrderIntent less = exactly.withQuantity(dec("1e32").subtract(BigDecimal.ONE));
        assertThat(codes(desk.ask(more))).containsExactly("NOTIONAL_EXCEEDS_MAXIMUM");
        assertThat(codes(desk.ask(less))).containsExactly("NOTIONAL_BELOW_MINIMUM");
        assertThat(desk.ask(exactly).verdict()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void aDustOfAQuantityIsBelowEveryMinimum() {
        Desk desk = new Desk(wide().order(o -> o.minValue(dec("100"))).build(), MILLION);
        RiskDecision decision = desk.ask(desk.buy("1e-30"));
        assertThat(codes(decision))
                .containsExactlyInAnyOrder("QUANTITY_PRECISION", "QUANTITY_BELOW_MINIMUM", "NOTIONAL_BELOW_MINIMUM");
        assertThat(result(decision, "order-value").projected()).isEqualByComparingTo("1e-28");
    }

    @ParameterizedTest(name = "a price of {0}")
    @ValueSource(strings = {"0", "-1", "-1e-30"})
    void noPriceIsZeroOrLess(String price) {
        BigDecimal wrong = dec(price);
        assertThatThrownBy(() -> new Quote(BTC, 0, wrong, BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bid");
        assertThatThrownBy(() -> new Quote(BTC, 0, BigDecimal.ONE, BigDecimal.ONE, wrong, BigDecimal.ONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ask");
        assertThatThrownBy(() -> new Trade(BTC, 0, wrong, BigDecimal.ONE, Aggressor.UNKNOWN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("price");
        assertThatThrownBy(() -> new OrderType.Limit(wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("price");
        assertThatThrownBy(() -> Desk.level(price, "1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("price");
    }

    @Test
    void aQuoteWhoseTimeWasNeverSetIsOldNotNew() {
        Desk desk = new Desk(wide().build(), MILLION);
        for (long timeNs : new long[] {Long.MIN_VALUE, Long.MIN_VALUE + 1, desk.timeNs - Long.MAX_VALUE - 1, 0}) {
            desk.quotes.put(BTC, new Quote(BTC, timeNs, dec("99"), BigDecimal.ONE, dec("101"), BigDecimal.ONE));
            RiskDecision decision = desk.ask(desk.buy("1"));
            assertThat(codes(decision)).as("%s", timeNs).containsExactly("STALE_MARKET_DATA");
            assertThat(result(decision, "price-age").projected())
                    .as("%s", timeNs)
                    .isPositive();
            OrderIntent other = desk.buy("1");
            RiskRequest request = new RiskRequest.Parent(other.clientOrderId(), other, "engine", Optional.empty());
            assertThat(desk.gate.admit(request, new RiskContext(desk, desk.portfolio())))
                    .as("%s at a glance", timeNs)
                    .isFalse();
        }
    }

    @Test
    void aModelWhoseCutOffWasNeverSetIsOldNotNew() {
        Desk desk = new Desk(wide().build(), MILLION);
        desk.gate = StandardGate.builder()
                .limits(desk.limits)
                .modelCutOff(signal -> OptionalLong.of(Long.MIN_VALUE))
                .build();
        Signal signal = Signal.of(BTC, "model", desk.timeNs)
                .probabilities(new Probabilities(0.9, 0.1, 0))
                .directed(Direction.LONG, 1)
                .expected(0.01, 0.005)
                .band(0.01, dec("100"))
                .horizonNs(60 * Desk.SECOND)
                .build()
                .identified("s1", desk.timeNs, "s1");
        assertThat(codes(desk.ask(desk.buy("1"), signal))).containsExactly("STALE_MODEL");
    }

    @Test
    void aLockedQuoteIsAPriceAndACrossedOneIsNone() {
        Desk desk = new Desk(wide().build(), MILLION);
        desk.quotes.put(BTC, new Quote(BTC, desk.timeNs, dec("100"), BigDecimal.ONE, dec("100"), BigDecimal.ONE));
        assertThat(desk.ask(desk.buy("1")).verdict()).isEqualTo(Verdict.APPROVED);
        desk.quotes.put(BTC, new Quote(BTC, desk.timeNs, dec("100.01"), BigDecimal.ONE, dec("100"), BigDecimal.ONE));
        assertThat(codes(desk.ask(desk.buy("2")))).containsExactly("STALE_MARKET_DATA");
    }

    @Test
    void negativeEquityLeavesRoomForNothingButTheWayOut() {
        Desk desk = new Desk(
                wide().margin(m -> m.accountKind(AccountKind.MARGIN))
                        .loss(l -> l.maxDaily(dec("0.9")))
                        .build(),
                "1000");
        desk.hold(BTC, "100");
        desk.price(BTC, "80");
        desk.price(ETH, "10");
        assertThat(desk.portfolio().equity()).isEqualByComparingTo("-1000");
        RiskDecision decision =
                desk.ask(desk.intent(BTC, Side.BUY, "1").limit(dec("80")).build());
        assertThat(codes(decision))
                .contains("COMPLIANCE", "CONCENTRATION_LIMIT", "EXPOSURE_LIMIT", "LEVERAGE_LIMIT")
                .doesNotContain("GATE_ERROR");
        for (String check : List.of("order-share", "gross-exposure", "leverage", "margin")) {
            assertThat(result(decision, check).limit()).as(check).isZero();
            assertThat(result(decision, check).largestPassing()).as(check).isZero();
        }
        assertThat(decision.riskScore()).isEqualTo(100);
        OrderIntent out = desk.intent(BTC, Side.SELL, "100").limit(dec("80")).build();
        assertThat(desk.ask(out).verdict()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void anEmptyAccountHasNoFiguresAndMayNotGrow() {
        Desk desk = new Desk(armed().build(), MILLION);
        double[][] walk = PlainFigures.walk(new Random(5), 100, 0.3);
        desk.returns(walk[0], walk[1]);
        desk.account = PortfolioBook.of("main", "USD", BigDecimal.ZERO, desk.instruments.values());
        desk.mark();
        RiskFigures figures = desk.work().orElseThrow();
        assertThat(figures.problem()).contains("equity must be above 0");
        assertThat(figures.values()).isEmpty();
        RiskDecision decision = desk.ask(desk.buy("1"));
        assertThat(codes(decision)).contains("STALE_RISK_DATA", "EXPOSURE_LIMIT");
        assertThat(result(decision, "risk-figures").outcome()).isEqualTo(CheckOutcome.FAILED);
    }

    @Test
    void aPastOfGainsOnlySaysNothingOfALongAndMeasuresAShort() {
        double[] gains = new double[100];
        Arrays.setAll(gains, t -> 0.001 + 0.0001 * (t % 7));
        Desk desk = measured(gains, gains);
        RiskDecision bought = desk.ask(desk.buy("1"));
        assertThat(codes(bought)).containsExactly("STALE_RISK_DATA");
        assertThat(result(bought, "risk-figures").detail()).contains("no point of the past holds a loss");
        RiskDecision sold = desk.ask(desk.sell("1"));
        assertThat(sold.verdict()).as("%s", sold.reasons()).isEqualTo(Verdict.APPROVED);
        assertThat(result(sold, "var-95-1d").projected()).isPositive();
    }

    @ParameterizedTest(name = "a return of {0}")
    @ValueSource(doubles = {1e200, -1e200, 800})
    void aReturnThatOverflowsEveryFigureLeavesNone(double value) {
        double[][] walk = PlainFigures.walk(new Random(5), 100, 0.3);
        walk[0][50] = value;
        Desk desk = measured(walk[0], walk[1]);
        RiskDecision decision = desk.ask(desk.buy("1"));
        assertThat(decision.verdict()).isEqualTo(Verdict.REJECTED);
        assertThat(codes(decision)).contains("STALE_RISK_DATA").containsOnly("STALE_RISK_DATA");
        assertThat(result(decision, "risk-figures").outcome()).isEqualTo(CheckOutcome.FAILED);
        assertThat(result(decision, "risk-figures").detail()).isNotEmpty();
    }

    @Test
    void twinsWhoseCovarianceIsSingularAreMeasured() {
        double[][] walk = PlainFigures.walk(new Random(5), 100, 1);
        Desk desk = measured(walk[0], walk[0].clone());
        desk.hold(ETH, "-100");
        desk.mark();
        RiskDecision decision = desk.ask(desk.buy("20"));
        assertThat(decision.verdict()).as("%s", decision.reasons()).isEqualTo(Verdict.APPROVED);
        CheckResult row = result(decision, "var-95-1d");
        assertThat(row.current()).as("a short of 1 000").isPositive();
        assertThat(row.projected())
                .as("as much again on the other side")
                .isCloseTo(row.current(), withinPercentage(60));
    }

    @Test
    void aSymbolWithoutReturnsDoesNotSilenceTheOthers() {
        double[][] walk = PlainFigures.walk(new Random(5), 100, 0.3);
        double[] none = new double[100];
        Arrays.fill(none, Double.NaN);
        Desk desk = measured(walk[0], none);
        assertThat(desk.ask(desk.buy("1")).verdict()).isEqualTo(Verdict.APPROVED);
        RiskDecision other =
                desk.ask(desk.intent(ETH, Side.BUY, "1").limit(dec("10")).build());
        assertThat(codes(other)).containsExactly("STALE_RISK_DATA");
        assertThat(result(other, "risk-figures").detail()).contains("ETH/USD");
    }

    @Test
    void limitsWithoutAValueAreRefusedByName() {
        assertThatThrownBy(() -> RiskLimits.builder().position(p -> p.maxValue(dec("-1"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("position.maxValue")
                .hasMessageContaining("-1");
        assertThatThrownBy(() -> RiskLimits.builder().stress(s -> s.maxLoss(dec("0"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("stress.maxLoss");
    }
}
