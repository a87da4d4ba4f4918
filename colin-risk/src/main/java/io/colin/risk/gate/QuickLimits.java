package io.colin.risk.gate;

import io.colin.api.order.OrderIntent;
import io.colin.risk.LimitScope;
import io.colin.risk.RiskLimits;
import io.colin.risk.ScopeCap;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The limits in floating point, each the nearest double. */
final class QuickLimits {
    final RiskLimits exact;
    final double minOrderValue;
    final double maxOrderValue;
    final double maxOrderShare;
    final double maxPosition;
    final double maxSymbolShare;
    final double maxSectorShare;
    final double maxGrossShare;
    final double maxLeverage;
    final double initialRate;
    final double usableShare;
    final double feeCushion;
    final double collar;
    final double maxDrift;
    final double maxDayValue;
    final double maxGroupShare;
    final double threshold;
    final long maxQuoteAgeNs;
    final long maxMarkAgeNs;
    final @Nullable ScopeCap firmCap;
    private final Map<String, ScopeCap> strategyCaps = new HashMap<>();
    private final Map<String, ScopeCap> venueCaps = new HashMap<>();
    private final Map<String, ScopeCap> accountCaps = new HashMap<>();

    QuickLimits(RiskLimits limits) {
        exact = limits;
        minOrderValue = limits.order().minValue().doubleValue();
        maxOrderValue = limits.order().maxValue().doubleValue();
        maxOrderShare = limits.order().maxShare().doubleValue();
        maxPosition = limits.position().maxValue().doubleValue();
        maxSymbolShare = limits.position().maxSymbolShare().doubleValue();
        maxSectorShare = limits.position().maxSectorShare().doubleValue();
        maxGrossShare = limits.position().maxGrossShare().doubleValue();
        maxLeverage = limits.position().maxLeverage().doubleValue();
        initialRate = limits.margin().initialRate().doubleValue();
        usableShare = BigDecimal.ONE.subtract(limits.margin().minFree()).doubleValue();
        feeCushion = limits.margin().feeCushion().doubleValue();
        collar = limits.price().collar().doubleValue();
        maxDrift = limits.price().maxDrift().doubleValue();
        maxDayValue = limits.rate().valuePerSymbolPerDay().doubleValue();
        maxGroupShare = limits.correlation().maxGroupShare().doubleValue();
        threshold = limits.correlation().threshold().doubleValue();
        maxQuoteAgeNs = limits.data().maxQuoteAge().toNanos();
        maxMarkAgeNs = HeldPrices.mostNs(limits.data());
        firmCap = limits.scopes().caps().get(LimitScope.FIRM);
        limits.scopes().caps().forEach((scope, cap) -> {
            switch (scope.kind()) {
                case STRATEGY -> strategyCaps.put(scope.name(), cap);
                case VENUE -> venueCaps.put(scope.name(), cap);
                case ACCOUNT -> accountCaps.put(scope.name(), cap);
                case FIRM -> {
                    // There is one.
                }
            }
        });
    }

    /** The cap of an order's strategy, venue or account; null when it has none. */
    @Nullable
    ScopeCap cap(LimitScope.Kind kind, OrderIntent intent) {
        return switch (kind) {
            case STRATEGY -> strategyCaps.get(intent.strategy());
            case VENUE -> venueCaps.get(intent.venue());
            case ACCOUNT -> accountCaps.get(intent.account());
            case FIRM -> firmCap;
        };
    }
}
