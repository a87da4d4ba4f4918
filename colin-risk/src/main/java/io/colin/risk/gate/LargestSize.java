package io.colin.risk.gate;

import io.colin.api.Decimals;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.function.Predicate;

/** The largest size that passes what is not linear. */
final class LargestSize {
    private LargestSize() {}

    /**
     * Halves the lots between none and all. Right where what passes is an interval that starts at none, as it is for a
     * convex loss within its limit; otherwise the size found passes but need not be the largest.
     *
     * @param quantity that does not pass
     * @param passes whether a quantity on the lot grid does; must hold for 0
     * @return on the lot grid, 0 when nothing passes
     */
    static BigDecimal below(BigDecimal quantity, BigDecimal lot, Predicate<BigDecimal> passes) {
        if (!passes.test(BigDecimal.ZERO)) {
            return BigDecimal.ZERO;
        }
        BigInteger good = BigInteger.ZERO;
        BigInteger bad = quantity.divideToIntegralValue(lot).toBigInteger().add(BigInteger.ONE);
        while (bad.subtract(good).compareTo(BigInteger.ONE) > 0) {
            BigInteger middle = good.add(bad).shiftRight(1);
            if (passes.test(new BigDecimal(middle).multiply(lot))) {
                good = middle;
            } else {
                bad = middle;
            }
        }
        return Decimals.normal(new BigDecimal(good).multiply(lot));
    }
}
