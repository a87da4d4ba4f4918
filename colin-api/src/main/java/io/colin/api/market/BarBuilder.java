package io.colin.api.market;

import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Builds bars of a fixed interval from trades. Intervals are aligned to the epoch; a bar closes when time reaches its
 * end, and an interval without trades closes as an empty bar. A trade exactly on a boundary belongs to the bar it opens.
 *
 * <p>Single-threaded.
 */
public final class BarBuilder {
    private final Symbol symbol;
    private final long intervalNs;
    private long openTimeNs;
    private long lastTimeNs = Long.MIN_VALUE;
    private boolean started;
    private BigDecimal open = BigDecimal.ONE;
    private BigDecimal high = BigDecimal.ONE;
    private BigDecimal low = BigDecimal.ONE;
    private BigDecimal close = BigDecimal.ONE;
    private BigDecimal volume = BigDecimal.ZERO;
    private BigDecimal buyVolume = BigDecimal.ZERO;
    private BigDecimal sellVolume = BigDecimal.ZERO;
    private long tradeCount;

    private BarBuilder(Symbol symbol, long intervalNs) {
        this.symbol = symbol;
        this.intervalNs = intervalNs;
    }

    /**
     * A builder that has seen nothing.
     *
     * @param symbol what is traded
     * @param interval length of a bar, above 0
     * @return the builder
     */
    public static BarBuilder of(Symbol symbol, Duration interval) {
        return new BarBuilder(symbol, Require.positive("interval", interval).toNanos());
    }

    /**
     * Takes a trade, closing every bar that ended before it.
     *
     * @param trade of this symbol, not before the last one
     * @param closed receives the bars that ended, oldest first
     */
    public void on(Trade trade, Consumer<? super Bar> closed) {
        Require.that(trade.symbol().equals(symbol), "symbol", "must be " + symbol, trade.symbol());
        advanceTo(trade.timeNs(), closed);
        if (!started) {
            started = true;
            openTimeNs = Math.floorDiv(trade.timeNs(), intervalNs) * intervalNs;
            begin(trade.price());
        }
        long earliestNs = Math.max(openTimeNs, lastTimeNs);
        Require.that(trade.timeNs() >= earliestNs, "timeNs", "must not go back before " + earliestNs, trade.timeNs());
        lastTimeNs = trade.timeNs();
        if (tradeCount == 0) {
            begin(trade.price());
        }
        high = high.max(trade.price());
        low = low.min(trade.price());
        close = trade.price();
        volume = volume.add(trade.quantity());
        switch (trade.aggressor()) {
            case BUY -> buyVolume = buyVolume.add(trade.quantity());
            case SELL -> sellVolume = sellVolume.add(trade.quantity());
            case UNKNOWN -> {}
        }
        tradeCount++;
    }

    /**
     * Closes every bar that ended by a time.
     *
     * @param timeNs now, ns since epoch
     * @param closed receives the bars that ended, oldest first
     */
    public void advanceTo(long timeNs, Consumer<? super Bar> closed) {
        while (started && timeNs >= openTimeNs + intervalNs) {
            closed.accept(new Bar(
                    symbol,
                    openTimeNs,
                    openTimeNs + intervalNs,
                    open,
                    high,
                    low,
                    close,
                    volume,
                    buyVolume,
                    sellVolume,
                    tradeCount));
            openTimeNs += intervalNs;
            begin(close);
        }
    }

    /**
     * When the open bar closes.
     *
     * @return ns since epoch; {@link Long#MAX_VALUE} before the first trade
     */
    public long nextCloseNs() {
        return started ? openTimeNs + intervalNs : Long.MAX_VALUE;
    }

    private void begin(BigDecimal price) {
        open = price;
        high = price;
        low = price;
        close = price;
        volume = BigDecimal.ZERO;
        buyVolume = BigDecimal.ZERO;
        sellVolume = BigDecimal.ZERO;
        tradeCount = 0;
    }
}
