package io.colin.risk.gate;

import java.math.BigDecimal;
import java.util.Optional;

/** One rule of the gate. Looks, never changes anything. */
interface Check {
    /** What a check must know to judge, besides the order and the terms of its symbol. */
    enum Input {
        /** Nothing more. */
        NOTHING,
        /** A fresh reference price and a rate; {@link PriceAgeCheck} refuses without. */
        PRICE,
        /** A price, and an account in which everything is priced; {@link AccountCheck} refuses without. */
        ACCOUNT
    }

    /** Without it the check is left out, which only a refusal by another check allows. */
    default Input needs() {
        return Input.NOTHING;
    }

    /** Whether orders that can only shrink the account's position pass unseen. */
    default boolean sparesShrinking() {
        return false;
    }

    /** Whether amends that only make less of an order pass unseen too: what is left of it stands in the way of no limit. */
    default boolean sparesLowering() {
        return sparesShrinking();
    }

    /** Up to which quantity an order passes unseen for what it shrinks; empty where nothing is spared. */
    default Optional<BigDecimal> spared(Candidate order) {
        if (!sparesShrinking()) {
            return Optional.empty();
        }
        return Optional.of(sparesLowering() ? order.shrinkable().max(order.lowerable()) : order.shrinkable());
    }

    /** Whether the order is of the check's business at all. */
    default boolean concerns(Candidate order) {
        return true;
    }

    /**
     * Whether a new order passes beyond doubt, which {@link #judge} would find too, with or without a warning. False says
     * nothing, and is all that a check that cannot tell at a glance answers. Allocates nothing.
     */
    default boolean clears(Glance order) {
        return false;
    }

    /** Judges an order it concerns and does not spare. */
    Finding judge(Candidate order);
}
