package io.colin.execution.engine;

import io.colin.api.Decimals;
import io.colin.api.alert.Severity;
import io.colin.api.event.KillSwitchChanged;
import io.colin.api.event.LedgerEvent;
import io.colin.api.event.RiskAlert;
import io.colin.api.metrics.MetricCatalog;
import io.colin.api.metrics.MetricsSink;
import io.colin.api.order.ParentOrder;
import io.colin.api.risk.KillSwitch;
import io.colin.api.risk.RiskControls;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Holds what leaves against what was approved, after every input: children of an order never add up to more than is left of it,
 * and what leaves for venues is what the gate approved, order by order; changes of what works there are not held against
 * anything. What is not so does not leave; the critical alert {@link #MISMATCH} says what it was, and a kill switch of the
 * whole system, thrown by {@link #BY}, stops all orders: recorded, latched over a restart and re-armed by two persons as any
 * other, which ends the alert. A gate without controls cannot be stopped so; then the alert is all there is, once a process.
 * Engine thread only.
 */
final class FlowDesk {
    /** Who stops trading; the name of no person. */
    static final String BY = "order-flow";

    /** The alert of orders that leave and are not what was approved. */
    static final String MISMATCH = "order_flow_mismatch";

    private static final long SECOND_NS = 1_000_000_000L;

    private final Parts parts;
    private final OrderFlow flow;
    private final MetricsSink sink;
    private long nextNs = Long.MIN_VALUE;
    private long approvalsTold;
    private long sentTold;

    /** Whether the alert is active, as is recorded, and whether the system was armed again since. */
    private boolean alerted;

    private boolean isLifted;

    FlowDesk(Parts parts, MetricsSink sink) {
        this.parts = parts;
        this.flow = parts.lanes().flow();
        this.sink = sink;
    }

    /** Compares now; whether something was wrong that a valuation must follow. */
    boolean watch() {
        long now = parts.market().timeNs();
        if (now >= nextNs) {
            nextNs = now + SECOND_NS;
            everySecond();
        }
        if (isLifted) {
            alert(false, "the system is armed again");
        }
        Optional<String> wrong = flow.takeMismatch();
        wrong.ifPresent(this::stop);
        return wrong.isPresent();
    }

    private void everySecond() {
        if (!parts.log().isBroken()) { // What the ledger does not take does not leave, and the run ends.
            flow.lookForLost(parts.lanes()::isWaiting);
        }
        long approvals = flow.approvals();
        long sent = flow.sent();
        count("approved", approvals - approvalsTold);
        count("sent", sent - sentTold);
        approvalsTold = approvals;
        sentTold = sent;
    }

    private void count(String stage, long more) {
        if (more > 0) {
            sink.count(MetricCatalog.ORDER_FLOW, (double) more, stage);
        }
    }

    private void stop(String what) {
        sink.count(MetricCatalog.ORDER_FLOW, 1, "mismatched");
        Optional<RiskControls> controls = parts.accounts().gate().controls();
        String then = controls.isPresent() ? ": trading is stopped" : ": the gate has no controls to stop it with";
        alert(true, what + then);
        controls.ifPresent(gate -> gate.kill(new KillSwitch(
                KillSwitch.Scope.SYSTEM, "", what, BY, parts.market().timeNs())));
    }

    private void alert(boolean active, String detail) {
        parts.log()
                .emit(new RiskAlert(parts.log().header("risk"), MISMATCH, "SYSTEM", Severity.CRITICAL, active, detail));
    }

    /** Follows what is recorded, as it happens and once more after a restart; the end is told after the input that brought it. */
    void learn(LedgerEvent event) {
        if (event instanceof RiskAlert alert && alert.name().equals(MISMATCH)) {
            alerted = alert.active();
            isLifted = false;
        } else if (event instanceof KillSwitchChanged changed
                && changed.killSwitch().scope() == KillSwitch.Scope.SYSTEM) {
            isLifted = alerted && !changed.on();
        }
    }

    /** Whether so much more of an order may work, which whoever asks has made sure of by other means. */
    static boolean fits(Parts parts, ParentOrder parent, BigDecimal quantity) {
        BigDecimal left = parent.progress().leavesQuantity();
        BigDecimal working = parts.orders().working(parent.orderId());
        if (working.add(quantity).compareTo(left) <= 0) {
            return true;
        }
        parts.lanes()
                .flow()
                .note("a child of " + Decimals.text(quantity) + " of order " + parent.orderId() + " was to be sent, "
                        + Decimals.text(working) + " of which work and " + Decimals.text(left) + " are left");
        return false;
    }
}
