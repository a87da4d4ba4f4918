package io.colin.execution.backtest;

import io.colin.api.event.EngineEvent;
import io.colin.api.event.ExecutionAnalysed;
import io.colin.api.event.ExecutionNoted;
import io.colin.api.event.LedgerEvent;
import io.colin.api.event.PerformanceMeasured;
import io.colin.api.event.RunEnded;
import io.colin.api.event.RunResumed;
import io.colin.api.event.RunStarted;
import io.colin.api.ledger.EventStore;
import io.colin.execution.store.LedgerCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Everything a run decided and did, in order, in a form in which two runs can be compared: signals, targets, decisions of
 * the gate, orders, their changes, fills and what changed risk. What is not decided is left out: start, end and restart of
 * the run and what it measured by the clock. The name of the run, part of every id, reads {@code run}. Not safe for several
 * threads.
 */
public final class DecisionLog implements Consumer<EngineEvent> {
    private final List<Decision> decisions = new ArrayList<>();
    private Pattern name = Pattern.compile("$.");

    private DecisionLog() {}

    /**
     * A log that is filled as a run goes, as a listener of an engine.
     *
     * @return an empty log
     */
    public static DecisionLog empty() {
        return new DecisionLog();
    }

    /**
     * The log of a ledger.
     *
     * @param store read from its beginning
     * @return the log
     * @throws io.colin.api.ColinException with STORE_DAMAGED if the ledger is
     */
    public static DecisionLog read(EventStore store) {
        DecisionLog log = new DecisionLog();
        store.read(1, entry -> log.accept(LedgerCodec.decode(entry)));
        return log;
    }

    /** Takes the next event; those that are no decisions are passed over. */
    @Override
    public void accept(EngineEvent event) {
        switch (event) {
            case RunStarted started ->
                name = Pattern.compile("(?<![A-Za-z0-9])" + Pattern.quote(started.runId()) + "(?=-)");
            case RunResumed resumed -> {}
            case RunEnded ended -> {}
            case PerformanceMeasured measured -> {}
            // What orders have cost is told when the market has answered, and at the latest when the run ends.
            case ExecutionNoted noted -> {}
            case ExecutionAnalysed analysed -> {}
            case LedgerEvent decided -> {
                String body = LedgerCodec.encode(decided, "any", "", List.of()).body();
                decisions.add(new Decision(
                        decided.getClass().getSimpleName(),
                        decided.header().timeNs(),
                        name.matcher(body).replaceAll("run")));
            }
            default -> {}
        }
    }

    /**
     * What it holds.
     *
     * @return the decisions so far, in order
     */
    public List<Decision> decisions() {
        return List.copyOf(decisions);
    }

    /**
     * The decisions before a time.
     *
     * @param timeNs event time, ns since epoch, exclusive
     * @return the log up to the first decision of that time or later
     */
    public DecisionLog before(long timeNs) {
        DecisionLog early = new DecisionLog();
        decisions.stream().takeWhile(decision -> decision.timeNs() < timeNs).forEach(early.decisions::add);
        return early;
    }
}
