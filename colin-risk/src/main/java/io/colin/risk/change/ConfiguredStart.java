package io.colin.risk.change;

import io.colin.risk.LimitDifference;
import io.colin.risk.LimitDifference.Direction;
import io.colin.risk.RiskLimits;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a start under other configured limits than those last in force comes to: what only cuts is in force; what is raised,
 * or neither raised nor cut, is so only where a second person agreed to exactly these limits.
 *
 * @param inForce the limits from now on
 * @param applied from the limits before to these
 * @param approver who agreed to a raise; empty where nobody had to, or nobody did
 */
record ConfiguredStart(RiskLimits inForce, List<LimitDifference> applied, String approver) {
    static ConfiguredStart of(RiskLimits before, RiskLimits configured, Optional<ConfigurationApproval> approval) {
        boolean raises = !before.loosened(configured).isEmpty();
        Optional<ConfigurationApproval> agreed =
                approval.filter(one -> one.limitsHash().equals(configured.configHash()));
        RiskLimits inForce = !raises || agreed.isPresent() ? configured : cuts(before, configured);
        return new ConfiguredStart(
                inForce,
                before.differences(inForce),
                raises ? agreed.map(ConfigurationApproval::approver).orElse("") : "");
    }

    /** The limits before with all that is cut; where cuts alone break a rule between limits, nothing of it is in force. */
    private static RiskLimits cuts(RiskLimits before, RiskLimits configured) {
        SortedMap<String, String> cut = new TreeMap<>();
        before.differences(configured).stream()
                .filter(one -> one.direction() == Direction.CUT)
                .forEach(one -> cut.put(one.name(), one.after()));
        try {
            RiskLimits inForce = LimitText.changed(before, cut);
            return before.loosened(inForce).isEmpty() ? inForce : before;
        } catch (IllegalArgumentException e) {
            return before;
        }
    }
}
