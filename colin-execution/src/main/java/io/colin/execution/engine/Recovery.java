package io.colin.execution.engine;

import io.colin.api.ColinException;
import io.colin.api.event.CashMoved;
import io.colin.api.event.ChildCreated;
import io.colin.api.event.DecisionMade;
import io.colin.api.event.FundingSettled;
import io.colin.api.event.KillSwitchChanged;
import io.colin.api.event.LedgerEvent;
import io.colin.api.event.ModelPromoted;
import io.colin.api.event.OrderChanged;
import io.colin.api.event.OrderFilled;
import io.colin.api.event.ParentCreated;
import io.colin.api.event.ParentPaused;
import io.colin.api.event.RiskFiguresComputed;
import io.colin.api.event.RiskStateChanged;
import io.colin.api.event.RunEnded;
import io.colin.api.event.RunStarted;
import io.colin.api.event.SignalEmitted;
import io.colin.api.event.SignalResolved;
import io.colin.api.event.TargetChanged;
import io.colin.api.event.TrailMoved;
import io.colin.api.instrument.Symbol;
import io.colin.api.ledger.EventStore;
import io.colin.api.ledger.LedgerEntry;
import io.colin.api.ledger.LedgerRecord;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.Fill;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.ParentOrder;
import io.colin.api.risk.KillSwitch;
import io.colin.api.risk.RiskGate;
import io.colin.api.risk.TradingState;
import io.colin.api.signal.ModelStage;
import io.colin.api.venue.SimulatedVenue;
import io.colin.execution.order.OrderStateMachine;
import io.colin.execution.order.Transition;
import io.colin.execution.store.LedgerCodec;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Rebuilds the state of a run from its ledger alone, then takes up what was open. Engine thread only. */
final class Recovery {
    private final Parts parts;
    private final EngineCore core;
    private final Set<String> cancelAsked = new HashSet<>();
    private Optional<RunStarted> started = Optional.empty();
    private Optional<RiskStateChanged> lastRisk = Optional.empty();
    private Optional<String> model = Optional.empty();
    private final Map<String, KillSwitch> thrown = new LinkedHashMap<>();
    private boolean ended;
    private long records;
    private long position;
    private long lastEventSequence;
    private long lastTimeNs = Long.MIN_VALUE;

    Recovery(Parts parts, EngineCore core) {
        this.parts = parts;
        this.core = core;
    }

    /** Applies every record of a store. */
    void read(EventStore store) {
        store.read(1, this::apply);
        lastRisk.ifPresent(risk -> parts.accounts().restore(risk));
        core.desks().kills().restore(thrown.values());
        core.desks().kills().locks().restore(lastTimeNs);
        parts.log().resumeAt(lastEventSequence);
    }

    long records() {
        return records;
    }

    /** How many market events the run had taken. */
    long position() {
        return position;
    }

    /** Event time of the last record. */
    long lastTimeNs() {
        return lastTimeNs;
    }

    /** The model the run was last decided by. */
    Optional<String> model() {
        return model.or(() -> started.map(RunStarted::model));
    }

    Optional<RunStarted> started() {
        return started;
    }

    boolean ended() {
        return ended;
    }

    /** Takes up what was open, at the market as it was. */
    void resume() {
        core.desks().costs().resume();
        core.orders().children().overfills().resume();
        positions();
        for (ParentOrder parent : parts.orders().open()) {
            core.orders().resume(parent, cancelAsked.contains(parent.orderId()));
        }
        List<ChildOrder> strays = parts.orders().strays();
        tellOf(strays);
        resumeChildren();
        strays.forEach(core.orders().children().resumption()::resumeStray);
        for (ParentOrder parent : parts.orders().open()) {
            core.orders().takeUp(parent.orderId());
        }
        core.orders().selfMatches().resume();
        core.desks().kills().resume();
        core.tracker().resume();
        core.targets().resume();
        parts.accounts().publish();
        if (parts.accounts().gate().status().tradingState() == TradingState.HALTED) {
            core.orders().cancelAll("risk gate", parts.accounts().gate()::mayUnwind);
        }
    }

    /** What still works of orders that have ended counts too: the gate learns what draws on them, and then whose it is. */
    private void tellOf(List<ChildOrder> strays) {
        RiskGate gate = parts.accounts().gate();
        strays.forEach(gate::onChild);
        strays.stream()
                .map(ChildOrder::parentId)
                .distinct()
                .forEach(id -> gate.onParent(core.orders().parent(id)));
    }

    /** The gate knows all that works before anything more is sent; what had not been sent lets its parent go on, and comes last. */
    private void resumeChildren() {
        List<ChildOrder> open = parts.orders().open().stream()
                .flatMap(parent -> parts.orders().openChildren(parent.orderId()).stream())
                .sorted(Comparator.comparing(child -> child.progress().status() == OrderStatus.INITIALIZED))
                .toList();
        open.forEach(core.orders().children().resumption()::resume);
    }

    /** Tells simulated venues what their fills have left there. */
    private void positions() {
        for (SimulatedVenue venue : parts.lanes().simulated()) {
            Map<Symbol, BigDecimal> left = new TreeMap<>();
            for (ChildOrder child : parts.orders().children()) {
                if (child.venue().equals(venue.id())) {
                    BigDecimal sign = BigDecimal.valueOf(child.side().sign());
                    left.merge(child.symbol(), child.progress().filledQuantity().multiply(sign), BigDecimal::add);
                }
            }
            left.forEach(venue::restore);
        }
    }

    private void apply(LedgerRecord record) {
        LedgerEntry entry = record.entry();
        LedgerEvent event = LedgerCodec.decode(record);
        records++;
        position = entry.sourcePosition();
        lastTimeNs = Math.max(lastTimeNs, entry.timeNs());
        lastEventSequence = event.header().sequence();
        try {
            apply(event);
            core.signals().learn(event);
            core.orders().learn(event);
            core.flow().learn(event);
            core.desks().speed().learn(event);
            core.desks().costs().restore(event);
            core.desks().kills().locks().learn(event);
            parts.accounts().onRecord(event, true);
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw new ColinException(
                    ColinException.Reason.STORE_DAMAGED,
                    "ledger record " + record.sequence() + ": does not follow from those before (" + e.getMessage()
                            + ")",
                    e);
        }
    }

    private void apply(LedgerEvent event) {
        switch (event) {
            case RunStarted run -> started = Optional.of(run);
            case RunEnded run -> ended = true;
            case ParentCreated created ->
                parts.orders().create(created.order(), created.idempotencyKey(), created.requestHash());
            case ChildCreated created -> parts.orders().put(created.order());
            case DecisionMade made -> parts.orders().put(made.orderId(), made.decision());
            case OrderChanged changed -> change(changed.event());
            case OrderFilled filled -> fill(filled.fill());
            case TrailMoved moved -> core.orders().triggers().restore(moved);
            case ParentPaused changed -> {
                if (!changed.principal().equals(ParentPaused.ALGORITHM)) { // Those that end by themselves are learnt.
                    parts.orders().pause(changed.orderId(), changed.paused());
                }
            }
            case SignalEmitted emitted -> core.signals().restore(emitted);
            case SignalResolved resolved -> core.tracker().restore(resolved);
            case TargetChanged changed ->
                core.targets()
                        .restore(changed, core.signals().signal(changed.header().correlationId()));
            case RiskStateChanged changed -> lastRisk = Optional.of(changed);
            case RiskFiguresComputed computed -> core.desks().figures().restore(computed);
            case FundingSettled settled -> core.desks().funding().restore(settled);
            case CashMoved moved -> core.desks().cash().restore(moved);
            case KillSwitchChanged changed -> killSwitch(changed);
            case ModelPromoted promoted -> champion(promoted);
            default -> {}
        }
    }

    private void killSwitch(KillSwitchChanged changed) {
        String name = changed.killSwitch().scope() + " " + changed.killSwitch().target();
        if (changed.on()) {
            thrown.put(name, changed.killSwitch());
        } else {
            thrown.remove(name);
        }
    }

    private void champion(ModelPromoted promoted) {
        if (promoted.after() == ModelStage.CHAMPION) {
            model = Optional.of(promoted.model());
        }
    }

    private void change(OrderEvent event) {
        Optional<ChildOrder> child = parts.orders().child(event.orderId());
        if (child.isPresent()) {
            parts.orders().put(ChildDesk.after(child.orElseThrow(), event));
            core.orders().children().terms().learn(child.orElseThrow(), event);
            return;
        }
        if (event instanceof OrderEvent.PendingCancel) {
            cancelAsked.add(event.orderId());
        }
        parent(event.orderId(), event);
    }

    private void fill(Fill fill) {
        ChildOrder child = parts.orders()
                .child(fill.orderId())
                .orElseThrow(() -> new IllegalStateException("no child " + fill.orderId()));
        parts.orders().takeTrade(fill);
        Optional<OrderEvent.Filled> taken =
                Overfills.fitting(child.progress(), new OrderEvent.Filled(fill.orderId(), fill.timeNs(), fill));
        core.orders().children().overfills().follow(child, fill, taken);
        taken.ifPresent(fitting -> parts.orders().put(ChildDesk.after(child, fitting)));
        ParentOrder parent = parts.orders()
                .parent(fill.parentId())
                .orElseThrow(() -> new IllegalStateException("no order " + fill.parentId()));
        Overfills.fitting(parent.progress(), new OrderEvent.Filled(fill.parentId(), fill.timeNs(), fill))
                .ifPresent(fitting -> parent(fill.parentId(), fitting));
        parts.accounts().apply(fill);
        parts.lanes().simulated().stream()
                .filter(venue -> venue.id().equals(fill.venue()))
                .forEach(venue -> venue.restore(fill));
        core.targets().noteReached(fill.symbol());
    }

    private void parent(String orderId, OrderEvent event) {
        ParentOrder parent =
                parts.orders().parent(orderId).orElseThrow(() -> new IllegalStateException("no order " + orderId));
        if (!(OrderStateMachine.apply(parent.progress(), event) instanceof Transition.Applied applied)) {
            throw new IllegalStateException(
                    "order " + orderId + " in " + parent.progress().status() + " refuses " + event);
        }
        parts.orders().put(OrderDesk.after(parent, applied.after(), event));
        core.orders().terms().learn(event);
    }
}
