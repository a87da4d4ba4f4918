package io.colin.risk.gate;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.InstrumentKind;
import io.colin.api.instrument.Payoff;
import io.colin.api.instrument.Symbol;
import io.colin.risk.LimitScope;
import io.colin.risk.RiskLimits;
import io.colin.risk.exposure.ExposureMirror;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the filter knows of a symbol, worked out once for its terms and the limits in force. */
@SuppressWarnings("ReferenceEquality") // the same object needs no second look; an equal one gets one
final class QuickTerms {
    private static final double NONE = Double.POSITIVE_INFINITY;

    final Instrument instrument;
    final ExposureMirror.Line line;
    final Grid lot;
    final Grid tick;
    final boolean spot;
    final boolean inverse;
    final double contractSize;
    final double minQuantity;
    final double minNotional;
    final boolean restricted;
    final int sector;
    /** Spot symbols that price the quote currency in the account's, and the other way round; null when they are one. */
    final @Nullable Symbol direct;

    final @Nullable Symbol reverse;

    private final RiskLimits limits;
    private final Map<String, Double> strategyCaps = new HashMap<>();
    private final double setCap;
    private long capDay = Long.MIN_VALUE;
    private double dayCap;
    private BigDecimal dayValueOf = BigDecimal.ZERO;
    private double dayValue;

    /** Admitted but not yet told to what remembers trades of the day. */
    int waiting;

    double waitingValue;

    QuickTerms(Instrument instrument, ExposureMirror.Line line, String currency, RiskLimits limits, int sector) {
        this.instrument = instrument;
        this.line = line;
        this.limits = limits;
        this.sector = sector;
        Symbol symbol = instrument.symbol();
        lot = Grid.of(instrument.lotSize());
        tick = Grid.of(instrument.tickSize());
        spot = instrument.kind() == InstrumentKind.SPOT;
        inverse = instrument.payoff() == Payoff.INVERSE;
        contractSize = instrument.contractSize().doubleValue();
        minQuantity = instrument.minQuantity().doubleValue();
        minNotional = instrument.minNotional().doubleValue();
        restricted = limits.compliance().restricted().contains(symbol);
        String quote = symbol.quote();
        direct = quote.equals(currency) ? null : Symbol.of(quote + "/" + currency);
        reverse = quote.equals(currency) ? null : Symbol.of(currency + "/" + quote);
        setCap = Optional.ofNullable(limits.order().quantityCaps().get(symbol))
                .map(BigDecimal::doubleValue)
                .orElse(limits.order().quantityCapsRequired() ? 0.0 : NONE);
    }

    /** The largest order quantity; 0, which nothing is below, when none is known. */
    double quantityCap(FirstPrices firstPrices, long nowNs) {
        if (setCap < NONE) {
            return setCap;
        }
        long day = FirstPrices.day(nowNs);
        if (day != capDay) {
            Optional<BigDecimal> unit = firstPrices.unitValue(instrument.symbol(), nowNs);
            if (unit.isEmpty()) {
                return 0;
            }
            BigDecimal lots = QuantityCapCheck.DEFAULT_VALUE.divideToIntegralValue(
                    unit.get().multiply(instrument.lotSize()));
            dayCap = lots.multiply(instrument.lotSize()).doubleValue();
            capDay = day;
        }
        return dayCap;
    }

    /** The largest order quantity of a strategy; infinite when it has none. */
    double strategyCap(String strategy) {
        @Nullable Double cap = strategyCaps.get(strategy);
        if (cap == null) {
            cap = limits.scopes()
                    .of(LimitScope.Kind.STRATEGY, strategy)
                    .flatMap(
                            scope -> Optional.ofNullable(scope.orderQuantities().get(instrument.symbol())))
                    .map(BigDecimal::doubleValue)
                    .orElse(NONE);
            strategyCaps.put(strategy, cap);
        }
        return cap;
    }

    double dayValue(BigDecimal exact) {
        if (exact != dayValueOf) {
            dayValue = exact.doubleValue();
            dayValueOf = exact;
        }
        return dayValue;
    }
}
