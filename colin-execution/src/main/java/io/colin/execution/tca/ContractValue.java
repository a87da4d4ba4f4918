package io.colin.execution.tca;

import io.colin.api.Decimals;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Payoff;
import io.colin.api.order.Fill;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What one unit of a contract bought at a price is worth, so that differences are profit in its settlement currency: size·price
 * when linear, −size/price (34 digits) when inverse. Each price has one value, so that sums of differences cancel exactly.
 */
final class ContractValue {
    private final Instrument instrument;

    ContractValue(Instrument instrument) {
        this.instrument = instrument;
    }

    String currency() {
        return instrument.settlementCurrency();
    }

    BigDecimal at(BigDecimal price) {
        return instrument.worth(BigDecimal.ONE, price);
    }

    /** What a unit is worth without its sign, in settlement currency. */
    BigDecimal size(BigDecimal price) {
        return at(price).abs();
    }

    /** What one unit of a fee's currency is worth at the fill itself; empty for a third currency. */
    Optional<BigDecimal> rate(Fill fill) {
        String from = fill.feeCurrency();
        if (from.equals(currency())) {
            return Optional.of(BigDecimal.ONE);
        }
        boolean inverse = instrument.payoff() == Payoff.INVERSE;
        boolean inBase = currency().equals(instrument.symbol().base());
        if (!inverse && !inBase && from.equals(instrument.symbol().base())) {
            return Optional.of(fill.price());
        }
        if (inBase && from.equals(instrument.symbol().quote())) {
            return Optional.of(Decimals.normal(BigDecimal.ONE.divide(fill.price(), Decimals.QUOTIENT)));
        }
        return Optional.empty();
    }
}
