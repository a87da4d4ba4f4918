package io.colin.execution.routing;

import io.colin.api.Decimals;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Payoff;
import io.colin.api.order.DenialCode;
import io.colin.api.order.Refusal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/** The lots and minima of a venue. */
final class Minima {
    private Minima() {}

    /** Why a quantity does not fit, valued at a price. */
    static Optional<Refusal> misfit(Shown shown, BigDecimal quantity, BigDecimal asked, BigDecimal price) {
        Instrument terms = shown.terms();
        if (quantity.signum() == 0) {
            return Eligibility.refuse(
                    DenialCode.QUANTITY_PRECISION,
                    shown.venue(),
                    "quantity=" + Decimals.text(asked) + " lot=" + Decimals.text(terms.lotSize()));
        }
        if (quantity.compareTo(terms.minQuantity()) < 0) {
            return Eligibility.refuse(
                    DenialCode.QUANTITY_BELOW_MINIMUM,
                    shown.venue(),
                    "quantity=" + Decimals.text(quantity) + " minimum=" + Decimals.text(terms.minQuantity()));
        }
        BigDecimal value = terms.notional(quantity, price);
        return value.compareTo(terms.minNotional()) < 0
                ? Eligibility.refuse(
                        DenialCode.NOTIONAL_BELOW_MINIMUM,
                        shown.venue(),
                        "notional=" + Decimals.text(value) + " minimum=" + Decimals.text(terms.minNotional()))
                : Optional.empty();
    }

    /** The fewest lots a venue takes, valued at a price; at least one. */
    static long lots(Instrument terms, BigDecimal price) {
        BigDecimal least = ceil(terms.minQuantity(), terms.lotSize());
        if (terms.minNotional().signum() > 0) {
            BigDecimal lotValue = terms.payoff() == Payoff.INVERSE
                    ? terms.lotSize().multiply(terms.contractSize())
                    : terms.notional(terms.lotSize(), price);
            least = least.max(ceil(terms.minNotional(), lotValue));
        }
        return least.max(BigDecimal.ONE)
                .min(BigDecimal.valueOf(Long.MAX_VALUE / 2))
                .longValue();
    }

    private static BigDecimal ceil(BigDecimal value, BigDecimal step) {
        return value.divide(step, 0, RoundingMode.CEILING);
    }
}
