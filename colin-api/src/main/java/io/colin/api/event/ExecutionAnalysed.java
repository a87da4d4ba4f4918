package io.colin.api.event;

import io.colin.api.execution.ExecutionAnalysis;

/**
 * The costs of a parent were measured in full: its last horizon has passed, or the run has ended.
 *
 * @param header where it stands
 * @param analysis what came out
 */
public record ExecutionAnalysed(EventHeader header, ExecutionAnalysis analysis) implements LedgerEvent {}
