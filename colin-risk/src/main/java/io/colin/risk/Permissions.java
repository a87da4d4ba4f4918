package io.colin.risk;

import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.api.order.OrderIntent;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Who may trade what where. Without any grants configured everybody may trade everything, because identities are then
 * the caller's business; with {@link #only} nothing is allowed that no grant names. A restricted symbol stays restricted
 * whatever is granted. Immutable.
 *
 * @param unrestricted whether everything is allowed; then there are no grants
 * @param grants what is allowed otherwise
 */
public record Permissions(boolean unrestricted, SortedSet<Grant> grants) {
    /** Everybody may trade everything. */
    public static final Permissions UNRESTRICTED = new Permissions(true, new TreeSet<>());

    /** Stands for every principal, symbol or venue. */
    public static final String ANY = "*";

    private static final Comparator<Grant> ORDER =
            Comparator.comparing(Grant::principal).thenComparing(Grant::symbol).thenComparing(Grant::venue);

    /** Checks and copies. */
    public Permissions {
        grants = Collections.unmodifiableSortedSet(new TreeSet<>(grants));
        Require.that(
                !unrestricted || grants.isEmpty(), "permissions", "must not list grants when unrestricted", grants);
    }

    /**
     * Nothing but what is listed.
     *
     * @param grants what is allowed; none allows nothing
     * @return the permissions
     */
    public static Permissions only(Collection<Grant> grants) {
        return new Permissions(false, new TreeSet<>(grants));
    }

    /**
     * Whether a principal may trade a symbol at a venue.
     *
     * @param principal who
     * @param symbol what
     * @param venue where; {@link OrderIntent#ANY_VENUE} asks whether there is any venue, and each of its children is asked
     *     again with its own
     * @return true when a grant names it or nothing is restricted
     */
    public boolean allows(String principal, Symbol symbol, String venue) {
        if (unrestricted) {
            return true;
        }
        for (Grant grant : grants) {
            if (matches(grant.principal(), principal)
                    && matches(grant.symbol(), symbol.name())
                    && (venue.equals(OrderIntent.ANY_VENUE) || matches(grant.venue(), venue))) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(String granted, String asked) {
        return granted.equals(ANY) || granted.equals(asked);
    }

    void describe(Settings settings) {
        Setting others = allowed(unrestricted);
        settings.put("permissions.others", others);
        settings.missing("permissions.grant.", others);
        grants.forEach(grant -> settings.put("permissions.grant." + grant, allowed(true)));
    }

    private static Setting allowed(boolean allowed) {
        return Setting.higherIsLooser(allowed ? "allow" : "deny", allowed ? BigDecimal.ONE : BigDecimal.ZERO);
    }

    /**
     * One thing that is allowed.
     *
     * @param principal who, or {@link #ANY}
     * @param symbol a symbol's name, or {@link #ANY}
     * @param venue a venue's id, or {@link #ANY}
     */
    public record Grant(String principal, String symbol, String venue) implements Comparable<Grant> {
        /** Checks. */
        public Grant {
            part("permissions.principal", principal);
            part("permissions.venue", venue);
            if (!symbol.equals(ANY)) {
                Symbol.of(symbol);
            }
        }

        private static void part(String name, String text) {
            Require.that(
                    LimitScope.NAME.matcher(text).matches() && !text.isBlank(),
                    name,
                    "must be 1 to 64 characters without = and |",
                    text);
        }

        @Override
        public int compareTo(Grant other) {
            return ORDER.compare(this, other);
        }

        @Override
        public String toString() {
            return principal + "|" + symbol + "|" + venue;
        }
    }
}
