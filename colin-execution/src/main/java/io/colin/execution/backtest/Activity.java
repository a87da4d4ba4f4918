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
 */
public record Activity(
        long signals,
        long directed,
        long correct,
        long wrong,
        long orders,
        long children,
        long fills,
        SortedMap<String, Long> refusals) {
    /** Copies. */
    public Activity {
        refusals = Collections.unmodifiableSortedMap(new TreeMap<>(refusals));
    }
}
