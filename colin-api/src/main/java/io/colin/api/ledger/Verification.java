package io.colin.api.ledger;

/** What a check of the whole chain found. */
public sealed interface Verification {
    /**
     * Every record follows from the one before.
     *
     * @param records how many
     * @param lastHash hash of the last, {@link LedgerRecord#GENESIS} when empty
     */
    record Intact(long records, String lastHash) implements Verification {}

    /**
     * A record does not.
     *
     * @param sequence the first bad record
     * @param reason what is wrong with it
     */
    record Broken(long sequence, String reason) implements Verification {}
}
