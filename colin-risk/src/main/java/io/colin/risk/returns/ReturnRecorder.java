package io.colin.risk.returns;

import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.api.market.Bar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Gathers closes of UTC periods from bars and keeps the returns of a bounded look-back. The close of a period is the
 * close of the last bar with trades that ended in it, and only if that was within the last twenty-fourth of the period
 * (an hour of a day, 150 s of an hour); otherwise the close, and the two returns around it, are absent. Bars without
 * trades repeat an old price and are not looked at. Bars may come in any order; a period counts once a bar of any symbol
 * has reached its end.
 *
 * <p>Nothing is saved over a restart: feed the same bars, or {@linkplain #seed a history}, again. Single-threaded; what
 * {@link #history()} gives may go to other threads.
 */
public final class ReturnRecorder {
    private static final int TOLERANCE_PARTS = 24;

    private final ReturnPeriod period;
    private final int lookBack;
    private final SortedMap<Symbol, Closes> closes = new TreeMap<>();
    private long nowNs = Long.MIN_VALUE;
    private @Nullable ReturnHistory seed;
    private @Nullable ReturnHistory latest;

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
        if (history.size() > 0) {
            nowNs = Math.max(nowNs, history.timeNs(history.size() - 1));
        }
    }

    /**
     * Learns of a closed bar of any length.
     *
     * @param bar its close is a price at its end
     * @throws IllegalArgumentException if the close as a double is not finite and above 0
     */
    public void onBar(Bar bar) {
        if (Math.floorDiv(bar.timeNs(), period.ns()) > Math.floorDiv(nowNs, period.ns())) {
            latest = null;
        }
        nowNs = Math.max(nowNs, bar.timeNs());
        if (bar.isEmpty()) {
            return;
        }
        double close = ReturnHistory.checkClose(bar.symbol(), bar.close().doubleValue());
        long endNs = (Math.floorDiv(bar.timeNs() - 1, period.ns()) + 1) * period.ns();
        if (endNs - bar.timeNs() > period.ns() / TOLERANCE_PARTS) {
            return;
        }
        Closes own = closes.computeIfAbsent(bar.symbol(), s -> new Closes(lookBack + 2));
        if (own.put(endNs / period.ns(), bar.timeNs(), close) && endNs <= nowNs) {
            latest = null;
        }
    }

    /**
     * The returns of all periods that have ended.
     *
     * @return at most the look-back, ending with the newest period; the same object until something changed
     */
    public ReturnHistory history() {
        ReturnHistory known = latest;
        if (known == null) {
            known = build();
            latest = known;
        }
        return known;
    }

    private ReturnHistory build() {
        TreeSet<Symbol> names = new TreeSet<>(closes.keySet());
        ReturnHistory before = seed;
        if (before != null) {
            names.addAll(before.symbols());
        }
        List<Symbol> symbols = new ArrayList<>(names);
        if (symbols.isEmpty() || nowNs == Long.MIN_VALUE) {
            return ReturnHistory.ofReturns(period.ns(), List.of(), new long[0], new double[0][]);
        }
        long last = Math.floorDiv(nowNs, period.ns());
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

    /** The closes of one symbol in a ring by period. */
    private static final class Closes {
        private final long[] ends;
        private final long[] timesNs;
        private final double[] prices;

        private Closes(int size) {
            ends = new long[size];
            timesNs = new long[size];
            prices = new double[size];
            Arrays.fill(ends, Long.MIN_VALUE);
        }

        /** Keeps the close if it is the newest of its period; tells whether it did. */
        private boolean put(long end, long timeNs, double price) {
            int slot = Math.floorMod(end, ends.length);
            if (ends[slot] > end || (ends[slot] == end && timesNs[slot] > timeNs)) {
                return false;
            }
            ends[slot] = end;
            timesNs[slot] = timeNs;
            prices[slot] = price;
            return true;
        }

        private double at(long end) {
            int slot = Math.floorMod(end, ends.length);
            return ends[slot] == end ? prices[slot] : Double.NaN;
        }
    }
}
