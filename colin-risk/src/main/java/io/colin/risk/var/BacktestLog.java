package io.colin.risk.var;

import io.colin.api.internal.Require;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The newest 250 days of forecasts and what came of them. Survives a restart by {@link #save} and {@link #restore}.
 *
 * <p>One thread.
 */
public final class BacktestLog {
    private static final String PREFIX = "backtest.day.";
    private static final int FIELDS = 5;

    private final Deque<BacktestDay> days = new ArrayDeque<>();

    private BacktestLog() {}

    /**
     * A log without days.
     *
     * @return the log
     */
    public static BacktestLog empty() {
        return new BacktestLog();
    }

    /**
     * Adds a day; the oldest beyond 250 goes.
     *
     * @param day later than all before
     * @throws IllegalArgumentException if it is not
     */
    public void add(BacktestDay day) {
        BacktestDay last = days.peekLast();
        Require.that(last == null || day.endNs() > last.endNs(), "endNs", "must be after the day before", day.endNs());
        days.addLast(day);
        if (days.size() > Backtest.DAYS) {
            days.removeFirst();
        }
    }

    /**
     * What is kept.
     *
     * @return oldest first
     */
    public List<BacktestDay> days() {
        return List.copyOf(days);
    }

    /**
     * The tests over what is kept.
     *
     * @return the tests, or that there are too few days
     */
    public Backtest.Result result() {
        return Backtest.of(days());
    }

    /**
     * Writes what must survive a restart.
     *
     * @param state receives one text a day, named {@code backtest.day.} and its number, oldest first
     */
    public void save(Map<String, String> state) {
        int number = 0;
        for (BacktestDay day : days) {
            state.put(
                    name(number++),
                    day.endNs() + " " + day.valueAtRisk() + " " + day.expectedShortfall() + " " + day.actualPnl() + " "
                            + day.staticPnl());
        }
    }

    /**
     * Takes back what {@link #save} wrote.
     *
     * @param state as written; no day in it leaves an empty log
     * @throws IllegalArgumentException if a text is unreadable; nothing is taken then
     */
    public void restore(Map<String, String> state) {
        BacktestLog read = new BacktestLog();
        for (int number = 0; number < Backtest.DAYS; number++) {
            String name = name(number);
            String text = state.get(name);
            if (text != null) {
                read.add(parse(name, text));
            }
        }
        days.clear();
        days.addAll(read.days);
    }

    /** The same in every locale: some have other digits. */
    private static String name(int number) {
        return String.format(Locale.ROOT, "%s%03d", PREFIX, number);
    }

    private static BacktestDay parse(String name, String text) {
        String[] parts = text.split(" ", -1);
        Require.that(parts.length == FIELDS, name, "must be five numbers", text);
        try {
            return new BacktestDay(
                    Long.parseLong(parts[0]),
                    Double.parseDouble(parts[1]),
                    Double.parseDouble(parts[2]),
                    Double.parseDouble(parts[3]),
                    Double.parseDouble(parts[4]));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": must be five numbers of a day (" + text + ")", e);
        }
    }
}
