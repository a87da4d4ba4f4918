package io.colin.risk.gate;

import io.colin.api.order.OrderIntent;
import io.colin.api.portfolio.Portfolio;
import io.colin.api.risk.RiskContext;
import io.colin.api.risk.RiskRequest;
import io.colin.risk.RiskLimits;
import io.colin.risk.compliance.Compliance;
import java.util.List;
import java.util.Optional;

/**
 * Lets new orders go that pass beyond doubt, without allocation, and tells the exact memory of them later. What it lets go
 * counts for the next order at once: in the mirror of the book, in the figures of risk and wherever else a check looks at a
 * glance.
 */
final class Filter {
    private final List<Check> checks;
    /** The checks whose findings {@link LimitReport} keeps. */
    private final List<Check> reported;

    private final Guards guards;
    private final Memory memory;
    private final Outlook outlook;
    private final Compliance compliance;
    private final Glance glance;
    private RiskLimits limits;

    Filter(
            List<Check> checks,
            Guards guards,
            Memory memory,
            Outlook outlook,
            Compliance compliance,
            RiskLimits limits) {
        this.checks = checks;
        this.reported = checks.stream().filter(LimitReport::keeps).toList();
        this.guards = guards;
        this.memory = memory;
        this.outlook = outlook;
        this.compliance = compliance;
        this.limits = limits;
        glance = new Glance(memory.book, limits);
    }

    /** Whether nothing is waiting that an order of a time could not be asked beside. */
    boolean isReady(long timeNs) {
        return !glance.pending.isFull() && !glance.pending.isOfAnotherDay(timeNs);
    }

    /** Lets an order go, or changes nothing but what being asked for changes. The account was observed. */
    boolean admits(RiskRequest.Parent parent, RiskContext context) {
        OrderIntent intent = parent.intent();
        long timeNs = context.market().timeNs();
        if (!memory.firstPrices.knows(intent.symbol(), timeNs) || !glance.at(parent, context) || !allClear()) {
            return false;
        }
        if (!compliance.clears(intent.strategy(), limits, timeNs)) {
            return false;
        }
        guards.board().onOrder(timeNs);
        if (!guards.isActive()) {
            return false;
        }
        memory.expect(intent, glance.ownPrice());
        glance.admitted(RecentOrders.hash(intent));
        outlook.estimate(glance.line());
        return true;
    }

    private boolean allClear() {
        boolean shrinks = glance.surelyShrinks();
        for (int i = 0; i < checks.size(); i++) {
            Check check = checks.get(i);
            if (!(shrinks && check.sparesShrinking()) && !check.clears(glance)) {
                return false;
            }
        }
        return true;
    }

    /** Tells the exact memory of what was let go. */
    void tell(RecoveredOrders recovered, LimitReport report) {
        Pending pending = glance.pending;
        if (pending.size() == 0) {
            return;
        }
        for (int i = 0; i < pending.size(); i++) {
            Pending.Admitted one = pending.at(i);
            Order order = Order.of(one.request());
            Candidate candidate = new Candidate(order, one.instrument(), limits, one.context(), memory.book);
            recovered.forget(order.orderId());
            memory.passed(candidate, candidate.quantity(), one.timeNs());
            outlook.changed(order.symbol());
            report.judged(Evaluation.of(reported, candidate));
        }
        glance.told();
        pending.clear();
    }

    /** The exact book changed: the mirror follows now, so that the next order finds nothing to do. */
    void follow() {
        glance.catchUp();
    }

    /** The largest of the groups of symbols that move together; nothing may be waiting. */
    Optional<GroupReport.Largest> largestGroup(Portfolio portfolio) {
        return new GroupReport(memory.book, glance.mirror, glance.rhos, outlook)
                .largest(limits, portfolio, guards.nowNs());
    }

    /** Other limits; nothing may be waiting. */
    void change(RiskLimits next) {
        limits = next;
        glance.change(next);
    }
}
