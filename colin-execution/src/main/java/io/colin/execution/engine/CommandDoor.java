package io.colin.execution.engine;

import io.colin.api.ColinException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes what people ask from any thread, and answers once what it caused is durable. */
final class CommandDoor {
    private final EngineLoop loop;
    private final EventLog log;
    private final LedgerWriter ledger;
    private final AtomicLong ids = new AtomicLong();

    CommandDoor(EngineLoop loop, EventLog log, LedgerWriter ledger) {
        this.loop = loop;
        this.log = log;
        this.ledger = ledger;
    }

    /** Asks for an action on the engine's thread; it hands its result to what it is given. */
    <T> CompletableFuture<T> ask(String principal, Consumer<Consumer<T>> action) {
        CompletableFuture<T> future = new CompletableFuture<>();
        offer(principal, () -> action.accept(answer(future)), future);
        return future;
    }

    /** The same ahead of everything that waits, and never refused for want of room. */
    <T> CompletableFuture<T> askFirst(String principal, Consumer<Consumer<T>> action) {
        CompletableFuture<T> future = new CompletableFuture<>();
        loop.offerFirst(command(principal, () -> action.accept(answer(future)), future));
        return future;
    }

    void offer(String principal, Runnable action, CompletableFuture<?> future) {
        loop.offer(command(principal, action, future));
    }

    /** Completes a future with what it takes, once everything emitted by then is durable. */
    <T> Consumer<T> answer(CompletableFuture<T> future) {
        return result -> log.afterCommit(() -> complete(future, result));
    }

    <T> void complete(CompletableFuture<T> future, @Nullable T result) {
        Optional<ColinException> broken = ledger.failure();
        if (broken.isPresent()) {
            future.completeExceptionally(broken.orElseThrow());
        } else {
            future.complete(result);
        }
    }

    private Command command(String principal, Runnable action, CompletableFuture<?> future) {
        return new Command(Long.toString(ids.incrementAndGet()), principal, action, future::completeExceptionally);
    }
}
