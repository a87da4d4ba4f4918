package io.colin.execution.algo;

import io.colin.api.Decimals;
import io.colin.api.execution.AlgoState;
import io.colin.api.market.Quote;
import io.colin.api.order.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/** Prices children are limited by. */
final class Prices {
    private Prices() {}

    /** The quote of the parent's symbol, unless it is missing, older than allowed or crossed. */
    static Optional<Quote> fresh(AlgoState state, long maxAgeNs) {
        return state.market()
                .quote(state.parent().intent().symbol())
                .filter(quote -> state.timeNs() - quote.timeNs() <= maxAgeNs && !quote.isCrossed());
    }

    /** The price some basis points worse than another for a side: higher to buy, lower to sell. */
    static BigDecimal worse(Side side, BigDecimal price, BigDecimal bps) {
        BigDecimal share = bps.movePointLeft(4);
        return price.multiply(side == Side.BUY ? BigDecimal.ONE.add(share) : BigDecimal.ONE.subtract(share));
    }

    /** The stricter of two limits. */
    static BigDecimal tighter(Side side, BigDecimal a, BigDecimal b) {
        return side == Side.BUY ? a.min(b) : a.max(b);
    }

    /** The tick next to a limit that never loosens it. */
    static BigDecimal onTick(Side side, BigDecimal limit, BigDecimal tick) {
        return Decimals.roundTo(limit, tick, side == Side.BUY ? RoundingMode.FLOOR : RoundingMode.CEILING);
    }
}
