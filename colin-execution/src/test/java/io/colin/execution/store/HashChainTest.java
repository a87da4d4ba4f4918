package io.colin.execution.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.ColinException;
import io.colin.api.ledger.LedgerEntry;
import io.colin.api.ledger.LedgerRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HashChainTest {
    private final LedgerRecord first = LedgerRecord.chained(1, LedgerRecord.GENESIS, entry("one"));
    private final LedgerRecord second = LedgerRecord.chained(2, first.hash(), entry("two"));
    private final LedgerRecord third = LedgerRecord.chained(3, second.hash(), entry("three"));

    @Test
    void takesRecordsThatFollow() {
        HashChain chain = HashChain.fromStart();

        assertThat(chain.check(first)).isEmpty();
        assertThat(chain.check(second)).isEmpty();
        assertThat(chain.check(third)).isEmpty();
        assertThat(chain.lastSequence()).isEqualTo(3);
        assertThat(chain.lastHash()).isEqualTo(third.hash());
    }

    @Test
    void continuesAfterAKnownRecord() {
        assertThat(HashChain.after(2, second.hash()).check(third)).isEmpty();
        assertThat(HashChain.after(2, first.hash()).check(third)).isPresent();
    }

    @Test
    void namesTheRecordThatIsMissing() {
        HashChain chain = HashChain.fromStart();
        assertThat(chain.check(first)).isEmpty();

        assertThat(chain.check(third)).map(HashChain.Problem::sequence).contains(2L);
        assertThat(chain.check(second)).as("a bad record is not taken").isEmpty();
    }

    @Test
    void seesContentThatDoesNotGiveItsHash() {
        LedgerRecord edited = new LedgerRecord(1, entry("other"), first.previousHash(), first.hash());

        assertThat(HashChain.fromStart().check(edited)).isPresent();
    }

    @Test
    void seesAnIntactRecordOfAnotherChain() {
        HashChain chain = HashChain.fromStart();
        assertThat(chain.check(first)).isEmpty();

        assertThat(chain.check(LedgerRecord.chained(2, LedgerRecord.GENESIS, entry("two"))))
                .map(HashChain.Problem::reason)
                .hasValueSatisfying(reason -> assertThat(reason).contains("does not follow"));
    }

    @Test
    void problemsBecomeErrorsThatNameTheRecord() {
        assertThatThrownBy(() -> {
                    throw new HashChain.Problem(7, "is missing").asException();
                })
                .isInstanceOfSatisfying(
                        ColinException.class,
                        e -> assertThat(e.reason()).isEqualTo(ColinException.Reason.STORE_DAMAGED))
                .hasMessageContaining("record 7 is missing");
    }

    private static LedgerEntry entry(String body) {
        return new LedgerEntry("Event", 1, 1, "tester", "", "", "", body, List.of());
    }
}
