package io.colin.risk.gate;

import io.colin.api.risk.RiskNotice;
import io.colin.risk.change.LimitControl;
import io.colin.risk.gate.StartSettings.Difference;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a start under another configuration changes beside limits. Every difference is told. What loosens, or may, is under the
 * rule of limits: fixed at the start, what was cannot stay, so that the start is refused until a second person agreed to the
 * settings as they are now. Scenarios count while they are held against the limit and stress is armed, the settings of active
 * reduction while it was on. Settings of another version of the code, which cannot be compared one by one, are told and held
 * back by nobody.
 */
final class StartChanges {
    private static final Logger LOG = System.getLogger(StandardGate.class.getName());

    private static final String REDUCTION = "reduction.enabled";

    private StartChanges() {}

    /**
     * What is to be told, once the limits in force are known.
     *
     * @throws IllegalArgumentException if something is loosened, or may be, and nobody agreed to that
     */
    static List<RiskNotice> since(
            Map<String, String> state, StartSettings start, LimitControl control, String configHash) {
        List<Difference> differences = start.differences(state);
        if (differences.isEmpty()) {
            return List.of();
        }
        List<Difference> held = held(differences, start, control);
        String approver = approver(held, start, control);
        List<RiskNotice> notices = new ArrayList<>();
        for (Difference one : differences) {
            String by = FourEyes.CONFIGURATION + (held.contains(one) ? " with " + approver : "");
            notices.add(new RiskNotice.LimitChange(one.name(), one.before(), one.after(), by, configHash));
        }
        notices.add(new RiskNotice.Latched("settings by another configuration"));
        LOG.log(
                Level.WARNING,
                "another configuration than before the restart: {0}",
                differences.stream().map(Difference::name).collect(Collectors.joining(", ")));
        return notices;
    }

    /** What needs a second person. */
    private static List<Difference> held(List<Difference> differences, StartSettings start, LimitControl control) {
        boolean isStressArmed = control.limits().stress().armed();
        boolean wasReducing = differences.stream()
                .filter(one -> one.name().equals(REDUCTION))
                .map(Difference::before)
                .findFirst()
                .orElseGet(() -> start.value(REDUCTION))
                .equals("true");
        return differences.stream()
                .filter(one -> switch (one.part()) {
                    case StartSettings.SCENARIOS -> isStressArmed && one.isOfLimitedScenario();
                    case "reduction" -> wasReducing && StartDirections.mayLoosen(one);
                    default -> StartDirections.mayLoosen(one);
                })
                .filter(one -> !one.isOfAnotherVersion())
                .toList();
    }

    /** Who agreed; empty where nobody had to. */
    private static String approver(List<Difference> held, StartSettings start, LimitControl control) {
        if (held.isEmpty()) {
            return "";
        }
        String hash = start.hash();
        return control.useAgreement(hash)
                .orElseThrow(() -> new IllegalArgumentException(
                        "settings: must not be loosened by a start, nor changed where nobody can tell, before a second"
                                + " person agreed to the settings " + hash + ": "
                                + held.stream().map(Difference::text).collect(Collectors.joining(", "))))
                .approver();
    }
}
