package io.colin.ml.lifecycle;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import io.colin.api.internal.Require;
import io.colin.ml.registry.ModelFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Trains one model at a time on one thread of the lowest priority, beside the engine and never in its way. What comes out
 * enters the registry as a candidate; what fails is recorded, and the models at work stay. In a replay a training takes a
 * stated event time instead of whatever the machine needs. Safe for any thread.
 */
public final class BackgroundTrainer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(BackgroundTrainer.class.getName());
    private static final int REMEMBERED = 100;
    private static final long CLOSE_MS = 30_000;

    private final ModelRegistry registry;
    private final Consumer<TrainingResult> listener;
    private final Optional<Duration> takes;
    private final List<TrainingResult> results = new ArrayList<>();
    private @Nullable Thread running;
    private @Nullable Asked asked;
    private volatile boolean stopping;
    private boolean closed;

    private BackgroundTrainer(ModelRegistry registry, Consumer<TrainingResult> listener, Optional<Duration> takes) {
        this.registry = registry;
        this.listener = listener;
        this.takes = takes;
    }

    /** A training of a replay that is not over by event time. */
    private record Asked(TrainingJob job, long timeNs, String reason) {}

    /**
     * A trainer that does nothing yet.
     *
     * @param registry takes the candidates
     * @param listener hears of every result, on the training thread
     * @return the trainer
     */
    public static BackgroundTrainer into(ModelRegistry registry, Consumer<TrainingResult> listener) {
        return new BackgroundTrainer(registry, listener, Optional.empty());
    }

    /**
     * A trainer of a replay: what it is asked for counts as running until {@link #advance} comes to its end by event time,
     * which trains on the caller's thread. The same events give the same candidates at the same times, however fast the
     * machine is.
     *
     * @param registry takes the candidates
     * @param takes how long a training lasts, event time, above 0
     * @param listener hears of every result, on the thread that advances
     * @return the trainer
     */
    public static BackgroundTrainer replayed(
            ModelRegistry registry, Duration takes, Consumer<TrainingResult> listener) {
        return new BackgroundTrainer(registry, listener, Optional.of(Require.positive("takes", takes)));
    }

    /**
     * Begins a training, unless one is running.
     *
     * @param job the training
     * @param timeNs event time at which it was asked for, ns since epoch
     * @param reason why, for a person
     * @return false when one is running or the trainer is closed: then nothing happens
     */
    @SuppressWarnings("ThreadPriorityCheck") // Nothing relies on it: it only leaves the processor to the engine first.
    public synchronized boolean begin(TrainingJob job, long timeNs, String reason) {
        Require.text("reason", reason);
        if (isRunning() || closed) {
            return false;
        }
        stopping = false;
        if (takes.isPresent()) {
            asked = new Asked(job, timeNs, reason);
            return true;
        }
        Thread thread = Thread.ofPlatform()
                .name("colin-trainer")
                .daemon(true)
                .priority(Thread.MIN_PRIORITY)
                .unstarted(() -> run(job, timeNs, reason));
        running = thread;
        thread.start();
        return true;
    }

    /**
     * Tells the trainer of a replay how late it is: a training that is over by then is carried out now, and its result is
     * known when this returns. Harmless elsewhere, and when none is due.
     *
     * @param timeNs event time, ns since epoch
     */
    public void advance(long timeNs) {
        Asked due;
        synchronized (this) {
            due = asked;
            if (due == null
                    || closed
                    || timeNs - due.timeNs() < takes.orElseThrow().toNanos()) {
                return;
            }
            asked = null;
        }
        run(due.job(), due.timeNs(), due.reason());
    }

    /** Asks the training that runs to stop at its next batch; harmless when none does. */
    public void cancel() {
        stopping = true;
    }

    /**
     * Whether a training runs.
     *
     * @return true from {@link #begin} until its result is known
     */
    public synchronized boolean isRunning() {
        return running != null || asked != null;
    }

    /**
     * What came of the trainings so far.
     *
     * @return the last 100, oldest first
     */
    public synchronized List<TrainingResult> results() {
        return List.copyOf(results);
    }

    /** Stops the training that runs and waits for it, at most half a minute; nothing begins or is advanced any more. */
    @Override
    public void close() {
        Thread thread;
        synchronized (this) {
            closed = true;
            thread = running;
        }
        cancel();
        if (thread != null && !Thread.currentThread().equals(thread)) {
            try {
                thread.join(CLOSE_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run(TrainingJob job, long timeNs, String reason) {
        TrainingResult result;
        try {
            ModelFile file = job.train(this::checkStopping);
            checkStopping();
            result = new TrainingResult.Trained(reason, registry.register(file, "trainer", timeNs, reason));
        } catch (RuntimeException | Error e) {
            // An error too, say of a native library: the trainer would count as busy for ever.
            LOG.log(System.Logger.Level.WARNING, "a training in the background failed; the models at work stay", e);
            result = new TrainingResult.Failed(reason, String.valueOf(e.getMessage()));
        }
        synchronized (this) {
            if (results.size() == REMEMBERED) {
                results.removeFirst();
            }
            results.add(result);
            running = null;
        }
        listener.accept(result);
    }

    private void checkStopping() {
        if (stopping) {
            throw new ColinException(Reason.STOPPED, "the training was told to stop");
        }
    }
}
