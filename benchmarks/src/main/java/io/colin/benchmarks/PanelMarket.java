package io.colin.benchmarks;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.Aggressor;
import io.colin.api.market.Bar;
import io.colin.api.market.MarketDataSource;
import io.colin.api.market.MarketDataStream;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Trade;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;

/** Many symbols at once: bars to warm up with, then a trade a second of each, so that all close their bars together. */
final class PanelMarket implements MarketDataSource {
    private static final long SECOND_NS = 1_000_000_000L;

    private final List<MarketEvent> events;
    private final Set<Symbol> symbols;
    private final long liveFromNs;

    /** Seeded; the trades go on where the bars end. */
    PanelMarket(List<Symbol> symbols, long startNs, int warmUpBars, int minutes) {
        this.symbols = new LinkedHashSet<>(symbols);
        List<List<Bar>> bars = new ArrayList<>();
        for (int i = 0; i < symbols.size(); i++) {
            bars.add(new TrendingBars(symbols.get(i), startNs, warmUpBars, 1_000 + i).bars());
        }
        List<MarketEvent> made = new ArrayList<>();
        for (int minute = 0; minute < warmUpBars; minute++) {
            for (List<Bar> own : bars) {
                made.add(own.get(minute));
            }
        }
        liveFromNs = startNs + warmUpBars * TrendingBars.MINUTE_NS;
        SplittableRandom random = new SplittableRandom(7);
        double[] prices = bars.stream()
                .mapToDouble(own -> own.getLast().close().doubleValue())
                .toArray();
        for (int second = 0; second < 60 * minutes; second++) {
            for (int i = 0; i < prices.length; i++) {
                prices[i] *= 1 + 0.0001 * random.nextGaussian();
                made.add(new Trade(
                        symbols.get(i),
                        liveFromNs + second * SECOND_NS + i,
                        BigDecimal.valueOf(prices[i]).setScale(2, RoundingMode.HALF_EVEN),
                        BigDecimal.valueOf(1 + random.nextInt(200), 2),
                        random.nextBoolean() ? Aggressor.BUY : Aggressor.SELL));
            }
        }
        events = List.copyOf(made);
    }

    /** When the trades begin. */
    long liveFromNs() {
        return liveFromNs;
    }

    @Override
    public String id() {
        return "panel";
    }

    @Override
    public String fingerprint() {
        return "panel-" + symbols.size() + "-" + events.size();
    }

    @Override
    public Set<Symbol> symbols() {
        return symbols;
    }

    @Override
    public OptionalLong expectedEvents() {
        return OptionalLong.of(events.size());
    }

    @Override
    public MarketDataStream open() {
        return new ListedStream(events);
    }
}
