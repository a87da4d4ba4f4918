package io.colin.risk.reduction;

import io.colin.api.Decimals;
import io.colin.api.instrument.Instrument;
import io.colin.api.order.Side;
import io.colin.api.portfolio.Portfolio.PositionView;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * One position and how much of it is to go.
 *
 * @param view what is held
 * @param instrument its terms
 * @param risk its component risk
 * @param share of the position that is to go, in [0, 1]
 * @param isHedge whether it takes risk away; it never shrinks by more than its share
 */
record Cut(PositionView view, Instrument instrument, double risk, BigDecimal share, boolean isHedge) {
    private static final BigDecimal MILLIONTH = new BigDecimal("0.000001");

    Cut with(BigDecimal newShare) {
        return new Cut(view, instrument, risk, newShare.max(BigDecimal.ZERO).min(BigDecimal.ONE), isHedge);
    }

    BigDecimal value() {
        return view.value().abs();
    }

    Side side() {
        return view.position().quantity().signum() > 0 ? Side.SELL : Side.BUY;
    }

    /**
     * What is to be ordered: on the lot grid, at least the venue's minimum, never above what is held less what is on its
     * way. What carries risk is rounded up, to that minimum too; a hedge is rounded down, and stays where its share is less
     * than the minimum.
     */
    BigDecimal quantity(BigDecimal working, BigDecimal limitPrice) {
        BigDecimal held = view.position().quantity().abs();
        BigDecimal most = Decimals.floorTo(held.subtract(working).max(BigDecimal.ZERO), instrument.lotSize());
        BigDecimal wanted = onGrid(held.multiply(share).subtract(working).max(BigDecimal.ZERO));
        if (wanted.signum() == 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal minimum = minimum(limitPrice);
        BigDecimal allowed = (isHedge ? wanted : wanted.max(minimum)).min(most);
        return allowed.compareTo(minimum) < 0 ? BigDecimal.ZERO : allowed;
    }

    /** A share is a quotient: what it misses a whole lot by, up to a millionth of one, is rounding. */
    private BigDecimal onGrid(BigDecimal quantity) {
        BigDecimal lot = instrument.lotSize();
        BigDecimal rounding = lot.multiply(MILLIONTH);
        return isHedge
                ? Decimals.roundTo(quantity.add(rounding), lot, RoundingMode.FLOOR)
                : Decimals.roundTo(quantity.subtract(rounding).max(BigDecimal.ZERO), lot, RoundingMode.CEILING);
    }

    /** Whether something is to go that no order can close. */
    boolean isStuck(BigDecimal working, BigDecimal quantity) {
        BigDecimal wanted = view.position().quantity().abs().multiply(share).subtract(working);
        return quantity.signum() == 0 && wanted.signum() > 0 && !isHedge;
    }

    private BigDecimal minimum(BigDecimal price) {
        BigDecimal one = instrument.notional(BigDecimal.ONE, price);
        BigDecimal byValue = instrument.minNotional().divide(one, Decimals.QUOTIENT);
        return Decimals.roundTo(instrument.minQuantity().max(byValue), instrument.lotSize(), RoundingMode.CEILING);
    }

    /** The worst price: the mark with the collar, on the tick grid inside it; empty when no tick lies there. */
    Optional<BigDecimal> limitPrice(BigDecimal collar) {
        BigDecimal tick = instrument.tickSize();
        BigDecimal price = side() == Side.SELL
                ? Decimals.roundTo(view.mark().multiply(BigDecimal.ONE.subtract(collar)), tick, RoundingMode.CEILING)
                : Decimals.roundTo(view.mark().multiply(BigDecimal.ONE.add(collar)), tick, RoundingMode.FLOOR);
        return price.signum() > 0 ? Optional.of(price) : Optional.empty();
    }
}
