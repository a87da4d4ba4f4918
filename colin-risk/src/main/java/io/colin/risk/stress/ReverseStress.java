package io.colin.risk.stress;

import io.colin.api.internal.Require;
import java.util.OptionalDouble;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The smallest market move that breaks a limit, on each side: the loss as a share of equity is above the limit at the
 * move and not at any smaller one.
 *
 * <p>Between the moves at which a β-scaled price reaches its bound or a stop, the loss is a straight line, so it is looked
 * at there and every 0.5 points, outwards from 0; in the first step that breaks, bisection narrows the move to
 * {@value #TOLERANCE}. Only a breach that begins and ends within one step by a liquidation or a hedge that stops counting
 * can be missed.
 *
 * @param scenario whose other terms hold while its market move is replaced
 * @param limitRatio share of equity, 0 or more
 * @param fall in [−0.95, 0], the move and not a size; empty when no fall breaks the limit
 * @param rise in [0, 3]; empty when no rise breaks the limit
 */
public record ReverseStress(Scenario scenario, double limitRatio, OptionalDouble fall, OptionalDouble rise) {
    /** How far the answer may lie beyond the smallest breaking move. */
    public static final double TOLERANCE = 1e-9;

    private static final int STEPS_A_UNIT = 200;

    /**
     * Searches both sides.
     *
     * @param scenario whose other terms hold, {@code Scenario.custom("market").build()} for the market alone
     * @param portfolio to whom
     * @param limitRatio largest loss allowed, a share of equity, 0 or more, finite
     * @return what was found
     * @throws IllegalArgumentException if the portfolio has no equity above 0 or the limit is not 0 or more
     */
    public static ReverseStress search(Scenario scenario, StressPortfolio portfolio, double limitRatio) {
        Require.within("limitRatio", limitRatio, 0, Double.MAX_VALUE);
        double equity = portfolio.equity();
        Require.that(equity > 0 && equity < Double.MAX_VALUE, "equity", "must be above 0 and finite", equity);
        Search search = new Search(scenario, portfolio, Target.of(portfolio), limitRatio * equity);
        return new ReverseStress(
                scenario, limitRatio, search.side(MarketMove.DEEPEST), search.side(MarketMove.STEEPEST));
    }

    /**
     * The smaller of the two.
     *
     * @return signed; of equal sizes the fall; empty when nothing within [−0.95, 3] breaks the limit
     */
    public OptionalDouble smallest() {
        if (fall.isEmpty() || (rise.isPresent() && rise.getAsDouble() < -fall.getAsDouble())) {
            return rise;
        }
        return fall;
    }

    /** The search on one portfolio. */
    private record Search(Scenario scenario, StressPortfolio portfolio, Target target, double allowed) {
        OptionalDouble side(double end) {
            double within = 0;
            if (breaks(0)) {
                return OptionalDouble.of(0);
            }
            for (double size : sizes(end)) {
                double move = Math.copySign(size, end);
                if (breaks(move)) {
                    return OptionalDouble.of(narrowed(within, move));
                }
                within = move;
            }
            return OptionalDouble.empty();
        }

        private boolean breaks(double move) {
            Scenario moved = scenario.toBuilder().market(MarketMove.of(move)).build();
            return -StressTest.pnl(moved, portfolio, target) > allowed;
        }

        private double narrowed(double within, double breaking) {
            double good = within;
            double bad = breaking;
            while (Math.abs(bad - good) > TOLERANCE) {
                double middle = good + (bad - good) / 2;
                if (breaks(middle)) {
                    bad = middle;
                } else {
                    good = middle;
                }
            }
            return bad;
        }

        /** Sizes to look at, outwards, the end included. */
        private SortedSet<Double> sizes(double end) {
            double furthest = Math.abs(end);
            SortedSet<Double> sizes = new TreeSet<>();
            for (int i = 1; i <= furthest * STEPS_A_UNIT; i++) {
                sizes.add((double) i / STEPS_A_UNIT);
            }
            for (StressPosition position : portfolio.positions()) {
                double beta = portfolio.beta(position.symbol().base());
                sizes.add(Math.min(furthest, furthest / beta));
                position.stops().forEach(stop -> sizes.add(Math.min(furthest, stop.distance() / beta)));
            }
            for (StressCash balance : portfolio.cash()) {
                sizes.add(Math.min(furthest, furthest / portfolio.beta(balance.currency())));
            }
            sizes.add(furthest);
            return sizes;
        }
    }
}
