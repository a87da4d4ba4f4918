package io.colin.server.api;

import io.colin.api.ColinException;
import io.colin.server.problem.Problem;
import io.colin.server.problem.ProblemCode;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Where routes find the engine: not there while a model is trained, then there until the process ends. Safe for any
 * thread.
 */
public final class TradingDesk {
    private static final long WAIT_S = 30;

    private final AtomicReference<Optional<Trading>> trading = new AtomicReference<>(Optional.empty());
    private final AtomicReference<String> preparing = new AtomicReference<>("starting");

    private TradingDesk() {}

    /**
     * A desk without an engine.
     *
     * @return the desk
     */
    public static TradingDesk closed() {
        return new TradingDesk();
    }

    /**
     * Says what is done before the engine is there.
     *
     * @param what for a person, for example {@code training: epoch 3 of 15}
     */
    public void preparing(String what) {
        preparing.set(what);
    }

    /**
     * What is done before the engine is there.
     *
     * @return for a person
     */
    public String preparing() {
        return preparing.get();
    }

    /**
     * Opens the desk.
     *
     * @param engine the engine
     */
    public void open(Trading engine) {
        trading.set(Optional.of(engine));
    }

    /**
     * The engine, if it is there.
     *
     * @return empty before {@link #open}
     */
    public Optional<Trading> trading() {
        return trading.get();
    }

    /**
     * The engine, for a request that needs it.
     *
     * @return the engine
     * @throws io.colin.server.problem.ProblemException NOT_READY before {@link #open}
     */
    public Trading required() {
        return trading()
                .orElseThrow(
                        () -> Problem.of(ProblemCode.NOT_READY, "The engine is not there yet (" + preparing() + ").")
                                .header("Retry-After", "5")
                                .raised());
    }

    /**
     * Waits for an answer of the engine.
     *
     * @param future the answer
     * @param <T> its kind
     * @return the answer
     * @throws ColinException as the engine failed
     * @throws io.colin.server.problem.ProblemException OUTCOME_UNKNOWN if it takes longer than 30 s
     */
    public static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(WAIT_S, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ColinException known) {
                throw new ColinException(known.reason(), String.valueOf(known.getMessage()), known);
            }
            throw new IllegalStateException("the engine failed", e.getCause());
        } catch (TimeoutException e) {
            throw unknown("It took longer than " + WAIT_S + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unknown("The server stopped meanwhile");
        }
    }

    private static RuntimeException unknown(String why) {
        return Problem.of(
                        ProblemCode.OUTCOME_UNKNOWN,
                        why + ". Ask for the order by its client_order_id before you send it again.")
                .header("Retry-After", "5")
                .raised();
    }
}
