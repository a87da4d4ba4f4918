package io.colin.execution.engine;

import io.colin.api.event.RiskFiguresComputed;
import io.colin.api.metrics.MetricCatalog;
import io.colin.api.metrics.MetricDefinition;
import io.colin.api.metrics.MetricsSink;
import io.colin.api.portfolio.Portfolio;
import io.colin.api.risk.RiskContext;
import io.colin.api.risk.RiskFigures;
import io.colin.api.risk.RiskTask;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Has the slow work of the gate done on a thread of its own. Its result enters at the event time the task names: a replay
 * waits for it there, so that its speed and the machine's load change nothing; a live engine never waits and takes the
 * result as soon after that time as it is there. Engine thread only, but for the last figures.
 */
final class RiskTasks implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(RiskTasks.class.getName());
    private static final long LOOK_AGAIN_NS = 10_000_000;
    private static final long CLOSE_SECONDS = 10;
    private static final double SECOND_NS = 1e9;

    private final Parts parts;
    private final boolean live;
    private final MetricsSink sink;
    private final FigureRecord record = new FigureRecord();
    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("colin-risk").daemon(true).factory());
    private Runnable onApplied = () -> {};
    private boolean out;
    private volatile Optional<RiskFigures> last = Optional.empty();

    /**
     * A desk without work.
     *
     * @param parts of the engine
     * @param live whether event time goes on by the clock, so that nothing may wait
     * @param sink where the time of the work goes
     */
    RiskTasks(Parts parts, boolean live, MetricsSink sink) {
        this.parts = parts;
        this.live = live;
        this.sink = sink;
    }

    /** Who is told after a result has entered. */
    void onApplied(Runnable action) {
        onApplied = action;
    }

    /** Starts what is due. One task is out at a time. */
    void ask(Portfolio portfolio) {
        if (out) {
            return;
        }
        try {
            parts.accounts()
                    .gate()
                    .dueTask(new RiskContext(parts.market(), portfolio))
                    .ifPresent(this::start);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "the gate's slow work could not be prepared", e);
            publish(failed(e));
        }
    }

    /** What was found last. */
    Optional<RiskFigures> last() {
        return last;
    }

    /** Takes back what was recorded before a restart: for readers, the gate computes anew. */
    void restore(RiskFiguresComputed computed) {
        record.restore(computed);
        last = Optional.of(computed.figures());
    }

    @Override
    public void close() {
        worker.shutdownNow();
        try {
            if (!worker.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.log(System.Logger.Level.WARNING, "the gate's slow work did not stop");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void start(RiskTask task) {
        out = true;
        CompletableFuture<Void> done = CompletableFuture.runAsync(() -> timed(task), worker);
        enterAt(task.appliesAtNs(), task, done);
    }

    private void timed(RiskTask task) {
        long begun = System.nanoTime();
        for (RiskTask.Part part : task.parts()) {
            long started = System.nanoTime();
            part.work().run();
            Optional<MetricDefinition> time = timeOf(part.name());
            time.ifPresent(metric -> sink.observe(metric, secondsSince(started)));
        }
        sink.observe(MetricCatalog.RISK_FIGURES_TIME, secondsSince(begun));
    }

    private static Optional<MetricDefinition> timeOf(String part) {
        return switch (part) {
            case RiskTask.VALUE_AT_RISK -> Optional.of(MetricCatalog.RISK_VAR_TIME);
            case RiskTask.STRESS -> Optional.of(MetricCatalog.RISK_STRESS_TIME);
            default -> Optional.empty();
        };
    }

    private static double secondsSince(long startedNs) {
        return (System.nanoTime() - startedNs) / SECOND_NS;
    }

    private void enterAt(long timeNs, RiskTask task, CompletableFuture<Void> done) {
        parts.timers().at(timeNs, () -> {
            if (live && !done.isDone()) {
                enterAt(now() + LOOK_AGAIN_NS, task, done);
            } else {
                enter(task, done);
            }
        });
    }

    private void enter(RiskTask task, CompletableFuture<Void> done) {
        out = false;
        publish(figures(task, done));
        onApplied.run();
    }

    private RiskFigures figures(RiskTask task, CompletableFuture<Void> done) {
        try {
            done.join();
            return task.apply();
        } catch (CompletionException e) {
            LOG.log(System.Logger.Level.ERROR, "the gate's slow work failed", e);
            return failed(e.getCause() instanceof RuntimeException known ? known : e);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "the result of the gate's slow work could not be used", e);
            return failed(e);
        }
    }

    private RiskFigures failed(RuntimeException e) {
        return RiskFigures.failed(now(), "the gate's slow work failed: " + e);
    }

    /** Tells everybody; records what is worth it. */
    private void publish(RiskFigures figures) {
        last = Optional.of(figures);
        RiskFiguresComputed computed = new RiskFiguresComputed(parts.log().header("risk"), figures);
        if (record.take(computed)) {
            parts.log().emit(computed);
        } else {
            parts.log().announce(computed);
        }
    }

    private long now() {
        return parts.market().timeNs();
    }
}
