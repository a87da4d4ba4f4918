package io.colin.api.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LedgerRecordTest {
    private static final UniqueKey KEY = new UniqueKey("order", "main/1");
    private static final List<String> TEXTS = List.of("OrderFilled", "engine", "signal-1", "event:3", "config", "{}");
    private static final LedgerEntry ENTRY = entry(TEXTS, 10, 20, KEY);

    @Test
    void hasTheHashOfItsDocumentedBytes() {
        LedgerEntry small = new LedgerEntry("T", 1, 2, "p", "", "c", "h", "{}", List.of(new UniqueKey("s", "v")));

        // Computed with Python's hashlib over struct.pack('>i', len) + text and struct.pack('>q', number) in this
        // order:
        // previous hash, sequence, type, timeNs, sourcePosition, principal, correlation, causation, config, body, keys.
        assertThat(LedgerRecord.chained(1, LedgerRecord.GENESIS, small).hash())
                .isEqualTo("767f651bc439413dfdac18af2e9a657c5367a24762f95ac527d05776936b6f4e");
    }

    @Test
    void isIntactAsLongAsNothingIsChanged() {
        LedgerRecord record = LedgerRecord.chained(1, LedgerRecord.GENESIS, ENTRY);

        assertThat(record.isIntact()).isTrue();
        assertThat(record.hash()).matches("[0-9a-f]{64}");
        assertThat(LedgerRecord.chained(1, LedgerRecord.GENESIS, ENTRY)).isEqualTo(record);
    }

    @Test
    void noticesAChangeOfAnyField() {
        LedgerRecord record = LedgerRecord.chained(5, LedgerRecord.GENESIS, ENTRY);

        for (LedgerEntry changed : changes()) {
            assertThat(new LedgerRecord(5, changed, record.previousHash(), record.hash()).isIntact())
                    .as("%s", changed)
                    .isFalse();
        }
        assertThat(new LedgerRecord(6, ENTRY, record.previousHash(), record.hash()).isIntact())
                .isFalse();
        assertThat(new LedgerRecord(5, ENTRY, "1" + record.previousHash().substring(1), record.hash()).isIntact())
                .isFalse();
        assertThat(new LedgerRecord(5, ENTRY, record.previousHash(), LedgerRecord.GENESIS).isIntact())
                .isFalse();
    }

    @Test
    void givesEveryVariantAHashOfItsOwn() {
        Set<String> hashes = new HashSet<>();
        List<LedgerEntry> variants = changes();
        variants.add(ENTRY);
        for (LedgerEntry variant : variants) {
            hashes.add(LedgerRecord.chained(1, LedgerRecord.GENESIS, variant).hash());
        }

        assertThat(hashes).hasSameSizeAs(variants);
    }

    @Test
    void keepsTextsApartThatRunTogether() {
        assertThat(hash("ab", "c")).isNotEqualTo(hash("a", "bc")).isNotEqualTo(hash("abc", ""));
        assertThat(keyed(new UniqueKey("a", "bc"))).isNotEqualTo(keyed(new UniqueKey("ab", "c")));
        assertThat(keyed(new UniqueKey("a", "b"), new UniqueKey("c", "d")))
                .isNotEqualTo(keyed(new UniqueKey("c", "d"), new UniqueKey("a", "b")));
    }

    @Test
    void countsBytesAndNotCharacters() {
        assertThat(hash("\u00e9", "")).isNotEqualTo(hash("e\u0301", ""));
        assertThat(hash("\ud83d\ude00", "x")).isNotEqualTo(hash("\ud83d\ude00x", ""));
    }

    @Test
    void refusesWhatCannotBeARecord() {
        assertThatThrownBy(() -> LedgerRecord.chained(0, LedgerRecord.GENESIS, ENTRY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("sequence: ");
        assertThatThrownBy(() -> new UniqueKey("", "v")).hasMessageStartingWith("space: ");
        assertThatThrownBy(() -> new UniqueKey("s", " ")).hasMessageStartingWith("value: ");
        assertThatThrownBy(() -> new LedgerEntry("", 0, 0, "p", "", "", "", "", List.of()))
                .hasMessageStartingWith("type: ");
    }

    /** The entry with one thing changed, each in turn. */
    private static List<LedgerEntry> changes() {
        List<LedgerEntry> changes = new ArrayList<>();
        for (int i = 0; i < TEXTS.size(); i++) {
            List<String> texts = new ArrayList<>(TEXTS);
            texts.set(i, texts.get(i) + "2");
            changes.add(entry(texts, 10, 20, KEY));
        }
        changes.add(entry(TEXTS, 11, 20, KEY));
        changes.add(entry(TEXTS, 10, 21, KEY));
        changes.add(entry(TEXTS, 10, 20));
        changes.add(entry(TEXTS, 10, 20, KEY, KEY));
        changes.add(entry(TEXTS, 10, 20, new UniqueKey("order", "main/2")));
        changes.add(entry(TEXTS, 10, 20, new UniqueKey("key", "main/1")));
        return changes;
    }

    /** An entry of type, principal, correlation, causation, configuration and body. */
    private static LedgerEntry entry(List<String> texts, long timeNs, long position, UniqueKey... keys) {
        return new LedgerEntry(
                texts.get(0),
                timeNs,
                position,
                texts.get(1),
                texts.get(2),
                texts.get(3),
                texts.get(4),
                texts.get(5),
                List.of(keys));
    }

    private static String hash(String correlation, String causation) {
        return LedgerRecord.chained(
                        1, LedgerRecord.GENESIS, entry(List.of("T", "p", correlation, causation, "", ""), 0, 0))
                .hash();
    }

    private static String keyed(UniqueKey... keys) {
        return LedgerRecord.chained(1, LedgerRecord.GENESIS, entry(List.of("T", "p", "", "", "", ""), 0, 0, keys))
                .hash();
    }
}
