package io.colin.execution.backtest;

import java.util.OptionalLong;

/**
 * How far equity fell, at every valuation of the run and not only at sampled points.
 *
 * @param largest largest fall from a peak before it, a fraction of the peak, 0 when it never fell
 * @param peakNs time of that peak, ns since epoch
 * @param troughNs time of that low, ns since epoch
 * @param recoveredNs when equity was back at that peak; empty when it never was
 * @param longestNs longest time below a peak, ns
 */
public record Drawdown(double largest, long peakNs, long troughNs, OptionalLong recoveredNs, long longestNs) {}
