package io.colin.api.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link EventStore} does that outlives its closing. */
public abstract class DurableEventStoreContract extends EventStoreContract {
    /** Opens the closed store of the test in progress again. */
    protected abstract EventStore reopen();

    @Test
    void continuesWhereItStoodAfterAnotherOpening() {
        UniqueKey key = new UniqueKey("order", "a");
        appended(entry(1), entry(2, key));
        List<LedgerRecord> before = all();
        store.close();
        store = reopen();

        assertThat(store.lastSequence()).isEqualTo(2);
        assertThat(all()).isEqualTo(before);
        assertThat(store.append(List.of(entry(3, key)))).isEqualTo(new AppendResult.Duplicate(key, 2));
        assertThat(appended(entry(4)).firstSequence()).isEqualTo(3);
        assertThat(store.verify()).isInstanceOf(Verification.Intact.class);
    }
}
