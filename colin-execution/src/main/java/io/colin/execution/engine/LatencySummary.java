package io.colin.execution.engine;

/**
 * The measured times of one stage, by the clock of the process. Waiting for input and pacing are left out.
 *
 * @param stage ingest, feature, inference, risk, route, ledger, ack or end_to_end
 * @param count how many were measured
 * @param p50Ns median
 * @param p99Ns 99th percentile
 * @param p999Ns 99.9th percentile
 * @param maxNs worst
 */
public record LatencySummary(String stage, long count, long p50Ns, long p99Ns, long p999Ns, long maxNs) {}
