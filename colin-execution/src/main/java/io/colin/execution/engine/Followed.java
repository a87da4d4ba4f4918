package io.colin.execution.engine;

import io.colin.api.Decimals;
import io.colin.api.signal.Signal;
import java.util.ArrayList;
import java.util.List;

/**
 * The signals of a symbol that are followed. Between the nearest barrier above and the nearest below none is touched,
 * however many there are; almost every price lies there.
 */
final class Followed {
    /** Far above the error of a quotient of doubles: closer to a barrier each signal is asked. */
    private static final double MARGIN = 1e-9;

    private final List<Signal> signals = new ArrayList<>();
    private double untouchedFrom = Double.NEGATIVE_INFINITY;
    private double untouchedTo = Double.POSITIVE_INFINITY;

    boolean isEmpty() {
        return signals.isEmpty();
    }

    boolean has(String id) {
        return signals.stream().anyMatch(signal -> signal.id().equals(id));
    }

    void add(Signal signal) {
        signals.add(signal);
        narrow(signal);
    }

    void remove(String id) {
        if (signals.removeIf(signal -> signal.id().equals(id))) {
            untouchedFrom = Double.NEGATIVE_INFINITY;
            untouchedTo = Double.POSITIVE_INFINITY;
            signals.forEach(this::narrow);
        }
    }

    private void narrow(Signal signal) {
        double reference = Decimals.statistic(signal.referencePrice());
        untouchedFrom = Math.max(untouchedFrom, reference * (1 - signal.band() + MARGIN));
        untouchedTo = Math.min(untouchedTo, reference * (1 + signal.band() - MARGIN));
    }

    /** Those whose barrier a price has reached, in the order in which they were given. */
    List<Signal> touchedBy(double price) {
        if (price > untouchedFrom && price < untouchedTo) {
            return List.of();
        }
        return signals.stream()
                .filter(signal -> Math.abs(move(signal, price)) >= signal.band())
                .toList();
    }

    /** The return from a signal's reference price to a price. */
    static double move(Signal signal, double price) {
        return price / Decimals.statistic(signal.referencePrice()) - 1;
    }
}
