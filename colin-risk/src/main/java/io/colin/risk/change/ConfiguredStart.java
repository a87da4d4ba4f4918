package io.colin.risk.change;

import io.colin.risk.LimitDifference;
import io.colin.risk.LimitDifference.Direction;
import io.colin.risk.RiskLimits;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What a start under other configured limits than those last in force comes to: what only cuts is in force; what is raised,
 * or neither raised nor cut, is so only where a second person agreed to exactly these limits. What would have to stay and
 * cannot, because it is fixed at the start, refuses the start.
 *
 * @param inForce the limits from now on
 * @param applied from the limits before to these
 * @param agreed who agreed to a raise; empty where nobody had to, or nobody did
 */
record ConfiguredStart(RiskLimits inForce, List<LimitDifference> applied, Optional<ConfigurationApproval> agreed) {
    /**
     * What the configuration of a start asks for.
     *
     * @param configured the limits it names
     * @param nearest the nearest limits the target can keep under it
     * @param approval of exactly the configured limits, if somebody agreed to them
     */
    record Asked(RiskLimits configured, UnaryOperator<RiskLimits> nearest, Optional<ConfigurationApproval> approval) {}

    /** After a run whose limits were those of its configuration. */
    static ConfiguredStart ofConfigured(RiskLimits before, Asked asked) {
        boolean raises = !before.loosened(asked.configured()).isEmpty();
        if (!raises || asked.approval().isPresent()) {
            return start(before, asked.configured(), asked);
        }
        return start(before, asked.nearest().apply(cuts(before, asked.configured())), asked);
    }

    /** After a run whose limits people changed: those stay, but for what is fixed at the start. */
    static ConfiguredStart ofChanged(RiskLimits before, Asked asked) {
        return start(before, asked.nearest().apply(before), asked);
    }

    private static ConfiguredStart start(RiskLimits before, RiskLimits inForce, Asked asked) {
        List<LimitDifference> loosened = before.loosened(inForce);
        if (!loosened.isEmpty() && asked.approval().isEmpty()) {
            throw new IllegalArgumentException(
                    "limits: must not be raised or taken away by a start before a second person"
                            + " agreed to the configured limits "
                            + asked.configured().configHash()
                            + ", and under them this cannot stay: "
                            + loosened.stream().map(ConfiguredStart::shown).collect(Collectors.joining(", ")));
        }
        return new ConfiguredStart(
                inForce, before.differences(inForce), loosened.isEmpty() ? Optional.empty() : asked.approval());
    }

    private static String shown(LimitDifference one) {
        return one.name() + " (" + one.before() + " -> " + (one.after().isEmpty() ? "none" : one.after()) + ")";
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

    /** Who agreed, by name; empty for nobody. */
    String approver() {
        return agreed.map(ConfigurationApproval::approver).orElse("");
    }
}
