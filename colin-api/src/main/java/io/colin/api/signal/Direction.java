package io.colin.api.signal;

/** The classes of a signal; their order is the fixed index order of every model. */
public enum Direction {
    /** Up by more than the band. */
    LONG(1),
    /** Within the band. */
    NEUTRAL(0),
    /** Down by more than the band. */
    SHORT(-1);

    private final int sign;

    Direction(int sign) {
        this.sign = sign;
    }

    /**
     * The sign of the expected move.
     *
     * @return +1, 0 or −1
     */
    public int sign() {
        return sign;
    }
}
