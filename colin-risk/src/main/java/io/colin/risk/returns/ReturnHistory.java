package io.colin.risk.returns;

import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * Log returns {@code ln(close(t) / close(t − period))} of several symbols at common points in time. A return whose two
 * closes are not both known is absent: it is neither 0 nor spread over a gap. Alignment is by time alone; a point in time
 * is kept when at least one symbol has a return there, so neighbouring points may lie further apart than a period.
 *
 * <p>Immutable, any thread.
 */
public final class ReturnHistory {
    private final List<Symbol> symbols;
    private final long periodNs;
    private final long[] timesNs;
    private final double[][] returns;

    private ReturnHistory(List<Symbol> symbols, long periodNs, long[] timesNs, double[][] returns) {
        this.symbols = symbols;
        this.periodNs = periodNs;
        this.timesNs = timesNs;
        this.returns = returns;
    }

    /**
     * The history of known returns.
     *
     * @param periodNs length of a return, ns, above 0
     * @param symbols distinct, in the order of the returns; put into ascending order
     * @param timesNs ends of the periods, ns since epoch, strictly ascending, a whole number of periods apart; copied
     * @param returns by symbol, then by time; NaN where absent; copied
     * @return the history
     * @throws IllegalArgumentException if shapes differ, a symbol is named twice, times are not on one grid, or a return
     *     is infinite
     */
    public static ReturnHistory ofReturns(long periodNs, List<Symbol> symbols, long[] timesNs, double[][] returns) {
        Require.positive("periodNs", periodNs);
        List<Symbol> sorted = symbols.stream().sorted().distinct().toList();
        Require.that(sorted.size() == symbols.size(), "symbols", "must be distinct", symbols);
        Require.that(returns.length == symbols.size(), "returns", "must have one row a symbol", returns.length);
        checkTimes(periodNs, timesNs);
        double[][] copy = new double[sorted.size()][];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = checked(symbols.get(i), timesNs.length, returns[i]);
        }
        double[][] ordered = new double[copy.length][];
        for (int i = 0; i < copy.length; i++) {
            ordered[Collections.binarySearch(sorted, symbols.get(i))] = copy[i];
        }
        return new ReturnHistory(sorted, periodNs, timesNs.clone(), ordered);
    }

    /**
     * The history of closes.
     *
     * @param periodNs length of a return, ns, above 0
     * @param closes by symbol: price by end of its period, ns since epoch; all times on one grid of periods
     * @return the returns between neighbouring ends; absent where one of the two closes is missing
     * @throws IllegalArgumentException if a close is not finite and above 0, or times are not on one grid
     */
    public static ReturnHistory ofCloses(long periodNs, Map<Symbol, ? extends SortedMap<Long, Double>> closes) {
        Require.positive("periodNs", periodNs);
        List<Symbol> symbols = closes.keySet().stream().sorted().toList();
        TreeSet<Long> ends = new TreeSet<>();
        closes.forEach((symbol, own) -> {
            own.values().forEach(close -> checkClose(symbol, close));
            own.keySet().stream().filter(t -> own.containsKey(t - periodNs)).forEach(ends::add);
        });
        long[] times = ends.stream().mapToLong(Long::longValue).toArray();
        double[][] returns = new double[symbols.size()][times.length];
        closes.forEach((symbol, own) -> {
            double[] row = returns[Collections.binarySearch(symbols, symbol)];
            for (int t = 0; t < row.length; t++) {
                Double before = own.get(times[t] - periodNs);
                Double after = own.get(times[t]);
                row[t] = before == null || after == null ? Double.NaN : logReturn(before, after);
            }
        });
        return ofReturns(periodNs, symbols, times, returns);
    }

    /**
     * The log return between two closes; the same bits on every machine.
     *
     * @param before above 0
     * @param after above 0
     * @return ln(after / before)
     */
    static double logReturn(double before, double after) {
        // Two logarithms cannot overflow where the quotient could.
        return StrictMath.log(after) - StrictMath.log(before);
    }

    /**
     * Checks a close.
     *
     * @param symbol whose
     * @param close price
     * @return close
     * @throws IllegalArgumentException unless it is finite and above 0
     */
    static double checkClose(Symbol symbol, double close) {
        Require.that(
                close > 0 && close < Double.POSITIVE_INFINITY,
                "close of " + symbol,
                "must be finite and above 0",
                close);
        return close;
    }

    private static void checkTimes(long periodNs, long[] timesNs) {
        for (int t = 1; t < timesNs.length; t++) {
            long step = timesNs[t] - timesNs[t - 1];
            Require.that(
                    step > 0 && step % periodNs == 0,
                    "timesNs",
                    "must ascend by whole periods of " + periodNs,
                    timesNs[t]);
        }
    }

    private static double[] checked(Symbol symbol, int size, double[] row) {
        Require.that(row.length == size, "returns of " + symbol, "must have one value a time, " + size, row.length);
        for (double value : row) {
            Require.that(
                    !Double.isInfinite(value), "returns of " + symbol, "must be finite, or NaN where absent", value);
        }
        return row.clone();
    }

    /**
     * The symbols in the order of {@link #logReturn(int, int)}.
     *
     * @return ascending, unmodifiable
     */
    public List<Symbol> symbols() {
        return symbols;
    }

    /**
     * How many points in time there are.
     *
     * @return 0 or more
     */
    public int size() {
        return timesNs.length;
    }

    /**
     * How long a return takes.
     *
     * @return ns, above 0
     */
    public long periodNs() {
        return periodNs;
    }

    /**
     * The end of a period.
     *
     * @param t index of a point in time, 0 is the oldest
     * @return ns since epoch
     * @throws IndexOutOfBoundsException unless t is within [0, size)
     */
    public long timeNs(int t) {
        return timesNs[t];
    }

    /**
     * A log return.
     *
     * @param asset index of a symbol
     * @param t index of a point in time, 0 is the oldest
     * @return finite, or NaN where absent
     * @throws IndexOutOfBoundsException if either index is outside
     */
    public double logReturn(int asset, int t) {
        return returns[asset][t];
    }

    /**
     * All returns of a symbol.
     *
     * @param asset index of a symbol
     * @return by time, NaN where absent; a copy
     */
    public double[] logReturns(int asset) {
        return returns[asset].clone();
    }

    /**
     * Where a symbol stands.
     *
     * @param symbol any symbol
     * @return its index, −1 when it has no history
     */
    public int indexOf(Symbol symbol) {
        return Math.max(-1, Collections.binarySearch(symbols, symbol));
    }

    /**
     * How many returns a symbol has.
     *
     * @param asset index of a symbol
     * @return points that are not absent
     */
    public int points(int asset) {
        int count = 0;
        for (double value : returns[asset]) {
            count += Double.isNaN(value) ? 0 : 1;
        }
        return count;
    }

    /**
     * How many points in time two symbols share.
     *
     * @param a index of a symbol
     * @param b index of a symbol
     * @return points where neither is absent
     */
    public int jointPoints(int a, int b) {
        int count = 0;
        for (int t = 0; t < timesNs.length; t++) {
            count += Double.isNaN(returns[a][t]) || Double.isNaN(returns[b][t]) ? 0 : 1;
        }
        return count;
    }

    /**
     * The newest part of this history.
     *
     * @param points how many points in time at most, 1 or more
     * @return this when it is not longer
     */
    public ReturnHistory last(int points) {
        Require.positive("points", points);
        if (points >= timesNs.length) {
            return this;
        }
        int from = timesNs.length - points;
        double[][] part = new double[returns.length][];
        for (int i = 0; i < part.length; i++) {
            part[i] = Arrays.copyOfRange(returns[i], from, timesNs.length);
        }
        return new ReturnHistory(symbols, periodNs, Arrays.copyOfRange(timesNs, from, timesNs.length), part);
    }
}
