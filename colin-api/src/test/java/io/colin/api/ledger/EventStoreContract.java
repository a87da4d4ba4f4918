package io.colin.api.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link EventStore} does. Extend it, say how an empty store is opened, and run it. */
public abstract class EventStoreContract {
    /** The store of the test in progress. */
    protected EventStore store;

    /** Opens a store without records, another one for each test. */
    protected abstract EventStore openEmpty();

    @BeforeEach
    void open() {
        store = openEmpty();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void startsEmptyAndIntact() {
        assertThat(store.lastSequence()).isZero();
        assertThat(all()).isEmpty();
        assertThat(store.verify()).isEqualTo(new Verification.Intact(0, LedgerRecord.GENESIS));
        assertThat(store.find(new UniqueKey("order", "1"))).isEmpty();
    }

    @Test
    void numbersRecordsFromOneWithoutGaps() {
        assertThat(appended(entry(1), entry(2)))
                .extracting(AppendResult.Appended::firstSequence)
                .isEqualTo(1L);
        AppendResult.Appended second = appended(entry(3));

        assertThat(second.firstSequence()).isEqualTo(3);
        assertThat(second.lastSequence()).isEqualTo(3);
        assertThat(store.lastSequence()).isEqualTo(3);
        assertThat(all()).extracting(LedgerRecord::sequence).containsExactly(1L, 2L, 3L);
        assertThat(second.lastHash()).isEqualTo(all().getLast().hash());
    }

    @Test
    void givesBackExactlyWhatWasAppended() {
        LedgerEntry odd = new LedgerEntry(
                "Type",
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                "principal 'quoted' \"twice\"",
                "",
                "event:1; DROP TABLE event",
                "",
                "{\"text\":\"line\\n\u00e9\u4e2d\ud83d\ude00\t\u0001\"}",
                List.of(new UniqueKey("b", "2"), new UniqueKey("a", "1"), new UniqueKey("a", "2")));
        appended(odd);

        assertThat(all()).extracting(LedgerRecord::entry).containsExactly(odd);
    }

    @Test
    void chainsEachRecordToTheOneBefore() {
        appended(entry(1), entry(2), entry(3));
        String previous = LedgerRecord.GENESIS;
        for (LedgerRecord each : all()) {
            assertThat(each).isEqualTo(LedgerRecord.chained(each.sequence(), previous, each.entry()));
            previous = each.hash();
        }
        assertThat(store.verify()).isEqualTo(new Verification.Intact(3, previous));
    }

    @Test
    void readsFromAnyRecordOn() {
        appended(entry(1), entry(2), entry(3), entry(4));

        assertThat(from(3)).extracting(LedgerRecord::sequence).containsExactly(3L, 4L);
        assertThat(from(5)).isEmpty();
        assertThatThrownBy(() -> from(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fromSequence");
    }

    @Test
    void refusesAnEmptyAppend() {
        assertThatThrownBy(() -> store.append(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("entries");
    }

    @Test
    void findsTheRecordThatTookAKey() {
        appended(entry(1), entry(2, new UniqueKey("order", "a"), new UniqueKey("key", "a")));

        assertThat(store.find(new UniqueKey("order", "a")))
                .map(LedgerRecord::sequence)
                .contains(2L);
        assertThat(store.find(new UniqueKey("key", "a")))
                .map(LedgerRecord::sequence)
                .contains(2L);
        assertThat(store.find(new UniqueKey("order", "b"))).isEmpty();
    }

    @Test
    void refusesAKeyThatWasTakenBeforeAndNamesItsRecord() {
        UniqueKey key = new UniqueKey("order", "a");
        appended(entry(1, key));

        assertThat(store.append(List.of(entry(2), entry(3, new UniqueKey("order", "b"), key))))
                .isEqualTo(new AppendResult.Duplicate(key, 1));
    }

    @Test
    void refusesAKeyThatTheEntriesThemselvesHoldTwice() {
        UniqueKey key = new UniqueKey("order", "a");

        assertThat(store.append(List.of(entry(1, key), entry(2, key)))).isEqualTo(new AppendResult.Duplicate(key, 0));
        assertThat(store.append(List.of(entry(1, key, key)))).isEqualTo(new AppendResult.Duplicate(key, 0));
        assertThat(store.lastSequence()).isZero();
    }

    @Test
    void writesNothingOfARefusedAppend() {
        UniqueKey taken = new UniqueKey("order", "a");
        UniqueKey free = new UniqueKey("order", "b");
        appended(entry(1, taken));
        store.append(List.of(entry(2, free), entry(3, taken)));

        assertThat(store.lastSequence()).isEqualTo(1);
        assertThat(store.find(free)).isEmpty();
        assertThat(appended(entry(4, free)).firstSequence()).isEqualTo(2);
        assertThat(store.verify()).isInstanceOf(Verification.Intact.class);
    }

    @Test
    void keepsKeysOfDifferentSpacesAndCasesApart() {
        appended(entry(1, new UniqueKey("a", "x")));

        appended(
                entry(2, new UniqueKey("b", "x")),
                entry(3, new UniqueKey("a", "X")),
                entry(4, new UniqueKey("a", "x ")));
        assertThat(store.find(new UniqueKey("a", "x")))
                .map(LedgerRecord::sequence)
                .contains(1L);
    }

    @Test
    void agreesWithAPlainListOverRandomAppends() {
        Random random = new Random(42);
        List<LedgerEntry> expected = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            List<LedgerEntry> batch = new ArrayList<>();
            int size = 1 + random.nextInt(60);
            for (int k = 0; k < size; k++) {
                batch.add(entry(random.nextInt(), new UniqueKey("n", i + "-" + k)));
            }
            store.append(batch);
            expected.addAll(batch);
        }

        assertThat(all()).extracting(LedgerRecord::entry).isEqualTo(expected);
        long middle = expected.size() / 2;
        assertThat(from(middle)).hasSize((int) (expected.size() - middle + 1));
        assertThat(store.verify())
                .isEqualTo(
                        new Verification.Intact(expected.size(), all().getLast().hash()));
    }

    @Test
    void takesNothingAfterItsClosing() {
        appended(entry(1));
        store.close();
        store.close();

        assertThatThrownBy(() -> store.append(List.of(entry(2)))).isInstanceOf(IllegalStateException.class);
    }

    /** Appends what must be taken. */
    protected final AppendResult.Appended appended(LedgerEntry... entries) {
        AppendResult result = store.append(List.of(entries));
        assertThat(result).isInstanceOf(AppendResult.Appended.class);
        return (AppendResult.Appended) result;
    }

    /** Every record. */
    protected final List<LedgerRecord> all() {
        return from(1);
    }

    private List<LedgerRecord> from(long sequence) {
        List<LedgerRecord> read = new ArrayList<>();
        store.read(sequence, read::add);
        return read;
    }

    /** An entry like no other. */
    protected static LedgerEntry entry(int number, UniqueKey... keys) {
        return new LedgerEntry(
                "Event",
                1_000L + number,
                number,
                "tester",
                "correlation-" + number,
                "event:" + number,
                "config",
                "{\"number\":" + number + "}",
                List.of(keys));
    }
}
