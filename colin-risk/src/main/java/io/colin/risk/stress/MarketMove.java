package io.colin.risk.stress;

import io.colin.api.internal.Require;

/**
 * How far the market, which is the asset every β refers to, moves. Either a move, or a number of standard deviations
 * over some hours.
 *
 * @param move signed fraction in [−0.95, 3]; −0.4 is a fall of 40 %; 0 where sigmas are given
 * @param sigmas standard deviations, 0 or more; 0 where a move is given
 * @param hours over which the standard deviation is taken, above 0 with sigmas, else 0
 * @param eitherWay whether the opposite sign is run as well and the worse one counts
 */
public record MarketMove(double move, double sigmas, double hours, boolean eitherWay) {
    /** The deepest fall of anything. */
    public static final double DEEPEST = -0.95;

    /** The steepest rise of anything. */
    public static final double STEEPEST = 3;

    private static final double HOURS_A_DAY = 24;

    /** Checks. */
    public MarketMove {
        Require.within("market.move", move, DEEPEST, STEEPEST);
        Require.within("market.sigmas", sigmas, 0, 100);
        Require.within("market.hours", hours, 0, 24 * 365);
        Require.that(sigmas == 0 || move == 0, "market.move", "must be 0 where sigmas are given", move);
        Require.that((sigmas > 0) == (hours > 0), "market.hours", "must be given with sigmas and only then", hours);
    }

    /**
     * A market that stays where it is.
     *
     * @return a move of 0
     */
    public static MarketMove none() {
        return of(0);
    }

    /**
     * A move in one direction.
     *
     * @param move signed fraction in [−0.95, 3]
     * @return the move
     */
    public static MarketMove of(double move) {
        return new MarketMove(move, 0, 0, false);
    }

    /**
     * A move whose worse sign counts.
     *
     * @param size fraction in [0, 0.95]
     * @return the move
     */
    public static MarketMove eitherWay(double size) {
        return new MarketMove(Require.within("market.move", size, 0, -DEEPEST), 0, 0, true);
    }

    /**
     * A move of some standard deviations whose worse sign counts.
     *
     * @param sigmas above 0
     * @param hours over which the standard deviation is taken, above 0
     * @return the move
     */
    public static MarketMove sigmas(double sigmas, double hours) {
        return new MarketMove(0, sigmas, hours, true);
    }

    /**
     * The move in numbers.
     *
     * @param dailyVolatility standard deviation of a day's return of the market, 0 or more
     * @return the move, or sigmas · dailyVolatility · √(hours / 24)
     */
    double size(double dailyVolatility) {
        return sigmas > 0 ? sigmas * dailyVolatility * Math.sqrt(hours / HOURS_A_DAY) : move;
    }
}
