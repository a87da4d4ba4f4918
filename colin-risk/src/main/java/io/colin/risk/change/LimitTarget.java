package io.colin.risk.change;

import io.colin.risk.RiskLimits;
import java.util.List;

/** Who works with the limits, a gate as a rule. Called by the thread that called {@link LimitControl}. */
@FunctionalInterface
public interface LimitTarget {
    /**
     * Takes other limits. From the next decision on they are in force. What this throws stops the change: the control then
     * counts the limits before as in force and passes the error on.
     *
     * @param limits to be in force, all of them at once
     * @param version what names them
     * @param changes one a value that differs, to be recorded
     */
    void onLimits(RiskLimits limits, LimitVersion version, List<LimitChange> changes);
}
