package io.colin.server.config;

import io.colin.risk.approval.Approvals;
import io.colin.server.security.Permission;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** The rules that hold between fields of risk. */
final class RiskRules {
    private static final List<String> LADDER = List.of("warn", "reduce", "hard", "halt", "kill");

    private RiskRules() {}

    static void broken(Config config, List<ConfigViolation> violations) {
        ladder(config, violations);
        atMost(config, violations, "risk.compliance.order_min", "risk.compliance.order_max");
        atMost(config, violations, "risk.position.min_value", "risk.compliance.order_max");
        atMost(config, violations, "risk.var.95/1d", "risk.var.99/1d");
        atMost(config, violations, "risk.var.95/5d", "risk.var.99/5d");
        atMost(config, violations, "risk.var.95/1d", "risk.var.95/5d");
        atMost(config, violations, "risk.var.99/1d", "risk.var.99/5d");
        atMost(config, violations, "risk.var.99/1d", "risk.var.es_99/1d");
        atMost(config, violations, "risk.breakers.own_share.below", "risk.breakers.own_share.ratio");
        Rules.most(config, violations, "risk.compliance.order_to_trade_warn", "risk.compliance.order_to_trade_max");
        Rules.most(config, violations, "risk.throttle.orders_per_s", "risk.throttle.orders_per_s_all");
        if (config.integer("risk.var.paths") % 2 != 0) {
            violations.add(new ConfigViolation(
                    "risk.var.paths",
                    "must be even: each path has its mirror image",
                    String.valueOf(config.integer("risk.var.paths"))));
        }
        Rules.most(config, violations, "risk.var.min_returns", "risk.var.min_historical");
        Rules.most(config, violations, "risk.var.min_returns", "risk.var.lookback");
        Rules.most(
                config,
                violations,
                "risk.breakers.volatility.min_median_hours",
                "risk.breakers.volatility.median_hours");
        atMost(config, violations, "risk.drawdown.hard_target", "risk.drawdown.reduce_target");
        atMost(config, violations, "risk.drawdown.halt_target", "risk.drawdown.hard_target");
        ladderOfSizes(config, violations);
        ScopeRules.broken(config, violations);
        approvers(config, violations);
        StressRules.broken(config, violations);
    }

    /** Who agrees to limits has a key of their own, of a role that has the controls of risk. */
    private static void approvers(Config config, List<ConfigViolation> violations) {
        for (String entry : config.texts("risk.limits_approved")) {
            String approver = entry.substring(0, entry.indexOf('='));
            boolean may = config.apiKeys().stream()
                    .anyMatch(key -> Approvals.isSamePerson(key.owner(), approver)
                            && key.role().allows(Set.of(Permission.ACCESS_RISK_CONTROLS)));
            if (!may) {
                violations.add(new ConfigViolation(
                        "risk.limits_approved",
                        "must name the owner of a key of security.api_keys whose role is risk_manager, portfolio_manager"
                                + " or admin",
                        entry));
            }
        }
    }

    private static void atMost(Config config, List<ConfigViolation> violations, String smaller, String larger) {
        if (config.decimal(smaller).compareTo(config.decimal(larger)) > 0) {
            violations.add(violation(config, smaller, "must be at most " + larger + " " + plain(config, larger)));
        }
    }

    /** Parts of the full size never fall as confidence rises. */
    private static void ladderOfSizes(Config config, List<ConfigViolation> violations) {
        String path = "risk.sizing.ladder";
        List<BigDecimal[]> steps = config.texts(path).stream()
                .map(step -> step.split(":", 2))
                .map(step -> new BigDecimal[] {new BigDecimal(step[0]), new BigDecimal(step[1])})
                .sorted(Comparator.comparing(step -> step[0]))
                .toList();
        if (steps.isEmpty()) {
            violations.add(new ConfigViolation(path, "must name a step", "[]"));
        }
        for (int i = 1; i < steps.size(); i++) {
            BigDecimal[] step = steps.get(i);
            if (step[0].compareTo(steps.get(i - 1)[0]) == 0 || step[1].compareTo(steps.get(i - 1)[1]) < 0) {
                violations.add(new ConfigViolation(
                        path,
                        "must rise, each confidence once, no part below the one before",
                        step[0].toPlainString() + ":" + step[1].toPlainString()));
            }
        }
    }

    private static void ladder(Config config, List<ConfigViolation> violations) {
        for (int i = 1; i < LADDER.size(); i++) {
            String lower = "risk.drawdown." + LADDER.get(i - 1);
            String upper = "risk.drawdown." + LADDER.get(i);
            if (config.decimal(upper).compareTo(config.decimal(lower)) <= 0) {
                violations.add(violation(config, upper, "must be above " + lower + " " + plain(config, lower)));
            }
        }
        if (config.decimal("risk.drawdown.warn").compareTo(new BigDecimal("0.005")) <= 0) {
            violations.add(violation(config, "risk.drawdown.warn", "must be above 0.005"));
        }
        for (String path : List.of("risk.drawdown.kill", "risk.daily_loss")) {
            if (config.decimal(path).compareTo(BigDecimal.ONE) >= 0) {
                violations.add(violation(config, path, "must be below 1"));
            }
        }
    }

    private static ConfigViolation violation(Config config, String path, String rule) {
        return new ConfigViolation(path, rule, plain(config, path));
    }

    private static String plain(Config config, String path) {
        return config.decimal(path).toPlainString();
    }
}
