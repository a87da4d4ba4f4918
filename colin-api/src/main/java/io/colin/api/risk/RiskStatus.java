package io.colin.api.risk;

import java.math.BigDecimal;
import java.util.List;

/**
 * Where risk stands.
 *
 * @param tradingState what may be traded
 * @param peakEquity high-water mark, 0 before the first mark
 * @param drawdown (peak − equity) / peak, a fraction
 * @param sizeMultiplier what is left of the full size of the targets of signals for the symbol it is least of, [0, 1];
 *     {@link RiskGate#sizeMultiplier} says what it is for one symbol
 * @param limits limits with their use: those that have one by themselves, not those of a single order alone
 * @param breakers automatic breakers
 * @param killSwitches latched stops
 * @param locks locks of symbols that somebody set and whose time is not over
 */
public record RiskStatus(
        TradingState tradingState,
        BigDecimal peakEquity,
        double drawdown,
        double sizeMultiplier,
        List<LimitUse> limits,
        List<BreakerStatus> breakers,
        List<KillSwitch> killSwitches,
        List<TimedLock> locks) {
    /** Copies. */
    public RiskStatus {
        limits = List.copyOf(limits);
        breakers = List.copyOf(breakers);
        killSwitches = List.copyOf(killSwitches);
        locks = List.copyOf(locks);
    }

    /**
     * A status without locks.
     *
     * @param tradingState what may be traded
     * @param peakEquity high-water mark, 0 before the first mark
     * @param drawdown (peak − equity) / peak, a fraction
     * @param sizeMultiplier what is left of the full size of targets, [0, 1]
     * @param limits limits with their use
     * @param breakers automatic breakers
     * @param killSwitches latched stops
     */
    public RiskStatus(
            TradingState tradingState,
            BigDecimal peakEquity,
            double drawdown,
            double sizeMultiplier,
            List<LimitUse> limits,
            List<BreakerStatus> breakers,
            List<KillSwitch> killSwitches) {
        this(tradingState, peakEquity, drawdown, sizeMultiplier, limits, breakers, killSwitches, List.of());
    }
}
