package io.colin.server.run;

import io.colin.api.ColinException;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.MarketEvent;
import io.colin.api.signal.ExecutionCost;
import io.colin.api.signal.ModelDescription;
import io.colin.api.signal.ModelInput;
import io.colin.api.signal.ModelStage;
import io.colin.api.signal.ResolvedSignal;
import io.colin.api.signal.SignalModel;
import io.colin.api.signal.SignalOutcome;
import io.colin.execution.backtest.ModelUse;
import io.colin.execution.engine.ModelChange;
import io.colin.execution.engine.TradingEngine;
import io.colin.ml.lifecycle.Criterion;
import io.colin.ml.lifecycle.Decision;
import io.colin.ml.lifecycle.LiveModel;
import io.colin.ml.lifecycle.ModelLifecycle;
import io.colin.ml.lifecycle.ModelLifecycle.Carrier;
import io.colin.ml.lifecycle.Promotion;
import io.colin.ml.lifecycle.Roles;
import io.colin.ml.lifecycle.StageChange;
import io.colin.ml.lifecycle.Standing;
import io.colin.ml.lifecycle.TrainingResult;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A line of models in a backtest with a steward, who does by event time what people do while a server runs: at the first
 * decision point of every UTC day and after every training it asks for each step that a model may take next, turns down
 * what expired before it could trade, and brings the champion before back where the score says so. There is no way around
 * a gate for it either. What takes effect lies between two events and is recorded in the ledger before the second.
 */
final class StewardedLine implements SignalModel {
    /** Who decides here. */
    static final String STEWARD = "steward";

    private static final long DAY_NS = Duration.ofDays(1).toNanos();

    private final ModelLine line;
    private final Deque<Served> steps;
    private final long tradesFromNs;
    private final SuccessionLog log;
    private Optional<TradingEngine> engine = Optional.empty();
    private long nextLookNs = Long.MIN_VALUE;
    private boolean trained;

    /**
     * A line with its steward.
     *
     * @param line with the first model at work
     * @param steps what else trades while there is no champion, in order of time
     * @param tradesFromNs event time before which the engine does not trade
     * @param log what becomes of the models
     */
    StewardedLine(ModelLine line, List<Served> steps, long tradesFromNs, SuccessionLog log) {
        this.line = line;
        this.steps = new ArrayDeque<>(steps);
        this.tradesFromNs = tradesFromNs;
        this.log = log;
    }

    /** The models at work. */
    ModelLine line() {
        return line;
    }

    /** Who records what changes. */
    void open(TradingEngine made) {
        engine = Optional.of(made);
    }

    /** A training is over. */
    void onResult(TrainingResult result) {
        switch (result) {
            case TrainingResult.Trained done -> {
                log.add(line.recorded(done.candidate().model()), "trained", done.reason());
                trained = true;
            }
            case TrainingResult.Failed failed ->
                log.add(line.name(), "training failed", failed.reason() + ": " + failed.failure());
        }
    }

    @Override
    public ModelDescription description() {
        return line.model().description();
    }

    @Override
    public Optional<? extends ModelInput> observe(MarketEvent event) {
        long now = event.timeNs();
        log.at(now);
        while (!steps.isEmpty() && steps.getFirst().fromNs() <= now) {
            step(steps.removeFirst(), now);
        }
        Optional<? extends ModelInput> input = line.model().observe(event);
        if (input.isPresent() && now > tradesFromNs && (trained || now >= nextLookNs)) {
            trained = false;
            nextLookNs = (Math.floorDiv(now, DAY_NS) + 1) * DAY_NS;
            look(now);
        }
        return input;
    }

    @Override
    public Optional<? extends ModelInput> latest(Symbol symbol) {
        return line.model().latest(symbol);
    }

    @Override
    public Optional<? extends ModelInput> provisional(Symbol symbol) {
        return line.model().provisional(symbol);
    }

    @Override
    public List<SignalOutcome> evaluate(List<? extends ModelInput> inputs) {
        return line.model().evaluate(inputs);
    }

    @Override
    public void onResolved(ResolvedSignal resolved) {
        line.model().onResolved(resolved);
    }

    @Override
    public void onExecution(ExecutionCost cost) {
        line.model().onExecution(cost);
    }

    @Override
    public void close() {
        line.model().close();
        line.close();
    }

    private void step(Served next, long now) {
        String before = line.recorded(line.fallback());
        String id = next.file().id();
        line.registry().register(next.file(), STEWARD, next.file().card().dataToNs(), "a step of the walk forward");
        line.fallBackOn(id);
        String reason =
                "the next step of the walk forward: it trades in place of " + before + " while there is no champion";
        if (now >= tradesFromNs) {
            record(List.of(
                    new ModelChange.Step(line.recorded(id), ModelStage.CANDIDATE, ModelStage.CANDIDATE, reason)));
        } else {
            log.add(line.recorded(id), "stays " + ModelStage.CANDIDATE, reason);
        }
    }

    private void look(long now) {
        String name = line.name();
        line.lifecycle().mustRollBack(name, now).ifPresent(reason -> rollBack(reason, now));
        for (Standing standing : line.registry().standings()) {
            boolean trades = standing.model().equals(line.fallback())
                    && line.live().roles().champion().equals(Optional.of(line.fallback()));
            if (standing.line().equals(name) && isOnItsWay(standing.stage()) && !trades) {
                guarded(standing.model(), () -> ask(standing, now));
            }
        }
    }

    private static boolean isOnItsWay(ModelStage stage) {
        return switch (stage) {
            case CANDIDATE, VALIDATED, SHADOW, CHALLENGER -> true;
            case CHAMPION, RETIRED, REJECTED -> false;
        };
    }

    /** One that cannot be read or put to work stays where it is. */
    private void guarded(String model, Runnable work) {
        try {
            work.run();
        } catch (ColinException e) {
            log.add(model, "left where it is", String.valueOf(e.getMessage()));
        }
    }

    private void ask(Standing standing, long now) {
        String model = standing.model();
        if (line.registry().files().known(model).card().expiresAtNs() <= now) {
            turnDown(model, new Decision(STEWARD, now, "it expired before it could trade"));
            return;
        }
        Standing at = standing;
        while (isOnItsWay(at.stage()) && ModelLifecycle.earliestNs(at) <= now) {
            List<Criterion> failed = line.lifecycle().gate(model, now).stream()
                    .filter(criterion -> !criterion.passed())
                    .toList();
            if (!failed.isEmpty()) {
                log.refused(line.recorded(model), at.stage(), failed);
                return;
            }
            Decision by = new Decision(STEWARD, now, "its gate lets it");
            ModelStage from = at.stage();
            if (!carry(
                    from,
                    model,
                    line.newcomers(model),
                    carrier -> line.lifecycle().promote(model, by, carrier))) {
                return;
            }
            at = line.registry().standing(model);
        }
    }

    private void turnDown(String model, Decision by) {
        if (line.lifecycle().reject(model, by) instanceof Promotion.Done done) {
            Roles left = line.usable(Roles.of(line.registry(), line.name()), List.of());
            line.live().swap(left, List.of());
            record(steps(done.changes()));
        }
    }

    private void rollBack(String reason, long now) {
        String champion = line.registry().champion(line.name()).orElseThrow().model();
        String back =
                line.registry().previousChampion(line.name()).orElseThrow().model();
        Decision by = new Decision(STEWARD, now, reason);
        guarded(
                champion,
                () -> carry(
                        ModelStage.CHAMPION,
                        champion,
                        line.newcomers(back),
                        carrier -> line.lifecycle().rollback(champion, by, carrier)));
    }

    /** What is recorded is at work: on the engine's thread nothing comes in between. */
    private boolean carry(
            ModelStage from, String model, List<LiveModel.Prepared> newcomers, Function<Carrier, Promotion> decision) {
        boolean done = false;
        try {
            Promotion promotion = decision.apply((planned, write) -> {
                Roles roles = line.usable(planned.roles(), newcomers);
                line.live().check(roles, newcomers);
                write.run();
                line.live().swap(roles, newcomers);
                record(steps(planned.changes()));
            });
            switch (promotion) {
                case Promotion.Done carried -> done = true;
                case Promotion.Refused refused -> log.refused(line.recorded(model), from, refused.failed());
            }
            return done;
        } finally {
            if (!done) {
                newcomers.forEach(newcomer -> newcomer.model().close());
            }
        }
    }

    private List<ModelChange.Step> steps(List<StageChange> changes) {
        return changes.stream().map(line::step).toList();
    }

    /** Into the ledger before the next event. An engine that trades takes it, or fails with its ledger. */
    @SuppressWarnings("FutureReturnValueIgnored") // this is the engine's own thread: it cannot wait for itself
    private void record(List<ModelChange.Step> changes) {
        engine.ifPresentOrElse(
                made -> made.changeModel(new ModelChange(changes, () -> {}), STEWARD),
                () -> changes.forEach(step -> log.add(step.model(), text(step), step.reason())));
    }

    private static String text(ModelChange.Step step) {
        return step.before() + " to " + step.after();
    }

    /** What became of its models beside the ledger. */
    List<ModelUse.Note> notes() {
        return log.notes();
    }
}
