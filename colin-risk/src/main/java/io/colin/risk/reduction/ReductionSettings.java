package io.colin.risk.reduction;

import io.colin.api.Decimals;
import io.colin.api.internal.Require;
import io.colin.api.order.AlgoSpec;
import io.colin.risk.drawdown.DrawdownLevel;
import java.math.BigDecimal;
import java.util.Map;

/**
 * How losses are met by closing positions. Immutable.
 *
 * @param enabled whether anything is closed at all; off, the ladder only shrinks new orders
 * @param reduceTarget share of the exposure at the warning that is left on the reduce rung, in [0, 1]
 * @param hardTarget the same on the hard rung, at most {@code reduceTarget}
 * @param haltTarget the same on the halt rung, at most {@code hardTarget}; on the kill rung nothing is left
 * @param collar largest distance of a limit price from the mark, a share in (0, 1)
 * @param algo which algorithm works the orders
 * @param strategy whose orders they are
 */
public record ReductionSettings(
        boolean enabled,
        BigDecimal reduceTarget,
        BigDecimal hardTarget,
        BigDecimal haltTarget,
        BigDecimal collar,
        AlgoSpec algo,
        String strategy) {
    /** Off; 75, 50 and 25 %; a collar of 5 %; implementation shortfall with urgency 3 over 5 min, after which
     * what is left is planned anew at the prices of then; {@code risk-reduction}. */
    public static final ReductionSettings STANDARD = new ReductionSettings(
            false,
            new BigDecimal("0.75"),
            new BigDecimal("0.50"),
            new BigDecimal("0.25"),
            new BigDecimal("0.05"),
            AlgoSpec.of("is", Map.of("urgency", "3", "duration_s", "300")),
            "risk-reduction");

    /** Checks and normalises. */
    public ReductionSettings {
        reduceTarget = target("reduction.reduce_target", reduceTarget, BigDecimal.ONE);
        hardTarget = target("reduction.hard_target", hardTarget, reduceTarget);
        haltTarget = target("reduction.halt_target", haltTarget, hardTarget);
        Require.that(
                collar.signum() > 0 && collar.compareTo(BigDecimal.ONE) < 0,
                "reduction.collar",
                "must be in (0, 1)",
                collar);
        collar = Decimals.normal(collar);
        Require.text("reduction.strategy", strategy);
    }

    /**
     * The same, on or off.
     *
     * @param value whether positions are closed
     * @return a copy
     */
    public ReductionSettings withEnabled(boolean value) {
        return new ReductionSettings(value, reduceTarget, hardTarget, haltTarget, collar, algo, strategy);
    }

    /**
     * The same, worked otherwise.
     *
     * @param value which algorithm
     * @return a copy
     */
    public ReductionSettings withAlgo(AlgoSpec value) {
        return new ReductionSettings(enabled, reduceTarget, hardTarget, haltTarget, collar, value, strategy);
    }

    /**
     * The same with the collar of the gate.
     *
     * @param value largest distance of a limit price from the mark, a share in (0, 1)
     * @return a copy
     */
    public ReductionSettings withCollar(BigDecimal value) {
        return new ReductionSettings(enabled, reduceTarget, hardTarget, haltTarget, value, algo, strategy);
    }

    /**
     * What is left on a rung.
     *
     * @param level the rung
     * @return share of the exposure at the warning; 1 below the reduce rung, 0 on the kill rung
     */
    public BigDecimal target(DrawdownLevel level) {
        return switch (level) {
            case NONE, WARNING -> BigDecimal.ONE;
            case REDUCE -> reduceTarget;
            case HARD -> hardTarget;
            case HALT -> haltTarget;
            case KILL -> BigDecimal.ZERO;
        };
    }

    private static BigDecimal target(String name, BigDecimal value, BigDecimal most) {
        Require.that(value.signum() >= 0 && value.compareTo(most) <= 0, name, "must be in [0, " + most + "]", value);
        return Decimals.normal(value);
    }
}
