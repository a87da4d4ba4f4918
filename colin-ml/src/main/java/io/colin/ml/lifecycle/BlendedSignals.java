package io.colin.ml.lifecycle;

import io.colin.api.signal.Direction;
import io.colin.api.signal.ResolvedSignal;
import io.colin.api.signal.Signal;
import io.colin.api.signal.SignalOutcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What champion and challenger each said behind a signal they share, until it is answered. Evaluating thread only. */
final class BlendedSignals {
    private static final int KEPT = 4096;

    private final Map<Key, List<Signal>> parts = new LinkedHashMap<>();

    private record Key(String symbol, long dataAsOfNs) {
        private static Key of(SignalOutcome outcome) {
            return new Key(outcome.symbol().name(), outcome.dataAsOfNs());
        }
    }

    void remember(SignalOutcome both, SignalOutcome... behind) {
        if (both instanceof Signal) {
            parts.put(Key.of(both), directed(List.of(behind)));
        }
        if (parts.size() > KEPT) {
            parts.remove(parts.keySet().iterator().next());
        }
    }

    /** The answer as each of those behind a blended signal has to learn it; empty where that is not known any more. */
    Optional<List<ResolvedSignal>> partsOf(ResolvedSignal resolved) {
        return Optional.ofNullable(parts.remove(Key.of(resolved.signal())))
                .map(signals ->
                        signals.stream().map(signal -> as(signal, resolved)).toList());
    }

    /** The same of what was said behind it, as far as it was a direction. */
    static List<ResolvedSignal> partsOf(ResolvedSignal resolved, List<SignalOutcome> behind) {
        return directed(behind).stream().map(signal -> as(signal, resolved)).toList();
    }

    private static List<Signal> directed(List<SignalOutcome> outcomes) {
        List<Signal> signals = new ArrayList<>();
        for (SignalOutcome outcome : outcomes) {
            if (outcome instanceof Signal signal && signal.direction() != Direction.NEUTRAL) {
                signals.add(signal);
            }
        }
        return List.copyOf(signals);
    }

    private static ResolvedSignal as(Signal signal, ResolvedSignal resolved) {
        double cost = Math.abs(signal.expectedReturn()) - signal.expectedNetReturn();
        double net =
                resolved.known() ? resolved.exitReturn() * signal.direction().sign() - cost : 0;
        return new ResolvedSignal(
                signal, resolved.resolvedAtNs(), resolved.known(), resolved.realised(), resolved.exitReturn(), net);
    }
}
