package io.colin.execution.engine;

import io.colin.api.portfolio.Portfolio;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a run came out: counted and measured in the run, nothing estimated.
 *
 * @param runId its run
 * @param source id of its market data
 * @param tradedFromNs event time from which it traded, ns since epoch
 * @param endedAtNs event time it has come to, ns since epoch
 * @param marketEvents market events taken
 * @param signals how signals came out
 * @param withheld decision points without a signal, by reason
 * @param parents parent orders by state
 * @param children child orders by state
 * @param denials refusals of the gate, by code
 * @param fills executions
 * @param fidelity label of the depth fills were made against
 * @param portfolio the account at the end
 * @param maxDrawdown largest share lost since a high-water mark, at bar closes and fills
 * @param latencies measured times by stage
 * @param stateHash hash of the state, SHA-256 in hex: equal for equal input, settings and seed
 * @param ledgerRecords durable records of the ledger
 * @param elapsedNs how long it took by the clock
 */
public record RunReport(
        String runId,
        String source,
        long tradedFromNs,
        long endedAtNs,
        long marketEvents,
        SignalScore signals,
        SortedMap<String, Long> withheld,
        SortedMap<String, Long> parents,
        SortedMap<String, Long> children,
        SortedMap<String, Long> denials,
        long fills,
        String fidelity,
        Portfolio portfolio,
        double maxDrawdown,
        List<LatencySummary> latencies,
        String stateHash,
        long ledgerRecords,
        long elapsedNs) {
    /** Copies. */
    public RunReport {
        withheld = Collections.unmodifiableSortedMap(new TreeMap<>(withheld));
        parents = Collections.unmodifiableSortedMap(new TreeMap<>(parents));
        children = Collections.unmodifiableSortedMap(new TreeMap<>(children));
        denials = Collections.unmodifiableSortedMap(new TreeMap<>(denials));
        latencies = List.copyOf(latencies);
    }
}
