package io.colin.server.config;

import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The rules that hold between fields. */
final class Rules {
    private static final List<String> LADDER = List.of("warn", "reduce", "hard", "halt", "kill");

    private Rules() {}

    static List<ConfigViolation> broken(Config config) {
        List<ConfigViolation> violations = new ArrayList<>();
        mode(config, violations);
        access(config, violations);
        ladder(config, violations);
        most(config, violations, "execution.twap.interval_s", "execution.twap.duration_s");
        if (config.decimal("risk.compliance.order_min").compareTo(config.decimal("risk.compliance.order_max")) > 0) {
            violations.add(new ConfigViolation(
                    "risk.compliance.order_min",
                    "must be at most risk.compliance.order_max " + plain(config, "risk.compliance.order_max"),
                    plain(config, "risk.compliance.order_min")));
        }
        return violations;
    }

    private static void mode(Config config, List<ConfigViolation> violations) {
        String mode = config.text("mode");
        if (mode.equals("staging") || mode.equals("production")) {
            violations.add(new ConfigViolation("mode", "is not in this version: use development or test", mode));
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

    private static void ladder(Config config, List<ConfigViolation> violations) {
        for (int i = 1; i < LADDER.size(); i++) {
            String lower = "risk.drawdown." + LADDER.get(i - 1);
            String upper = "risk.drawdown." + LADDER.get(i);
            if (config.decimal(upper).compareTo(config.decimal(lower)) <= 0) {
                violations.add(new ConfigViolation(
                        upper, "must be above " + lower + " " + plain(config, lower), plain(config, upper)));
            }
        }
        if (config.decimal("risk.drawdown.warn").compareTo(new BigDecimal("0.005")) <= 0) {
            violations.add(new ConfigViolation(
                    "risk.drawdown.warn", "must be above 0.005", plain(config, "risk.drawdown.warn")));
        }
        for (String path : List.of("risk.drawdown.kill", "risk.daily_loss")) {
            if (config.decimal(path).compareTo(BigDecimal.ONE) >= 0) {
                violations.add(new ConfigViolation(path, "must be below 1", plain(config, path)));
            }
        }
    }

    private static void most(Config config, List<ConfigViolation> violations, String smaller, String larger) {
        if (config.integer(smaller) > config.integer(larger)) {
            violations.add(new ConfigViolation(
                    smaller,
                    "must be at most " + larger + " " + config.integer(larger),
                    String.valueOf(config.integer(smaller))));
        }
    }

    private static String plain(Config config, String path) {
        return config.decimal(path).toPlainString();
    }
}
