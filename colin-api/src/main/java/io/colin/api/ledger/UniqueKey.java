package io.colin.api.ledger;

import io.colin.api.internal.Require;

/**
 * A key that may occur once in a ledger for good.
 *
 * @param space what it is a key of, for example {@code client_order_id}
 * @param value the key, with its owner
 */
public record UniqueKey(String space, String value) {
    /** Checks. */
    public UniqueKey {
        Require.text("space", space);
        Require.text("value", value);
    }
}
