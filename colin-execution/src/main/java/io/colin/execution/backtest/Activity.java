package io.colin.execution.backtest;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was decided and done, counted from the record.
 *
 * @param signals signals given
 * @param directed of them LONG or SHORT
 * @param correct directed signals whose price went their way
 * @param wrong directed signals whose price did not
 * @param orders parent orders
 * @param children orders sent to venues
 * @param fills executions
 * @param refusals refusals of the gate by code
 * @param withheld decision points at which the model gave no signal, by reason; empty where only the ledger is known, which
 *     does not keep them
 */
public record Activity(
        long signals,
        long directed,
        long correct,
        long wrong,
        long orders,
        long children,
        long fills,
        SortedMap<String, Long> refusals,
        SortedMap<String, Long> withheld) {
    /** Copies. */
    public Activity {
        refusals = Collections.unmodifiableSortedMap(new TreeMap<>(refusals));
        withheld = Collections.unmodifiableSortedMap(new TreeMap<>(withheld));
    }
}
