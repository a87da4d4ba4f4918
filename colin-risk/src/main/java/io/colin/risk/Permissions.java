package io.colin.risk;

import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.api.order.OrderIntent;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Who may do what with which symbol where. Without any grants configured everybody may trade everything, because identities are then
 * the caller's business; with {@link #only} nothing is allowed that no grant names. A restricted symbol stays restricted
 * whatever is granted. Taking an order back needs no grant: nothing ever refuses it. Immutable.
 *
 * @param unrestricted whether everything is allowed; then there are no grants
 * @param grants what is allowed otherwise
 */
public record Permissions(boolean unrestricted, SortedSet<Grant> grants) {
    /** Everybody may trade everything. */
    public static final Permissions UNRESTRICTED = new Permissions(true, new TreeSet<>());

    /** Stands for every principal, symbol or venue. */
    public static final String ANY = "*";

    private static final Comparator<Grant> ORDER = Comparator.comparing(Grant::principal)
            .thenComparing(Grant::symbol)
            .thenComparing(Grant::venue)
            .thenComparing(Grant::verb);

    /** What is done with an order. */
    public enum Verb {
        /** Everything; of grants only. */
        ANY,
        /** Sending a new order; who may do that may send one that is reduce-only too. */
        SUBMIT,
        /** Sending a new order that is reduce-only, so that it can never open or enlarge a position. */
        REDUCE,
        /** Changing the quantity or the price of a working order. */
        AMEND;

        private boolean covers(Verb asked) {
            return this == ANY || this == asked || (this == SUBMIT && asked == REDUCE);
        }
    }

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
     * Whether a principal may do something with a symbol at a venue.
     *
     * @param principal who
     * @param symbol what
     * @param venue where; {@link OrderIntent#ANY_VENUE} asks whether there is any venue, and each of its children is asked
     *     again with its own, as is a change that a venue is to make in place, unless it only makes less of what works there
     * @param verb what; {@link Verb#ANY} asks for everything at once
     * @return true when a grant names it or nothing is restricted
     */
    public boolean allows(String principal, Symbol symbol, String venue, Verb verb) {
        if (unrestricted) {
            return true;
        }
        for (Grant grant : grants) {
            if (grant.verb().covers(verb)
                    && matches(grant.principal(), principal)
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
     * @param verb what is done, or {@link Verb#ANY}
     */
    public record Grant(String principal, String symbol, String venue, Verb verb) implements Comparable<Grant> {
        /** Checks. */
        public Grant {
            part("permissions.principal", principal);
            part("permissions.venue", venue);
            if (!symbol.equals(ANY)) {
                Symbol.of(symbol);
            }
        }

        /**
         * Everything that can be done with a symbol at a venue.
         *
         * @param principal who, or {@link #ANY}
         * @param symbol a symbol's name, or {@link #ANY}
         * @param venue a venue's id, or {@link #ANY}
         */
        public Grant(String principal, String symbol, String venue) {
            this(principal, symbol, venue, Verb.ANY);
        }

        /**
         * Reads a grant.
         *
         * @param text as {@link #toString} writes it: {@code alice|BTC/USD|paper} or {@code alice|BTC/USD|paper|reduce}
         * @return the grant
         * @throws IllegalArgumentException if it does not have that form
         */
        public static Grant parse(String text) {
            String[] parts = text.split("\\|", -1);
            Require.that(
                    parts.length == 3 || parts.length == 4,
                    "permissions.grant." + text,
                    "must be principal|symbol|venue or principal|symbol|venue|verb",
                    text);
            return new Grant(parts[0], parts[1], parts[2], parts.length == 3 ? Verb.ANY : named(text, parts[3]));
        }

        private static Verb named(String text, String name) {
            for (Verb verb : Verb.values()) {
                if (verb != Verb.ANY && verb.name().toLowerCase(Locale.ROOT).equals(name)) {
                    return verb;
                }
            }
            throw Require.broken("permissions.grant." + text, "must name submit, reduce or amend", name);
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
            String all = principal + "|" + symbol + "|" + venue;
            return verb == Verb.ANY ? all : all + "|" + verb.name().toLowerCase(Locale.ROOT);
        }
    }
}
