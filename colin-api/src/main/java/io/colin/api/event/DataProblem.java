package io.colin.api.event;

import io.colin.api.market.DataGap;

/**
 * The market data had a hole or an unusable row.
 *
 * @param header where it stands
 * @param gap what
 */
public record DataProblem(EventHeader header, DataGap gap) implements EngineEvent {}
