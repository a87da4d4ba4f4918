package io.colin.api.instrument;

import io.colin.api.internal.Require;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A canonical symbol: {@code BASE/QUOTE} for spot, {@code BASE/QUOTE:SETTLE} for a perpetual,
 * {@code BASE/QUOTE:SETTLE-YYMMDD} for a dated future.
 *
 * @param name the canonical text, for example {@code BTC/USDT:USDT}
 */
public record Symbol(String name) implements Comparable<Symbol> {
    private static final String CURRENCY = "[A-Z0-9]{1,20}";
    private static final Pattern SPOT = Pattern.compile(CURRENCY + "/" + CURRENCY);
    private static final Pattern CANONICAL =
            Pattern.compile("(" + CURRENCY + ")/(" + CURRENCY + ")(?::(" + CURRENCY + ")(?:-(\\d{6}))?)?");
    private static final DateTimeFormatter EXPIRY =
            DateTimeFormatter.ofPattern("uuMMdd", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    /**
     * Checks the text.
     *
     * @throws IllegalArgumentException if name is not canonical
     */
    public Symbol {
        Matcher matcher = CANONICAL.matcher(name);
        Require.that(
                matcher.matches(), "symbol", "must be BASE/QUOTE, BASE/QUOTE:SETTLE or BASE/QUOTE:SETTLE-YYMMDD", name);
        if (matcher.group(4) != null) {
            expiryOf(matcher.group(4));
        }
    }

    /**
     * The symbol with this canonical name.
     *
     * @param name for example {@code BTC/USDT}
     * @return the symbol
     * @throws IllegalArgumentException if name is not canonical
     */
    public static Symbol of(String name) {
        return new Symbol(name);
    }

    /**
     * The spot symbol of two currencies.
     *
     * @param base what is bought and sold
     * @param quote what prices are in
     * @return empty when they are the same, or one is written as no symbol can name it
     */
    public static Optional<Symbol> spot(String base, String quote) {
        String name = base + "/" + quote;
        return base.equals(quote) || !SPOT.matcher(name).matches() ? Optional.empty() : Optional.of(of(name));
    }

    /**
     * The member of a universe that a person or a venue means: its canonical name, its path form
     * ({@code BTC-USDT}) or an alias without separators ({@code BTCUSDT}), in any case.
     *
     * @param text what was written
     * @param universe the symbols that may be meant
     * @return the one symbol meant
     * @throws IllegalArgumentException if none or several of the universe fit
     */
    public static Symbol parse(String text, Collection<Symbol> universe) {
        String upper = text.toUpperCase(Locale.ROOT);
        for (Symbol symbol : universe) {
            if (symbol.name.equals(upper) || symbol.path().equals(upper)) {
                return symbol;
            }
        }
        String bare = bare(upper);
        List<Symbol> fits = universe.stream()
                .filter(s -> bare(s.name).equals(bare))
                .sorted()
                .toList();
        Require.that(!fits.isEmpty(), "symbol", "must be one of the configured universe", text);
        Require.that(
                fits.size() == 1,
                "symbol",
                "is ambiguous between " + fits.stream().map(Symbol::name).toList(),
                text);
        return fits.getFirst();
    }

    /**
     * The currency that is bought and sold.
     *
     * @return for example {@code BTC}
     */
    public String base() {
        return name.substring(0, name.indexOf('/'));
    }

    /**
     * The currency prices are in.
     *
     * @return for example {@code USDT}
     */
    public String quote() {
        int colon = name.indexOf(':');
        return name.substring(name.indexOf('/') + 1, colon < 0 ? name.length() : colon);
    }

    /**
     * The currency a derivative settles in.
     *
     * @return empty for spot
     */
    public Optional<String> settlement() {
        int colon = name.indexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        int dash = name.indexOf('-', colon);
        return Optional.of(name.substring(colon + 1, dash < 0 ? name.length() : dash));
    }

    /**
     * The day a dated future expires.
     *
     * @return empty for spot and perpetual
     */
    public Optional<LocalDate> expiry() {
        int dash = name.indexOf('-');
        return dash < 0 ? Optional.empty() : Optional.of(expiryOf(name.substring(dash + 1)));
    }

    /**
     * The form used in URLs.
     *
     * @return for example {@code BTC-USDT:USDT}
     */
    public String path() {
        return name.replaceFirst("/", "-");
    }

    @Override
    public int compareTo(Symbol other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }

    private static String bare(String text) {
        return text.replaceAll("[/:_-]", "");
    }

    private static LocalDate expiryOf(String digits) {
        try {
            return LocalDate.parse(digits, EXPIRY);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("symbol: expiry must be a date as YYMMDD (" + digits + ")", e);
        }
    }
}
