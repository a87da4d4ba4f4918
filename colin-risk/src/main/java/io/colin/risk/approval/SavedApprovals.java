package io.colin.risk.approval;

import io.colin.api.internal.Require;
import io.colin.risk.approval.Approval.Status;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Approvals as texts by name: {@code approval.next} and {@code approval.<number>.<field>}. */
record SavedApprovals(long next, SortedMap<Long, Approval> byNumber) {
    private static final String PREFIX = "approval.";
    private static final String NEXT = PREFIX + "next";

    static void save(Map<String, String> state, long next, SortedMap<Long, Approval> byNumber) {
        state.put(NEXT, Long.toString(next));
        byNumber.forEach((number, approval) -> {
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
        });
    }

    static SavedApprovals read(Map<String, String> state, String idPrefix) {
        long next = number(state, NEXT);
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
                    byNumber.put(number, approval(state, number, idPrefix));
                }
            }
        }
        return new SavedApprovals(next, byNumber);
    }

    private static Approval approval(Map<String, String> state, long number, String idPrefix) {
        String name = PREFIX + number + ".";
        return new Approval(
                idPrefix + number,
                constant(ApprovalKind.values(), name + "kind", state),
                text(state, name + "subject"),
                new Fingerprint(text(state, name + "fingerprint")),
                text(state, name + "requester"),
                text(state, name + "reason"),
                number(state, name + "asked_ns"),
                number(state, name + "expires_ns"),
                constant(Status.values(), name + "status", state),
                text(state, name + "decider"),
                text(state, name + "note"));
    }

    private static <E extends Enum<E>> E constant(E[] values, String name, Map<String, String> state) {
        String text = text(state, name);
        for (E value : values) {
            if (value.name().equals(text)) {
                return value;
            }
        }
        throw Require.broken(name, "must be a known name", text);
    }

    private static long number(Map<String, String> state, String name) {
        return number(name, text(state, name));
    }

    private static long number(String name, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + ": must be a whole number (" + text + ")", e);
        }
    }

    private static String text(Map<String, String> state, String name) {
        @Nullable String text = state.get(name);
        if (text == null) {
            throw Require.broken(
                    name, "must be in the saved state", state.keySet().size() + " names");
        }
        return text;
    }
}
