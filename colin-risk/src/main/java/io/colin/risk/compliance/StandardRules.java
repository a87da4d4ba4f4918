package io.colin.risk.compliance;

import static io.colin.risk.compliance.Texts.shown;

import io.colin.api.alert.Severity;
import io.colin.risk.ComplianceLimits;
import io.colin.risk.compliance.OrderUnderRule.Stage;
import io.colin.risk.compliance.RuleOutcome.CannotJudge;
import io.colin.risk.compliance.RuleOutcome.Failed;
import io.colin.risk.compliance.RuleOutcome.Warned;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The general rules. All but OTR_001 mirror limits of the gate, so that none of these can be released: GEN_001 too, for what
 * has no known symbol, no quantity or no price cannot be valued, and no agreement makes it so. OTR_001 is about conduct
 * alone: a second person may let one order of a locked strategy go, with its children. A child is spared what only
 * concerns the whole order (its share of equity, its least value, the day's count); what can only shrink a position is spared
 * POS_ and ORD_.
 */
final class StandardRules {
    static final String RESTRICTED = "SYM_001";

    private StandardRules() {}

    /** A rule of ours; only messages a fill, best execution and covered short sales may be released. */
    record Rule(String id, Severity severity, boolean releasable, Function<OrderUnderRule, RuleOutcome> body)
            implements ComplianceRule {
        @Override
        public RuleOutcome test(OrderUnderRule order) {
            return body.apply(order);
        }
    }

    static List<ComplianceRule> general(OrderToTrade orderToTrade) {
        return List.of(
                hard("POS_001", Severity.HIGH, StandardRules::orderShare),
                hard("POS_002", Severity.HIGH, StandardRules::symbolShare),
                hard("ORD_001", Severity.MEDIUM, StandardRules::largestValue),
                hard("ORD_002", Severity.LOW, StandardRules::smallestValue),
                hard("FREQ_001", Severity.MEDIUM, StandardRules::tradesOfTheDay),
                hard(RESTRICTED, Severity.CRITICAL, StandardRules::restricted),
                hard("GEN_001", Severity.HIGH, StandardRules::sound),
                new Rule("OTR_001", Severity.MEDIUM, true, order -> orderToTrade(order, orderToTrade)));
    }

    private static ComplianceRule hard(String id, Severity severity, Function<OrderUnderRule, RuleOutcome> body) {
        return new Rule(id, severity, false, body);
    }

    private static RuleOutcome orderShare(OrderUnderRule order) {
        return order.shrinksOnly() || order.lowersOnly() || order.stage() == Stage.CHILD
                ? RuleOutcome.passed()
                : share(
                        "order",
                        order.value(),
                        order.equity(),
                        order.limits().order().maxShare());
    }

    private static RuleOutcome symbolShare(OrderUnderRule order) {
        return order.shrinksOnly() || order.lowersOnly()
                ? RuleOutcome.passed()
                : share(
                        "exposure",
                        order.symbolExposureAfter(),
                        order.equity(),
                        order.limits().position().maxSymbolShare());
    }

    private static RuleOutcome share(
            String what, Optional<BigDecimal> value, Optional<BigDecimal> equity, BigDecimal limit) {
        if (value.isEmpty() || equity.isEmpty()) {
            return new CannotJudge(value.isEmpty() ? what + " without a value" : "equity unknown");
        }
        BigDecimal most = limit.multiply(equity.get().max(BigDecimal.ZERO));
        return value.get().compareTo(most) <= 0
                ? RuleOutcome.passed()
                : new Failed(what + " " + shown(value.get()) + " above " + shown(most) + ", " + shown(limit)
                        + " of equity " + shown(equity.get()));
    }

    private static RuleOutcome largestValue(OrderUnderRule order) {
        if (order.shrinksOnly()) {
            return RuleOutcome.passed();
        }
        BigDecimal limit = order.limits().order().maxValue();
        return ofValue(order, value -> value.compareTo(limit) <= 0, () -> "above " + shown(limit));
    }

    private static RuleOutcome smallestValue(OrderUnderRule order) {
        if (order.shrinksOnly() || order.stage() == Stage.CHILD) {
            return RuleOutcome.passed();
        }
        BigDecimal limit = order.limits().order().minValue();
        return ofValue(order, value -> value.compareTo(limit) >= 0, () -> "below " + shown(limit));
    }

    private static RuleOutcome ofValue(OrderUnderRule order, Predicate<BigDecimal> keeps, Supplier<String> broken) {
        return order.value()
                .map(value -> keeps.test(value)
                        ? RuleOutcome.passed()
                        : new Failed("value " + shown(value) + " " + broken.get()))
                .orElseGet(() -> new CannotJudge("order without a value"));
    }

    /** Only what is asked for anew is one more. */
    private static RuleOutcome tradesOfTheDay(OrderUnderRule order) {
        if (order.stage() != Stage.PARENT) {
            return RuleOutcome.passed();
        }
        OptionalLong trades = order.tradesToday();
        long limit = order.limits().rate().tradesPerDay();
        if (trades.isEmpty()) {
            return new CannotJudge("trades of the day not counted");
        }
        return trades.getAsLong() < limit
                ? RuleOutcome.passed()
                : new Failed(trades.getAsLong() + " trades today, fewer than " + limit + " allowed");
    }

    private static RuleOutcome restricted(OrderUnderRule order) {
        return order.limits().compliance().restricted().contains(order.intent().symbol())
                ? new Failed(order.intent().symbol() + " is restricted")
                : RuleOutcome.passed();
    }

    private static RuleOutcome sound(OrderUnderRule order) {
        if (!order.symbolKnown()) {
            return new Failed(order.intent().symbol() + " is not in the universe");
        }
        if (order.quantity().signum() <= 0) {
            return new Failed("quantity " + shown(order.quantity()) + " not above 0");
        }
        return order.referencePrice()
                .map(price -> price.signum() > 0
                        ? RuleOutcome.passed()
                        : new Failed("price " + shown(price) + " not above 0"))
                .orElseGet(() -> new CannotJudge("no fresh price"));
    }

    private static RuleOutcome orderToTrade(OrderUnderRule order, OrderToTrade messages) {
        String strategy = order.intent().strategy();
        OrderToTrade.Count count = messages.count(strategy, order.timeNs());
        if (messages.isLocked(strategy, order.timeNs())) {
            return new Failed("strategy " + strategy + " locked until " + messages.lockedUntilNs(strategy)
                    + " for too many messages a fill; now " + count.text());
        }
        ComplianceLimits limits = order.limits().compliance();
        return count.reaches(limits.warnOrderToTrade(), limits)
                ? new Warned("strategy " + strategy + ": " + count.text())
                : RuleOutcome.passed();
    }
}
