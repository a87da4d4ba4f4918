package io.colin.execution.backtest;

import io.colin.api.portfolio.Portfolio;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Follows every valuation of an account: extremes and means from all of them, a curve of a few thousand samples, and the
 * last value of each UTC day. A value at midnight ends the day before it, as a bar is known at its exclusive end; a first
 * day that was valued at one moment only has no return. Deposits since the start are taken out, so that money paid in is no profit.
 */
final class EquityRecorder {
    static final long DAY_NS = 86_400_000_000_000L;

    private final Sampled<EquityPoint> points = new Sampled<>(EquityPoint::timeNs, EquityRecorder::merged);
    private final FallRecorder falls = new FallRecorder();
    private final TreeMap<Long, Double> closeOfDay = new TreeMap<>();
    private long firstNs = Long.MIN_VALUE;
    private long lastNs = Long.MIN_VALUE;
    private double first;
    private double gross;
    private double net;
    private double maxGross;
    private double equitySum;
    private double grossSum;
    private double netSum;
    private double investedNs;

    /** Takes a valuation; in order of time. One that leaves something unpriced is not one. */
    void on(Portfolio portfolio) {
        if (!portfolio.isPriced() || portfolio.timeNs() == Long.MIN_VALUE) {
            return;
        }
        BigDecimal exact = portfolio.equity().subtract(portfolio.deposits());
        double equity = exact.doubleValue();
        long timeNs = portfolio.timeNs();
        if (firstNs == Long.MIN_VALUE) {
            firstNs = timeNs;
            first = equity;
        } else {
            weigh(timeNs - lastNs);
        }
        lastNs = timeNs;
        double worth = portfolio.equity().doubleValue(); // what was paid in carries the exposure too
        gross = worth > 0 ? portfolio.grossExposure().doubleValue() / worth : 0;
        net = worth > 0 ? portfolio.netExposure().doubleValue() / worth : 0;
        maxGross = Math.max(maxGross, gross);
        double fallen = falls.on(timeNs, equity);
        if (timeNs > firstNs) {
            closeOfDay.put(day(timeNs), equity);
        }
        points.add(new EquityPoint(timeNs, exact, fallen, gross, net));
    }

    boolean isEmpty() {
        return points.isEmpty();
    }

    List<EquityPoint> points() {
        return points.points();
    }

    long firstNs() {
        return firstNs;
    }

    long lastNs() {
        return lastNs;
    }

    /** Sum over time so far of what holds since the last valuation. */
    private void weigh(long elapsedNs) {
        equitySum += points.last().equity().doubleValue() * elapsedNs;
        grossSum += gross * elapsedNs;
        netSum += net * elapsedNs;
        investedNs += gross > 0 ? elapsedNs : 0;
    }

    private static EquityPoint merged(EquityPoint before, EquityPoint point) {
        double drawdown = Math.max(before.drawdown(), point.drawdown());
        return new EquityPoint(point.timeNs(), point.equity(), drawdown, point.gross(), point.net());
    }

    Drawdown drawdown() {
        return falls.drawdown();
    }

    /** Change from the first to the last valuation. */
    Statistic totalReturn() {
        if (isEmpty() || !(first > 0)) {
            return Statistic.none("the run had no equity to begin with");
        }
        return Statistic.of(points.last().equity().doubleValue() / first - 1);
    }

    /** Returns of every day from the first to the last; a later day without a valuation changed nothing. */
    DailyReturns daily() {
        return daily(first, closeOfDay);
    }

    /** The day that a time lies in or ends, days since 1970. */
    static long day(long timeNs) {
        return Math.floorDiv(timeNs - 1, DAY_NS);
    }

    static DailyReturns daily(double start, SortedMap<Long, Double> closes) {
        if (closes.isEmpty()) {
            return new DailyReturns(0, List.of());
        }
        List<Double> returns = new ArrayList<>();
        double before = start;
        long day = closes.firstKey();
        for (Map.Entry<Long, Double> close : closes.entrySet()) {
            while (day < close.getKey()) {
                returns.add(0.0);
                day++;
            }
            returns.add(before > 0 ? close.getValue() / before - 1 : 0.0);
            before = close.getValue();
            day++;
        }
        return new DailyReturns(closes.firstKey(), returns);
    }

    Exposure exposure(Statistic traded) {
        double elapsedNs = lastNs - (double) firstNs;
        if (isEmpty() || !(elapsedNs > 0)) {
            Statistic none = Statistic.none("the run took no time");
            return new Exposure(none, none, none, none, none);
        }
        Statistic turnover = traded.isKnown() && equitySum > 0
                ? Statistic.of(traded.value().orElseThrow() / (equitySum / elapsedNs) / (elapsedNs / DAY_NS))
                : Statistic.none(traded.isKnown() ? "the run had no equity" : traded.missing());
        return new Exposure(
                Statistic.of(grossSum / elapsedNs),
                Statistic.of(maxGross),
                Statistic.of(netSum / elapsedNs),
                Statistic.of(investedNs / elapsedNs),
                turnover);
    }
}
