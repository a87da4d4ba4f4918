package io.colin.api.alert;

import io.colin.api.internal.Require;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A condition somebody should know of.
 *
 * @param id unique
 * @param rule the rule that fired
 * @param severity how grave
 * @param state where in its life
 * @param title one line
 * @param message for a person
 * @param labels what it is about; rule and labels together identify it
 * @param value what was measured, NaN when nothing was
 * @param threshold what it is held against, NaN when nothing
 * @param startedAtNs event time, ns since epoch
 * @param updatedAtNs event time of the last change, ns since epoch
 * @param refires how often it was sent again
 */
public record Alert(
        String id,
        String rule,
        Severity severity,
        State state,
        String title,
        String message,
        SortedMap<String, String> labels,
        double value,
        double threshold,
        long startedAtNs,
        long updatedAtNs,
        int refires) {
    /** The life of an alert. */
    public enum State {
        /** True and not seen. */
        FIRING,
        /** True and seen by somebody. */
        ACKNOWLEDGED,
        /** True and muted. */
        SILENCED,
        /** No longer true. */
        RESOLVED
    }

    /** Checks and copies. */
    public Alert {
        Require.text("id", id);
        Require.text("rule", rule);
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }
}
