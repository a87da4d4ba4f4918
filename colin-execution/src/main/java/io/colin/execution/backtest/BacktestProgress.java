package io.colin.execution.backtest;

import java.util.OptionalLong;

/**
 * How far a run is.
 *
 * @param events market events read
 * @param total of so many; empty when the source does not tell
 * @param timeNs event time, ns since epoch
 */
public record BacktestProgress(long events, OptionalLong total, long timeNs) {}
