package io.colin.api.ledger;

import io.colin.api.internal.Require;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Something to record.
 *
 * @param type the kind of event, for example {@code OrderFilled}
 * @param timeNs event time, ns since epoch
 * @param sourcePosition how many market events had been taken
 * @param principal who or what caused it
 * @param correlationId what it belongs to
 * @param causationId what it follows from
 * @param configHash hash of the settings in force
 * @param body canonical text of the event
 * @param keys taken in the same transaction
 */
public record LedgerEntry(
        String type,
        long timeNs,
        long sourcePosition,
        String principal,
        String correlationId,
        String causationId,
        String configHash,
        String body,
        List<UniqueKey> keys) {
    /** Checks and copies. */
    public LedgerEntry {
        Require.text("type", type);
        Require.text("principal", principal);
        keys = List.copyOf(keys);
        for (String text : List.of(type, principal, correlationId, causationId, configHash, body)) {
            Require.that(isText(text), "entry", "must be valid text", type);
        }
    }

    /** Whether it comes back from its bytes: half of a surrogate pair does not. */
    private static boolean isText(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).equals(text);
    }
}
