package io.colin.ml.lifecycle;

import io.colin.api.instrument.Symbol;
import io.colin.api.signal.ModelInput;
import io.colin.api.signal.ResolvedSignal;
import io.colin.api.signal.Signal;
import io.colin.api.signal.SignalModel;
import io.colin.api.signal.SignalOutcome;
import io.colin.ml.drift.DriftWindow;
import io.colin.ml.drift.ObservedRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * Scores every model of a line-up on a thread of its own, in the order of the decision points: those in the shadow are
 * asked here, what champion and challenger said is handed in. Nothing of it lies on the way of an order; when it falls
 * far behind, the evaluating thread waits rather than a decision being left out.
 */
final class ShadowDesk implements Evidence, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ShadowDesk.class.getName());
    private static final int WAITING = 4096;
    private static final long CLOSE_SECONDS = 10;

    private final BiConsumer<String, ScoredOutcome> listener;
    private final Map<String, OutcomeTracker> trackers = new HashMap<>();
    private final List<Lesson> owed = new ArrayList<>();
    private final Map<String, Track> tracks = new ConcurrentHashMap<>();
    private final Map<String, DriftWindow> windows = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor thread;

    ShadowDesk(BiConsumer<String, ScoredOutcome> listener) {
        this.listener = listener;
        BlockingQueue<Runnable> queue = new ArrayBlockingQueue<>(WAITING);
        this.thread = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                queue,
                Thread.ofPlatform().name("colin-shadow").daemon(true).factory(),
                (task, executor) -> enqueue(queue, executor, task));
    }

    /** What one model has done; outcomes are only added. */
    private static final class Track {
        private final long firstNs;
        private final List<ScoredOutcome> outcomes = new ArrayList<>();
        private long lastNs;
        private long restoredNs = Long.MIN_VALUE;

        private Track(long firstNs) {
            this.firstNs = firstNs;
            this.lastNs = firstNs;
        }
    }

    /** Takes what is known from before a restart. */
    void restore(String model, TrackRecord before) {
        Track track = new Track(before.firstNs());
        track.lastNs = before.lastNs();
        track.restoredNs = before.lastNs();
        track.outcomes.addAll(before.outcomes());
        tracks.putIfAbsent(model, track);
    }

    /** Keeps observations of a model from now on; of no effect when it is watched already. */
    void watch(String model, long barNs) {
        windows.putIfAbsent(model, DriftWindow.ofBars(barNs));
    }

    /** What is kept of a model's observations; empty when it is not watched. */
    List<double[]> observations(String model, Symbol symbol) {
        DriftWindow window = windows.get(model);
        if (window == null) {
            return List.of();
        }
        synchronized (window) {
            return window.rows(symbol);
        }
    }

    /** Scores decision points; what was said of them by those that trade is given, by model. */
    void score(List<LiveInput> inputs, Map<String, List<SignalOutcome>> said) {
        thread.execute(() -> {
            for (int i = 0; i < inputs.size(); i++) {
                LiveInput input = inputs.get(i);
                for (String id : input.lineup().ids()) {
                    List<SignalOutcome> known = said.get(id);
                    Optional<SignalOutcome> outcome = known == null ? ask(input, id) : Optional.of(known.get(i));
                    take(input, id, outcome, known == null);
                }
            }
        });
    }

    /** What a model that trades now has to learn of a signal it gave in the shadow. */
    record Lesson(String model, ResolvedSignal resolved) {}

    /** Lessons that came due since the last call, in the order they did; to be called after {@link #drain}. */
    List<Lesson> owed() {
        List<Lesson> due = List.copyOf(owed);
        owed.clear();
        return due;
    }

    /** Whether lessons may come due for models that trade; to be called after {@link #drain}. */
    boolean owes(List<String> trading) {
        return trading.stream()
                .map(trackers::get)
                .anyMatch(tracker -> tracker != null && tracker.followsFromTheShadow());
    }

    /** Runs once everything before is scored. */
    void afterwards(Runnable action) {
        thread.execute(action);
    }

    /** As {@link #afterwards}, but never waits: false, and nothing happens, while it is far behind or closed. */
    boolean afterwardsIfRoom(Runnable action) {
        if (thread.isShutdown() || thread.getQueue().remainingCapacity() < WAITING / 2) {
            return false;
        }
        thread.execute(action);
        return true;
    }

    /** Waits until everything before is scored. */
    void drain() {
        try {
            thread.submit(() -> {}).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | RejectedExecutionException e) {
            LOG.log(System.Logger.Level.WARNING, "the shadow thread is gone", e);
        }
    }

    @Override
    public Optional<TrackRecord> record(String model) {
        Track track = tracks.get(model);
        if (track == null) {
            return Optional.empty();
        }
        synchronized (track) {
            return Optional.of(new TrackRecord(track.firstNs, track.lastNs, track.outcomes));
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private static void enqueue(BlockingQueue<Runnable> queue, ThreadPoolExecutor executor, Runnable task) {
        if (executor.isShutdown()) {
            throw new RejectedExecutionException("the shadow desk is closed");
        }
        try {
            queue.put(task);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RejectedExecutionException("interrupted while waiting", e);
        }
    }

    private static Optional<SignalOutcome> ask(LiveInput input, String id) {
        ModelInput own = input.inputs().get(id);
        if (own == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(input.lineup().model(id).evaluate(List.of(own)).getFirst());
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "model " + id + " failed in the shadow", e);
            return Optional.empty();
        }
    }

    private void take(LiveInput input, String id, Optional<SignalOutcome> outcome, boolean shadow) {
        long now = input.dataAsOfNs();
        observe(input, id);
        OutcomeTracker tracker = trackers.computeIfAbsent(id, key -> new OutcomeTracker());
        Track track = tracks.computeIfAbsent(id, key -> new Track(now));
        List<OutcomeTracker.Answered> resolved = tracker.advance(input.symbol(), now, input.mark());
        synchronized (track) {
            boolean again = now < track.lastNs;
            track.lastNs = Math.max(track.lastNs, now);
            // A run taken up again passes over what was scored before it stopped.
            if (!again) {
                resolved.forEach(r -> add(id, track, r.resolved()));
            }
        }
        for (OutcomeTracker.Answered answered : resolved) {
            if (shadow) {
                teach(input.lineup().model(id), answered.resolved());
            } else if (answered.inShadow()) {
                owed.add(new Lesson(id, answered.resolved()));
            }
        }
        if (outcome.isPresent() && outcome.orElseThrow() instanceof Signal signal) {
            tracker.follow(signal, shadow);
        }
    }

    private void observe(LiveInput input, String id) {
        DriftWindow window = windows.get(id);
        if (window != null && input.inputs().get(id) instanceof ObservedRow row) {
            synchronized (window) {
                window.add(row);
            }
        }
    }

    private void add(String id, Track track, ResolvedSignal resolved) {
        Signal signal = resolved.signal();
        ScoredOutcome scored = new ScoredOutcome(
                signal.symbol(),
                signal.dataAsOfNs(),
                resolved.resolvedAtNs(),
                signal.direction(),
                resolved.known(),
                resolved.exitReturn(),
                resolved.netReturn() * signal.strength(),
                signal.strength());
        // Of the last moment before the stop some may have been kept already.
        if (scored.resolvedAtNs() == track.restoredNs && track.outcomes.contains(scored)) {
            return;
        }
        track.outcomes.add(scored);
        listener.accept(id, scored);
    }

    private static void teach(SignalModel model, ResolvedSignal resolved) {
        try {
            model.onResolved(resolved);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "a model in the shadow failed to learn", e);
        }
    }
}
