package io.colin.execution.engine;

import io.colin.api.Decimals;
import io.colin.api.event.EngineEvent;
import io.colin.api.event.PerformanceMeasured;
import io.colin.api.execution.ExecutionAlgo;
import io.colin.api.execution.OrderRouter;
import io.colin.api.instrument.Instrument;
import io.colin.api.internal.Require;
import io.colin.api.ledger.EventStore;
import io.colin.api.market.MarketDataSource;
import io.colin.api.market.MarketDataStream;
import io.colin.api.metrics.MetricsSink;
import io.colin.api.portfolio.PortfolioBook;
import io.colin.api.risk.RiskGate;
import io.colin.api.signal.PositionSizer;
import io.colin.api.signal.SignalModel;
import io.colin.api.time.SteadyClock;
import io.colin.api.time.TimeSource;
import io.colin.api.venue.Venue;
import io.colin.execution.algo.Immediate;
import io.colin.execution.routing.NetPriceRouter;
import io.colin.execution.store.MemoryEventStore;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Settings of a {@link TradingEngine}; every setter checks its own argument, {@link #build()} names all that is missing. */
public final class EngineBuilder {
    private static final Pattern RUN_ID = Pattern.compile("[A-Za-z0-9]{1,16}");

    private final Map<String, Instrument> instruments = new LinkedHashMap<>();
    private final Map<String, ExecutionAlgo> algos = new LinkedHashMap<>();
    private final Map<String, Venue> venues = new LinkedHashMap<>();
    private final List<Consumer<? super EngineEvent>> listeners = new ArrayList<>();
    private Optional<MarketDataSource> source = Optional.empty();
    private Optional<SignalModel> model = Optional.empty();
    private boolean mayChangeModel;
    private Optional<PositionSizer> sizer = Optional.empty();
    private Optional<RiskGate> gate = Optional.empty();
    private Optional<SignalOrderStyle> signalOrder = Optional.empty();
    private Optional<OrderRouter> router = Optional.empty();
    private VenueAssumptions assumptions = VenueAssumptions.USUAL;
    private int rerouteRounds = 3;
    private Optional<EventStore> store = Optional.empty();
    private Optional<SteadyClock> clock = Optional.empty();
    private List<PerformanceMeasured> measured = List.of();
    private MetricsSink sink = MetricsSink.NONE;
    private CostSettings costSettings = CostSettings.builder().build();
    private String account = "main";
    private String currency = "";
    private BigDecimal initialCash = new BigDecimal("1000000");
    private Duration barInterval = Duration.ofMinutes(1);
    private long tradeFromNs = Long.MIN_VALUE;
    private double speed;
    private long seed = 42;
    private String runId = "run";
    private String configHash = "";
    private Duration inferenceDelay = Duration.ofMillis(50);

    EngineBuilder() {}

    /**
     * Adds to the universe. At least one is needed.
     *
     * @param added what may be traded
     * @return this
     */
    public EngineBuilder instruments(Instrument... added) {
        return instruments(List.of(added));
    }

    /**
     * Adds to the universe. At least one is needed.
     *
     * @param added what may be traded
     * @return this
     */
    public EngineBuilder instruments(List<Instrument> added) {
        added.forEach(instrument -> instruments.put(instrument.symbol().name(), instrument));
        return this;
    }

    /**
     * Sets where market events come from. Needed.
     *
     * @param value the source
     * @return this
     */
    public EngineBuilder source(MarketDataSource value) {
        source = Optional.of(value);
        return this;
    }

    /**
     * Sets the model. Without one the engine only takes orders from outside.
     *
     * @param value closed with the engine
     * @return this
     */
    public EngineBuilder model(SignalModel value) {
        model = Optional.of(value);
        return this;
    }

    /**
     * Sets whether a run that is taken up from its ledger may go on with another model than it stopped with, as a
     * registry's champion can have changed meanwhile; the change is then recorded. Default false: it is refused.
     *
     * @param value true for a model that follows a registry
     * @return this
     */
    public EngineBuilder mayChangeModel(boolean value) {
        mayChangeModel = value;
        return this;
    }

    /**
     * Sets how signals become positions. Without one signals are given but not traded.
     *
     * @param value the sizer
     * @return this
     */
    public EngineBuilder sizer(PositionSizer value) {
        sizer = Optional.of(value);
        return this;
    }

    /**
     * Sets the risk gate. Needed.
     *
     * @param value used by this engine alone
     * @return this
     */
    public EngineBuilder gate(RiskGate value) {
        gate = Optional.of(value);
        return this;
    }

    /**
     * Adds an algorithm. The first one works the signals' orders unless {@link #signalOrder} says otherwise; without any
     * orders go out at once.
     *
     * @param value the algorithm
     * @return this
     */
    public EngineBuilder algo(ExecutionAlgo value) {
        algos.put(value.type(), value);
        return this;
    }

    /**
     * Sets how signals are traded; default a market order worked by the first algorithm.
     *
     * @param value the style
     * @return this
     */
    public EngineBuilder signalOrder(SignalOrderStyle value) {
        signalOrder = Optional.of(value);
        return this;
    }

    /**
     * Sets what chooses venues; default the split with the lowest net cost, by the router's usual settings.
     *
     * @param value the router
     * @return this
     */
    public EngineBuilder router(OrderRouter value) {
        router = Optional.of(value);
        return this;
    }

    /**
     * Sets what is taken for granted of venues until it is measured; default {@link VenueAssumptions#USUAL}.
     *
     * @param value latency, rate budgets, and how old a book may be that speaks beside another
     * @return this
     */
    public EngineBuilder assumptions(VenueAssumptions value) {
        assumptions = value;
        return this;
    }

    /**
     * Sets how often what venues reject or leave of a slice that takes is routed again; default 3.
     *
     * @param value rounds after the first, [0, 10]
     * @return this
     */
    public EngineBuilder rerouteRounds(int value) {
        Require.that(value >= 0 && value <= 10, "rerouteRounds", "must be in [0, 10]", value);
        rerouteRounds = value;
        return this;
    }

    /**
     * Adds a venue. At least one is needed.
     *
     * @param value closed with the engine
     * @return this
     */
    public EngineBuilder venue(Venue value) {
        Require.that(!venues.containsKey(value.id()), "venue", "must have an id of its own", value.id());
        venues.put(value.id(), value);
        return this;
    }

    /**
     * Sets the ledger; default in memory.
     *
     * @param value closed with the engine
     * @return this
     */
    public EngineBuilder store(EventStore value) {
        store = Optional.of(value);
        return this;
    }

    /**
     * Sets where measurements go; default nowhere.
     *
     * @param value the sink
     * @return this
     */
    public EngineBuilder sink(MetricsSink value) {
        sink = value;
        return this;
    }

    /**
     * Adds a listener, called on the engine's thread for every event in order. It must be fast and must not throw.
     *
     * @param listener hears every event
     * @return this
     */
    public EngineBuilder onEvent(Consumer<? super EngineEvent> listener) {
        listeners.add(listener);
        return this;
    }

    /**
     * Gives the replay of a live run what that run measured of itself, so that it decides the same. A run with a clock measures
     * anew and takes no notice of these.
     *
     * @param value as recorded, in its order; default none
     * @return this
     */
    public EngineBuilder measured(List<PerformanceMeasured> value) {
        measured = List.copyOf(value);
        return this;
    }

    /**
     * Sets the clock of a live source that has none of its own ({@link MarketDataSource#clock()} goes before).
     *
     * @param value the clock; one that is not a {@link SteadyClock} is made so
     * @return this
     */
    public EngineBuilder clock(TimeSource value) {
        clock = Optional.of(SteadyClock.of(value));
        return this;
    }

    /**
     * Sets whose orders; default {@code main}.
     *
     * @param value not blank
     * @return this
     */
    public EngineBuilder account(String value) {
        account = Require.text("account", value);
        return this;
    }

    /**
     * Sets the account currency; default the settlement currency of the first instrument.
     *
     * @param value for example {@code USD}
     * @return this
     */
    public EngineBuilder currency(String value) {
        currency = Require.text("currency", value);
        return this;
    }

    /**
     * Sets what a new run starts with; default 1 000 000.
     *
     * @param value 0 or more, in account currency
     * @return this
     */
    public EngineBuilder initialCash(BigDecimal value) {
        initialCash = Decimals.normal(Require.notNegative("initialCash", value));
        return this;
    }

    /**
     * Sets the length of the bars built from trades; default one minute.
     *
     * @param value above 0
     * @return this
     */
    public EngineBuilder barInterval(Duration value) {
        barInterval = Require.positive("barInterval", value);
        return this;
    }

    /**
     * Sets when trading begins. A model never trades before the end of its own training data, whatever is set here.
     *
     * @param timeNs event time, ns since epoch; default the first event
     * @return this
     */
    public EngineBuilder tradeFrom(long timeNs) {
        tradeFromNs = timeNs;
        return this;
    }

    /**
     * Paces a recorded source.
     *
     * @param times event time over clock time, above 0
     * @return this
     */
    public EngineBuilder speed(double times) {
        Require.that(times > 0 && Double.isFinite(times), "speed", "must be above 0", times);
        speed = times;
        return this;
    }

    /**
     * Does not wait; the default.
     *
     * @return this
     */
    public EngineBuilder speedMax() {
        speed = 0;
        return this;
    }

    /**
     * Sets the seed of everything random; default 42.
     *
     * @param value any number
     * @return this
     */
    public EngineBuilder seed(long value) {
        seed = value;
        return this;
    }

    /**
     * Sets the name of the run, part of every order id; default {@code run}.
     *
     * @param value {@code [A-Za-z0-9]{1,16}}
     * @return this
     */
    public EngineBuilder runId(String value) {
        Require.that(RUN_ID.matcher(value).matches(), "runId", "must be 1 to 16 of A-Z a-z 0-9", value);
        runId = value;
        return this;
    }

    /**
     * Sets what identifies the settings. Every record carries it, joined with the hash of the limits that the gate goes by
     * at that moment, where it tells one.
     *
     * @param value a hash
     * @return this
     */
    public EngineBuilder configHash(String value) {
        configHash = value;
        return this;
    }

    /**
     * Sets how execution costs are measured; default without a reference for market drift, and nothing learnt before.
     *
     * @param value settings
     * @return this
     */
    public EngineBuilder costs(CostSettings value) {
        costSettings = value;
        return this;
    }

    /**
     * Sets the event time between a decision point and its signal; default 50 ms.
     *
     * @param value above 0
     * @return this
     */
    public EngineBuilder inferenceDelay(Duration value) {
        inferenceDelay = Require.positive("inferenceDelay", value);
        return this;
    }

    /**
     * Builds the engine and opens its source.
     *
     * @return an engine, not started
     * @throws IllegalArgumentException naming everything missing
     * @throws io.colin.api.ColinException if the source cannot be opened
     */
    public TradingEngine build() {
        List<String> missing = new ArrayList<>();
        if (instruments.isEmpty()) {
            missing.add("instruments");
        }
        if (source.isEmpty()) {
            missing.add("source");
        }
        if (gate.isEmpty()) {
            missing.add("gate");
        }
        if (venues.isEmpty()) {
            missing.add("venue");
        }
        Require.that(missing.isEmpty(), "engine", "must be given", missing);
        return new TradingEngine(assemble());
    }

    /** The parts of an engine, for whoever drives them without its threads. */
    EngineAssembly assemble() {
        EventStore record = store.orElseGet(MemoryEventStore::empty);
        LatencyRecorder latencies = new LatencyRecorder(sink);
        LedgerWriter ledger = new LedgerWriter(record, latencies, sink);
        EventLog log = new EventLog(listeners, ledger, configHash);
        List<Instrument> universe = List.copyOf(instruments.values());
        MarketState market = new MarketState(universe, List.copyOf(venues.values()), assumptions.maxBookAge());
        EngineSettings settings = settings();
        PortfolioBook book = PortfolioBook.of(account, settings.currency(), initialCash, universe);
        Parts parts = new Parts(
                settings,
                log,
                market,
                new OrderStore(),
                new Accounts(log, market, book, gate.orElseThrow(), latencies),
                new Timers(),
                latencies,
                algorithms(),
                router.orElseGet(() -> NetPriceRouter.builder().build()),
                new VenueLanes(List.copyOf(venues.values()), log),
                new VenueRecord(assumptions, market));
        OrderDesk orders = new OrderDesk(parts);
        SignalTracker tracker = new SignalTracker(parts);
        TargetDesk targets = new TargetDesk(parts, orders, sizer);
        SignalDesk signals = new SignalDesk(parts, model, tracker, targets);
        MarketDataSource from = source.orElseThrow();
        Optional<SteadyClock> time = from.clock().or(() -> clock);
        CostDesk costs = new CostDesk(parts, costSettings, time.isPresent());
        RiskTasks figures = new RiskTasks(parts, time.isPresent(), sink);
        EngineCore core = new EngineCore(
                parts,
                new EngineCore.Desks(
                        orders,
                        signals,
                        tracker,
                        targets,
                        new KillDesk(parts, orders),
                        new ReductionDesk(parts, orders),
                        figures,
                        new FundingDesk(parts),
                        new CashDesk(parts),
                        new SpeedDesk(parts, time, measured),
                        costs),
                new EngineCore.Feed(from.id(), sink));
        log.learner(event -> {
            signals.learn(event);
            orders.learn(event);
            core.flow().learn(event);
            core.desks().speed().learn(event);
            costs.onRecord(event);
            parts.accounts().onRecord(event, false);
        });
        MarketDataStream stream = from.open();
        return new EngineAssembly(
                parts, core, new EngineLoop(core, parts, stream, time), ledger, record, from, model, mayChangeModel);
    }

    private EngineSettings settings() {
        Instrument first = instruments.values().iterator().next();
        long notBefore = model.map(m -> m.description().dataToNs()).orElse(Long.MIN_VALUE);
        Map<String, ExecutionAlgo> known = algorithms();
        ExecutionAlgo firstAlgo = known.values().iterator().next();
        return new EngineSettings(
                runId,
                account,
                currency.isEmpty() ? first.settlementCurrency() : currency,
                initialCash,
                barInterval.toNanos(),
                Math.max(tradeFromNs, notBefore),
                speed,
                seed,
                inferenceDelay.toNanos(),
                signalOrder.orElseGet(() -> SignalOrderStyle.atOnce(firstAlgo.defaults())),
                rerouteRounds);
    }

    private Map<String, ExecutionAlgo> algorithms() {
        Map<String, ExecutionAlgo> known = new LinkedHashMap<>(algos);
        ExecutionAlgo immediate = Immediate.builder().build();
        known.putIfAbsent(immediate.type(), immediate);
        return known;
    }
}
