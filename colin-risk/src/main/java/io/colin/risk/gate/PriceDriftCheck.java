package io.colin.risk.gate;

import io.colin.api.order.DenialCode;
import io.colin.risk.gate.Finding.Amounts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * Row 6 over a period: a strategy's own prices of a symbol and side may not move further than the drift limit within the
 * window, even if each of them lies within the collar of a reference that moves along. What says that it only reduces is
 * neither counted nor held up: a bracket's ways out lie on both sides of the market, and a stop goes where the market went.
 */
record PriceDriftCheck(OwnPrices prices) implements Check {
    static final String NAME = "price-drift";
    private static final int PLACES = 12;

    @Override
    public Input needs() {
        return Input.PRICE;
    }

    @Override
    public boolean concerns(Candidate order) {
        return !order.order().reduceOnly();
    }

    @Override
    public boolean clears(Glance order) {
        double price = order.ownPrice();
        OwnPrices.Line line = prices.line(order.intent());
        if (line == null || !line.isKnown(order.nowNs())) {
            return true;
        }
        double low = Math.min(line.low(), price);
        double high = Math.max(line.high(), price);
        return Surely.below(high - low, high + low, order.limits().maxDrift * low);
    }

    @Override
    public Finding judge(Candidate candidate) {
        BigDecimal price = candidate.ownPrice();
        Optional<OwnPrices.Range> known = prices.range(candidate.order(), candidate.nowNs());
        if (known.isEmpty()) {
            return Finding.passed(NAME, DenialCode.PRICE_COLLAR, candidate.quantity());
        }
        OwnPrices.Range range = known.get().with(price);
        BigDecimal limit = candidate.limits().price().maxDrift();
        boolean passes = range.high().subtract(range.low()).compareTo(limit.multiply(range.low())) <= 0;
        Amounts amounts = new Amounts("ratio", limit, moved(known.get()), moved(range));
        return new Finding(
                NAME,
                DenialCode.PRICE_COLLAR,
                passes,
                amounts,
                passes ? candidate.quantity() : BigDecimal.ZERO,
                passes ? "" : "own prices from " + range.low() + " to " + range.high() + " within the window",
                true);
    }

    /** For people; the comparison is exact. */
    static BigDecimal moved(OwnPrices.Range range) {
        return range.high().subtract(range.low()).divide(range.low(), PLACES, RoundingMode.HALF_EVEN);
    }
}
