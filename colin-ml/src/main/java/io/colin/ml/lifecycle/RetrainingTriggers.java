package io.colin.ml.lifecycle;

import io.colin.api.internal.Require;
import io.colin.ml.drift.DriftReport;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * When a model is to be trained anew, on event time: weekly on Sunday 00:00 UTC, on drift, when its Sharpe of the last 30
 * days is below 1.0 with at least 200 answered signals, or on a break of regime (24-hour volatility outside the training's
 * 1 to 99 % range, or a mean correlation that moved by more than 0.5). One trigger a day: training takes a while, and the
 * cause stands meanwhile. One thread at a time.
 */
public final class RetrainingTriggers {
    private static final long DAY_NS = Duration.ofDays(1).toNanos();
    private static final long WEEK_NS = 7 * DAY_NS;
    /** 1970-01-04, the first Sunday of the epoch. */
    private static final long SUNDAY_NS = 3 * DAY_NS;

    private static final double LEAST_SHARPE = 1.0;
    private static final long LEAST_RESOLVED = 200;
    private static final double CORRELATION_CHANGE = 0.5;

    private long week;
    private long notBeforeNs = Long.MIN_VALUE;

    private RetrainingTriggers(long fromNs) {
        this.week = weekOf(fromNs);
    }

    /**
     * Triggers from a time on; the week that has begun then is not due any more.
     *
     * @param timeNs event time, ns since epoch
     * @return the triggers
     */
    public static RetrainingTriggers from(long timeNs) {
        return new RetrainingTriggers(timeNs);
    }

    /** Why a model is to be trained anew. */
    public enum Cause {
        /** A week has passed. */
        WEEKLY,
        /** Live data or the score moved away from the training's. */
        DRIFT,
        /** It earns too little. */
        SCORE,
        /** The market is another one. */
        REGIME
    }

    /**
     * A reason to train.
     *
     * @param cause of it
     * @param detail for a person, with the numbers
     */
    public record Trigger(Cause cause, String detail) {}

    /**
     * What is known of the market now and in training.
     *
     * @param volatility sample deviation of one-bar log returns over the last 24 hours; NaN when not known
     * @param volatilityRange 1 and 99 % quantile of the same over the training; empty when not known
     * @param correlation mean correlation of the symbols over the last 24 hours; NaN when not known
     * @param trainingCorrelation the same over the training; NaN when not known
     */
    public record Regime(
            double volatility, List<Double> volatilityRange, double correlation, double trainingCorrelation) {
        /** Nothing known. */
        public static final Regime UNKNOWN = new Regime(Double.NaN, List.of(), Double.NaN, Double.NaN);

        /** Checks and copies. */
        public Regime {
            volatilityRange = List.copyOf(volatilityRange);
            Require.that(
                    volatilityRange.isEmpty() || volatilityRange.size() == 2,
                    "volatilityRange",
                    "must be two numbers or none",
                    volatilityRange);
        }
    }

    /**
     * Looks whether a model is to be trained anew.
     *
     * @param timeNs event time, ns since epoch, not before the last call's
     * @param drift the newest report; empty when there is none
     * @param lived what the champion did; empty when it was never asked
     * @param regime of the market
     * @return the first reason that holds; empty for none, and for a day after the last
     */
    public Optional<Trigger> check(
            long timeNs, Optional<DriftReport> drift, Optional<TrackRecord> lived, Regime regime) {
        boolean newWeek = weekOf(timeNs) > week;
        week = Math.max(week, weekOf(timeNs));
        Optional<Trigger> due = newWeek
                ? Optional.of(new Trigger(Cause.WEEKLY, "Sunday 00:00 UTC has passed"))
                : timeNs < notBeforeNs ? Optional.empty() : cause(timeNs, drift, lived, regime);
        if (due.isPresent()) {
            notBeforeNs = timeNs + DAY_NS;
        }
        return due;
    }

    private static Optional<Trigger> cause(
            long timeNs, Optional<DriftReport> drift, Optional<TrackRecord> lived, Regime regime) {
        return drift.filter(report -> report.verdict() == DriftReport.Verdict.RETRAIN)
                .map(report -> new Trigger(
                        Cause.DRIFT,
                        text("%.1f %% of the columns drifted", 100 * report.driftedShare())
                                + report.scoreDrop().stream()
                                        .mapToObj(drop -> text(", the score fell by %.1f %%", 100 * drop))
                                        .findFirst()
                                        .orElse("")))
                .or(() -> score(timeNs, lived))
                .or(() -> regime(regime));
    }

    private static Optional<Trigger> score(long timeNs, Optional<TrackRecord> lived) {
        Optional<TrackRecord> month = lived.map(record -> record.since(timeNs - 30 * DAY_NS));
        if (month.isEmpty() || month.orElseThrow().resolved() < LEAST_RESOLVED) {
            return Optional.empty();
        }
        TrackRecord record = month.orElseThrow();
        ReturnSeries returns = record.returns(record.firstNs(), record.lastNs() + 1, DAY_NS / 24);
        double sharpe = returns.sharpe();
        // A single day has no deviation, so no ratio to fall short of.
        return returns.daily().length > 1 && sharpe < LEAST_SHARPE
                ? Optional.of(new Trigger(
                        Cause.SCORE,
                        text("Sharpe %.2f over 30 days, ", sharpe) + record.resolved() + " answered signals"))
                : Optional.empty();
    }

    private static Optional<Trigger> regime(Regime regime) {
        List<Double> range = regime.volatilityRange();
        if (!range.isEmpty() && (regime.volatility() < range.get(0) || regime.volatility() > range.get(1))) {
            return Optional.of(new Trigger(
                    Cause.REGIME,
                    "24-hour volatility " + regime.volatility() + " outside " + range.get(0) + " to " + range.get(1)));
        }
        return Math.abs(regime.correlation() - regime.trainingCorrelation()) > CORRELATION_CHANGE
                ? Optional.of(new Trigger(
                        Cause.REGIME,
                        "mean correlation " + regime.correlation() + " after " + regime.trainingCorrelation()))
                : Optional.empty();
    }

    private static long weekOf(long timeNs) {
        return Math.floorDiv(timeNs - SUNDAY_NS, WEEK_NS);
    }

    private static String text(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
