package io.colin.ml.lifecycle;

import io.colin.api.Decimals;
import io.colin.api.instrument.Symbol;
import io.colin.api.signal.Direction;
import io.colin.api.signal.ResolvedSignal;
import io.colin.api.signal.Signal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Follows the directed signals of one model until the market answers: the first touch of a barrier, which is then the
 * exit, else the price at the end of the horizon. Both barriers between two decision points, or no price in the last five
 * minutes of the horizon, leave it unknown. One thread at a time.
 */
final class OutcomeTracker {
    private static final long QUIET_NS = 300_000_000_000L;

    private final Map<Symbol, List<Followed>> open = new HashMap<>();

    /** A signal and whether it was given in the shadow, where no engine will tell the model what became of it. */
    private record Followed(Signal signal, boolean inShadow) {}

    /** What became of one. */
    record Answered(ResolvedSignal resolved, boolean inShadow) {}

    void follow(Signal signal, boolean inShadow) {
        if (signal.direction() != Direction.NEUTRAL) {
            open.computeIfAbsent(signal.symbol(), symbol -> new ArrayList<>()).add(new Followed(signal, inShadow));
        }
    }

    /** Whether a signal given in the shadow still waits for its answer. */
    boolean followsFromTheShadow() {
        return open.values().stream().flatMap(List::stream).anyMatch(Followed::inShadow);
    }

    /** What prices up to a decision point answer; signals of that point itself are followed after this. */
    List<Answered> advance(Symbol symbol, long timeNs, PriceMark mark) {
        List<Answered> resolved = new ArrayList<>();
        Iterator<Followed> following = open.getOrDefault(symbol, List.of()).iterator();
        while (following.hasNext()) {
            Followed followed = following.next();
            ResolvedSignal answer = answer(followed.signal(), timeNs, mark);
            if (answer != null) {
                following.remove();
                resolved.add(new Answered(answer, followed.inShadow()));
            }
        }
        return resolved;
    }

    private static @Nullable ResolvedSignal answer(Signal signal, long timeNs, PriceMark mark) {
        double reference = Decimals.statistic(signal.referencePrice());
        long endNs = signal.dataAsOfNs() + signal.horizonNs();
        boolean within = timeNs <= endNs;
        boolean up = within && mark.high() / reference - 1 >= signal.band();
        boolean down = within && mark.low() / reference - 1 <= -signal.band();
        if (up && down) {
            return unknown(signal, timeNs);
        }
        if (up || down) {
            double exit = up ? signal.band() : -signal.band();
            return known(signal, timeNs, exit, up ? Direction.LONG : Direction.SHORT);
        }
        if (timeNs < endNs) {
            return null;
        }
        boolean fresh = mark.lastNs() > endNs - QUIET_NS && timeNs <= endNs + QUIET_NS;
        return fresh && !Double.isNaN(mark.last())
                ? known(signal, timeNs, mark.last() / reference - 1, Direction.NEUTRAL)
                : unknown(signal, timeNs);
    }

    private static ResolvedSignal known(Signal signal, long timeNs, double exit, Direction realised) {
        double cost = Math.abs(signal.expectedReturn()) - signal.expectedNetReturn();
        double net = exit * signal.direction().sign() - cost;
        return new ResolvedSignal(signal, timeNs, true, realised, exit, net);
    }

    private static ResolvedSignal unknown(Signal signal, long timeNs) {
        return new ResolvedSignal(signal, timeNs, false, Direction.NEUTRAL, 0, 0);
    }
}
