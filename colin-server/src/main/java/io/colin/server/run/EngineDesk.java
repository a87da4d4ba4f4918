package io.colin.server.run;

import io.colin.api.instrument.Symbol;
import io.colin.api.order.ParentOrder;
import io.colin.api.signal.SignalOutcome;
import io.colin.execution.engine.AmendResult;
import io.colin.execution.engine.Amendment;
import io.colin.execution.engine.CancelResult;
import io.colin.execution.engine.EngineView;
import io.colin.execution.engine.Submission;
import io.colin.execution.engine.SubmitResult;
import io.colin.execution.engine.TradingEngine;
import io.colin.server.api.ModelDesk;
import io.colin.server.api.Trading;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** A running engine as the routes see it. */
record EngineDesk(TradingEngine engine, Optional<ModelDesk> models) implements Trading {
    @Override
    public EngineView view() {
        return engine.view();
    }

    @Override
    public CompletableFuture<SubmitResult> submit(Submission submission) {
        return engine.submit(submission);
    }

    @Override
    public CompletableFuture<CancelResult> cancel(String orderId, String principal) {
        return engine.cancel(orderId, principal);
    }

    @Override
    public CompletableFuture<AmendResult> amend(String orderId, Amendment amendment, String principal) {
        return engine.amend(orderId, amendment, principal);
    }

    @Override
    public CompletableFuture<List<CancelResult>> cancelAll(Predicate<? super ParentOrder> which, String principal) {
        return engine.cancelAll(which, principal);
    }

    @Override
    public CompletableFuture<List<SignalOutcome>> generateSignals(List<Symbol> symbols, String principal) {
        return engine.generateSignals(symbols, principal);
    }

    @Override
    public CompletableFuture<List<SignalOutcome>> provisionalSignals(List<Symbol> symbols, String principal) {
        return engine.provisionalSignals(symbols, principal);
    }
}
