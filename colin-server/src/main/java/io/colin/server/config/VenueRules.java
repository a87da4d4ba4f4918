package io.colin.server.config;

import java.math.BigDecimal;
import java.util.List;

/** The rules of venues that hold between their fields: what could never apply is a mistake and not ignored. */
final class VenueRules {
    private VenueRules() {}

    static void broken(Config config, List<ConfigViolation> violations) {
        for (String venue : config.venues()) {
            String at = "venues." + venue + ".";
            if (!venue.equals(VenueFields.USUAL) && isDefault(config, at + "type")) {
                violations.add(new ConfigViolation(at + "type", "must be given for every venue but paper", ""));
            }
            listing(config, at, violations);
            fees(config, at, violations);
            latency(config, at, violations);
            faults(config, at, violations);
            impact(config, at, violations);
            margin(config, at, violations);
        }
        String speaker = config.text("execution.default_venue");
        if (!config.venues().contains(speaker)) {
            violations.add(new ConfigViolation(
                    "execution.default_venue",
                    "must name a venue there is: "
                            + String.join(
                                    ", ", config.venues().stream().sorted().toList()),
                    speaker));
        }
    }

    /** One symbol has one market at a venue, and a contract stands in for another on the same underlying only. */
    private static void listing(Config config, String at, List<ConfigViolation> violations) {
        String path = at + "interchangeable";
        List<String> own = config.texts(at + "symbols");
        for (String pair : config.texts(path)) {
            String listed = pair.substring(0, pair.indexOf('='));
            String recorded = pair.substring(pair.indexOf('=') + 1);
            if (listed.equals(recorded)) {
                violations.add(new ConfigViolation(path, "must name two symbols", pair));
            } else if (!base(listed).equals(base(recorded))) {
                violations.add(new ConfigViolation(path, "must name two symbols of one underlying", pair));
            }
            if (own.contains(listed)) {
                violations.add(new ConfigViolation(path, "must list no symbol that " + at + "symbols lists", pair));
            }
        }
    }

    private static void fees(Config config, String at, List<ConfigViolation> violations) {
        List<FeeTier> tiers = config.feeTiers(at.substring("venues.".length(), at.length() - 1));
        String path = at + "fees.tiers";
        for (int i = 0; i < tiers.size(); i++) {
            FeeTier tier = tiers.get(i);
            if (!VenueFields.isMakerRate(tier.maker()) || !VenueFields.isTakerRate(tier.taker())) {
                violations.add(new ConfigViolation(
                        path,
                        "must have shares in (-0.1, 0.1) for the maker and in [0, 0.1) for the taker",
                        tier.text()));
            }
            if (i == 0 && tier.volume().signum() != 0) {
                violations.add(new ConfigViolation(path, "must begin at a volume of 0", tier.text()));
            }
            if (i > 0 && tier.volume().compareTo(tiers.get(i - 1).volume()) <= 0) {
                violations.add(new ConfigViolation(path, "must rise in volume", tier.text()));
            }
        }
        for (String name : List.of("maker", "taker")) {
            String rate = at + "fees." + name;
            if (!tiers.isEmpty() && !config.text(rate).equals(VenueFields.PUBLISHED)) {
                violations.add(new ConfigViolation(rate, "must come without " + path, config.text(rate)));
            }
        }
    }

    private static void latency(Config config, String at, List<ConfigViolation> violations) {
        Rules.most(config, violations, at + "latency.median_ms", at + "latency.p99_ms");
        int p99 = config.integer(at + "latency.p99_ms");
        if (config.integer(at + "latency.median_ms") == 0 && p99 != 0) {
            violations.add(
                    new ConfigViolation(at + "latency.p99_ms", "must be 0 when the median is", String.valueOf(p99)));
        }
    }

    private static void faults(Config config, String at, List<ConfigViolation> violations) {
        int every = config.integer(at + "faults.down_every_s");
        int lasting = config.integer(at + "faults.down_for_s");
        if (every == 0 ? lasting > 0 : lasting >= every) {
            violations.add(new ConfigViolation(
                    at + "faults.down_for_s",
                    "must be shorter than " + at + "faults.down_every_s " + every,
                    String.valueOf(lasting)));
        }
        if (every > 0 && lasting == 0) {
            violations.add(new ConfigViolation(
                    at + "faults.down_every_s", "must come with " + at + "faults.down_for_s", String.valueOf(every)));
        }
        boolean isLate = config.decimal(at + "faults.late_rate").signum() > 0;
        idle(config, at + "faults.late_by_ms", isLate, at + "faults.late_rate", violations);
        // An answer is waited for over a lost connection too.
        boolean isDropped = config.decimal(at + "faults.drop_rate").signum() > 0 || every > 0;
        idle(config, at + "faults.answer_timeout_ms", isDropped, at + "faults.drop_rate", violations);
    }

    /** A number of a fault that never happens. */
    private static void idle(
            Config config, String path, boolean happens, String rate, List<ConfigViolation> violations) {
        if (!happens && !isDefault(config, path)) {
            violations.add(new ConfigViolation(path, "must come with " + rate, String.valueOf(config.integer(path))));
        }
    }

    /** A number that nothing goes by is a mistake: whoever set it thinks there is impact. */
    private static void impact(Config config, String at, List<ConfigViolation> violations) {
        if (config.text(at + "impact.model").equals("none")) {
            for (String name : List.of("eta", "beta", "gamma")) {
                String path = at + "impact." + name;
                if (!isDefault(config, path)) {
                    violations.add(new ConfigViolation(
                            path,
                            "must come with " + at + "impact.model square_root",
                            config.decimal(path).toPlainString()));
                }
            }
        }
    }

    /** Likewise of margin; and what suffices to open a position suffices to keep it. */
    private static void margin(Config config, String at, List<ConfigViolation> violations) {
        BigDecimal initial = config.decimal(at + "margin.initial_rate");
        BigDecimal maintenance = config.decimal(at + "margin.maintenance_rate");
        if (maintenance.compareTo(initial) > 0) {
            violations.add(new ConfigViolation(
                    at + "margin.maintenance_rate",
                    "must be at most " + at + "margin.initial_rate, " + initial.toPlainString(),
                    maintenance.toPlainString()));
        }
        if (config.text(at + "margin.model").equals("none")) {
            for (String name : List.of("initial_rate", "maintenance_rate")) {
                String path = at + "margin." + name;
                if (!isDefault(config, path)) {
                    violations.add(new ConfigViolation(
                            path,
                            "must come with " + at + "margin.model cross",
                            config.decimal(path).toPlainString()));
                }
            }
        }
    }

    private static boolean isDefault(Config config, String path) {
        return config.source(path).equals("default");
    }

    private static String base(String symbol) {
        return symbol.substring(0, symbol.indexOf('/'));
    }
}
