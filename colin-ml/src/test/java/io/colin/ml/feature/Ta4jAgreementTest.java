package io.colin.ml.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.Decimals;
import io.colin.api.market.Bar;
import io.colin.ml.SyntheticMarket;
import io.colin.ml.history.Candle;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseBarSeriesBuilder;
import org.ta4j.core.Indicator;
import org.ta4j.core.indicators.ATRIndicator;
import org.ta4j.core.indicators.CCIIndicator;
import org.ta4j.core.indicators.MACDIndicator;
import org.ta4j.core.indicators.ROCIndicator;
import org.ta4j.core.indicators.RSIIndicator;
import org.ta4j.core.indicators.StochasticOscillatorDIndicator;
import org.ta4j.core.indicators.StochasticOscillatorKIndicator;
import org.ta4j.core.indicators.adx.ADXIndicator;
import org.ta4j.core.indicators.adx.MinusDIIndicator;
import org.ta4j.core.indicators.adx.PlusDIIndicator;
import org.ta4j.core.indicators.averages.EMAIndicator;
import org.ta4j.core.indicators.averages.SMAIndicator;
import org.ta4j.core.indicators.candles.LowerShadowIndicator;
import org.ta4j.core.indicators.candles.RealBodyIndicator;
import org.ta4j.core.indicators.candles.UpperShadowIndicator;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.indicators.helpers.DifferenceIndicator;
import org.ta4j.core.indicators.helpers.PreviousValueIndicator;
import org.ta4j.core.indicators.helpers.VolumeIndicator;
import org.ta4j.core.indicators.keltner.KeltnerChannelMiddleIndicator;
import org.ta4j.core.indicators.keltner.KeltnerChannelUpperIndicator;
import org.ta4j.core.indicators.statistics.CovarianceIndicator;
import org.ta4j.core.indicators.volume.MoneyFlowIndexIndicator;
import org.ta4j.core.indicators.volume.OnBalanceVolumeIndicator;
import org.ta4j.core.indicators.volume.VWAPIndicator;
import org.ta4j.core.num.DoubleNumFactory;
import org.ta4j.core.num.Num;

/**
 * An independent library computes the same indicators. Its averages start from other seeds, so values are compared from
 * bar 500 on, where a seed of 26 bars weighs below 1e-16; where the series stands still its neutral values differ from
 * the ones chosen here, so every bar compared has had some movement.
 */
class Ta4jAgreementTest {
    private static final int FROM = 600;
    private static final int BARS = 1_000;

    private final List<Bar> bars = SyntheticMarket.randomWalk(11, BARS);
    private BarSeries series = new BaseBarSeriesBuilder().build();

    @BeforeEach
    void fillTheOtherLibrary() {
        series = new BaseBarSeriesBuilder()
                .withNumFactory(DoubleNumFactory.getInstance())
                .build();
        for (Bar bar : bars) {
            series.addBar(series.barBuilder()
                    .timePeriod(Duration.ofMinutes(1))
                    .endTime(Instant.ofEpochSecond(bar.timeNs() / 1_000_000_000L))
                    .openPrice(bar.open())
                    .highPrice(bar.high())
                    .lowPrice(bar.low())
                    .closePrice(bar.close())
                    .volume(bar.volume())
                    .build());
        }
    }

    @Test
    void relativeStrength() {
        agrees("rsi_14", values(new RSIIndicator(close(), 14)), 1e-9);
    }

    @Test
    void exponentialAverage() {
        IntToDoubleFunction ema = values(new EMAIndicator(close(), 20));
        agrees("dist_ema_20", t -> Math.log(closeAt(t) / ema.applyAsDouble(t)), 1e-12);
    }

    @Test
    void averageTrueRange() {
        IntToDoubleFunction atr = values(new ATRIndicator(series, 14));
        agrees("atr_ratio_14", t -> atr.applyAsDouble(t) / closeAt(t), 1e-12);
    }

    @Test
    void commodityChannel() {
        agrees("cci_14", values(new CCIIndicator(series, 14)), 1e-6);
    }

    @Test
    void stochasticOscillator() {
        StochasticOscillatorKIndicator k = new StochasticOscillatorKIndicator(series, 14);
        agrees("stoch_k", values(k), 1e-9);
        agrees("stoch_d", values(new StochasticOscillatorDIndicator(k)), 1e-9);
    }

    @Test
    void bollingerBandsFromTheMovingAverageAndThePopulationDeviation() {
        IntToDoubleFunction mean = values(new SMAIndicator(close(), 20));
        IntToDoubleFunction deviation = t -> {
            double squares = 0;
            for (int i = t - 19; i <= t; i++) {
                squares += Math.pow(closeAt(i) - mean.applyAsDouble(t), 2);
            }
            return Math.sqrt(squares / 20);
        };
        agrees("bb_width_20", t -> 4 * deviation.applyAsDouble(t) / mean.applyAsDouble(t), 1e-12);
        agrees(
                "bb_pos_20",
                t -> (closeAt(t) - mean.applyAsDouble(t) + 2 * deviation.applyAsDouble(t))
                        / (4 * deviation.applyAsDouble(t)),
                1e-9);
    }

    @Test
    void moneyFlow() {
        agrees("mfi_14", values(new MoneyFlowIndexIndicator(series, 14)), 1e-9);
    }

    @Test
    void movingAverageConvergence() {
        IntToDoubleFunction macd = values(new MACDIndicator(close(), 12, 26));
        agrees("macd", t -> macd.applyAsDouble(t) / closeAt(t), 1e-12);
    }

    @Test
    void directionalMovement() {
        IntToDoubleFunction plus = values(new PlusDIIndicator(series, 14));
        IntToDoubleFunction minus = values(new MinusDIIndicator(series, 14));
        agrees(
                "di_diff",
                t -> (plus.applyAsDouble(t) - minus.applyAsDouble(t))
                        / (plus.applyAsDouble(t) + minus.applyAsDouble(t)),
                1e-9);
        agrees("adx_14", values(new ADXIndicator(series, 14)), 1e-8);
    }

    @Test
    void volumeWeightedPrice() {
        IntToDoubleFunction vwap = values(new VWAPIndicator(series, 14));
        agrees("vwap_dist_14", t -> Math.log(closeAt(t) / vwap.applyAsDouble(t)), 1e-12);
    }

    @ParameterizedTest(name = "{0} bars")
    @ValueSource(ints = {5, 10, 20, 50, 100})
    void exponentialAveragesOfEveryLength(int n) {
        // 200 bars would still show the other library's seed at bar 600.
        IntToDoubleFunction ema = values(new EMAIndicator(close(), n));
        agrees("dist_ema_" + n, t -> Math.log(closeAt(t) / ema.applyAsDouble(t)), n < 100 ? 1e-12 : 1e-6);
    }

    @ParameterizedTest(name = "{0} bars")
    @ValueSource(ints = {1, 3, 5, 10, 15, 30, 60, 240})
    void ratesOfChange(int k) {
        IntToDoubleFunction percent = values(new ROCIndicator(close(), k));
        agrees("ret_" + k, t -> Math.log1p(percent.applyAsDouble(t) / 100), 1e-12);
    }

    @Test
    void bodyAndShadows() {
        IntToDoubleFunction range =
                t -> Decimals.statistic(bars.get(t).high().subtract(bars.get(t).low()));
        share("body", values(new RealBodyIndicator(series)), range);
        share("upper_shadow", values(new UpperShadowIndicator(series)), range);
        share("lower_shadow", values(new LowerShadowIndicator(series)), range);
    }

    @Test
    void onBalanceVolume() {
        IntToDoubleFunction balance = values(new OnBalanceVolumeIndicator(series));
        IntToDoubleFunction traded = values(new VolumeIndicator(series, 20));
        agrees(
                "obv_slope_20",
                t -> (balance.applyAsDouble(t) - balance.applyAsDouble(t - 20)) / traded.applyAsDouble(t),
                1e-9);
    }

    @Test
    void volumeAgainstItsAverage() {
        IntToDoubleFunction mean = values(new SMAIndicator(new VolumeIndicator(series), 20));
        agrees(
                "vol_ratio_20",
                t -> Math.log((Decimals.statistic(bars.get(t).volume()) + 1e-9) / (mean.applyAsDouble(t) + 1e-9)),
                1e-9);
    }

    @Test
    void keltnerChannel() {
        KeltnerChannelMiddleIndicator middle = new KeltnerChannelMiddleIndicator(close(), 20);
        IntToDoubleFunction mid = values(middle);
        IntToDoubleFunction top = values(new KeltnerChannelUpperIndicator(middle, 2, 14));
        agrees(
                "keltner_pos_20",
                t -> (closeAt(t) - mid.applyAsDouble(t)) / (top.applyAsDouble(t) - mid.applyAsDouble(t)),
                1e-9);
    }

    @Test
    void theSpreadThatBouncesShowFromTheirCovariance() {
        Indicator<Num> change = new DifferenceIndicator(close());
        Indicator<Num> before = new PreviousValueIndicator(change, 1);
        IntToDoubleFunction covariance = values(new CovarianceIndicator(change, before, 60));
        // The other library divides by 60.
        agrees("roll_60", t -> 2 * Math.sqrt(Math.max(0, -covariance.applyAsDouble(t) * 60 / 59)) / closeAt(t), 1e-9);
    }

    private void share(String column, IntToDoubleFunction part, IntToDoubleFunction range) {
        agrees(column, t -> range.applyAsDouble(t) == 0 ? 0 : part.applyAsDouble(t) / range.applyAsDouble(t), 1e-9);
    }

    private void agrees(String column, IntToDoubleFunction expected, double tolerance) {
        BarFeatures features = BarFeatures.of(BarCatalog.standard().schema(List.of(column)));
        for (int t = 0; t < BARS; t++) {
            features.update(Candle.of(bars.get(t)));
            if (t >= FROM) {
                double value = expected.applyAsDouble(t);
                assertThat(features.value(0))
                        .as("%s at %d", column, t)
                        .isEqualTo(value, within(tolerance * Math.max(1, Math.abs(value))));
            }
        }
    }

    private ClosePriceIndicator close() {
        return new ClosePriceIndicator(series);
    }

    private double closeAt(int t) {
        return Decimals.statistic(bars.get(t).close());
    }

    private static IntToDoubleFunction values(Indicator<Num> indicator) {
        return t -> indicator.getValue(t).doubleValue();
    }
}
