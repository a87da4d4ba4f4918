package io.colin.server.http;

import io.colin.server.security.Permission;
import io.colin.server.security.Role;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * One line of the routing table.
 *
 * @param method the verb
 * @param template the path, parameters in braces
 * @param anyOf permissions of which one is needed, empty where none is
 * @param also permissions that are needed beside, all of them
 * @param maxBody most bytes of a body, 0 where none is taken
 * @param anyHost whether it answers under any host name: probes
 * @param mediaType of a good answer
 * @param handler answers
 */
public record Route(
        String method,
        String template,
        Set<Permission> anyOf,
        Set<Permission> also,
        int maxBody,
        boolean anyHost,
        String mediaType,
        Handler handler) {
    /** Bytes of a body that is not an order. */
    public static final int BODY_LIMIT = 1 << 20;

    /** Copies. */
    public Route {
        anyOf = Set.copyOf(anyOf);
        also = Set.copyOf(also);
    }

    /**
     * A read that needs no credential.
     *
     * @param template the path
     * @param mediaType of a good answer
     * @param handler answers
     * @return the route
     */
    public static Route open(String template, String mediaType, Handler handler) {
        return new Route("GET", template, Set.of(), Set.of(), 0, false, mediaType, handler);
    }

    /**
     * A probe: no credential, any host name.
     *
     * @param template the path
     * @param handler answers
     * @return the route
     */
    public static Route probe(String template, Handler handler) {
        return new Route("GET", template, Set.of(), Set.of(), 0, true, Answer.JSON, handler);
    }

    /**
     * A read.
     *
     * @param template the path
     * @param permission what is needed
     * @param handler answers
     * @return the route
     */
    public static Route get(String template, Permission permission, Handler handler) {
        return new Route("GET", template, Set.of(permission), Set.of(), 0, false, Answer.JSON, handler);
    }

    /**
     * A write with a body.
     *
     * @param template the path
     * @param permission what is needed
     * @param maxBody most bytes of the body
     * @param handler answers
     * @return the route
     */
    public static Route post(String template, Permission permission, int maxBody, Handler handler) {
        return new Route("POST", template, Set.of(permission), Set.of(), maxBody, false, Answer.JSON, handler);
    }

    /**
     * A write with a body that takes two permissions.
     *
     * @param template the path
     * @param one a permission that is needed
     * @param other another that is needed beside
     * @param handler answers
     * @return the route
     */
    public static Route post(String template, Permission one, Permission other, Handler handler) {
        return new Route("POST", template, Set.of(one), Set.of(other), BODY_LIMIT, false, Answer.JSON, handler);
    }

    /**
     * A change of something that is there, with a body.
     *
     * @param template the path
     * @param permission what is needed
     * @param maxBody most bytes of the body
     * @param handler answers
     * @return the route
     */
    public static Route put(String template, Permission permission, int maxBody, Handler handler) {
        return new Route("PUT", template, Set.of(permission), Set.of(), maxBody, false, Answer.JSON, handler);
    }

    /**
     * A deletion.
     *
     * @param template the path
     * @param one a permission that is enough
     * @param other another that is enough
     * @param handler answers
     * @return the route
     */
    public static Route delete(String template, Permission one, Permission other, Handler handler) {
        return new Route("DELETE", template, EnumSet.of(one, other), Set.of(), 0, false, Answer.JSON, handler);
    }

    /**
     * Whether a role may use it.
     *
     * @param role of the one who asks
     * @return true if it has one of the permissions and all that are needed beside
     */
    public boolean isOpenTo(Role role) {
        return (anyOf.isEmpty() || role.allows(anyOf))
                && also.stream().allMatch(permission -> role.allows(Set.of(permission)));
    }

    /**
     * Whether it changes something.
     *
     * @return true for every verb but GET
     */
    public boolean isWrite() {
        return !method.equals("GET");
    }

    List<String> segments() {
        return List.of(template.split("/", -1));
    }
}
