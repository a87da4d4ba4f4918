package io.colin.execution.engine;

import io.colin.api.event.ChildCreated;
import io.colin.api.event.LedgerEvent;
import io.colin.api.event.OrderChanged;
import io.colin.api.event.OrderFilled;
import io.colin.api.event.SliceRouted;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.TimeInForce;
import java.util.HashMap;
import java.util.Map;

/**
 * Cancels at the end of their time the children that went to their venues as good till cancelled because none keeps such an
 * end ({@link Emulation}). What is to end and when follows from the ledger: a child that is good till cancelled, of a slice
 * that is not. So a restart knows it, and what should have ended meanwhile is cancelled at once. Engine thread only.
 */
final class ExpiryDesk {
    private static final System.Logger LOG = System.getLogger(ExpiryDesk.class.getName());

    private final Parts parts;
    private final ChildDesk children;

    /** What the newest slice of a parent asked for, where it has an end. */
    private final Map<String, TimeInForce> asked = new HashMap<>();

    /** When open children end, ns since epoch. */
    private final Map<String, Long> ends = new HashMap<>();

    ExpiryDesk(Parts parts, ChildDesk children) {
        this.parts = parts;
        this.children = children;
    }

    /** Sees to the end of a child that is out. */
    void watch(ChildOrder child) {
        Long endNs = ends.get(child.orderId());
        if (endNs != null) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "order {0}: {1} keeps no end of its time, so it is good till cancelled there and cancelled at {2} ns",
                    child.orderId(),
                    child.venue(),
                    Long.toString(endNs));
            parts.timers().at(Math.max(endNs, now()), () -> end(child.orderId()));
        }
    }

    /** The same after a restart: what should have ended meanwhile is cancelled at once. */
    void resume(String childId) {
        if (isOver(childId)) {
            end(childId);
        } else {
            parts.orders().child(childId).ifPresent(this::watch);
        }
    }

    /** Whether the time of an open child is over that only we end. */
    boolean isOver(String childId) {
        Long endNs = ends.get(childId);
        return endNs != null && endNs <= now();
    }

    private void end(String childId) {
        ChildOrder child = parts.orders().child(childId).orElseThrow();
        OrderStatus status = child.progress().status();
        if (!status.isClosed() && status != OrderStatus.PENDING_CANCEL) {
            children.cancel(child, false);
        }
    }

    /** Follows what is recorded, as it happens and once more after a restart. */
    void learn(LedgerEvent event) {
        switch (event) {
            case SliceRouted routed -> {
                if (Emulation.ends(routed.slice().timeInForce().kind())) {
                    asked.put(routed.parentId(), routed.slice().timeInForce());
                } else {
                    asked.remove(routed.parentId());
                }
            }
            case ChildCreated created -> made(created.order());
            case OrderChanged changed -> {
                if (changed.after().isClosed()) {
                    forget(changed.event().orderId());
                }
            }
            case OrderFilled filled -> {
                if (filled.childStatus().isClosed()) {
                    forget(filled.fill().orderId());
                }
                if (filled.parentStatus().isClosed()) {
                    forget(filled.fill().parentId());
                }
            }
            default -> {}
        }
    }

    private void made(ChildOrder child) {
        TimeInForce wanted = asked.get(child.parentId());
        if (wanted != null && child.timeInForce().kind() == TimeInForce.Kind.GTC) {
            ParentOrder parent = parts.orders().parent(child.parentId()).orElseThrow();
            ends.put(child.orderId(), Emulation.endNs(parent, wanted));
        }
    }

    private void forget(String orderId) {
        ends.remove(orderId);
        asked.remove(orderId);
    }

    private long now() {
        return parts.market().timeNs();
    }
}
