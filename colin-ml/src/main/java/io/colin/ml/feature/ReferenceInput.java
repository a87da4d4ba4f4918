package io.colin.ml.feature;

import io.colin.api.Decimals;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.Bar;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Trade;
import io.colin.ml.history.Candle;
import io.colin.ml.history.SideInputs.Taken;
import java.util.Arrays;

/**
 * r(15) of another market, in bars of the same length. Bars are taken from the source or, where it gives trades, made
 * of them here, so that what is known at a close does not hang on which symbol's bar an engine closes first.
 */
final class ReferenceInput {
    private static final int K = 15;
    private static final int STALE_BARS = 2;

    private final Symbol symbol;
    private final long barNs;
    private final double[] closes = new double[K + 1];
    private long count;
    private long endNs = Long.MIN_VALUE;
    private long freshNs = Long.MIN_VALUE;
    private long tradeNs = Long.MIN_VALUE;
    private double price = Double.NaN;
    private boolean fromTrades;
    private boolean fromBars;

    ReferenceInput(Symbol symbol, long barNs) {
        this.symbol = symbol;
        this.barNs = barNs;
    }

    Symbol symbol() {
        return symbol;
    }

    Taken on(MarketEvent event) {
        if (event instanceof Trade trade && !fromBars) {
            return on(trade);
        }
        return event instanceof Bar bar && !fromTrades ? on(bar) : Taken.NOT_WANTED;
    }

    /** r(15) at the newest close; NaN while there are not 16, after two bars without news, and if it closed later. */
    double at(long atNs) {
        closeUntil(atNs);
        boolean known = count > K && endNs <= atNs && freshNs >= atNs - STALE_BARS * barNs;
        return known ? Math.log(close(0) / close(K)) : Double.NaN;
    }

    /** What {@link #at} would answer; changes nothing. */
    double peek(long atNs) {
        long bars = fromTrades && atNs >= endNs + barNs ? (atNs - endNs) / barNs : 0;
        long ended = endNs + bars * barNs;
        long fresh = bars > 0 ? Math.floorDiv(tradeNs, barNs) * barNs + barNs : freshNs;
        boolean known = count + bars > K && ended <= atNs && fresh >= atNs - STALE_BARS * barNs;
        if (!known) {
            return Double.NaN;
        }
        double newest = bars > 0 ? price : close(0);
        return Math.log(newest / (bars > K ? price : close((int) (K - bars))));
    }

    /** The same for its own bar under way: as if that closed as it stands. */
    double peek(Candle own) {
        if (fromTrades || own.openTimeNs() != endNs || count < K) {
            return Double.NaN;
        }
        long fresh = own.empty() ? freshNs : own.timeNs();
        boolean known = fresh >= own.timeNs() - STALE_BARS * barNs;
        return known ? Math.log(own.close() / close(K - 1)) : Double.NaN;
    }

    private Taken on(Trade trade) {
        double traded = Decimals.statistic(trade.price());
        if (trade.timeNs() < tradeNs) {
            return Taken.OUT_OF_ORDER;
        }
        if (!usable(traded)) {
            return Taken.INVALID;
        }
        if (fromTrades) {
            closeUntil(trade.timeNs());
        } else {
            fromTrades = true;
            endNs = Math.floorDiv(trade.timeNs(), barNs) * barNs;
        }
        tradeNs = trade.timeNs();
        price = traded;
        return Taken.USED;
    }

    private Taken on(Bar bar) {
        if (bar.timeNs() - bar.openTimeNs() != barNs) {
            return Taken.NOT_WANTED;
        }
        if (bar.openTimeNs() < endNs) {
            return Taken.OUT_OF_ORDER;
        }
        double closed = Decimals.statistic(bar.close());
        if (!usable(closed)) {
            return Taken.INVALID;
        }
        count = bar.openTimeNs() == endNs ? count : 0;
        fromBars = true;
        endNs = bar.timeNs();
        freshNs = bar.isEmpty() ? freshNs : endNs;
        push(closed);
        return Taken.USED;
    }

    /** Closes the bars made of trades; one without any repeats the last price but is no news. */
    private void closeUntil(long atNs) {
        if (!fromTrades || atNs < endNs + barNs) {
            return;
        }
        long bars = (atNs - endNs) / barNs;
        freshNs = Math.floorDiv(tradeNs, barNs) * barNs + barNs;
        if (bars > K) {
            Arrays.fill(closes, price);
            count += bars;
        } else {
            for (long i = 0; i < bars; i++) {
                push(price);
            }
        }
        endNs += bars * barNs;
    }

    private void push(double close) {
        closes[(int) (count++ % closes.length)] = close;
    }

    private double close(int ago) {
        return closes[(int) ((count - 1 - ago) % closes.length)];
    }

    private static boolean usable(double price) {
        return price > 0 && price < Double.MAX_VALUE;
    }
}
