package io.colin.risk.gate;

import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where the parts of a gate write what must survive a restart, all of it every time. Each text is held against the one
 * written in its place the time before, so that a state that has not changed is found to be the last one without being
 * sorted anew. It is written to only; read is what {@link #end} gives.
 */
final class StateDraft extends AbstractMap<String, String> {
    /** Names and texts in turn, in the order they were written. */
    private final List<String> written = new ArrayList<>();

    private SortedMap<String, String> last = Collections.emptySortedMap();
    private int at;
    /** Whether anything was written otherwise since {@link #last} was made, in a pass that broke off too. */
    private boolean changed;

    /** Starts a pass over the whole state. */
    void begin() {
        at = 0;
    }

    @Override
    public @Nullable String put(String name, String text) {
        write(name);
        write(text);
        return null;
    }

    private void write(String text) {
        if (at == written.size()) {
            written.add(text);
            changed = true;
        } else if (!text.equals(written.get(at))) {
            written.set(at, text);
            changed = true;
        }
        at++;
    }

    /**
     * Ends the pass.
     *
     * @return what was written since {@link #begin}; never changed again, the same one while nothing else is written
     */
    SortedMap<String, String> end() {
        if (at < written.size()) {
            written.subList(at, written.size()).clear();
            changed = true;
        }
        if (changed) {
            SortedMap<String, String> sorted = new TreeMap<>();
            for (int i = 0; i < at; i += 2) {
                sorted.put(written.get(i), written.get(i + 1));
            }
            last = Collections.unmodifiableSortedMap(sorted);
            changed = false;
        }
        return last;
    }

    @Override
    public Set<Map.Entry<String, String>> entrySet() {
        throw new UnsupportedOperationException("state: is written to only");
    }
}
