package io.colin.api.risk;

/**
 * An automatic breaker.
 *
 * @param name for example {@code volatility}
 * @param scope {@code portfolio}, a symbol or a venue
 * @param state closed, half open or open
 * @param trips how often it tripped
 * @param sinceNs event time of the last change, ns since epoch
 * @param detail why it tripped, or what it lacks to judge, for example {@code insufficient samples: 12 of 100 requests};
 *     empty when it has all it needs and nothing is wrong
 */
public record BreakerStatus(String name, String scope, State state, long trips, long sinceNs, String detail) {
    /** The states. */
    public enum State {
        /** Trading as usual. */
        CLOSED,
        /** Waiting for the cause to stay away. */
        HALF_OPEN,
        /** Tripped. */
        OPEN
    }
    /**
     * A breaker that lacks nothing.
     *
     * @param name for example {@code volatility}
     * @param scope {@code portfolio}, a symbol or a venue
     * @param state closed, half open or open
     * @param trips how often it tripped
     * @param sinceNs event time of the last change, ns since epoch
     */
    public BreakerStatus(String name, String scope, State state, long trips, long sinceNs) {
        this(name, scope, state, trips, sinceNs, "");
    }
}
