package io.colin.monitoring;

import io.colin.api.event.SignalEmitted;
import io.colin.api.event.SignalResolved;
import io.colin.api.event.SignalResolved.Verdict;
import io.colin.api.event.SignalWithheld;
import io.colin.api.metrics.MetricCatalog;
import io.colin.api.metrics.MetricsSink;
import io.colin.api.signal.Direction;
import io.colin.api.signal.Signal;
import io.colin.api.signal.SignalReason;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Signals given, kept back and answered, and how often they were right. */
final class SignalMetrics {
    private static final int WINDOW = 1000;
    private static final int JUDGED_FROM = 50;

    private final MetricsSink sink;
    private final Map<String, String> openHorizons = new HashMap<>();
    private final Map<String, String> lastHorizon = new HashMap<>();
    private final Map<ModelKey, Accuracy> accuracies = new HashMap<>();
    private final Map<String, Coverage> coverages = new HashMap<>();

    SignalMetrics(MetricsSink sink) {
        this.sink = sink;
    }

    void on(SignalEmitted emitted) {
        Signal signal = emitted.signal();
        String horizon = Labels.horizon(signal.horizonNs());
        boolean directed = signal.direction() != Direction.NEUTRAL;
        sink.count(MetricCatalog.OPERATIONS, 1, "models");
        sink.count(MetricCatalog.SIGNALS, 1, signal.sourceModel(), horizon, Labels.lower(signal.direction()));
        lastHorizon.put(signal.sourceModel(), horizon);
        if (!directed) {
            sink.count(MetricCatalog.SIGNALS_SUPPRESSED, 1, Labels.lower(signal.reason()));
        }
        if (emitted.traded()) {
            covered(signal.sourceModel(), directed);
            if (directed) {
                openHorizons.put(signal.id(), horizon);
            }
        }
    }

    void on(SignalWithheld withheld) {
        SignalReason reason = withheld.outcome().reason();
        sink.count(MetricCatalog.OPERATIONS, 1, "models");
        sink.count(MetricCatalog.SIGNALS_SUPPRESSED, 1, Labels.lower(reason));
        if (reason == SignalReason.MODEL_FAILED) {
            sink.count(MetricCatalog.ERRORS, 1, "models", "model_failed");
        }
        covered(withheld.outcome().model(), false);
    }

    void on(SignalResolved resolved) {
        String opened = openHorizons.remove(resolved.signalId());
        String horizon = opened != null ? opened : lastHorizon.get(resolved.model());
        // Before the first signal of a resumed run the horizon is not known: nothing is better than a guess.
        if (horizon == null || resolved.verdict() == Verdict.NOT_JUDGED) {
            return;
        }
        sink.count(MetricCatalog.SIGNAL_RESOLVED, 1, resolved.model(), horizon, Labels.lower(resolved.verdict()));
        if (resolved.verdict() != Verdict.UNRESOLVED) {
            double ratio = accuracies
                    .computeIfAbsent(new ModelKey(resolved.model(), horizon), key -> new Accuracy())
                    .add(resolved.verdict() == Verdict.CORRECT);
            sink.gauge(MetricCatalog.SIGNAL_ACCURACY, ratio, resolved.model(), horizon);
        }
    }

    private void covered(String model, boolean directed) {
        Coverage coverage = coverages.computeIfAbsent(model, name -> new Coverage());
        coverage.points++;
        coverage.directed += directed ? 1 : 0;
        String horizon = lastHorizon.get(model);
        if (horizon != null) {
            sink.gauge(MetricCatalog.SIGNAL_COVERAGE, (double) coverage.directed / coverage.points, model, horizon);
        }
    }

    private record ModelKey(String model, String horizon) {}

    /** Decision points of a model and those that gave a direction. */
    private static final class Coverage {
        private long points;
        private long directed;
    }

    /** The last thousand verdicts. */
    private static final class Accuracy {
        private final Deque<Boolean> verdicts = new ArrayDeque<>();
        private int correct;

        /** The share of right ones with this one included; NaN below fifty. */
        double add(boolean right) {
            verdicts.addLast(right);
            correct += right ? 1 : 0;
            if (verdicts.size() > WINDOW) {
                correct -= verdicts.removeFirst() ? 1 : 0;
            }
            return verdicts.size() < JUDGED_FROM ? Double.NaN : (double) correct / verdicts.size();
        }
    }
}
