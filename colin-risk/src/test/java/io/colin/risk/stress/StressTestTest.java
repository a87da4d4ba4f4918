package io.colin.risk.stress;

import static io.colin.risk.stress.StressDesk.account;
import static io.colin.risk.stress.StressDesk.free;
import static io.colin.risk.stress.StressDesk.holding;
import static io.colin.risk.stress.StressDesk.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.InstrumentKind;
import java.math.BigDecimal;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StressTestTest {
    private static final Offset<Double> CENT = within(1e-6);

    @ParameterizedTest
    @CsvSource({
        // scenario, long BTC spot, short BTC perpetual, long SOL perpetual (β 1.5), short BTC inverse: 100 000 each
        "financial_crisis_2008, -40000, 40000, -60000, 40000",
        "covid_19_crash, -30000, 30000, -45000, 30000",
        "dot_com_bubble, -25000, 25000, -50000, 25000",
        "liquidity_freeze, 0, 0, 0, 0",
        "volatility_explosion, -15000, -15000, -22500, -15000",
        "interest_rate_shock, -10000, 10000, -15000, 10000",
        "currency_crisis, 0, 0, 0, 0",
        "correlation_breakdown, -20000, 0, -30000, 0",
        "flash_crash, -10000, 10000, -15000, 10000",
        "stablecoin_depeg, -5000, 5000, -7500, 5000",
        "funding_spike, 0, -2700, -2700, -2700",
        "liquidation_cascade, -20000, -20000, -30000, -20000",
        "venue_outage, -4898.979486, -4898.979486, -7348.469228, -4898.979486"
    })
    void movesEachPositionByItsSignedValue(
            String scenario, double longSpot, double shortPerp, double longSol, double shortInverse) {
        assertThat(run(scenario, holding(StressDesk.BTC, 100_000)).pnl()).isEqualTo(longSpot, CENT);
        assertThat(run(scenario, holding(StressDesk.BTC_PERP, -100_000)).pnl()).isEqualTo(shortPerp, CENT);
        assertThat(run(scenario, holding(StressDesk.SOL_PERP, 100_000)).pnl()).isEqualTo(longSol, CENT);
        assertThat(run(scenario, holding(StressDesk.BTC_INVERSE, -100_000)).pnl())
                .isEqualTo(shortInverse, CENT);
    }

    @Test
    void aPositionThatIsNotSoldStillPaysHalfSpreadAndImpactTimesTheirFactors() {
        // 2008: 100 000 · (0.001 · 2 + 0.15 · 0.04 · √(100 000 / (400 000 · 0.5)) · 2) = 200 + 848.528137
        StressPortfolio portfolio = account(1_000_000)
                .position(StressPosition.of(StressDesk.BTC)
                        .venue("a")
                        .value(100_000)
                        .halfSpread(0.001)
                        .hourlyDepth(400_000)
                        .dailyVolatility(0.04)
                        .build())
                .build();

        PositionImpact impact =
                run("financial_crisis_2008", portfolio).positions().getFirst();

        assertThat(impact.movePnl()).isEqualTo(-40_000, CENT);
        assertThat(impact.liquidityCost()).isEqualTo(1048.528137, CENT);
        assertThat(impact.pnl()).isEqualTo(-41_048.528137, CENT);
    }

    @Test
    void aShortPaysForLiquidityAsALongDoesAndNeverMoreThanItsValue() {
        // freeze: 0.001 · 10 + 0.15 · 0.04 · √(100 000 / (400 000 · 0.05)) · 5 = 0.01 + 0.0670820393
        StressPosition.Builder thin = StressPosition.of(StressDesk.BTC_PERP)
                .venue("a")
                .halfSpread(0.001)
                .hourlyDepth(400_000)
                .dailyVolatility(0.04)
                .maintenanceMargin(0.05);
        double longCost = run(
                        "liquidity_freeze",
                        account(1e6).position(thin.value(100_000).build()).build())
                .pnl();
        double shortCost = run(
                        "liquidity_freeze",
                        account(1e6).position(thin.value(-100_000).build()).build())
                .pnl();
        double none = run(
                        "liquidity_freeze",
                        account(1e6)
                                .position(thin.value(-100_000).hourlyDepth(1).build())
                                .build())
                .pnl();

        assertThat(longCost).isEqualTo(-7_708.203932, CENT);
        assertThat(shortCost).isEqualTo(longCost, CENT);
        assertThat(none).isEqualTo(-100_000, CENT);
    }

    @Test
    void assumesDearLiquidityWhereNoneIsKnownAndSaysSo() {
        // 0.002 · 10 + 0.15 · 0.05 · √(1 / 0.05) · 5 = 0.02 + 0.1677050983
        StressPortfolio portfolio = account(1e6)
                .position(StressPosition.of(StressDesk.BTC_PERP)
                        .venue("a")
                        .value(100_000)
                        .build())
                .build();

        StressResult result = run("liquidity_freeze", portfolio);

        assertThat(result.pnl()).isEqualTo(-18_770.509831, CENT);
        assertThat(result.flags())
                .containsExactly(
                        "depth_assumed:BTC/USD:USD",
                        "margin_assumed:BTC/USD:USD",
                        "spread_assumed:BTC/USD:USD",
                        "stressed_var_missing:covariance",
                        "volatility_assumed:BTC/USD:USD");
    }

    @Test
    void countsAnUnknownBetaAsOneAndSaysSoAndBoundsAKnownOne() {
        StressPortfolio unknown = StressPortfolio.builder("USD")
                .position(free(StressDesk.SOL_PERP, 100_000).build())
                .build();
        StressPortfolio steep = account(0)
                .beta("SOL", 9)
                .position(free(StressDesk.SOL_PERP, 100_000).build())
                .build();
        StressPortfolio flat = account(0)
                .beta("SOL", -1)
                .position(free(StressDesk.SOL_PERP, 100_000).build())
                .build();

        assertThat(run("covid_19_crash", unknown).pnl()).isEqualTo(-30_000, CENT);
        assertThat(run("covid_19_crash", unknown).flags()).contains("beta_assumed:SOL");
        assertThat(run("liquidity_freeze", unknown).flags()).doesNotContain("beta_assumed:SOL");
        assertThat(run("dot_com_bubble", unknown).flags()).doesNotContain("beta_assumed:SOL");
        assertThat(run("covid_19_crash", steep).pnl()).isEqualTo(-75_000, CENT);
        assertThat(run("covid_19_crash", steep).flags()).doesNotContain("beta_assumed:SOL");
        assertThat(run("financial_crisis_2008", steep).pnl()).isEqualTo(-95_000, CENT);
        assertThat(run("covid_19_crash", flat).pnl()).isEqualTo(-15_000, CENT);
    }

    @Test
    void aRiseIsBoundedAtThreeTimes() {
        Scenario up = Scenario.custom("up").market(MarketMove.of(2.9)).build();
        StressPortfolio portfolio = holding(StressDesk.SOL_PERP, 100_000);

        assertThat(StressTest.run(up, portfolio).pnl()).isEqualTo(300_000, CENT);
    }

    @Test
    void theCollateralOfAnInverseContractMovesWithItsBaseCurrency() {
        // Short 100 000 of face against 100 000 of bitcoin is flat in dollars whatever the price does …
        StressPortfolio hedged = StressPortfolio.builder("USD")
                .cash("BTC", "a", 100_000)
                .position(free(StressDesk.BTC_INVERSE, -100_000).build())
                .build();
        // … and long doubles the fall.
        StressPortfolio doubled = StressPortfolio.builder("USD")
                .cash("BTC", "a", 100_000)
                .position(free(StressDesk.BTC_INVERSE, 100_000).build())
                .build();

        StressResult result = run("financial_crisis_2008", hedged);
        assertThat(result.pnl()).isEqualTo(0, CENT);
        assertThat(result.positions().getFirst().movePnl()).isEqualTo(40_000, CENT);
        assertThat(result.cash()).containsExactly(new CashImpact("BTC", "a", 100_000, -0.4, -40_000));
        assertThat(run("financial_crisis_2008", doubled).pnl()).isEqualTo(-80_000, CENT);
    }

    @Test
    void anInverseContractIsRevaluedExactlyWithItsUnpaidProfit() {
        // 100 000 contracts of 1 dollar, entered at 25 000, marked at 50 000: 2 BTC profit, 100 000 dollars; −40 %:
        // 100 000 · (1/25 000 − 1/30 000) = 0.6667 BTC at 30 000 = 20 000, so 80 000 are lost.
        StressPosition position = free(StressDesk.BTC_INVERSE, 0)
                .held(new BigDecimal("100000"), new BigDecimal("50000"), BigDecimal.ONE)
                .unrealised(100_000)
                .build();
        StressPortfolio portfolio = account(1e6).position(position).build();

        assertThat(position.value()).isEqualTo(100_000);
        assertThat(run("financial_crisis_2008", portfolio).pnl()).isEqualTo(-80_000, CENT);
    }

    @Test
    void aCurrencyCrisisStrikesBalancesAndQuotesInOtherStateCurrencies() {
        StressPortfolio portfolio = account(500_000)
                .cash("EUR", "a", 100_000)
                .position(free(StressDesk.BTC_EUR, 50_000).build())
                .build();

        StressResult result = run("currency_crisis", portfolio);

        assertThat(result.pnl()).isEqualTo(-60_000, CENT);
        assertThat(result.positions().getFirst().priceMove()).isZero();
        assertThat(result.equityBefore()).isEqualTo(650_000);
        assertThat(result.equityAfter()).isEqualTo(590_000, CENT);
        assertThat(result.pnlRatio()).hasValueCloseTo(-60_000.0 / 650_000, within(1e-12));
    }

    @Test
    void interestRatesMoveStateCurrenciesTheWorseWay() {
        StressPortfolio owning = account(0).cash("EUR", "a", 100_000).build();
        StressPortfolio owing = account(0).cash("EUR", "a", -100_000).build();
        // BTC/EUR at −10 % and EUR at −5 %: 100 000 · (0.9 · 0.95 − 1)
        StressPortfolio holding =
                account(0).position(free(StressDesk.BTC_EUR, 100_000).build()).build();

        assertThat(run("interest_rate_shock", owning).pnl()).isEqualTo(-5_000, CENT);
        assertThat(run("interest_rate_shock", owing).pnl()).isEqualTo(-5_000, CENT);
        assertThat(run("interest_rate_shock", holding).pnl()).isEqualTo(-14_500, CENT);
    }

    @Test
    void aDepegStrikesTheLargestStablecoinOnBalancesMarginAndQuotes() {
        StressPortfolio portfolio = account(0)
                .cash("USDT", "a", 100_000)
                .cash("USDC", "a", 90_000)
                .position(free(StressDesk.BTC_USDT, 40_000).build())
                .position(free(StressDesk.BTC_USDT_PERP, -10_000)
                        .unrealised(2_000)
                        .build())
                .build();

        StressResult result = run("stablecoin_depeg", portfolio);

        // perpetual: −10 000 · −0.05 · 0.9 − 2 000 · 0.1; spot: 40 000 · (0.95 · 0.9 − 1); balance: −10 000
        assertThat(result.positions().get(1).movePnl()).isEqualTo(450 - 200, CENT);
        assertThat(result.positions().get(0).movePnl()).isEqualTo(-5_800, CENT);
        assertThat(result.pnl()).isEqualTo(250 - 5_800 - 10_000, CENT);
        assertThat(result.flags()).contains("depegged:USDT");
    }

    @Test
    void theAccountCurrencyNeverDepegsAgainstItself() {
        StressPortfolio portfolio = StressPortfolio.builder("USDT")
                .cash("USDT", "a", 100_000)
                .cash("USDC", "a", 1_000)
                .build();
        StressPortfolio bare =
                StressPortfolio.builder("USDT").cash("USDT", "a", 100_000).build();

        assertThat(run("stablecoin_depeg", portfolio).pnl()).isEqualTo(-100, CENT);
        assertThat(run("stablecoin_depeg", portfolio).flags()).contains("depegged:USDC");
        assertThat(run("stablecoin_depeg", bare).pnl()).isZero();
        assertThat(run("stablecoin_depeg", bare).flags()).noneMatch(f -> f.startsWith("depegged"));
    }

    @Test
    void stablecoinsAndStateCurrenciesHeldAsSpotDoNotFollowTheMarket() {
        StressPortfolio portfolio = account(0)
                .position(free(Instrument.spot("USDT/USD").build(), 50_000).build())
                .position(free(Instrument.spot("EUR/USDT").build(), 20_000).build())
                .build();

        assertThat(run("financial_crisis_2008", portfolio).pnl()).isEqualTo(0, CENT);
        assertThat(run("stablecoin_depeg", portfolio).pnl()).isEqualTo(-5_000, CENT);
        assertThat(run("currency_crisis", portfolio).pnl()).isEqualTo(-8_000, CENT);
        assertThat(run("financial_crisis_2008", portfolio).flags()).noneMatch(f -> f.startsWith("beta"));
    }

    @Test
    void aCrossOfTwoCryptoAssetsFallsOnceInMoney() {
        // ETH falls 1.2 · 30 %, whatever it is quoted in.
        StressResult result = run("covid_19_crash", holding(StressDesk.ETH_BTC, 100_000));

        assertThat(result.pnl()).isEqualTo(-36_000, CENT);
        assertThat(result.positions().getFirst().priceMove()).isEqualTo(0.64 / 0.7 - 1, within(1e-12));
    }

    @Test
    void whereHedgesFailOnlyLossesCount() {
        StressPortfolio hedged = account(1e6)
                .position(free(StressDesk.BTC, 100_000).build())
                .position(free(StressDesk.SOL_PERP, -60_000).build())
                .build();

        StressResult result = run("correlation_breakdown", hedged);

        assertThat(result.hedgesFailed()).isTrue();
        assertThat(result.pnl()).isEqualTo(-20_000, CENT);
        assertThat(run("covid_19_crash", hedged).pnl()).isEqualTo(-30_000 + 27_000, CENT);
        assertThat(run("covid_19_crash", hedged).hedgesFailed()).isFalse();
    }

    @Test
    void aStopFillsThreePercentBeyondForThePartItCloses() {
        // stop 5 % away for 60 000: fill at 0.95 · 0.97 − 1 = −7.85 %; the rest falls 10 %
        StressPortfolio portfolio = account(1e6)
                .position(free(StressDesk.BTC, 100_000).stop(0.05, 60_000).build())
                .build();
        StressPortfolio near = account(1e6)
                .position(free(StressDesk.BTC, 100_000).stop(0.09, 100_000).build())
                .build();
        StressPortfolio far = account(1e6)
                .position(free(StressDesk.BTC, 100_000).stop(0.11, 100_000).build())
                .build();
        StressPortfolio shorting = account(1e6)
                .position(
                        free(StressDesk.BTC_PERP, -100_000).stop(0.05, 200_000).build())
                .build();
        Scenario squeeze = StressDesk.named("flash_crash")
                .copyAs("squeeze")
                .market(MarketMove.of(0.1))
                .build();

        assertThat(run("flash_crash", portfolio).pnl()).isEqualTo(-60_000 * 0.0785 - 4_000, CENT);
        assertThat(run("flash_crash", near).pnl()).isEqualTo(-100_000 * (1 - 0.91 * 0.97), CENT);
        assertThat(run("flash_crash", far).pnl()).isEqualTo(-10_000, CENT);
        assertThat(run("flash_crash", shorting).pnl()).isEqualTo(10_000, CENT);
        assertThat(StressTest.run(squeeze, shorting).pnl()).isEqualTo(-100_000 * (1.05 * 1.03 - 1), CENT);
        assertThat(run("covid_19_crash", portfolio).pnl()).isEqualTo(-30_000, CENT);
    }

    @Test
    void severalStopsCloseInTurnNearestFirstAndEachAtItsOwnFill() {
        StressPortfolio portfolio = account(1e6)
                .position(free(StressDesk.BTC, 100_000)
                        .stop(0.11, 50_000)
                        .stop(0.08, 70_000)
                        .stop(0.02, 40_000)
                        .build())
                .build();
        // 40 000 near 2 %, 60 000 of the 70 000 near 8 %; the one at 11 % is not reached
        assertThat(run("flash_crash", portfolio).pnl())
                .isEqualTo(-40_000 * (1 - 0.98 * 0.97) - 60_000 * (1 - 0.92 * 0.97), CENT);
        StressPortfolio smaller = portfolio.withOrder(StressDesk.BTC.symbol(), "a", -30_000);
        assertThat(run("flash_crash", smaller).pnl())
                .as("what is left is closed by the nearest first")
                .isEqualTo(-40_000 * (1 - 0.98 * 0.97) - 30_000 * (1 - 0.92 * 0.97), CENT);
    }

    @Test
    void aStopExactlyReachedFills() {
        StressPortfolio portfolio = account(1e6)
                .position(free(StressDesk.BTC, 100_000).stop(0.1, 100_000).build())
                .build();

        assertThat(run("flash_crash", portfolio).pnl()).isEqualTo(-100_000 * (1 - 0.9 * 0.97), CENT);
    }

    @Test
    void aFailedVenueTakesWhatItOwesAndTheHedgesThere() {
        StressPortfolio portfolio = account(100_000)
                .cash("USD", "b", 50_000)
                .position(free(StressDesk.BTC, 40_000).build())
                .position(free(StressDesk.BTC_PERP, -40_000).unrealised(5_000).build())
                .position(free(StressDesk.SOL_PERP, 20_000).venue("b").build())
                .build();

        StressResult result = run("exchange_failure", portfolio);

        // a: 100 000 + 40 000 + 5 000 gone, the short gains nothing; b: 20 000 · 1.5 · −15 %
        assertThat(result.pnl()).isEqualTo(-145_000 - 4_500, CENT);
        assertThat(result.flags()).contains("failed:a");
        assertThat(result.debtKept()).isZero();
        assertThat(result.positions())
                .filteredOn(p -> p.venue().equals("a"))
                .allSatisfy(p -> assertThat(p.closable()).isFalse())
                .allSatisfy(p -> assertThat(p.liquidityCost()).isZero());
        assertThat(result.positions()).filteredOn(p -> p.venue().equals("b")).allMatch(PositionImpact::closable);
    }

    @Test
    void debtsToAFailedVenueAreSetOffButNeverForgiven() {
        // One venue alone is the largest even when more is owed to it than held there.
        StressPortfolio setOff = account(150_000)
                .position(free(StressDesk.BTC, -100_000).build())
                .build();
        StressPortfolio owing = account(60_000)
                .cash("USD", "", 500_000)
                .position(free(StressDesk.BTC, -100_000).build())
                .build();

        assertThat(run("exchange_failure", setOff).pnl()).isEqualTo(-50_000, CENT);
        assertThat(run("exchange_failure", owing).pnl()).isEqualTo(0, CENT);
        assertThat(run("exchange_failure", owing).debtKept()).isEqualTo(40_000, CENT);
    }

    @Test
    void whatLiesAtNoVenueSurvivesAVenuesFailure() {
        StressPortfolio portfolio = StressPortfolio.builder("USD")
                .cash("USD", "", 500_000)
                .cash("USD", "a", 10_000)
                .build();

        assertThat(run("exchange_failure", portfolio).pnl()).isEqualTo(-10_000, CENT);
        assertThat(run("exchange_failure", portfolio).flags())
                .doesNotContain("venue_unknown")
                .contains("venue_unknown:USD");
        assertThat(run("covid_19_crash", portfolio).flags()).doesNotContain("venue_unknown:USD");
    }

    @Test
    void saysWhenNothingLiesAtAnyVenueThatCouldFailOrClose() {
        StressPortfolio portfolio =
                StressPortfolio.builder("USD").cash("USD", "", 500_000).build();

        assertThat(run("exchange_failure", portfolio).pnl()).isZero();
        assertThat(run("exchange_failure", portfolio).flags()).contains("venue_unknown");
        assertThat(run("venue_outage", portfolio).flags()).contains("venue_unknown");
        assertThat(run("covid_19_crash", portfolio).flags()).doesNotContain("venue_unknown");
    }

    @Test
    void aClosedVenueLeavesItsPositionsOpenAndHedgesElsewhereStay() {
        StressPortfolio portfolio = account(1e6)
                .position(free(StressDesk.BTC, 100_000).build())
                .position(free(StressDesk.BTC_PERP, -100_000).venue("b").build())
                .build();

        StressResult result = run("venue_outage", portfolio);

        assertThat(result.pnl()).isEqualTo(0, CENT);
        assertThat(result.flags()).contains("closed:a");
        assertThat(result.positions().get(0).closable()).isFalse();
        assertThat(result.positions().get(1).closable()).isTrue();
    }

    @Test
    void anUnknownMarketVolatilityIsAssumedAndFlagged() {
        StressPortfolio portfolio = StressPortfolio.builder("USD")
                .position(free(StressDesk.BTC, 100_000).build())
                .build();

        StressResult result = run("venue_outage", portfolio);

        assertThat(result.pnl()).isEqualTo(-100_000 * 3 * 0.05 * Math.sqrt(4.0 / 24), CENT);
        assertThat(result.flags()).contains("market_volatility_assumed");
        assertThat(run("covid_19_crash", portfolio).flags()).doesNotContain("market_volatility_assumed");
    }

    @Test
    void aVenueShortOfMarginLiquidatesItsDerivativesForOnePercentMore() {
        // short 100 000 against 25 000: +20 % loses 20 000, 5 000 left, 120 000 · 5 % = 6 000 needed
        StressPortfolio thin = account(25_000)
                .position(free(StressDesk.BTC_PERP, -100_000).build())
                .build();
        // long: −20 % leaves 5 000 against 80 000 · 5 % = 4 000
        StressPortfolio longer = account(25_000)
                .position(free(StressDesk.BTC_PERP, 100_000).build())
                .build();
        StressPortfolio exact = account(26_000)
                .position(free(StressDesk.BTC_PERP, -100_000).build())
                .build();

        StressResult result = run("liquidation_cascade", thin);

        assertThat(result.pnl()).isEqualTo(-20_000 - 1_200, CENT);
        assertThat(result.marketMove()).isEqualTo(0.2);
        assertThat(result.marginShortfall()).isEqualTo(1_000, CENT);
        assertThat(result.positions().getFirst().penalty()).isEqualTo(1_200, CENT);
        assertThat(result.flags()).contains("liquidated:a");
        assertThat(run("liquidation_cascade", longer).pnl()).isEqualTo(-20_000, CENT);
        assertThat(run("liquidation_cascade", longer).marginShortfall()).isZero();
        assertThat(run("liquidation_cascade", exact).pnl()).isEqualTo(-20_000, CENT);
        assertThat(run("liquidation_cascade", exact).flags()).noneMatch(f -> f.startsWith("liquidated"));
    }

    @Test
    void marginIsCheckedVenueByVenueAndSpotNeedsNone() {
        StressPortfolio portfolio = account(1e6)
                .cash("USD", "b", 3_000)
                .position(free(StressDesk.BTC, 500_000).build())
                .position(free(StressDesk.BTC_PERP, 100_000)
                        .venue("b")
                        .unrealised(1_000)
                        .build())
                .build();

        // b: 3 000 + 1 000 − 40 000 against 60 000 · 5 %
        StressResult result = run("financial_crisis_2008", portfolio);

        assertThat(result.marginShortfall()).isEqualTo(39_000, CENT);
        assertThat(result.positions()).allMatch(p -> p.penalty() == 0);
    }

    @Test
    void marginCountsFundingPaid() {
        // 100 000 pays 2 700; 5 000 − 2 700 against 5 000
        StressPortfolio portfolio = account(5_000)
                .position(free(StressDesk.BTC_PERP, 100_000).build())
                .build();

        assertThat(run("funding_spike", portfolio).marginShortfall()).isEqualTo(2_700, CENT);
    }

    @Test
    void namesTheFiveWorstPositionsWorstFirst() {
        StressPortfolioBuilder builder = account(1e6);
        for (String base : List.of("AA", "BB", "CC", "DD", "EE", "FF")) {
            double value = 10_000 * (base.charAt(0) - 'A' + 1);
            builder.position(free(Instrument.spot(base + "/USD").build(), value).build());
        }
        builder.position(free(StressDesk.BTC_PERP, -100_000).build());

        StressResult result = run("covid_19_crash", builder.build());

        assertThat(result.worst().stream().map(p -> p.symbol().base())).containsExactly("FF", "EE", "DD", "CC", "BB");
        assertThat(result.worst().getFirst().pnl()).isEqualTo(-18_000, CENT);
        assertThat(result.positions()).hasSize(7);
        assertThat(result.loss()).isEqualTo(63_000 - 30_000, CENT);
    }

    @Test
    void aGainIsNoLoss() {
        StressResult result = run("covid_19_crash", holding(StressDesk.BTC_PERP, -100_000));

        assertThat(result.loss()).isZero();
        assertThat(result.pnlRatio()).hasValueCloseTo(0.03, within(1e-12));
        assertThat(result.worst()).isEmpty();
    }

    @Test
    void anEmptyPortfolioLosesNothingAndHasNoShare() {
        StressPortfolio empty = StressPortfolio.builder("USD").build();

        assertThat(StressTest.runAll(Scenarios.standard(), empty)).allSatisfy(result -> {
            assertThat(result.pnl()).isZero();
            assertThat(result.pnlRatio()).isEmpty();
            assertThat(result.worst()).isEmpty();
        });
    }

    @Test
    void namedShocksMoveWhatTheyName() {
        Scenario scenario = Scenario.custom("named")
                .market(MarketMove.of(-0.5))
                .sector("l1", -0.2)
                .kind(InstrumentKind.SPOT, -0.3)
                .asset("USDT", -0.04)
                .build();
        StressPortfolio portfolio = account(0)
                .sector("SOL", "l1")
                .cash("USDT", "a", 1_000)
                .cash("ADA", "a", 1_000)
                .position(free(StressDesk.SOL_PERP, 10_000).build())
                .position(free(StressDesk.BTC_PERP, 10_000).build())
                .build();

        StressResult result = StressTest.run(scenario, portfolio);

        assertThat(result.positions().get(0).movePnl()).isEqualTo(-5_000, CENT);
        assertThat(result.positions().get(1).movePnl()).isEqualTo(-2_000, CENT);
        assertThat(result.cash().get(0).pnl()).isEqualTo(-300, CENT);
        assertThat(result.cash().get(2).pnl()).isEqualTo(-40, CENT);
    }
}
