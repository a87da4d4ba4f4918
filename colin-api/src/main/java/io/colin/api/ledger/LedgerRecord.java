package io.colin.api.ledger;

import io.colin.api.internal.Require;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What was recorded. The hash is SHA-256 over the previous hash and the canonical bytes of sequence and entry: every
 * text is preceded by its length in UTF-8 bytes as a 32-bit big-endian number, every number is 64 bits big-endian.
 *
 * @param sequence number in the ledger, from 1, without gaps
 * @param entry what
 * @param previousHash hash of the record before, {@link #GENESIS} for the first; lower-case hex
 * @param hash of this record; lower-case hex
 */
public record LedgerRecord(long sequence, LedgerEntry entry, String previousHash, String hash) {
    /** The hash before the first record. */
    public static final String GENESIS = "0".repeat(64);

    /** Checks. */
    public LedgerRecord {
        Require.positive("sequence", sequence);
    }

    /**
     * The record that follows another.
     *
     * @param sequence its number
     * @param previousHash hash of the record before
     * @param entry what to record
     * @return the record with its hash
     */
    public static LedgerRecord chained(long sequence, String previousHash, LedgerEntry entry) {
        return new LedgerRecord(sequence, entry, previousHash, hash(sequence, previousHash, entry));
    }

    /**
     * Whether the hash is what the content gives.
     *
     * @return false when a bit of it was changed
     */
    public boolean isIntact() {
        return hash.equals(hash(sequence, previousHash, entry));
    }

    private static String hash(long sequence, String previousHash, LedgerEntry entry) {
        MessageDigest digest = sha256();
        put(digest, previousHash);
        put(digest, sequence);
        put(digest, entry.type());
        put(digest, entry.timeNs());
        put(digest, entry.sourcePosition());
        put(digest, entry.principal());
        put(digest, entry.correlationId());
        put(digest, entry.causationId());
        put(digest, entry.configHash());
        put(digest, entry.body());
        for (UniqueKey key : entry.keys()) {
            put(digest, key.space());
            put(digest, key.value());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void put(MessageDigest digest, long number) {
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }

    private static void put(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
