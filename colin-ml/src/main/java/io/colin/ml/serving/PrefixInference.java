package io.colin.ml.serving;

import io.colin.api.instrument.Symbol;
import io.colin.ml.onnx.OnnxClassifier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Asks a recurrent network in two parts: the rows of a window before its last, which are known one bar earlier, by workers
 * in the meantime, and the last row of all windows together when it is there. A prefix that no worker has begun is computed
 * on the spot.
 *
 * <p>An answer depends on the inputs of its call and on nothing else: a prefix is always run alone and always apart from
 * the last row, by whichever thread, so how busy the workers were changes when an answer comes and never what it is.
 */
final class PrefixInference implements Inference {
    private static final int MOST_WAITING = 4_096;
    private static final long CLOSE_SECONDS = 10;

    private final OnnxClassifier network;
    private final int count;
    private final ConcurrentLinkedQueue<OnnxClassifier> idle = new ConcurrentLinkedQueue<>();
    private final ThreadPoolExecutor workers;
    private final Map<Symbol, Prefix> next = new HashMap<>();

    private PrefixInference(OnnxClassifier network, int count) {
        this.network = network;
        this.count = count;
        this.workers = new ThreadPoolExecutor(
                Math.max(1, count),
                Math.max(1, count),
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MOST_WAITING),
                Thread.ofPlatform().daemon().name("colin-prefix-", 1).factory(),
                // A prefix that finds no place is computed when it is needed.
                new ThreadPoolExecutor.DiscardPolicy());
    }

    /**
     * Owns the network and one more of the same graph for each worker. Without workers every prefix is computed on the
     * spot: the pool starts no thread before it is given work.
     */
    static PrefixInference of(OnnxClassifier network, int workers, Supplier<OnnxClassifier> more) {
        PrefixInference inference = new PrefixInference(network, workers);
        try {
            for (int i = 0; i < workers; i++) {
                inference.idle.add(more.get());
            }
        } catch (RuntimeException e) {
            inference.close();
            throw e;
        }
        return inference;
    }

    @Override
    public synchronized double[] probabilities(List<BarInput> inputs) {
        int size = network.stateSize();
        int width = inputs.getFirst().lastRow().length;
        float[] states = new float[inputs.size() * size];
        float[] lastRows = new float[inputs.size() * width];
        for (int i = 0; i < inputs.size(); i++) {
            BarInput input = inputs.get(i);
            System.arraycopy(prefixOf(input).state(network), 0, states, i * size, size);
            System.arraycopy(input.lastRow(), 0, lastRows, i * width, width);
        }
        return network.continued(states, lastRows, inputs.size());
    }

    @Override
    public synchronized void prepareAfter(List<BarInput> inputs) {
        // No window follows that of an unfinished bar: what is kept stays for the one that closes.
        List<BarInput> closed =
                inputs.stream().filter(input -> !input.provisional()).toList();
        for (BarInput input : closed) {
            Prefix known = next.get(input.symbol());
            if (known == null || known.asOfNs() < input.dataAsOfNs()) {
                next.put(input.symbol(), new Prefix(input.rowsButFirst(), input.dataAsOfNs()));
            }
        }
        if (count == 0) {
            return;
        }
        // Only then: of several inputs of a symbol the newest alone has a window after it.
        closed.stream().map(BarInput::symbol).distinct().forEach(symbol -> {
            Prefix prefix = next.get(symbol);
            if (prefix != null) {
                workers.execute(() -> compute(prefix));
            }
        });
    }

    /** What is kept for the next window of a symbol; empty before its first. */
    synchronized Optional<Prefix> kept(Symbol symbol) {
        return Optional.ofNullable(next.get(symbol));
    }

    @Override
    public void close() {
        workers.shutdownNow();
        try {
            // Waits for a prefix that is being run; it takes milliseconds.
            if (workers.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                idle.forEach(OnnxClassifier::close);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        network.close();
    }

    private Prefix prefixOf(BarInput input) {
        List<float[]> rows = input.rowsButLast();
        Prefix prepared = next.get(input.symbol());
        return prepared != null && prepared.isOf(rows) ? prepared : new Prefix(rows, input.dataAsOfNs());
    }

    /** There are as many sessions as workers, so one is always idle here. */
    private void compute(Prefix prefix) {
        OnnxClassifier session = idle.poll();
        if (session == null) {
            return;
        }
        try {
            prefix.compute(session);
        } finally {
            idle.add(session);
        }
    }
}
