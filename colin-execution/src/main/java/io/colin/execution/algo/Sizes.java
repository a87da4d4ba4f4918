package io.colin.execution.algo;

import io.colin.api.Decimals;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Payoff;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Quantities a venue takes. */
final class Sizes {
    /** What a statistic may lack of a whole lot and still count as one. */
    private static final BigDecimal NUDGE = new BigDecimal("0.000001");

    private Sizes() {}

    /** Whole lots of a quantity that came from a statistic, whose last digits are noise; 0 or more. */
    static BigDecimal lots(BigDecimal quantity, BigDecimal lot) {
        return Decimals.floorTo(quantity.add(lot.multiply(NUDGE)).max(BigDecimal.ZERO), lot);
    }

    /** The smallest order at a price: lot, minimum quantity, minimum value; without a price the first two. */
    static BigDecimal minimum(Instrument instrument, BigDecimal price) {
        BigDecimal least = instrument.minQuantity().max(instrument.lotSize());
        if (instrument.minNotional().signum() == 0 || price.signum() == 0) {
            return Decimals.roundTo(least, instrument.lotSize(), RoundingMode.CEILING);
        }
        BigDecimal unit = instrument.payoff() == Payoff.INVERSE
                ? instrument.contractSize()
                : instrument.contractSize().multiply(price);
        // Up, so that the quotient's rounding never makes an order too small.
        BigDecimal byValue =
                instrument.minNotional().divide(unit, instrument.lotSize().scale() + 8, RoundingMode.CEILING);
        return Decimals.roundTo(least.max(byValue), instrument.lotSize(), RoundingMode.CEILING);
    }

    /**
     * What of a wanted quantity can be sent: whole lots, never more than there is and never below the smallest order; 0
     * where nothing fits.
     */
    static BigDecimal fit(BigDecimal wanted, BigDecimal available, BigDecimal lot, BigDecimal smallest) {
        BigDecimal quantity = lots(wanted, lot).min(Decimals.floorTo(available, lot));
        return quantity.compareTo(smallest) < 0 ? BigDecimal.ZERO : quantity;
    }

    /** The same, leaving no rest behind that is too small to be sent later: then less is sent, or nothing yet. */
    static BigDecimal fitLater(BigDecimal wanted, BigDecimal available, BigDecimal lot, BigDecimal smallest) {
        BigDecimal quantity = fit(wanted, available, lot, smallest);
        BigDecimal rest = available.subtract(quantity);
        return quantity.signum() > 0 && rest.compareTo(lot) >= 0 && rest.compareTo(smallest) < 0
                ? fit(available.subtract(smallest), available, lot, smallest)
                : quantity;
    }
}
