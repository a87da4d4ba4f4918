package io.colin.api.risk;

import io.colin.api.internal.Require;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The limits a gate goes by, and where they come from.
 *
 * @param version from 1 for the configured ones, one more with each change
 * @param configHash what names them in every decision
 * @param sinceNs event time from which they are in force, ns since epoch; 0 for the configured ones
 * @param principal who asked for them
 * @param approver who agreed; empty for configured ones and for cuts, which need nobody
 * @param reason why, for a person
 * @param values every limit in force by name, as {@link RiskControls#proposeLimits} takes it
 * @param configured what the limits that differ from the configuration are there, by name; empty while they are the same
 */
public record LimitsInForce(
        long version,
        String configHash,
        long sinceNs,
        String principal,
        String approver,
        String reason,
        SortedMap<String, String> values,
        SortedMap<String, String> configured) {
    /** Checks and copies. */
    public LimitsInForce {
        Require.positive("version", version);
        Require.text("configHash", configHash);
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        configured = Collections.unmodifiableSortedMap(new TreeMap<>(configured));
    }
}
