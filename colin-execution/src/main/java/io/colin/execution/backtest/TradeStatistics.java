package io.colin.execution.backtest;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What round trips came to, after fees. Funding is not in it. Rate, factor and mean return need {@value #FEWEST} round
 * trips; below that they are not there.
 *
 * @param count round trips
 * @param wins of them with a profit
 * @param winRate share with a profit
 * @param profitFactor Σ profits over Σ losses
 * @param meanReturn mean net return on the worth at entry
 * @param bestReturn the largest
 * @param worstReturn the smallest
 * @param meanHoldingSeconds mean time from the first opening to the last closing fill
 */
public record TradeStatistics(
        int count,
        int wins,
        Statistic winRate,
        Statistic profitFactor,
        Statistic meanReturn,
        Statistic bestReturn,
        Statistic worstReturn,
        Statistic meanHoldingSeconds) {
    /** Round trips needed before anything is said of them all. */
    public static final int FEWEST = 20;

    private static final String NONE = "there is no round trip";
    private static final String UNRATED = "a round trip has no rate into the account currency";
    private static final double SECOND_NS = 1e9;

    /**
     * Counts round trips.
     *
     * @param trips in any order
     * @return what they came to
     */
    public static TradeStatistics of(List<RoundTrip> trips) {
        String missing = trips.isEmpty() ? NONE : isRated(trips) ? "" : UNRATED;
        String few = missing.isEmpty() && trips.size() < FEWEST
                ? String.format(Locale.ROOT, "needs %d round trips, the run has %d", FEWEST, trips.size())
                : missing;
        int wins = (int) trips.stream().filter(trip -> trip.net().signum() > 0).count();
        double best = trips.stream().mapToDouble(RoundTrip::netReturn).max().orElse(0);
        double worst = trips.stream().mapToDouble(RoundTrip::netReturn).min().orElse(0);
        return new TradeStatistics(
                trips.size(),
                wins,
                known((double) wins / Math.max(1, trips.size()), few),
                few.isEmpty() ? profitFactor(trips) : Statistic.none(few),
                known(mean(trips, RoundTrip::netReturn), few),
                known(best, missing),
                known(worst, missing),
                known(
                        mean(trips, trip -> (trip.closedNs() - trip.openedNs()) / SECOND_NS),
                        trips.isEmpty() ? NONE : ""));
    }

    private static boolean isRated(List<RoundTrip> trips) {
        return trips.stream().map(RoundTrip::netInAccount).allMatch(Optional::isPresent);
    }

    private static Statistic profitFactor(List<RoundTrip> trips) {
        double won = 0;
        double lost = 0;
        for (RoundTrip trip : trips) {
            double net = trip.netInAccount().orElseThrow().doubleValue();
            won += Math.max(0, net);
            lost += Math.max(0, -net);
        }
        return lost > 0 ? Statistic.of(won / lost) : Statistic.none("no round trip lost");
    }

    private static double mean(List<RoundTrip> trips, ToDoubleFunction<RoundTrip> of) {
        return trips.stream().mapToDouble(of).average().orElse(0);
    }

    private static Statistic known(double value, String missing) {
        return missing.isEmpty() ? Statistic.of(value) : Statistic.none(missing);
    }
}
