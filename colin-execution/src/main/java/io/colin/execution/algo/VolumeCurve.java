package io.colin.execution.algo;

import io.colin.api.Decimals;
import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.api.market.Bar;
import io.colin.api.market.MarketDataSource;
import io.colin.api.market.MarketDataStream;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Trade;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * How much of a symbol trades at which minute of the UTC day: the mean over the last days seen of each kind (20 by default),
 * weekdays and weekends apart, smoothed over the minutes around. A minute that no day of its kind has seen is taken from the other
 * kind, else from the mean of all. Immutable.
 */
public final class VolumeCurve {
    private static final int MINUTES = 1_440;
    private static final long MINUTE_NS = 60_000_000_000L;
    private static final int DAYS = 20;
    private static final int MOST_DAYS = 366;
    private static final int KINDS = 2;

    /** Volume a minute, by kind of day and minute. */
    private final double[][] volume;

    private final int weekdays;
    private final int weekendDays;

    private VolumeCurve(double[][] volume, int weekdays, int weekendDays) {
        this.volume = volume;
        this.weekdays = weekdays;
        this.weekendDays = weekendDays;
    }

    /**
     * A curve that knows no shape: as much in every minute.
     *
     * @return one unit a minute
     */
    public static VolumeCurve flat() {
        return learner().build();
    }

    /**
     * Starts to learn.
     *
     * @return a learner that has seen nothing
     */
    public static Learner learner() {
        return new Learner();
    }

    /**
     * Learns from all bars and trades of a source; where a source has both, from the trades.
     *
     * @param source read once, from its beginning
     * @param symbol what is traded
     * @return the curve; flat when the source has none of the symbol
     * @throws IllegalArgumentException if the source is live
     * @throws io.colin.api.ColinException if it cannot be read
     */
    public static VolumeCurve of(MarketDataSource source, Symbol symbol) {
        return Objects.requireNonNull(of(source, Set.of(symbol), DAYS).get(symbol));
    }

    /**
     * Learns several symbols in one reading, each as {@link #of(MarketDataSource, Symbol)} does.
     *
     * @param source read once, from its beginning
     * @param symbols what is traded
     * @param days the last days of each kind that count, [1, 366]
     * @return a curve for each symbol; flat when the source has none of it
     * @throws IllegalArgumentException if the source is live
     * @throws io.colin.api.ColinException if it cannot be read
     */
    public static SortedMap<Symbol, VolumeCurve> of(MarketDataSource source, Set<Symbol> symbols, int days) {
        SortedMap<Symbol, Learner> trades = new TreeMap<>();
        SortedMap<Symbol, Learner> bars = new TreeMap<>();
        for (Symbol symbol : symbols) {
            trades.put(symbol, learner().days(days));
            bars.put(symbol, learner().days(days));
        }
        Consumer<MarketEvent> learn = event -> {
            if (event instanceof Trade trade) {
                Optional.ofNullable(trades.get(trade.symbol())).ifPresent(learner -> learner.on(trade));
            } else if (event instanceof Bar bar) {
                Optional.ofNullable(bars.get(bar.symbol())).ifPresent(learner -> learner.on(bar));
            }
        };
        try (MarketDataStream stream = source.open()) {
            MarketDataStream.Polled polled = stream.poll(learn);
            while (polled != MarketDataStream.Polled.ENDED) {
                Require.that(polled != MarketDataStream.Polled.IDLE, "source", "must be a recording", source.id());
                polled = stream.poll(learn);
            }
        }
        SortedMap<Symbol, VolumeCurve> curves = new TreeMap<>();
        trades.forEach((symbol, learner) -> curves.put(
                symbol,
                learner.isEmpty() ? Objects.requireNonNull(bars.get(symbol)).build() : learner.build()));
        return curves;
    }

    /**
     * How many weekdays it rests on.
     *
     * @return those that were seen as a whole, 0 or more; a part of a day counts for its minutes but not here
     */
    public int weekdays() {
        return weekdays;
    }

    /**
     * How many days of weekends it rests on.
     *
     * @return those that were seen as a whole, 0 or more
     */
    public int weekendDays() {
        return weekendDays;
    }

    /**
     * What is expected to trade in a span.
     *
     * @param fromNs start, ns since epoch
     * @param toNs end, not before the start
     * @return base currency or contracts, 0 or more; a part of a minute counts by its length
     */
    public double expected(long fromNs, long toNs) {
        double sum = 0;
        long at = fromNs;
        while (at < toNs) {
            long minute = Math.floorDiv(at, MINUTE_NS);
            long end = Math.min(toNs, (minute + 1) * MINUTE_NS);
            double rate = volume[kind(Math.floorDiv(minute, MINUTES))][Math.floorMod(minute, MINUTES)];
            sum += rate * (end - at) / MINUTE_NS;
            at = end;
        }
        return sum;
    }

    /** 0 for Monday to Friday, 1 for the weekend; day 0 of the epoch was a Thursday. */
    private static int kind(long day) {
        return Math.floorMod(day + 3, 7) < 5 ? 0 : 1;
    }

    /** Learns a curve. Single-threaded. */
    public static final class Learner {
        private final TreeMap<Long, double[]> weekdays = new TreeMap<>();
        private final TreeMap<Long, double[]> weekends = new TreeMap<>();
        private int halfWidth = 15;
        private int most = DAYS;
        private long firstMinute = Long.MAX_VALUE;
        private long endMinute = Long.MIN_VALUE;

        private Learner() {}

        /**
         * Sets over how much time a minute is smoothed: single minutes of twenty days are mostly noise.
         *
         * @param value whole minutes before and after it, [0, 720]; default 15
         * @return this
         */
        public Learner smoothing(Duration value) {
            long width = value.toMinutes();
            Require.that(width >= 0 && width <= MINUTES / 2, "smoothing", "must be in [0, 720] minutes", width);
            halfWidth = (int) width;
            return this;
        }

        /**
         * Sets how many days of each kind count: the last ones. To be set before anything is taken.
         *
         * @param value [1, 366]; default 20
         * @return this
         */
        public Learner days(int value) {
            Require.that(value >= 1 && value <= MOST_DAYS, "days", "must be in [1, " + MOST_DAYS + "]", value);
            most = value;
            return this;
        }

        /**
         * Takes a trade.
         *
         * @param trade of the one symbol that is learnt
         * @return this
         */
        public Learner on(Trade trade) {
            long minute = Math.floorDiv(trade.timeNs(), MINUTE_NS);
            add(minute, Decimals.statistic(trade.quantity()));
            return this;
        }

        /**
         * Takes a closed bar, spread evenly over its minutes.
         *
         * @param bar of the one symbol that is learnt
         * @return this
         */
        public Learner on(Bar bar) {
            long first = Math.floorDiv(bar.openTimeNs(), MINUTE_NS);
            long last = Math.floorDiv(bar.timeNs() - 1, MINUTE_NS);
            double share = Decimals.statistic(bar.volume()) / (last - first + 1);
            for (long minute = first; minute <= last; minute++) {
                add(minute, share);
            }
            return this;
        }

        /**
         * What was learnt so far.
         *
         * @return the curve; flat when nothing was
         */
        public VolumeCurve build() {
            double[][] means = {means(weekdays), means(weekends)};
            double all = mean(means);
            double[][] volume = new double[KINDS][MINUTES];
            for (int kind = 0; kind < KINDS; kind++) {
                for (int m = 0; m < MINUTES; m++) {
                    double own = means[kind][m];
                    double other = means[1 - kind][m];
                    volume[kind][m] = !Double.isNaN(own) ? own : !Double.isNaN(other) ? other : all;
                }
            }
            return new VolumeCurve(
                    new double[][] {smooth(volume[0]), smooth(volume[1])}, whole(weekdays), whole(weekends));
        }

        private int whole(Map<Long, double[]> days) {
            return (int) days.keySet().stream()
                    .filter(day -> day * MINUTES >= firstMinute && (day + 1) * MINUTES <= endMinute)
                    .count();
        }

        /** The mean of each minute and those around it, over midnight too. */
        private double[] smooth(double[] minutes) {
            double[] smoothed = new double[MINUTES];
            for (int m = 0; m < MINUTES; m++) {
                double sum = 0;
                for (int by = -halfWidth; by <= halfWidth; by++) {
                    sum += minutes[Math.floorMod(m + by, MINUTES)];
                }
                smoothed[m] = sum / (2 * halfWidth + 1);
            }
            return smoothed;
        }

        private boolean isEmpty() {
            return endMinute == Long.MIN_VALUE;
        }

        private void add(long minute, double quantity) {
            firstMinute = Math.min(firstMinute, minute);
            endMinute = Math.max(endMinute, minute + 1);
            long day = Math.floorDiv(minute, MINUTES);
            TreeMap<Long, double[]> days = kind(day) == 0 ? weekdays : weekends;
            days.computeIfAbsent(day, first -> new double[MINUTES])[Math.floorMod(minute, MINUTES)] += quantity;
            while (days.size() > most) {
                days.pollFirstEntry();
            }
        }

        /** The mean of each minute over the days that saw it, NaN where none did. */
        private double[] means(Map<Long, double[]> days) {
            double[] sums = new double[MINUTES];
            int[] seen = new int[MINUTES];
            days.forEach((day, volumes) -> {
                for (int m = 0; m < MINUTES; m++) {
                    long minute = day * MINUTES + m;
                    if (minute >= firstMinute && minute < endMinute) {
                        sums[m] += volumes[m];
                        seen[m]++;
                    }
                }
            });
            for (int m = 0; m < MINUTES; m++) {
                sums[m] = seen[m] == 0 ? Double.NaN : sums[m] / seen[m];
            }
            return sums;
        }

        /** The mean over what was seen, 1 where that is nothing. */
        private static double mean(double[][] means) {
            double sum = 0;
            int count = 0;
            for (double[] kind : means) {
                for (double value : kind) {
                    if (!Double.isNaN(value)) {
                        sum += value;
                        count++;
                    }
                }
            }
            return count == 0 || sum == 0 ? 1 : sum / count;
        }
    }
}
