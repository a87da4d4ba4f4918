package io.colin.risk.approval;

import io.colin.api.internal.Require;
import io.colin.risk.approval.Approval.Status;
import io.colin.risk.internal.SavedState;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Approvals as texts by name: {@code approval.next} and {@code approval.<number>.<field>}. Open ones are all kept, of ended
 * ones the newest 20: the record holds every step for good, and using one that is not known is refused as well.
 */
record SavedApprovals(long next, SortedMap<Long, Approval> byNumber) {
    private static final String PREFIX = "approval.";
    private static final String NEXT = PREFIX + "next";
    private static final int ENDED = 20;

    static void save(Map<String, String> state, long next, SortedMap<Long, Approval> byNumber) {
        state.put(NEXT, Long.toString(next));
        long ended = byNumber.values().stream()
                .filter(approval -> !approval.status().isOpen())
                .count();
        for (Map.Entry<Long, Approval> entry : byNumber.entrySet()) {
            if (entry.getValue().status().isOpen() || ended-- <= ENDED) {
                save(state, entry.getKey(), entry.getValue());
            }
        }
    }

    private static void save(Map<String, String> state, long number, Approval approval) {
        String name = PREFIX + number + ".";
        state.put(name + "kind", approval.kind().name());
        state.put(name + "subject", approval.subject());
        state.put(name + "fingerprint", approval.fingerprint().text());
        state.put(name + "requester", approval.requester());
        state.put(name + "reason", approval.reason());
        state.put(name + "asked_ns", Long.toString(approval.askedNs()));
        state.put(name + "expires_ns", Long.toString(approval.expiresNs()));
        state.put(name + "status", approval.status().name());
        state.put(name + "decider", approval.decider());
        state.put(name + "note", approval.note());
    }

    static SavedApprovals read(Map<String, String> state, String idPrefix) {
        SavedState saved = SavedState.of(state);
        long next = saved.time(NEXT);
        Require.positive(NEXT, next);
        SortedMap<Long, Approval> byNumber = new TreeMap<>();
        for (String name : state.keySet()) {
            if (name.startsWith(PREFIX) && !name.equals(NEXT)) {
                int dot = name.indexOf('.', PREFIX.length());
                Require.that(dot > 0, name, "must be approval.<number>.<field>", name);
                long number = number(name, name.substring(PREFIX.length(), dot));
                Require.that(
                        number > 0 && number < next, name, "must have a number below " + NEXT + " " + next, number);
                if (!byNumber.containsKey(number)) {
                    byNumber.put(number, approval(saved, number, idPrefix));
                }
            }
        }
        return new SavedApprovals(next, byNumber);
    }

    private static Approval approval(SavedState saved, long number, String idPrefix) {
        String name = PREFIX + number + ".";
        return new Approval(
                idPrefix + number,
                saved.constant(name + "kind", ApprovalKind.values()),
                saved.text(name + "subject"),
                new Fingerprint(saved.text(name + "fingerprint")),
                saved.text(name + "requester"),
                saved.text(name + "reason"),
                saved.time(name + "asked_ns"),
                saved.time(name + "expires_ns"),
                saved.constant(name + "status", Status.values()),
                saved.text(name + "decider"),
                saved.text(name + "note"));
    }

    private static long number(String name, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + ": must be a whole number (" + text + ")", e);
        }
    }
}
