package io.colin.benchmarks;

import io.colin.api.market.BarBuilder;
import io.colin.api.market.MarketDataStream;
import io.colin.api.market.MarketDataStream.Polled;
import io.colin.api.market.Trade;
import io.colin.execution.source.BitstampTrades;
import io.colin.ml.feature.BarCatalog;
import io.colin.ml.feature.BarFeatures;
import io.colin.ml.feature.FeatureStream;
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
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The features of one closed bar of one symbol: the 24 columns of the demonstration, and the same with what a model does
 * besides (keeping the window, judging its state, copying it). The bars are those of the embedded week, over and over.
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
