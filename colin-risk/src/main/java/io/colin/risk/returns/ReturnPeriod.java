package io.colin.risk.returns;

/** How long a return takes. Periods are aligned to UTC: days start at 00:00, hours at the full hour. */
public enum ReturnPeriod {
    /** A UTC day. */
    DAY(86_400_000_000_000L),
    /** An hour. */
    HOUR(3_600_000_000_000L);

    private final long ns;

    ReturnPeriod(long ns) {
        this.ns = ns;
    }

    /**
     * Its length.
     *
     * @return ns, above 0
     */
    public long ns() {
        return ns;
    }
}
