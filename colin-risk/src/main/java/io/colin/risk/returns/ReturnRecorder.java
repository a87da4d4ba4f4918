package io.colin.risk.returns;

import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.api.market.Bar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Gathers closes of UTC periods from bars and keeps the returns of a bounded look-back. The close of a period is the
 * close of the last bar with trades that ended in it, and only if that was within the last twenty-fourth of the period
 * (an hour of a day, 150 s of an hour); otherwise the close, and the two returns around it, are absent. Bars without
 * trades repeat an old price and are not looked at. Bars may come in any order. What is asked for is asked as of an event
 * time: a period counts once that has reached its end, and a bar that lies ahead of it, by a fault in its source, counts
 * nothing and hides nothing.
 *
 * <p>Nothing is saved over a restart: feed the same bars, or {@linkplain #seed a history}, again. Single-threaded; what
 * {@link #history(long)} gives may go to other threads.
 */
public final class ReturnRecorder {
    private static final int TOLERANCE_PARTS = 24;

    private final ReturnPeriod period;
    private final int lookBack;
    private final SortedMap<Symbol, Closes> closes = new TreeMap<>();
    private @Nullable ReturnHistory seed;
    private @Nullable ReturnHistory latest;
    private long latestEnd = Long.MIN_VALUE;

    private ReturnRecorder(ReturnPeriod period, int lookBack) {
        this.period = period;
        this.lookBack = lookBack;
    }

    /**
     * A recorder of daily returns.
     *
     * @param lookBack how many periods of returns are kept, 1 or more
     * @return an empty recorder
     */
    public static ReturnRecorder daily(int lookBack) {
        return of(ReturnPeriod.DAY, lookBack);
    }

    /**
     * A recorder.
     *
     * @param period of the returns
     * @param lookBack how many periods of returns are kept, in [1, 100 000]
     * @return an empty recorder
     */
    public static ReturnRecorder of(ReturnPeriod period, int lookBack) {
        Require.within("lookBack", lookBack, 1, 100_000);
        return new ReturnRecorder(period, lookBack);
    }

    /**
     * Takes returns known from before. Where bars give the same return, the bars hold. The return of the first recorded
     * period is absent, since a history holds no closes; feed old bars instead where that matters.
     *
     * @param history of the same period; replaces an earlier seed
     * @throws IllegalArgumentException if its periods are of another length or do not end with UTC periods
     */
    public void seed(ReturnHistory history) {
        Require.that(
                history.periodNs() == period.ns(),
                "periodNs of the seed",
                "must be " + period.ns(),
                history.periodNs());
        Require.that(
                history.size() == 0 || history.timeNs(0) % period.ns() == 0,
                "timeNs of the seed",
                "must end with UTC periods of " + period,
                history.size() == 0 ? "" : history.timeNs(0));
        seed = history;
        latest = null;
    }

    /**
     * Learns of a closed bar of any length.
     *
     * @param bar its close is a price at its end
     * @throws IllegalArgumentException if the close as a double is not finite and above 0
     */
    public void onBar(Bar bar) {
        if (bar.isEmpty()) {
            return;
        }
        double close = ReturnHistory.checkClose(bar.symbol(), bar.close().doubleValue());
        long endNs = (Math.floorDiv(bar.timeNs() - 1, period.ns()) + 1) * period.ns();
        if (endNs - bar.timeNs() > period.ns() / TOLERANCE_PARTS) {
            return;
        }
        Closes own = closes.computeIfAbsent(bar.symbol(), s -> new Closes(lookBack + 2));
        long end = endNs / period.ns();
        if (own.put(end, bar.timeNs(), close) && end <= latestEnd) {
            latest = null;
        }
    }

    /**
     * The returns of all periods that have ended by an event time.
     *
     * @param nowNs event time, ns since epoch
     * @return at most the look-back, ending with the newest period; the same object until something changed
     */
    public ReturnHistory history(long nowNs) {
        long end = Math.floorDiv(nowNs, period.ns());
        ReturnHistory known = latest;
        if (known == null || end != latestEnd) {
            known = build(end);
            latest = known;
            latestEnd = end;
        }
        return known;
    }

    private ReturnHistory build(long last) {
        TreeSet<Symbol> names = new TreeSet<>(closes.keySet());
        ReturnHistory before = seed;
        if (before != null) {
            names.addAll(before.symbols());
        }
        List<Symbol> symbols = new ArrayList<>(names);
        if (symbols.isEmpty()) {
            return ReturnHistory.ofReturns(period.ns(), List.of(), new long[0], new double[0][]);
        }
        double[][] grid = new double[symbols.size()][lookBack];
        for (int i = 0; i < grid.length; i++) {
            Arrays.fill(grid[i], Double.NaN);
            if (before != null) {
                fillFromSeed(before, before.indexOf(symbols.get(i)), last, grid[i]);
            }
            fillFromCloses(closes.get(symbols.get(i)), last, grid[i]);
        }
        return withoutEmptyPoints(symbols, last, grid);
    }

    private void fillFromSeed(ReturnHistory before, int asset, long last, double[] row) {
        for (int t = 0; asset >= 0 && t < before.size(); t++) {
            long index = before.timeNs(t) / period.ns() - last + lookBack - 1;
            if (index >= 0 && index < lookBack) {
                row[(int) index] = before.logReturn(asset, t);
            }
        }
    }

    private void fillFromCloses(@Nullable Closes own, long last, double[] row) {
        for (int t = 0; own != null && t < lookBack; t++) {
            long end = last - lookBack + 1 + t;
            double after = own.at(end);
            double first = own.at(end - 1);
            if (!Double.isNaN(after) && !Double.isNaN(first)) {
                row[t] = ReturnHistory.logReturn(first, after);
            }
        }
    }

    private ReturnHistory withoutEmptyPoints(List<Symbol> symbols, long last, double[][] grid) {
        int[] kept = new int[lookBack];
        int size = 0;
        for (int t = 0; t < lookBack; t++) {
            int point = t;
            if (Arrays.stream(grid).anyMatch(row -> !Double.isNaN(row[point]))) {
                kept[size++] = t;
            }
        }
        long[] times = new long[size];
        double[][] returns = new double[grid.length][size];
        for (int t = 0; t < size; t++) {
            times[t] = (last - lookBack + 1 + kept[t]) * period.ns();
            for (int i = 0; i < grid.length; i++) {
                returns[i][t] = grid[i][kept[t]];
            }
        }
        return ReturnHistory.ofReturns(period.ns(), Collections.unmodifiableList(symbols), times, returns);
    }

    /** The closes of one symbol by period; the newest are kept, those that lie ahead of their time among them. */
    private static final class Closes {
        private final int most;
        private final NavigableMap<Long, Close> byEnd = new TreeMap<>();

        private Closes(int kept) {
            most = 2 * kept; // as many may lie ahead before what is needed goes
        }

        /** Keeps the close if it is the newest of its period; tells whether it did. */
        private boolean put(long end, long timeNs, double price) {
            @Nullable Close known = byEnd.get(end);
            if (known != null && known.timeNs() > timeNs) {
                return false;
            }
            byEnd.put(end, new Close(timeNs, price));
            if (byEnd.size() > most) {
                byEnd.pollFirstEntry();
            }
            return true;
        }

        private double at(long end) {
            @Nullable Close close = byEnd.get(end);
            return close == null ? Double.NaN : close.price();
        }
    }

    /** A price and when it was. */
    private record Close(long timeNs, double price) {}
}
