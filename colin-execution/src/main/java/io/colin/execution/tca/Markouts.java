package io.colin.execution.tca;

import io.colin.api.Decimals;
import io.colin.api.execution.ExecutedFill;
import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalDouble;

/** What the market did after fills: d·(m_{t+h} − p)/p in basis points, positive = in our favour. */
public final class Markouts {
    /** The horizons, in seconds. */
    public static final List<Integer> SECONDS = List.of(1, 5, 30, 60);

    private static final double BPS = 1e4;

    private Markouts() {}

    /**
     * The markout of a fill.
     *
     * @param fill with the mids after it
     * @param seconds one of {@link #SECONDS}
     * @return basis points of its price; empty where the mid is not known
     */
    public static OptionalDouble of(ExecutedFill fill, int seconds) {
        return fill.after(seconds)
                .map(mid -> OptionalDouble.of(bps(fill, fill.fill().price(), mid)))
                .orElseGet(OptionalDouble::empty);
    }

    /** d·(to − from)/from in basis points. */
    static double bps(ExecutedFill fill, BigDecimal from, BigDecimal to) {
        return fill.fill().side().sign() * (Decimals.statistic(to) / Decimals.statistic(from) - 1) * BPS;
    }
}
