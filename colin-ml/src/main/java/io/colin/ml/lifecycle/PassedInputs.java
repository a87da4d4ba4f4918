package io.colin.ml.lifecycle;

import io.colin.api.instrument.Symbol;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Decision points that champion and challenger shared, kept for as long as a signal of theirs may be open. Any threads. */
final class PassedInputs {
    private static final long KEPT_HORIZONS = 3;

    private final long keptNs;
    private final ConcurrentSkipListMap<Moment, LiveInput> passed = new ConcurrentSkipListMap<>();

    PassedInputs(long horizonNs) {
        this.keptNs = KEPT_HORIZONS * horizonNs;
    }

    void add(LiveInput input) {
        if (input.lineup().challenger().isEmpty()) {
            return;
        }
        passed.put(new Moment(input.symbol(), input.dataAsOfNs()), input);
        Moment oldest = passed.firstKey();
        while (oldest.timeNs() < input.dataAsOfNs() - keptNs) {
            passed.remove(oldest);
            oldest = passed.firstKey();
        }
    }

    /** The decision point of that time; empty where it is too long ago or was never seen. */
    Optional<LiveInput> at(Symbol symbol, long timeNs) {
        return Optional.ofNullable(passed.get(new Moment(symbol, timeNs)));
    }

    /** A decision point, in order of time. */
    private record Moment(Symbol symbol, long timeNs) implements Comparable<Moment> {
        private static final Comparator<Moment> ORDER = Comparator.comparingLong(Moment::timeNs)
                .thenComparing(moment -> moment.symbol().name());

        @Override
        public int compareTo(Moment other) {
            return ORDER.compare(this, other);
        }
    }
}
