package io.colin.api.event;

import io.colin.api.risk.RiskFigures;

/**
 * The slow part of risk has new figures, in force from this event on.
 *
 * @param header where it stands
 * @param figures what was found
 */
public record RiskFiguresComputed(EventHeader header, RiskFigures figures) implements LedgerEvent {}
