package io.colin.execution.engine;

import io.colin.api.execution.ExecutionAnalysis;
import io.colin.api.execution.ExecutionForecast;
import io.colin.execution.impact.ForecastErrors;
import io.colin.execution.tca.ForecastOutcome;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;

/** What was foretold of parents and how that came out, by the record alone. The engine's thread writes, any thread reads. */
final class ForecastRecord {
    private static final int KEPT = 10_000;

    private final Map<String, ForecastOutcome> byOrder = new ConcurrentHashMap<>();
    private final ConcurrentLinkedDeque<String> oldest = new ConcurrentLinkedDeque<>();
    private final ForecastErrors errors = ForecastErrors.none();
    private int kept;

    void onForecast(String orderId, ExecutionForecast forecast) {
        if (byOrder.put(orderId, ForecastOutcome.open(orderId, forecast)) == null) {
            oldest.addLast(orderId);
            if (++kept > KEPT) {
                byOrder.remove(oldest.removeFirst());
                kept--;
            }
        }
    }

    /** A parent whose costs are told teaches what forecasts miss by. */
    void onAnalysis(ExecutionAnalysis analysis) {
        ForecastOutcome open = byOrder.get(analysis.orderId());
        if (open == null) {
            return;
        }
        ForecastOutcome outcome = ForecastOutcome.of(open.forecast(), analysis);
        byOrder.put(analysis.orderId(), outcome);
        ExecutionForecast.Basis basis = outcome.forecast().basis();
        analysis.realm().ifPresent(realm -> {
            outcome.missInVolatilities(analysis).ifPresent(miss -> errors.learn(realm, basis, miss));
            outcome.missBesideReference(analysis).ifPresent(share -> errors.learnUnexplained(realm, basis, share));
        });
    }

    Optional<ForecastOutcome> of(String orderId) {
        return Optional.ofNullable(byOrder.get(orderId));
    }

    ForecastErrors errors() {
        return errors;
    }
}
