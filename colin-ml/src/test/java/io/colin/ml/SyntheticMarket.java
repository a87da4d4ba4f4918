package io.colin.ml;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.Bar;
import io.colin.api.market.MarketDataSource;
import io.colin.api.market.MarketDataStream;
import io.colin.api.market.MarketEvent;
import io.colin.ml.history.Candle;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Seeded bars, with still stretches and minutes without trades, and sources that replay events. */
public final class SyntheticMarket {
    public static final Symbol SYMBOL = Symbol.of("BTC/USD");
    public static final long MINUTE_NS = 60_000_000_000L;

    /** A Monday, 00:00 UTC. */
    public static final long START_NS = 1_385_337_600_000_000_000L;

    private SyntheticMarket() {}

    /** A random walk on a tick of 0.01, one bar in twelve without trades, and an hour and a half without any change. */
    public static List<Bar> randomWalk(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Bar> bars = new ArrayList<>();
        double price = 800;
        for (int i = 0; i < count; i++) {
            boolean still = i >= 400 && i < 490;
            if (random.nextInt(12) == 0) {
                bars.add(bar(i, price, price, price, price, 0));
                continue;
            }
            double open = still ? price : price * (1 + 0.0005 * random.nextGaussian());
            double close = still ? price : open * (1 + 0.001 * random.nextGaussian());
            double high = Math.max(open, close) * (still ? 1 : 1 + 0.0005 * random.nextDouble());
            double low = Math.min(open, close) * (still ? 1 : 1 - 0.0005 * random.nextDouble());
            bars.add(bar(i, open, high, low, close, Math.exp(2 * random.nextGaussian())));
            price = close;
        }
        return bars;
    }

    /** Regimes of steady drift, up or down for 150 bars on average: the past says what comes, most of the time. */
    public static List<Bar> trends(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Bar> bars = new ArrayList<>();
        double price = 1_000;
        double drift = 0.0008;
        for (int i = 0; i < count; i++) {
            drift = random.nextInt(150) == 0 ? -drift : drift;
            double open = price;
            double close = open * (1 + drift + 0.0006 * random.nextGaussian());
            double high = Math.max(open, close) * (1 + 0.0002 * random.nextDouble());
            double low = Math.min(open, close) * (1 - 0.0002 * random.nextDouble());
            bars.add(bar(i, open, high, low, close, 1 + random.nextDouble()));
            price = close;
        }
        return bars;
    }

    /** The i-th minute's bar; volume 0 means no trades. */
    public static Bar bar(int index, double open, double high, double low, double close, double volume) {
        long openTimeNs = START_NS + index * MINUTE_NS;
        BigDecimal o = tick(open);
        BigDecimal c = tick(close);
        BigDecimal v = BigDecimal.valueOf(volume).setScale(8, RoundingMode.HALF_EVEN);
        return new Bar(
                SYMBOL,
                openTimeNs,
                openTimeNs + MINUTE_NS,
                o,
                tick(high).max(o).max(c),
                tick(low).min(o).min(c),
                c,
                v,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                volume == 0 ? 0 : 1);
    }

    public static List<Candle> candles(List<Bar> bars) {
        return bars.stream().map(Candle::of).toList();
    }

    /** A recorded source of these events. */
    public static MarketDataSource source(List<? extends MarketEvent> events) {
        return new Recorded(List.copyOf(events));
    }

    private static BigDecimal tick(double price) {
        return BigDecimal.valueOf(price).setScale(2, RoundingMode.HALF_EVEN);
    }

    private record Recorded(List<MarketEvent> events) implements MarketDataSource {
        @Override
        public String id() {
            return "synthetic";
        }

        @Override
        public String fingerprint() {
            return "synthetic-" + events.hashCode();
        }

        @Override
        public Set<Symbol> symbols() {
            return Set.of(SYMBOL);
        }

        @Override
        public MarketDataStream open() {
            Iterator<MarketEvent> iterator = events.iterator();
            return new MarketDataStream() {
                @Override
                public Polled poll(Consumer<? super MarketEvent> sink) {
                    if (!iterator.hasNext()) {
                        return Polled.ENDED;
                    }
                    sink.accept(iterator.next());
                    return Polled.EVENT;
                }

                @Override
                public void close() {}
            };
        }
    }
}
