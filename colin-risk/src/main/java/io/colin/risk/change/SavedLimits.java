package io.colin.risk.change;

import io.colin.api.internal.Require;
import io.colin.risk.LimitDifference;
import io.colin.risk.RiskLimits;
import io.colin.risk.change.LimitControl.Proposal;
import io.colin.risk.internal.SavedState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Limits in force as texts by name. Those that were changed while running are in force again, of version 1 the configured
 * ones; in both cases what the start changes of the text is found by comparing with it.
 *
 * @param limits in force from now on
 * @param history versions, the one in force last
 * @param proposals what waits
 * @param applied what another configuration changes
 * @param agreed the agreement that this uses up
 * @param compared whether the limits last in force are known, so that the configured ones were compared with them
 */
record SavedLimits(
        RiskLimits limits,
        List<LimitVersion> history,
        SortedMap<String, Proposal> proposals,
        List<LimitDifference> applied,
        Optional<ConfigurationApproval> agreed,
        boolean compared) {
    private static final int SAVED_VERSIONS = 20;
    private static final String VERSION = "limits.version";
    static final String TEXT = "limits.text";
    private static final String HISTORY = "limits.history.";
    private static final String PROPOSAL = "limits.proposal.";

    static void save(
            Map<String, String> state, String text, List<LimitVersion> history, SortedMap<String, Proposal> proposals) {
        LimitVersion last = history.getLast();
        state.put(VERSION, Long.toString(last.number()));
        state.put(TEXT, text);
        if (last.number() > 1) {
            history.subList(Math.max(0, history.size() - SAVED_VERSIONS), history.size())
                    .forEach(v -> save(state, v));
        }
        proposals.forEach((id, proposal) -> {
            state.put(PROPOSAL + id + ".base", proposal.base());
            state.put(PROPOSAL + id + ".text", proposal.next().canonicalText());
        });
    }

    private static void save(Map<String, String> state, LimitVersion version) {
        String name = HISTORY + version.number() + ".";
        state.put(name + "hash", version.hash());
        state.put(name + "since_ns", Long.toString(version.sinceNs()));
        state.put(name + "principal", version.principal());
        state.put(name + "approver", version.approver());
        state.put(name + "reason", version.reason());
    }

    static SavedLimits read(Map<String, String> state, LimitVersion first, ConfiguredStart.Asked asked) {
        RiskLimits configured = asked.configured();
        SavedState saved = SavedState.of(state);
        long number = saved.time(VERSION);
        Require.positive(VERSION, number);
        SortedMap<String, Proposal> proposals = new TreeMap<>();
        for (String name : state.keySet()) {
            if (name.startsWith(PROPOSAL) && name.endsWith(".base")) {
                String id = name.substring(PROPOSAL.length(), name.length() - ".base".length());
                String text = saved.text(PROPOSAL + id + ".text");
                proposals.put(id, new Proposal(saved.text(name), LimitText.parse(text, configured)));
            }
        }
        if (number == 1 && !saved.has(TEXT)) {
            return new SavedLimits(
                    configured,
                    List.of(first),
                    proposals,
                    List.of(),
                    Optional.empty(),
                    false); // saved before texts were
        }
        RiskLimits before = LimitText.parse(saved.text(TEXT), configured);
        ConfiguredStart start =
                number == 1 ? ConfiguredStart.ofConfigured(before, asked) : ConfiguredStart.ofChanged(before, asked);
        List<LimitVersion> history =
                number == 1 ? List.of(version(first, start)) : completed(history(saved, number), start);
        return new SavedLimits(start.inForce(), history, proposals, start.applied(), start.agreed(), true);
    }

    private static LimitVersion version(LimitVersion first, ConfiguredStart start) {
        return new LimitVersion(
                1, start.inForce().configHash(), first.sinceNs(), first.principal(), start.approver(), first.reason());
    }

    private static List<LimitVersion> history(SavedState saved, long last) {
        List<LimitVersion> history = new ArrayList<>();
        for (long number = Math.max(1, last - SAVED_VERSIONS + 1); number <= last; number++) {
            String name = HISTORY + number + ".";
            if (number < last && !saved.has(name + "hash")) {
                continue;
            }
            history.add(new LimitVersion(
                    number,
                    saved.text(name + "hash"),
                    saved.time(name + "since_ns"),
                    saved.text(name + "principal"),
                    saved.text(name + "approver"),
                    saved.text(name + "reason")));
        }
        return List.copyOf(history);
    }

    /** Values the saved text does not know, or that are as at the start, are the configuration's: a version of its own. */
    private static List<LimitVersion> completed(List<LimitVersion> history, ConfiguredStart start) {
        String hash = start.inForce().configHash();
        LimitVersion last = history.getLast();
        if (last.hash().equals(hash)) {
            return history;
        }
        List<LimitVersion> completed = new ArrayList<>(history);
        completed.add(new LimitVersion(
                last.number() + 1,
                hash,
                last.sinceNs(),
                "configuration",
                start.approver(),
                "values added since the limits were saved, or fixed at the start"));
        return List.copyOf(completed);
    }
}
