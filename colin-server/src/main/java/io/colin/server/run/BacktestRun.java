package io.colin.server.run;

import io.colin.api.ColinException;
import io.colin.api.event.ExecutionAnalysed;
import io.colin.api.event.ExecutionNoted;
import io.colin.api.execution.ExecutionAnalysis;
import io.colin.api.execution.ExecutionNote;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
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
import io.colin.execution.source.CutSource;
import io.colin.execution.source.SourceSpan;
import io.colin.execution.store.MemoryEventStore;
import io.colin.execution.tca.TcaReport;
import io.colin.ml.preset.Preset;
import io.colin.ml.registry.ModelFile;
import io.colin.ml.serving.BarSignalModel;
import io.colin.risk.gate.StandardGate;
import java.nio.file.Path;
import java.util.ArrayList;
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
 * configuration, over recordings of one symbol or many, with models that know nothing later than what they trade.
 */
public final class BacktestRun {
    /** What is never traded with a walk forward: the first model learns from it. */
    private static final double FIRST_PART = 0.5;

    private static final String RUN_ID = "bt";

    private final BacktestSettings settings;
    private final Console console;
    private final TimeSource time;
    private final DataFiles.Recorded data;
    private final MarketDataSource source;
    private final EngineParts parts;
    private final List<Served> served;
    private final List<ExecutionAnalysis> analyses = new ArrayList<>();
    private final Map<String, ExecutionNote.Kept> kept = new HashMap<>();

    /** A model file with its place. */
    private record Served(Symbol symbol, long fromNs, ModelFile file) {}

    private BacktestRun(BacktestSettings settings, Console console, TimeSource time) {
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
        this.served = models();
    }

    /**
     * Opens the data and finds, loads or trains the models.
     *
     * @param settings what it is told
     * @param console where progress goes
     * @param time the clock, for the rate of training
     * @return a backtest that has not begun
     * @throws IllegalArgumentException if a setting does not fit the data
     * @throws ColinException if data or a model cannot be read, or there is too little to train any model
     */
    public static BacktestRun prepare(BacktestSettings settings, Console console, TimeSource time) {
        return new BacktestRun(settings, console, time);
    }

    /**
     * What its executions cost.
     *
     * @return the report of the last {@link #run}, empty before it
     */
    public TcaReport costs() {
        return TcaReport.of(analyses, kept);
    }

    /**
     * Runs it.
     *
     * @return what it came to
     * @throws ColinException if the data cannot be read or the engine fails
     */
    public BacktestReport run() {
        return run(MemoryEventStore::empty);
    }

    /**
     * Runs it and keeps what it decided.
     *
     * @param ledger makes an empty ledger, once; it is closed with the run
     * @return what it came to
     * @throws ColinException if the data cannot be read, the ledger cannot be written or the engine fails
     */
    public BacktestReport run(Supplier<EventStore> ledger) {
        Map<String, String> values = parts.profile().values(parts.limits());
        values.put("run.models", modelNames());
        LearntCurves curves = curves(source).tell(console);
        values.putAll(curves.notes());
        analyses.clear();
        kept.clear();
        EngineSetup setup = setup(recorded -> curves);
        Backtest.Builder backtest = Backtest.builder()
                .source(source)
                .engine(recorded -> setup.over(recorded).store(ledger.get()))
                .trials(settings.trials())
                .settings(values)
                .onEvent(event -> {
                    if (event instanceof ExecutionAnalysed analysed) {
                        analyses.add(analysed.analysis());
                    } else if (event instanceof ExecutionNoted noted
                            && noted.note() instanceof ExecutionNote.Kept its) {
                        kept.put(noted.orderId(), its);
                    }
                })
                .progress(new Progress());
        settings.fromNs().ifPresent(backtest::from);
        return backtest.build().run();
    }

    /**
     * Runs it again with the future cut off.
     *
     * @param cuts how many reruns
     * @param seed of their times
     * @return what that changed
     * @throws ColinException if a run fails or decides nothing
     */
    public LookaheadReport lookahead(int cuts, long seed) {
        EngineSetup whole = setup(this::curves);
        EngineSetup from = settings.fromNs().isEmpty()
                ? whole
                : recorded -> whole.over(recorded).tradeFrom(settings.fromNs().getAsLong());
        return LookaheadCheck.of(source, from, stage -> console.progress("running " + stage))
                .run(cuts, seed);
    }

    /** From all before the first trade, which no model allows before the end of its data. */
    private LearntCurves curves(MarketDataSource recorded) {
        long modelledNs = served.stream().mapToLong(Served::fromNs).min().orElse(Long.MIN_VALUE);
        return parts.curves(recorded, Math.max(settings.fromNs().orElse(Long.MIN_VALUE), modelledNs));
    }

    /** Everything stateful is made anew for each engine. */
    private EngineSetup setup(Function<MarketDataSource, LearntCurves> curves) {
        Map<String, Long> cutOffs = new HashMap<>();
        served.forEach(one -> cutOffs.put(one.file().id(), one.file().card().dataToNs()));
        return recorded -> {
            StandardGate gate =
                    parts.gate().modelCutOff(signal -> cutOff(cutOffs, signal)).build();
            List<ModelPanel.Member> members = served.stream()
                    .map(one -> new ModelPanel.Member(one.symbol(), one.fromNs(), BarSignalModel.of(one.file())))
                    .toList();
            SignalModel model = settings.steps() > 0 ? ModelPanel.timed(members) : ModelPanel.of(members);
            return parts.engine(gate, curves.apply(recorded)).runId(RUN_ID).model(model);
        };
    }

    private static OptionalLong cutOff(Map<String, Long> cutOffs, Signal signal) {
        Long known = cutOffs.get(signal.sourceModel() + "-" + signal.modelVersion());
        return known == null ? OptionalLong.empty() : OptionalLong.of(known);
    }

    private List<Served> models() {
        if (!settings.models().isEmpty()) {
            return settings.models().stream().map(this::load).toList();
        }
        List<Served> found = new ArrayList<>();
        List<String> lacking = new ArrayList<>();
        for (Instrument instrument : data.instruments()) {
            List<Served> own = settings.steps() == 0 ? first(instrument, lacking) : forward(instrument, lacking);
            found.addAll(own);
        }
        if (found.isEmpty()) {
            throw new ColinException(ColinException.Reason.MODEL_FAILED, String.join("; ", lacking));
        }
        return List.copyOf(found);
    }

    private Served load(Path directory) {
        ModelFile file = ModelFile.load(directory);
        Symbol symbol = file.card().settings().symbol();
        if (data.instruments().stream().noneMatch(one -> one.symbol().equals(symbol))) {
            throw new IllegalArgumentException(
                    "--model: must be of a symbol of the data, not of " + symbol + " (" + directory + ")");
        }
        return new Served(symbol, file.card().dataToNs(), file);
    }

    /** One model, trained on the first part of what there is. */
    private List<Served> first(Instrument instrument, List<String> lacking) {
        return trained(source, instrument, parts.profile().preset(), lacking)
                .map(file -> List.of(new Served(instrument.symbol(), file.card().dataToNs(), file)))
                .orElse(List.of());
    }

    /** Models that follow each other at even steps, each trained on all before its time but what judges the training. */
    private List<Served> forward(Instrument instrument, List<String> lacking) {
        SourceSpan span = SourceSpan.of(source);
        List<Served> found = new ArrayList<>();
        for (int step = 0; step < settings.steps(); step++) {
            long untilNs = span.timeAt(FIRST_PART + (1 - FIRST_PART) * step / settings.steps());
            console.line(String.format(
                    Locale.ROOT, "walk forward %d of %d, %s", step + 1, settings.steps(), instrument.symbol()));
            Preset preset = StepPreset.of(parts.profile().preset(), untilNs - span.firstTimeNs());
            trained(CutSource.of(source, untilNs), instrument, preset, lacking)
                    .ifPresent(file -> found.add(new Served(instrument.symbol(), untilNs, file)));
        }
        return List.copyOf(found);
    }

    private Optional<ModelFile> trained(
            MarketDataSource from, Instrument instrument, Preset preset, List<String> lacking) {
        ModelSetup setup = new ModelSetup(Path.of(settings.config().text("data_dir")), console, text -> {}, time);
        ModelSetup.Prepared prepared = setup.prepare(from, instrument, parts.profile(), preset, false);
        if (prepared.model().isEmpty()) {
            lacking.add("no model of " + instrument.symbol() + " (" + prepared.note() + ")");
        }
        return prepared.model().map(trained -> trained.file());
    }

    private String modelNames() {
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
