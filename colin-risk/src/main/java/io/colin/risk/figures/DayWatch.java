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
 * midnight; the day is closed by the first look at a priced account within an hour after the next, and waits within that
 * hour for the returns of all that was held, since the last bars may come after the look. A day that lacks any of these, or
 * that starts with nothing held, is not counted: neither its forecast nor its outcome is made up.
 */
final class DayWatch {
    private static final String OPEN = "backtest.open";
    private static final String CLOSED = "backtest.closed";
    private static final long DAY = ReturnPeriod.DAY.ns();
    private static final long GRACE = ReturnPeriod.HOUR.ns();

    private final BacktestLog log = BacktestLog.empty();
    private @Nullable Forecast open;
    private @Nullable Closed closed;

    /**
     * A forecast that waits for its day to end.
     *
     * @param endNs end of its day
     * @param net equity less deposits when it was made
     */
    private record Forecast(
            long endNs, double valueAtRisk, double expectedShortfall, double net, SortedMap<Symbol, Double> held) {}

    /** A day that has ended and waits for its returns. */
    private record Closed(Forecast forecast, double actual) {}

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
        if (due != null && nowNs > due.endNs()) {
            if (nowNs - due.endNs() > GRACE) {
                open = null;
            } else if (portfolio.isPriced()) {
                open = null;
                closed = new Closed(due, net(portfolio) - due.net());
            }
        }
        Closed waiting = closed;
        if (waiting != null) {
            count(waiting, nowNs, daily.get());
        }
    }

    private void count(Closed day, long nowNs, ReturnHistory daily) {
        Forecast forecast = day.forecast();
        double unmoved = unmoved(forecast, daily);
        if (!Double.isNaN(unmoved)) {
            log.add(new BacktestDay(
                    forecast.endNs(), forecast.valueAtRisk(), forecast.expectedShortfall(), day.actual(), unmoved));
        }
        if (!Double.isNaN(unmoved) || nowNs - forecast.endNs() > GRACE) {
            closed = null;
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
            state.put(OPEN, text(waiting));
        }
        Closed ended = closed;
        if (ended != null) {
            state.put(CLOSED, ended.actual() + " " + text(ended.forecast()));
        }
    }

    private static String text(Forecast forecast) {
        StringBuilder text = new StringBuilder()
                .append(forecast.endNs())
                .append(' ')
                .append(forecast.valueAtRisk())
                .append(' ')
                .append(forecast.expectedShortfall())
                .append(' ')
                .append(forecast.net());
        forecast.held()
                .forEach((symbol, value) ->
                        text.append(' ').append(symbol).append('=').append(value));
        return text.toString();
    }

    void restore(Map<String, String> state) {
        String text = state.get(OPEN);
        Forecast waiting = text == null ? null : parse(OPEN, text);
        String endedText = state.get(CLOSED);
        Closed ended = endedText == null ? null : parseClosed(endedText);
        log.restore(state);
        open = waiting;
        closed = ended;
    }

    private static Closed parseClosed(String text) {
        int space = text.indexOf(' ');
        Require.that(space > 0, CLOSED, "must be what the day brought and its forecast", text);
        double actual;
        try {
            actual = Require.finite("actual", Double.parseDouble(text.substring(0, space)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    CLOSED + ": must be what the day brought and its forecast (" + text + ")", e);
        }
        return new Closed(parse(CLOSED, text.substring(space + 1)), actual);
    }

    private static Forecast parse(String name, String text) {
        String[] parts = text.split(" ", -1);
        Require.that(parts.length >= 4, name, "must be four numbers and what is held", text);
        try {
            SortedMap<Symbol, Double> held = new TreeMap<>();
            for (int i = 4; i < parts.length; i++) {
                int sign = parts[i].indexOf('=');
                Require.that(sign > 0, name, "must name what is held as SYMBOL=value", parts[i]);
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
                    name + ": must be four numbers and what is held as SYMBOL=value (" + text + ")", e);
        }
    }
}
