package io.colin.execution.backtest;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What trading cost, in account currency. A sum that lacks a part is not there.
 *
 * @param traded Σ |quantity · price| of all fills
 * @param fees paid to venues, rebates taken off
 * @param slippage spread and impact: Σ signed (fill price − the last price before it: mid of a quote, trade or close of a bar)
 * @param funding paid for perpetuals less received; negative is income
 */
public record Costs(
        Optional<BigDecimal> traded,
        Optional<BigDecimal> fees,
        Optional<BigDecimal> slippage,
        Optional<BigDecimal> funding) {
    /**
     * Fees and slippage over traded value.
     *
     * @return a fraction
     */
    public Statistic perTraded() {
        if (traded.isEmpty() || fees.isEmpty() || slippage.isEmpty()) {
            return Statistic.none("a part of the costs is not known");
        }
        double value = traded.orElseThrow().doubleValue();
        double paid = fees.orElseThrow().add(slippage.orElseThrow()).doubleValue();
        return value > 0 ? Statistic.of(paid / value) : Statistic.none("nothing was traded");
    }
}
