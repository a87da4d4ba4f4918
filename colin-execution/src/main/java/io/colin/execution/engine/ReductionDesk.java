package io.colin.execution.engine;

import io.colin.api.execution.ExecutionAlgo;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.TimeInForce;
import io.colin.api.portfolio.Portfolio;
import io.colin.api.risk.RiskContext;
import io.colin.api.risk.RiskReduction;
import java.util.List;

/**
 * Turns what the gate wants closed into parents like any other: checked, recorded with their cause, worked by an algorithm.
 * An engine that has not got the algorithm the gate names works them as it works the orders of signals, within the limit the
 * gate sets, and says so in the cause. Engine thread only.
 */
final class ReductionDesk {
    private static final System.Logger LOG = System.getLogger(ReductionDesk.class.getName());

    private final Parts parts;
    private final OrderDesk orders;
    private boolean placing;

    ReductionDesk(Parts parts, OrderDesk orders) {
        this.parts = parts;
        this.orders = orders;
    }

    /** Places what is due. What the gate remembers of it is recorded first, so that a restart sends nothing twice. */
    void place(Portfolio portfolio) {
        if (placing) {
            return; // A venue that answers at once brings a fill, and with it a valuation, into the midst of this one.
        }
        placing = true;
        try {
            List<RiskReduction> due = parts.accounts().gate().dueReductions(new RiskContext(parts.market(), portfolio));
            parts.accounts().takeNotices();
            due.forEach(this::place);
        } finally {
            placing = false;
        }
    }

    private void place(RiskReduction reduction) {
        OrderIntent intent = reduction.intent();
        boolean known = parts.algos().containsKey(intent.algo().type());
        SignalOrderStyle style = parts.settings().signalOrder();
        OrderIntent worked = atOnce(known ? intent : intent.workedBy(style.algo(), style.timeInForce()));
        String cause = reduction.cause()
                + (known
                        ? ""
                        : ", worked by " + worked.algo().type() + " for want of "
                                + intent.algo().type());
        LOG.log(
                System.Logger.Level.WARNING,
                "{0}: {1} {2} {3}",
                cause,
                intent.side(),
                intent.quantity(),
                intent.symbol());
        parts.log()
                .under(
                        cause,
                        reduction.principal(),
                        () -> orders.submit(new Submission(worked, reduction.principal(), "", worked.clientOrderId())));
    }

    /** An order that would rest goes immediate or cancel where its algorithm can: no spot venue keeps a resting one. */
    private OrderIntent atOnce(OrderIntent intent) {
        ExecutionAlgo algo = parts.algos().get(intent.algo().type());
        if (algo == null || !algo.mayRest(intent)) {
            return intent;
        }
        OrderIntent immediate = intent.workedBy(intent.algo(), TimeInForce.IOC);
        return algo.mayRest(immediate) ? intent : immediate;
    }
}
