package io.colin.ml.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.colin.api.instrument.Instrument;
import io.colin.api.market.Bar;
import io.colin.api.market.BarBuilder;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Trade;
import io.colin.ml.SyntheticEvents;
import io.colin.ml.SyntheticMarket;
import io.colin.ml.cost.HalfSpread;
import io.colin.ml.cost.TradingCosts;
import io.colin.ml.feature.book.BookFeatures;
import io.colin.ml.history.BarHistory;
import io.colin.ml.history.Candle;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Laws of all columns together, from raw events. */
class BarProfileTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final FeatureSchema ALL = BarCatalog.complete();
    private static final Instrument INSTRUMENT =
            Instrument.spot(SyntheticEvents.SYMBOL.name()).build();
    private static final int MINUTES = 1_600;

    private static final List<MarketEvent> EVENTS = SyntheticEvents.of(1, MINUTES);
    private static final Rows ROWS = new Rows(EVENTS);

    @Test
    void everyColumnEqualsItsPlainDefinition() {
        PlainInputs inputs = new PlainInputs(EVENTS);
        double[][] readings =
                ROWS.bars.stream().map(bar -> inputs.at(bar.timeNs())).toArray(double[][]::new);
        PlainFeatures plain = new PlainFeatures(ROWS.candles(), readings);
        for (int column = 0; column < ALL.size(); column++) {
            ColumnSpec spec = ALL.columns().get(column);
            if (spec.group() == FeatureGroup.ORDER_BOOK) {
                continue;
            }
            double[] expected = plain.column(spec.name());
            int present = 0;
            for (int t = spec.warmUpBars() - 1; t < ROWS.bars.size(); t++) {
                double value = expected[t];
                double tolerance = Double.isNaN(value) ? 0 : 1e-12 * Math.max(1, Math.abs(value));
                assertThat(ROWS.rows.get(t)[column])
                        .as("%s at %d", spec.name(), t)
                        .isEqualTo(value, within(tolerance));
                present += Double.isNaN(value) ? 0 : 1;
            }
            assertThat(present).as("%s present", spec.name()).isPositive();
        }
    }

    @Test
    void theColumnsOfTheBookAreReadFromTheLiveBookAtTheClose() {
        BookFeatures book = BookFeatures.of(INSTRUMENT);
        int first = ALL.indexOf("spread_bps");
        double[] row = new double[20];
        int bar = 0;
        int present = 0;
        for (MarketEvent event : EVENTS) {
            while (bar < ROWS.bars.size()
                    && event.timeNs() >= ROWS.bars.get(bar).timeNs()) {
                book.read(ROWS.bars.get(bar).timeNs(), row, 0);
                assertThat(Arrays.copyOfRange(ROWS.rows.get(bar), first, first + 20))
                        .isEqualTo(row);
                present += Double.isNaN(row[0]) ? 0 : 1;
                bar++;
            }
            book.on(event);
        }
        assertThat(present).isBetween(245, 250);
    }

    @Test
    void alteringAndAppendingTheFutureLeavesEveryPastValueBitIdentical() {
        int cut = 1_500;
        long cutNs = SyntheticMarket.START_NS + cut * SyntheticMarket.MINUTE_NS;
        List<MarketEvent> altered = new ArrayList<>(
                EVENTS.stream().filter(event -> event.timeNs() < cutNs).toList());
        SyntheticEvents.of(99, MINUTES + 20).stream()
                .filter(event -> event.timeNs() >= cutNs)
                .forEach(altered::add);
        Rows rewritten = new Rows(altered);
        assertThat(rewritten.bars.size()).isGreaterThan(ROWS.bars.size());
        int different = 0;
        for (int t = 0; t < ROWS.bars.size(); t++) {
            boolean past = ROWS.bars.get(t).timeNs() <= cutNs;
            for (int column = 0; column < ALL.size(); column++) {
                long before = Double.doubleToRawLongBits(ROWS.rows.get(t)[column]);
                long after = Double.doubleToRawLongBits(rewritten.rows.get(t)[column]);
                if (past) {
                    assertThat(after)
                            .as("%s at %d", ALL.columns().get(column).name(), t)
                            .isEqualTo(before);
                } else {
                    different += after == before ? 0 : 1;
                }
            }
        }
        assertThat(different).as("values after the cut").isGreaterThan(5_000);
    }

    @Test
    void everyColumnIsPresentOnceWarm() {
        double[] last = ROWS.rows.getLast();
        for (int column = 0; column < ALL.size(); column++) {
            assertThat(last[column]).as(ALL.columns().get(column).name()).isFinite();
        }
    }

    @Test
    void noColumnIsPresentBeforeItsWarmUp() {
        for (int column = 0; column < ALL.size(); column++) {
            for (int t = 0; t < ALL.columns().get(column).warmUpBars() - 1; t++) {
                assertThat(ROWS.rows.get(t)[column])
                        .as("%s at %d", ALL.columns().get(column).name(), t)
                        .isNaN();
            }
        }
    }

    @Test
    void trainingReadsBitForBitWhatServingSees() {
        BarHistory history = BarHistory.read(
                SyntheticMarket.source(EVENTS),
                SyntheticEvents.SYMBOL,
                MINUTE,
                new TradingCosts(1, HalfSpread.fixed(1), 0),
                Rows.inputs());
        assertThat(history.size()).isEqualTo(ROWS.bars.size());
        FeatureStream stream = FeatureStream.of(ALL, 60, 1_000);
        double[] reading = new double[history.readingSize()];
        double[] row = new double[ALL.size()];
        for (int t = 0; t < history.size(); t++) {
            history.copyReading(t, reading, 0);
            stream.update(history.candle(t), reading, 0);
            stream.copyRow(row, 0);
            assertThat(row).as("bar %d", t).isEqualTo(ROWS.rows.get(t));
        }
        assertThat(stream.state()).isEqualTo(FeatureStream.State.READY);
    }

    @Test
    void updatingEveryColumnAllocatesNothingOnceWarm() {
        MarketInputs inputs = Rows.inputs();
        BarFeatures features = BarFeatures.of(ALL);
        List<Object> steps = ROWS.steps;
        double[] reading = inputs.reading();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().threadId();
        int warm = steps.size() / 2;
        long before = 0;
        for (int i = 0; i < steps.size(); i++) {
            if (i == warm) {
                before = threads.getThreadAllocatedBytes(id);
            }
            Object step = steps.get(i);
            if (step instanceof Closed closed) {
                inputs.read(closed.bar(), reading, 0);
                features.update(closed.candle(), reading, 0);
            } else {
                inputs.on((MarketEvent) step);
            }
        }
        long allocated = threads.getThreadAllocatedBytes(id) - before;
        assertThat(allocated).as("bytes for %d events", steps.size() - warm).isLessThan(2_000);
    }

    /** A bar that closed, among the events. */
    private record Closed(Bar bar, Candle candle) {}

    /** Events taken as an engine gives them: bars end before anything later is seen. */
    private static final class Rows {
        private final List<Bar> bars = new ArrayList<>();
        private final List<double[]> rows = new ArrayList<>();
        private final List<Object> steps = new ArrayList<>();
        private final MarketInputs inputs = inputs();
        private final BarFeatures features = BarFeatures.of(ALL);
        private final double[] reading = inputs.reading();

        private Rows(List<MarketEvent> events) {
            BarBuilder builder = BarBuilder.of(SyntheticEvents.SYMBOL, MINUTE);
            for (MarketEvent event : events) {
                builder.advanceTo(event.timeNs(), this::close);
                if (event instanceof Trade trade && trade.symbol().equals(SyntheticEvents.SYMBOL)) {
                    builder.on(trade, this::close);
                }
                inputs.on(event);
                steps.add(event);
            }
        }

        private static MarketInputs inputs() {
            return MarketInputs.of(INSTRUMENT, MINUTE, References.standard());
        }

        private void close(Bar bar) {
            inputs.read(bar, reading, 0);
            Candle candle = Candle.of(bar);
            features.update(candle, reading, 0);
            double[] row = new double[ALL.size()];
            features.copyTo(row, 0);
            bars.add(bar);
            rows.add(row);
            steps.add(new Closed(bar, candle));
        }

        private List<Candle> candles() {
            return bars.stream().map(Candle::of).toList();
        }
    }
}
