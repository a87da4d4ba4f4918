package io.colin.risk.gate;

import io.colin.api.internal.Require;
import io.colin.api.risk.BreakerStatus;
import io.colin.api.risk.BreakerStatus.State;
import io.colin.risk.internal.SavedState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Strategies the gate itself stopped: latched, counted and ended by a person only, never by time, a new day or a restart.
 */
final class Stops {
    /** A strategy's own prices drifted. */
    static final String PRICE_DRIFT = "price-drift";
    /** A strategy filled and entered again too often. */
    static final String REPEATED_EXECUTION = "repeated-execution";

    static final List<String> NAMES = List.of(PRICE_DRIFT, REPEATED_EXECUTION);

    private final SortedMap<Key, Stop> stops = new TreeMap<>();
    private final Set<String> stopped = new HashSet<>();
    private long changes;

    /** What stopped which strategy. */
    private record Key(String name, String strategy) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byName = name.compareTo(other.name);
            return byName != 0 ? byName : strategy.compareTo(other.strategy);
        }
    }

    private static final class Stop {
        private boolean holds;
        private long trips;
        private long sinceNs;
        private String reason = "";
    }

    /** Stops a strategy unless it is. */
    boolean trip(String name, String strategy, String reason, long nowNs) {
        Stop stop = stops.computeIfAbsent(new Key(name, strategy), k -> new Stop());
        if (stop.holds) {
            return false;
        }
        stop.holds = true;
        stop.trips++;
        stop.sinceNs = nowNs;
        stop.reason = reason;
        stopped.add(strategy);
        changes++;
        return true;
    }

    boolean reset(String name, String strategy, long nowNs) {
        @Nullable Stop stop = stops.get(new Key(name, strategy));
        if (stop == null || !stop.holds) {
            return false;
        }
        stop.holds = false;
        stop.sinceNs = nowNs;
        changes++;
        count();
        return true;
    }

    /** How often one was stopped or re-enabled. */
    long changes() {
        return changes;
    }

    /** Whether a strategy is stopped. */
    boolean holds(String strategy) {
        return stopped.contains(strategy);
    }

    private void count() {
        stopped.clear();
        stops.forEach((key, stop) -> {
            if (stop.holds) {
                stopped.add(key.strategy());
            }
        });
    }

    /** Why a strategy is stopped. */
    Optional<String> of(String strategy) {
        for (String name : NAMES) {
            @Nullable Stop stop = stops.get(new Key(name, strategy));
            if (stop != null && stop.holds) {
                return Optional.of(name + ": " + stop.reason);
            }
        }
        return Optional.empty();
    }

    List<BreakerStatus> statuses() {
        List<BreakerStatus> rows = new ArrayList<>();
        stops.forEach((key, stop) -> rows.add(new BreakerStatus(
                key.name(),
                key.strategy(),
                stop.holds ? State.OPEN : State.CLOSED,
                stop.trips,
                stop.sinceNs,
                stop.holds ? stop.reason + "; ends by a person" : "")));
        return rows;
    }

    void save(Map<String, String> state) {
        state.put("stop.count", Integer.toString(stops.size()));
        int i = 0;
        for (Map.Entry<Key, Stop> entry : stops.entrySet()) {
            String name = "stop." + i++;
            Stop stop = entry.getValue();
            state.put(name + ".name", entry.getKey().name());
            state.put(name + ".strategy", entry.getKey().strategy());
            state.put(name + ".holds", Boolean.toString(stop.holds));
            state.put(name + ".trips", Long.toString(stop.trips));
            state.put(name + ".since_ns", Long.toString(stop.sinceNs));
            state.put(name + ".reason", stop.reason);
        }
    }

    void restore(SavedState saved) {
        SortedMap<Key, Stop> read = new TreeMap<>();
        int count = saved.count("stop.count");
        for (int i = 0; i < count; i++) {
            String name = "stop." + i;
            String what = saved.text(name + ".name");
            Require.that(NAMES.contains(what), name + ".name", "must be one of " + NAMES, what);
            String holds = saved.text(name + ".holds");
            Require.that(
                    holds.equals("true") || holds.equals("false"), name + ".holds", "must be true or false", holds);
            Stop stop = new Stop();
            stop.holds = holds.equals("true");
            stop.trips = saved.number(name + ".trips", 0, Long.MAX_VALUE);
            stop.sinceNs = saved.number(name + ".since_ns", Long.MIN_VALUE, Long.MAX_VALUE);
            stop.reason = saved.text(name + ".reason");
            read.put(new Key(what, saved.text(name + ".strategy")), stop);
        }
        stops.clear();
        stops.putAll(read);
        count();
    }
}
