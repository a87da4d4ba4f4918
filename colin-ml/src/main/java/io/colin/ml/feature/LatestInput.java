package io.colin.ml.feature;

import io.colin.ml.history.SideInputs.Taken;

/** The last value of something that is published now and then, and how long it may be believed. */
final class LatestInput {
    private final long staleAfterNs;
    private long timeNs = Long.MIN_VALUE;
    private double value = Double.NaN;

    LatestInput(long staleAfterNs) {
        this.staleAfterNs = staleAfterNs;
    }

    Taken on(long eventNs, double newValue) {
        if (eventNs < timeNs) {
            return Taken.OUT_OF_ORDER;
        }
        if (!Double.isFinite(newValue)) {
            return Taken.INVALID;
        }
        timeNs = eventNs;
        value = newValue;
        return Taken.USED;
    }

    /** NaN before the first value, when it is too old, and when it came after the time asked for. */
    double at(long atNs) {
        boolean known = timeNs <= atNs && timeNs != Long.MIN_VALUE && atNs - timeNs <= staleAfterNs;
        return known ? value : Double.NaN;
    }
}
