package io.colin.execution.routing;

import io.colin.api.Decimals;
import io.colin.api.instrument.Instrument;
import io.colin.api.order.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/** Prices a side may not go beyond. */
final class Bound {
    private Bound() {}

    /** The worst price within a number of basis points of mid. */
    static BigDecimal cap(Side side, BigDecimal mid, BigDecimal capBps) {
        BigDecimal share = capBps.movePointLeft(4).multiply(BigDecimal.valueOf(side.sign()));
        return mid.multiply(BigDecimal.ONE.add(share));
    }

    /** The stricter of a cap and an own limit, on the venue's ticks, never loosened. */
    static BigDecimal of(Side side, BigDecimal cap, Optional<BigDecimal> limit, Instrument terms) {
        BigDecimal strict = side == Side.BUY
                ? limit.map(cap::min).orElse(cap)
                : limit.map(cap::max).orElse(cap);
        return onTick(side, strict, terms);
    }

    static BigDecimal onTick(Side side, BigDecimal price, Instrument terms) {
        return Decimals.roundTo(price, terms.tickSize(), side == Side.BUY ? RoundingMode.FLOOR : RoundingMode.CEILING);
    }

    /** Whether a price is no worse for a side than a bound. */
    static boolean isWithin(Side side, BigDecimal price, BigDecimal bound) {
        return side == Side.BUY ? price.compareTo(bound) <= 0 : price.compareTo(bound) >= 0;
    }
}
