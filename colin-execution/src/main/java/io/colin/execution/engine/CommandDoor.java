package io.colin.execution.engine;

import io.colin.api.ColinException;
import io.colin.api.event.ParentPaused;
import io.colin.api.internal.Principals;
import io.colin.api.internal.Require;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Takes what people ask from any thread, and answers once what it caused is durable. */
final class CommandDoor {
    /** Who acts in the engine itself; none of them is a person. */
    private static final List<String> PARTS =
            List.of(OverfillDesk.BY, FlowDesk.BY, PauseDesk.ENGINE, ParentPaused.ALGORITHM);

    private final EngineLoop loop;
    private final EventLog log;
    private final LedgerWriter ledger;
    private final Predicate<String> reserved;
    private final AtomicLong ids = new AtomicLong();

    /**
     * A door.
     *
     * @param reserved which names no person may have; asked on any thread
     */
    CommandDoor(EngineLoop loop, EventLog log, LedgerWriter ledger, Predicate<String> reserved) {
        this.reserved = reserved;
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

    /** Refuses who has the name of a part of the gate, or of the engine: by those a restart tells whose a pause or lock is. */
    void requirePerson(String field, String principal) {
        Require.that(
                PARTS.stream().noneMatch(part -> Principals.isSamePerson(part, principal)),
                field,
                "must not be the name of a part of the engine",
                principal);
        Require.that(!reserved.test(principal), field, "must not be the name of a part of the gate", principal);
    }

    private Command command(String principal, Runnable action, CompletableFuture<?> future) {
        requirePerson("principal", principal);
        return new Command(Long.toString(ids.incrementAndGet()), principal, action, future::completeExceptionally);
    }
}
