package io.colin.execution.engine;

import io.colin.api.Decimals;
import io.colin.api.alert.Severity;
import io.colin.api.event.ExecutionAnalysed;
import io.colin.api.event.ExecutionNoted;
import io.colin.api.event.LedgerEvent;
import io.colin.api.event.OrderChanged;
import io.colin.api.event.OrderFilled;
import io.colin.api.event.RiskAlert;
import io.colin.api.execution.ExecutionAnalysis;
import io.colin.api.execution.ExecutionNote;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.MarketEvent;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.Fill;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.ParentOrder;
import io.colin.execution.tca.ParentMeasurement;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Measures what parents cost: follows the record, looks at the market when it says that something was sent, filled or ended,
 * and again when the horizons after fills are reached, and records what it saw. When nothing more can come of a parent, the whole
 * analysis is recorded, and the impact model and the venues' figures learn from it. A restart reads the same record and goes
 * on from there.
 *
 * <p>A market event costs nothing unless a parent is open in a symbol of its base. Engine thread only.
 */
final class CostDesk {
    private final Parts parts;
    private final CostEyes eyes;
    private final CostLearning learning;
    private final ForecastDesk forecasts;
    private final boolean live;
    private final Map<String, ParentMeasurement> open = new LinkedHashMap<>();
    private final MidTrails trails;
    private final Deque<Saying> pending = new ArrayDeque<>();
    private final List<String> complete = new ArrayList<>();
    private final List<Fill> unmeasured = new ArrayList<>();
    private boolean ended;

    /** A note that waits to be recorded behind the event that it is about. */
    private record Saying(ParentOrder parent, ExecutionNote note) {}

    CostDesk(Parts parts, CostSettings settings, boolean live) {
        this.parts = parts;
        this.eyes = new CostEyes(parts, settings.reference());
        this.trails = new MidTrails(eyes, parts.lanes().venues());
        this.learning = new CostLearning(parts, settings);
        this.forecasts = new ForecastDesk(parts, learning);
        this.live = live;
    }

    CostLearning learning() {
        return learning;
    }

    /** Follows a market event that venues have taken; only where a parent is open in a symbol of its base. */
    void onMarket(MarketEvent event) {
        trails.on(event.symbol(), event.timeNs());
    }

    /** Follows what was just recorded. */
    void onRecord(LedgerEvent event) {
        switch (event) {
            case OrderChanged changed -> onChange(changed, true);
            case OrderFilled filled -> onFill(filled, true);
            default -> {
                forecasts.onRecord(event);
                restored(event);
            }
        }
    }

    /** Follows the record of a run that is taken up: nothing is looked at. */
    void restore(LedgerEvent event) {
        switch (event) {
            case OrderChanged changed -> onChange(changed, false);
            case OrderFilled filled -> onFill(filled, false);
            default -> restored(event);
        }
    }

    private void restored(LedgerEvent event) {
        switch (event) {
            case ExecutionNoted noted -> {
                Optional.ofNullable(open.get(noted.orderId())).ifPresent(known -> known.note(noted.note()));
                learning.onNote(noted);
            }
            case ExecutionAnalysed analysed -> {
                open.remove(analysed.analysis().orderId());
                learning.learn(analysed.analysis());
            }
            default -> {}
        }
    }

    /** Goes on with what was open before a restart. */
    void resume() {
        for (ParentMeasurement each : List.copyOf(open.values())) {
            if (!each.isEnded()) {
                trails.watch(each.parent().intent().symbol());
            }
            // No market event was missed where the source is read again; a live market went on meanwhile.
            each.missing().forEach(horizon -> await(each, horizon, live ? Optional.empty() : mid(each, horizon)));
            settleLater(each);
            finishIfComplete(each);
        }
    }

    /** Records what was seen since the last input, and what is complete with it. */
    void flush() {
        unmeasured.forEach(this::tell);
        unmeasured.clear();
        while (!pending.isEmpty()) {
            Saying next = pending.removeFirst();
            parts.log()
                    .emit(new ExecutionNoted(
                            parts.log().header(OrderDesk.correlation(next.parent())),
                            next.parent().orderId(),
                            next.note()));
            Optional.ofNullable(open.get(next.parent().orderId())).ifPresent(this::finishIfComplete);
        }
        if (!complete.isEmpty()) {
            List<String> ids = List.copyOf(complete);
            complete.clear();
            ids.forEach(this::analyse);
        }
    }

    /** The run has come to its end: what is open is told as far as it is known. */
    void finish() {
        flush();
        ended = true;
        for (ParentMeasurement each : List.copyOf(open.values())) {
            if (!each.isEnded()) {
                each.openAtEnd();
                close(each, eyes.now(), true);
            }
        }
        flush();
        List.copyOf(open.keySet()).forEach(this::analyse);
        learning.publishStates();
    }

    private void onChange(OrderChanged changed, boolean looking) {
        OrderEvent event = changed.event();
        Optional<ChildOrder> child = parts.orders().child(event.orderId());
        if (child.isEmpty()) {
            parts.orders().parent(event.orderId()).ifPresent(parent -> onParent(parent, changed, looking));
            return;
        }
        ChildOrder order = child.orElseThrow();
        if (event instanceof OrderEvent.Submitted && !open.containsKey(order.parentId())) {
            parts.orders()
                    .parent(order.parentId())
                    .ifPresent(parent -> arrive(parent, changed.header().timeNs(), looking));
        }
        if (changed.after().isClosed()) {
            learning.onChildEnded(order);
            if (looking) {
                Optional.ofNullable(open.get(order.parentId())).ifPresent(this::finishIfComplete);
            }
        }
    }

    private void arrive(ParentOrder parent, long timeNs, boolean looking) {
        ParentMeasurement begun = ParentMeasurement.of(parent);
        begun.arrived(timeNs);
        open.put(parent.orderId(), begun);
        if (looking) {
            Symbol symbol = parent.intent().symbol();
            trails.watch(symbol);
            ExecutionNote.Arrival seen = eyes.arrival(symbol);
            pending.add(new Saying(parent, seen));
            forecasts.arrived(parent, seen).ifPresent(note -> pending.add(new Saying(parent, note)));
        }
    }

    private void onParent(ParentOrder parent, OrderChanged changed, boolean looking) {
        OrderStatus status = changed.after();
        if (!status.isClosed()) {
            return;
        }
        ParentMeasurement known = open.get(parent.orderId());
        if (known == null && status != OrderStatus.DENIED && status != OrderStatus.REJECTED) {
            known = ParentMeasurement.of(parent);
            open.put(parent.orderId(), known);
        }
        if (known != null) {
            close(known, changed.header().timeNs(), looking);
        } else {
            parts.orders().plans().take(parent.orderId()); // Nobody asks for it.
        }
        forecasts.ended(parent.orderId());
    }

    private void onFill(OrderFilled filled, boolean looking) {
        Fill fill = filled.fill();
        if (filled.childStatus().isClosed()) {
            parts.orders().child(fill.orderId()).ifPresent(learning::onChildEnded);
        }
        ParentMeasurement known = open.get(fill.parentId());
        if (known == null) {
            if (looking) {
                unmeasured.add(fill);
            }
            return;
        }
        List<ParentMeasurement.Horizon> before = known.missing();
        known.filled(fill);
        if (looking) {
            pending.add(new Saying(known.parent(), eyes.atFill(fill, midBefore(fill, fill.timeNs()))));
            known.missing().stream()
                    .filter(horizon -> !before.contains(horizon))
                    .forEach(horizon -> await(known, horizon, midBefore(fill, horizon.dueNs() + 1)));
        }
        if (filled.parentStatus().isClosed() && !known.isEnded()) {
            close(known, filled.header().timeNs(), looking);
        }
    }

    private Optional<BigDecimal> midBefore(Fill fill, long timeNs) {
        return trails.before(fill.venue(), fill.symbol(), timeNs);
    }

    private Optional<BigDecimal> mid(ParentMeasurement known, ParentMeasurement.Horizon horizon) {
        return eyes.mid(horizon.venue(), known.parent().intent().symbol());
    }

    private void close(ParentMeasurement known, long timeNs, boolean looking) {
        if (known.isEnded()) {
            return;
        }
        ParentOrder parent = known.parent();
        BigDecimal quantity = parts.orders()
                .parent(parent.orderId())
                .map(order -> order.progress().quantity())
                .orElse(parent.progress().quantity());
        known.ended(timeNs, quantity);
        if (looking) {
            pending.add(new Saying(parent, eyes.ended(parent.intent().symbol(), known.arrivedNs())));
            parts.orders().plans().take(parent.orderId()).ifPresent(kept -> pending.add(new Saying(parent, kept)));
            leave(parent.intent().symbol());
            settleLater(known);
        }
    }

    /** A venue may still report what it filled before the end. */
    private void settleLater(ParentMeasurement known) {
        String id = known.parent().orderId();
        known.settledNs()
                .filter(due -> due > eyes.now() && !ended)
                .ifPresent(due -> parts.timers()
                        .at(due, () -> Optional.ofNullable(open.get(id)).ifPresent(this::finishIfComplete)));
    }

    /** A fill that came after its parent was told is in no analysis; somebody should know. */
    private void tell(Fill fill) {
        String correlation = parts.orders()
                .parent(fill.parentId())
                .map(OrderDesk::correlation)
                .orElse(fill.parentId());
        parts.log()
                .emit(new RiskAlert(
                        parts.log().header(correlation),
                        "fill_not_analysed",
                        fill.symbol().name(),
                        Severity.MEDIUM,
                        true,
                        "trade " + fill.tradeId() + " at " + fill.venue() + " of " + Decimals.text(fill.quantity())
                                + " at " + Decimals.text(fill.price()) + " came after the costs of order "
                                + fill.parentId() + " were told: they leave it out"));
    }

    private void await(ParentMeasurement known, ParentMeasurement.Horizon horizon, Optional<BigDecimal> ifPassed) {
        String id = known.parent().orderId();
        if (ended) {
            return;
        }
        if (horizon.dueNs() > eyes.now()) {
            parts.timers().at(horizon.dueNs(), () -> reach(id, horizon));
        } else {
            pending.add(new Saying(known.parent(), later(horizon, ifPassed)));
        }
    }

    private void reach(String id, ParentMeasurement.Horizon horizon) {
        ParentMeasurement known = open.get(id);
        if (known != null) {
            pending.add(new Saying(known.parent(), later(horizon, mid(known, horizon))));
        }
    }

    private static ExecutionNote later(ParentMeasurement.Horizon horizon, Optional<BigDecimal> mid) {
        return new ExecutionNote.Later(horizon.venue(), horizon.filledNs(), horizon.seconds(), mid);
    }

    private void finishIfComplete(ParentMeasurement known) {
        if (known.isEnded() && (ended || isSettled(known))) {
            complete.add(known.parent().orderId());
        }
    }

    private boolean isSettled(ParentMeasurement known) {
        return known.missing().isEmpty()
                && known.settledNs().filter(due -> due <= eyes.now()).isPresent()
                && parts.orders().openChildren(known.parent().orderId()).isEmpty();
    }

    private void analyse(String id) {
        ParentMeasurement known = open.get(id);
        if (known == null || !known.isEnded()) {
            return;
        }
        ExecutionAnalysis analysis = known.analysis(
                parts.market().instrument(known.parent().intent().symbol()).orElseThrow(),
                learning.yardstick(known.parent().intent().symbol()));
        parts.log().emit(new ExecutionAnalysed(parts.log().header(OrderDesk.correlation(known.parent())), analysis));
    }

    private void leave(Symbol symbol) {
        boolean needed = open.values().stream()
                .anyMatch(each ->
                        !each.isEnded() && each.parent().intent().symbol().equals(symbol));
        if (!needed) {
            trails.leave(symbol);
        }
    }
}
