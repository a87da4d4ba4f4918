package io.colin.execution.engine;

import io.colin.api.ColinException;
import io.colin.api.event.LedgerEvent;
import io.colin.api.ledger.AppendResult;
import io.colin.api.ledger.EventStore;
import io.colin.api.ledger.LedgerEntry;
import io.colin.api.ledger.UniqueKey;
import io.colin.api.metrics.MetricCatalog;
import io.colin.api.metrics.MetricsSink;
import io.colin.execution.store.LedgerCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Makes batches durable on a thread of its own: whatever waits is committed together. A batch is never torn. After the
 * first failure nothing more is written and every batch is dropped, which {@link #failure()} tells.
 */
final class LedgerWriter implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(LedgerWriter.class.getName());
    private static final int CAPACITY = 4096;
    private static final int GROUP = 512;
    private static final long POLL_MS = 50;
    private static final double SECOND_NS = 1e9;

    /** What {@link #close} wakes the thread with; nothing is written for it. */
    private static final Batch END = new Batch(List.of(), List.of(), 0);

    private final EventStore store;
    private final LatencyRecorder latencies;
    private final MetricsSink sink;
    private final BlockingQueue<Batch> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final Thread thread;
    private volatile boolean closing;
    private volatile Optional<ColinException> failure = Optional.empty();
    private volatile long durableSequence;
    private volatile long oldestWaitingNanos;

    /** An event to record. */
    record Pending(LedgerEvent event, String principal, String configHash, List<UniqueKey> keys) {}

    /** What one input caused. */
    record Batch(List<Pending> events, List<Runnable> afterCommit, long enqueuedNanos) {}

    LedgerWriter(EventStore store, LatencyRecorder latencies, MetricsSink sink) {
        this.store = store;
        this.latencies = latencies;
        this.sink = sink;
        this.thread = Thread.ofPlatform().name("colin-ledger").daemon(true).unstarted(this::run);
    }

    void start() {
        durableSequence = store.lastSequence();
        thread.start();
    }

    /** Queues a batch, waiting while the queue is full: a replay is slowed down rather than outrun its ledger. */
    void put(Batch batch) {
        try {
            while (failure.isEmpty() && !queue.offer(batch, POLL_MS, TimeUnit.MILLISECONDS)) {
                if (closing) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ColinException(ColinException.Reason.STOPPED, "interrupted while waiting for the ledger", e);
        }
        if (failure.isPresent()) {
            batch.afterCommit().forEach(LedgerWriter::runAction);
        }
    }

    Optional<ColinException> failure() {
        return failure;
    }

    long durableSequence() {
        return durableSequence;
    }

    private long lagNanos() {
        long oldest = oldestWaitingNanos;
        return oldest == 0 ? 0 : System.nanoTime() - oldest;
    }

    /** Writes what waits and stops. */
    @Override
    public void close() {
        closing = true;
        if (!thread.isAlive()) {
            return;
        }
        try {
            while (!queue.offer(END) && thread.isAlive()) { // A full queue: it is awake, and soon makes room.
                thread.join(POLL_MS);
            }
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        List<Batch> group = new ArrayList<>();
        while (!closing || !queue.isEmpty()) {
            try {
                Batch first = queue.take();
                group.add(first);
                queue.drainTo(group, GROUP);
                group.remove(END);
                oldestWaitingNanos = first.enqueuedNanos();
                commit(group);
                oldestWaitingNanos = 0;
            } catch (InterruptedException e) {
                closing = true;
            } finally {
                group.clear();
            }
        }
    }

    private void commit(List<Batch> group) {
        try {
            if (failure.isEmpty()) {
                append(group);
            }
        } catch (ColinException e) {
            fail(e);
        } catch (RuntimeException | Error e) {
            fail(new ColinException(ColinException.Reason.STORE_FAILED, "ledger: " + e.getMessage(), e));
        }
        long now = System.nanoTime();
        for (Batch batch : group) {
            latencies.record(LatencyRecorder.Stage.LEDGER, now - batch.enqueuedNanos());
            batch.afterCommit().forEach(LedgerWriter::runAction);
        }
        sink.gauge(MetricCatalog.QUEUE_DEPTH, queue.size(), "ledger");
        sink.gauge(MetricCatalog.LEDGER_LAG, queue.isEmpty() ? 0 : lagNanos() / SECOND_NS);
    }

    /** What waits for a commit is not the ledger's business: its failure must not stop the record. */
    private static void runAction(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "an action after a commit failed", e);
        }
    }

    private void append(List<Batch> group) {
        List<LedgerEntry> entries = new ArrayList<>();
        for (Batch batch : group) {
            for (Pending pending : batch.events()) {
                entries.add(
                        LedgerCodec.encode(pending.event(), pending.principal(), pending.configHash(), pending.keys()));
            }
        }
        if (entries.isEmpty()) {
            return;
        }
        durableSequence = switch (store.append(entries)) {
            case AppendResult.Appended appended -> appended.lastSequence();
            case AppendResult.Duplicate duplicate ->
                throw new ColinException(
                        ColinException.Reason.STORE_FAILED,
                        "ledger: " + duplicate.key() + " was taken by record " + duplicate.sequence());
        };
    }

    private void fail(ColinException e) {
        failure = Optional.of(e);
        LOG.log(System.Logger.Level.ERROR, "the ledger takes no more records", e);
    }
}
