package io.colin.risk.drawdown;

import io.colin.api.Decimals;
import io.colin.api.risk.TradingState;
import io.colin.risk.internal.SavedState;
import java.math.BigDecimal;
import java.util.Map;

/**
 * Follows equity against its high-water mark and says what is left of trading. Reaching the warning or reduce rung cuts
 * the size of new orders to 75 or 50 %; staying at or past the warning for the patience takes 10 points more, then 10
 * every hour, never below 10; half a point under a rung gives 10 points back every 300 s. Time between two equities gives
 * back 10 points at most, for nobody saw where the account stood, and a restart begins that time anew. The hard rung and
 * those above hold until {@link #reset}: neither time nor profit ends them. Only event time counts; time that goes back
 * counts as standing still. What is paid in or out scales the high-water mark with the equity, so that it changes no
 * drawdown.
 *
 * <p>Single-threaded.
 */
public final class DrawdownLadder {
    private static final long NEVER = Long.MIN_VALUE;
    private static final long HOUR_NS = 3_600_000_000_000L;
    private static final long RECOVERY_STEP_NS = 300_000_000_000L;
    private static final int STEP_PERCENT = 10;
    private static final int FLOOR_PERCENT = 10;

    private DrawdownLimits limits;
    private BigDecimal peak = BigDecimal.ZERO;
    private BigDecimal equity = BigDecimal.ZERO;
    private BigDecimal deposits = BigDecimal.ZERO;
    private long nowNs = NEVER;
    private DrawdownLevel latched = DrawdownLevel.NONE;
    private long latchedSinceNs = NEVER;
    private long trips;
    private int sizePercent = 100;
    private long underWaterSinceNs = NEVER;
    private long patienceSteps;
    private long recoveringSinceNs = NEVER;
    private int recoveryTarget;

    private DrawdownLadder(DrawdownLimits limits) {
        this.limits = limits;
    }

    /**
     * A ladder that has seen nothing; the first equity above 0 sets its peak.
     *
     * @param limits the rungs
     * @return the ladder
     */
    public static DrawdownLadder of(DrawdownLimits limits) {
        return new DrawdownLadder(limits);
    }

    /**
     * Goes by other rungs from the next equity on. What is latched stays latched, and the size comes back as it does after
     * a recovery.
     *
     * @param newLimits the rungs
     */
    public void changeLimits(DrawdownLimits newLimits) {
        limits = newLimits;
    }

    /**
     * Learns the equity of an account that nothing was paid into or out of since it was last seen.
     *
     * @param newEquity in the account currency; 0 or less is a total loss once there was a peak
     * @param timeNs event time, ns since epoch
     */
    public void observe(BigDecimal newEquity, long timeNs) {
        observe(newEquity, deposits, timeNs);
    }

    /**
     * Learns the equity.
     *
     * @param newEquity in the account currency; 0 or less is a total loss once there was a peak
     * @param newDeposits deposits less withdrawals since the account began, in the account currency; the change since it
     *     was last seen is what was paid in or out
     * @param timeNs event time, ns since epoch
     */
    public void observe(BigDecimal newEquity, BigDecimal newDeposits, long timeNs) {
        learn(newEquity, newDeposits, timeNs, true);
    }

    /**
     * Learns an equity at prices that may be none: a loss counts as any other, but it raises no high-water mark that there
     * is, from which the way back would look like a loss.
     *
     * @param newEquity in the account currency; 0 or less is a total loss once there was a peak
     * @param newDeposits as for {@link #observe(BigDecimal, BigDecimal, long)}
     * @param timeNs event time, ns since epoch
     */
    public void observeDoubted(BigDecimal newEquity, BigDecimal newDeposits, long timeNs) {
        learn(newEquity, newDeposits, timeNs, peak.signum() == 0);
    }

    private void learn(BigDecimal newEquity, BigDecimal newDeposits, long timeNs, boolean raises) {
        long seenNs = nowNs;
        nowNs = Math.max(nowNs, timeNs);
        equity = newEquity;
        Flow flow = Flow.of(newEquity, newDeposits.subtract(deposits));
        peak = raises ? flow.highWater(peak) : flow.scaled(peak);
        deposits = newDeposits;
        DrawdownLevel reached = reached();
        if (reached.isLatched() && reached.compareTo(latched) > 0) {
            latched = reached;
            latchedSinceNs = nowNs;
            trips++;
        }
        if (latched.isLatched()) {
            sizePercent = 0;
            return;
        }
        sizePercent = Math.min(sizePercent, reached.sizePercent());
        losePatience();
        recover(seenNs);
    }

    /**
     * Ends a latch: equity as it is becomes the new high-water mark and everything starts anew.
     *
     * @throws IllegalStateException if no equity above 0 was ever seen
     */
    public void reset() {
        if (equity.signum() <= 0) {
            throw new IllegalStateException("drawdown: cannot be reset without equity (" + equity + ")");
        }
        peak = equity;
        latched = DrawdownLevel.NONE;
        latchedSinceNs = NEVER;
        sizePercent = 100;
        underWaterSinceNs = NEVER;
        patienceSteps = 0;
        recoveringSinceNs = NEVER;
        recoveryTarget = 0;
    }

    /**
     * The rung in force: the latched one, else the one equity stands on now.
     *
     * @return the level
     */
    public DrawdownLevel level() {
        return latched.isLatched() ? latched : reached();
    }

    /**
     * Whether the account is on a rung or past it: it is latched there, stands there, or was there and has not come half a
     * point above it since.
     *
     * @param rung any but NONE
     * @param was whether it was when last asked
     * @return true while it is
     */
    public boolean isOn(DrawdownLevel rung, boolean was) {
        BigDecimal share = limits.of(rung);
        return latched.compareTo(rung) >= 0 || hasLost(share) || (was && !isUnder(share));
    }

    /**
     * Whether a rung is latched, which is when less than everything may be traded. Allocates nothing.
     *
     * @return true until a reset
     */
    public boolean isLatched() {
        return latched.isLatched();
    }

    /**
     * What may be traded.
     *
     * @return the state of the rung in force
     */
    public TradingState tradingState() {
        return level().tradingState();
    }

    /**
     * What is left of the full size of new orders.
     *
     * @return percent, 0 to 100; 0 while latched
     */
    public int sizePercent() {
        return sizePercent;
    }

    /**
     * The high-water mark since the last reset.
     *
     * @return in the account currency, 0 before the first equity
     */
    public BigDecimal peak() {
        return peak;
    }

    /**
     * The share lost since the high-water mark.
     *
     * @return 0 or more, 34 digits; above 1 when equity is negative
     */
    public BigDecimal drawdown() {
        return peak.signum() == 0 || peak.compareTo(equity) <= 0
                ? BigDecimal.ZERO
                : Decimals.normal(peak.subtract(equity).divide(peak, Decimals.QUOTIENT));
    }

    /**
     * Whether the equity of now stands at a share lost or past it.
     *
     * @param share a fraction of the high-water mark
     * @return false before the first equity
     */
    public boolean hasLost(BigDecimal share) {
        if (isAtPeak() && share.signum() > 0) {
            return false; // as most of the time
        }
        return peak.signum() > 0 && peak.subtract(equity).compareTo(share.multiply(peak)) >= 0;
    }

    /**
     * How often a rung was latched.
     *
     * @return a count since the very first start
     */
    public long trips() {
        return trips;
    }

    /**
     * Since when the rung in force is latched.
     *
     * @return event time in ns since epoch, 0 when none is
     */
    public long latchedSinceNs() {
        return latched.isLatched() ? latchedSinceNs : 0;
    }

    /**
     * Writes what must survive a restart.
     *
     * @param state receives texts whose names start with {@code drawdown.}
     */
    public void save(Map<String, String> state) {
        state.put("drawdown.peak", Decimals.text(peak));
        state.put("drawdown.deposits", Decimals.text(deposits));
        state.put("drawdown.latched", latched.name());
        state.put("drawdown.latched_since_ns", Long.toString(latchedSinceNs));
        state.put("drawdown.trips", Long.toString(trips));
        state.put("drawdown.size_percent", Integer.toString(sizePercent));
        state.put("drawdown.under_water_since_ns", Long.toString(underWaterSinceNs));
        state.put("drawdown.patience_steps", Long.toString(patienceSteps));
    }

    /**
     * Takes back what {@link #save} wrote. Until the next equity the account counts as standing at its peak, the latch
     * excepted. How long equity has stood under a rung counts anew.
     *
     * @param state as written
     * @throws IllegalArgumentException if a text is missing or unreadable
     */
    public void restore(Map<String, String> state) {
        SavedState saved = SavedState.of(state);
        BigDecimal savedPeak = saved.decimal("drawdown.peak");
        BigDecimal savedDeposits = saved.signed("drawdown.deposits");
        DrawdownLevel savedLatch = saved.constant("drawdown.latched", DrawdownLevel.values());
        int savedSize = (int) saved.number("drawdown.size_percent", 0, 100);
        long savedTrips = saved.number("drawdown.trips", 0, Long.MAX_VALUE);
        long savedSteps = saved.number("drawdown.patience_steps", 0, Long.MAX_VALUE);
        latchedSinceNs = saved.time("drawdown.latched_since_ns");
        underWaterSinceNs = saved.time("drawdown.under_water_since_ns");
        recoveringSinceNs = NEVER;
        peak = savedPeak;
        equity = savedPeak;
        deposits = savedDeposits;
        latched = savedLatch;
        sizePercent = savedSize;
        recoveryTarget = 0;
        trips = savedTrips;
        patienceSteps = savedSteps;
    }

    private DrawdownLevel reached() {
        if (!hasLost(limits.warning())) {
            return DrawdownLevel.NONE;
        }
        if (hasLost(limits.kill())) {
            return DrawdownLevel.KILL;
        }
        if (hasLost(limits.halt())) {
            return DrawdownLevel.HALT;
        }
        if (hasLost(limits.hard())) {
            return DrawdownLevel.HARD;
        }
        return hasLost(limits.reduce()) ? DrawdownLevel.REDUCE : DrawdownLevel.WARNING;
    }

    private void losePatience() {
        if (!hasLost(limits.warning())) {
            underWaterSinceNs = NEVER;
            patienceSteps = 0;
            return;
        }
        if (underWaterSinceNs == NEVER) {
            underWaterSinceNs = nowNs;
        }
        long past = nowNs - underWaterSinceNs - limits.patience().toNanos();
        long steps = past < 0 ? 0 : 1 + past / HOUR_NS;
        if (steps > patienceSteps) {
            sizePercent = lowered(sizePercent, steps - patienceSteps);
            patienceSteps = steps;
        }
    }

    private void recover(long seenNs) {
        int target = recoverableTo();
        if (target <= sizePercent) {
            recoveringSinceNs = NEVER;
            recoveryTarget = 0;
            return;
        }
        if (target != recoveryTarget) {
            recoveringSinceNs = nowNs;
            recoveryTarget = target;
            return;
        }
        recoveringSinceNs += Math.max(0, nowNs - seenNs - RECOVERY_STEP_NS); // time that nobody saw
        long steps = (nowNs - recoveringSinceNs) / RECOVERY_STEP_NS;
        sizePercent = (int) Math.min(target, sizePercent + STEP_PERCENT * steps);
        recoveringSinceNs += steps * RECOVERY_STEP_NS;
    }

    /** Half a point under the warning everything may come back, half a point under the reduce rung its 75 %. */
    private int recoverableTo() {
        if (isUnder(limits.warning())) {
            return 100;
        }
        return isUnder(limits.reduce()) ? lowered(DrawdownLevel.WARNING.sizePercent(), patienceSteps) : 0;
    }

    private boolean isUnder(BigDecimal rung) {
        BigDecimal share = rung.subtract(DrawdownLimits.RECOVERY_MARGIN);
        return (isAtPeak() && share.signum() >= 0) || peak.subtract(equity).compareTo(share.multiply(peak)) <= 0;
    }

    private boolean isAtPeak() {
        return equity.compareTo(peak) >= 0;
    }

    private static int lowered(int percent, long steps) {
        return (int) Math.max(FLOOR_PERCENT, percent - STEP_PERCENT * Math.min(steps, 100));
    }
}
