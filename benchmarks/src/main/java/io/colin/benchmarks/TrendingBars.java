package io.colin.benchmarks;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.Bar;
import io.colin.api.market.MarketDataSource;
import io.colin.api.market.MarketDataStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Seeded one-minute bars in which a drift turns now and then, so that there is something to learn. */
final class TrendingBars implements MarketDataSource {
    static final long MINUTE_NS = 60_000_000_000L;

    private final List<Bar> bars;
    private final long seed;

    TrendingBars(Symbol symbol, long startNs, int count, long seed) {
        this.seed = seed;
        SplittableRandom random = new SplittableRandom(seed);
        List<Bar> made = new ArrayList<>(count);
        double price = 1_000;
        double drift = 0.0008;
        for (int i = 0; i < count; i++) {
            drift = random.nextInt(150) == 0 ? -drift : drift;
            double open = price;
            price *= 1 + drift + 0.0006 * random.nextGaussian();
            double high = Math.max(open, price) * (1 + 0.0002 * random.nextDouble());
            double low = Math.min(open, price) * (1 - 0.0002 * random.nextDouble());
            long openNs = startNs + i * MINUTE_NS;
            BigDecimal o = tick(open);
            BigDecimal c = tick(price);
            made.add(Bar.ofPrices(
                    symbol,
                    openNs,
                    openNs + MINUTE_NS,
                    o,
                    tick(high).max(o).max(c),
                    tick(low).min(o).min(c),
                    c,
                    BigDecimal.valueOf(1 + random.nextDouble())));
        }
        this.bars = List.copyOf(made);
    }

    List<Bar> bars() {
        return bars;
    }

    @Override
    public String id() {
        return "trending-bars";
    }

    @Override
    public String fingerprint() {
        return id() + "-" + bars.size() + "-" + seed;
    }

    @Override
    public Set<Symbol> symbols() {
        return Set.of(bars.getFirst().symbol());
    }

    @Override
    public MarketDataStream open() {
        return new ListedStream(bars);
    }

    private static BigDecimal tick(double price) {
        return BigDecimal.valueOf(price).setScale(2, RoundingMode.HALF_EVEN);
    }
}
