package io.colin.ml.feature.book;

import static io.colin.ml.feature.book.BookScript.LINEAR;
import static io.colin.ml.feature.book.BookScript.SECOND_NS;
import static io.colin.ml.feature.book.BookScript.START_NS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.instrument.Instrument;
import io.colin.api.market.Aggressor;
import io.colin.api.market.BookDelta;
import io.colin.api.market.BookLevel;
import io.colin.api.market.BookSnapshot;
import io.colin.api.market.DataGap;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Quote;
import io.colin.api.market.SampleEvents;
import io.colin.api.market.Trade;
import io.colin.ml.feature.FeatureGroup;
import io.colin.ml.feature.book.BookFeatures.State;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class BookFeaturesTest {
    private static final int WIDTH = 24;
    private static final long READY_NS = START_NS + 60 * SECOND_NS;

    static Stream<Arguments> seeds() {
        return Stream.of(1L, 2L, 3L)
                .flatMap(seed -> Stream.of(LINEAR, BookScript.INVERSE).map(i -> Arguments.of(i, seed)));
    }

    @Test
    void namesTheTwentyColumnsOfTheReferenceInItsOrder() {
        assertThat(BookFeatures.columns())
                .extracting(column -> column.name())
                .containsExactly(
                        "spread_bps",
                        "spread_z",
                        "imb_1",
                        "imb_5",
                        "imb_10",
                        "imb_exp",
                        "imb_1_tw5",
                        "micro_dev_bps",
                        "ofi_1s",
                        "ofi_10s",
                        "mlofi_10s",
                        "depth_10bp",
                        "depth_ratio_10bp",
                        "sweep_bps",
                        "sweep_skew",
                        "conc_1",
                        "trade_imb_5s",
                        "trade_imb_60s",
                        "mid_ret_1s",
                        "mid_ret_5s");
        assertThat(BookColumns.bookProfile().columns())
                .hasSize(WIDTH)
                .allMatch(column -> column.group() == FeatureGroup.ORDER_BOOK);
    }

    @ParameterizedTest(name = "{0} seed {1}")
    @MethodSource("seeds")
    void agreesWithThePlainFormulas(Instrument instrument, long seed) {
        BookFeatures features = BookFeatures.of(instrument);
        PlainBookFeatures plain = new PlainBookFeatures(instrument);
        int compared = 0;
        List<MarketEvent> events = BookScript.events(instrument, seed, 4_000);
        for (int i = 0; i < events.size(); i++) {
            MarketEvent event = events.get(i);
            features.on(event);
            plain.on(event);
            if (i % 61 == 0 && event.timeNs() >= READY_NS) {
                // A moment between two events now and then.
                long next = i + 1 < events.size() ? events.get(i + 1).timeNs() : event.timeNs();
                long now = i % 2 == 0 ? event.timeNs() : (event.timeNs() + next) / 2;
                assertSame(row(features, now), plain.row(now), i);
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(25);
    }

    @Test
    void staysAbsentUntilSixtySecondsAfterTheSnapshot() {
        BookFeatures features = BookFeatures.of(LINEAR);
        for (MarketEvent event : BookScript.events(LINEAR, 4, 4_000)) {
            features.on(event);
            boolean ready = event.timeNs() >= READY_NS;
            assertThat(features.state(event.timeNs())).isEqualTo(ready ? State.READY : State.WARMING_UP);
            assertThat(present(row(features, event.timeNs()))).isEqualTo(ready ? WIDTH : 0);
        }
    }

    @Test
    void knowsNothingOfTheFuture() {
        List<MarketEvent> events = BookScript.events(LINEAR, 5, 4_000);
        List<MarketEvent> cut = events.subList(0, 3_000);
        List<MarketEvent> altered = new ArrayList<>(cut);
        long later = cut.getLast().timeNs() + 1;
        altered.add(new Quote(LINEAR.symbol(), later, decimal("1"), decimal("9"), decimal("2"), decimal("1")));
        altered.add(new DataGap(LINEAR.symbol(), later, DataGap.Kind.BOOK, "cut"));

        List<double[]> whole = rows(events, 3_000);
        assertBitIdentical(rows(cut, 3_000), whole);
        assertBitIdentical(rows(altered, 3_000), whole);
    }

    @Test
    void refusesToAnswerForThePast() {
        BookFeatures features = warm();
        long now = READY_NS + 5 * SECOND_NS;
        features.on(quote(now, "999.9", "1", "1000.1", "1"));

        assertThatThrownBy(() -> features.read(now - 1, new double[20], 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("timeNs: must not be before the last event");
    }

    @Test
    void isAbsentAfterALostDeltaUntilSixtySecondsAfterTheNextSnapshot() {
        BookFeatures features = warm();
        long now = READY_NS + SECOND_NS;
        features.on(delta(now, 500, 510, 499));
        assertThat(features.state(now)).isEqualTo(State.RESYNCING);
        assertThat(present(row(features, now))).isZero();

        long back = now + SECOND_NS;
        features.on(SampleEvents.book(LINEAR, back, 600, decimal("1000"), decimal("2")));
        assertThat(features.state(back)).isEqualTo(State.WARMING_UP);
        live(features, back, 60, 600);
        assertThat(features.state(back + 60 * SECOND_NS)).isEqualTo(State.READY);
    }

    @Test
    void isAbsentAfterAMarkedBookGap() {
        BookFeatures features = warm();
        features.on(new DataGap(LINEAR.symbol(), READY_NS + 1, DataGap.Kind.BOOK, "lost"));
        assertThat(features.state(READY_NS + 1)).isEqualTo(State.RESYNCING);
    }

    @Test
    void isAbsentWhileCrossedAndBackWithTheNextGoodQuote() {
        BookFeatures features = warm();
        features.on(quote(READY_NS + 1, "1000.2", "1", "1000.1", "1"));
        assertThat(features.state(READY_NS + 1)).isEqualTo(State.CROSSED);
        assertThat(present(row(features, READY_NS + 1))).isZero();

        features.on(quote(READY_NS + 2, "999.9", "3", "1000.1", "1"));
        assertThat(features.state(READY_NS + 2)).isEqualTo(State.READY);
        assertThat(row(features, READY_NS + 2)[2]).isEqualTo(0.5);
    }

    @Test
    void isAbsentWhileASideIsEmptyOrUnreadable() {
        BookFeatures features = warm();
        features.on(quote(READY_NS + 1, "999.9", "0", "1000.1", "1"));
        assertThat(features.state(READY_NS + 1)).isEqualTo(State.ONE_SIDED);

        features.on(quote(READY_NS + 2, "999.9", "3", "1000.1", "1"));
        features.on(new DataGap(LINEAR.symbol(), READY_NS + 3, DataGap.Kind.INVALID, "empty side"));
        assertThat(features.state(READY_NS + 3)).isEqualTo(State.ONE_SIDED);
    }

    @Test
    void isAbsentWhileStale() {
        BookFeatures features = warm();
        assertThat(features.state(READY_NS + 2 * SECOND_NS)).isEqualTo(State.READY);
        assertThat(features.state(READY_NS + 2 * SECOND_NS + 1)).isEqualTo(State.STALE);
        assertThat(present(row(features, READY_NS + 3 * SECOND_NS))).isZero();
    }

    @Test
    void refusesWhatRepeatsOrGoesBack() {
        BookFeatures features = warm();
        double[] before = row(features, READY_NS + 10);
        features.on(delta(READY_NS + 11, 2, 3, 1));
        features.on(SampleEvents.book(LINEAR, READY_NS + 11, 3, decimal("900"), decimal("1")));
        features.on(quote(READY_NS + 5, "1", "1", "2", "1"));

        assertThat(features.refused()).isEqualTo(3);
        assertThat(row(features, READY_NS + 11)[2]).isEqualTo(before[2]);
        assertThat(features.bid()).isEqualTo(999.9);
    }

    @Test
    void refusesASnapshotThatCannotBe() {
        for (BookSnapshot bad : List.of(
                snapshot(SampleEvents.levels("10", "1"), SampleEvents.levels("9", "1")),
                snapshot(SampleEvents.levels("9", "1", "10", "1"), SampleEvents.levels("11", "1")),
                snapshot(List.of(), SampleEvents.levels("11", "1")))) {
            BookFeatures features = BookFeatures.of(LINEAR);
            features.on(bad);
            assertThat(features.state(START_NS)).isEqualTo(State.RESYNCING);
        }
    }

    @Test
    void guessesNoSideOfATrade() {
        BookFeatures features = warm();
        features.on(new Trade(LINEAR.symbol(), READY_NS + 1, decimal("1000"), decimal("1"), Aggressor.UNKNOWN));
        double[] row = row(features, READY_NS + 1);
        assertThat(row[16]).isNaN();
        assertThat(row[17]).isNaN();
        assertThat(present(row)).isEqualTo(WIDTH - 3);

        live(features, READY_NS, 6, 60);
        assertThat(row(features, READY_NS + 6 * SECOND_NS)[16]).isZero();
    }

    @Test
    void hasNoSweepWhereTheBookIsTooThin() {
        BookFeatures features = BookFeatures.of(LINEAR);
        features.on(SampleEvents.book(LINEAR, START_NS, 0, decimal("1000"), decimal("1")));
        live(features, START_NS, 60, 0);
        double[] row = row(features, READY_NS);
        assertThat(row[13]).isNaN();
        assertThat(row[14]).isNaN();
        assertThat(row[0]).isCloseTo(2, within(1e-12));
    }

    @Test
    void allocatesNothingOnceWarm() {
        List<MarketEvent> events = BookScript.events(LINEAR, 6, 12_000);
        BookFeatures features = BookFeatures.of(LINEAR);
        double[] row = new double[WIDTH];
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        int half = events.size() / 2;
        events.subList(0, half).forEach(event -> take(features, event, row));
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = half; i < events.size(); i++) {
            take(features, events.get(i), row);
        }
        // Below a byte an event: a ring that doubled once more would be far above, the bean itself takes a few.
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(half);
    }

    private static void take(BookFeatures features, MarketEvent event, double[] row) {
        features.on(event);
        features.read(event.timeNs(), row, 0);
        features.readFast(event.timeNs(), row, 20);
    }

    private static List<double[]> rows(List<MarketEvent> events, int count) {
        BookFeatures features = BookFeatures.of(LINEAR);
        List<double[]> rows = new ArrayList<>();
        for (MarketEvent event : events) {
            features.on(event);
            if (rows.size() < count) {
                rows.add(row(features, event.timeNs()));
            }
        }
        return rows;
    }

    /** Ready at READY_NS: a steady book of size 2, update id 60. */
    private static BookFeatures warm() {
        BookFeatures features = BookFeatures.of(LINEAR);
        features.on(SampleEvents.book(LINEAR, START_NS, 0, decimal("1000"), decimal("200")));
        live(features, START_NS, 60, 0);
        assertThat(features.state(READY_NS)).isEqualTo(State.READY);
        return features;
    }

    /** A delta without change every second. */
    private static void live(BookFeatures features, long fromNs, int seconds, long fromId) {
        for (int i = 1; i <= seconds; i++) {
            features.on(delta(fromNs + i * SECOND_NS, fromId + i, fromId + i, fromId + i - 1));
        }
    }

    private static BookDelta delta(long timeNs, long first, long last, long previous) {
        return new BookDelta(LINEAR.symbol(), timeNs, first, last, previous, List.of(), List.of());
    }

    private static BookSnapshot snapshot(List<BookLevel> bids, List<BookLevel> asks) {
        return new BookSnapshot(LINEAR.symbol(), START_NS, 1, bids, asks);
    }

    private static Quote quote(long timeNs, String bid, String bidSize, String ask, String askSize) {
        return new Quote(LINEAR.symbol(), timeNs, decimal(bid), decimal(bidSize), decimal(ask), decimal(askSize));
    }

    private static double[] row(BookFeatures features, long timeNs) {
        double[] row = new double[WIDTH];
        features.read(timeNs, row, 0);
        features.readFast(timeNs, row, 20);
        return row;
    }

    private static long present(double[] row) {
        return Arrays.stream(row).filter(x -> !Double.isNaN(x)).count();
    }

    private static void assertBitIdentical(List<double[]> actual, List<double[]> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.size(); i++) {
            assertThat(Arrays.equals(actual.get(i), expected.get(i)))
                    .as("row " + i)
                    .isTrue();
        }
    }

    private static void assertSame(double[] actual, double[] expected, int event) {
        for (int i = 0; i < WIDTH; i++) {
            String name = BookColumns.bookProfile().columns().get(i).name();
            if (Double.isNaN(expected[i])) {
                assertThat(actual[i]).as("%s at event %s", name, event).isNaN();
                continue;
            }
            double tolerance = 1e-12 * Math.max(1, Math.abs(expected[i]));
            assertThat(actual[i]).as("%s at event %s", name, event).isCloseTo(expected[i], within(tolerance));
        }
    }

    private static BigDecimal decimal(String text) {
        return new BigDecimal(text);
    }
}
