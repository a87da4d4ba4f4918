package io.colin.risk.gate;

import io.colin.api.order.OrderIntent;
import io.colin.risk.LimitScope;
import io.colin.risk.RiskLimits;
import io.colin.risk.ScopeCap;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The limits in floating point, each the nearest double; those that warn are the bounds from which they do. */
final class QuickLimits {
    final RiskLimits exact;
    final double warnFrom;
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
    final double maxDailyLoss;
    final double maxDrawdown;
    final double firstRung;
    final double maxCalm;
    final long maxQuoteAgeNs;
    final @Nullable ScopeCap firmCap;
    private final Map<String, ScopeCap> strategyCaps = new HashMap<>();
    private final Map<String, ScopeCap> venueCaps = new HashMap<>();
    private final Map<String, ScopeCap> accountCaps = new HashMap<>();

    QuickLimits(RiskLimits limits) {
        exact = limits;
        warnFrom = limits.warnFrom().doubleValue();
        minOrderValue = limits.order().minValue().doubleValue();
        maxOrderValue = warns(limits.order().maxValue());
        maxOrderShare = warns(limits.order().maxShare());
        maxPosition = warns(limits.position().maxValue());
        maxSymbolShare = warns(limits.position().maxSymbolShare());
        maxSectorShare = warns(limits.position().maxSectorShare());
        maxGrossShare = warns(limits.position().maxGrossShare());
        maxLeverage = warns(limits.position().maxLeverage());
        initialRate = limits.margin().initialRate().doubleValue();
        usableShare = warns(BigDecimal.ONE.subtract(limits.margin().minFree()));
        feeCushion = limits.margin().feeCushion().doubleValue();
        collar = limits.price().collar().doubleValue();
        maxDrift = warns(limits.price().maxDrift());
        maxDayValue = warns(limits.rate().valuePerSymbolPerDay());
        maxDailyLoss = warns(limits.loss().maxDaily());
        maxDrawdown = warns(limits.drawdown().hard());
        firstRung = limits.drawdown().warning().doubleValue();
        maxCalm = Math.min(
                limits.correlation().warnPair().doubleValue(),
                limits.correlation().threshold().doubleValue());
        maxQuoteAgeNs = limits.data().maxQuoteAge().toNanos();
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

    private double warns(BigDecimal limit) {
        return warnFrom * limit.doubleValue();
    }
}
