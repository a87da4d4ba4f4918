package io.colin.execution.engine;

import io.colin.api.market.Aggressor;
import io.colin.api.market.BookLevel;
import io.colin.api.market.BookSnapshot;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Trade;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A market that walks at random from 800 on: each second a deep book around the price, and a trade at it. */
final class SeededWalk {
    /** What trades in a second on average, base currency. */
    static final double VOLUME = 2;

    private static final double MOVE = 0.0001;
    private static final double HALF_SPREAD = 0.00005;

    private SeededWalk() {}

    static ScriptedSource of(long seed, int seconds) {
        SplittableRandom random = new SplittableRandom(seed);
        List<MarketEvent> events = new ArrayList<>();
        double price = 800;
        BigDecimal deep = new BigDecimal("1000000");
        for (int second = 0; second < seconds; second++) {
            price *= Math.exp(MOVE * random.nextGaussian());
            long timeNs = ScriptedSource.START_NS
                    + second * ScriptedSource.SECOND_NS
                    + random.nextLong(ScriptedSource.SECOND_NS / 2);
            events.add(new BookSnapshot(
                    Rig.BTC_USD.symbol(),
                    timeNs,
                    events.size() + 1,
                    List.of(new BookLevel(decimal(price * (1 - HALF_SPREAD)), deep)),
                    List.of(new BookLevel(decimal(price * (1 + HALF_SPREAD)), deep))));
            events.add(new Trade(
                    Rig.BTC_USD.symbol(),
                    timeNs,
                    decimal(price),
                    decimal(2 * VOLUME * Math.max(0.01, random.nextDouble())),
                    Aggressor.UNKNOWN));
        }
        return ScriptedSource.of(events);
    }

    private static BigDecimal decimal(double value) {
        return BigDecimal.valueOf(value).setScale(4, RoundingMode.HALF_EVEN);
    }
}
