package io.colin.risk.gate;

import io.colin.risk.ExposureKind;
import io.colin.risk.LimitScope;
import io.colin.risk.RiskLimits;
import io.colin.risk.ScopeCap;
import io.colin.risk.ScopeLimits;
import io.colin.risk.stress.Scenario;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a gate was built with and other limits cannot change: how returns are gathered, whether scenarios are limited, and
 * the exposure of the firm, under whose limit a cap of the firm can only be a tighter one.
 */
record FixedAtStart(RiskLimits configured, List<FirmShare> firm, boolean hasLimitedScenario) {
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
        ScopeCap firmCap = firmCap(asked);
        boolean isConfigured = configured.scopes().caps().containsKey(LimitScope.FIRM);
        if (isConfigured || !firmCap.equals(ScopeCap.builder().build())) {
            caps.put(LimitScope.FIRM, firmCap);
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
        Optional<ScopeCap> start = configured.scopes().of(LimitScope.Kind.FIRM, "");
        for (ExposureKind kind : ExposureKind.values()) {
            value(asked, kind).ifPresent(value -> cap.value(kind, value));
            start.ifPresent(
                    its -> its.positionValues(kind).forEach((symbol, value) -> cap.positionValue(kind, symbol, value)));
        }
        start.ifPresent(its -> its.orderQuantities().forEach(cap::orderQuantity));
        return cap.build();
    }

    private Optional<BigDecimal> value(RiskLimits asked, ExposureKind kind) {
        Optional<BigDecimal> start = configured.scopes().firm(kind);
        Optional<FirmShare> share = FirmShare.of(kind, firm);
        if (share.isEmpty()) {
            return start;
        }
        BigDecimal most = share.get().total().limit();
        return asked.scopes().firm(kind).or(() -> start).map(cap -> most.signum() > 0 ? cap.min(most) : cap);
    }
}
