package io.colin.server.ws;

import io.colin.server.security.Permission;
import java.util.Locale;

/** What a session streams. */
public enum StreamChannel {
    /** Every signal. */
    SIGNALS(Permission.READ_STRATEGY),
    /** Every change of an order. */
    ORDERS(Permission.VIEW_POSITIONS);

    private final Permission permission;

    StreamChannel(Permission permission) {
        this.permission = permission;
    }

    /**
     * What is needed to listen.
     *
     * @return the permission
     */
    public Permission permission() {
        return permission;
    }

    /**
     * The name in frames.
     *
     * @return lower case
     */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Where it is found.
     *
     * @return the path
     */
    public String path() {
        return "/ws/" + text();
    }
}
