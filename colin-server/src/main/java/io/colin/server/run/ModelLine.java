package io.colin.server.run;

import io.colin.api.ColinException;
import io.colin.api.instrument.Instrument;
import io.colin.api.market.MarketDataSource;
import io.colin.api.metrics.MetricsSink;
import io.colin.api.signal.ModelStage;
import io.colin.api.signal.Profile;
import io.colin.api.signal.Signal;
import io.colin.execution.engine.ModelChange;
import io.colin.ml.lifecycle.Backtests;
import io.colin.ml.lifecycle.DriftWatch;
import io.colin.ml.lifecycle.Evidence;
import io.colin.ml.lifecycle.LiveModel;
import io.colin.ml.lifecycle.ModelLifecycle;
import io.colin.ml.lifecycle.ModelRegistry;
import io.colin.ml.lifecycle.RetrainingModel;
import io.colin.ml.lifecycle.Roles;
import io.colin.ml.lifecycle.ScoreStore;
import io.colin.ml.lifecycle.StageChange;
import io.colin.ml.lifecycle.Standing;
import io.colin.ml.preset.TrainingSettings;
import io.colin.ml.registry.ModelFile;
import io.colin.ml.serving.BarSignalModel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * The models of one line at work, in a run of the server or in a backtest: loaded from their registry, warm, each with the
 * role that the registry gives it. Who changes what is somebody else's.
 */
final class ModelLine implements AutoCloseable {
    private final ModelRegistry registry;
    private final ModelRegistry.Claim claim;
    private final ScoreStore scores;
    private final String name;
    private final Map<String, Long> cutOffs = new ConcurrentHashMap<>();
    private final LiveModel live;
    private final RetrainingModel model;
    private final DriftWatch drift;
    private final ModelLifecycle lifecycle;
    private String fallback;

    private ModelLine(ModelRegistry registry, ScoreStore scores, ModelFile prepared, Surroundings around) {
        this.registry = registry;
        this.claim = registry.claim();
        this.scores = scores;
        this.name = ModelRegistry.lineOf(prepared.card());
        this.fallback = prepared.id();
        this.live = LiveModel.of(
                name, Profile.BAR, prepared.card().settings().preset().horizonNs(), scores::add);
        this.drift = DriftWatch.over(live, around.sink());
        this.model = around.succession(live, registry);
        this.lifecycle = ModelLifecycle.of(
                registry, around.evidence(live, registry), around.training().seed());
    }

    /**
     * What the models of a run live in.
     *
     * @param console hears of models that are left out
     * @param sink takes the drift gauges
     * @param source the market
     * @param instrument what they are of
     * @param training how a successor is made
     * @param succession sees to whether successors are trained, how, and who hears of it
     */
    record Surroundings(
            Console console,
            MetricsSink sink,
            MarketDataSource source,
            Instrument instrument,
            TrainingSettings training,
            UnaryOperator<RetrainingModel.Builder> succession) {
        /** Back-tests of a time need its recording. */
        private Evidence evidence(LiveModel live, ModelRegistry registry) {
            return source.isLive() ? live.evidence() : Backtests.over(live.evidence(), registry.files(), source);
        }

        private RetrainingModel succession(LiveModel live, ModelRegistry registry) {
            RetrainingModel.Builder builder = RetrainingModel.builder(live, registry, source)
                    .instrument(instrument)
                    .preset(training.preset(), training.seed())
                    .costs(training.costs())
                    .sink(sink);
            return succession.apply(builder).build();
        }
    }

    /**
     * Puts the models of a registry to work as they stand; where there is no champion, the prepared model trades as a
     * candidate. A model that cannot be loaded is left out and named; a champion's place is then taken by the one before.
     */
    static ModelLine start(ModelRegistry registry, ScoreStore scores, ModelFile prepared, Surroundings around) {
        ModelLine line = new ModelLine(registry, scores, prepared, around);
        Roles wanted = line.roles();
        List<LiveModel.Prepared> loaded = new ArrayList<>();
        Set<String> usable = new HashSet<>();
        for (String id : wanted.models()) {
            try {
                loaded.add(line.load(id));
                usable.add(id);
            } catch (ColinException e) {
                around.console().line("model " + id + " is left out: " + e.getMessage());
            }
        }
        line.live.swap(line.among(wanted, usable), loaded);
        return line;
    }

    /** As the registry gives it. */
    String name() {
        return name;
    }

    ModelRegistry registry() {
        return registry;
    }

    /** What the engine asks; the engine closes it. */
    RetrainingModel model() {
        return model;
    }

    /** Who does what in it. */
    LiveModel live() {
        return live;
    }

    DriftWatch drift() {
        return drift;
    }

    /** Decides the stages of its models. */
    ModelLifecycle lifecycle() {
        return lifecycle;
    }

    /** When the data end that the model behind a signal was trained on; empty for one that was never loaded here. */
    OptionalLong cutOffNs(Signal signal) {
        return Optional.ofNullable(cutOffs.get(signal.sourceModel() + "-" + signal.modelVersion()))
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    /** A model as engines record it. */
    String recorded(String id) {
        ModelFile file = registry.files().known(id);
        return file.card().settings().preset().name() + "@" + file.version();
    }

    ModelChange.Step step(StageChange change) {
        return new ModelChange.Step(recorded(change.model()), change.before(), change.after(), change.reason());
    }

    /** The one that trades as a candidate while there is no champion. */
    String fallback() {
        return fallback;
    }

    /** Another one from the next decision point on; it must be in the registry. Engine's thread. */
    void fallBackOn(String id) {
        List<LiveModel.Prepared> newcomers = live.roles().models().contains(id) ? List.of() : List.of(load(id));
        fallback = id;
        live.swap(usable(Roles.of(registry, name), newcomers), newcomers);
    }

    /** The model loaded and warm, unless it has a role already or will have none. */
    List<LiveModel.Prepared> newcomers(String id) {
        boolean works = live.roles().models().contains(id);
        boolean stays = registry.standing(id).stage() == ModelStage.CANDIDATE;
        return works || stays ? List.of() : List.of(load(id));
    }

    /** Roles of the registry as far as they can be filled: those left out at the start have one there and none here. */
    Roles usable(Roles ofRegistry, List<LiveModel.Prepared> newcomers) {
        Set<String> usable = new HashSet<>(live.roles().models());
        newcomers.forEach(newcomer -> usable.add(newcomer.id()));
        return among(withFallback(ofRegistry), usable);
    }

    private LiveModel.Prepared load(String id) {
        ModelFile file = registry.files().load(id);
        scores.record(id).ifPresent(before -> live.restore(id, before));
        live.watch(id, file.card().settings().preset().barNs());
        cutOffs.put(id, file.card().dataToNs());
        BarSignalModel loaded = BarSignalModel.of(file);
        try {
            return live.prepare(id, loaded);
        } catch (RuntimeException e) {
            loaded.close();
            throw e;
        }
    }

    private Roles roles() {
        return withFallback(Roles.of(registry, name));
    }

    private Roles withFallback(Roles roles) {
        boolean free = !roles.models().contains(fallback);
        return roles.champion().isEmpty() && free
                ? new Roles(
                        Optional.of(fallback), ModelStage.CANDIDATE, roles.challenger(), roles.share(), roles.shadows())
                : roles;
    }

    /** The roles without those that cannot be used. */
    private Roles among(Roles wanted, Set<String> usable) {
        List<String> shadows = new ArrayList<>(
                wanted.shadows().stream().filter(usable::contains).toList());
        Optional<String> champion = wanted.champion().filter(usable::contains);
        if (champion.isEmpty() && wanted.champion().isPresent()) {
            champion = registry.previousChampion(name).map(Standing::model).filter(shadows::remove);
        }
        Optional<String> challenger = wanted.challenger().filter(usable::contains);
        double share = challenger.isPresent() ? wanted.share() : 0;
        return new Roles(champion, wanted.stage(), challenger, share, shadows);
    }

    @Override
    public void close() {
        scores.close();
        claim.close();
    }
}
