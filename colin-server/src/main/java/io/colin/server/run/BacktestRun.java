package io.colin.server.run;

import io.colin.api.ColinException;
import io.colin.api.event.LedgerEvent;
import io.colin.api.ledger.EventStore;
import io.colin.api.market.MarketDataSource;
import io.colin.api.signal.Signal;
import io.colin.api.signal.SignalModel;
import io.colin.api.time.TimeSource;
import io.colin.execution.backtest.Backtest;
import io.colin.execution.backtest.BacktestProgress;
import io.colin.execution.backtest.BacktestReport;
import io.colin.execution.backtest.EngineSetup;
import io.colin.execution.backtest.LookaheadCheck;
import io.colin.execution.backtest.LookaheadReport;
import io.colin.execution.backtest.ModelUse;
import io.colin.execution.engine.EngineBuilder;
import io.colin.execution.engine.TradingEngine;
import io.colin.execution.source.CutSource;
import io.colin.execution.source.SourceSpan;
import io.colin.execution.store.MemoryEventStore;
import io.colin.execution.tca.TcaRecord;
import io.colin.execution.tca.TcaReport;
import io.colin.ml.serving.BarSignalModel;
import io.colin.risk.gate.StandardGate;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Backtests of what a server would run: the same gate, sizer, algorithms, router and paper venue from the same
 * configuration, over recordings of one symbol or many, with models that know nothing later than what they trade; with the
 * lifecycle, models also succeed each other as in a server's run.
 */
public final class BacktestRun implements AutoCloseable {
    private static final String RUN_ID = "bt";

    private final BacktestSettings settings;
    private final Console console;
    private final TimeSource time;
    private final DataFiles.Recorded data;
    private final MarketDataSource source;
    private final EngineParts parts;
    private final BacktestModels models;
    private final TemporaryDirectory places = new TemporaryDirectory();
    private TcaRecord costs = TcaRecord.empty();

    private BacktestRun(BacktestSettings settings, Console console, TimeSource time, BacktestModels.Making making) {
        this.settings = settings;
        this.console = console;
        this.time = time;
        this.data = DataFiles.openAll(settings.data());
        SourceSpan.requireEvents(data.source(), settings.fromNs(), settings.toNs(), "--");
        this.source = settings.toNs().isPresent()
                ? CutSource.of(data.source(), settings.toNs().getAsLong())
                : data.source();
        Profile profile = new Profile(settings.config().forData(data.rare()));
        this.parts =
                new EngineParts(data.instruments(), profile, settings.config().integer("ai.training.seed"));
        this.models = new BacktestModels(settings, parts, console, time, making);
    }

    /**
     * Opens the data; models are found, loaded or trained when it runs.
     *
     * @param settings what it is told
     * @param console where progress goes
     * @param time the clock, for the rate of training
     * @return a backtest that has not begun
     * @throws IllegalArgumentException if a setting does not fit the data
     * @throws ColinException if data cannot be read
     */
    public static BacktestRun prepare(BacktestSettings settings, Console console, TimeSource time) {
        return prepare(settings, console, time, BacktestModels.Making.STANDARD);
    }

    static BacktestRun prepare(
            BacktestSettings settings, Console console, TimeSource time, BacktestModels.Making making) {
        return new BacktestRun(settings, console, time, making);
    }

    /**
     * What its executions cost.
     *
     * @return the report of the last {@link #run}, empty before it
     */
    public TcaReport costs() {
        return TcaReport.of(costs);
    }

    /**
     * Runs it.
     *
     * @return what it came to
     * @throws IllegalArgumentException if a model is of a symbol that is not traded
     * @throws ColinException if the data or a model cannot be read, there is too little to train any model, or the engine
     *     fails
     */
    public BacktestReport run() {
        return run(MemoryEventStore::empty);
    }

    /**
     * Runs it and keeps what it decided.
     *
     * @param ledger makes an empty ledger, once; it is closed with the run
     * @return what it came to
     * @throws IllegalArgumentException if a model is of a symbol that is not traded
     * @throws ColinException if the data or a model cannot be read, there is too little to train any model, the ledger
     *     cannot be written or the engine fails
     */
    public BacktestReport run(Supplier<EventStore> ledger) {
        new RiskSymbols(parts.profile().config(), parts.instruments()).tell(console);
        List<Served> served = models.of(source, span(), place());
        Map<String, String> values = parts.values();
        values.put("run.models", modelNames(served));
        values.put("run.walk_forward", Integer.toString(settings.steps()));
        values.put("run.lifecycle", settings.lifecycle() ? lifecycle(settings.folds()) : "none");
        LearntCurves curves = curves(source, served).tell(console);
        values.putAll(curves.notes());
        costs = TcaRecord.empty();
        Setup setup = new Setup(recorded -> served, ledger, curves);
        Backtest.Builder backtest = Backtest.builder()
                .source(source)
                .engine(setup)
                .trials(settings.trials())
                .settings(values)
                .modelNotes(setup::notes)
                .onEvent(event -> {
                    if (event instanceof LedgerEvent recorded) {
                        costs.on(recorded);
                    }
                })
                .progress(new Progress());
        settings.fromNs().ifPresent(backtest::from);
        return backtest.build().run();
    }

    private static String lifecycle(int folds) {
        return "trainings take " + Succession.training(folds) + ", successors are judged "
                + (folds == 0 ? "on one split" : "by a walk forward of " + folds + " folds");
    }

    /**
     * Runs it again with the future cut off. Models of a walk forward and successors are trained anew in every run, from
     * what that run may read; a model that is given, or trained on the first part of the data, is the same in all of them.
     *
     * @param cuts how many reruns
     * @param seed of their times
     * @return what that changed
     * @throws ColinException if a run fails or decides nothing, or there is too little to train any model
     */
    public LookaheadReport lookahead(int cuts, long seed) {
        Optional<SourceSpan> span = span();
        Optional<List<Served>> known =
                span.isPresent() ? Optional.empty() : Optional.of(models.of(source, span, place()));
        Setup setup = new Setup(
                recorded -> known.orElseGet(() -> models.of(recorded, span, BacktestModels.Place.in(places.next()))),
                MemoryEventStore::empty);
        return LookaheadCheck.of(source, setup, stage -> console.progress("running " + stage))
                .run(cuts, seed);
    }

    /** Deletes what successors left behind. */
    @Override
    public void close() {
        places.close();
    }

    /** Of a walk forward. */
    private Optional<SourceSpan> span() {
        return settings.steps() > 0 ? Optional.of(SourceSpan.of(source)) : Optional.empty();
    }

    /** Those of a server are not touched by a lifecycle, only read. */
    private BacktestModels.Place place() {
        Path kept = Path.of(settings.config().text("data_dir")).resolve("models");
        return settings.lifecycle() ? BacktestModels.Place.apart(places.next(), kept) : BacktestModels.Place.in(kept);
    }

    /** From all before the first trade, which no model allows before the end of its data. */
    private LearntCurves curves(MarketDataSource recorded, List<Served> served) {
        long modelledNs = served.stream().mapToLong(Served::fromNs).min().orElse(Long.MIN_VALUE);
        return parts.curves(recorded, Math.max(settings.fromNs().orElse(Long.MIN_VALUE), modelledNs));
    }

    /** Everything stateful is made anew for each engine. */
    private final class Setup implements EngineSetup {
        private final Function<MarketDataSource, List<Served>> servedOver;
        private final Supplier<EventStore> ledger;
        private final Optional<LearntCurves> learnt;
        private Optional<Succession> succession = Optional.empty();

        private Setup(
                Function<MarketDataSource, List<Served>> servedOver, Supplier<EventStore> ledger, LearntCurves learnt) {
            this.servedOver = servedOver;
            this.ledger = ledger;
            this.learnt = Optional.of(learnt);
        }

        private Setup(Function<MarketDataSource, List<Served>> servedOver, Supplier<EventStore> ledger) {
            this.servedOver = servedOver;
            this.ledger = ledger;
            this.learnt = Optional.empty();
        }

        @Override
        public EngineBuilder over(MarketDataSource rest) {
            MarketDataSource recorded = new PartRecording(rest, source);
            List<Served> served = servedOver.apply(recorded);
            LearntCurves curves = learnt.orElseGet(() -> curves(recorded, served));
            succession = settings.lifecycle() ? Optional.of(succession(served, recorded)) : Optional.empty();
            StandardGate gate = parts.gate()
                    .modelCutOff(succession
                            .<Function<Signal, OptionalLong>>map(lines -> lines::cutOffNs)
                            .orElseGet(() -> cutOffs(served)))
                    .build();
            SignalModel model = succession.map(Succession::model).orElseGet(() -> panel(served));
            EngineBuilder engine = parts.engine(gate, curves).runId(RUN_ID).model(model);
            settings.fromNs().ifPresent(engine::tradeFrom);
            return engine.store(ledger.get());
        }

        @Override
        public void built(TradingEngine engine) {
            succession.ifPresent(lines -> lines.open(engine));
        }

        private List<ModelUse.Note> notes() {
            return succession.map(Succession::notes).orElse(List.of());
        }
    }

    private Succession succession(List<Served> served, MarketDataSource recorded) {
        Succession.Surroundings around = new Succession.Surroundings(
                models, parts, console, settings.fromNs().orElse(Long.MIN_VALUE));
        return Succession.start(served, recorded, places.next(), around, settings.steps() > 0);
    }

    private SignalModel panel(List<Served> served) {
        List<ModelPanel.Member> members = served.stream()
                .map(one -> new ModelPanel.Member(one.symbol(), one.fromNs(), BarSignalModel.of(one.file())))
                .toList();
        return settings.steps() > 0 ? ModelPanel.timed(members) : ModelPanel.of(members);
    }

    private static Function<Signal, OptionalLong> cutOffs(List<Served> served) {
        Map<String, Long> cutOffs = new HashMap<>();
        served.forEach(one -> cutOffs.put(one.file().id(), one.file().card().dataToNs()));
        return signal -> {
            Long known = cutOffs.get(signal.sourceModel() + "-" + signal.modelVersion());
            return known == null ? OptionalLong.empty() : OptionalLong.of(known);
        };
    }

    private static String modelNames(List<Served> served) {
        return String.join(
                ", ", served.stream().map(one -> one.file().id()).distinct().toList());
    }

    /** Shows how far it is, with the rate. */
    private final class Progress implements java.util.function.Consumer<BacktestProgress> {
        private final long startedNs = time.nowNs();

        @Override
        public void accept(BacktestProgress at) {
            double seconds = Math.max(1e-3, (time.nowNs() - startedNs) / 1e9);
            String share = at.total().isPresent()
                    ? String.format(
                            Locale.ROOT,
                            "%.0f %%, ",
                            100.0 * at.events() / Math.max(1, at.total().getAsLong()))
                    : "";
            console.progress(String.format(
                    Locale.ROOT, "replaying: %s%,d events, %,.0f/s", share, at.events(), at.events() / seconds));
        }
    }
}
