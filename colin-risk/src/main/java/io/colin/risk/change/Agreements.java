package io.colin.risk.change;

import io.colin.risk.approval.Approvals;
import io.colin.risk.internal.SavedState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which agreements to configured limits a start is given, and which were used: each lets one start raise limits, no later one.
 *
 * @param given by the configuration of this start
 * @param used by this start or an earlier one
 */
record Agreements(List<ConfigurationApproval> given, List<ConfigurationApproval> used) {
    private static final String USED = "limits.agreed.";

    /** Keeps copies. */
    Agreements {
        given = List.copyOf(given);
        used = List.copyOf(used);
    }

    /** The first agreement to limits of this hash that was not used. */
    Optional<ConfigurationApproval> to(String limitsHash) {
        return given.stream()
                .filter(one -> one.limitsHash().equals(limitsHash))
                .filter(one -> !isUsed(one))
                .findFirst();
    }

    /** Whether somebody's agreement to limits of this hash is given that was used before. */
    boolean isUsed(String limitsHash) {
        return given.stream().anyMatch(one -> one.limitsHash().equals(limitsHash) && isUsed(one));
    }

    private boolean isUsed(ConfigurationApproval one) {
        return used.stream()
                .anyMatch(before -> before.limitsHash().equals(one.limitsHash())
                        && Approvals.isSamePerson(before.approver(), one.approver()));
    }

    Agreements using(ConfigurationApproval one) {
        List<ConfigurationApproval> next = new ArrayList<>(used);
        next.add(one);
        return new Agreements(given, next);
    }

    void save(Map<String, String> state) {
        for (int i = 0; i < used.size(); i++) {
            state.put(USED + i + ".hash", used.get(i).limitsHash());
            state.put(USED + i + ".approver", used.get(i).approver());
        }
    }

    Agreements restored(Map<String, String> state) {
        SavedState saved = SavedState.of(state);
        List<ConfigurationApproval> before = new ArrayList<>();
        for (int i = 0; saved.has(USED + i + ".hash"); i++) {
            before.add(new ConfigurationApproval(saved.text(USED + i + ".hash"), saved.text(USED + i + ".approver")));
        }
        return new Agreements(given, before);
    }
}
