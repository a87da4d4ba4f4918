package io.colin.server.security;

import io.colin.api.internal.Require;
import java.util.Set;

/**
 * Who asks.
 *
 * @param id stable name of the identity: the key's id
 * @param owner who it belongs to
 * @param role what it may do
 */
public record Principal(String id, String owner, Role role) {
    /** Who asks where no credential is needed. */
    public static final Principal LOCAL = new Principal("local", "local", Role.PORTFOLIO_MANAGER);

    /** Who asks without a credential where one is needed for most things. */
    public static final Principal ANONYMOUS = new Principal("anonymous", "anonymous", Role.NOBODY);

    /** Checks. */
    public Principal {
        Require.text("id", id);
        Require.text("owner", owner);
    }

    /**
     * Whether it may do something.
     *
     * @param permission what
     * @return true if its role has the permission
     */
    public boolean may(Permission permission) {
        return role.allows(Set.of(permission));
    }
}
