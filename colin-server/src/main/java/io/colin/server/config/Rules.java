package io.colin.server.config;

import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The rules that hold between fields. */
final class Rules {
    private Rules() {}

    static List<ConfigViolation> broken(Config config) {
        List<ConfigViolation> violations = new ArrayList<>();
        mode(config, violations);
        access(config, violations);
        most(config, violations, "execution.twap.interval_s", "execution.twap.duration_s");
        impact(config, violations);
        margin(config, violations);
        RiskRules.broken(config, violations);
        return violations;
    }

    private static void mode(Config config, List<ConfigViolation> violations) {
        String mode = config.text("mode");
        if (mode.equals("staging") || mode.equals("production")) {
            violations.add(new ConfigViolation("mode", "is not in this version: use development or test", mode));
        }
    }

    /** A number that nothing goes by is a mistake: whoever set it thinks there is impact. */
    private static void impact(Config config, List<ConfigViolation> violations) {
        if (config.text("venues.paper.impact.model").equals("none")) {
            for (String name : List.of("eta", "beta", "gamma")) {
                String path = "venues.paper.impact." + name;
                if (!config.source(path).equals("default")) {
                    violations.add(new ConfigViolation(
                            path,
                            "must come with venues.paper.impact.model square_root",
                            config.decimal(path).toPlainString()));
                }
            }
        }
    }

    /** Likewise of margin; and what suffices to open a position suffices to keep it. */
    private static void margin(Config config, List<ConfigViolation> violations) {
        BigDecimal initial = config.decimal("venues.paper.margin.initial_rate");
        BigDecimal maintenance = config.decimal("venues.paper.margin.maintenance_rate");
        if (maintenance.compareTo(initial) > 0) {
            violations.add(new ConfigViolation(
                    "venues.paper.margin.maintenance_rate",
                    "must be at most venues.paper.margin.initial_rate, " + initial.toPlainString(),
                    maintenance.toPlainString()));
        }
        if (config.text("venues.paper.margin.model").equals("none")) {
            for (String name : List.of("initial_rate", "maintenance_rate")) {
                String path = "venues.paper.margin." + name;
                if (!config.source(path).equals("default")) {
                    violations.add(new ConfigViolation(
                            path,
                            "must come with venues.paper.margin.model cross",
                            config.decimal(path).toPlainString()));
                }
            }
        }
    }

    private static void access(Config config, List<ConfigViolation> violations) {
        String host = config.text("server.host");
        boolean open = config.text("security.auth").equals("loopback_open");
        if (!isLoopback(host)) {
            String rule = open
                    ? "must be a loopback address while security.auth is loopback_open"
                    : "must be a loopback address: TLS is not in this version";
            violations.add(new ConfigViolation("server.host", rule, host));
        }
        if (!open && config.apiKeys().isEmpty()) {
            violations.add(
                    new ConfigViolation("security.api_keys", "must hold a key while security.auth is required", ""));
        }
    }

    private static boolean isLoopback(String host) {
        if (host.toLowerCase(Locale.ROOT).equals("localhost")) {
            return true;
        }
        boolean literal = host.contains(":") || host.matches("[0-9.]+");
        try {
            return literal && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    static void most(Config config, List<ConfigViolation> violations, String smaller, String larger) {
        if (config.integer(smaller) > config.integer(larger)) {
            violations.add(new ConfigViolation(
                    smaller,
                    "must be at most " + larger + " " + config.integer(larger),
                    String.valueOf(config.integer(smaller))));
        }
    }
}
