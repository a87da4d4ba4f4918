package io.colin.ml.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.market.Aggressor;
import io.colin.api.market.Trade;
import io.colin.ml.SyntheticMarket;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.hipparchus.stat.correlation.Covariance;
import org.junit.jupiter.api.Test;

class TradingCostsTest {
    private static final HalfSpread ROLL = HalfSpread.roll(50, 0, 100);

    @Test
    void aRoundTripPaysFeeHalfSpreadAndImpactTwice() {
        TradingCosts costs = new TradingCosts(10, HalfSpread.fixed(3), 1);
        assertThat(costs.roundTrip(3)).isEqualTo(0.0028, within(1e-15));
    }

    @Test
    void findsTheBounceBetweenBidAndAsk() {
        SpreadEstimator spread = SpreadEstimator.of(HalfSpread.roll(2_000, 0, 100));
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 2_000; i++) {
            spread.on(trade(i, random.nextBoolean() ? 1_000.5 : 999.5));
        }
        assertThat(spread.halfSpreadBpsAt(Long.MAX_VALUE)).isEqualTo(5, within(0.5));
    }

    @Test
    void equalsTheSampleCovarianceOfTheLastTrades() {
        SplittableRandom random = new SplittableRandom(2);
        List<Double> prices = new ArrayList<>();
        SpreadEstimator spread = SpreadEstimator.of(ROLL);
        for (int i = 0; i < 300; i++) {
            prices.add(Math.round(100 * (1_000 + random.nextGaussian())) / 100.0);
            spread.on(trade(i, prices.getLast()));
            if (i >= 19) {
                List<Double> last = prices.subList(Math.max(0, prices.size() - 50), prices.size());
                assertThat(spread.halfSpreadBpsAt(Long.MAX_VALUE)).isEqualTo(plainRoll(last), within(1e-9));
            }
        }
    }

    @Test
    void saysTheCeilingUntilTwentyTradesWereSeen() {
        SpreadEstimator spread = SpreadEstimator.of(HalfSpread.roll(200, 2, 20));
        assertThat(spread.halfSpreadBpsAt(0)).isEqualTo(20);
        for (int i = 0; i < 19; i++) {
            spread.on(trade(i, 1_000));
        }
        assertThat(spread.halfSpreadBpsAt(Long.MAX_VALUE)).isEqualTo(20);
        spread.on(trade(19, 1_000));
        assertThat(spread.halfSpreadBpsAt(Long.MAX_VALUE)).isEqualTo(2);
    }

    @Test
    void theTradeThatOpensTheNextBarDoesNotSpeakForTheLast() {
        SpreadEstimator barFirst = SpreadEstimator.of(ROLL);
        SpreadEstimator tradeFirst = SpreadEstimator.of(ROLL);
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 60; i++) {
            Trade trade = trade(i, 1_000 + random.nextInt(5));
            barFirst.on(trade);
            tradeFirst.on(trade);
        }
        long closeNs = 60_000_000_000L;
        Trade next = trade(60, 2_000);
        double known = barFirst.halfSpreadBpsAt(closeNs);
        tradeFirst.on(next);
        assertThat(tradeFirst.halfSpreadBpsAt(closeNs)).isEqualTo(known);
        barFirst.on(next);
        assertThat(tradeFirst.halfSpreadBpsAt(2 * closeNs)).isEqualTo(barFirst.halfSpreadBpsAt(2 * closeNs));
    }

    @Test
    void aFixedHalfSpreadIgnoresTrades() {
        SpreadEstimator spread = SpreadEstimator.of(HalfSpread.fixed(4));
        spread.on(trade(0, 1_000));
        assertThat(spread.halfSpreadBpsAt(Long.MAX_VALUE)).isEqualTo(4);
    }

    @Test
    void refusesNonsense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HalfSpread.roll(5, 2, 20))
                .withMessageContaining("trades");
        assertThatIllegalArgumentException().isThrownBy(() -> new HalfSpread(200, 20, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> HalfSpread.fixed(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> new TradingCosts(-1, HalfSpread.fixed(1), 0));
    }

    private static double plainRoll(List<Double> prices) {
        int pairs = prices.size() - 2;
        double[] now = new double[pairs];
        double[] before = new double[pairs];
        for (int i = 0; i < pairs; i++) {
            now[i] = prices.get(i + 2) - prices.get(i + 1);
            before[i] = prices.get(i + 1) - prices.get(i);
        }
        double covariance = new Covariance().covariance(now, before);
        return Math.min(100, 1e4 * Math.sqrt(Math.max(0, -covariance)) / prices.getLast());
    }

    private static Trade trade(int second, double price) {
        return new Trade(
                SyntheticMarket.SYMBOL,
                second * 1_000_000_000L,
                BigDecimal.valueOf(price),
                BigDecimal.ONE,
                Aggressor.UNKNOWN);
    }
}
