package io.colin.api.event;

/**
 * A run continued after a stop or crash.
 *
 * @param header where it stands
 * @param runId its name
 * @param ledgerRecords how many records state was rebuilt from
 */
public record RunResumed(EventHeader header, String runId, long ledgerRecords) implements LedgerEvent {}
