package io.colin.server.run;

import io.colin.api.instrument.Instrument;
import io.colin.api.market.Aggressor;
import io.colin.api.market.BookLevel;
import io.colin.api.market.BookSnapshot;
import io.colin.api.market.ListSource;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Trade;
import io.colin.execution.source.BinanceInstruments;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Books of a spot pair and of a perpetual on it, told anew twice a second, whose prices walk together. */
final class TwoBooks {
    static final Instrument SPOT = BinanceInstruments.SPOT_BTC_USDT;
    static final Instrument PERPETUAL = BinanceInstruments.USD_M_BTC_USDT;
    static final long START_NS = 1_700_000_040_000_000_000L;

    private static final long HALF_NS = 500_000_000L;
    private static final int LEVELS = 10;

    private TwoBooks() {}

    static List<Instrument> instruments() {
        return List.of(SPOT, PERPETUAL);
    }

    /** Half a coin a level, ten cents between them. */
    static ListSource source(int seconds, long seed) {
        return source(seconds, seed, START_NS);
    }

    static ListSource source(int seconds, long seed, long startNs) {
        SplittableRandom random = new SplittableRandom(seed);
        List<MarketEvent> events = new ArrayList<>();
        long tenths = 600_000;
        for (int step = 0; step < 2 * seconds; step++) {
            tenths += random.nextInt(-3, 4);
            for (Instrument one : instruments()) {
                long timeNs = startNs + step * HALF_NS;
                long own = tenths + random.nextInt(-1, 2);
                events.add(new BookSnapshot(one.symbol(), timeNs, step + 1, levels(own - 1, -1), levels(own + 1, 1)));
                events.add(new Trade(one.symbol(), timeNs, price(own), new BigDecimal("0.2"), Aggressor.BUY));
            }
        }
        return ListSource.of("two-books", events);
    }

    private static List<BookLevel> levels(long tenths, int way) {
        List<BookLevel> levels = new ArrayList<>();
        for (int i = 0; i < LEVELS; i++) {
            levels.add(new BookLevel(price(tenths + way * (long) i), new BigDecimal("0.5")));
        }
        return levels;
    }

    private static BigDecimal price(long tenths) {
        return BigDecimal.valueOf(tenths, 1);
    }
}
