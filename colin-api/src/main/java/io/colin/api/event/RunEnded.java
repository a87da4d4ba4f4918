package io.colin.api.event;

/**
 * A run came to the end of its source.
 *
 * @param header where it stands
 * @param runId its name
 * @param stateHash hash of the state at the end, SHA-256 in hex
 */
public record RunEnded(EventHeader header, String runId, String stateHash) implements LedgerEvent {}
