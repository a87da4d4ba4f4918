package io.colin.risk.gate;

import io.colin.risk.LimitScope;
import io.colin.risk.RiskLimits;
import io.colin.risk.ScopeCap;
import io.colin.risk.ScopeLimits;
import io.colin.risk.gate.FirmCheck.FirmShare;
import io.colin.risk.stress.Scenario;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a gate was built with and other limits cannot change: how returns are gathered, whether scenarios are limited, and
 * the exposure of the firm, under whose limit a cap of the firm can only be a tighter one.
 */
record FixedAtStart(RiskLimits configured, Optional<FirmShare> firm, boolean hasLimitedScenario) {
    static FixedAtStart of(StandardGateBuilder settings) {
        return new FixedAtStart(
                settings.limits(),
                settings.firm(),
                settings.scenarios().stream().anyMatch(Scenario::limited));
    }

    /** The nearest limits to these that the gate can keep. */
    RiskLimits nearest(RiskLimits asked) {
        SortedMap<LimitScope, ScopeCap> caps = new TreeMap<>(asked.scopes().caps());
        caps.remove(LimitScope.FIRM);
        if (gross(asked).isPresent() || configured.scopes().caps().containsKey(LimitScope.FIRM)) {
            caps.put(LimitScope.FIRM, firmCap(asked));
        }
        return asked.toBuilder()
                .tail(tail -> tail.hourlyReturns(configured.tail().hourlyReturns())
                        .minReturns(configured.tail().minReturns()))
                .stress(stress -> stress.armed(asked.stress().armed() && hasLimitedScenario))
                .scopes(ScopeLimits.of(caps))
                .build();
    }

    /** No check holds positions or orders against the firm, so nothing of that is added. */
    private ScopeCap firmCap(RiskLimits asked) {
        ScopeCap.Builder cap = ScopeCap.builder();
        gross(asked).ifPresent(cap::grossValue);
        configured.scopes().of(LimitScope.Kind.FIRM, "").ifPresent(start -> {
            start.positionValues().forEach(cap::positionValue);
            start.orderQuantities().forEach(cap::orderQuantity);
        });
        return cap.build();
    }

    private Optional<BigDecimal> gross(RiskLimits asked) {
        Optional<BigDecimal> start = FirmCheck.cap(configured);
        if (firm.isEmpty()) {
            return start;
        }
        BigDecimal most = firm.get().total().limit();
        return FirmCheck.cap(asked).or(() -> start).map(cap -> most.signum() > 0 ? cap.min(most) : cap);
    }
}
