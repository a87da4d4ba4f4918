package io.colin.risk.drawdown;

import io.colin.api.Decimals;
import io.colin.api.internal.Require;
import io.colin.risk.internal.SavedState;
import java.math.BigDecimal;
import java.util.Map;

/**
 * Follows the loss of the UTC day, realised and marked. The day starts with the first equity marked at or after 00:00
 * UTC, which is the mark of the bar that closes at midnight; at prices that may be none it does not start, and the loss
 * counts from the start before until they are sound. Reaching the limit latches: neither a new day nor a restart
 * ends it, only {@link #reset}. What is paid in or out scales the day's first equity with the equity, so that it is
 * neither loss nor profit. Equity below 0 is more than everything lost and trips whatever the day started with; without
 * equity at all nothing can be lost, and the day starts with the first that is above 0.
 *
 * <p>Single-threaded.
 */
public final class DailyLoss {
    private static final long DAY_NS = 86_400_000_000_000L;
    private static final long LONGEST_DOUBT_NS = 600_000_000_000L;
    private static final long NEVER = Long.MIN_VALUE;

    private BigDecimal limit;
    private BigDecimal equity = BigDecimal.ZERO;
    private BigDecimal startEquity = BigDecimal.ZERO;
    private BigDecimal deposits = BigDecimal.ZERO;
    private long day = NEVER;
    private long trippedSinceNs = NEVER;
    private long trips;
    /** Since when the start of a day is held back. */
    private long doubtedNs = Long.MAX_VALUE;

    private DailyLoss(BigDecimal limit) {
        this.limit = checked(limit);
    }

    private static BigDecimal checked(BigDecimal limit) {
        Require.that(
                limit.signum() > 0 && limit.compareTo(BigDecimal.ONE) < 0, "daily_loss", "must be in (0, 1)", limit);
        return limit;
    }

    /**
     * A day that has seen nothing.
     *
     * @param limit share of the day's first equity whose loss trips it, in (0, 1)
     * @return the breaker
     */
    public static DailyLoss of(BigDecimal limit) {
        return new DailyLoss(limit);
    }

    /**
     * Goes by another limit from the next equity on. What is latched stays latched.
     *
     * @param newLimit share of the day's first equity whose loss trips it, in (0, 1)
     */
    public void changeLimit(BigDecimal newLimit) {
        limit = checked(newLimit);
    }

    /**
     * Learns the equity of an account that nothing was paid into or out of since it was last seen.
     *
     * @param newEquity in the account currency
     * @param timeNs event time, ns since epoch; an earlier day than the one known is ignored as a day
     */
    public void observe(BigDecimal newEquity, long timeNs) {
        observe(newEquity, deposits, timeNs);
    }

    /**
     * Learns the equity.
     *
     * @param newEquity in the account currency
     * @param newDeposits deposits less withdrawals since the account began, in the account currency; the change since it
     *     was last seen is what was paid in or out
     * @param timeNs event time, ns since epoch; an earlier day than the one known is ignored as a day
     */
    public void observe(BigDecimal newEquity, BigDecimal newDeposits, long timeNs) {
        learn(newEquity, newDeposits, timeNs, true);
    }

    /**
     * Learns an equity at prices that may be none: a loss counts as any other, but no day starts with it, for ten minutes from
     * the first of a day on: a symbol that jumped and then fell silent must not keep days from starting. Only where there is no
     * start at all it stands for one, until a day starts.
     *
     * @param newEquity in the account currency
     * @param newDeposits as for {@link #observe(BigDecimal, BigDecimal, long)}
     * @param timeNs event time, ns since epoch
     */
    public void observeDoubted(BigDecimal newEquity, BigDecimal newDeposits, long timeNs) {
        learn(newEquity, newDeposits, timeNs, false);
    }

    /**
     * Whether the day would start with an equity of this time. Allocates nothing.
     *
     * @param timeNs event time, ns since epoch
     * @return false on the day known and before it
     */
    public boolean isNewDay(long timeNs) {
        return Math.floorDiv(timeNs, DAY_NS) > day;
    }

    private void learn(BigDecimal newEquity, BigDecimal newDeposits, long timeNs, boolean sound) {
        equity = newEquity;
        startEquity = Flow.of(newEquity, newDeposits.subtract(deposits)).scaled(startEquity);
        deposits = newDeposits;
        boolean isNew = isNewDay(timeNs);
        if (isNew && !sound) {
            doubtedNs = Math.min(doubtedNs, timeNs);
        }
        boolean starts = isNew && (sound || timeNs - doubtedNs >= LONGEST_DOUBT_NS);
        if (starts || startEquity.signum() == 0) {
            startEquity = newEquity.max(BigDecimal.ZERO);
        }
        if (starts) {
            day = Math.floorDiv(timeNs, DAY_NS);
            doubtedNs = Long.MAX_VALUE;
        }
        if (!isTripped() && isBeyondLimit()) {
            trippedSinceNs = timeNs;
            trips++;
        }
    }

    private boolean isBeyondLimit() {
        return startEquity.signum() > 0 ? lost().compareTo(limit.multiply(startEquity)) >= 0 : equity.signum() < 0;
    }

    /** Ends the latch: the loss of the day counts from the equity of now. */
    public void reset() {
        startEquity = equity.max(BigDecimal.ZERO);
        trippedSinceNs = NEVER;
    }

    /**
     * The share of the day's first equity that is lost.
     *
     * @return negative for a profit, 0 before the first equity, 1 while equity is below 0 on a day that started with none;
     *     34 digits
     */
    public BigDecimal loss() {
        return startEquity.signum() == 0
                ? BigDecimal.valueOf(equity.signum() < 0 ? 1 : 0)
                : Decimals.normal(lost().divide(startEquity, Decimals.QUOTIENT));
    }

    /**
     * The equity the loss of the day counts from.
     *
     * @return in the account currency, 0 or more
     */
    public BigDecimal startEquity() {
        return startEquity;
    }

    /**
     * Whether the limit was reached since the last reset.
     *
     * @return true until a reset
     */
    public boolean isTripped() {
        return trippedSinceNs != NEVER;
    }

    /**
     * Since when it is tripped.
     *
     * @return event time in ns since epoch, 0 when it is not
     */
    public long trippedSinceNs() {
        return isTripped() ? trippedSinceNs : 0;
    }

    /**
     * How often it tripped.
     *
     * @return a count since the very first start
     */
    public long trips() {
        return trips;
    }

    /**
     * Writes what must survive a restart.
     *
     * @param state receives texts whose names start with {@code daily_loss.}
     */
    public void save(Map<String, String> state) {
        state.put("daily_loss.day", Long.toString(day));
        state.put("daily_loss.start_equity", Decimals.text(startEquity));
        state.put("daily_loss.deposits", Decimals.text(deposits));
        state.put("daily_loss.tripped_since_ns", Long.toString(trippedSinceNs));
        state.put("daily_loss.trips", Long.toString(trips));
    }

    /**
     * Takes back what {@link #save} wrote.
     *
     * @param state as written
     * @throws IllegalArgumentException if a text is missing or unreadable
     */
    public void restore(Map<String, String> state) {
        SavedState saved = SavedState.of(state);
        long savedDay = saved.time("daily_loss.day");
        long savedSince = saved.time("daily_loss.tripped_since_ns");
        long savedTrips = saved.number("daily_loss.trips", 0, Long.MAX_VALUE);
        BigDecimal savedDeposits = saved.signed("daily_loss.deposits");
        startEquity = saved.decimal("daily_loss.start_equity");
        deposits = savedDeposits;
        equity = startEquity;
        day = savedDay;
        trippedSinceNs = savedSince;
        trips = savedTrips;
    }

    private BigDecimal lost() {
        return startEquity.subtract(equity);
    }
}
