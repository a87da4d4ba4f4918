package io.colin.ml.drift;

import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The mean correlation of one-bar log returns over all pairs of symbols and the last 24 hours. A return counts where its
 * two bars follow each other without a hole; a symbol counts with at least half of the 24 hours' returns, and moments
 * where every such symbol has one. From Σz over standardised returns: mean ρ = (Var(Σz) − n)/(n(n − 1)), so that a
 * question costs O(symbols · bars) and not that for every pair. One thread at a time.
 */
public final class DailyCorrelation {
    private static final long DAY_NS = Duration.ofDays(1).toNanos();

    private final long barNs;
    private final Map<Symbol, Returns> symbols = new TreeMap<>();
    private long nowNs = Long.MIN_VALUE;

    private DailyCorrelation(long barNs) {
        this.barNs = barNs;
    }

    /** The returns of one symbol by the close of their bar. */
    private static final class Returns {
        private final NavigableMap<Long, Double> byTime = new TreeMap<>();
        private long lastNs = Long.MIN_VALUE;
        private double lastClose = Double.NaN;
    }

    /**
     * Before the first bar.
     *
     * @param barNs length of a bar, ns, above 0
     * @return the measure
     */
    public static DailyCorrelation ofBars(long barNs) {
        return new DailyCorrelation(Require.positive("barNs", barNs));
    }

    /**
     * Takes a bar of any symbol; one that does not follow its own last in time is passed over.
     *
     * @param symbol of the bar
     * @param openNs when it began, ns since epoch
     * @param timeNs when it closed, ns since epoch
     * @param close its last price; one that is not above 0 is passed over
     */
    public void on(Symbol symbol, long openNs, long timeNs, double close) {
        Returns its = symbols.computeIfAbsent(symbol, key -> new Returns());
        if (openNs < its.lastNs || !(close > 0)) {
            return;
        }
        if (openNs == its.lastNs) {
            its.byTime.put(timeNs, Math.log(close / its.lastClose));
        }
        its.lastNs = timeNs;
        its.lastClose = close;
        its.byTime.headMap(timeNs - DAY_NS, true).clear();
        nowNs = Math.max(nowNs, timeNs);
    }

    /**
     * The mean correlation as of the last bar.
     *
     * @return −1 to 1; NaN with fewer than two symbols that moved, or while too little is known
     */
    public double value() {
        List<NavigableMap<Long, Double>> known = symbols.values().stream()
                .map(returns -> returns.byTime.tailMap(nowNs - DAY_NS, false))
                .filter(returns -> enough(returns.size()))
                .toList();
        if (known.size() < 2) {
            return Double.NaN;
        }
        List<Long> times = new ArrayList<>(known.getFirst().keySet());
        known.forEach(returns -> times.retainAll(returns.keySet()));
        return enough(times.size()) ? mean(known, times) : Double.NaN;
    }

    private boolean enough(int returns) {
        return returns >= 2 && returns * 2L * barNs >= DAY_NS;
    }

    private static double mean(List<NavigableMap<Long, Double>> known, List<Long> times) {
        double[] sums = new double[times.size()];
        int moving = 0;
        for (NavigableMap<Long, Double> returns : known) {
            double[] z = times.stream().mapToDouble(returns::get).toArray();
            if (standardise(z)) {
                moving++;
                for (int i = 0; i < z.length; i++) {
                    sums[i] += z[i];
                }
            }
        }
        if (moving < 2) {
            return Double.NaN;
        }
        double squares = 0;
        for (double sum : sums) {
            squares += sum * sum;
        }
        double n = moving;
        return (squares / sums.length - n) / (n * (n - 1));
    }

    /** To mean 0 and mean square 1; answers whether it varied. */
    private static boolean standardise(double[] values) {
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean) / values.length;
        }
        if (!(squares > 0)) {
            return false;
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = (values[i] - mean) / Math.sqrt(squares);
        }
        return true;
    }
}
