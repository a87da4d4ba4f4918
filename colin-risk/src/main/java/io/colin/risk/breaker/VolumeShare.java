package io.colin.risk.breaker;

import io.colin.api.Decimals;
import io.colin.api.market.Bar;
import io.colin.risk.internal.SavedState;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;

/** What traded of a symbol, and what of it was ours, over the running hour and the 23 before it. */
final class VolumeShare {
    private static final long NONE = Long.MIN_VALUE;
    private static final long HOUR_NS = 3_600_000_000_000L;
    private static final int HOURS = 24;

    private final long[] marketHours = new long[HOURS];
    private final BigDecimal[] market = new BigDecimal[HOURS];
    private final long[] ownHours = new long[HOURS];
    private final BigDecimal[] own = new BigDecimal[HOURS];
    private boolean isTraded;

    VolumeShare() {
        Arrays.fill(marketHours, NONE);
        Arrays.fill(ownHours, NONE);
        Arrays.fill(market, BigDecimal.ZERO);
        Arrays.fill(own, BigDecimal.ZERO);
    }

    void addMarket(Bar bar) {
        add(marketHours, market, Math.floorDiv(bar.openTimeNs(), HOUR_NS), bar.volume());
    }

    void addOwn(long timeNs, BigDecimal quantity) {
        add(ownHours, own, Math.floorDiv(timeNs, HOUR_NS), quantity);
        isTraded = true;
    }

    /** Hours of the 24 whose volume is known. */
    int known(long nowNs) {
        long now = Math.floorDiv(nowNs, HOUR_NS);
        int known = 0;
        for (long hour : marketHours) {
            known += isRecent(hour, now) ? 1 : 0;
        }
        return known;
    }

    /** Mean of the hours known; empty with fewer than so many, or when nothing traded in them. */
    Optional<BigDecimal> hourly(long nowNs, int fewest) {
        int known = known(nowNs);
        BigDecimal sum = market(nowNs);
        return known < fewest || sum.signum() == 0
                ? Optional.empty()
                : Optional.of(sum.divide(BigDecimal.valueOf(known), Decimals.QUOTIENT));
    }

    /** Whether nothing traded in the hours known. */
    boolean isStill(long nowNs) {
        long now = Math.floorDiv(nowNs, HOUR_NS);
        for (int i = 0; i < HOURS; i++) {
            if (isRecent(marketHours[i], now) && market[i].signum() != 0) {
                return false;
            }
        }
        return true;
    }

    BigDecimal market(long nowNs) {
        return sum(marketHours, market, nowNs);
    }

    BigDecimal own(long nowNs) {
        return sum(ownHours, own, nowNs);
    }

    boolean hasOwn() {
        return isTraded;
    }

    void save(SavedState out) {
        int count = 0;
        long[] sorted = ownHours.clone();
        Arrays.sort(sorted);
        for (long hour : sorted) {
            if (hour != NONE) {
                SavedState one = out.in(Integer.toString(count++));
                one.put("hour", Long.toString(hour));
                one.put("quantity", Decimals.text(own[slot(hour)]));
            }
        }
        out.put("count", Integer.toString(count));
    }

    void restore(SavedState in) {
        int count = in.count("count");
        for (int i = 0; i < count; i++) {
            SavedState one = in.in(Integer.toString(i));
            long hour = one.number("hour", Long.MIN_VALUE + 1, Long.MAX_VALUE);
            add(ownHours, own, hour, one.decimal("quantity"));
            isTraded = true;
        }
    }

    private static void add(long[] hours, BigDecimal[] sums, long hour, BigDecimal quantity) {
        int slot = slot(hour);
        if (hours[slot] > hour) {
            return;
        }
        if (hours[slot] < hour) {
            hours[slot] = hour;
            sums[slot] = BigDecimal.ZERO;
        }
        sums[slot] = sums[slot].add(quantity);
    }

    private static BigDecimal sum(long[] hours, BigDecimal[] sums, long nowNs) {
        long now = Math.floorDiv(nowNs, HOUR_NS);
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < HOURS; i++) {
            if (isRecent(hours[i], now)) {
                sum = sum.add(sums[i]);
            }
        }
        return sum;
    }

    private static boolean isRecent(long hour, long now) {
        return hour != NONE && now - hour < HOURS;
    }

    private static int slot(long hour) {
        return (int) Math.floorMod(hour, (long) HOURS);
    }
}
