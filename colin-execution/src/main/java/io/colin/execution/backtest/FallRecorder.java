package io.colin.execution.backtest;

import java.util.OptionalLong;

/** Follows how far a value falls from its peaks, and for how long. */
final class FallRecorder {
    private double peak = Double.NEGATIVE_INFINITY;
    private long peakNs;
    private double largest;
    private long largestPeakNs;
    private long troughNs;
    private OptionalLong recoveredNs = OptionalLong.empty();
    private long longestNs;
    private boolean isUnder;

    /** Takes a value, in order of time, and answers how far it lies below the peak: a fraction. */
    double on(long timeNs, double value) {
        if (peak > Double.NEGATIVE_INFINITY && (value < peak || isUnder)) {
            longestNs = Math.max(longestNs, timeNs - peakNs);
        }
        if (value >= peak) {
            if (isUnder && largest > 0 && largestPeakNs == peakNs) {
                recoveredNs = OptionalLong.of(timeNs);
            }
            isUnder = false;
            peak = value;
            peakNs = timeNs;
            return 0;
        }
        isUnder = true;
        double fallen = peak > 0 ? 1 - value / peak : 0;
        if (fallen > largest) {
            largest = fallen;
            largestPeakNs = peakNs;
            troughNs = timeNs;
            recoveredNs = OptionalLong.empty();
        }
        return fallen;
    }

    Drawdown drawdown() {
        return new Drawdown(largest, largestPeakNs, troughNs, recoveredNs, longestNs);
    }
}
