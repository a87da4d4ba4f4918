package io.colin.risk.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * At which fills an order on one of two assets is judged, written down as a plain list. Each asset stands at what is held,
 * or at one of the two ends where all that works on one side has filled, the order itself among it.
 */
final class PlainFills {
    private static final double BAND = 0.8;

    private final PlainFigures figures;
    private final int own;
    private final double[] held;
    private final double[] low;
    private final double[] high;

    /**
     * What is held and works.
     *
     * @param figures what is known of how the two move
     * @param own the asset of the order
     * @param held signed value of each asset
     * @param low its value if every sale fills and no buy does
     * @param high its value if every buy fills and no sale does
     */
    PlainFills(PlainFigures figures, int own, double[] held, double[] low, double[] high) {
        this.figures = figures;
        this.own = own;
        this.held = held.clone();
        this.low = low.clone();
        this.high = high.clone();
    }

    /** The largest of a figure of tail risk over the fills that are looked at. */
    double tail(ToDoubleFunction<double[]> figure) {
        return measured().stream().mapToDouble(figure).max().orElseThrow();
    }

    /** The largest loss over all fills: it bends upwards in each exposure, so that it is largest at ends. */
    double stress() {
        double worst = 0;
        for (double mine : new double[] {low[own], high[own]}) {
            for (double others : new double[] {low[1 - own], high[1 - own]}) {
                double[] at = at(mine, others);
                worst = Math.max(worst, figures.stress(at[0], at[1]));
            }
        }
        return worst;
    }

    /**
     * Always what is held and the order's two ends alone. The other asset's two ends, each with the order's end of more
     * variance, where that comes to 0.8 of the largest variance. The other asset's end alone where its variance is the
     * largest.
     */
    private List<double[]> measured() {
        double other = held[1 - own];
        List<double[]> all = new ArrayList<>(List.of(held, at(low[own], other), at(high[own], other)));
        List<double[]> corners = List.of(corner(low[1 - own]), corner(high[1 - own]));
        double[] alone = riskier(at(held[own], low[1 - own]), at(held[own], high[1 - own]));
        double most = variance(alone);
        for (double[] one : all) {
            most = Math.max(most, variance(one));
        }
        for (double[] one : corners) {
            most = Math.max(most, variance(one));
        }
        for (double[] one : corners) {
            if (variance(one) >= BAND * most) {
                all.add(one);
            }
        }
        if (variance(alone) >= most) {
            all.add(alone);
        }
        return all;
    }

    private double[] corner(double others) {
        return riskier(at(low[own], others), at(high[own], others));
    }

    private double[] riskier(double[] one, double[] another) {
        return variance(one) > variance(another) ? one : another;
    }

    private double[] at(double mine, double others) {
        return own == 0 ? new double[] {mine, others} : new double[] {others, mine};
    }

    private double variance(double[] at) {
        return figures.variance(at[0], at[1]);
    }
}
