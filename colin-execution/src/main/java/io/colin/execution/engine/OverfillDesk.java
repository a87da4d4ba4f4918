package io.colin.execution.engine;

import io.colin.api.Decimals;
import io.colin.api.alert.Severity;
import io.colin.api.event.KillSwitchChanged;
import io.colin.api.event.LedgerEvent;
import io.colin.api.event.RiskAlert;
import io.colin.api.instrument.Symbol;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.Fill;
import io.colin.api.order.OrderEvent;
import io.colin.api.risk.KillSwitch;
import io.colin.api.risk.RiskControls;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tells people of what venues fill of orders that have ended, or have no room for it: the account has it all the same.
 * Where a child has filled more than it was ever for, its symbol is locked: nobody knows then what else is wrong there.
 *
 * <p>The lock is a kill switch of the symbol, thrown by {@link #BY}: new orders are refused and what is open is cancelled,
 * but for what only reduces; two persons end it as any other. Operators may close positions meanwhile, as the gate has it.
 * A gate without controls cannot lock; then the alert is all there is. What is not recorded as locked yet is locked at the
 * next start. Engine thread only.
 */
final class OverfillDesk {
    /** Who locks a symbol; the name of no person. */
    static final String BY = "overfill";

    /** The alert of a symbol of which more was filled than was ever ordered. */
    static final String OVERFILL = "overfill";

    /** The alert of a fill that no order was open for, or that one has no room for. */
    static final String LATE = "fill_of_an_ended_order";

    private final Parts parts;
    private final AskedTerms terms;

    /** What children have filled and did not take. */
    private final Map<String, BigDecimal> apart = new HashMap<>();

    /** Symbols to be locked of which no lock is recorded, with the reason. */
    private final Map<Symbol, String> due = new LinkedHashMap<>();

    OverfillDesk(Parts parts, AskedTerms terms) {
        this.parts = parts;
        this.terms = terms;
    }

    /** Whether a switch is such a lock. */
    static boolean isLock(KillSwitch thrown) {
        return thrown.scope() == KillSwitch.Scope.SYMBOL && thrown.principal().equals(BY);
    }

    /**
     * Follows a fill and what a child took of it, as it happens and once more after a restart.
     *
     * @return why the symbol is to be locked, where this fill is beyond all that the child was ever for
     */
    Optional<String> follow(ChildOrder before, Fill fill, Optional<OrderEvent.Filled> fitting) {
        BigDecimal took = fitting.map(part -> part.fill().quantity()).orElse(BigDecimal.ZERO);
        BigDecimal beyond = fill.quantity().subtract(took);
        if (beyond.signum() <= 0) {
            return Optional.empty();
        }
        BigDecimal all = apart.merge(before.orderId(), beyond, BigDecimal::add)
                .add(before.progress().filledQuantity())
                .add(took);
        BigDecimal largest = terms.largest(before);
        if (all.compareTo(largest) <= 0) {
            return Optional.empty();
        }
        String why = "order " + before.orderId() + " at " + fill.venue() + " has filled " + Decimals.text(all)
                + " and was never for more than " + Decimals.text(largest) + " (trade " + fill.tradeId() + ")";
        due.put(fill.symbol(), why);
        return Optional.of(why);
    }

    /** Locks the symbol of a fill that nothing explains, and tells of it; what it leaves behind is said with it. */
    void lock(Fill fill, String why, String left) {
        alert(OVERFILL, fill, why + (isLockable() ? ": locked" : ": the gate has no controls to lock it with") + left);
        lock();
    }

    /** Tells of a fill that came late; what it leaves behind is said with it. */
    void late(Fill fill, String where, String left) {
        alert(
                LATE,
                fill,
                "trade " + fill.tradeId() + " of " + Decimals.text(fill.quantity()) + " at " + fill.venue()
                        + " is on the account: " + where + left);
    }

    private void alert(String name, Fill fill, String detail) {
        parts.log()
                .emit(new RiskAlert(
                        parts.log().header(fill.orderId()),
                        name,
                        fill.symbol().name(),
                        Severity.CRITICAL,
                        true,
                        detail));
    }

    /** Locks what a run that died had no time to lock. */
    void resume() {
        lock();
    }

    private boolean isLockable() {
        return parts.accounts().gate().controls().isPresent();
    }

    /** The engine records the switch, and cancels what it stops, with the next valuation, which follows every report. */
    private void lock() {
        Optional<RiskControls> controls = parts.accounts().gate().controls();
        controls.ifPresent(gate -> due.forEach((symbol, why) -> gate.kill(new KillSwitch(
                KillSwitch.Scope.SYMBOL, symbol.name(), why, BY, parts.market().timeNs()))));
    }

    /** Follows what is recorded, as it happens and once more after a restart. */
    void learn(LedgerEvent event) {
        if (event instanceof KillSwitchChanged changed && changed.killSwitch().scope() == KillSwitch.Scope.SYMBOL) {
            due.remove(Symbol.of(changed.killSwitch().target()));
        }
    }
}
