package io.colin.execution.engine;

import io.colin.api.ColinException;
import io.colin.api.event.ModelPromoted;
import io.colin.api.event.RunEnded;
import io.colin.api.event.RunResumed;
import io.colin.api.event.RunStarted;
import io.colin.api.instrument.Symbol;
import io.colin.api.ledger.EventStore;
import io.colin.api.market.MarketDataSource;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.ParentOrder;
import io.colin.api.risk.KillSwitch;
import io.colin.api.signal.ModelStage;
import io.colin.api.signal.SignalModel;
import io.colin.api.signal.SignalOutcome;
import io.colin.api.venue.SimulatedVenue;
import io.colin.api.venue.Venue;
import io.colin.api.venue.VenueReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;

/**
 * Takes market data through a model, a sizer, a gate, algorithms and a router to venues, and records all of it. One
 * thread decides; the same input, settings and seed give the same orders and the same {@link RunReport#stateHash()}, at
 * any speed and on any machine.
 *
 * <p>Everything but the source, one instrument, the gate and one venue may be left out. Without a model it only takes
 * orders from outside. A ledger that holds a run which did not come to its end is taken up where it stopped: state from
 * the ledger, history from the source.
 *
 * <p>An engine is used once. Its venues, its store, its model and its stream are closed with it.
 */
public final class TradingEngine implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(TradingEngine.class.getName());

    private final Parts parts;
    private final EngineCore core;
    private final EngineLoop loop;
    private final LedgerWriter ledger;
    private final EventStore store;
    private final MarketDataSource source;
    private final Optional<SignalModel> model;
    private final boolean mayChangeModel;
    private final EngineViews views;
    private final Recovery recovery;
    private final CompletableFuture<RunReport> ended = new CompletableFuture<>();
    private final CommandDoor door;
    private final EngineControls controls;
    private final Thread thread;
    private volatile EnginePhase phase = EnginePhase.CREATED;
    private volatile String failure = "";
    private volatile String stateHash = "";
    private volatile String fidelity = "none";
    private volatile boolean resumed;
    private volatile long tradedFromNs;
    private volatile long startedNanos;
    private volatile long endedNanos;

    TradingEngine(EngineAssembly assembly) {
        this.parts = assembly.parts();
        this.core = assembly.core();
        this.loop = assembly.loop();
        this.ledger = assembly.ledger();
        this.store = assembly.store();
        this.source = assembly.source();
        Optional<SignalModel> model = assembly.model();
        this.model = model;
        this.mayChangeModel = assembly.mayChangeModel();
        this.views = new EngineViews(
                parts, core, new Standing(), List.copyOf(parts.market().universe()), model);
        this.recovery = new Recovery(parts, core);
        this.door = new CommandDoor(loop, parts.log(), ledger, parts.accounts().gate()::isReserved);
        this.controls = new EngineControls(door, core, new ChangeDesk(parts), parts.accounts());
        this.thread = Thread.ofPlatform().name("colin-engine").daemon(true).unstarted(this::live);
    }

    /**
     * Starts an engine's settings.
     *
     * @return a builder
     */
    public static EngineBuilder builder() {
        return new EngineBuilder();
    }

    /**
     * Reads the ledger and starts to run.
     *
     * @throws ColinException if the ledger is damaged, belongs to another input, or a venue cannot be reached
     * @throws IllegalStateException if it was started before
     */
    public void start() {
        if (phase != EnginePhase.CREATED) {
            throw new IllegalStateException("an engine is started once");
        }
        startedNanos = System.nanoTime();
        phase = EnginePhase.RECOVERING;
        try {
            recovery.read(store);
            requireSameInput();
            recovery.started()
                    .ifPresent(run -> core.signals().countFrom(run.header().timeNs()));
            for (Venue venue : parts.lanes().venues()) {
                venue.connect(venue instanceof SimulatedVenue ? core::onReport : loop::offer);
            }
            parts.lanes()
                    .onFailure((child, reason) -> loop.offer(new VenueReport.OrderUpdate(
                            child.venue(),
                            new OrderEvent.Unresolved(
                                    child.orderId(), parts.market().timeNs(), reason))));
            ledger.start();
        } catch (RuntimeException e) {
            phase = EnginePhase.FAILED;
            failure = String.valueOf(e.getMessage());
            closeAll();
            throw e;
        }
        thread.start();
    }

    /**
     * Completes when the source is at its end. The engine then still takes orders against the last market until it is
     * stopped; time stands still meanwhile.
     *
     * @return the report; completed exceptionally with a {@link ColinException} if the engine fails or is stopped before
     */
    public CompletableFuture<RunReport> ended() {
        return ended.copy();
    }

    /**
     * Runs to the end of the source and stops.
     *
     * @return how it came out
     * @throws ColinException if it fails
     */
    public RunReport run() {
        start();
        try {
            return ended.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof ColinException known
                    ? known
                    : new ColinException(ColinException.Reason.STOPPED, "the engine failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ColinException(ColinException.Reason.STOPPED, "interrupted while the engine ran", e);
        } finally {
            stop();
        }
    }

    /** Stops in good order: nothing new is taken, the ledger is written out, everything is closed. Harmless when repeated. */
    public void stop() {
        loop.stop();
        if (phase == EnginePhase.CREATED) {
            phase = EnginePhase.STOPPED;
            closeAll();
            return;
        }
        if (Thread.currentThread().equals(thread)) {
            return;
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop();
    }

    /**
     * What others may read while it runs.
     *
     * @return the view, valid also after the end
     */
    public EngineView view() {
        return views;
    }

    /**
     * Asks for an order.
     *
     * @param submission the order and who asks
     * @return the answer, once it is durable; completed exceptionally with a {@link ColinException} when the ledger fails
     * @throws IllegalArgumentException if the principal has a name that the gate keeps for itself
     */
    public CompletableFuture<SubmitResult> submit(Submission submission) {
        if (!views.status().takesOrders()) {
            return CompletableFuture.completedFuture(new SubmitResult.NotTaken("the engine is " + phase));
        }
        return door.ask(
                submission.principal(), answer -> answer.accept(core.orders().submit(submission)));
    }

    /**
     * Submits orders that hang together, for example a bracket: all are taken or none. Exits are held until what activates
     * them fills, are judged by the gate when they are let go, and are reduce-only.
     *
     * @param submission the group and who asks
     * @return what became of it, once durable; exceptionally a {@link ColinException}
     */
    public CompletableFuture<GroupResult> submit(GroupSubmission submission) {
        if (!views.status().takesOrders()) {
            return CompletableFuture.completedFuture(new GroupResult.NotTaken("the engine is " + phase));
        }
        return door.ask(
                submission.principal(), answer -> answer.accept(core.orders().submit(submission)));
    }

    /**
     * Changes quantity or prices of an order, through the gate again: only what is more than before is new risk. What works
     * at venues is changed there where the venue can, else taken back and placed anew, never more than the quantity at a
     * time; until all have answered the order is {@code PENDING_UPDATE}. A venue may still refuse, and then the old terms
     * stay. Refused with a reason: a quantity not above what is filled, a price the order's type does not have, the quantity
     * of an order of a group, and a change while another, a cancel or a lookup is under way.
     *
     * @param orderId our id
     * @param amendment what is to change
     * @param principal who asks
     * @return what became of it, once durable
     */
    public CompletableFuture<AmendResult> amend(String orderId, Amendment amendment, String principal) {
        return door.ask(principal, answer -> {
            AmendResult result = core.orders().amends().amend(orderId, amendment, principal);
            core.mark();
            answer.accept(result);
        });
    }

    /**
     * Asks for an order to be cancelled.
     *
     * @param orderId a parent's id
     * @param principal who asks
     * @return the answer, once it is durable
     */
    public CompletableFuture<CancelResult> cancel(String orderId, String principal) {
        return door.ask(principal, answer -> {
            CancelResult result = core.orders().cancel(orderId, principal);
            core.mark();
            answer.accept(result);
        });
    }

    /**
     * Asks for open orders to be cancelled.
     *
     * @param which those concerned
     * @param principal who asks
     * @return the answers, once they are durable
     */
    public CompletableFuture<List<CancelResult>> cancelAll(Predicate<? super ParentOrder> which, String principal) {
        return door.ask(principal, answer -> {
            List<CancelResult> results = new ArrayList<>();
            parts.orders().open().stream()
                    .filter(which)
                    .forEach(parent -> results.add(core.orders().cancel(parent.orderId(), principal)));
            answer.accept(results);
        });
    }

    /**
     * What a person may do to the gate while the engine runs.
     *
     * @return the controls; what the gate does not have answers {@link ControlResult.Unsupported}
     */
    public EngineControls controls() {
        return controls;
    }

    /**
     * Throws a kill switch, as {@link EngineControls#kill}.
     *
     * @param scope what is stopped
     * @param target the strategy, symbol, venue or account; empty for the system
     * @param reason why, for a person
     * @param principal who asks
     * @return what became of it, once it is durable
     * @throws IllegalArgumentException if a text is blank, or the target does not fit the scope
     */
    public CompletableFuture<ControlResult> kill(
            KillSwitch.Scope scope, String target, String reason, String principal) {
        return controls.kill(scope, target, reason, principal);
    }

    /**
     * Asks the model now. Recorded, never traded by itself.
     *
     * @param symbols of the universe
     * @param principal who asks
     * @return an outcome a symbol
     */
    public CompletableFuture<List<SignalOutcome>> generateSignals(List<Symbol> symbols, String principal) {
        return askModel(symbols, false, principal);
    }

    /**
     * Asks the model about the bars still under way, as if they closed as they stand. The signals are marked as
     * {@link io.colin.api.signal.Signal#provisional provisional}, recorded and never traded. No
     * signal, feature or state of a model depends on the question. It takes numbers of the record, as every question does, so ids of
     * orders that follow, and what is seeded by them (the jitter of TWAP), differ from those of a run without it.
     *
     * @param symbols of the universe
     * @param principal who asks
     * @return an outcome a symbol; {@code NO_DATA} where the model has no such view, or no trades to make it of
     */
    public CompletableFuture<List<SignalOutcome>> provisionalSignals(List<Symbol> symbols, String principal) {
        return askModel(symbols, true, principal);
    }

    private CompletableFuture<List<SignalOutcome>> askModel(
            List<Symbol> symbols, boolean provisional, String principal) {
        List<Symbol> wanted = List.copyOf(symbols);
        CompletableFuture<List<SignalOutcome>> future = new CompletableFuture<>();
        door.offer(
                principal,
                () -> core.signals()
                        .generate(
                                wanted, provisional, next -> door.offer(principal, next, future), door.answer(future)),
                future);
        return future;
    }

    /**
     * Changes the models in use between two events, without stopping: recorded in the ledger as
     * {@link ModelPromoted}, one a step, at the place where it took effect.
     *
     * @param change what is done and recorded
     * @param principal who asks
     * @return completes once it is durable; exceptionally with what the swap threw, and then nothing has changed
     */
    public CompletableFuture<Void> changeModel(ModelChange change, String principal) {
        CompletableFuture<Void> future = new CompletableFuture<>();
        door.offer(
                principal,
                () -> {
                    try {
                        change.swap().run();
                    } catch (RuntimeException e) {
                        future.completeExceptionally(e);
                        return;
                    }
                    change.steps().forEach(step -> promoted(step, principal));
                    parts.log().afterCommit(() -> door.complete(future, null));
                },
                future);
        return future;
    }

    private void promoted(ModelChange.Step step, String principal) {
        parts.log()
                .emit(new ModelPromoted(
                        parts.log().header("model"),
                        step.model(),
                        step.before(),
                        step.after(),
                        principal,
                        step.reason()));
    }

    private void live() {
        try {
            phase = EnginePhase.WARMING;
            loop.goOnFrom(recovery.lastTimeNs());
            if (source.isLive()) {
                parts.log().sourcePosition(recovery.position()); // what an earlier start took does not come again
            }
            loop.warm(recovery.position(), Math.max(parts.settings().tradeFromNs(), recovery.lastTimeNs()));
            if (!loop.isStopping()) {
                begin();
                loop.trade();
                finish();
                loop.serve();
            }
            requireLedger();
            phase = EnginePhase.STOPPED;
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.ERROR, "the engine failed", e);
            failure = String.valueOf(e.getMessage());
            phase = EnginePhase.FAILED;
            ended.completeExceptionally(
                    e instanceof ColinException
                            ? e
                            : new ColinException(
                                    ColinException.Reason.STOPPED, "the engine failed: " + e.getMessage(), e));
        } finally {
            closeAll();
            ended.completeExceptionally(new ColinException(
                    ColinException.Reason.STOPPED, "the engine was stopped before its source ended"));
        }
    }

    private void begin() {
        EngineSettings settings = parts.settings();
        long now = Math.max(loop.nextTimeNs(), recovery.lastTimeNs());
        core.advance(now);
        core.trading(true);
        parts.log().cause(now, "start", "engine");
        if (recovery.started().isPresent()) {
            tradedFromNs = recovery.started().orElseThrow().header().timeNs();
            resumed = true;
            parts.log().emit(new RunResumed(parts.log().header("run"), settings.runId(), recovery.records()));
            recordOtherModel();
            loop.runFirst();
            recovery.resume();
        } else {
            tradedFromNs = now;
            parts.log().emit(started(settings));
            loop.runFirst();
        }
        core.mark();
        core.desks().costs().flush();
        parts.log().flush();
        fidelity = EngineViews.fidelity(parts);
        phase = EnginePhase.TRADING;
    }

    private RunStarted started(EngineSettings settings) {
        return new RunStarted(
                parts.log().header("run"),
                settings.runId(),
                source.id(),
                source.fingerprint(),
                settings.account(),
                settings.currency(),
                settings.initialCash(),
                settings.seed(),
                parts.log().configHash(),
                modelName());
    }

    private String modelName() {
        return model.map(m -> m.description().id() + "@" + m.description().version())
                .orElse("");
    }

    /** Records that the run goes on with another model than it stopped with. */
    private void recordOtherModel() {
        String before = recovery.model().orElse("");
        if (!before.equals(modelName()) && model.isPresent()) {
            ModelStage stage = model.orElseThrow().description().stage();
            String reason = "found at the restart in place of " + (before.isEmpty() ? "none" : before);
            promoted(new ModelChange.Step(modelName(), stage, ModelStage.CHAMPION, reason), "engine");
        }
    }

    private void finish() {
        requireLedger();
        if (loop.isStopping()) {
            return;
        }
        core.mark();
        fidelity = EngineViews.fidelity(parts);
        stateHash = StateHash.of(
                parts.accounts().lastPortfolio(), parts.orders(), core.signals().all());
        parts.log().cause(parts.market().timeNs(), "end", "engine");
        core.desks().costs().finish();
        parts.log()
                .emit(new RunEnded(parts.log().header("run"), parts.settings().runId(), stateHash));
        CompletableFuture<Void> durable = new CompletableFuture<>();
        parts.log().afterCommit(() -> durable.complete(null));
        parts.log().flush();
        try {
            durable.join();
        } catch (CompletionException e) {
            throw new ColinException(ColinException.Reason.STORE_FAILED, "ledger: the end could not be recorded", e);
        }
        requireLedger();
        endedNanos = System.nanoTime();
        phase = EnginePhase.ENDED;
        ended.complete(views.report());
    }

    private void requireLedger() {
        ledger.failure().ifPresent(broken -> {
            core.orders().cancelAll("ledger failure");
            throw broken;
        });
    }

    private void requireSameInput() {
        Optional<RunStarted> started = recovery.started();
        if (started.isEmpty()) {
            return;
        }
        RunStarted run = started.orElseThrow();
        requireSame("source", run.sourceFingerprint(), source.fingerprint());
        requireSame("account", run.account(), parts.settings().account());
        requireSame(
                "seed",
                Long.toString(run.seed()),
                Long.toString(parts.settings().seed()));
        if (!mayChangeModel) {
            requireSame("model", recovery.model().orElse(run.model()), modelName());
        }
        if (!run.configHash().equals(parts.log().configHash())) {
            LOG.log(System.Logger.Level.WARNING, "the run goes on with other settings than it began with");
        }
        requireSame("currency", run.currency(), parts.settings().currency());
        requireSame(
                "initialCash",
                run.initialCash().toPlainString(),
                parts.settings().initialCash().toPlainString());
        if (recovery.ended()) {
            throw new ColinException(
                    ColinException.Reason.SETTINGS_INVALID,
                    "store: the run in this ledger has come to its end (" + run.runId() + "); use a new ledger");
        }
    }

    private static void requireSame(String field, String before, String now) {
        if (!before.equals(now)) {
            throw new ColinException(
                    ColinException.Reason.SETTINGS_INVALID,
                    field + ": must be that of the run in the ledger, " + before + " (" + now + ")");
        }
    }

    private void closeAll() {
        List<AutoCloseable> closing =
                List.of(loop::close, ledger, parts.lanes(), core.desks().figures(), core.signals(), store);
        for (AutoCloseable part : closing) {
            try {
                part.close();
            } catch (Exception e) {
                LOG.log(System.Logger.Level.WARNING, "could not close", e);
            }
        }
    }

    /** What the views ask of the engine itself. */
    private final class Standing implements EngineViews.Progress {
        @Override
        public EngineStatus status() {
            return new EngineStatus(
                    phase,
                    parts.settings().runId(),
                    source.id(),
                    parts.market().timeNs(),
                    parts.log().sourcePosition(),
                    source.expectedEvents().orElse(EngineStatus.UNKNOWN),
                    parts.log().sequence(),
                    ledger.durableSequence(),
                    resumed,
                    loop.beatNs(),
                    failure);
        }

        @Override
        public String stateHash() {
            return stateHash;
        }

        @Override
        public String fidelity() {
            return fidelity;
        }

        @Override
        public long tradedFromNs() {
            return tradedFromNs;
        }

        @Override
        public long elapsedNs() {
            long until = endedNanos == 0 ? System.nanoTime() : endedNanos;
            return startedNanos == 0 ? 0 : until - startedNanos;
        }
    }
}
