package io.colin.api.portfolio;

import io.colin.api.Decimals;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.InstrumentKind;
import io.colin.api.instrument.Payoff;
import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import java.math.BigDecimal;

/**
 * A settled funding payment of a perpetual.
 *
 * @param symbol a perpetual
 * @param amount in its settlement currency: positive is received, negative is paid, 0 changes nothing
 * @param timeNs when it was settled, ns since epoch
 */
public record FundingPayment(Symbol symbol, BigDecimal amount, long timeNs) {
    /** Normalises. */
    public FundingPayment {
        amount = Decimals.normal(amount);
    }

    /**
     * The payment that a rate means for a position: −rate · signed value at the mark, in settlement currency. A positive
     * rate makes longs pay and shorts receive. The value of an inverse contract is quantity · contract size / mark, rounded
     * to 34 digits; the product with the rate is exact.
     *
     * @param position what is held when funding is settled
     * @param instrument its terms
     * @param rate share of the value for the interval; 0.0001 is 1 bp
     * @param mark the price funding is settled at, in quote currency, above 0
     * @param timeNs when, ns since epoch
     * @return the payment; 0 for a flat position
     * @throws IllegalArgumentException if the instrument is no perpetual or not the position's, or the mark is not above 0
     */
    public static FundingPayment of(
            Position position, Instrument instrument, BigDecimal rate, BigDecimal mark, long timeNs) {
        Require.that(
                instrument.kind() == InstrumentKind.PERPETUAL,
                "instrument",
                "must be a perpetual, nothing else pays funding",
                instrument.symbol());
        Require.that(
                instrument.symbol().equals(position.symbol()),
                "instrument",
                "must be the position's, " + position.symbol(),
                instrument.symbol());
        BigDecimal worth = instrument.worth(position.quantity(), Require.positive("mark", mark));
        // The worth of an inverse contract falls as its price rises, so a long's is negative.
        BigDecimal value = instrument.payoff() == Payoff.INVERSE ? worth.negate() : worth;
        return new FundingPayment(position.symbol(), value.multiply(rate).negate(), timeNs);
    }
}
