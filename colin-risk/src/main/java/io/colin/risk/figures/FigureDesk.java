package io.colin.risk.figures;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.Bar;
import io.colin.api.portfolio.Portfolio;
import io.colin.api.risk.RiskContext;
import io.colin.api.risk.RiskFigures;
import io.colin.api.risk.RiskTask;
import io.colin.risk.returns.ReturnHistory;
import io.colin.risk.returns.ReturnPeriod;
import io.colin.risk.sizing.JointRisk;
import io.colin.risk.var.Backtest;
import io.colin.risk.var.BacktestLog;
import io.colin.risk.var.Decomposition;
import io.colin.risk.var.GateFigures;
import io.colin.risk.var.IncrementalVar;
import io.colin.risk.var.VarModel;
import io.colin.risk.var.VarSettings;
import io.colin.risk.var.WorkingVar;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What a gate holds of risk figures. It gathers returns from bars; every minute of event time, and after fills, it gives
 * out a task that measures the portfolio in full on another thread; what the task found takes effect at a stated event
 * time. Between tasks the gate tells it exposures as they change and asks what one more order would do, which takes
 * microseconds and no allocation. Balances in other currencies than the account's count as exposure to the symbols that
 * price them: see {@link FigureInputs#carried}. They are taken from the account whenever a task may be due.
 *
 * <p>A task that fails changes nothing: the last figures stay, their age goes on growing until the gate refuses them as
 * stale, and what is published names the problem. Before the first figures every question answers with a problem.
 *
 * <p>Forecasts are held against each day's outcome; while that back-test fails, every figure is multiplied by 1.2.
 *
 * <p>One thread, the gate's; tasks run on any.
 */
public final class FigureDesk {
    /** The age of figures that never were. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final long YEAR_NS = 365 * ReturnPeriod.DAY.ns();

    private final VarSettings settings;
    private final long everyNs;
    private final long delayNs;
    private final List<FigurePart> parts;
    private final ReturnSources returns;
    private final DayWatch days = new DayWatch();
    private final HeldExposures exposures = new HeldExposures();
    private @Nullable ReturnHistory modelled;
    private Optional<Decomposition.Parts> decomposition = Optional.empty();
    private Optional<JointRisk.Estimate> joint = Optional.empty();
    private Optional<JudgedTail> judged = Optional.empty();
    private long asOfNs = Long.MIN_VALUE;
    private long askedNs = Long.MIN_VALUE;
    private boolean out;
    private boolean filled;

    FigureDesk(FigureDeskBuilder builder) {
        settings = builder.settings;
        everyNs = builder.every.toNanos();
        delayNs = builder.delay.toNanos();
        parts = List.copyOf(builder.parts);
        returns = new ReturnSources(settings);
    }

    /**
     * Starts a desk.
     *
     * @return a builder with default settings, a task a minute, results a second later, no further parts
     */
    public static FigureDeskBuilder builder() {
        return new FigureDeskBuilder();
    }

    /**
     * Takes daily returns known from before.
     *
     * @param history of UTC days
     * @throws IllegalArgumentException if it is not of UTC days
     */
    public void seed(ReturnHistory history) {
        returns.seed(history);
    }

    /**
     * Learns of a closed bar.
     *
     * @param bar of any length; one whose close is no price leaves its period's return absent and is logged
     */
    public void onBar(Bar bar) {
        returns.onBar(bar);
    }

    /** Learns of an execution: the next task is due at once. */
    public void onFill() {
        filled = true;
    }

    /**
     * Learns what is held of a symbol, on which no order works.
     *
     * @param symbol any symbol
     * @param value signed value in the account currency; while it is not finite every question answers with a problem
     */
    public void setExposure(Symbol symbol, double value) {
        exposures.set(symbol, value, value, value);
    }

    /**
     * Learns what is held of a symbol and between which values the orders that work on it may leave it. While one is not
     * finite every question answers with a problem.
     *
     * @param symbol any symbol
     * @param value signed value in the account currency
     * @param low its value if every sale fills and no buy does
     * @param high its value if every buy fills and no sale does
     */
    public void setExposure(Symbol symbol, double value, double low, double high) {
        exposures.set(symbol, value, low, high);
    }

    /**
     * The figures of what is held together with one more exposure, whatever else works. Not known before the first
     * figures, of an order that would close the one symbol that cannot be measured neither.
     *
     * @param symbol of the order
     * @param delta signed value in the account currency that it adds; 0 for what is held as it is
     * @return valid until the next question; not known when there are no figures yet or a symbol cannot be measured
     */
    public GateFigures withOrder(Symbol symbol, double delta) {
        return exposures.withOrder(symbol, delta);
    }

    /**
     * The figures of what is held and works, at the fills that lose most, if orders may leave one symbol between two other
     * values: see {@link WorkingVar} for the fills that are looked at.
     *
     * @param symbol of the order
     * @param low its signed value in the account currency if every sale fills, the order among them
     * @param high its value if every buy fills, the order among them
     * @return valid until the next question; not known when there are no figures yet or a symbol cannot be measured
     */
    public GateFigures withFills(Symbol symbol, double low, double high) {
        return exposures.withFills(symbol, low, high);
    }

    /**
     * Slow work that is due: when a minute of event time has passed since the last was asked for, or after a fill, and
     * none is out.
     *
     * @param context market and account at the event time
     * @return empty when none is due
     */
    public Optional<RiskTask> dueTask(RiskContext context) {
        long nowNs = context.market().timeNs();
        days.observe(nowNs, context.portfolio(), () -> returns.daily(nowNs));
        if (context.portfolio().isPriced()) {
            exposures.setBalances(context.portfolio());
        }
        // A difference from the first askedNs would overflow.
        boolean due = filled || askedNs == Long.MIN_VALUE || nowNs - askedNs >= everyNs;
        if (out || !due) {
            return Optional.empty();
        }
        out = true;
        filled = false;
        askedNs = nowNs;
        context.portfolio()
                .positions()
                .forEach((symbol, view) ->
                        exposures.setIfUntold(symbol, view.value().doubleValue()));
        return Optional.of(new Task(nowNs, context));
    }

    /**
     * How old the figures are.
     *
     * @param nowNs event time, ns since epoch
     * @return ns since the event time of the positions they judged, {@link #NEVER} before the first
     */
    public long ageNs(long nowNs) {
        return asOfNs == Long.MIN_VALUE ? NEVER : nowNs - asOfNs;
    }

    /**
     * What answers for one more order beside what is held, working orders left out.
     *
     * @return empty before the first figures
     */
    public Optional<IncrementalVar> incremental() {
        return exposures.book();
    }

    /**
     * Who carries the risk: parametric value at risk at 99 % over 1 day.
     *
     * @return of the last figures; empty when nothing was held
     */
    public Optional<Decomposition.Parts> decomposition() {
        return decomposition;
    }

    /**
     * What the gate judged by when it was last measured: what was held then, whatever worked.
     *
     * @return empty before the first figures, and when the last task could not measure
     */
    public Optional<JudgedTail> judged() {
        return judged;
    }

    /**
     * How symbols move together, for sizing.
     *
     * @return covariance of the last figures, the same object until others take effect; empty before the first
     */
    public Optional<JointRisk.Estimate> jointRisk() {
        return joint;
    }

    /**
     * How much a symbol moves, for sizing.
     *
     * @param symbol any symbol
     * @return standard deviation of a year's return of 365 days, a fraction; empty when it was not measured
     */
    public OptionalDouble annualisedVolatility(Symbol symbol) {
        Optional<VarModel> model = exposures.book().map(IncrementalVar::model);
        int row = model.map(known -> known.indexOf(symbol)).orElse(-1);
        if (model.isEmpty() || row < 0 || model.get().covariance().isEmpty()) {
            return OptionalDouble.empty();
        }
        double periods = (double) YEAR_NS / model.get().history().periodNs();
        return OptionalDouble.of(model.get().covariance().get().volatility(row) * Math.sqrt(periods));
    }

    /**
     * The back-test as it stands.
     *
     * @return the tests, or that there are too few days
     */
    public Backtest.Result backtest() {
        return days.log().result();
    }

    /**
     * The days the back-test is made of.
     *
     * @return the log; not to be changed
     */
    public BacktestLog backtestLog() {
        return days.log();
    }

    /**
     * Writes what must survive a restart: the days of the back-test. Returns are not in it, feed their bars again.
     *
     * @param state receives texts whose names start with {@code backtest.}
     */
    public void save(Map<String, String> state) {
        days.save(state);
    }

    /**
     * Takes back what {@link #save} wrote.
     *
     * @param state as written
     * @throws IllegalArgumentException if a text is unreadable
     */
    public void restore(Map<String, String> state) {
        days.restore(state);
    }

    /** What is held now, or why it cannot be measured. */
    private FigureWork prepare(long nowNs, RiskContext context) {
        Portfolio portfolio = context.portfolio();
        if (!portfolio.isPriced()) {
            return FigureWork.impossible("no price of " + portfolio.unpriced());
        }
        if (portfolio.equity().signum() <= 0) {
            return FigureWork.impossible("equity must be above 0 (" + portfolio.equity() + ")");
        }
        ReturnHistory history = returns.best(nowNs);
        Optional<VarModel> earlier = exposures.book().map(IncrementalVar::model).filter(m -> history == modelled);
        FigureInputs inputs = new FigureInputs(
                nowNs, history, portfolio, () -> earlier.orElseGet(() -> VarModel.of(history, settings, nowNs)));
        return FigureWork.prepare(inputs, parts, context);
    }

    /** The work of one refresh. */
    private final class Task implements RiskTask {
        private final long startedNs;
        private final double net;
        private final FigureWork work;

        private Task(long nowNs, RiskContext context) {
            startedNs = nowNs;
            net = DayWatch.net(context.portfolio());
            work = prepare(nowNs, context);
        }

        @Override
        public long appliesAtNs() {
            return startedNs + delayNs;
        }

        @Override
        public void run() {
            work.parts().forEach(part -> part.work().run());
        }

        @Override
        public List<Part> parts() {
            return work.parts();
        }

        @Override
        public RiskFigures apply() {
            out = false;
            judged = Optional.empty();
            if (work.inputs().isEmpty()) {
                exposures.lack(work.problem());
                return RiskFigures.failed(startedNs, work.problem());
            }
            Published published = new Published(days.figure());
            work.publish(published);
            Optional<TailWork> tail = work.tail();
            if (tail.isEmpty() || !work.problem().isEmpty()) {
                published.problems.add(work.problem().isEmpty() ? "value at risk was not computed" : work.problem());
                exposures.lack(published.problems.getLast());
                return published.figures(startedNs, List.of());
            }
            return take(tail.get(), work.inputs().get(), published);
        }

        private RiskFigures take(TailWork tail, FigureInputs from, Published published) {
            double multiplier = days.log().result().multiplier();
            if (joint.isEmpty() || modelled != from.history()) {
                joint = tail.model()
                        .covariance()
                        .map(covariance -> new JointRisk.Estimate(tail.model().symbols(), covariance));
            }
            exposures.swap(tail.model(), multiplier);
            modelled = from.history();
            asOfNs = startedNs;
            decomposition = tail.parts();
            double equity = from.equity().doubleValue();
            judged = Optional.of(new JudgedTail(tail.judged(multiplier), equity));
            tail.forecast()
                    .ifPresent(f ->
                            days.forecast(startedNs, f.valueAtRisk(), f.expectedShortfall(), net, from.statistics()));
            published.flags.addAll(tail.flags());
            if (multiplier > 1) {
                published.flags.add("backtest_multiplier:" + multiplier);
            }
            return published.figures(startedNs, tail.figures(equity, multiplier));
        }
    }
}
