package io.colin.risk.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.instrument.Symbol;
import io.colin.risk.returns.Covariance;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.junit.jupiter.api.Test;

class StressedVarTest {
    private static final long DAY_NS = 86_400_000_000_000L;
    private static final List<Symbol> ROWS = List.of(StressDesk.BTC_PERP.symbol(), StressDesk.SOL_PERP.symbol());

    private static Covariance covariance(double rho) {
        return Covariance.of(new double[][] {{0.0016, 0.04 * 0.06 * rho}, {0.04 * 0.06 * rho, 0.0036}});
    }

    private static StressPortfolioBuilder pair(double btc, double sol, double rho) {
        return StressDesk.account(1e6)
                .covariance(ROWS, covariance(rho), DAY_NS)
                .position(StressDesk.free(StressDesk.BTC_PERP, btc).build())
                .position(StressDesk.free(StressDesk.SOL_PERP, sol).build());
    }

    private static double normal(double... parts) {
        return 2.3263478740408408 * Math.sqrt(Arrays.stream(parts).sum());
    }

    @Test
    void multipliesVolatilityAndCorrelation() {
        // 2008: σ × 3, ρ 0.4 × 1.5 = 0.6; exposures 100 000 · 0.12 = 12 000 and 50 000 · 0.18 = 9 000
        double expected = normal(12_000.0 * 12_000, 9_000.0 * 9_000, 2 * 0.6 * 12_000 * 9_000);

        assertThat(StressDesk.run(
                                "financial_crisis_2008",
                                pair(100_000, 50_000, 0.4).build())
                        .valueAtRisk())
                .hasValueCloseTo(expected, within(1e-6));
        assertThat(StressDesk.run(
                                "financial_crisis_2008",
                                pair(100_000, -50_000, 0.4).build())
                        .valueAtRisk())
                .hasValueCloseTo(normal(12_000.0 * 12_000, 9_000.0 * 9_000, -2 * 0.6 * 12_000 * 9_000), within(1e-6));
    }

    @Test
    void cutsCorrelationAtNinetyFivePercent() {
        // COVID: ρ 0.6 × 2 → 0.95; σ × 4
        double expected = normal(16_000.0 * 16_000, 12_000.0 * 12_000, 2 * 0.95 * 16_000 * 12_000);

        assertThat(StressDesk.run("covid_19_crash", pair(100_000, 50_000, 0.6).build())
                        .valueAtRisk())
                .hasValueCloseTo(expected, within(1e-6));
    }

    @Test
    void aHedgeCountsNothingWhereCorrelationsBreakDown() {
        // σ × 2.5: 10 000 and 7 500; ρ 0.9 × 3 → 0.95 would nearly cancel, ρ = 0 does not
        double expected = normal(10_000.0 * 10_000, 7_500.0 * 7_500);

        assertThat(StressDesk.run(
                                "correlation_breakdown",
                                pair(100_000, -50_000, 0.9).build())
                        .valueAtRisk())
                .hasValueCloseTo(expected, within(1e-6));
        assertThat(StressDesk.run(
                                "correlation_breakdown",
                                pair(100_000, 50_000, 0.9).build())
                        .valueAtRisk())
                .hasValueCloseTo(normal(10_000.0 * 10_000, 7_500.0 * 7_500, 2 * 0.95 * 10_000 * 7_500), within(1e-6));
    }

    @Test
    void scalesShorterPeriodsToADay() {
        StressPortfolio hourly = StressDesk.account(1e6)
                .covariance(ROWS, covariance(0), DAY_NS / 24)
                .position(StressDesk.free(StressDesk.BTC_PERP, 100_000).build())
                .build();

        assertThat(StressDesk.run("financial_crisis_2008", hourly).valueAtRisk())
                .hasValueCloseTo(normal(24 * 12_000.0 * 12_000), within(1e-6));
    }

    @Test
    void addsTheJumpOnADayInTen() {
        // Only the mixture explains it: σ × 5 of 100 000 at 0.1 % a day is 500, the jump is 15 000.
        StressPortfolio calm = StressDesk.account(1e6)
                .covariance(List.of(StressDesk.BTC_PERP.symbol()), Covariance.of(new double[][] {{1e-6}}), DAY_NS)
                .position(StressDesk.free(StressDesk.BTC_PERP, 100_000).build())
                .build();
        // 5 % of days lose 15 000 ± 500: the loss exceeded on 1 % is the 80 % quantile of those days
        double expected = 15_000 + 500 * new NormalDistribution().inverseCumulativeProbability(0.8);

        assertThat(StressDesk.run("volatility_explosion", calm).valueAtRisk()).hasValueCloseTo(expected, within(1e-6));
    }

    @Test
    void theMixtureQuantileAgreesWithDrawingIt() {
        Random random = new Random(11);
        double[] losses = new double[2_000_000];
        for (int i = 0; i < losses.length; i++) {
            double jump = random.nextDouble() < 0.1 ? (random.nextBoolean() ? 4_000 : -3_000) : 0;
            losses[i] = 1_000 * random.nextGaussian() - jump;
        }
        Arrays.sort(losses);

        assertThat(StressedVar.quantile(1_000, 0.1, 4_000, -3_000))
                .isEqualTo(losses[(int) (0.99 * losses.length)], within(20.0));
    }

    @Test
    void theMixtureWithoutVolatilityIsTheJump() {
        assertThat(StressedVar.quantile(0, 0.1, 4_000, -3_000)).isEqualTo(3_000, within(1e-6));
        assertThat(StressedVar.quantile(0, 0, 4_000, -3_000)).isZero();
        assertThat(StressedVar.quantile(100, 0.1, 0, 0)).isEqualTo(232.63478740408408, within(1e-9));
        assertThat(StressedVar.quantile(100, 0, 5, 5)).isEqualTo(232.63478740408408, within(1e-9));
    }

    @Test
    void isAbsentAndSaysSoWithoutACovarianceOfWhatIsHeld() {
        StressPortfolio without = StressDesk.holding(StressDesk.BTC_PERP, 100_000);
        StressPortfolio other = pair(1, 1, 0)
                .position(StressDesk.free(StressDesk.BTC_EUR, 5).build())
                .build();
        StressPortfolio coin = StressDesk.account(1)
                .covariance(List.of(StressDesk.ETH_BTC.symbol()), Covariance.of(new double[][] {{1}}), DAY_NS)
                .cash("ETH", "a", 5)
                .build();

        assertThat(StressDesk.run("covid_19_crash", without).valueAtRisk()).isEmpty();
        assertThat(StressDesk.run("covid_19_crash", without).flags()).contains("stressed_var_missing:covariance");
        assertThat(StressDesk.run("covid_19_crash", other).valueAtRisk()).isEmpty();
        assertThat(StressDesk.run("covid_19_crash", other).flags()).contains("stressed_var_missing:BTC/EUR");
        assertThat(StressDesk.run("covid_19_crash", coin).flags()).contains("stressed_var_missing:ETH/USD");
    }

    @Test
    void countsCollateralInACryptoAssetWithItsPosition() {
        // 100 000 of bitcoin hedges the short of 100 000
        StressPortfolio hedged = pair(-100_000, 0, 0).cash("BTC", "a", 100_000).build();
        StressPortfolio money = pair(0, 0, 0).cash("USDT", "a", 100_000).build();

        assertThat(StressDesk.run("covid_19_crash", hedged).valueAtRisk()).hasValueCloseTo(0.0, within(1e-6));
        assertThat(StressDesk.run("covid_19_crash", money).valueAtRisk()).hasValueCloseTo(0.0, within(1e-6));
    }

    @Test
    void spotQuotedInACryptoAssetMovesWithThatAssetToo() {
        // 100 000 of ETH/BTC moves by its own 1.5 % and by bitcoin's 4 %, however it was paid; a debt of bitcoin hedges
        // that
        List<Symbol> rows = List.of(StressDesk.BTC.symbol(), StressDesk.ETH_BTC.symbol());
        Covariance own = Covariance.of(new double[][] {{0.0016, 0}, {0, 0.000225}});
        Scenario usual = Scenario.custom("usual").build();
        StressPortfolio bought = StressDesk.account(900_000)
                .covariance(rows, own, DAY_NS)
                .position(StressDesk.free(StressDesk.ETH_BTC, 0).build())
                .cash("BTC", "a", 100_000)
                .build()
                .withOrder(StressDesk.ETH_BTC.symbol(), "a", 100_000);
        StressPortfolioBuilder owed = StressDesk.account(1e6)
                .covariance(rows, own, DAY_NS)
                .position(StressDesk.free(StressDesk.ETH_BTC, 100_000).build())
                .cash("BTC", "a", -100_000);

        assertThat(StressTest.run(usual, bought).valueAtRisk())
                .hasValueCloseTo(normal(1_500.0 * 1_500, 4_000.0 * 4_000), within(1e-6));
        assertThat(StressTest.run(usual, owed.build()).valueAtRisk())
                .hasValueCloseTo(normal(1_500.0 * 1_500), within(1e-6));
    }

    @Test
    void whatAContractGainedMovesWithWhatItIsSettledIn() {
        // 50 000 of an inverse contract and 20 000 gained in bitcoin
        StressPortfolio held = StressDesk.account(1e6)
                .covariance(
                        List.of(StressDesk.BTC.symbol(), StressDesk.BTC_INVERSE.symbol()),
                        Covariance.of(new double[][] {{0.0016, 0}, {0, 0.0016}}),
                        DAY_NS)
                .position(StressDesk.free(StressDesk.BTC_INVERSE, 50_000)
                        .unrealised(20_000)
                        .build())
                .build();

        assertThat(StressTest.run(Scenario.custom("usual").build(), held).valueAtRisk())
                .hasValueCloseTo(normal(2_000.0 * 2_000, 800.0 * 800), within(1e-6));
    }

    @Test
    void refusesSymbolsThatDoNotFitTheMatrix() {
        Covariance two = covariance(0);
        List<Symbol> same = List.of(ROWS.getFirst(), ROWS.getFirst());

        assertThatThrownBy(() -> StressDesk.account(1).covariance(ROWS.subList(0, 1), two, DAY_NS))
                .hasMessageContaining("symbols: must be one a row");
        assertThatThrownBy(() -> StressDesk.account(1).covariance(same, two, DAY_NS))
                .hasMessageContaining("distinct");
        assertThatThrownBy(() -> StressDesk.account(1).covariance(ROWS, two, 0)).hasMessageContaining("periodNs");
    }
}
