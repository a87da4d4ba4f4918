package io.colin.risk.breaker;

import io.colin.api.internal.Require;
import java.math.BigDecimal;
import java.util.List;

/**
 * Limits: a value at risk far above its limit. Where several methods give a figure, the largest counts.
 *
 * @param factor share of a limit that trips it, above 1
 * @param limits the limits watched
 * @param methods the methods whose figures count, as {@code RiskFigures} names them
 */
public record TailSettings(BigDecimal factor, List<TailLimit> limits, List<String> methods) {
    /** 150 % of 2 % (95 %, 1 d), 3 % (99 %, 1 d), 4 % (95 %, 5 d) and 5 % (99 %, 5 d). */
    public static final TailSettings STANDARD = new TailSettings(
            new BigDecimal("1.5"),
            List.of(
                    new TailLimit(0.95, 1, new BigDecimal("0.02")),
                    new TailLimit(0.99, 1, new BigDecimal("0.03")),
                    new TailLimit(0.95, 5, new BigDecimal("0.04")),
                    new TailLimit(0.99, 5, new BigDecimal("0.05"))),
            List.of("historical", "cornish-fisher", "parametric"));

    /** Checks and copies. */
    public TailSettings {
        factor = Thresholds.ratio("breakers.limits.factor", factor);
        Require.that(factor.compareTo(BigDecimal.ONE) > 0, "breakers.limits.factor", "must be above 1", factor);
        limits = List.copyOf(limits);
        methods = List.copyOf(methods);
        Require.that(!methods.isEmpty(), "breakers.limits.methods", "must name a method", methods);
    }

    /**
     * The same with the limits of the gate.
     *
     * @param value the limits watched
     * @return a copy
     */
    public TailSettings withLimits(List<TailLimit> value) {
        return new TailSettings(factor, value, methods);
    }
}
