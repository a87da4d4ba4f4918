package io.colin.execution.source;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.Aggressor;
import io.colin.api.market.ListSource;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Trade;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Seeded recordings. */
public final class Walks {
    /** When they begin: a full UTC day. */
    public static final long START_NS = 1_700_006_400_000_000_000L;

    private static final long SECOND_NS = 1_000_000_000L;

    private Walks() {}

    /** Trades around 800, one every so many seconds at most. */
    public static ListSource of(Symbol symbol, long seed, int trades, int mostSeconds) {
        SplittableRandom random = new SplittableRandom(seed);
        List<MarketEvent> events = new ArrayList<>();
        long cents = 80_000;
        long timeNs = START_NS;
        for (int i = 0; i < trades; i++) {
            cents = Math.max(40_000, cents + random.nextLong(-40, 41));
            timeNs += random.nextLong(0, 1L + mostSeconds) * SECOND_NS;
            BigDecimal quantity = BigDecimal.valueOf(random.nextLong(1_000_000, 300_000_000), 8);
            events.add(new Trade(symbol, timeNs, BigDecimal.valueOf(cents, 2), quantity, Aggressor.UNKNOWN));
        }
        return ListSource.of("walk-" + symbol + "-" + seed, events);
    }
}
