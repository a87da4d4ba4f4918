package io.colin.api.market;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Made-up market events for tests: the same arguments give the same events. */
public final class SampleEvents {
    /** When sample events begin: 2023-11-14T22:13:20Z in ns since epoch. */
    public static final long START_NS = 1_700_000_000_000_000_000L;

    private static final int DEPTH = 5;

    private SampleEvents() {}

    /**
     * A random walk of trades, on the instrument's grids.
     *
     * @param instrument what is traded
     * @param firstPrice where it starts, on the tick grid
     * @param seed of the walk
     * @param count how many trades, above 0
     * @param stepNs time between trades, above 0
     * @return trades from {@link #START_NS} on, each at most 10 ticks from the one before, never below one tick
     */
    public static List<Trade> trades(Instrument instrument, BigDecimal firstPrice, long seed, int count, long stepNs) {
        Require.positive("count", (long) count);
        Require.positive("stepNs", stepNs);
        Random random = new Random(seed);
        List<Trade> trades = new ArrayList<>(count);
        BigDecimal price = firstPrice;
        for (int i = 0; i < count; i++) {
            BigDecimal move = instrument.tickSize().multiply(BigDecimal.valueOf(random.nextInt(21) - 10L));
            price = price.add(move).max(instrument.tickSize());
            BigDecimal quantity = instrument.lotSize().multiply(BigDecimal.valueOf(1L + random.nextInt(1000)));
            Aggressor aggressor = random.nextBoolean() ? Aggressor.BUY : Aggressor.SELL;
            trades.add(new Trade(instrument.symbol(), START_NS + i * stepNs, price, quantity, aggressor));
        }
        return trades;
    }

    /**
     * A quote around a price.
     *
     * @param instrument what is quoted
     * @param timeNs ns since epoch
     * @param mid on the tick grid
     * @param size at bid and ask
     * @return bid one tick below, ask one tick above
     */
    public static Quote quote(Instrument instrument, long timeNs, BigDecimal mid, BigDecimal size) {
        BigDecimal tick = instrument.tickSize();
        return new Quote(instrument.symbol(), timeNs, mid.subtract(tick), size, mid.add(tick), size);
    }

    /**
     * A book around a price: five levels a side, one tick apart.
     *
     * @param instrument what is traded
     * @param timeNs ns since epoch
     * @param updateId the venue's number
     * @param mid on the tick grid
     * @param size at each level
     * @return best bid one tick below mid, best ask one tick above
     */
    public static BookSnapshot book(
            Instrument instrument, long timeNs, long updateId, BigDecimal mid, BigDecimal size) {
        List<BookLevel> bids = levels(mid, instrument.tickSize().negate(), size);
        List<BookLevel> asks = levels(mid, instrument.tickSize(), size);
        return new BookSnapshot(instrument.symbol(), timeNs, updateId, bids, asks);
    }

    /**
     * Levels from pairs of price and quantity.
     *
     * @param pricesAndQuantities decimal texts, price before quantity
     * @return levels in the order given
     */
    public static List<BookLevel> levels(String... pricesAndQuantities) {
        Require.that(
                pricesAndQuantities.length % 2 == 0, "levels", "must be pairs", Arrays.toString(pricesAndQuantities));
        return IntStream.range(0, pricesAndQuantities.length / 2)
                .mapToObj(i -> new BookLevel(
                        new BigDecimal(pricesAndQuantities[2 * i]), new BigDecimal(pricesAndQuantities[2 * i + 1])))
                .toList();
    }

    /**
     * A trade.
     *
     * @param symbol what
     * @param timeNs ns since epoch
     * @param price decimal text
     * @param quantity decimal text
     * @return the trade, its aggressor unknown
     */
    public static Trade trade(Symbol symbol, long timeNs, String price, String quantity) {
        return new Trade(symbol, timeNs, new BigDecimal(price), new BigDecimal(quantity), Aggressor.UNKNOWN);
    }

    private static List<BookLevel> levels(BigDecimal mid, BigDecimal step, BigDecimal size) {
        return IntStream.rangeClosed(1, DEPTH)
                .mapToObj(i -> new BookLevel(mid.add(step.multiply(BigDecimal.valueOf(i))), size))
                .toList();
    }
}
