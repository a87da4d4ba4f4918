package io.colin.risk.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.instrument.Symbol;
import io.colin.risk.returns.ReturnHistory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import org.hipparchus.stat.regression.SimpleRegression;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BetasTest {
    private static final long DAY_NS = 86_400_000_000_000L;
    private static final Symbol BTC = Symbol.of("BTC/USD");
    private static final Symbol SOL = Symbol.of("SOL/USD");

    private static ReturnHistory history(double[] btc, double[] sol) {
        long[] times = new long[btc.length];
        Arrays.setAll(times, t -> (t + 1) * DAY_NS);
        return ReturnHistory.ofReturns(DAY_NS, List.of(BTC, SOL), times, new double[][] {btc, sol});
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void isTheLeastSquaresSlopeOfTheLastSixtyDays(long seed) {
        Random random = new Random(seed);
        double[] btc = new double[100];
        double[] sol = new double[100];
        SimpleRegression oracle = new SimpleRegression();
        for (int t = 0; t < 100; t++) {
            btc[t] = t % 7 == 3 ? Double.NaN : random.nextGaussian() * 0.04;
            sol[t] = t % 11 == 5 ? Double.NaN : 1.4 * random.nextGaussian() * 0.04 + 0.01;
            if (t >= 40 && !Double.isNaN(btc[t]) && !Double.isNaN(sol[t])) {
                oracle.addData(btc[t], sol[t]);
            }
        }

        assertThat(Betas.of(history(btc, sol), SOL, BTC)).hasValueCloseTo(oracle.getSlope(), within(1e-12));
        assertThat(Betas.of(history(btc, sol), BTC, BTC)).hasValueCloseTo(1.0, within(1e-12));
    }

    @Test
    void isAbsentBelowThirtyPointsInCommon() {
        double[] btc = new Random(1).doubles(60).toArray();
        double[] few = btc.clone();
        Arrays.fill(few, 0, 31, Double.NaN);
        double[] enough = btc.clone();
        Arrays.fill(enough, 0, 30, Double.NaN);

        assertThat(Betas.of(history(btc, few), SOL, BTC)).isEmpty();
        assertThat(Betas.of(history(btc, enough), SOL, BTC)).hasValueCloseTo(1.0, within(1e-12));
    }

    @Test
    void isAbsentForAMarketThatStandsStillAndForUnknownSymbols() {
        double[] still = new double[60];
        double[] moving = new Random(1).doubles(60).toArray();

        assertThat(Betas.of(history(still, moving), SOL, BTC)).isEmpty();
        assertThat(Betas.of(history(moving, still), SOL, BTC)).hasValue(0);
        assertThat(Betas.of(history(moving, moving), Symbol.of("ADA/USD"), BTC)).isEmpty();
        assertThat(Betas.of(history(moving, moving), SOL, Symbol.of("ADA/USD"))).isEmpty();
        assertThat(Betas.of(history(new double[0], new double[0]), SOL, BTC)).isEmpty();
    }

    private static ReturnHistory of(Map<String, double[]> rows) {
        long[] times = new long[60];
        Arrays.setAll(times, t -> (t + 1) * DAY_NS);
        List<Symbol> symbols = rows.keySet().stream().map(Symbol::of).sorted().toList();
        double[][] returns =
                symbols.stream().map(symbol -> rows.get(symbol.name())).toArray(double[][]::new);
        return ReturnHistory.ofReturns(DAY_NS, symbols, times, returns);
    }

    private static double[] times(double factor, double[] of) {
        return Arrays.stream(of).map(r -> factor * r).toArray();
    }

    @Test
    void ofAnAssetIsThatOfItsPriceInTheAccountCurrencyElseInAStatesElseInAStablecoin() {
        StressPortfolio dollars = StressPortfolio.builder("USD").build();
        double[] btc = new Random(2).doubles(60, -0.05, 0.05).toArray();
        double[] few = btc.clone();
        Arrays.fill(few, 0, 31, Double.NaN);
        SortedMap<String, Double> found = Betas.byAsset(
                of(Map.of(
                        "BTC/EUR", times(-1, btc),
                        "BTC/USD", btc,
                        "ETH/BTC", times(0.2, btc),
                        "ETH/USD", times(1.2, btc),
                        "SOL/EUR", times(1.5, btc),
                        "SOL/USD", few,
                        "SOL/USDT", times(3, btc),
                        "ADA/USDT", times(0.7, btc),
                        "XRP/ETH", times(0.9, btc))),
                dollars);
        assertThat(found.keySet()).containsExactly("ADA", "BTC", "ETH", "SOL");
        assertThat(found.get("BTC")).isEqualTo(1, within(1e-12));
        assertThat(found.get("ETH")).isEqualTo(1.2, within(1e-12));
        assertThat(found.get("SOL")).isEqualTo(1.5, within(1e-12));
        assertThat(found.get("ADA")).isEqualTo(0.7, within(1e-12));
    }

    @Test
    void ofAllAssetsRestOnTheFirstPriceInMoneyOfTheMarketThatMoves() {
        StressPortfolio dollars = StressPortfolio.builder("USD").build();
        double[] moving = new Random(2).doubles(60, -0.05, 0.05).toArray();
        assertThat(Betas.byAsset(of(Map.of("BTC/ETH", moving, "ETH/USD", moving)), dollars))
                .isEmpty();
        SortedMap<String, Double> tethered = Betas.byAsset(
                of(Map.of("BTC/USD", new double[60], "BTC/USDT", moving, "ETH/USD", times(2, moving))), dollars);
        assertThat(tethered.get("ETH")).isEqualTo(2, within(1e-12));
        assertThat(tethered.get("BTC")).as("not what stands still").isEqualTo(1);
    }
}
