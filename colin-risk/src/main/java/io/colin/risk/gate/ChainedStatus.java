package io.colin.risk.gate;

import io.colin.api.risk.BreakerStatus;
import io.colin.api.risk.KillSwitch;
import io.colin.api.risk.LimitUse;
import io.colin.api.risk.RiskStatus;
import io.colin.api.risk.TimedLock;
import io.colin.api.risk.TradingState;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Where several gates stand together: the worst of each figure, all of their rows. */
final class ChainedStatus {
    private ChainedStatus() {}

    static RiskStatus of(List<RiskStatus> all) {
        TradingState state = TradingState.ACTIVE;
        BigDecimal peak = BigDecimal.ZERO;
        double drawdown = 0;
        double multiplier = 1;
        List<LimitUse> limits = new ArrayList<>();
        List<BreakerStatus> breakers = new ArrayList<>();
        Set<KillSwitch> switches = new LinkedHashSet<>();
        Set<TimedLock> locks = new LinkedHashSet<>();
        for (RiskStatus one : all) {
            state = one.tradingState().compareTo(state) > 0 ? one.tradingState() : state;
            peak = peak.max(one.peakEquity());
            drawdown = Math.max(drawdown, one.drawdown());
            multiplier = Math.min(multiplier, one.sizeMultiplier());
            limits.addAll(one.limits());
            breakers.addAll(one.breakers());
            switches.addAll(one.killSwitches());
            locks.addAll(one.locks());
        }
        return new RiskStatus(
                state, peak, drawdown, multiplier, limits, breakers, List.copyOf(switches), List.copyOf(locks));
    }
}
