package io.colin.risk.breaker;

import io.colin.api.market.Bar;
import java.util.Arrays;

/**
 * Realised volatility of a symbol over the last hour, annualised with 365 days, and the median of such hours. Returns are
 * of closes at least a minute apart, so that an hour holds at most 60; an hour's value is that of the first bar that ends
 * at or after it is over.
 */
final class RealisedVolatility {
    private static final long NONE = Long.MIN_VALUE;
    private static final long MINUTE_NS = 60_000_000_000L;
    private static final long HOUR_NS = 60 * MINUTE_NS;
    private static final double YEAR_NS = 365.0 * 24 * HOUR_NS;
    private static final int MOST_RETURNS = 62;

    private final int minReturns;
    private final long[] endNs = new long[MOST_RETURNS];
    private final long[] spanNs = new long[MOST_RETURNS];
    private final double[] squares = new double[MOST_RETURNS];
    private int head;
    private int size;
    private double lastClose = Double.NaN;
    private long lastCloseNs = NONE;

    private final long[] hours;
    private final double[] readings;
    private long lastHour = NONE;
    private int known;
    private double median = Double.NaN;

    RealisedVolatility(int medianHours, int minReturns) {
        this.minReturns = minReturns;
        hours = new long[medianHours];
        readings = new double[medianHours];
        Arrays.fill(hours, NONE);
    }

    /** Takes a bar's close; bars closer than a minute to the last one taken are passed over. */
    boolean add(Bar bar) {
        double close = bar.close().doubleValue();
        long span = bar.timeNs() - lastCloseNs;
        if (lastCloseNs != NONE && span < MINUTE_NS) {
            return false;
        }
        if (lastCloseNs != NONE && span <= HOUR_NS) {
            double change = Math.log(close / lastClose);
            push(bar.timeNs(), span, change * change);
        }
        lastClose = close;
        lastCloseNs = bar.timeNs();
        expire(bar.timeNs());
        return true;
    }

    /** Annualised, NaN with fewer returns than needed. */
    double lastHour() {
        double sum = 0;
        long span = 0;
        for (int i = 0; i < size; i++) {
            int slot = (head + i) % MOST_RETURNS;
            sum += squares[slot];
            span += spanNs[slot];
        }
        return size < minReturns ? Double.NaN : Math.sqrt(sum / span * YEAR_NS);
    }

    /** Keeps the reading of the hour that is over, once. To be called after a bar was taken and judged. */
    void closeHour(long nowNs) {
        long hour = Math.floorDiv(nowNs, HOUR_NS);
        if (hour == lastHour) {
            return;
        }
        lastHour = hour;
        double reading = lastHour();
        if (!Double.isNaN(reading)) {
            int slot = (int) Math.floorMod(hour, (long) hours.length);
            hours[slot] = hour;
            readings[slot] = reading;
        }
        computeMedian();
    }

    /** The median of the hours known, NaN when none is. */
    double median() {
        return median;
    }

    /** How many hours are known within the look-back. */
    int known() {
        return known;
    }

    int returns() {
        return size;
    }

    private void computeMedian() {
        double[] sorted = new double[hours.length];
        known = 0;
        for (int i = 0; i < hours.length; i++) {
            if (hours[i] != NONE && lastHour - hours[i] < hours.length) {
                sorted[known++] = readings[i];
            }
        }
        Arrays.sort(sorted, 0, known);
        int middle = known / 2;
        median = known == 0 ? Double.NaN : known % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private void push(long timeNs, long span, double square) {
        expire(timeNs);
        int slot = (head + size) % MOST_RETURNS;
        endNs[slot] = timeNs;
        spanNs[slot] = span;
        squares[slot] = square;
        size++;
    }

    private void expire(long nowNs) {
        while (size > 0 && endNs[head] <= nowNs - HOUR_NS) {
            head = (head + 1) % MOST_RETURNS;
            size--;
        }
    }
}
