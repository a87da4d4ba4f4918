package io.colin.ml.history;

import io.colin.api.Decimals;
import io.colin.api.internal.Require;
import io.colin.api.market.Bar;
import java.util.Optional;

/**
 * A closed bar as statistics see it: the border between exact decimals and {@code double}.
 *
 * @param openTimeNs start of the interval, included, ns since epoch
 * @param timeNs end of the interval, excluded, ns since epoch
 * @param open first price, quote currency, above 0
 * @param high highest price
 * @param low lowest price
 * @param close last price
 * @param volume traded quantity, base currency or contracts; 0 when nothing traded
 * @param empty whether nothing traded
 */
public record Candle(
        long openTimeNs,
        long timeNs,
        double open,
        double high,
        double low,
        double close,
        double volume,
        boolean empty) {
    /** Checks what every formula relies on. */
    public Candle {
        Require.that(timeNs > openTimeNs, "timeNs", "must be after openTimeNs", timeNs);
        Require.that(low > 0 && low <= high && high < Double.MAX_VALUE, "low", "must be above 0 and below high", low);
        Require.within("open", open, low, high);
        Require.within("close", close, low, high);
        Require.within("volume", volume, 0, Double.MAX_VALUE);
    }

    /**
     * The candle of a bar from outside, where its numbers are fit for statistics.
     *
     * @param bar a closed bar
     * @return empty when a price or the volume is too large or too small for a double
     */
    public static Optional<Candle> ifUsable(Bar bar) {
        boolean usable = Decimals.statistic(bar.low()) > 0
                && Decimals.statistic(bar.high()) < Double.MAX_VALUE
                && Decimals.statistic(bar.volume()) < Double.MAX_VALUE;
        return usable ? Optional.of(of(bar)) : Optional.empty();
    }

    /**
     * The candle of a bar.
     *
     * @param bar a closed bar
     * @return its nearest doubles
     */
    public static Candle of(Bar bar) {
        return new Candle(
                bar.openTimeNs(),
                bar.timeNs(),
                Decimals.statistic(bar.open()),
                Decimals.statistic(bar.high()),
                Decimals.statistic(bar.low()),
                Decimals.statistic(bar.close()),
                Decimals.statistic(bar.volume()),
                bar.isEmpty());
    }
}
