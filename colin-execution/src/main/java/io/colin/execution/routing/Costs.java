package io.colin.execution.routing;

import io.colin.api.execution.RoutePlan;
import io.colin.api.order.Side;
import io.colin.api.venue.FeeSchedule;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * What taking at a venue costs beside its prices: net price = price × (1 ± taker fee) ± (latency cost + slippage cost).
 *
 * @param fees its schedule
 * @param latency per unit of quantity, 0 or more
 * @param slippage per unit of quantity; negative is a gain
 * @param factor 1 + taker fee to buy, 1 − taker fee to sell
 * @param added what comes to the price times the factor: both costs to buy, both negated to sell
 */
record Costs(FeeSchedule fees, BigDecimal latency, BigDecimal slippage, BigDecimal factor, BigDecimal added) {
    /** Estimates need no more digits, and more would crowd out those of the prices. */
    private static final MathContext DIGITS = new MathContext(6);

    /**
     * The costs of a venue.
     *
     * @param side of the taker
     * @param shown the venue
     * @param mid what is paid for is about this much, in quote currency
     * @param volatility of the price over a second, as a fraction
     */
    static Costs of(Side side, Shown shown, double mid, double volatility) {
        double waits = shown.evidence().p95LatencyNs() / 1e9;
        FeeSchedule fees = shown.venue().fees(shown.terms().symbol());
        BigDecimal latency = estimate(mid * volatility * Math.sqrt(waits) / 2);
        BigDecimal slippage = estimate(mid * shown.evidence().slippageBps() / 1e4);
        BigDecimal added = latency.add(slippage);
        return side == Side.BUY
                ? new Costs(fees, latency, slippage, BigDecimal.ONE.add(fees.takerRate()), added)
                : new Costs(fees, latency, slippage, BigDecimal.ONE.subtract(fees.takerRate()), added.negate());
    }

    BigDecimal net(BigDecimal price) {
        return price.multiply(factor).add(added);
    }

    RoutePlan.Terms terms(Shown shown) {
        return new RoutePlan.Terms(
                fees.takerRate(),
                fees.assumed(),
                latency,
                shown.evidence().latencyAssumed(),
                slippage,
                shown.evidence().fillRatio());
    }

    private static BigDecimal estimate(double value) {
        return value == 0 ? BigDecimal.ZERO : BigDecimal.valueOf(value).round(DIGITS);
    }
}
