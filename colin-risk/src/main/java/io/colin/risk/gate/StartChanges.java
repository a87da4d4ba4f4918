package io.colin.risk.gate;

import io.colin.api.risk.RiskNotice;
import io.colin.risk.change.LimitControl;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a start under another configuration changes beside limits. All of it is in force as configured, and every difference is
 * told. Scenarios that were held against the limit are under the rule of limits while stress is armed: fixed at the start, what
 * was cannot stay, so that the start is refused until a second person agreed to the limited scenarios as they are now. The
 * others, thresholds of breakers among them, are not held back: they have no direction that is surely a cut.
 */
final class StartChanges {
    private static final Logger LOG = System.getLogger(StandardGate.class.getName());

    private StartChanges() {}

    /**
     * What is to be told, once the limits in force are known.
     *
     * @throws IllegalArgumentException if a limited scenario is taken away or changed and nobody agreed to that
     */
    static List<RiskNotice> since(
            Map<String, String> state, StartSettings start, LimitControl control, String configHash) {
        List<StartSettings.Difference> differences = start.differences(state);
        if (differences.isEmpty()) {
            return List.of();
        }
        String approver = approver(differences, start, control);
        List<RiskNotice> notices = new ArrayList<>();
        for (StartSettings.Difference one : differences) {
            String by = FourEyes.CONFIGURATION
                    + (one.isOfLimitedScenario() && !approver.isEmpty() ? " with " + approver : "");
            notices.add(new RiskNotice.LimitChange(one.name(), one.before(), one.after(), by, configHash));
        }
        notices.add(new RiskNotice.Latched("settings by another configuration"));
        LOG.log(
                Level.WARNING,
                "another configuration than before the restart: {0}",
                differences.stream().map(StartSettings.Difference::name).collect(Collectors.joining(", ")));
        return notices;
    }

    /** Who agreed; empty where nobody had to. */
    private static String approver(
            List<StartSettings.Difference> differences, StartSettings start, LimitControl control) {
        String lost = differences.stream()
                .filter(StartSettings.Difference::isOfLimitedScenario)
                .map(StartSettings.Difference::text)
                .collect(Collectors.joining(", "));
        if (lost.isEmpty() || !control.limits().stress().armed()) {
            return "";
        }
        String hash = start.scenariosHash();
        return control.useAgreement(hash)
                .orElseThrow(() -> new IllegalArgumentException(
                        "scenarios: limited ones must not be changed or taken away by a start before a second person"
                                + " agreed to the limited scenarios " + hash + ": " + lost))
                .approver();
    }
}
