package io.colin.api.order;

import io.colin.api.internal.Require;
import java.util.List;

/**
 * How orders hang together.
 *
 * @param kind none, one-cancels-other or one-triggers-other
 * @param linkedClientOrderIds the other orders; empty exactly when kind is NONE
 */
public record Contingency(Kind kind, List<String> linkedClientOrderIds) {
    /** An order that stands alone. */
    public static final Contingency NONE = new Contingency(Kind.NONE, List.of());

    /** The kinds. */
    public enum Kind {
        /** Stands alone. */
        NONE,
        /**
         * One cancels the other. What one fills is taken off the others, down to nothing; one that is triggered, cancelled or
         * expires cancels them; one that is refused leaves them as they are.
         */
        OCO,
        /**
         * One triggers the other. The others are held until this one fills, and are activated in proportion to what it
         * has filled so far. They only reduce what it has opened.
         */
        OTO
    }

    /** Checks and copies. */
    public Contingency {
        linkedClientOrderIds = List.copyOf(linkedClientOrderIds);
        Require.that(
                (kind == Kind.NONE) == linkedClientOrderIds.isEmpty(),
                "linkedClientOrderIds",
                "must be given for OCO and OTO and only for them",
                linkedClientOrderIds);
    }
}
