package io.colin.api.risk;

/**
 * A latched stop.
 *
 * @param scope what it stops
 * @param target the strategy, symbol, venue or account; empty for the system
 * @param reason why, for a person
 * @param principal who or what threw it
 * @param sinceNs event time, ns since epoch
 */
public record KillSwitch(Scope scope, String target, String reason, String principal, long sinceNs) {
    /** The scopes, narrowest first. */
    public enum Scope {
        /** One strategy. */
        STRATEGY,
        /** One symbol. */
        SYMBOL,
        /** One venue. */
        VENUE,
        /** One account. */
        ACCOUNT,
        /** Everything. */
        SYSTEM
    }
}
