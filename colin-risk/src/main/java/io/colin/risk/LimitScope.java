package io.colin.risk;

import io.colin.api.internal.Require;
import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * For whom a cap holds.
 *
 * @param kind strategy, account, venue or firm
 * @param name which one, 1 to 64 characters without control characters, {@code =} and {@code |}; empty for the firm
 */
public record LimitScope(Kind kind, String name) implements Comparable<LimitScope> {
    /** The whole firm: every account that shares its exposure. */
    public static final LimitScope FIRM = new LimitScope(Kind.FIRM, "");

    static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}=|]{1,64}");
    private static final Comparator<LimitScope> ORDER =
            Comparator.comparing(LimitScope::kind).thenComparing(LimitScope::name);

    /** The kinds, narrowest first. */
    public enum Kind {
        /** One strategy. */
        STRATEGY,
        /** One venue. */
        VENUE,
        /** One account. */
        ACCOUNT,
        /** The whole firm. */
        FIRM
    }

    /** Checks. */
    public LimitScope {
        if (kind == Kind.FIRM) {
            Require.that(name.isEmpty(), "scopes.firm", "must have no name", name);
        } else {
            Require.that(
                    NAME.matcher(name).matches() && !name.isBlank(),
                    "scopes." + kind.name().toLowerCase(Locale.ROOT),
                    "must be named by 1 to 64 characters without = and |",
                    name);
        }
    }

    /**
     * One strategy.
     *
     * @param name as orders carry it
     * @return the scope
     */
    public static LimitScope strategy(String name) {
        return new LimitScope(Kind.STRATEGY, name);
    }

    /**
     * One venue.
     *
     * @param name its id
     * @return the scope
     */
    public static LimitScope venue(String name) {
        return new LimitScope(Kind.VENUE, name);
    }

    /**
     * One account.
     *
     * @param name as orders carry it
     * @return the scope
     */
    public static LimitScope account(String name) {
        return new LimitScope(Kind.ACCOUNT, name);
    }

    @Override
    public int compareTo(LimitScope other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        String text = kind.name().toLowerCase(Locale.ROOT);
        return name.isEmpty() ? text : text + "." + name;
    }
}
