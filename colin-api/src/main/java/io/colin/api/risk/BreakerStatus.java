package io.colin.api.risk;

/**
 * An automatic breaker.
 *
 * @param name for example {@code volatility}
 * @param scope {@code portfolio}, a symbol or a venue
 * @param state closed, half open or open
 * @param trips how often it tripped
 * @param sinceNs event time of the last change, ns since epoch
 */
public record BreakerStatus(String name, String scope, State state, long trips, long sinceNs) {
    /** The states. */
    public enum State {
        /** Trading as usual. */
        CLOSED,
        /** Waiting for the cause to stay away. */
        HALF_OPEN,
        /** Tripped. */
        OPEN
    }
}
