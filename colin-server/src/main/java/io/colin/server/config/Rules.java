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
        VenueRules.broken(config, violations);
        costs(config, violations);
        slippage(config, violations);
        RiskRules.broken(config, violations);
        return violations;
    }

    private static void mode(Config config, List<ConfigViolation> violations) {
        String mode = config.text("mode");
        if (mode.equals("staging") || mode.equals("production")) {
            violations.add(new ConfigViolation("mode", "is not in this version: use development or test", mode));
        }
    }

    /** An average of prices that may each be as far away as that is never further: the bound would never bind. */
    private static void slippage(Config config, List<ConfigViolation> violations) {
        String path = "execution.routing.max_expected_slippage_bps";
        config.number(path)
                .filter(most -> most.compareTo(config.decimal("execution.max_slippage_bps")) >= 0)
                .ifPresent(most -> violations.add(new ConfigViolation(
                        path,
                        "must be below execution.max_slippage_bps "
                                + config.decimal("execution.max_slippage_bps").toPlainString(),
                        most.toPlainString())));
    }

    private static void costs(Config config, List<ConfigViolation> violations) {
        String path = "execution.impact.betas";
        List<String> betas = config.texts(path);
        if (!betas.isEmpty() && config.text("execution.impact.reference").isEmpty()) {
            violations.add(new ConfigViolation(path, "must come with execution.impact.reference", betas.toString()));
        }
        for (String beta : betas) {
            BigDecimal value = new BigDecimal(beta.substring(beta.indexOf('=') + 1));
            if (value.abs().compareTo(BigDecimal.TEN) > 0) {
                violations.add(new ConfigViolation(path, "must be in [-10, 10]", beta));
            }
        }
        if (config.flag("execution.impact.keep") && config.text("ledger.store").equals("memory")) {
            violations.add(new ConfigViolation(
                    "execution.impact.keep", "must come without ledger.store memory, which keeps nothing", "true"));
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
