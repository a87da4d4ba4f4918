package io.colin.ml.lifecycle;

import io.colin.api.signal.SignalModel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Models without a role any more, until the last decision of their line-up is made. Safe for any thread. */
final class Departures {
    private final TreeMap<Long, List<SignalModel>> waiting = new TreeMap<>();

    /** Models that are not in the line-up of this generation any more. */
    synchronized void add(long generation, Collection<SignalModel> leaving) {
        waiting.computeIfAbsent(generation, key -> new ArrayList<>()).addAll(leaving);
    }

    /** Takes out those nobody will ask again, now that decisions of this generation are made. */
    synchronized List<SignalModel> before(long generation) {
        List<SignalModel> gone = new ArrayList<>();
        Map<Long, List<SignalModel>> past = waiting.headMap(generation, true);
        past.values().forEach(gone::addAll);
        past.clear();
        return gone;
    }

    void closeAll() {
        before(Long.MAX_VALUE).forEach(SignalModel::close);
    }
}
