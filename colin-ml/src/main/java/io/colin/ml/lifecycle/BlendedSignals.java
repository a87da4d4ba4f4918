package io.colin.ml.lifecycle;

import io.colin.api.signal.Direction;
import io.colin.api.signal.ResolvedSignal;
import io.colin.api.signal.Signal;
import io.colin.api.signal.SignalOutcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
        List<Signal> signals = new ArrayList<>();
        for (SignalOutcome outcome : behind) {
            if (outcome instanceof Signal signal && signal.direction() != Direction.NEUTRAL) {
                signals.add(signal);
            }
        }
        if (both instanceof Signal) {
            parts.put(Key.of(both), List.copyOf(signals));
        }
        if (parts.size() > KEPT) {
            parts.remove(parts.keySet().iterator().next());
        }
    }

    /** The answer as each of those behind a signal has to learn it; a signal of one alone is its own. */
    List<ResolvedSignal> partsOf(ResolvedSignal resolved) {
        List<Signal> signals = parts.remove(Key.of(resolved.signal()));
        if (signals == null) {
            return List.of(resolved);
        }
        return signals.stream().map(signal -> as(signal, resolved)).toList();
    }

    private static ResolvedSignal as(Signal signal, ResolvedSignal resolved) {
        double cost = Math.abs(signal.expectedReturn()) - signal.expectedNetReturn();
        double net =
                resolved.known() ? resolved.exitReturn() * signal.direction().sign() - cost : 0;
        return new ResolvedSignal(
                signal, resolved.resolvedAtNs(), resolved.known(), resolved.realised(), resolved.exitReturn(), net);
    }
}
