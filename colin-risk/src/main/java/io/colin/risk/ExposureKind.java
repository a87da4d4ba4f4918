package io.colin.risk;

import io.colin.api.order.Side;
import java.math.BigDecimal;

/** What of an exposure counts. */
public enum ExposureKind {
    /** What is held long and what is held short, added up. */
    GROSS,
    /** Only what is held long. */
    LONG,
    /** Only what is held short. */
    SHORT;

    /**
     * What a value counts for.
     *
     * @param value signed, positive long
     * @return 0 or more
     */
    public BigDecimal of(BigDecimal value) {
        return switch (this) {
            case GROSS -> value.abs();
            case LONG -> value.max(BigDecimal.ZERO);
            case SHORT -> value.negate().max(BigDecimal.ZERO);
        };
    }

    /**
     * Whether orders of a side can ever raise it: what is long only grows by buys, what is short only by sells.
     *
     * @param side of an order
     * @return false when no fill of it can
     */
    public boolean growsBy(Side side) {
        return this == GROSS || (this == LONG) == (side == Side.BUY);
    }
}
