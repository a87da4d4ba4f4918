package io.colin.risk.gate;

import io.colin.api.event.ChildCreated;
import io.colin.api.event.DecisionMade;
import io.colin.api.event.LedgerEvent;
import io.colin.api.event.LimitChanged;
import io.colin.api.event.OrderChanged;
import io.colin.api.event.OrderFilled;
import io.colin.api.event.ParentCreated;
import io.colin.api.event.RiskAlert;
import io.colin.api.event.RiskStateChanged;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.Fill;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.ParentOrder;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskRequest;
import io.colin.risk.RiskLimits;
import io.colin.risk.change.LimitControl;
import io.colin.risk.compliance.Compliance;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rebuilds from the record what the windows of duplicates, of own prices, of repeated executions, of orders to trades
 * (OTR_001), of messages a second, amends a minute and cancels a minute held before a restart.
 * Whatever the gate let through is in the record with the time of its decision, and so is every fill, every change of a
 * window's length and the end of a stop, after which a strategy starts anew. An order that names no price counts at the mid it
 * came at; of children and new terms without a price, at which the market stood then, nothing is known and no price counts.
 * Whose key asked for new terms is not in the record either: they count for the key of their order.
 */
final class RecordedWindows {
    private static final String MESSAGES = "compliance.orderToTradeWindow";

    private final Memory memory;
    private final Compliance compliance;
    private final RecoveredOrders recovered;
    /** How long the window of orders to trades was when what is heard happened. */
    private Duration messages;
    /** The limits in force then, as last recorded. */
    private String limits = "";
    /** Parents that have not ended. */
    private final Map<String, ParentOrder> open = new HashMap<>();
    /** Children the gate has not yet been heard about. */
    private final Map<String, ChildOrder> asked = new HashMap<>();
    /** Children that passed and have not ended. */
    private final Map<String, ChildOrder> sent = new HashMap<>();
    /** When new terms of a parent passed that are not yet told. */
    private final Map<String, Long> amended = new HashMap<>();
    /** Parents the gate has let through. */
    private final Map<String, ParentOrder> passed = new HashMap<>();

    RecordedWindows(Memory memory, Compliance compliance, RecoveredOrders recovered, RiskLimits configured) {
        this.memory = memory;
        this.compliance = compliance;
        this.recovered = recovered;
        messages = configured.compliance().orderToTradeWindow();
    }

    /** Takes one event of the record; the first that is not heard again ends it. */
    void onRecord(LedgerEvent event, boolean again) {
        if (!again) {
            end();
            return;
        }
        switch (event) {
            case ParentCreated created -> open(created.order());
            case ChildCreated created -> asked.put(created.order().orderId(), created.order());
            case DecisionMade made -> decided(made.orderId(), made.decision());
            case OrderChanged changed -> changed(changed);
            case OrderFilled filled -> filled(filled);
            case LimitChanged changed -> length(changed.limit(), changed.after());
            case RiskStateChanged changed -> lengths(LimitControl.savedText(changed.state()));
            case RiskAlert alert -> {
                if (!alert.active()) {
                    StandingAlerts.stopOf(alert).ifPresent(stop -> memory.forget(alert.scope()));
                }
            }
            default -> {
                // Nothing of it is in a window.
            }
        }
    }

    private void length(String limit, String text) {
        if (limit.equals(MESSAGES)) {
            messages = Duration.parse(text);
        } else {
            memory.window(limit, () -> Duration.parse(text));
        }
    }

    /** The windows were as long as the limits in force had them, which need not be the configured ones. */
    private void lengths(String inForce) {
        if (!inForce.equals(limits)) {
            limits = inForce;
            inForce.lines().forEach(line -> {
                int equals = line.indexOf('=');
                length(line.substring(0, Math.max(0, equals)), line.substring(equals + 1));
            });
        }
    }

    private void end() {
        if (!open.isEmpty() || !asked.isEmpty() || !sent.isEmpty()) {
            open.clear();
            asked.clear();
            sent.clear();
            amended.clear();
            passed.clear();
        }
    }

    private void open(ParentOrder parent) {
        open.put(parent.orderId(), parent);
        memory.families.add(parent.orderId(), parent.intent());
    }

    private void decided(String orderId, RiskDecision decision) {
        @Nullable ChildOrder child = asked.remove(orderId);
        if (!decision.passes()) {
            return;
        }
        @Nullable ParentOrder parent = open.get(child == null ? orderId : child.parentId());
        if (parent == null) {
            return;
        }
        OrderIntent intent = parent.intent();
        if (child != null) {
            sent.put(orderId, child);
            memory.rates.add(Order.of(new RiskRequest.Child(child, parent)), decision.timeNs());
            compliance.onRecorded(intent.strategy(), decision.timeNs(), messages);
            child.type().namedPrice().ifPresent(price -> memory.ownPrices.add(intent, price, decision.timeNs()));
        } else if (passed.putIfAbsent(orderId, parent) != null) {
            memory.rates.add(amend(parent, decision), decision.timeNs());
            compliance.onRecorded(intent.strategy(), decision.timeNs(), messages);
            amended.put(orderId, decision.timeNs());
        } else {
            passed(parent, decision);
        }
    }

    private static Order amend(ParentOrder parent, RiskDecision decision) {
        return Order.of(new RiskRequest.Amend(
                parent,
                decision.requestedQuantity(),
                parent.intent().type(),
                parent.principal(),
                parent.intent().venue()));
    }

    private void passed(ParentOrder parent, RiskDecision decision) {
        OrderIntent asked = parent.intent().withQuantity(decision.requestedQuantity());
        Order order = Order.of(new RiskRequest.Parent(parent.orderId(), asked, parent.principal(), Optional.empty()));
        long timeNs = decision.timeNs();
        memory.rates.add(order, timeNs);
        memory.recent.add(order, timeNs);
        memory.repeats.passed(order.strategy(), order.symbol(), timeNs);
        BigDecimal price = order.type().namedPrice().orElse(parent.arrivalMid());
        if (price.signum() > 0) {
            memory.ownPrices.add(asked, price, timeNs);
        }
    }

    private void changed(OrderChanged changed) {
        OrderEvent event = changed.event();
        cancelling(event.orderId(), changed.after(), event.timeNs());
        switch (event) {
            case OrderEvent.PendingUpdate update -> {
                amended(update.orderId(), update.type());
                changing(update);
            }
            case OrderEvent.Updated update -> {
                amended(update.orderId(), update.type());
                settled(update.orderId());
            }
            case OrderEvent.ModifyRejected refused -> settled(refused.orderId());
            case OrderEvent.Triggered its -> triggered(its.orderId());
            default -> {
                // No new price.
            }
        }
        if (changed.after().isClosed()) {
            asked.remove(event.orderId());
            ended(event.orderId());
        }
    }

    private void amended(String orderId, OrderType type) {
        @Nullable Long timeNs = amended.remove(orderId);
        @Nullable ParentOrder parent = open.get(orderId);
        if (timeNs != null && parent != null) {
            type.namedPrice().ifPresent(price -> memory.ownPrices.add(parent.intent(), price, timeNs));
        }
    }

    /** A cancel that is asked is a message. */
    private void cancelling(String orderId, OrderStatus status, long timeNs) {
        @Nullable ParentOrder parent = open.get(orderId);
        @Nullable ChildOrder child = sent.get(orderId);
        if (parent != null) {
            memory.cancelling(parent, status, timeNs);
        } else if (child != null) {
            memory.cancelling(orderId, child.parentId(), status, timeNs);
            if (status.isClosed()) {
                sent.remove(orderId);
                memory.own.ended(orderId);
            }
        }
    }

    /** What it had filled when it was asked is not looked up: what is told after the restart settles it, a fill does not. */
    private void changing(OrderEvent.PendingUpdate update) {
        @Nullable ParentOrder parent = open.get(update.orderId());
        if (parent != null) {
            OrderIntent next = parent.intent().withTerms(update.quantity(), update.type());
            if (next.type() instanceof OrderType.Limit || isResting(update.orderId())) {
                memory.own.changing(next, update.orderId(), BigDecimal.ZERO);
            }
            recovered.changing(update.orderId(), update.quantity(), update.type());
        }
    }

    /** Whether a child of an order rests at a venue, as that of a stop does only once it was triggered. */
    private boolean isResting(String parentId) {
        return sent.values().stream()
                .anyMatch(child -> child.parentId().equals(parentId)
                        && !child.timeInForce().isImmediate()
                        && (child.type() instanceof OrderType.Limit || memory.own.isTriggered(child.orderId())));
    }

    /** A stop-limit at a venue was triggered, as it is where it filled. */
    private void triggered(String childId) {
        @Nullable ChildOrder child = sent.get(childId);
        if (child != null && child.type() instanceof OrderType.StopLimit) {
            memory.own.triggered(childId);
        }
    }

    private void settled(String orderId) {
        @Nullable ParentOrder parent = open.get(orderId);
        if (parent != null) {
            memory.own.settled(parent.intent().symbol(), orderId);
            recovered.settled(orderId);
        }
    }

    private void filled(OrderFilled filled) {
        Fill fill = filled.fill();
        triggered(fill.orderId());
        cancelling(fill.orderId(), filled.childStatus(), fill.timeNs());
        cancelling(fill.parentId(), filled.parentStatus(), fill.timeNs());
        memory.families.of(fill.parentId()).ifPresent(its -> {
            memory.repeats.filled(its.strategy(), its.symbol());
            compliance.onFill(its.strategy(), fill.timeNs());
        });
        if (filled.parentStatus().isClosed()) {
            ended(fill.parentId());
        }
    }

    private void ended(String orderId) {
        settled(orderId);
        if (open.remove(orderId) != null) {
            passed.remove(orderId);
            amended.remove(orderId);
            memory.families.end(orderId);
        }
    }
}
