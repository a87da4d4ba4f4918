package io.colin.server.security;

/** What a role may do. */
public enum Permission {
    /** See signals and models. */
    READ_STRATEGY,
    /** See orders, positions and risk. */
    VIEW_POSITIONS,
    /** See figures of the system. */
    VIEW_PERFORMANCE,
    /** Ask for signals. */
    WRITE_STRATEGY,
    /** Send and cancel orders. */
    EXECUTE_TRADES,
    /** Cancel orders. */
    MODIFY_POSITIONS,
    /** Throw switches. */
    ACCESS_RISK_CONTROLS,
    /** Make and revoke keys. */
    MANAGE_USERS,
    /** See and reload the configuration. */
    SYSTEM_ADMIN
}
