package io.colin.ml.lifecycle;

import io.colin.api.ColinException;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.api.market.Bar;
import io.colin.api.market.MarketDataSource;
import io.colin.api.market.MarketEvent;
import io.colin.api.metrics.MetricsSink;
import io.colin.api.signal.ExecutionCost;
import io.colin.api.signal.ModelDescription;
import io.colin.api.signal.ModelInput;
import io.colin.api.signal.ResolvedSignal;
import io.colin.api.signal.Signal;
import io.colin.api.signal.SignalModel;
import io.colin.api.signal.SignalOutcome;
import io.colin.ml.BarTraining;
import io.colin.ml.cost.TradingCosts;
import io.colin.ml.drift.DriftReport;
import io.colin.ml.lifecycle.RetrainingTriggers.Regime;
import io.colin.ml.lifecycle.RetrainingTriggers.Trigger;
import io.colin.ml.lifecycle.SuccessorTraining.Before;
import io.colin.ml.preset.Preset;
import io.colin.ml.registry.ModelFile;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A line of models at work that also sees to its succession: at the first decision point of every hour of event time it
 * asks the {@link RetrainingTriggers}, and where one holds it trains in the background on what was known up to that
 * decision point, never on what came after, and registers a candidate. A candidate changes nothing by itself: what this
 * model says is what its line says, event by event. Executions and answers it is told of flow into {@link RealisedCosts},
 * which label the next model and by which the champion's month is judged.
 *
 * <p>The triggers are asked on the line's shadow thread, after every decision up to then is scored: the same events give
 * the same reasons to train. How long a training takes is not up to events, but in a replay ({@link Builder#replayed}); a
 * reason that comes while another one runs waits for its end. Threads as for {@link LiveModel}.
 */
public final class RetrainingModel implements SignalModel {
    private static final System.Logger LOG = System.getLogger(RetrainingModel.class.getName());
    private static final long HOUR_NS = Duration.ofHours(1).toNanos();
    private static final int FILES = 4;

    private final LiveModel live;
    private final ModelRegistry registry;
    private final Instrument instrument;
    private final long barNs;
    private final TradingCosts firstCosts;
    private final SuccessorTraining successor;
    private final Optional<SeenMarket> seen;
    private final boolean trains;
    private final boolean replayed;
    private final BackgroundTrainer trainer;
    private final DriftWatch drift;
    private final RealisedCosts costs = RealisedCosts.of(this::assumed);
    private final Map<String, Optional<ModelFile>> files = new LinkedHashMap<>();
    private final MarketReadings market;
    private long nextCheckNs = Long.MIN_VALUE;
    private volatile boolean decides;
    private final AtomicBoolean flushAsked = new AtomicBoolean();
    private @Nullable RetrainingTriggers triggers;
    private Optional<Trigger> waiting = Optional.empty();

    private RetrainingModel(Builder builder, SuccessorTraining successor) {
        this.live = builder.live;
        this.registry = builder.registry;
        this.instrument = successor.instrument();
        this.barNs = successor.preset().barNs();
        this.firstCosts = builder.costs;
        this.successor = successor;
        this.seen = successor.seen();
        this.trains = builder.trains;
        this.replayed = builder.takes.isPresent();
        this.trainer = builder.takes
                .map(takes -> BackgroundTrainer.replayed(registry, takes, builder.listener))
                .orElseGet(() -> BackgroundTrainer.into(registry, builder.listener));
        this.drift = DriftWatch.over(live, builder.sink);
        this.market = new MarketReadings(instrument.symbol(), barNs);
    }

    /**
     * Starts a line that sees to its succession.
     *
     * @param live the line, owned by the result
     * @param registry takes the candidates
     * @param source the recording the line lives through, or one that holds the time before as well; or the live source,
     *     with {@link Builder#seen}. Nothing that is later than a trigger is ever read for it
     * @return a builder; the instrument must be set
     */
    public static Builder builder(LiveModel live, ModelRegistry registry, MarketDataSource source) {
        return new Builder(live, registry, source);
    }

    /**
     * What executions really cost.
     *
     * @return grows while the line is at work; safe for any thread
     */
    public RealisedCosts costs() {
        return costs;
    }

    /**
     * The trainer behind it.
     *
     * @return to look at its results or to cancel what runs
     */
    public BackgroundTrainer trainer() {
        return trainer;
    }

    @Override
    public ModelDescription description() {
        return live.description();
    }

    @Override
    public Optional<? extends ModelInput> observe(MarketEvent event) {
        if (event instanceof Bar bar && bar.timeNs() - bar.openTimeNs() == barNs) {
            market.on(bar);
        }
        seen.ifPresent(known -> keep(known, event));
        Optional<? extends ModelInput> input = live.observe(event);
        if (replayed && decides && input.isPresent() && event.timeNs() >= nextCheckNs) {
            nextCheckNs = nextHour(event.timeNs());
            settle();
            trainer.advance(event.timeNs());
            // On this thread, after what was decided before: executions of this very moment may not come in between.
            guarded(() -> check(event.timeNs(), live.roles().champion()));
        }
        return input;
    }

    @Override
    public Optional<? extends ModelInput> latest(Symbol symbol) {
        return live.latest(symbol);
    }

    @Override
    public Optional<? extends ModelInput> provisional(Symbol symbol) {
        return live.provisional(symbol);
    }

    @Override
    public List<SignalOutcome> evaluate(List<? extends ModelInput> inputs) {
        List<SignalOutcome> outcomes = live.evaluate(inputs);
        if (inputs.stream().allMatch(ModelInput::provisional)) {
            return outcomes;
        }
        if (replayed) {
            decides = true;
            return outcomes;
        }
        long now = inputs.stream().mapToLong(ModelInput::dataAsOfNs).max().orElse(Long.MIN_VALUE);
        if (now >= nextCheckNs) {
            nextCheckNs = nextHour(now);
            Optional<String> champion = inputs.getLast() instanceof LiveInput input
                    ? input.lineup().roles().champion()
                    : Optional.empty();
            live.afterwards(() -> {
                // What a training learns from is written first.
                seen.ifPresent(SeenMarket::flush);
                guarded(() -> check(now, champion));
            });
        }
        return outcomes;
    }

    @Override
    public void onResolved(ResolvedSignal resolved) {
        live.afterwards(() -> guarded(() -> costs.onResolved(resolved)));
        live.onResolved(resolved);
    }

    @Override
    public void onExecution(ExecutionCost cost) {
        live.afterwards(() -> costs.onExecution(cost));
        live.onExecution(cost);
    }

    @Override
    public void close() {
        live.close();
        seen.ifPresent(SeenMarket::flush);
        trainer.close();
    }

    /** Waits until every decision so far is scored and every check so far is made. */
    void settle() {
        live.settle();
    }

    /** What the triggers know of the market. */
    Regime regime(Optional<ModelFile> file, long nowNs) {
        return market.regime(file, nowNs);
    }

    /** Written at every bar, also while nothing is decided: before trading begins, and in a line without models. */
    private void keep(SeenMarket known, MarketEvent event) {
        known.on(event);
        // At most one waits; where there is no room for it the next bar asks again.
        if (event instanceof Bar && flushAsked.compareAndSet(false, true)) {
            boolean asked = live.afterwardsIfRoom(() -> {
                flushAsked.set(false);
                known.flush();
            });
            if (!asked) {
                flushAsked.set(false);
            }
        }
    }

    private void check(long nowNs, Optional<String> champion) {
        Optional<ModelFile> file = champion.flatMap(this::file);
        Optional<DriftReport> report = file.flatMap(drift::report);
        if (!trains) {
            return;
        }
        Optional<Trigger> due = waiting.or(() ->
                triggers(nowNs).check(nowNs, report, champion.flatMap(id -> lived(id, nowNs)), regime(file, nowNs)));
        if (due.isPresent()) {
            Trigger trigger = due.orElseThrow();
            String reason = trigger.cause() + ": " + trigger.detail();
            // Where it stands now; what was seen is read on the training's thread, which may take long and may fail.
            Before before = new Before(champion, assumed(file), costs.realised(instrument.symbol(), nowNs));
            // While another one runs it waits, and is then trained on what is known by that time.
            boolean begun = trainer.begin(stop -> successor.train(nowNs, before, stop), nowNs, reason);
            waiting = begun ? Optional.empty() : due;
        }
    }

    private TradingCosts assumed(Optional<ModelFile> champion) {
        return champion.map(file -> file.card().settings().costs()).orElse(firstCosts);
    }

    /** What the champion did, at what executions really cost. */
    private Optional<TrackRecord> lived(String champion, long nowNs) {
        double excessBps = file(champion)
                .flatMap(file -> costs.realised(instrument.symbol(), nowNs)
                        .map(r -> r.excessBps(file.card().settings().costs())))
                .orElse(0.0);
        return live.evidence().record(champion).map(record -> record.lessCost(2 * excessBps * 1e-4));
    }

    /** The weeks count from the newest training of the line before the first check: one missed while down is made up. */
    private RetrainingTriggers triggers(long nowNs) {
        RetrainingTriggers known = triggers;
        if (known == null) {
            String line = live.line();
            long from = registry.history().stream()
                    .filter(change -> change.line().equals(line)
                            && change.cause() == StageChange.Cause.REGISTRATION
                            && change.timeNs() <= nowNs)
                    .mapToLong(StageChange::timeNs)
                    .max()
                    .orElse(nowNs);
            known = RetrainingTriggers.from(from);
            triggers = known;
        }
        return known;
    }

    private Optional<TradingCosts> assumed(Signal signal) {
        return file(signal.sourceModel() + "-" + signal.modelVersion())
                .map(file -> file.card().settings().costs());
    }

    /** Read on the shadow thread; the newest few are kept. */
    private Optional<ModelFile> file(String id) {
        Optional<ModelFile> file = files.computeIfAbsent(id, this::read);
        if (files.size() > FILES) {
            files.keySet().removeIf(other -> !other.equals(id));
        }
        return file;
    }

    private Optional<ModelFile> read(String id) {
        try {
            return registry.find(id).map(standing -> registry.files().load(id));
        } catch (ColinException e) {
            LOG.log(System.Logger.Level.WARNING, "model " + id + " cannot be watched", e);
            return Optional.empty();
        }
    }

    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "the look at retraining failed; the models at work stay", e);
        }
    }

    private static long nextHour(long timeNs) {
        return (Math.floorDiv(timeNs, HOUR_NS) + 1) * HOUR_NS;
    }

    /** Builds a line that sees to its succession. */
    public static final class Builder {
        private final LiveModel live;
        private final ModelRegistry registry;
        private final MarketDataSource source;
        private @Nullable Instrument instrument;
        private Preset preset = Preset.demonstration();
        private TradingCosts costs = TradingCosts.demonstration();
        private long seed = 42;
        private Duration window = Duration.ofDays(730);
        private Function<BarTraining, ModelFile> recipe =
                training -> training.train().file();
        private Consumer<TrainingResult> listener = result -> {};
        private MetricsSink sink = MetricsSink.NONE;
        private boolean trains = true;
        private Optional<SeenMarket> seen = Optional.empty();
        private Optional<Duration> takes = Optional.empty();

        private Builder(LiveModel live, ModelRegistry registry, MarketDataSource source) {
            this.live = live;
            this.registry = registry;
            this.source = source;
        }

        /**
         * Sets what is traded; required.
         *
         * @param value one of the source's
         * @return this
         */
        public Builder instrument(Instrument value) {
            Require.that(
                    source.symbols().contains(value.symbol()),
                    "instrument",
                    "must be one of the source's " + source.symbols(),
                    value.symbol());
            instrument = value;
            return this;
        }

        /**
         * Sets how models are made; default the demonstration.
         *
         * @param value of the line's horizon
         * @param newSeed root of everything random; default 42
         * @return this
         */
        public Builder preset(Preset value, long newSeed) {
            preset = value;
            seed = newSeed;
            return this;
        }

        /**
         * Sets what trading costs while there is no champion; default the demonstration's. Then the champion's costs count,
         * or what executions really cost.
         *
         * @param value the costs
         * @return this
         */
        public Builder costs(TradingCosts value) {
            costs = value;
            return this;
        }

        /**
         * Sets how much of the past a training sees; default 730 days, what live capital asks for.
         *
         * @param value above 0
         * @return this
         */
        public Builder window(Duration value) {
            window = Require.positive("window", value);
            return this;
        }

        /**
         * Sets what is made of a training; default {@link BarTraining#train()}. A walk-forward measures what the floor for
         * live capital asks for.
         *
         * @param value called on the training thread
         * @return this
         */
        public Builder recipe(Function<BarTraining, ModelFile> value) {
            recipe = value;
            return this;
        }

        /**
         * Makes it part of a replay: a training takes so much event time, at the end of which everything waits for it, and
         * is asked for on the thread that observes. The same events then give the same candidates at the same times. Default
         * a training lasts as long as it does.
         *
         * @param takes above 0
         * @return this
         */
        public Builder replayed(Duration takes) {
            this.takes = Optional.of(Require.positive("takes", takes));
            return this;
        }

        /**
         * Keeps what is seen of a live source, which is what its successors are trained on; required for one that trains.
         * Features of books and trades are not kept: see {@link SeenMarket}.
         *
         * @param value of the source, with bars of the preset's length
         * @return this
         */
        public Builder seen(SeenMarket value) {
            seen = Optional.of(value);
            return this;
        }

        /**
         * Lets nothing be trained: only drift and costs are watched. The source may then be live.
         *
         * @return this
         */
        public Builder watchOnly() {
            trains = false;
            return this;
        }

        /**
         * Sets who hears of finished and failed trainings; default nobody.
         *
         * @param value called on the training thread
         * @return this
         */
        public Builder onResult(Consumer<TrainingResult> value) {
            listener = value;
            return this;
        }

        /**
         * Sets where the drift gauges go; default nowhere.
         *
         * @param value the sink
         * @return this
         */
        public Builder sink(MetricsSink value) {
            sink = value;
            return this;
        }

        /**
         * Builds; nothing is trained yet.
         *
         * @return the line, owned by the engine it is given to
         * @throws IllegalArgumentException if the instrument is missing, a live source is to be trained from without what was
         *     seen of it or is to be a replay, what was seen is of another source or of other bars, or the line is another
         *     one than the preset's
         */
        public RetrainingModel build() {
            Instrument traded = instrument;
            if (traded == null) {
                throw Require.broken("instrument", "must be set", "none");
            }
            Require.that(
                    live.line().equals(ModelRegistry.lineOf(preset, traded.symbol())),
                    "preset",
                    "must be made for the line " + live.line(),
                    preset.name());
            SuccessorTraining successor = new SuccessorTraining(source, seen, traded, preset, seed, window, recipe);
            Require.that(
                    !trains || successor.hasPast(), "seen", "must be given for a live source that trains", source.id());
            Require.that(takes.isEmpty() || !source.isLive(), "replayed", "must be of a recording", source.id());
            seen.ifPresent(market -> market.requireOf(source, preset.barNs()));
            return new RetrainingModel(this, successor);
        }
    }
}
