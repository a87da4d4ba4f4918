package io.colin.risk.stress;

import static io.colin.risk.stress.StressDesk.account;
import static io.colin.risk.stress.StressDesk.free;
import static io.colin.risk.stress.StressDesk.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.InstrumentKind;
import io.colin.api.instrument.Symbol;
import io.colin.risk.returns.Covariance;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Where several things of a scenario meet. */
class StressDetailTest {
    private static final Offset<Double> CENT = within(1e-6);
    private static final long DAY_NS = 86_400_000_000_000L;

    @Test
    void nothingButWhatIsLostCountsAtAFailedVenue() {
        Scenario scenario = Scenario.custom("all_at_once")
                .market(MarketMove.of(-0.2))
                .events(new StressEvents(false, 0, 0.03, true, false, 0.003, 9, 0.01))
                .build();
        StressPortfolio portfolio = account(10_000)
                .position(StressPosition.of(StressDesk.BTC_PERP)
                        .venue("a")
                        .value(100_000)
                        .unrealised(2_000)
                        .halfSpread(0.01)
                        .hourlyDepth(1e5)
                        .dailyVolatility(0.1)
                        .stop(0.05, 100_000)
                        .build())
                .position(StressPosition.of(StressDesk.SOL_PERP)
                        .venue("a")
                        .value(50_000)
                        .build())
                .build();

        StressResult result = StressTest.run(scenario, portfolio);

        assertThat(result.pnl()).isEqualTo(-12_000, CENT);
        assertThat(result.marginShortfall()).isZero();
        assertThat(result.positions()).allMatch(p -> p.priceMove() == -1 && p.liquidityCost() == 0);
        assertThat(result.positions()).allMatch(p -> p.funding() == 0 && p.penalty() == 0);
        assertThat(result.flags()).containsExactly("failed:a", "stressed_var_missing:covariance");
    }

    @Test
    void gainsElsewhereAreNoDebtToAFailedVenue() {
        StressPortfolio portfolio = account(100_000)
                .cash("BTC", "b", -10_000)
                .position(free(StressDesk.BTC_PERP, -40_000).venue("b").build())
                .build();

        StressResult result = run("exchange_failure", portfolio);

        assertThat(result.debtKept()).isZero();
        assertThat(result.pnl()).isEqualTo(-100_000 + 6_000 + 1_500, CENT);
    }

    @Test
    void onlyDerivativesOfTheVenueShortOfMarginAreLiquidated() {
        StressPortfolio portfolio = account(0)
                .cash("USD", "b", 1e6)
                .position(free(StressDesk.BTC, 10_000).build())
                .position(free(StressDesk.BTC_PERP, 100_000).build())
                .position(free(StressDesk.SOL_PERP, 100_000).venue("b").build())
                .build();

        StressResult result = run("liquidation_cascade", portfolio);

        assertThat(result.positions().stream().map(PositionImpact::penalty)).containsExactly(0.0, 800.0, 0.0);
        assertThat(result.marginShortfall()).isEqualTo(20_000 + 4_000, CENT);
    }

    @Test
    void moneyAtNoVenueIsMarginWhereItIsShortAsFarAsItIsNotNeededElsewhere() {
        StressResult covered = run("liquidation_cascade", elsewhere(24_000));
        assertThat(covered.marginShortfall()).isZero();
        assertThat(covered.flags()).contains("margin_from_elsewhere").noneMatch(f -> f.startsWith("liquidated"));
        assertThat(covered.pnl()).isEqualTo(-20_000 - 2_000, CENT);
        StressResult short1 = run("liquidation_cascade", elsewhere(23_999));
        assertThat(short1.marginShortfall()).isEqualTo(1, CENT);
        assertThat(short1.flags()).contains("liquidated:b").doesNotContain("margin_from_elsewhere", "liquidated:");
        assertThat(short1.pnl()).isEqualTo(-20_000 - 2_000 - 800, CENT);
        StressResult poor = run("liquidation_cascade", elsewhere(1_000));
        assertThat(poor.marginShortfall()).isEqualTo(1_400 + 21_600, CENT);
        assertThat(poor.flags()).contains("liquidated:b", "liquidated:");
        assertThat(poor.pnl()).isEqualTo(-20_000 - 2_000 - 800 - 80, CENT);
        assertThat(run("liquidation_cascade", StressDesk.holding(StressDesk.BTC_PERP, 100_000))
                        .flags())
                .doesNotContain("margin_from_elsewhere");
    }

    /** 100 000 of a perpetual at a venue that has 2 400 for it, and 10 000 with money at none. */
    private static StressPortfolio elsewhere(double cash) {
        return StressPortfolio.builder("USD")
                .marketVolatility(StressDesk.MARKET_VOLATILITY)
                .cash("USD", "b", 2_400)
                .cash("USD", "", cash)
                .position(free(StressDesk.BTC_PERP, 100_000).venue("b").build())
                .position(free(StressDesk.BTC_PERP, 10_000).venue("").build())
                .build();
    }

    @Test
    void marginIsOfTheValueAtTheMovedPriceAndRate() {
        Instrument perpetual = Instrument.perpetual("BTC/EUR:EUR").build();
        Scenario scenario = Scenario.custom("both")
                .market(MarketMove.of(-0.5))
                .currencies(new CurrencyShocks(-0.2, false, 0))
                .events(new StressEvents(false, 0, 0, false, false, 0, 0, 0.01))
                .build();
        StressPortfolio portfolio = account(0)
                .cash("EUR", "a", 1_000)
                .position(free(perpetual, 100_000).unrealised(5_000).build())
                .build();

        StressResult result = StressTest.run(scenario, portfolio);

        // move −50 000 · 0.8, profit −1 000, balance −200; worth 40 000 after: 2 000 of margin, 400 of penalty
        assertThat(result.positions().getFirst().movePnl()).isEqualTo(-41_000, CENT);
        assertThat(result.cash().getFirst().pnl()).isEqualTo(-200, CENT);
        assertThat(result.marginShortfall()).isEqualTo(2_000 - (800 + 5_000 - 41_000), CENT);
        assertThat(result.positions().getFirst().penalty()).isEqualTo(400, CENT);
    }

    @Test
    void anInverseContractQuotedInAFallingCurrencyLosesBoth() {
        Instrument inverse = Instrument.perpetual("BTC/EUR:BTC").inverse().build();
        Scenario scenario = Scenario.custom("both")
                .market(MarketMove.of(-0.5))
                .currencies(new CurrencyShocks(-0.2, false, 0))
                .build();
        StressPortfolio portfolio = account(0)
                .position(free(inverse, 100_000).unrealised(10_000).build())
                .build();

        // −50 000 · 0.8, and the profit in bitcoin at 0.5 · 0.8
        assertThat(StressTest.run(scenario, portfolio).pnl()).isEqualTo(-40_000 - 6_000, CENT);
    }

    @Test
    void aDerivativeSettledInAnotherCurrencyMovesWithThatOne() {
        Instrument settledInUsdt = Instrument.perpetual("BTC/USD:USDT").build();
        StressPortfolio portfolio = account(0)
                .cash("USDC", "a", 900)
                .position(free(settledInUsdt, -10_000).unrealised(1_000).build())
                .build();

        StressResult result = run("stablecoin_depeg", portfolio);

        assertThat(result.flags()).contains("depegged:USDT");
        assertThat(result.pnl()).isEqualTo(500 * 0.9 - 100, CENT);
    }

    @Test
    void theLargestStablecoinIsCountedByAllThatHangsOnItAndATieGoesToTheFirstName() {
        StressPortfolio tie =
                account(0).cash("USDT", "a", -500).cash("USDC", "b", 500).build();
        StressPortfolio hanging = account(0)
                .cash("USDC", "b", 1_500)
                .position(free(StressDesk.BTC_USDT_PERP, -1_000).build())
                .position(free(Instrument.spot("USDT/USD").build(), 600).build())
                .build();

        assertThat(run("stablecoin_depeg", tie).flags()).contains("depegged:USDC");
        assertThat(run("stablecoin_depeg", hanging).flags()).contains("depegged:USDT");
        assertThat(run("covid_19_crash", hanging).flags()).noneMatch(f -> f.startsWith("depegged"));
    }

    @Test
    void whereHedgesFailBalancesGainNothingEither() {
        StressPortfolio portfolio =
                account(0).cash("BTC", "a", -100_000).cash("ETH", "a", 50_000).build();

        // ETH falls 24 %; the debt in bitcoin would have gained 20 000
        assertThat(run("correlation_breakdown", portfolio).pnl()).isEqualTo(-12_000, CENT);
    }

    @Test
    void theJumpOfTheStressedValueAtRiskIsOfPositionsAndBalances() {
        StressPortfolio portfolio = account(0)
                .covariance(List.of(StressDesk.BTC_PERP.symbol()), Covariance.of(new double[][] {{1e-18}}), DAY_NS)
                .cash("BTC", "a", 60_000)
                .position(free(StressDesk.BTC_PERP, 40_000).build())
                .build();

        assertThat(run("volatility_explosion", portfolio).valueAtRisk()).hasValueCloseTo(15_000.0, within(0.1));
    }

    @Test
    void theJumpCountsHedgesAlsoWhereTheScenarioLetsThemFail() {
        Scenario scenario = StressDesk.named("volatility_explosion")
                .copyAs("jump_and_break")
                .events(new StressEvents(true, 0.1, 0, false, false, 0, 0, 0))
                .build();
        StressPortfolio portfolio = account(0)
                .covariance(
                        List.of(StressDesk.BTC.symbol(), StressDesk.BTC_PERP.symbol()),
                        Covariance.of(new double[][] {{1e-18, 0}, {0, 1e-18}}),
                        DAY_NS)
                .position(free(StressDesk.BTC, 100_000).build())
                .position(free(StressDesk.BTC_PERP, -60_000).build())
                .build();

        assertThat(StressTest.run(scenario, portfolio).valueAtRisk()).hasValueCloseTo(6_000.0, within(0.1));
        assertThat(StressTest.run(scenario, portfolio).pnl()).isEqualTo(-15_000, CENT);
    }

    @Test
    void aBalanceTakesTheRowOfTheFirstSymbolThatPricesItInMoney() {
        StressPortfolio portfolio = account(0)
                .covariance(
                        List.of(Symbol.of("ETH/BTC"), Symbol.of("SOL/USD"), Symbol.of("ETH/USD")),
                        Covariance.of(new double[][] {{9, 0, 0}, {0, 4, 0}, {0, 0, 1}}),
                        DAY_NS)
                .cash("ETH", "a", 100)
                .build();

        assertThat(run("liquidity_freeze", portfolio).valueAtRisk())
                .hasValueCloseTo(2 * 100 * StressedVar.Z99, within(1e-9));
    }

    @Test
    void flagsWhatIsHeldAndNothingElse() {
        StressPortfolio portfolio = StressPortfolio.builder("USD")
                .cash("ADA", "", 10)
                .cash("XRP", "", 0)
                .position(StressPosition.of(StressDesk.SOL_PERP).build())
                .position(free(StressDesk.BTC, 5).maintenanceMargin(0).build())
                .build();

        assertThat(run("covid_19_crash", portfolio).flags())
                .containsExactly("beta_assumed:ADA", "stressed_var_missing:covariance");
    }

    @Test
    void runsAllInTheirOrder() {
        List<StressResult> results =
                StressTest.runAll(Scenarios.standard(), StressDesk.holding(StressDesk.BTC_PERP, 1_000));

        assertThat(results.stream().map(StressResult::scenario)).containsExactlyElementsOf(Scenarios.standard());
        for (StressResult result : results) {
            assertThat(result)
                    .isEqualTo(StressTest.run(result.scenario(), StressDesk.holding(StressDesk.BTC_PERP, 1_000)));
        }
    }

    @Test
    void oneSymbolMayBeHeldAtSeveralVenues() {
        StressPortfolio portfolio = account(0)
                .position(free(StressDesk.BTC, 10).build())
                .position(free(StressDesk.BTC, 20).venue("b").build())
                .build()
                .withOrder(StressDesk.BTC.symbol(), "b", 5);

        assertThat(portfolio.positions().stream().map(StressPosition::value)).containsExactly(10.0, 25.0);
        assertThat(portfolio.cash()).containsExactly(new StressCash("USD", "a", 0), new StressCash("USD", "b", -5));
    }

    @Test
    void balancesOfOneVenueAreFoundByCurrency() {
        StressPortfolio portfolio = account(7)
                .cash("EUR", "a", 1)
                .position(free(StressDesk.BTC, 10).build())
                .build()
                .withOrder(StressDesk.BTC.symbol(), "a", 5);

        assertThat(portfolio.cash()).containsExactly(new StressCash("EUR", "a", 1), new StressCash("USD", "a", 2));
    }

    @Test
    void shocksMadeDirectlyAreCheckedAsWell() {
        TreeSet<String> none = new TreeSet<>();
        TreeMap<String, Double> good = new TreeMap<>();
        TreeMap<String, Double> bad = new TreeMap<>(Map.of("SOL", -0.96));
        TreeMap<InstrumentKind, Double> kinds = new TreeMap<>();

        assertThatThrownBy(() -> new NamedShocks(bad, good, kinds, 0, none)).hasMessageContaining("asset SOL");
        assertThatThrownBy(() -> new NamedShocks(good, bad, kinds, 0, none)).hasMessageContaining("sector SOL");
        assertThatThrownBy(() -> new NamedShocks(good, good, kinds, -0.5, none)).hasMessageContaining("exceptAssets");
        assertThatThrownBy(() -> new NamedShocks(good, good, kinds, -2, new TreeSet<>(List.of("BTC"))))
                .hasMessageContaining("shock of others");
        assertThat(new NamedShocks(good, good, kinds, 0, new TreeSet<>(List.of("BTC"))).exceptAssets())
                .containsExactly("BTC");
        assertThat(new CurrencyShocks(0.95, true, 0).fiat()).isEqualTo(0.95);
        assertThat(new CurrencyShocks(0, true, 0).fiat()).isZero();
        assertThatThrownBy(() -> new CurrencyShocks(0.951, true, 0)).hasMessageContaining("either way");
        assertThat(MarketMove.none()).isEqualTo(new MarketMove(0, 0, 0, false));
        assertThat(MarketMove.eitherWay(0.1)).isEqualTo(new MarketMove(0.1, 0, 0, true));
        assertThat(MarketMove.sigmas(3, 4)).isEqualTo(new MarketMove(0, 3, 4, true));
        assertThat(free(StressDesk.BTC_PERP, 0).unrealised(-3).build().unrealised())
                .isEqualTo(-3);
        assertThat(free(StressDesk.BTC, 0).unrealised(0).build().unrealised()).isZero();
    }

    @Test
    void theMarginOfAnInverseContractIsThatOfItsFaceWhateverThePriceDoes() {
        StressPortfolio fallen = account(0)
                .cash("BTC", "a", 30_500)
                .position(free(StressDesk.BTC_INVERSE, 100_000).build())
                .build();
        // Coins worth 24,400 after the fall, 20,000 lost: 4,400 of the 5,000 that a face of 100,000 needs.
        StressResult result = StressTest.run(StressDesk.named("liquidation_cascade"), fallen);
        assertThat(result.marginShortfall()).isEqualTo(600, CENT);
        assertThat(result.positions().getFirst().penalty()).isEqualTo(1_000, CENT);

        StressPortfolio risen = StressPortfolio.builder("USD")
                .cash("USD", "a", 25_500)
                .position(free(StressDesk.BTC_INVERSE, -100_000).build())
                .build();
        // 20,000 lost by the rise leave 5,500.
        StressResult covered = StressTest.run(StressDesk.named("liquidation_cascade"), risen);
        assertThat(covered.marginShortfall()).isZero();
        assertThat(covered.flags()).noneMatch(flag -> flag.startsWith("liquidated"));
    }

    @Test
    void theMarginOfAnInverseContractMovesWithTheCurrencyItIsQuotedIn() {
        Instrument inverse = Instrument.perpetual("BTC/EUR:BTC").inverse().build();
        Scenario scenario = StressDesk.named("liquidation_cascade").toBuilder()
                .market(MarketMove.none())
                .currencies(new CurrencyShocks(-0.4, false, 0))
                .build();
        StressPortfolio portfolio =
                account(2_500).position(free(inverse, 100_000).build()).build();
        StressResult result = StressTest.run(scenario, portfolio);
        assertThat(result.marginShortfall()).isEqualTo(0.05 * 60_000 - 2_500, CENT);
    }

    @Test
    void quotesOfOneAssetInTwoCurrenciesDisagreeInACurrencyCrisis() {
        StressPortfolio hedged = StressPortfolio.builder("USD")
                .cash("EUR", "a", 200_000)
                .position(free(StressDesk.BTC_EUR, -100_000).build())
                .build();
        assertThat(run("currency_crisis", hedged).pnl()).isEqualTo(-80_000 + 40_000, CENT);
        StressPortfolio across = account(0)
                .position(free(StressDesk.BTC, 100_000).build())
                .position(free(StressDesk.BTC_EUR, -100_000).build())
                .build();
        assertThat(run("currency_crisis", across).pnl()).isEqualTo(40_000, CENT);
        Scenario arbitraged = StressDesk.named("currency_crisis").toBuilder()
                .asset("BTC", 1 / 0.6 - 1)
                .build();
        assertThat(StressTest.run(arbitraged, hedged).pnl()).isEqualTo(-80_000, CENT);
    }
}
