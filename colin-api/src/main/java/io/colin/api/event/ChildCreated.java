package io.colin.api.event;

import io.colin.api.internal.Require;
import io.colin.api.order.ChildOrder;

/**
 * A child came to be.
 *
 * @param header where it stands
 * @param order as created
 * @param algo what asked for it, with its version: {@code twap/1}. Of an order that the engine shows part by part what does
 *     that; of one that was open over a restart what works it since
 */
public record ChildCreated(EventHeader header, ChildOrder order, String algo) implements LedgerEvent {
    /** Checks. */
    public ChildCreated {
        Require.text("algo", algo);
    }
}
