package io.colin.risk.figures;

import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.api.portfolio.Portfolio;
import io.colin.api.risk.RiskFigures.BacktestFigure;
import io.colin.risk.returns.ReturnHistory;
import io.colin.risk.returns.ReturnPeriod;
import io.colin.risk.var.BacktestDay;
import io.colin.risk.var.BacktestLog;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds each UTC day's forecast against what the day brought. The forecast is the first one within an hour after
 * midnight; the day is closed by the first look within an hour after the next. A day that lacks either, that starts with
 * nothing held, or in which a held symbol has no return, is not counted: neither its forecast nor its outcome is made up.
 */
final class DayWatch {
    private static final String OPEN = "backtest.open";
    private static final long DAY = ReturnPeriod.DAY.ns();
    private static final long GRACE = ReturnPeriod.HOUR.ns();

    private final BacktestLog log = BacktestLog.empty();
    private @Nullable Forecast open;

    /**
     * A forecast that waits for its day to end.
     *
     * @param endNs end of its day
     * @param net equity less deposits when it was made
     */
    private record Forecast(
            long endNs, double valueAtRisk, double expectedShortfall, double net, SortedMap<Symbol, Double> held) {}

    BacktestLog log() {
        return log;
    }

    /** How the newest day came out; empty before the first. */
    Optional<BacktestFigure> figure() {
        List<BacktestDay> days = log.days();
        if (days.isEmpty()) {
            return Optional.empty();
        }
        int exceptions = (int) days.stream().filter(BacktestDay::isException).count();
        BacktestDay newest = days.getLast();
        return Optional.of(
                new BacktestFigure(TailWork.CONFIDENCE, newest.endNs(), newest.isException(), days.size(), exceptions));
    }

    /** Keeps a forecast if it is the first of its day and no earlier one waits. */
    void forecast(long asOfNs, double valueAtRisk, double shortfall, double net, SortedMap<Symbol, Double> held) {
        long startNs = Math.floorDiv(asOfNs, DAY) * DAY;
        if (asOfNs - startNs <= GRACE && open == null) {
            open = new Forecast(startNs + DAY, valueAtRisk, shortfall, net, held);
        }
    }

    /** Closes the day whose end has passed: at the end itself not every symbol's last bar need have come. */
    void observe(long nowNs, Portfolio portfolio, Supplier<ReturnHistory> daily) {
        Forecast due = open;
        if (due == null || nowNs <= due.endNs()) {
            return;
        }
        open = null;
        if (nowNs - due.endNs() <= GRACE && portfolio.isPriced()) {
            double actual = net(portfolio) - due.net();
            double unmoved = unmoved(due, daily.get());
            if (!Double.isNaN(unmoved)) {
                log.add(new BacktestDay(due.endNs(), due.valueAtRisk(), due.expectedShortfall(), actual, unmoved));
            }
        }
    }

    /** What no deposit or withdrawal changes. */
    static double net(Portfolio portfolio) {
        return portfolio.equity().subtract(portfolio.deposits()).doubleValue();
    }

    /** NaN when a return is absent. */
    private static double unmoved(Forecast forecast, ReturnHistory daily) {
        int point = daily.size() - 1;
        while (point >= 0 && daily.timeNs(point) > forecast.endNs()) {
            point--;
        }
        if (point < 0 || daily.timeNs(point) != forecast.endNs()) {
            return Double.NaN;
        }
        double sum = 0;
        for (Map.Entry<Symbol, Double> held : forecast.held().entrySet()) {
            int asset = daily.indexOf(held.getKey());
            sum += asset < 0 ? Double.NaN : held.getValue() * StrictMath.expm1(daily.logReturn(asset, point));
        }
        return sum;
    }

    void save(Map<String, String> state) {
        log.save(state);
        Forecast waiting = open;
        if (waiting != null) {
            StringBuilder text = new StringBuilder()
                    .append(waiting.endNs())
                    .append(' ')
                    .append(waiting.valueAtRisk())
                    .append(' ')
                    .append(waiting.expectedShortfall())
                    .append(' ')
                    .append(waiting.net());
            waiting.held()
                    .forEach((symbol, value) ->
                            text.append(' ').append(symbol).append('=').append(value));
            state.put(OPEN, text.toString());
        }
    }

    void restore(Map<String, String> state) {
        String text = state.get(OPEN);
        Forecast waiting = text == null ? null : parse(text);
        log.restore(state);
        open = waiting;
    }

    private static Forecast parse(String text) {
        String[] parts = text.split(" ", -1);
        Require.that(parts.length >= 4, OPEN, "must be four numbers and what is held", text);
        try {
            SortedMap<Symbol, Double> held = new TreeMap<>();
            for (int i = 4; i < parts.length; i++) {
                int sign = parts[i].indexOf('=');
                Require.that(sign > 0, OPEN, "must name what is held as SYMBOL=value", parts[i]);
                double value = Double.parseDouble(parts[i].substring(sign + 1));
                held.put(Symbol.of(parts[i].substring(0, sign)), Require.finite("value", value));
            }
            return new Forecast(
                    Long.parseLong(parts[0]),
                    Require.within("valueAtRisk", Double.parseDouble(parts[1]), 0, Double.MAX_VALUE),
                    Require.within("expectedShortfall", Double.parseDouble(parts[2]), 0, Double.MAX_VALUE),
                    Require.finite("net", Double.parseDouble(parts[3])),
                    held);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    OPEN + ": must be four numbers and what is held as SYMBOL=value (" + text + ")", e);
        }
    }
}
