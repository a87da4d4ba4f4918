package io.colin.risk.breaker;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Realised volatility the slow way: everything is kept and summed anew. */
final class PlainVolatility {
    private record Change(long endNs, long spanNs, double change) {}

    private final int medianHours;
    private final int minReturns;
    private final List<Change> changes = new ArrayList<>();
    private final TreeMap<Long, Double> hours = new TreeMap<>();
    private long lastNs = Long.MIN_VALUE;
    private double last;
    private long lastHour = Long.MIN_VALUE;

    PlainVolatility(int medianHours, int minReturns) {
        this.medianHours = medianHours;
        this.minReturns = minReturns;
    }

    boolean add(long timeNs, double close) {
        if (lastNs != Long.MIN_VALUE && timeNs - lastNs < BreakerDesk.MINUTE) {
            return false;
        }
        if (lastNs != Long.MIN_VALUE && timeNs - lastNs <= BreakerDesk.HOUR) {
            changes.add(new Change(timeNs, timeNs - lastNs, Math.log(close) - Math.log(last)));
        }
        lastNs = timeNs;
        last = close;
        return true;
    }

    private List<Change> within(long nowNs) {
        return changes.stream()
                .filter(change -> change.endNs() > nowNs - BreakerDesk.HOUR)
                .toList();
    }

    int returns(long nowNs) {
        return within(nowNs).size();
    }

    double lastHour(long nowNs) {
        List<Change> recent = within(nowNs);
        if (recent.size() < minReturns) {
            return Double.NaN;
        }
        double squares =
                recent.stream().mapToDouble(c -> c.change() * c.change()).sum();
        double years = recent.stream().mapToDouble(Change::spanNs).sum() / (365.0 * BreakerDesk.DAY);
        return Math.sqrt(squares / years);
    }

    void closeHour(long nowNs) {
        long hour = Math.floorDiv(nowNs, BreakerDesk.HOUR);
        if (hour == lastHour) {
            return;
        }
        lastHour = hour;
        double reading = lastHour(nowNs);
        if (!Double.isNaN(reading)) {
            hours.put(hour, reading);
        }
    }

    int known() {
        return hours.tailMap(lastHour - medianHours, false).size();
    }

    double median() {
        List<Double> sorted = hours.tailMap(lastHour - medianHours, false).values().stream()
                .sorted()
                .toList();
        int n = sorted.size();
        return (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2;
    }
}
