package io.colin.server.config;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The fields of venues: {@code venues.<name>.…}. A venue is there once a field of it is given; where none is, {@code paper} is.
 */
final class VenueFields {
    /** The venue that is there when none is named, and the only one that need not say its type. */
    static final String USUAL = "paper";

    /** Stands for the schedule that the exchange publishes, where the instrument is one of those known. */
    static final String PUBLISHED = "published";

    private static final String PREFIX = "venues.";
    private static final Pattern PATH = Pattern.compile("venues[.]([^.]*)[.].*");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,31}");
    private static final String EVERY = "any";
    private static final int MINUTE_MS = 60_000;
    private static final int HOUR_MS = 3_600_000;
    private static final int WEEK_S = 604_800;
    private static final int MANY = 1_000_000;
    private static final BigDecimal MOST_RATE = new BigDecimal("0.1");
    private static final BigDecimal HUNDRED = new BigDecimal(100);
    private static final BigDecimal LEAST_BETA = new BigDecimal("0.01");

    /** What only a venue that is not simulated has. */
    private static final List<String> LATER = List.of("key", "secret", "passphrase", "testnet", "live", "required");

    private VenueFields() {}

    /** The venues that paths are of, in alphabetical order; those whose names break the rule are none. */
    static List<String> named(Collection<String> paths) {
        TreeSet<String> names = new TreeSet<>();
        for (String path : paths) {
            name(path).filter(VenueFields::isName).ifPresent(names::add);
        }
        return names.isEmpty() ? List.of(USUAL) : List.copyOf(names);
    }

    /** What is wrong with the name of the venue that a path is of. */
    static Optional<String> misnamed(String path) {
        return name(path)
                .filter(name -> !isName(name))
                .map(name ->
                        "the venue's name must be 1 to 32 of a-z 0-9 _ -, begin with a letter and not be " + EVERY);
    }

    /** Whether a later version of Colin knows the path. */
    static boolean isLater(String path) {
        return name(path)
                .filter(name -> LATER.contains(path.substring(PREFIX.length() + name.length() + 1)))
                .isPresent();
    }

    /** Every field of a venue. */
    static List<Field> of(String venue) {
        String at = PREFIX + venue + ".";
        return List.of(
                Field.choice(at + "type", "paper", "paper"),
                Field.list(at + "symbols", "", Field.SYMBOL, "must be a list of symbols as BTC/USD"),
                Field.pairs(
                        at + "interchangeable",
                        "",
                        Field.SYMBOL + "=" + Field.OTHER_SYMBOL,
                        "must be a list of pairs as BTC/USDT=BTC/USD:BTC: what orders name, and whose market it is matched"
                                + " with"),
                number(at + "fees.maker", "0", VenueFields::isMakerRate, "must be a share in (-0.1, 0.1)")
                        .orWord(PUBLISHED),
                number(at + "fees.taker", "0", VenueFields::isTakerRate, "must be a share in [0, 0.1)")
                        .orWord(PUBLISHED),
                Field.pairs(
                        at + "fees.tiers",
                        "",
                        "[0-9]{1,15}=-?0([.][0-9]{1,12})?/0([.][0-9]{1,12})?",
                        "must be a list of volumes with the maker's and the taker's share as 1000000=0.0008/0.001"),
                Field.integer(at + "latency.median_ms", "20", 0, MINUTE_MS),
                Field.integer(at + "latency.p99_ms", "80", 0, MINUTE_MS),
                Field.integer(at + "seed", "0", Integer.MIN_VALUE, Integer.MAX_VALUE)
                        .orWord("run"),
                Field.integer(at + "requests_per_minute", "1200", 0, MANY),
                share(at + "faults.reject_rate"),
                share(at + "faults.drop_rate"),
                share(at + "faults.duplicate_rate"),
                share(at + "faults.late_rate"),
                Field.integer(at + "faults.late_by_ms", "2000", 1, HOUR_MS),
                Field.integer(at + "faults.answer_timeout_ms", "5000", 1, HOUR_MS),
                Field.integer(at + "faults.down_every_s", "0", 0, WEEK_S),
                Field.integer(at + "faults.down_for_s", "0", 0, WEEK_S),
                Field.integer(at + "faults.orders_per_second", "0", 0, MANY),
                Field.choice(at + "impact.model", "none", "none", "square_root"),
                number(
                        at + "impact.eta",
                        "0.15",
                        v -> v.signum() >= 0 && v.compareTo(HUNDRED) <= 0,
                        "must be a number in [0, 100]"),
                number(
                        at + "impact.beta",
                        "0.5",
                        v -> v.compareTo(LEAST_BETA) >= 0 && v.compareTo(BigDecimal.ONE) <= 0,
                        "must be a number in [0.01, 1]"),
                number(
                        at + "impact.gamma",
                        "0.3",
                        v -> v.signum() >= 0 && v.compareTo(HUNDRED) <= 0,
                        "must be a number in [0, 100]"),
                Field.choice(at + "margin.model", "none", "none", "cross"),
                number(
                        at + "margin.initial_rate",
                        "0.1",
                        v -> v.signum() > 0 && v.compareTo(BigDecimal.ONE) <= 0,
                        "must be a share in (0, 1]"),
                number(
                        at + "margin.maintenance_rate",
                        "0.05",
                        v -> v.signum() >= 0 && v.compareTo(BigDecimal.ONE) <= 0,
                        "must be a share in [0, 1]"));
    }

    private static Optional<String> name(String path) {
        Matcher matcher = PATH.matcher(path);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static boolean isName(String name) {
        return NAME.matcher(name).matches() && !name.equals(EVERY);
    }

    /** A rebate is negative. */
    static boolean isMakerRate(BigDecimal rate) {
        return rate.abs().compareTo(MOST_RATE) < 0;
    }

    static boolean isTakerRate(BigDecimal rate) {
        return rate.signum() >= 0 && rate.compareTo(MOST_RATE) < 0;
    }

    private static Field share(String path) {
        return number(
                path, "0", v -> v.signum() >= 0 && v.compareTo(BigDecimal.ONE) <= 0, "must be a number in [0, 1]");
    }

    private static Field number(String path, String usual, Predicate<BigDecimal> holds, String rule) {
        return Field.decimal(path, usual, holds, rule);
    }
}
