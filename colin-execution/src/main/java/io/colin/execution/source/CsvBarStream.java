package io.colin.execution.source;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.Bar;
import io.colin.api.market.DataGap;
import io.colin.api.market.MarketDataStream;
import io.colin.api.market.MarketEvent;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

/** Reads bars; a row gives one event, or two where a hole stands before it. */
final class CsvBarStream implements MarketDataStream {
    private static final long NONE = -1;

    private final CsvReader rows;
    private final Symbol symbol;
    private final long intervalNs;
    private final Queue<MarketEvent> pending = new ArrayDeque<>(2);
    private long gridNs = NONE;
    private long lastOpenNs = NONE;
    private long lastEventNs = NONE;

    CsvBarStream(CsvReader rows, Symbol symbol, long intervalNs) {
        this.rows = rows;
        this.symbol = symbol;
        this.intervalNs = intervalNs;
    }

    @Override
    public Polled poll(Consumer<? super MarketEvent> sink) {
        if (pending.isEmpty()) {
            if (!rows.next()) {
                return Polled.ENDED;
            }
            readRow();
        }
        sink.accept(pending.remove());
        return Polled.EVENT;
    }

    @Override
    public void close() {
        rows.close();
    }

    private void readRow() {
        long openNs = rows.timeNs(CsvBars.TIME);
        BigDecimal open = rows.decimal(CsvBars.OPEN);
        BigDecimal high = rows.decimal(CsvBars.HIGH);
        BigDecimal low = rows.decimal(CsvBars.LOW);
        BigDecimal close = rows.decimal(CsvBars.CLOSE);
        BigDecimal volume = rows.decimal(CsvBars.VOLUME);
        if (gridNs == NONE) {
            gridNs = openNs;
        }
        if (openNs == lastOpenNs) {
            mark(DataGap.Kind.DUPLICATE, "bar of " + TimeText.of(openNs) + " was given before");
        } else if (openNs < lastOpenNs) {
            mark(
                    DataGap.Kind.OUT_OF_ORDER,
                    "bar of " + TimeText.of(openNs) + " after that of " + TimeText.of(lastOpenNs));
        } else if (Math.floorMod(openNs - gridNs, intervalNs) != 0) {
            mark(DataGap.Kind.INVALID, "bar of " + TimeText.of(openNs) + " does not start on the grid of the first");
        } else if (!isSound(open, high, low, close) || volume.signum() < 0) {
            lastEventNs = Math.max(lastEventNs, openNs + intervalNs);
            mark(
                    DataGap.Kind.INVALID,
                    "bar of " + TimeText.of(openNs) + " is impossible: open " + open + " high " + high + " low " + low
                            + " close " + close + " volume " + volume);
        } else {
            deliver(Bar.ofPrices(symbol, openNs, openNs + intervalNs, open, high, low, close, volume));
        }
    }

    private void deliver(Bar bar) {
        long expectedNs = lastOpenNs + intervalNs;
        if (lastOpenNs != NONE && bar.openTimeNs() > expectedNs) {
            long missing = (bar.openTimeNs() - expectedNs) / intervalNs;
            lastEventNs = Math.max(lastEventNs, expectedNs + intervalNs);
            mark(
                    DataGap.Kind.MISSING,
                    missing + (missing == 1 ? " bar is" : " bars are") + " missing from " + TimeText.of(expectedNs)
                            + " to " + TimeText.of(bar.openTimeNs()));
        }
        lastOpenNs = bar.openTimeNs();
        lastEventNs = bar.timeNs();
        pending.add(bar);
    }

    /** A mark carries the time of the event before it: that is when it can be known at the earliest. */
    private void mark(DataGap.Kind kind, String what) {
        pending.add(new DataGap(symbol, Math.max(lastEventNs, 0), kind, "line " + rows.line() + ": " + what));
    }

    private static boolean isSound(BigDecimal open, BigDecimal high, BigDecimal low, BigDecimal close) {
        return low.signum() > 0
                && low.compareTo(open) <= 0
                && low.compareTo(close) <= 0
                && high.compareTo(open) >= 0
                && high.compareTo(close) >= 0;
    }
}
