package io.colin.execution.engine;

import io.colin.api.ColinException;
import io.colin.api.event.LedgerEvent;
import io.colin.api.event.OrderFilled;
import io.colin.api.event.SignalEmitted;
import io.colin.api.event.SignalResolved;
import io.colin.api.event.SignalWithheld;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.MarketEvent;
import io.colin.api.signal.Direction;
import io.colin.api.signal.ModelInput;
import io.colin.api.signal.NoSignal;
import io.colin.api.signal.ResolvedSignal;
import io.colin.api.signal.Signal;
import io.colin.api.signal.SignalModel;
import io.colin.api.signal.SignalOutcome;
import io.colin.api.signal.SignalReason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Asks the model. Features follow every event on the engine's thread; the judging of all inputs of one moment happens on
 * a worker as one batch, and its outcomes enter at a stated event time, for which the engine waits.
 */
final class SignalDesk implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(SignalDesk.class.getName());
    private static final int PER_MINUTE = 20;
    private static final long MINUTE_NS = 60_000_000_000L;
    private static final long CLOSE_SECONDS = 10;

    private final Parts parts;
    private final Optional<SignalModel> model;
    private final SignalTracker tracker;
    private final TargetDesk targets;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("colin-inference").daemon(true).factory());
    private final ConcurrentSkipListMap<Long, SignalEmitted> signals = new ConcurrentSkipListMap<>();
    private final Map<String, Signal> tradedById = new HashMap<>();
    private final Map<Symbol, Deque<Long>> recent = new HashMap<>();
    private List<ModelInput> waiting = new ArrayList<>();
    private long waitingSinceNanos;
    private long countedFromNs = Long.MAX_VALUE;

    /** What a worker found. */
    private record Judged(List<SignalOutcome> outcomes, long elapsedNs, long beforeNs) {}

    SignalDesk(Parts parts, Optional<SignalModel> model, SignalTracker tracker, TargetDesk targets) {
        this.parts = parts;
        this.model = model;
        this.tracker = tracker;
        this.targets = targets;
    }

    /** Feeds the model; a decision point is judged when it may be traded. */
    void observe(MarketEvent event, boolean trading) {
        if (model.isEmpty()) {
            return;
        }
        long begun = System.nanoTime();
        Optional<? extends ModelInput> input = model.orElseThrow().observe(event);
        if (input.isEmpty()) {
            return;
        }
        parts.latencies().record(LatencyRecorder.Stage.FEATURE, System.nanoTime() - begun);
        if (trading || parts.market().timeNs() > countedFromNs) {
            tracker.onDecisionPoint();
        }
        if (!trading) {
            return;
        }
        if (waiting.isEmpty()) {
            waitingSinceNanos = begun;
            parts.timers().at(parts.market().timeNs() + 1, this::judgeWaiting);
        }
        waiting.add(input.orElseThrow());
    }

    /**
     * Judges the last inputs of symbols for a person, or those of their unfinished bars; recorded, never traded. The
     * worker's outcomes come back through
     * the door every command takes, so that the engine never waits for them.
     */
    void generate(
            List<Symbol> symbols, boolean provisional, Consumer<Runnable> door, Consumer<List<SignalOutcome>> answer) {
        List<ModelInput> inputs = new ArrayList<>();
        List<SignalOutcome> missing = new ArrayList<>();
        for (Symbol symbol : symbols) {
            try {
                input(symbol, provisional).ifPresentOrElse(inputs::add, () -> missing.add(without(symbol)));
            } catch (RuntimeException e) {
                // Nothing a person asks may stop the engine.
                LOG.log(System.Logger.Level.ERROR, "the model failed to look at " + symbol.name(), e);
                missing.add(noSignal(symbol, SignalReason.MODEL_FAILED, failure(e)));
            }
        }
        if (inputs.isEmpty()) {
            answer.accept(missing);
            return;
        }
        CompletableFuture<Judged> result = evaluate(inputs, System.nanoTime());
        Runnable enter = () -> {
            List<SignalOutcome> outcomes = new ArrayList<>(missing);
            outcome(result, inputs).outcomes().forEach(outcome -> outcomes.add(take(outcome, false)));
            answer.accept(outcomes);
        };
        worker.execute(() -> door.accept(enter));
    }

    private Optional<ModelInput> input(Symbol symbol, boolean provisional) {
        return model.flatMap(m -> provisional ? m.provisional(symbol) : m.latest(symbol));
    }

    private NoSignal without(Symbol symbol) {
        return model.flatMap(m -> m.latest(symbol)).isPresent()
                ? noSignal(symbol, SignalReason.NO_DATA, "the model has no view of an unfinished bar")
                : noSignal(symbol, SignalReason.WARMING_UP, "no decision point yet");
    }

    List<SignalEmitted> newestFirst(Predicate<? super SignalEmitted> filter, String afterId, int limit) {
        return signals.descendingMap().values().stream()
                .dropWhile(
                        emitted -> !afterId.isEmpty() && !emitted.signal().id().equals(afterId))
                .skip(afterId.isEmpty() ? 0 : 1)
                .filter(filter)
                .limit(limit)
                .toList();
    }

    /** Counts the decision points of a run that began before a restart. */
    void countFrom(long runStartNs) {
        countedFromNs = runStartNs;
    }

    /** Takes a signal back after a restart. */
    void restore(SignalEmitted emitted) {
        signals.put(emitted.header().sequence(), emitted);
        if (emitted.traded()) {
            tradedById.put(emitted.signal().id(), emitted.signal());
            tracker.restore(emitted.signal());
        }
    }

    /** A traded signal by its id. */
    Optional<Signal> signal(String id) {
        return Optional.ofNullable(tradedById.get(id));
    }

    /**
     * Hands what became of signals on to the model: on the worker, so that it lies between evaluations exactly as it
     * lies between decision points.
     */
    void learn(LedgerEvent event) {
        switch (event) {
            case SignalResolved resolved ->
                signal(resolved.signalId())
                        .map(signal -> resolved(signal, resolved))
                        .ifPresent(known -> teach(m -> m.onResolved(known)));
            case OrderFilled filled ->
                parts.orders()
                        .parent(filled.fill().parentId())
                        .filter(parent -> tradedById.containsKey(parent.intent().correlationId()))
                        .flatMap(parent -> parts.market()
                                .instrument(filled.fill().symbol())
                                .flatMap(terms -> RealisedCost.of(terms, parent, filled.fill())))
                        .ifPresent(cost -> teach(m -> m.onExecution(cost)));
            default -> {}
        }
    }

    private static ResolvedSignal resolved(Signal signal, SignalResolved event) {
        return new ResolvedSignal(
                signal,
                Math.max(event.header().timeNs(), signal.dataAsOfNs()),
                event.verdict() != SignalResolved.Verdict.UNRESOLVED,
                event.realised(),
                event.exitReturn(),
                event.netReturn());
    }

    private void teach(Consumer<SignalModel> lesson) {
        model.ifPresent(m -> worker.execute(() -> {
            try {
                lesson.accept(m);
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "the model failed to learn", e);
            }
        }));
    }

    List<SignalEmitted> all() {
        return List.copyOf(signals.values());
    }

    @Override
    public void close() {
        worker.shutdown();
        try {
            if (!worker.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                worker.shutdownNow();
            }
        } catch (InterruptedException e) {
            worker.shutdownNow();
            Thread.currentThread().interrupt();
        }
        model.ifPresent(SignalModel::close);
    }

    private void judgeWaiting() {
        List<ModelInput> inputs = waiting;
        waiting = new ArrayList<>();
        judge(inputs, waitingSinceNanos, judged -> {
            long begun = System.nanoTime();
            for (SignalOutcome outcome : judged.outcomes()) {
                int before = parts.orders().children().size();
                boolean may = !(outcome instanceof Signal said && said.provisional());
                if (take(outcome, may) instanceof Signal signal && may && signal.direction() != Direction.NEUTRAL) {
                    targets.onSignal(signal);
                }
                if (parts.orders().children().size() > before) {
                    long elapsed = judged.beforeNs() + judged.elapsedNs() + (System.nanoTime() - begun);
                    parts.latencies().record(LatencyRecorder.Stage.END_TO_END, elapsed);
                }
            }
        });
    }

    private void judge(List<ModelInput> inputs, long sinceNanos, Consumer<Judged> then) {
        CompletableFuture<Judged> result = evaluate(inputs, sinceNanos);
        parts.timers()
                .at(
                        parts.market().timeNs() + parts.settings().inferenceDelayNs(),
                        () -> then.accept(outcome(result, inputs)));
    }

    private CompletableFuture<Judged> evaluate(List<ModelInput> inputs, long sinceNanos) {
        SignalModel judge = model.orElseThrow();
        long before = System.nanoTime() - sinceNanos;
        return CompletableFuture.supplyAsync(
                () -> {
                    long begun = System.nanoTime();
                    List<SignalOutcome> outcomes = judge.evaluate(inputs);
                    long elapsed = System.nanoTime() - begun;
                    parts.latencies().record(LatencyRecorder.Stage.INFERENCE, elapsed);
                    return new Judged(outcomes, elapsed, before);
                },
                worker);
    }

    private Judged outcome(CompletableFuture<Judged> result, List<ModelInput> inputs) {
        try {
            Judged judged = result.join();
            if (judged.outcomes().size() == inputs.size()) {
                return judged;
            }
            return failed(inputs, judged.outcomes().size() + " outcomes for " + inputs.size() + " inputs");
        } catch (CompletionException e) {
            LOG.log(System.Logger.Level.ERROR, "the model failed", e);
            return failed(inputs, failure(e.getCause()));
        }
    }

    private static String failure(@Nullable Throwable cause) {
        return cause instanceof ColinException known ? String.valueOf(known.getMessage()) : "the model failed";
    }

    private Judged failed(List<ModelInput> inputs, String detail) {
        List<SignalOutcome> outcomes = new ArrayList<>();
        inputs.forEach(input -> outcomes.add(noSignal(input.symbol(), SignalReason.MODEL_FAILED, detail)));
        return new Judged(outcomes, 0, 0);
    }

    private SignalOutcome take(SignalOutcome outcome, boolean traded) {
        return switch (outcome) {
            case NoSignal none -> withhold(none, traded);
            case Signal signal -> takeSignal(signal, traded);
        };
    }

    private SignalOutcome takeSignal(Signal signal, boolean traded) {
        long now = parts.market().timeNs();
        if (traded && now > signal.expiresAtNs()) {
            return withhold(noSignal(signal.symbol(), SignalReason.EXPIRED, "older than its validity"), true);
        }
        if (traded && signal.direction() != Direction.NEUTRAL && !withinRate(signal.symbol(), now)) {
            return withhold(noSignal(signal.symbol(), SignalReason.RATE_LIMITED, "limit=" + PER_MINUTE + "/min"), true);
        }
        String id = parts.settings().runId() + "-s" + (parts.log().sequence() + 1);
        Signal identified = signal.identified(id, now, id);
        SignalEmitted emitted = new SignalEmitted(parts.log().header(id), identified, traded);
        parts.log().emit(emitted);
        signals.put(emitted.header().sequence(), emitted);
        if (traded) {
            tradedById.put(identified.id(), identified);
            tracker.onSignal(identified);
        }
        return identified;
    }

    private SignalOutcome withhold(NoSignal none, boolean traded) {
        if (traded) {
            tracker.onWithheld(none);
        }
        parts.log().emit(new SignalWithheld(parts.log().header("signal"), none));
        return none;
    }

    private boolean withinRate(Symbol symbol, long now) {
        Deque<Long> times = recent.computeIfAbsent(symbol, key -> new ArrayDeque<>());
        while (!times.isEmpty() && times.peekFirst() <= now - MINUTE_NS) {
            times.removeFirst();
        }
        if (times.size() >= PER_MINUTE) {
            return false;
        }
        times.addLast(now);
        return true;
    }

    private NoSignal noSignal(Symbol symbol, SignalReason reason, String detail) {
        String id = model.map(m -> m.description().id()).orElse("none");
        return new NoSignal(symbol, parts.market().timeNs(), id, reason, detail);
    }
}
