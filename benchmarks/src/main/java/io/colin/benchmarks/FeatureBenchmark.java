package io.colin.benchmarks;

import io.colin.api.market.Bar;
import io.colin.api.market.BarBuilder;
import io.colin.api.market.BookDelta;
import io.colin.api.market.BookSnapshot;
import io.colin.api.market.MarketDataStream;
import io.colin.api.market.MarketDataStream.Polled;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Trade;
import io.colin.execution.source.BitstampTrades;
import io.colin.ml.feature.BarCatalog;
import io.colin.ml.feature.BarFeatures;
import io.colin.ml.feature.FeatureStream;
import io.colin.ml.feature.MarketInputs;
import io.colin.ml.feature.References;
import io.colin.ml.history.Candle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The features of one symbol. For the demonstration: the 24 columns of the next bar of the embedded week, over and over,
 * and the same with what a model does besides (keeping the window, judging its state, copying it). For the bar profile:
 * all 95 columns at the close of a bar, and the events between two closes, on the seeded {@link ProfileMarket}.
 */
@SuppressWarnings("NullAway.Init") // JMH calls the @Setup method before anything else
@State(Scope.Benchmark)
@BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class FeatureBenchmark {
    private static final int STEPS = 30;
    private static final int MAX_EMPTY_RUN = 5;

    private List<Candle> candles;
    private BarFeatures features;
    private FeatureStream stream;
    private double[] window;
    private int next;

    /** Reads the bars and lets every column get warm. */
    @Setup(Level.Trial)
    public void prepare() {
        candles = candles();
        features = BarFeatures.of(BarCatalog.demonstration());
        window = new double[STEPS * features.schema().size()];
        candles.stream().limit(1_000).forEach(features::update);
        begin();
    }

    /** All columns of the next bar. */
    @Benchmark
    public double columns() {
        features.update(candles.get(next));
        next = (next + 1) % candles.size();
        return features.value(0);
    }

    /** All columns of the next bar, and the window that ends with it. */
    @Benchmark
    public FeatureStream.State window() {
        if (next == candles.size()) {
            begin(); // a stream never goes back in time
        }
        stream.update(candles.get(next++));
        FeatureStream.State state = stream.state();
        if (state == FeatureStream.State.READY) {
            stream.copyWindow(window);
        }
        return state;
    }

    /**
     * All 95 columns at the close of a minute with 844 events: the live book and everything else is read, then every
     * column moves on. The events before it have left the processor's caches cold, as between two real closes.
     */
    @Benchmark
    public double profile(Minute minute) {
        minute.inputs.read(minute.bar, minute.reading, 0);
        minute.features.update(minute.candle, minute.reading, 0);
        return minute.features.value(0);
    }

    /** A book change, the mean over the 600 of a minute. */
    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @OperationsPerInvocation(ProfileMarket.CHANGES)
    public MarketInputs bookChange(Changes changes) {
        for (BookDelta change : changes.next) {
            changes.inputs.on(change);
        }
        return changes.inputs;
    }

    /** A warm profile at the end of a minute: before each measurement the next minute is made and shown to it. */
    @State(Scope.Thread)
    public static class Minute {
        private static final int WARM_UP = 1_600;

        private ProfileMarket market;
        private MarketInputs inputs;
        private BarFeatures features;
        private double[] reading;
        private Bar bar;
        private Candle candle;

        /** Lets every column get warm. */
        @Setup(Level.Trial)
        public void prepare() {
            market = new ProfileMarket();
            inputs = MarketInputs.of(ProfileMarket.INSTRUMENT, ProfileMarket.BAR, References.standard());
            features = BarFeatures.of(BarCatalog.complete());
            reading = inputs.reading();
            for (int i = 0; i < WARM_UP; i++) {
                show();
                inputs.read(bar, reading, 0);
                features.update(candle, reading, 0);
            }
            for (int column = 0; column < features.schema().size(); column++) {
                if (!features.isPresent(column)) {
                    throw new IllegalStateException("every column must be present, "
                            + features.schema().columns().get(column).name() + " is not");
                }
            }
        }

        /** Shows the next minute. */
        @Setup(Level.Invocation)
        public void show() {
            for (MarketEvent event : market.events()) {
                inputs.on(event);
            }
            bar = market.bar();
            candle = Candle.of(bar);
        }
    }

    /** The book changes of a minute, before they are shown. */
    @State(Scope.Thread)
    public static class Changes {
        private ProfileMarket market;
        private MarketInputs inputs;
        private List<BookDelta> next;

        /** Starts the book. */
        @Setup(Level.Trial)
        public void prepare() {
            market = new ProfileMarket();
            inputs = MarketInputs.of(ProfileMarket.INSTRUMENT, ProfileMarket.BAR, References.standard());
        }

        /** Makes the next minute and shows what starts a book. */
        @Setup(Level.Invocation)
        public void make() {
            next = new ArrayList<>(ProfileMarket.CHANGES);
            for (MarketEvent event : market.events()) {
                if (event instanceof BookDelta delta) {
                    next.add(delta);
                } else if (event instanceof BookSnapshot) {
                    inputs.on(event);
                }
            }
            market.bar();
        }
    }

    private void begin() {
        stream = FeatureStream.of(BarCatalog.demonstration(), STEPS, MAX_EMPTY_RUN);
        next = 0;
    }

    private static List<Candle> candles() {
        BitstampTrades trades = BitstampTrades.embedded();
        BarBuilder bars = BarBuilder.of(trades.instrument().symbol(), Duration.ofMinutes(1));
        List<Candle> closed = new ArrayList<>();
        try (MarketDataStream open = trades.open()) {
            Polled polled = Polled.EVENT;
            while (polled == Polled.EVENT) {
                polled = open.poll(event -> {
                    if (event instanceof Trade trade) {
                        bars.on(trade, bar -> closed.add(Candle.of(bar)));
                    }
                });
            }
        }
        return List.copyOf(closed);
    }
}
