package io.colin.ml.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.colin.ml.SyntheticMarket;
import io.colin.ml.feature.BarCatalog;
import io.colin.ml.feature.FeatureSchema;
import io.colin.ml.feature.FeatureStream;
import io.colin.ml.feature.FeatureStream.State;
import io.colin.ml.feature.FeatureStream.Taken;
import io.colin.ml.history.Candle;
import io.colin.ml.preset.Preset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames of 1, 5 and 15 minutes over columns that need at most 20 bars, 4 rows a frame. */
class FrameStreamTest {
    private static final FeatureSchema COLUMNS = BarCatalog.standard().schema(List.of("ret_1", "body", "vol_ratio_20"));
    private static final FeatureSchema SCHEMA = FrameSchema.of(COLUMNS, List.of(1, 5, 15));
    private static final int STEPS = 4;
    private static final int PART = STEPS * 3;
    private static final double[] NOTHING = new double[0];
    private static final List<Candle> MINUTES = SyntheticMarket.candles(SyntheticMarket.randomWalk(4, 400));

    @Test
    void theSchemaNamesItsFramesAndItsHashCoversThem() {
        assertThat(SCHEMA.columns()).extracting("name").contains("ret_1_f1", "body_f5", "vol_ratio_20_f15");
        assertThat(FrameSchema.frames(SCHEMA)).containsExactly(1, 5, 15);
        assertThat(FrameSchema.frames(COLUMNS)).containsExactly(1);
        assertThat(FrameSchema.first(SCHEMA)).isEqualTo(COLUMNS);
        assertThat(SCHEMA.hash())
                .isNotEqualTo(FrameSchema.of(COLUMNS, List.of(1, 5, 30)).hash());
        assertThat(FrameSchema.of(Preset.transformerColumns(), List.of(1, 60)).warmUpBars())
                .isEqualTo(150 * 60);
        assertThatIllegalArgumentException().isThrownBy(() -> FrameStream.of(SCHEMA, 10, 5));
    }

    @Test
    void everyFrameSeesItsOwnBarsAsIfThereWereNoOthers() {
        FrameStream stream = run(MINUTES.subList(0, 347));
        double[] window = new double[3 * PART];
        stream.copyWindow(window);
        int part = 0;
        for (int frame : new int[] {1, 5, 15}) {
            FeatureStream plain = FeatureStream.of(COLUMNS, STEPS, 5);
            joined(MINUTES.subList(0, 347), frame).forEach(plain::update);
            double[] expected = new double[PART];
            plain.copyWindow(expected);
            assertThat(Arrays.copyOfRange(window, part * PART, (part + 1) * PART))
                    .as("frame %d", frame)
                    .isEqualTo(expected);
            part++;
        }
    }

    /** Minute 345 ends a 15-minute bar: 346 to 359 belong to bars under way. */
    @ParameterizedTest
    @ValueSource(ints = {346, 349, 351, 358})
    void aBarUnderWayIsInNoWindow(int minutes) {
        List<Candle> other = new ArrayList<>(MINUTES.subList(0, minutes));
        int fifteen = minutes - minutes % 15;
        for (int i = fifteen; i < minutes; i++) {
            other.set(i, moved(other.get(i)));
        }
        double[] window = window(MINUTES.subList(0, minutes));
        double[] changed = window(other);
        assertThat(Arrays.copyOfRange(changed, 2 * PART, 3 * PART))
                .isEqualTo(Arrays.copyOfRange(window, 2 * PART, 3 * PART));
        assertThat(Arrays.copyOfRange(changed, 0, PART)).isNotEqualTo(Arrays.copyOfRange(window, 0, PART));
        boolean fiveClosed = minutes - minutes % 5 > fifteen;
        assertThat(Arrays.equals(
                        Arrays.copyOfRange(changed, PART, 2 * PART), Arrays.copyOfRange(window, PART, 2 * PART)))
                .isEqualTo(!fiveClosed);
    }

    @Test
    void aBarEntersWithItsLastMinuteAndNotBefore() {
        FrameStream stream = FrameStream.of(SCHEMA, 3 * STEPS, 5);
        for (int i = 0; i < 60; i++) {
            stream.update(MINUTES.get(i), NOTHING, 0);
            assertThat(stream.closed(0)).isTrue();
            assertThat(stream.closed(1)).as("minute %d", i + 1).isEqualTo((i + 1) % 5 == 0);
            assertThat(stream.closed(2)).as("minute %d", i + 1).isEqualTo((i + 1) % 15 == 0);
        }
    }

    @Test
    void isReadyOnceTheLongestFrameIs() {
        FrameStream stream = FrameStream.of(SCHEMA, 3 * STEPS, 400);
        assertThat(stream.barsNeeded()).isEqualTo(15 * 23);
        for (int i = 0; i < 15 * 23; i++) {
            assertThat(stream.state()).as("after %d", i).isEqualTo(State.WARMING_UP);
            stream.update(MINUTES.get(i), NOTHING, 0);
        }
        assertThat(stream.state()).isEqualTo(State.READY);
    }

    @Test
    void aHoleStartsAllFramesAnewAndABrokenBarIsNeverJoined() {
        FrameStream stream = FrameStream.of(SCHEMA, 3 * STEPS, 400);
        MINUTES.subList(0, 350).forEach(candle -> stream.update(candle, NOTHING, 0));
        assertThat(stream.state()).isEqualTo(State.READY);
        assertThat(stream.update(MINUTES.get(352), NOTHING, 0)).isEqualTo(Taken.AFTER_HOLE);
        assertThat(stream.state()).isEqualTo(State.WARMING_UP);
        assertThat(stream.bars()).isEqualTo(1);
        stream.update(MINUTES.get(353), NOTHING, 0);
        stream.update(MINUTES.get(354), NOTHING, 0);
        assertThat(stream.closed(1)).as("350 to 354 lacks two minutes").isFalse();
        for (int i = 355; i < 360; i++) {
            stream.update(MINUTES.get(i), NOTHING, 0);
        }
        assertThat(stream.closed(1)).isTrue();
        assertThat(stream.closed(2)).as("345 to 359 lacks two minutes").isFalse();
    }

    private static FrameStream run(List<Candle> minutes) {
        FrameStream stream = FrameStream.of(SCHEMA, 3 * STEPS, 5);
        minutes.forEach(candle -> stream.update(candle, NOTHING, 0));
        return stream;
    }

    private static double[] window(List<Candle> minutes) {
        double[] window = new double[3 * PART];
        run(minutes).copyWindow(window);
        return window;
    }

    private static Candle moved(Candle c) {
        return new Candle(
                c.openTimeNs(), c.timeNs(), c.open(), 1.1 * c.high(), c.low(), 1.05 * c.close(), c.volume() + 3, false);
    }

    /** The plain way: slices of so many minutes from the first on, the last incomplete one dropped. */
    private static List<Candle> joined(List<Candle> minutes, int length) {
        List<Candle> all = new ArrayList<>();
        for (int i = 0; i + length <= minutes.size(); i += length) {
            List<Candle> slice = minutes.subList(i, i + length);
            double volume = 0;
            for (Candle candle : slice) {
                volume += candle.volume();
            }
            all.add(new Candle(
                    slice.getFirst().openTimeNs(),
                    slice.getLast().timeNs(),
                    slice.getFirst().open(),
                    slice.stream().mapToDouble(Candle::high).max().orElseThrow(),
                    slice.stream().mapToDouble(Candle::low).min().orElseThrow(),
                    slice.getLast().close(),
                    volume,
                    slice.stream().allMatch(Candle::empty)));
        }
        return all;
    }
}
