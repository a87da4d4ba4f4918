package io.colin.server.http;

import java.net.URI;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Under which host names the server answers and from which pages it takes writes. A name that is not in the list is how
 * a foreign page would reach a server on loopback (DNS rebinding). Immutable.
 */
public final class HostPolicy {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Set<String> names;

    private HostPolicy(Set<String> names) {
        this.names = names;
    }

    /**
     * The loopback names and some more.
     *
     * @param more names without port, as a browser would show them
     * @return the policy
     */
    public static HostPolicy loopbackAnd(Collection<String> more) {
        Set<String> names = new LinkedHashSet<>(LOOPBACK);
        more.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        return new HostPolicy(Set.copyOf(names));
    }

    /**
     * Whether a request under this name is for us.
     *
     * @param host the header Host, empty when there is none
     * @return true if its name is in the list, whatever the port
     */
    public boolean allowsHost(Optional<String> host) {
        return host.map(HostPolicy::name).filter(names::contains).isPresent();
    }

    /**
     * Whether a request comes from a page of ours or from no page.
     *
     * @param origin the header Origin, empty when there is none
     * @param host the header Host
     * @return true without an origin, or if it is the very host and port the request went to
     */
    public boolean allowsOrigin(Optional<String> origin, Optional<String> host) {
        if (origin.isEmpty()) {
            return true;
        }
        try {
            URI uri = URI.create(origin.get());
            String authority = String.valueOf(uri.getRawAuthority()).toLowerCase(Locale.ROOT);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return web
                    && host.map(name -> name.toLowerCase(Locale.ROOT))
                            .filter(authority::equals)
                            .isPresent();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String name(String host) {
        int colon = host.lastIndexOf(':');
        boolean port = colon > 0 && colon > host.lastIndexOf(']');
        return (port ? host.substring(0, colon) : host).toLowerCase(Locale.ROOT);
    }
}
