package io.colin.ml.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.ml.SyntheticMarket;
import io.colin.ml.frame.FrameSchema;
import io.colin.ml.frame.FrameStream;
import io.colin.ml.history.Candle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A bar is tried on a copy: the copy knows everything, and what it is asked changes nothing of what it was made from. */
class FeatureCopyTest {
    private static final FeatureSchema ALL = BarCatalog.complete();
    private static final int BARS = 3_200;
    private static final List<Candle> CANDLES = SyntheticMarket.candles(SyntheticMarket.randomWalk(8, BARS));
    private static final double[] READINGS = readings();

    @Test
    void whatIsTriedOnACopyIsWhatTheStreamItselfWouldSay() {
        SplittableRandom random = new SplittableRandom(4);
        FeatureStream stream = FeatureStream.of(ALL, 3, 5);
        FeatureStream trial = FeatureStream.of(ALL, 3, 5);
        for (int t = 0; t < BARS - 1; t++) {
            stream.update(CANDLES.get(t), READINGS, t * MarketInputs.SIZE);
            if (random.nextInt(160) == 0 || t > BARS - 4) {
                Candle tried = tried(t + 1, random);
                trial.copyFrom(stream);
                trial.update(tried, READINGS, (t + 1) * MarketInputs.SIZE);
                FeatureStream really = FeatureStream.of(ALL, 3, 5);
                for (int i = 0; i <= t; i++) {
                    really.update(CANDLES.get(i), READINGS, i * MarketInputs.SIZE);
                }
                really.update(tried, READINGS, (t + 1) * MarketInputs.SIZE);
                assertThat(window(trial)).as("at bar %d", t).isEqualTo(window(really));
                assertThat(trial.state()).isEqualTo(really.state());
                assertThat(trial.atrRatio()).isEqualTo(really.atrRatio());
                assertThat(trial.emptyRun()).isEqualTo(really.emptyRun());
            }
        }
    }

    @Test
    void tryingEveryBarChangesNoBitOfWhatFollows() {
        SplittableRandom random = new SplittableRandom(5);
        FeatureStream stream = FeatureStream.of(ALL, 3, 5);
        FeatureStream untouched = FeatureStream.of(ALL, 3, 5);
        FeatureStream trial = FeatureStream.of(ALL, 3, 5);
        for (int t = 0; t < BARS - 1; t++) {
            stream.update(CANDLES.get(t), READINGS, t * MarketInputs.SIZE);
            untouched.update(CANDLES.get(t), READINGS, t * MarketInputs.SIZE);
            trial.copyFrom(stream);
            trial.update(tried(t + 1, random), READINGS, (t + 1) * MarketInputs.SIZE);
            assertThat(Arrays.equals(window(stream), window(untouched)))
                    .as("at bar %d", t)
                    .isTrue();
        }
    }

    @Test
    void everyTimeFrameIsCopiedAndAHoleStartsTheCopyAnewToo() {
        FeatureSchema schema =
                FrameSchema.of(BarCatalog.standard().schema(List.of("ret_5", "rsi_14", "atr_ratio_14")), List.of(1, 5));
        List<Candle> holed = new ArrayList<>(CANDLES.subList(0, 403));
        holed.addAll(CANDLES.subList(600, 1_003));
        FrameStream stream = FrameStream.of(schema, 8, 5);
        FrameStream trial = FrameStream.of(schema, 8, 5);
        for (int t = 0; t < holed.size() - 1; t++) {
            stream.update(holed.get(t), new double[0], 0);
            trial.copyFrom(stream);
            trial.update(holed.get(t + 1), new double[0], 0);
            if (t % 37 == 0 || (t > 395 && t < 410)) {
                FrameStream really = FrameStream.of(schema, 8, 5);
                holed.subList(0, t + 2).forEach(candle -> really.update(candle, new double[0], 0));
                assertThat(window(trial)).as("at bar %d", t).isEqualTo(window(really));
                assertThat(trial.state()).isEqualTo(really.state());
                assertThat(trial.bars()).isEqualTo(really.bars());
                assertThat(trial.closed(1)).isEqualTo(really.closed(1));
            }
        }
    }

    /** The bar that comes, with other numbers. */
    private static Candle tried(int index, SplittableRandom random) {
        Candle real = CANDLES.get(index);
        double close = real.low() + random.nextDouble() * (real.high() - real.low());
        boolean empty = random.nextInt(5) == 0;
        return new Candle(
                real.openTimeNs(),
                real.timeNs(),
                empty ? close : real.open(),
                empty ? close : real.high(),
                empty ? close : real.low(),
                close,
                empty ? 0 : real.volume() * random.nextDouble() + 0.1,
                empty);
    }

    private static double[] window(FeatureStream stream) {
        double[] window = new double[3 * ALL.size()];
        stream.copyWindow(window);
        return window;
    }

    private static double[] window(FrameStream stream) {
        double[] window = new double[8 * 3];
        stream.copyWindow(window);
        return window;
    }

    /** Everything else that can be known, some of it not known for a while. */
    private static double[] readings() {
        SplittableRandom random = new SplittableRandom(6);
        double[] readings = new double[BARS * MarketInputs.SIZE];
        for (int i = 0; i < readings.length; i++) {
            boolean outage = i / MarketInputs.SIZE % 1_000 < 20;
            readings[i] = outage ? Double.NaN : Math.exp(random.nextGaussian());
        }
        return readings;
    }
}
