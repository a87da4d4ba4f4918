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
    private static final int SECONDS = 60;

    private final List<MarketEvent> events;
    private final Set<Symbol> symbols;
    private final long liveFromNs;

    /** The trades go on where the bars end; all symbols take the way of one seed. */
    PanelMarket(List<Symbol> symbols, long startNs, int warmUpBars, int minutes, long seed) {
        this.symbols = new LinkedHashSet<>(symbols);
        List<List<Bar>> bars = new ArrayList<>();
        for (int i = 0; i < symbols.size(); i++) {
            bars.add(new TrendingBars(symbols.get(i), startNs, warmUpBars + minutes, seed).bars());
        }
        List<MarketEvent> made = new ArrayList<>();
        for (int minute = 0; minute < warmUpBars; minute++) {
            for (List<Bar> own : bars) {
                made.add(own.get(minute));
            }
        }
        liveFromNs = startNs + warmUpBars * TrendingBars.MINUTE_NS;
        SplittableRandom random = new SplittableRandom(7);
        for (int second = 0; second < SECONDS * minutes; second++) {
            for (int i = 0; i < bars.size(); i++) {
                Bar within = bars.get(i).get(warmUpBars + second / SECONDS);
                made.add(trade(within, second % SECONDS, liveFromNs + second * SECOND_NS + i, random));
            }
        }
        events = List.copyOf(made);
    }

    /** From open to high to low to close, and together about the volume: what closes is the bar again. */
    private static Trade trade(Bar within, int second, long timeNs, SplittableRandom random) {
        BigDecimal share = within.volume().multiply(BigDecimal.valueOf((0.5 + random.nextDouble()) / SECONDS));
        List<BigDecimal> way = List.of(within.open(), within.high(), within.low(), within.close());
        return new Trade(
                within.symbol(),
                timeNs,
                way.get(second * way.size() / SECONDS),
                share.setScale(6, RoundingMode.CEILING),
                random.nextBoolean() ? Aggressor.BUY : Aggressor.SELL);
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
