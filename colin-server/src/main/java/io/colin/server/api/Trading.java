package io.colin.server.api;

import io.colin.api.instrument.Symbol;
import io.colin.api.order.ParentOrder;
import io.colin.api.signal.SignalOutcome;
import io.colin.execution.engine.AmendResult;
import io.colin.execution.engine.Amendment;
import io.colin.execution.engine.CancelResult;
import io.colin.execution.engine.EngineView;
import io.colin.execution.engine.Submission;
import io.colin.execution.engine.SubmitResult;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** What can be asked of an engine from outside. Safe for any thread; futures complete after the ledger's commit. */
public interface Trading {
    /**
     * What can be read.
     *
     * @return snapshots
     */
    EngineView view();

    /**
     * Submits an order.
     *
     * @param submission the order and who asks
     * @return what became of it; exceptionally a {@link io.colin.api.ColinException} STORE_FAILED or STOPPED
     */
    CompletableFuture<SubmitResult> submit(Submission submission);

    /**
     * Cancels an order.
     *
     * @param orderId our id
     * @param principal who asks
     * @return what became of it
     */
    CompletableFuture<CancelResult> cancel(String orderId, String principal);

    /**
     * Changes an order.
     *
     * @param orderId our id
     * @param amendment what is to change
     * @param principal who asks
     * @return what became of it
     */
    CompletableFuture<AmendResult> amend(String orderId, Amendment amendment, String principal);

    /**
     * Cancels every open order that fits.
     *
     * @param which which
     * @param principal who asks
     * @return what became of each
     */
    CompletableFuture<List<CancelResult>> cancelAll(Predicate<? super ParentOrder> which, String principal);

    /**
     * Asks the model now. Recorded, never traded.
     *
     * @param symbols what about
     * @param principal who asks
     * @return a signal or a reason for each
     */
    CompletableFuture<List<SignalOutcome>> generateSignals(List<Symbol> symbols, String principal);

    /**
     * Asks the model about the bars still under way. Recorded as provisional, never traded.
     *
     * @param symbols what about
     * @param principal who asks
     * @return a signal or a reason for each
     */
    CompletableFuture<List<SignalOutcome>> provisionalSignals(List<Symbol> symbols, String principal);

    /**
     * The models, where they are kept in a registry.
     *
     * @return empty for a model that was given in code
     */
    default Optional<ModelDesk> models() {
        return Optional.empty();
    }
}
