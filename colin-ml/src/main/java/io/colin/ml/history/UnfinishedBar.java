package io.colin.ml.history;

import io.colin.api.Decimals;
import io.colin.api.internal.Require;
import io.colin.api.market.Aggressor;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Trade;
import java.math.BigDecimal;

/**
 * The bar of one symbol that is under way, from its trades, as {@link io.colin.api.market.BarBuilder} would close it now.
 * Trades that go back in time are not taken. {@link #on} allocates nothing. Single-threaded.
 */
public final class UnfinishedBar {
    private final long barNs;
    private long asOfNs = Long.MIN_VALUE;
    private long tradeNs = Long.MIN_VALUE;
    private long openTimeNs = Long.MIN_VALUE;
    private double open;
    private double high;
    private double low;
    private double close;
    private double volume;
    private double buys;
    private double sells;
    private boolean usable = true;
    private BigDecimal price = BigDecimal.ZERO;

    private UnfinishedBar(long barNs) {
        this.barNs = barNs;
    }

    /**
     * The bar as it stands.
     *
     * @param candle its numbers; its end is the one it will have when it closes
     * @param buys what aggressive buyers took, in its unit of volume, 0 or more
     * @param sells what aggressive sellers gave, 0 or more
     * @param price of its last trade, else of the last one before it, quote currency
     * @param asOfNs event time of the newest event of the symbol, ns since epoch, before the candle's end
     */
    public record Standing(Candle candle, double buys, double sells, BigDecimal price, long asOfNs) {}

    /** Whether a bar can be tried, and how it stands. */
    public sealed interface View {
        /**
         * It can.
         *
         * @param bar as it stands
         */
        record Known(Standing bar) implements View {}

        /**
         * It cannot.
         *
         * @param reason in words
         */
        record Unknown(String reason) implements View {}
    }

    /**
     * A bar of which nothing is known.
     *
     * @param barNs length of a bar, ns, above 0
     * @return the bar
     */
    public static UnfinishedBar of(long barNs) {
        return new UnfinishedBar(Require.positive("barNs", barNs));
    }

    /**
     * Takes an event.
     *
     * @param event of the one symbol; of kinds other than trades only the time counts
     */
    public void on(MarketEvent event) {
        asOfNs = Math.max(asOfNs, event.timeNs());
        if (event instanceof Trade trade && trade.timeNs() >= tradeNs) {
            take(trade);
        }
    }

    /**
     * The bar that follows a closed one.
     *
     * @param closedNs end of the last closed bar, ns since epoch
     * @param lastPrice its close, quote currency
     * @return unknown where no trades are given, where time has passed its end, and where a number is no statistic
     */
    public View after(long closedNs, BigDecimal lastPrice) {
        if (tradeNs == Long.MIN_VALUE) {
            return new View.Unknown("no trades were seen, and an unfinished bar is made of trades");
        }
        long nowNs = Math.max(asOfNs, closedNs);
        if (nowNs >= closedNs + barNs) {
            return new View.Unknown("the bar has ended and was not given yet");
        }
        if (openTimeNs != closedNs) {
            double last = Decimals.statistic(lastPrice);
            if (!fit(last)) {
                return new View.Unknown("the last price is not fit for statistics");
            }
            Candle still = new Candle(closedNs, closedNs + barNs, last, last, last, last, 0, true);
            return new View.Known(new Standing(still, 0, 0, lastPrice, nowNs));
        }
        if (!usable || !(volume < Double.MAX_VALUE)) {
            return new View.Unknown("the bar's numbers are not fit for statistics");
        }
        Candle candle = new Candle(closedNs, closedNs + barNs, open, high, low, close, volume, false);
        return new View.Known(new Standing(candle, buys, sells, price, nowNs));
    }

    private void take(Trade trade) {
        double traded = Decimals.statistic(trade.price());
        double quantity = Decimals.statistic(trade.quantity());
        long begunNs = Math.floorDiv(trade.timeNs(), barNs) * barNs;
        if (begunNs != openTimeNs) {
            openTimeNs = begunNs;
            open = traded;
            high = traded;
            low = traded;
            volume = 0;
            buys = 0;
            sells = 0;
            usable = true;
        }
        usable &= fit(traded);
        tradeNs = trade.timeNs();
        price = trade.price();
        high = Math.max(high, traded);
        low = Math.min(low, traded);
        close = traded;
        volume += quantity;
        buys += trade.aggressor() == Aggressor.BUY ? quantity : 0;
        sells += trade.aggressor() == Aggressor.SELL ? quantity : 0;
    }

    private static boolean fit(double price) {
        return price > 0 && price < Double.MAX_VALUE;
    }
}
