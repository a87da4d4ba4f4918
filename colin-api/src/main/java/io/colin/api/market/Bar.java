package io.colin.api.market;

import io.colin.api.Decimals;
import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import java.math.BigDecimal;

/**
 * The trades of one interval, closed. An interval without trades is a bar too: open, high, low and close repeat the
 * last close, volume is 0 and {@link #isEmpty()} marks it.
 *
 * @param symbol what was traded
 * @param openTimeNs start of the interval, included, ns since epoch
 * @param timeNs end of the interval, excluded; the moment the bar is known
 * @param open first price
 * @param high highest price
 * @param low lowest price, above 0
 * @param close last price
 * @param volume traded quantity, base currency or contracts, 0 or more
 * @param buyVolume the part of volume known to be aggressive buys
 * @param sellVolume the part of volume known to be aggressive sells
 * @param tradeCount number of trades, {@link #UNKNOWN_COUNT} where the source does not say
 */
public record Bar(
        Symbol symbol,
        long openTimeNs,
        long timeNs,
        BigDecimal open,
        BigDecimal high,
        BigDecimal low,
        BigDecimal close,
        BigDecimal volume,
        BigDecimal buyVolume,
        BigDecimal sellVolume,
        long tradeCount)
        implements Marker {
    /** The trade count of a source that does not say. */
    public static final long UNKNOWN_COUNT = -1;

    /** Checks the order of prices and times. */
    public Bar {
        Require.that(timeNs > openTimeNs, "timeNs", "must be after openTimeNs " + openTimeNs, timeNs);
        Require.positive("low", low);
        Require.that(low.compareTo(open) <= 0 && low.compareTo(close) <= 0, "low", "must be the lowest price", low);
        Require.that(
                high.compareTo(open) >= 0 && high.compareTo(close) >= 0, "high", "must be the highest price", high);
        Require.notNegative("volume", volume);
        Require.notNegative("buyVolume", buyVolume);
        Require.notNegative("sellVolume", sellVolume);
        Require.that(
                buyVolume.add(sellVolume).compareTo(volume) <= 0,
                "volume",
                "must cover buyVolume + sellVolume",
                volume);
        Require.that(tradeCount >= UNKNOWN_COUNT, "tradeCount", "must be 0 or more, or UNKNOWN_COUNT", tradeCount);
        open = Decimals.normal(open);
        high = Decimals.normal(high);
        low = Decimals.normal(low);
        close = Decimals.normal(close);
        volume = Decimals.normal(volume);
        buyVolume = Decimals.normal(buyVolume);
        sellVolume = Decimals.normal(sellVolume);
    }

    /**
     * A bar of a source that gives prices and volume only.
     *
     * @param symbol what was traded
     * @param openTimeNs start, included
     * @param timeNs end, excluded
     * @param open first price
     * @param high highest price
     * @param low lowest price
     * @param close last price
     * @param volume traded quantity
     * @return the bar, trade count and sides unknown
     */
    public static Bar ofPrices(
            Symbol symbol,
            long openTimeNs,
            long timeNs,
            BigDecimal open,
            BigDecimal high,
            BigDecimal low,
            BigDecimal close,
            BigDecimal volume) {
        return new Bar(
                symbol,
                openTimeNs,
                timeNs,
                open,
                high,
                low,
                close,
                volume,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                UNKNOWN_COUNT);
    }

    /** The close: what a position is marked at. */
    @Override
    public BigDecimal price() {
        return close;
    }

    /**
     * Whether nothing traded.
     *
     * @return true when the interval had no trade
     */
    public boolean isEmpty() {
        return tradeCount == 0;
    }
}
