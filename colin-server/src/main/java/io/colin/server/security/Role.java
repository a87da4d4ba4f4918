package io.colin.server.security;

import java.util.Locale;
import java.util.Set;

/** A named set of permissions. */
public enum Role {
    /** Nothing: who asks without a credential where one is needed. Not a role a key can have. */
    NOBODY(false, false, false, false),
    /** Sees everything of the account. */
    VIEWER(true, false, false, false),
    /** Trades. */
    TRADER(true, true, false, false),
    /** Cuts positions and throws switches, and does not trade. */
    RISK_MANAGER(true, false, true, false),
    /** Trades and cuts. */
    PORTFOLIO_MANAGER(true, true, true, false),
    /** Everything. */
    ADMIN(true, true, true, true);

    private final boolean reads;
    private final boolean trades;
    private final boolean cuts;
    private final boolean administers;

    Role(boolean reads, boolean trades, boolean cuts, boolean administers) {
        this.reads = reads;
        this.trades = trades;
        this.cuts = cuts;
        this.administers = administers;
    }

    /**
     * Whether the role has one of some permissions.
     *
     * @param anyOf the permissions of which one is enough
     * @return true if it has one
     */
    public boolean allows(Set<Permission> anyOf) {
        return anyOf.stream().anyMatch(this::has);
    }

    /**
     * The name in configuration and answers.
     *
     * @return lower case
     */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    private boolean has(Permission permission) {
        return switch (permission) {
            case READ_STRATEGY, VIEW_POSITIONS, VIEW_PERFORMANCE -> reads;
            case WRITE_STRATEGY, EXECUTE_TRADES -> trades;
            case MODIFY_POSITIONS, ACCESS_RISK_CONTROLS -> cuts;
            case MANAGE_USERS, SYSTEM_ADMIN -> administers;
        };
    }
}
