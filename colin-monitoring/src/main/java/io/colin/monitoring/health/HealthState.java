package io.colin.monitoring.health;

/** How a component is. */
public enum HealthState {
    /** Works. */
    UP,
    /** Works with less than it should. */
    DEGRADED,
    /** Does not work. */
    DOWN,
    /** Switched off on purpose. */
    DISABLED,
    /** Not checked, or not checked lately. */
    UNKNOWN
}
