package io.colin.server.config;

import java.util.List;

/** The rules of caps by scope and of permissions: what could never apply is a mistake and not ignored. */
final class ScopeRules {
    private static final List<String> CAPS = List.of(
            "risk.scopes.gross",
            "risk.scopes.long",
            "risk.scopes.short",
            "risk.scopes.positions",
            "risk.scopes.quantities");

    private ScopeRules() {}

    static void broken(Config config, List<ConfigViolation> violations) {
        for (String path : CAPS) {
            config.texts(path).forEach(entry -> scope(config, path, entry, violations));
        }
        String allow = "risk.permissions.allow";
        for (String grant : config.texts(allow)) {
            String venue = grant.split("\\|", -1)[2];
            if (!venue.equals("*")) {
                venue(config, allow, grant, venue, violations);
            }
        }
        if (!config.flag("risk.permissions.deny_by_default")
                && !config.texts(allow).isEmpty()) {
            violations.add(new ConfigViolation(
                    allow,
                    "must be empty while risk.permissions.deny_by_default is false",
                    config.texts(allow).toString()));
        }
        for (String proxy : config.texts("risk.var.proxies")) {
            int equals = proxy.indexOf('=');
            if (proxy.substring(0, equals).equals(proxy.substring(equals + 1))) {
                violations.add(new ConfigViolation("risk.var.proxies", "must name another symbol", proxy));
            }
        }
    }

    private static void scope(Config config, String path, String entry, List<ConfigViolation> violations) {
        int end = entry.contains("|") ? entry.indexOf('|') : entry.indexOf('=');
        String scope = entry.substring(0, end);
        String name = scope.substring(scope.indexOf('.') + 1);
        if (scope.startsWith("venue.")) {
            venue(config, path, entry, name, violations);
        } else if (scope.startsWith("account.") && !name.equals(config.text("trading.account"))) {
            violations.add(new ConfigViolation(
                    path, "must name the account of trading.account, " + config.text("trading.account"), entry));
        }
    }

    private static void venue(Config config, String path, String entry, String name, List<ConfigViolation> violations) {
        if (!config.venues().contains(name)) {
            violations.add(new ConfigViolation(
                    path,
                    "must name a venue there is: "
                            + String.join(
                                    ", ", config.venues().stream().sorted().toList()),
                    entry));
        }
    }
}
