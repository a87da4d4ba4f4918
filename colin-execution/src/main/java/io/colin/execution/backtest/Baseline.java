package io.colin.execution.backtest;

import io.colin.api.internal.Require;
import java.util.List;

/**
 * What buying and holding would have come to over the same time: at the start the initial cash is put into all symbols
 * alike, without leverage, at the last price known (else the first that comes), and taken out at the end; both ways
 * cost what the run itself paid per value traded, nothing where rebates made it less than that. Where the run's own costs are
 * unknown, because it traded nothing, it is before costs and {@link #costBps()} is not there. Funding is not in it.
 *
 * @param points its worth over the run's initial cash, at the times of the run's curve
 * @param totalReturn a fraction
 * @param maxDrawdown at valuations, a fraction
 * @param sharpe of its daily returns
 * @param costBps what each side cost, bp of its value
 */
public record Baseline(
        List<Point> points, Statistic totalReturn, Statistic maxDrawdown, Statistic sharpe, Statistic costBps) {
    /** Copies. */
    public Baseline {
        points = List.copyOf(points);
    }

    /**
     * Its worth at a time.
     *
     * @param timeNs event time, ns since epoch
     * @param worth over the initial cash, 1 at the start before costs
     */
    public record Point(long timeNs, double worth) {
        /** Checks. */
        public Point {
            Require.finite("worth", worth);
        }
    }

    /**
     * Whether costs are taken off.
     *
     * @return false where the run's own costs per value traded are unknown
     */
    public boolean isAfterCosts() {
        return costBps.isKnown();
    }

    /** None, and why. */
    static Baseline none(String reason) {
        Statistic none = Statistic.none(reason);
        return new Baseline(List.of(), none, none, none, none);
    }
}
