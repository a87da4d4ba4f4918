package io.colin.api.market;

import io.colin.api.Decimals;
import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What one symbol traded and how it moved lately: volume and last price by the second for an hour and by the minute for
 * a week, and how deep its books were over an hour. Statistics for those who pace orders; the same events give the same
 * tape.
 *
 * <p>Bars count where no trade of their time was seen, spread evenly over it; so a source may give trades, bars or both.
 *
 * <p>Single-threaded.
 */
public final class Tape {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long MINUTE_NS = 60 * SECOND_NS;
    private static final int SECONDS = 3_660;
    private static final int MINUTES = 7 * 1_440 + 60;
    /** Most bars that wait to be spread: as many one-minute bars as the seconds hold. */
    private static final int MOST_WAITING = 62;

    private static final int LEAST_RETURNS = 5;
    private static final int LEAST_DEPTHS = 3;
    private static final long DEPTH_EVERY_NS = 5 * MINUTE_NS;
    private static final long DEPTH_KEPT_NS = 60 * MINUTE_NS;

    private final Symbol symbol;
    private final Buckets secondsKept = new Buckets(SECOND_NS, SECONDS);
    private final Buckets minutes = new Buckets(MINUTE_NS, MINUTES);
    /** Bars that the seconds are still to be spread over: few who are told bars ever ask by the second. */
    private final Deque<Spread> waiting = new ArrayDeque<>();

    private final Deque<Shown> shown = new ArrayDeque<>();
    private long sinceNs = Long.MAX_VALUE;
    private long lastTradeNs = Long.MIN_VALUE;
    private long lastBarNs = Long.MIN_VALUE;

    private record Shown(long timeNs, Depth depth) {}

    private record Spread(long openTimeNs, long timeNs, double quantity, double typical, double close) {}

    private Tape(Symbol symbol) {
        this.symbol = symbol;
    }

    /**
     * An empty tape.
     *
     * @param symbol what is traded
     * @return a tape that has seen nothing
     */
    public static Tape of(Symbol symbol) {
        return new Tape(symbol);
    }

    /**
     * Takes a trade.
     *
     * @param trade of this symbol; one that comes late counts in its own second
     */
    public void on(Trade trade) {
        Require.that(trade.symbol().equals(symbol), "symbol", "must be " + symbol, trade.symbol());
        sinceNs = Math.min(sinceNs, trade.timeNs());
        lastTradeNs = Math.max(lastTradeNs, trade.timeNs());
        double quantity = Decimals.statistic(trade.quantity());
        double price = Decimals.statistic(trade.price());
        seconds().add(trade.timeNs(), quantity, price);
        minutes.add(trade.timeNs(), quantity, price);
        seconds().last(trade.timeNs(), price);
        minutes.last(trade.timeNs(), price);
    }

    /**
     * Takes a bar; ignored where trades of its time were seen, or where it was taken before.
     *
     * @param bar of this symbol
     */
    public void on(Bar bar) {
        Require.that(bar.symbol().equals(symbol), "symbol", "must be " + symbol, bar.symbol());
        if (bar.timeNs() <= lastBarNs || lastTradeNs >= bar.openTimeNs()) {
            return;
        }
        lastBarNs = bar.timeNs();
        sinceNs = Math.min(sinceNs, bar.openTimeNs());
        double volume = Decimals.statistic(bar.volume());
        double close = Decimals.statistic(bar.close());
        double typical = (Decimals.statistic(bar.high()) + Decimals.statistic(bar.low()) + close) / 3;
        Spread spread = new Spread(bar.openTimeNs(), bar.timeNs(), volume, typical, close);
        minutes.spread(spread);
        waiting.addLast(spread);
        while (bar.timeNs() - waiting.getFirst().timeNs() >= SECONDS * SECOND_NS) {
            waiting.removeFirst(); // Out of what the seconds keep.
        }
        if (waiting.size() > MOST_WAITING) {
            spreadWaiting();
        }
    }

    private void spreadWaiting() {
        for (Spread next = waiting.pollFirst(); next != null; next = waiting.pollFirst()) {
            secondsKept.spread(next);
        }
    }

    /** The seconds, every bar spread over them. */
    private Buckets seconds() {
        spreadWaiting();
        return secondsKept;
    }

    /**
     * Takes an own execution back off the tape of a venue that prints it there, so that what is left was traded by others.
     *
     * @param timeNs when it was executed, ns since epoch
     * @param quantity above 0
     * @param price above 0
     */
    public void own(long timeNs, BigDecimal quantity, BigDecimal price) {
        double taken = -Decimals.statistic(Require.positive("quantity", quantity));
        double paid = Decimals.statistic(Require.positive("price", price));
        seconds().add(timeNs, taken, paid);
        minutes.add(timeNs, taken, paid);
    }

    /**
     * Takes how deep the books are; kept at most every five minutes.
     *
     * @param timeNs now, ns since epoch
     * @param depth what they show
     */
    public void on(long timeNs, Depth depth) {
        if (isDepthDue(timeNs)) {
            shown.addLast(new Shown(timeNs, depth));
            while (timeNs - shown.getFirst().timeNs() > DEPTH_KEPT_NS) {
                shown.removeFirst();
            }
        }
    }

    /**
     * Whether {@link #on(long, Depth)} would keep a depth: it need not be looked up before.
     *
     * @param timeNs now, ns since epoch
     * @return true five minutes after the last one that was kept, and before the first
     */
    public boolean isDepthDue(long timeNs) {
        Shown last = shown.peekLast();
        return last == null || timeNs - last.timeNs() >= DEPTH_EVERY_NS;
    }

    /**
     * Up to when it knows what was traded: trades are known at once, bars when they close.
     *
     * @param nowNs ns since epoch
     * @return now; the end of the last bar where only bars come
     */
    public long knownToNs(long nowNs) {
        return lastTradeNs == Long.MIN_VALUE && lastBarNs > Long.MIN_VALUE ? Math.min(nowNs, lastBarNs) : nowNs;
    }

    /**
     * How far back it knows.
     *
     * @return time of the first trade, or start of the first bar; empty before both
     */
    public OptionalLong sinceNs() {
        return sinceNs == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(sinceNs);
    }

    /**
     * What others traded in a span. Both ends count from the next whole second on, or whole minute where the start is more
     * than an hour before the newest event, so that spans that follow each other add up.
     *
     * @param fromNs start, ns since epoch
     * @param toNs end; up to now counts everything that came
     * @return base currency or contracts, 0 or more; 0 for what is older than a week
     */
    public double volume(long fromNs, long toNs) {
        if (fromNs >= seconds().sinceNs()) {
            return Math.max(0, seconds().sum(fromNs, toNs));
        }
        long borderNs = ceil(seconds().sinceNs(), MINUTE_NS);
        double late = toNs > borderNs ? seconds().sum(borderNs, toNs) : 0;
        return Math.max(0, minutes.sum(fromNs, Math.min(toNs, borderNs)) + late);
    }

    /**
     * The mean price others paid in a span, weighted by quantity; its ends count as those of {@link #volume}, and bars at their
     * typical price (high + low + close) / 3.
     *
     * @param fromNs start, ns since epoch
     * @param toNs end; up to now counts everything that came
     * @return quote currency; empty where nothing was traded
     */
    public OptionalDouble vwap(long fromNs, long toNs) {
        double quantity = volume(fromNs, toNs);
        double value = fromNs >= seconds().sinceNs() ? seconds().value(fromNs, toNs) : earlierValue(fromNs, toNs);
        return quantity > 0 && value > 0 ? OptionalDouble.of(value / quantity) : OptionalDouble.empty();
    }

    private double earlierValue(long fromNs, long toNs) {
        long borderNs = ceil(seconds().sinceNs(), MINUTE_NS);
        double late = toNs > borderNs ? seconds().value(borderNs, toNs) : 0;
        return minutes.value(fromNs, Math.min(toNs, borderNs)) + late;
    }

    /**
     * The mean of the last price traded over a span, each counted as long as it was the last: by the second, or by the minute
     * where the start is more than an hour before the newest event.
     *
     * @param fromNs start, ns since epoch
     * @param toNs end, at least the start; the second or minute that it falls into counts in full
     * @return quote currency; empty while no price is known at the start
     */
    public OptionalDouble twap(long fromNs, long toNs) {
        Require.that(toNs >= fromNs, "toNs", "must be at least fromNs " + fromNs, toNs);
        return fromNs >= seconds().sinceNs() ? seconds().mean(fromNs, toNs) : minutes.mean(fromNs, toNs);
    }

    /**
     * The last price at a time.
     *
     * @param timeNs ns since epoch; by the second within an hour, by the minute before
     * @return empty when none is known
     */
    public OptionalDouble price(long timeNs) {
        OptionalDouble exact = timeNs >= seconds().sinceNs() ? seconds().price(timeNs) : OptionalDouble.empty();
        return exact.isPresent() ? exact : minutes.price(timeNs - MINUTE_NS);
    }

    /**
     * How much the price moved in a span: the root of the mean squared log return of a minute, by the second.
     *
     * @param fromNs start, ns since epoch
     * @param toNs end
     * @return per square root of a second, 0 or more; empty with fewer than five returns
     */
    public OptionalDouble volatility(long fromNs, long toNs) {
        return minutes.volatility(fromNs, toNs);
    }

    /**
     * How deep the books were over the last hour.
     *
     * @return the mean of what was taken; empty with fewer than three
     */
    public Optional<Depth> meanDepth() {
        if (shown.size() < LEAST_DEPTHS) {
            return Optional.empty();
        }
        double bids = 0;
        double asks = 0;
        for (Shown each : shown) {
            bids += each.depth().bids();
            asks += each.depth().asks();
        }
        return Optional.of(new Depth(bids / shown.size(), asks / shown.size()));
    }

    private static long ceil(long timeNs, long spanNs) {
        return Math.ceilDiv(timeNs, spanNs) * spanNs;
    }

    /** A ring of equal spans of time. */
    private static final class Buckets {
        private final long spanNs;
        private final double[] volume;
        private final double[] price;
        /** Volume times the price it was traded at. */
        private final double[] value;

        private long newest = Long.MIN_VALUE;

        Buckets(long spanNs, int count) {
            this.spanNs = spanNs;
            volume = new double[count];
            price = new double[count];
            value = new double[count];
        }

        long sinceNs() {
            return newest == Long.MIN_VALUE ? Long.MIN_VALUE : oldest() * spanNs;
        }

        void add(long timeNs, double quantity, double at) {
            long bucket = Math.floorDiv(timeNs, spanNs);
            moveTo(bucket);
            if (bucket >= oldest()) {
                volume[place(bucket)] += quantity;
                value[place(bucket)] += quantity * at;
            }
        }

        void last(long timeNs, double last) {
            long bucket = Math.floorDiv(timeNs, spanNs);
            if (bucket >= oldest()) {
                price[place(bucket)] = last;
            }
        }

        void spread(Spread bar) {
            long first = Math.floorDiv(bar.openTimeNs(), spanNs);
            long last = Math.floorDiv(bar.timeNs() - 1, spanNs);
            moveTo(last);
            double share = bar.quantity() / (last - first + 1);
            double worth = share * bar.typical();
            int place = place(Math.max(first, oldest()));
            for (long bucket = Math.max(first, oldest()); bucket <= last; bucket++) {
                volume[place] += share;
                value[place] += worth;
                place = next(place);
            }
            if (last >= oldest()) {
                price[place(last)] = bar.close();
            }
        }

        double sum(long fromNs, long toNs) {
            return sum(volume, fromNs, toNs);
        }

        double value(long fromNs, long toNs) {
            return sum(value, fromNs, toNs);
        }

        private double sum(double[] each, long fromNs, long toNs) {
            if (newest == Long.MIN_VALUE) {
                return 0;
            }
            double sum = 0;
            long end = Math.min(newest + 1, ceil(toNs, spanNs) / spanNs);
            long start = Math.max(oldest(), ceil(fromNs, spanNs) / spanNs);
            int place = place(start);
            for (long bucket = start; bucket < end; bucket++) {
                sum += each[place];
                place = next(place);
            }
            return sum;
        }

        OptionalDouble mean(long fromNs, long toNs) {
            OptionalDouble before = price(fromNs);
            if (before.isEmpty()) {
                return before;
            }
            long first = Math.floorDiv(fromNs, spanNs);
            long last = Math.max(first, Math.floorDiv(toNs - 1, spanNs));
            double now = before.getAsDouble();
            double sum = now;
            for (long bucket = first + 1; bucket <= last; bucket++) {
                double next = bucket <= newest && bucket >= oldest() ? price[place(bucket)] : 0;
                now = next > 0 ? next : now;
                sum += now;
            }
            return OptionalDouble.of(sum / (last - first + 1));
        }

        OptionalDouble price(long timeNs) {
            if (newest == Long.MIN_VALUE) {
                return OptionalDouble.empty();
            }
            for (long bucket = Math.min(newest, Math.floorDiv(timeNs, spanNs)); bucket >= oldest(); bucket--) {
                if (price[place(bucket)] > 0) {
                    return OptionalDouble.of(price[place(bucket)]);
                }
            }
            return OptionalDouble.empty();
        }

        OptionalDouble volatility(long fromNs, long toNs) {
            if (newest == Long.MIN_VALUE) {
                return OptionalDouble.empty();
            }
            double squares = 0;
            int returns = 0;
            long first = 0;
            long last = 0;
            double before = 0;
            long end = Math.min(newest + 1, Math.floorDiv(toNs, spanNs));
            long start = Math.max(oldest(), ceil(fromNs, spanNs) / spanNs);
            int place = place(start);
            for (long bucket = start; bucket < end; bucket++) {
                double now = price[place];
                place = next(place);
                if (now > 0 && before > 0) {
                    double move = Math.log(now / before);
                    squares += move * move;
                    returns++;
                } else if (now > 0) {
                    first = bucket;
                }
                if (now > 0) {
                    before = now;
                    last = bucket;
                }
            }
            double seconds = (double) (last - first) * spanNs / SECOND_NS;
            return returns < LEAST_RETURNS ? OptionalDouble.empty() : OptionalDouble.of(Math.sqrt(squares / seconds));
        }

        private long oldest() {
            return newest - volume.length + 1;
        }

        /** The place of the bucket after; a division for each would cost most of what a sum does. */
        private int next(int place) {
            return place + 1 == volume.length ? 0 : place + 1;
        }

        private int place(long bucket) {
            return Math.floorMod(bucket, volume.length);
        }

        private void moveTo(long bucket) {
            if (bucket <= newest) {
                return;
            }
            long oldestKept = bucket - volume.length + 1;
            long from = newest == Long.MIN_VALUE ? oldestKept : Math.max(newest + 1, oldestKept);
            int start = place(from);
            int count = (int) (bucket - from + 1);
            int toEnd = Math.min(count, volume.length - start);
            clear(start, start + toEnd);
            clear(0, count - toEnd);
            newest = bucket;
        }

        private void clear(int from, int to) {
            Arrays.fill(volume, from, to, 0);
            Arrays.fill(price, from, to, 0);
            Arrays.fill(value, from, to, 0);
        }
    }
}
