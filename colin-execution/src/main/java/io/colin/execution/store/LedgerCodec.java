package io.colin.execution.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colin.api.ColinException;
import io.colin.api.event.EventHeader;
import io.colin.api.event.LedgerEvent;
import io.colin.api.ledger.LedgerEntry;
import io.colin.api.ledger.LedgerRecord;
import io.colin.api.ledger.UniqueKey;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Ledger events as ledger entries and back. The entry's type is the event's simple class name; time, source position,
 * correlation and causation of the header become the entry's own; the body is the {@link CanonicalJson} of the event's
 * other components and of the header's {@code sequence}. {@code decode(encode(event))} equals the event where its
 * decimals are in {@link io.colin.api.Decimals#normal} form, but for {@code RiskDecision.validationTimeNs}: a
 * measurement, which is not kept and comes back as 0.
 *
 * <p>Thread-safe.
 */
public final class LedgerCodec {
    private static final String HEADER = "header";
    private static final String SEQUENCE = "sequence";

    private static final Map<String, Class<?>> TYPES = Arrays.stream(LedgerEvent.class.getPermittedSubclasses())
            .collect(Collectors.toUnmodifiableMap(Class::getSimpleName, type -> type));

    private LedgerCodec() {}

    /**
     * An event as an entry.
     *
     * @param event what happened
     * @param principal who or what caused it, not blank
     * @param configHash hash of the settings in force
     * @param keys to be taken with it, in order
     * @return the entry
     */
    public static LedgerEntry encode(LedgerEvent event, String principal, String configHash, List<UniqueKey> keys) {
        EventHeader header = event.header();
        SortedMap<String, Object> body = new TreeMap<>();
        for (RecordShape.Part part : RecordShape.of(event.getClass()).written()) {
            body.put(part.name(), part.read((Record) event));
        }
        body.remove(HEADER);
        body.put(SEQUENCE, header.sequence());
        return new LedgerEntry(
                event.getClass().getSimpleName(),
                header.timeNs(),
                header.sourcePosition(),
                principal,
                header.correlationId(),
                header.causationId(),
                configHash,
                CanonicalJson.text(body),
                keys);
    }

    /**
     * The event a record holds.
     *
     * @param ledgerRecord as read from a ledger
     * @return the event
     * @throws ColinException with STORE_DAMAGED, naming the record, if its type is unknown or its body cannot be read
     */
    public static LedgerEvent decode(LedgerRecord ledgerRecord) {
        try {
            return decode(ledgerRecord.entry());
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new ColinException(
                    ColinException.Reason.STORE_DAMAGED,
                    "ledger record " + ledgerRecord.sequence() + " ("
                            + ledgerRecord.entry().type() + "): " + e.getMessage(),
                    e);
        }
    }

    private static LedgerEvent decode(LedgerEntry entry) {
        Class<?> type = TYPES.get(entry.type());
        if (type == null) {
            throw new IllegalArgumentException("type: is no ledger event");
        }
        ObjectNode body = CanonicalReader.object(entry.body());
        long sequence = CanonicalReader.whole(SEQUENCE, CanonicalReader.require(body, SEQUENCE));
        body.remove(SEQUENCE);
        EventHeader header = new EventHeader(
                sequence, entry.timeNs(), entry.sourcePosition(), entry.correlationId(), entry.causationId());
        return (LedgerEvent) CanonicalReader.record(type, body, Map.of(HEADER, header));
    }
}
