package io.colin.server.run;

import io.colin.api.ColinException;
import io.colin.api.instrument.Instrument;
import io.colin.api.market.MarketDataSource;
import io.colin.api.metrics.MetricsSink;
import io.colin.api.signal.ModelStage;
import io.colin.api.signal.Profile;
import io.colin.api.signal.Signal;
import io.colin.execution.engine.ModelChange;
import io.colin.execution.engine.TradingEngine;
import io.colin.ml.book.BookModelFile;
import io.colin.ml.drift.DriftReport;
import io.colin.ml.lifecycle.Backtests;
import io.colin.ml.lifecycle.Decision;
import io.colin.ml.lifecycle.DriftWatch;
import io.colin.ml.lifecycle.Evidence;
import io.colin.ml.lifecycle.LiveModel;
import io.colin.ml.lifecycle.ModelLifecycle;
import io.colin.ml.lifecycle.ModelLifecycle.Carrier;
import io.colin.ml.lifecycle.ModelRegistry;
import io.colin.ml.lifecycle.Promotion;
import io.colin.ml.lifecycle.RetrainingModel;
import io.colin.ml.lifecycle.Roles;
import io.colin.ml.lifecycle.ScoreStore;
import io.colin.ml.lifecycle.StageChange;
import io.colin.ml.lifecycle.Standing;
import io.colin.ml.lifecycle.TrainingResult;
import io.colin.ml.preset.TrainingSettings;
import io.colin.ml.registry.ModelFile;
import io.colin.ml.serving.BarSignalModel;
import io.colin.server.api.ModelDesk;
import io.colin.server.api.TradingDesk;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** The models of a run at work: the line the engine asks, and what people may change about it while it runs. */
final class ModelOperations implements ModelDesk, AutoCloseable {
    private final ModelRegistry registry;
    private final ModelRegistry.Claim claim;
    private final ScoreStore scores;
    private final String line;
    private final Map<String, Long> cutOffs = new ConcurrentHashMap<>();
    private final LiveModel live;
    private final RetrainingModel model;
    private final DriftWatch drift;
    private final ModelLifecycle lifecycle;
    private final Optional<String> fallback;
    private Optional<TradingEngine> engine = Optional.empty();

    private ModelOperations(ModelRegistry registry, ScoreStore scores, ModelFile prepared, Surroundings around) {
        this.registry = registry;
        this.claim = registry.claim();
        this.scores = scores;
        this.line = ModelRegistry.lineOf(prepared.card());
        this.fallback = Optional.of(prepared.id());
        this.live = LiveModel.of(
                line, Profile.BAR, prepared.card().settings().preset().horizonNs(), scores::add);
        this.drift = DriftWatch.over(live, around.sink());
        this.model = around.succession(live, registry);
        this.lifecycle = ModelLifecycle.of(registry, around.evidence(live, registry), around.seed());
    }

    /**
     * What the models of a run live in.
     *
     * @param console hears what is trained and left out
     * @param sink takes the drift gauges
     * @param source the market
     * @param training how a successor is made
     * @param retrains whether successors are trained while the run goes on
     */
    record Surroundings(
            Console console,
            MetricsSink sink,
            MarketDataSource source,
            Instrument instrument,
            TrainingSettings training,
            boolean retrains) {
        private long seed() {
            return training.seed();
        }

        /** Back-tests of a time need its recording. */
        private Evidence evidence(LiveModel live, ModelRegistry registry) {
            return source.fingerprint().startsWith("live:")
                    ? live.evidence()
                    : Backtests.over(live.evidence(), registry.files(), source);
        }

        private RetrainingModel succession(LiveModel live, ModelRegistry registry) {
            RetrainingModel.Builder builder = RetrainingModel.builder(live, registry, source)
                    .instrument(instrument)
                    .preset(training.preset(), training.seed())
                    .costs(training.costs())
                    .sink(sink)
                    .onResult(result -> console.line(line(result)));
            return (retrains ? builder : builder.watchOnly()).build();
        }

        private static String line(TrainingResult result) {
            return switch (result) {
                case TrainingResult.Trained trained ->
                    "candidate " + trained.candidate().model() + " trained: " + trained.reason();
                case TrainingResult.Failed failed -> "a training failed (" + failed.reason() + "): " + failed.failure();
            };
        }
    }

    /**
     * Puts the models of a registry to work as they stand; where there is no champion, the prepared model trades as a
     * candidate. A model that cannot be loaded is left out and named; a champion's place is then taken by the one before.
     */
    static ModelOperations start(ModelRegistry registry, ScoreStore scores, ModelFile prepared, Surroundings around) {
        ModelOperations operations = new ModelOperations(registry, scores, prepared, around);
        Roles wanted = operations.roles();
        List<LiveModel.Prepared> loaded = new ArrayList<>();
        Set<String> usable = new HashSet<>();
        for (String id : wanted.models()) {
            try {
                loaded.add(operations.load(id));
                usable.add(id);
            } catch (ColinException e) {
                around.console().line("model " + id + " is left out: " + e.getMessage());
            }
        }
        operations.live.swap(operations.among(wanted, usable), loaded);
        return operations;
    }

    /** When the data end that the model behind a signal was trained on; empty for one that was never loaded here. */
    OptionalLong cutOffNs(Signal signal) {
        return Optional.ofNullable(cutOffs.get(signal.sourceModel() + "-" + signal.modelVersion()))
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    /** What the engine asks; the engine closes it. */
    RetrainingModel model() {
        return model;
    }

    /** Who does what in it. */
    LiveModel live() {
        return live;
    }

    /** Who is told of changes. */
    void open(TradingEngine started) {
        engine = Optional.of(started);
    }

    @Override
    public List<Standing> standings() {
        return registry.standings();
    }

    @Override
    public ModelFile file(String model) {
        return registry.files().known(model);
    }

    @Override
    public Optional<BookModelFile> book(String model) {
        return registry.book(model);
    }

    @Override
    public Optional<DriftReport> drift(String model) {
        ModelFile file = file(model);
        return drift.report(file);
    }

    @Override
    public synchronized Promotion promote(String model, String principal, String reason) {
        Decision by = new Decision(principal, nowNs(), reason);
        boolean ready = lifecycle.gate(model, by.timeNs()).stream().allMatch(c -> c.passed());
        List<LiveModel.Prepared> newcomers = ready ? newcomers(model) : List.of();
        return put(newcomers, principal, carrier -> lifecycle.promote(model, by, carrier));
    }

    @Override
    public synchronized Promotion rollback(String model, String principal, String reason) {
        Decision by = new Decision(principal, nowNs(), reason);
        Optional<Standing> back = registry.previousChampion(line);
        List<LiveModel.Prepared> newcomers =
                back.isPresent() ? newcomers(back.orElseThrow().model()) : List.of();
        return put(newcomers, principal, carrier -> lifecycle.rollback(model, by, carrier));
    }

    @Override
    public void close() {
        scores.close();
        claim.close();
    }

    /** Newcomers that come to no work are closed: after a refusal, a failure, or where no engine runs. */
    private Promotion put(List<LiveModel.Prepared> newcomers, String principal, Function<Carrier, Promotion> decision) {
        AtomicBoolean settled = new AtomicBoolean();
        try {
            return decision.apply((planned, write) -> {
                if (engine.isEmpty()) {
                    write.run();
                } else {
                    TradingDesk.await(
                            engine.orElseThrow().changeModel(change(planned, newcomers, write, settled), principal));
                }
            });
        } finally {
            // Whoever comes first: an engine that was too late finds it settled and changes nothing.
            if (settled.compareAndSet(false, true)) {
                newcomers.forEach(newcomer -> newcomer.model().close());
            }
        }
    }

    /** Between two events of the engine: what cannot be written is not put to work, and what is written is at work. */
    private ModelChange change(
            ModelLifecycle.Planned planned, List<LiveModel.Prepared> newcomers, Runnable write, AtomicBoolean settled) {
        // Those left out at the start have a role in the registry and none here.
        Set<String> usable = new HashSet<>(live.roles().models());
        newcomers.forEach(newcomer -> usable.add(newcomer.id()));
        Roles roles = among(withFallback(planned.roles()), usable);
        List<ModelChange.Step> steps =
                planned.changes().stream().map(this::step).toList();
        return new ModelChange(steps, () -> {
            live.check(roles, newcomers);
            if (!settled.compareAndSet(false, true)) {
                throw new ColinException(ColinException.Reason.MODEL_FAILED, "the change came too late");
            }
            try {
                write.run();
            } catch (RuntimeException e) {
                newcomers.forEach(newcomer -> newcomer.model().close());
                throw e;
            }
            live.swap(roles, newcomers);
        });
    }

    private ModelChange.Step step(StageChange change) {
        ModelFile file = file(change.model());
        String name = file.card().settings().preset().name() + "@" + file.version();
        return new ModelChange.Step(name, change.before(), change.after(), change.reason());
    }

    /** The model loaded and warm, unless it has a role already or will have none. */
    private List<LiveModel.Prepared> newcomers(String model) {
        boolean works = live.roles().models().contains(model);
        boolean stays = registry.standing(model).stage() == ModelStage.CANDIDATE;
        return works || stays ? List.of() : List.of(load(model));
    }

    private LiveModel.Prepared load(String id) {
        ModelFile file = registry.files().load(id);
        scores.record(id).ifPresent(before -> live.restore(id, before));
        live.watch(id, file.card().settings().preset().barNs());
        cutOffs.put(id, file.card().dataToNs());
        BarSignalModel model = BarSignalModel.of(file);
        try {
            return live.prepare(id, model);
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
    }

    private Roles roles() {
        return withFallback(Roles.of(registry, line));
    }

    private Roles withFallback(Roles roles) {
        boolean free = fallback.isPresent() && !roles.models().contains(fallback.orElseThrow());
        return roles.champion().isEmpty() && free
                ? new Roles(fallback, ModelStage.CANDIDATE, roles.challenger(), roles.share(), roles.shadows())
                : roles;
    }

    /** The roles without those that cannot be used. */
    private Roles among(Roles wanted, Set<String> usable) {
        List<String> shadows = new ArrayList<>(
                wanted.shadows().stream().filter(usable::contains).toList());
        Optional<String> champion = wanted.champion().filter(usable::contains);
        if (champion.isEmpty() && wanted.champion().isPresent()) {
            champion = registry.previousChampion(line).map(Standing::model).filter(shadows::remove);
        }
        Optional<String> challenger = wanted.challenger().filter(usable::contains);
        double share = challenger.isPresent() ? wanted.share() : 0;
        return new Roles(champion, wanted.stage(), challenger, share, shadows);
    }

    private long nowNs() {
        return engine.map(e -> e.view().status().timeNs()).orElse(Long.MIN_VALUE);
    }
}
