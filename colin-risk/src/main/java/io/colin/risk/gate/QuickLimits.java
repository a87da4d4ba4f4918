package io.colin.risk.gate;

import io.colin.risk.RiskLimits;
import java.math.BigDecimal;

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
    }

    private double warns(BigDecimal limit) {
        return warnFrom * limit.doubleValue();
    }
}
