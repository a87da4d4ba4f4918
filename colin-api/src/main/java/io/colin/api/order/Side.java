package io.colin.api.order;

/** Which way an order trades. */
public enum Side {
    /** Adds to a long or shrinks a short. */
    BUY(1),
    /** Shrinks a long before it opens a short. */
    SELL(-1);

    private final int sign;

    Side(int sign) {
        this.sign = sign;
    }

    /**
     * The sign of the position change.
     *
     * @return +1 for BUY, −1 for SELL
     */
    public int sign() {
        return sign;
    }

    /**
     * The other side.
     *
     * @return SELL for BUY, BUY for SELL
     */
    public Side opposite() {
        return this == BUY ? SELL : BUY;
    }
}
