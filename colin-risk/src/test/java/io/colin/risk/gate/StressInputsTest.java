package io.colin.risk.gate;

import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.ETH;
import static io.colin.risk.gate.Desk.PERPETUAL;
import static io.colin.risk.gate.Desk.SECOND;
import static io.colin.risk.gate.Desk.codes;
import static io.colin.risk.gate.Desk.dec;
import static io.colin.risk.gate.Desk.level;
import static io.colin.risk.gate.Desk.wide;
import static io.colin.risk.gate.Desk.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.Bar;
import io.colin.api.market.Quote;
import io.colin.api.order.Fill;
import io.colin.api.order.Liquidity;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.portfolio.CashFlow;
import io.colin.api.risk.RiskFigures;
import io.colin.api.risk.RiskFigures.StressFigure;
import io.colin.risk.AccountKind;
import io.colin.risk.RiskLimitsBuilder;
import io.colin.risk.returns.ReturnHistory;
import io.colin.risk.stress.MarketMove;
import io.colin.risk.stress.Scenario;
import io.colin.risk.stress.Scenarios;
import io.colin.risk.var.VarModel;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the running gate stresses: where positions lie, what unwinding costs, and how they move together. */
class StressInputsTest {
    private static final double[] CALM = {0.02, -0.021, 0.013, -0.015, 0.004, -0.006, 0.018};
    private static final double EQUITY = 1_000_000;

    private static RiskLimitsBuilder armed() {
        return wide().margin(m -> m.accountKind(AccountKind.MARGIN))
                .tail(t -> t.armed(true)
                        .maxVar95OneDay(BigDecimal.ONE)
                        .maxVar99OneDay(BigDecimal.ONE)
                        .maxVar95FiveDays(BigDecimal.ONE)
                        .maxVar99FiveDays(BigDecimal.ONE)
                        .maxEs99OneDay(BigDecimal.ONE))
                .stress(s -> s.armed(true).maxLoss(BigDecimal.ONE));
    }

    private static Desk desk() {
        Desk desk = new Desk(armed().build(), "1000000");
        desk.bars(BTC, 40, 90, CALM);
        desk.bars(ETH, 40, 9, 0.01, -0.012, 0.02, -0.005);
        return desk;
    }

    /** A position that orders of ours were filled for at a venue. */
    private static void fill(Desk desk, String venue, Symbol symbol, Side side, String quantity) {
        OrderIntent intent =
                desk.intent(symbol, side, quantity).limit(desk.mid(symbol)).build();
        assertThat(codes(desk.ask(intent))).as(venue).isEmpty();
        ParentOrder parent = desk.parent(intent);
        Fill fill = new Fill(
                desk.nextId(),
                desk.nextId(),
                parent.orderId(),
                venue,
                symbol,
                side,
                dec(quantity),
                desk.mid(symbol),
                BigDecimal.ZERO,
                "USD",
                Liquidity.TAKER,
                desk.timeNs);
        desk.account.apply(fill);
        desk.gate.onFill(fill);
        desk.gate.onParent(with(parent, OrderStatus.FILLED, quantity));
    }

    private static RiskFigures work(Desk desk) {
        desk.mark();
        return desk.work().orElseThrow();
    }

    /** A desk whose figures are there, so that orders may be asked. */
    private static Desk measured() {
        Desk desk = desk();
        assertThat(work(desk).problem()).isEmpty();
        return desk;
    }

    private static StressFigure of(RiskFigures figures, String scenario) {
        return figures.stress().stream()
                .filter(one -> one.scenario().equals(scenario))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theFailureOfTheLargestVenueTakesWhatOurOrdersFilledThereAndNothingElse() {
        Desk desk = measured();
        fill(desk, "deep", BTC, Side.BUY, "1000");
        fill(desk, "small", BTC, Side.BUY, "100");
        RiskFigures figures = work(desk);
        assertThat(figures.flags())
                .contains("failed:deep", "closed:deep", "venue_unknown:USD")
                .doesNotContain("venue_unknown", "venue_unknown:BTC/USD");
        // 100 000 lost at the venue; elsewhere 10 000 fall by 15 %, and unwinding them costs something.
        double lost = of(figures, "exchange_failure").lossRatio() * EQUITY;
        assertThat(lost).isBetween(100_000 + 1_500.0, 100_000 + 1_500 + 1_000.0);
    }

    @Test
    void theLargestVenueIsTheOneThatHoldsMostWhenItIsMeasured() {
        Desk desk = measured();
        fill(desk, "one", BTC, Side.BUY, "300");
        fill(desk, "two", BTC, Side.BUY, "200");
        assertThat(work(desk).flags()).contains("failed:one");
        fill(desk, "two", BTC, Side.BUY, "400");
        desk.pass(61 * SECOND);
        assertThat(work(desk).flags()).contains("failed:two").doesNotContain("failed:one");
    }

    @Test
    void aBalanceIsWorthWhatTheAccountSaysWhateverTheAgeOfItsRate() {
        Desk desk = desk();
        Symbol euro = Symbol.of("EUR/USD");
        desk.price(euro, "1.25");
        desk.account.apply(new CashFlow("EUR", dec("500"), desk.timeNs));
        desk.age(euro, 30 * SECOND);
        assertThat(work(desk).problem()).isEmpty();
        assertThat(desk.ask(desk.buy("1")).passes()).isTrue();
    }

    @Test
    void aPositionThatNoFillOfOursExplainsLiesAtNoKnownVenue() {
        Desk desk = measured();
        desk.hold(BTC, "1000");
        RiskFigures figures = work(desk);
        assertThat(figures.flags())
                .contains("venue_unknown", "venue_unknown:BTC/USD", "stress_missing:exchange_failure")
                .doesNotContain("stress_missing:venue_outage");
        assertThat(figures.stress())
                .extracting(StressFigure::scenario)
                .as("no number that looks right")
                .doesNotContain("exchange_failure")
                .contains("venue_outage", "stablecoin_depeg")
                .hasSize(13);
    }

    @Test
    void legsAtSeveralVenuesThatAddUpToNothingLieThereAllTheSame() {
        Desk desk = desk();
        desk.bars(PERPETUAL, 40, 90, CALM);
        work(desk);
        fill(desk, "one", PERPETUAL, Side.BUY, "500");
        fill(desk, "two", PERPETUAL, Side.SELL, "500");
        fill(desk, "one", BTC, Side.BUY, "10");
        assertThat(desk.portfolio().quantity(PERPETUAL)).isZero();
        RiskFigures figures = work(desk);
        // The long leg fails with its venue: the short one is left, and gains. Where hedges fail, the other leg loses.
        StressFigure breakdown = of(figures, "correlation_breakdown");
        assertThat(breakdown.lossRatio() * EQUITY).isGreaterThan(0.2 * 50_000);
        assertThat(of(figures, "exchange_failure").lossRatio() * EQUITY).isLessThan(5_000);
    }

    @Test
    void marginThatIsShortAtOneVenueCanComeFromMoneyThatLiesAtNone() {
        Desk desk = desk();
        desk.bars(PERPETUAL, 40, 90, CALM);
        work(desk);
        fill(desk, "one", PERPETUAL, Side.BUY, "1000");
        assertThat(work(desk).flags())
                .contains("margin_from_elsewhere")
                .noneMatch(flag -> flag.startsWith("liquidated"));
    }

    @Test
    void unwindingCostsTheSpreadThatTheVenueShowsElseTheBestQuoteElseAnAssumedOne() {
        Desk desk = measured();
        fill(desk, "deep", BTC, Side.BUY, "100");
        RiskFigures quoted = work(desk);
        assertThat(quoted.flags()).doesNotContain("spread_assumed:BTC/USD");
        // 10 000 at a half spread of 1 bp, tenfold in the freeze; then at 2 %; then at the assumed 20 bp.
        assertThat(of(quoted, "liquidity_freeze").lossRatio() * EQUITY).isCloseTo(10 + impact(desk), within(1e-6));
        desk.showBook(BTC, List.of(level("98", "1")), List.of(level("102", "1")));
        desk.pass(61 * SECOND);
        RiskFigures old = work(desk);
        assertThat(of(old, "liquidity_freeze").lossRatio() * EQUITY)
                .as("a book of a minute ago")
                .isCloseTo(10 + impact(desk), within(1e-6));
        desk.pass(61 * SECOND);
        desk.showBook(BTC, List.of(level("98", "1")), List.of(level("102", "1")));
        assertThat(of(work(desk), "liquidity_freeze").lossRatio() * EQUITY)
                .as("the venue's own book")
                .isCloseTo(2_000 + impact(desk), within(1e-6));
        desk.timeNs += 61 * SECOND;
        RiskFigures stale = work(desk);
        assertThat(stale.flags()).contains("spread_assumed:BTC/USD");
        assertThat(of(stale, "liquidity_freeze").lossRatio() * EQUITY).isCloseTo(200 + impact(desk), within(1e-6));
    }

    @Test
    void aCrossedBookTellsNoSpread() {
        Desk desk = measured();
        fill(desk, "deep", BTC, Side.BUY, "100");
        desk.quotes.put(BTC, new Quote(BTC, desk.timeNs, dec("101"), dec("1"), dec("99"), dec("1")));
        assertThat(work(desk).flags()).contains("spread_assumed:BTC/USD");
    }

    /** Impact in the freeze of 10 000 that are as much as an hour trades, at the volatility of the returns. */
    private static double impact(Desk desk) {
        return 10_000 * 0.15 * volatility(desk) * Math.sqrt(1 / 0.05) * 5;
    }

    private static double volatility(Desk desk) {
        VarModel model = desk.gate.figures().incremental().orElseThrow().model();
        return model.covariance().orElseThrow().volatility(model.indexOf(BTC));
    }

    @Test
    void depthIsTheMeanHourThatTradedAndVolatilityThatOfTheReturns() {
        Desk desk = measured();
        fill(desk, "deep", BTC, Side.BUY, "100");
        RiskFigures unknown = work(desk);
        assertThat(unknown.flags()).contains("depth_assumed:BTC/USD").doesNotContain("volatility_assumed:BTC/USD");
        double assumed = of(unknown, "liquidity_freeze").lossRatio();
        hours(desk, 20, "1000000");
        RiskFigures known = work(desk);
        assertThat(known.flags()).doesNotContain("depth_assumed:BTC/USD");
        double measured = of(known, "liquidity_freeze").lossRatio();
        assertThat(measured).isLessThan(assumed / 2);
        hours(desk, 24, "1");
        assertThat(of(work(desk), "liquidity_freeze").lossRatio()).isGreaterThan(measured * 10);
    }

    private static void hours(Desk desk, int hours, String volume) {
        long hour = 3600 * SECOND;
        desk.pass((hours + 1) * hour);
        long end = Math.floorDiv(desk.timeNs, hour) * hour;
        for (int i = hours; i > 0; i--) {
            BigDecimal at = dec("100");
            desk.gate.onBar(Bar.ofPrices(BTC, end - i * hour, end - (i - 1) * hour, at, at, at, at, dec(volume)));
        }
        desk.account.mark(BTC, dec("100"), desk.timeNs);
    }

    @Test
    void theStressedValueAtRiskIsPublishedWithEveryScenario() {
        Desk desk = measured();
        fill(desk, "deep", BTC, Side.BUY, "1000");
        RiskFigures figures = work(desk);
        assertThat(figures.flags()).noneMatch(flag -> flag.startsWith("stressed_var_missing"));
        // One symbol of 100 000: volatility times four in the crash, times three in the failure, whatever correlations
        // do.
        double plain = 2.3263478740408408 * volatility(desk) * 0.1;
        assertThat(of(figures, "covid_19_crash").valueAtRiskRatio().orElseThrow())
                .isCloseTo(4 * plain, within(1e-9));
        assertThat(of(figures, "exchange_failure").valueAtRiskRatio().orElseThrow())
                .isCloseTo(3 * plain, within(1e-9));
        assertThat(figures.stress())
                .allSatisfy(one -> assertThat(one.valueAtRiskRatio()).isPresent());
    }

    @Test
    void theGateAsksTheSameLossesThatArePublished() {
        Desk desk = measured();
        fill(desk, "deep", BTC, Side.BUY, "600");
        fill(desk, "small", BTC, Side.BUY, "400");
        RiskFigures figures = work(desk);
        double published = figures.stress().stream()
                .filter(StressFigure::limited)
                .mapToDouble(StressFigure::lossRatio)
                .max()
                .orElseThrow();
        desk.mark();
        double asked = Desk.result(desk.ask(desk.buy("1")), "stress").current().doubleValue();
        assertThat(asked).isCloseTo(published * EQUITY, within(0.01));
    }

    @Test
    void thereIsNoStressedValueAtRiskOfASymbolWithoutReturns() {
        Desk desk = measured();
        desk.hold(PERPETUAL, "100");
        RiskFigures figures = work(desk);
        assertThat(figures.flags()).contains("stressed_var_missing:BTC/USD:USD");
        assertThat(figures.stress())
                .allSatisfy(one -> assertThat(one.valueAtRiskRatio()).isEmpty());
    }

    @Test
    void theGateAnswersForTheScenariosItIsGivenAndTheirWarningsToo() {
        Scenario halved = Scenario.custom("halved")
                .limited(true)
                .market(MarketMove.of(-0.5))
                .build();
        Scenario lost = Scenario.custom("lost").market(MarketMove.of(-0.9)).build();
        Desk desk = desk();
        desk.gate = StandardGate.builder()
                .limits(armed().stress(s -> s.armed(true).maxLoss(dec("0.1"))).build())
                .scenarios(List.of(halved, lost))
                .build();
        desk.bars(BTC, 40, 90, CALM);
        desk.hold(BTC, "1200");
        RiskFigures figures = work(desk);
        assertThat(figures.stress()).extracting(StressFigure::scenario).containsExactly("halved", "lost");
        desk.mark();
        var decision = desk.ask(desk.buy("1200"));
        assertThat(codes(decision)).contains("STRESS_LIMIT");
        assertThat(Desk.result(decision, "stress").detail()).contains("halved");
        assertThat(desk.ask(desk.buy("1")).warnings().toString()).contains("lost");
    }

    @Test
    void refusesScenariosThatNobodyCouldJudgeAnOrderBy() {
        Scenario failure = Scenarios.named("exchange_failure").orElseThrow();
        Scenario limited = failure.toBuilder().limited(true).build();
        StandardGateBuilder builder = StandardGate.builder();
        assertThatThrownBy(() -> builder.scenarios(List.of())).hasMessage("scenarios: must hold one ([])");
        assertThatThrownBy(() -> builder.scenarios(List.of(failure, failure)))
                .hasMessage("scenarios: must hold each name once ([exchange_failure, exchange_failure])");
        assertThatThrownBy(() -> builder.scenarios(List.of(limited)))
                .hasMessageStartingWith("scenarios: must not be limited, since it strikes the largest venue")
                .hasMessageEndingWith("(exchange_failure)");
        builder.scenarios(List.of(failure));
        assertThatThrownBy(builder::build)
                .hasMessage("scenarios: must hold a limited one while stress is armed ([exchange_failure])");
        assertThatCode(() -> builder.limits(wide().build()).build()).doesNotThrowAnyException();
    }

    /** Days of BTC, of ETH that follows it 1.2 times and of the price of the one in the other. */
    private static ReturnHistory history(boolean cross) {
        Random random = new Random(3);
        long[] times = new long[252];
        double[] btc = new double[252];
        double[] eth = new double[252];
        double[] ratio = new double[252];
        for (int t = 0; t < 252; t++) {
            times[t] = (19_724L - 251 + t) * Desk.DAY;
            btc[t] = 0.02 * random.nextGaussian();
            eth[t] = 1.2 * btc[t] + 0.01 * random.nextGaussian();
            ratio[t] = eth[t] - btc[t];
        }
        return cross
                ? ReturnHistory.ofReturns(
                        Desk.DAY, List.of(BTC, Symbol.of("ETH/BTC"), ETH), times, new double[][] {btc, ratio, eth})
                : ReturnHistory.ofReturns(Desk.DAY, List.of(BTC, ETH), times, new double[][] {btc, eth});
    }

    @Test
    void aPriceInAnotherAssetTellsNothingOfHowAnAssetFollowsTheMarket() {
        double[] projected = new double[2];
        for (boolean cross : new boolean[] {false, true}) {
            Desk desk = new Desk(armed().build(), "1000000");
            desk.gate.figures().seed(history(cross));
            desk.hold(ETH, "20000");
            RiskFigures figures = work(desk);
            desk.mark();
            var decision =
                    desk.ask(desk.intent(ETH, Side.BUY, "100").limit(dec("10")).build());
            projected[cross ? 1 : 0] =
                    Desk.result(decision, "stress").projected().doubleValue();
            // 200 000 that fall by 1.2 times 40 %.
            assertThat(of(figures, "financial_crisis_2008").lossRatio() * EQUITY)
                    .isBetween(85_000.0, 115_000.0);
        }
        assertThat(projected[1]).isCloseTo(projected[0], within(1e-6));
    }
}
