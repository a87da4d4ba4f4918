package io.colin.risk.gate;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.InstrumentKind;
import io.colin.api.order.OrderType;
import io.colin.api.order.Side;
import io.colin.risk.AccountKind;
import io.colin.risk.RiskLimits;
import java.math.BigDecimal;

/**
 * What one unit of an order is worth at its worst.
 *
 * @param reference the fresh reference price, in quote currency
 * @param collar what the order's prices may not be far from: of a derivative its fresh mark, else the reference
 * @param unitValue worth at the worst price, in the account currency, above 0
 * @param unitValueAtReference worth at the reference, in the account currency, above 0
 * @param unitCost cash one bought unit of cash spot needs, fee cushion included, in quote currency; else 0
 */
record Worth(
        BigDecimal reference,
        BigDecimal collar,
        BigDecimal unitValue,
        BigDecimal unitValueAtReference,
        BigDecimal unitCost) {

    static Worth of(OrderType type, Side side, Instrument instrument, Basis basis) {
        BigDecimal collar = basis.prices().mark(instrument.symbol()).orElse(basis.reference());
        BigDecimal worst = basis.prices()
                .worstPrice(type, side, instrument, basis.reference().max(collar));
        BigDecimal unit = instrument.notional(BigDecimal.ONE, worst);
        BigDecimal cost = BigDecimal.ZERO;
        RiskLimits limits = basis.limits();
        if (limits.margin().accountKind() == AccountKind.CASH_SPOT
                && instrument.kind() == InstrumentKind.SPOT
                && side == Side.BUY) {
            BigDecimal paid =
                    instrument.notional(BigDecimal.ONE, type.limitPrice().orElse(worst));
            cost = paid.add(paid.multiply(limits.margin().feeCushion()));
        }
        return new Worth(
                basis.reference(),
                collar,
                unit.multiply(basis.rate()),
                instrument.notional(BigDecimal.ONE, basis.reference()).multiply(basis.rate()),
                cost);
    }

    /** The prices a worth is worked out from. */
    record Basis(Prices prices, RiskLimits limits, BigDecimal reference, BigDecimal rate) {}
}
