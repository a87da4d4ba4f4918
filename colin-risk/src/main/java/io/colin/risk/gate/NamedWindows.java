package io.colin.risk.gate;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A window of times for every name. Names come from outside: those that were idle are forgotten once there are many. */
final class NamedWindows {
    private static final int IDLE_KEPT = 256;

    private final long lengthNs;
    private final Map<String, TimeWindow> windows = new HashMap<>();
    private int most = IDLE_KEPT;

    NamedWindows(long lengthNs) {
        this.lengthNs = lengthNs;
    }

    int count(String name, long nowNs) {
        @Nullable TimeWindow window = windows.get(name);
        return window == null ? 0 : window.count(nowNs);
    }

    /** The names that have something in their windows. */
    SortedSet<String> busy(long nowNs) {
        SortedSet<String> busy = new TreeSet<>();
        windows.forEach((name, window) -> {
            if (window.count(nowNs) > 0) {
                busy.add(name);
            }
        });
        return busy;
    }

    void add(String name, long nowNs) {
        if (windows.size() > most) {
            windows.values().removeIf(window -> window.count(nowNs) == 0);
            most = Math.max(IDLE_KEPT, 2 * windows.size());
        }
        windows.computeIfAbsent(name, n -> new TimeWindow(lengthNs)).add(nowNs);
    }
}
