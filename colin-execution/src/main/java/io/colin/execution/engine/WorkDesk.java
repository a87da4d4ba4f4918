package io.colin.execution.engine;

import io.colin.api.Decimals;
import io.colin.api.execution.AlgoState;
import io.colin.api.execution.AlgoStep;
import io.colin.api.execution.ExecutionAlgo;
import io.colin.api.execution.Slice;
import io.colin.api.instrument.Instrument;
import io.colin.api.order.OrderType;
import io.colin.api.order.ParentOrder;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Asks the algorithms of parents what to send, at the start, at the times they name and when a child ends. Engine thread only. */
final class WorkDesk {
    private static final System.Logger LOG = System.getLogger(WorkDesk.class.getName());

    private final Parts parts;
    private final OrderDesk orders;
    private final GroupDesk groups;
    private final Map<String, Long> wakeUps = new HashMap<>();
    private final Set<String> working = new HashSet<>();

    /** Orders that were asked anew and have not sent what they wanted then. */
    private final Set<String> anewStill = new HashSet<>();

    WorkDesk(Parts parts, OrderDesk orders, GroupDesk groups) {
        this.parts = parts;
        this.orders = orders;
        this.groups = groups;
    }

    /** Asks the algorithm of a parent for its next step. */
    void on(String parentId) {
        work(parentId, false);
    }

    /** The same of an order all of whose slices are done with, as if none had been sent. */
    void anew(String parentId) {
        work(parentId, true);
    }

    /** Whether the algorithm of a parent is being asked. */
    boolean isAt(String parentId) {
        return working.contains(parentId);
    }

    void forget(String parentId) {
        wakeUps.remove(parentId);
        anewStill.remove(parentId);
    }

    private void work(String parentId, boolean anew) {
        if (orders.firstPrices().awaits(parentId)) {
            if (anew) {
                anewStill.add(parentId);
            }
            return;
        }
        Optional<ParentOrder> found = parts.orders().parent(parentId);
        if (found.isEmpty() || parts.orders().isPaused(parentId) || !working.add(parentId)) {
            return;
        }
        try {
            ParentOrder parent = found.orElseThrow();
            if (!parent.progress().status().isClosed()
                    && !orders.isCancelling(parentId)
                    && groups.mayWork(parent)
                    && groups.isJudged(parent)) {
                step(orders.parent(parentId), anewStill.remove(parentId) || anew);
            }
        } finally {
            working.remove(parentId);
        }
    }

    /** A parent as its algorithm sees it: priced as it is worked, and no larger than it may be by now. */
    private ParentOrder seen(ParentOrder parent) {
        BigDecimal quantity = groups.allowed(parent, parent.progress().quantity());
        OrderType type = orders.worked(parent, parent.intent().type());
        return parent.with(parent.intent().withTerms(parent.intent().quantity(), type))
                .with(parent.progress().withQuantity(quantity));
    }

    private void step(ParentOrder parent, boolean anew) {
        String id = parent.orderId();
        Instrument instrument =
                parts.market().instrument(parent.intent().symbol()).orElseThrow();
        Optional<ExecutionAlgo> algo = orders.emulation().algo(parent.intent());
        if (algo.isEmpty()) {
            orders.ends().finish(id, "algorithm " + parent.intent().algo().type() + " is not configured");
            return;
        }
        Optional<String> refused = orders.emulation().refused(parent);
        if (refused.isPresent()) {
            orders.ends().finishWhenIdle(id, refused.get());
            return;
        }
        AlgoState state = new AlgoState(
                seen(parent),
                instrument,
                parts.market(),
                now(),
                parts.orders().working(id),
                anew ? 0 : parts.orders().childrenOf(id).size(),
                parts.orders().lastChildTimeNs(id),
                seed(id),
                parts.orders().wasResumed(id));
        switch (algo.get().next(state)) {
            case AlgoStep.Finish end -> {
                algo.get()
                        .kept(state, end)
                        .ifPresent(kept -> parts.orders().plans().add(id, kept));
                orders.ends().finishWhenIdle(id, orders.holds().residual(id, end.residualReason()));
            }
            case AlgoStep.Pause pause -> orders.pauses().pause(id, PauseDesk.ENGINE, pause.reason());
            case AlgoStep.Continue more -> {
                goOn(algo.get(), state, more);
                if (anew && orders.selfMatches().isNextWaiting(id)) {
                    anewStill.add(id);
                }
            }
        }
    }

    private void goOn(ExecutionAlgo algo, AlgoState state, AlgoStep.Continue step) {
        String id = state.parent().orderId();
        ParentOrder parent = orders.parent(id);
        if (!orders.holds().holds(parent, step)) {
            if (!step.slices().isEmpty()) {
                algo.kept(state, step).ifPresent(kept -> parts.orders().plans().add(id, kept));
                foresee(algo, state);
            }
            send(parent, step.slices(), state.available());
            wakeAt(id, hasFilledInside(state) ? now() + 1 : step.nextTimeNs());
        } else if (step.nextTimeNs() == AlgoStep.NO_TIMER) {
            wakeUps.remove(id); // Asked again when a venue is back.
        } else {
            wakeAt(id, step.nextTimeNs());
        }
    }

    /**
     * Costs are foretold of orders whose slices take: whether what rests is filled is no matter of impact. A forecast decides
     * nothing, so an order whose algorithm cannot say how it expects to work it is worked without one.
     */
    private void foresee(ExecutionAlgo algo, AlgoState state) {
        String id = state.parent().orderId();
        try {
            if (state.slicesSent() == 0 && !algo.mayRest(state.parent().intent())) {
                parts.orders().plans().plan(state, algo.plan(state));
            }
        } catch (RuntimeException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    () -> "order " + id + ": nothing is foretold, for algorithm " + algo.type()
                            + " gave no usable plan",
                    e);
        }
    }

    /** Whether a part of an order was filled while it was sent: the next one follows as if the fill had come later. */
    private boolean hasFilledInside(AlgoState state) {
        ParentOrder before = state.parent();
        ParentOrder after = orders.parent(before.orderId());
        return orders.emulation().showsParts(after.intent())
                && !after.progress().status().isClosed()
                && after.progress().filledQuantity().compareTo(before.progress().filledQuantity()) > 0;
    }

    private void send(ParentOrder parent, List<Slice> slices, BigDecimal available) {
        BigDecimal left = available;
        for (Slice slice : slices) {
            if (slice.quantity().compareTo(left) > 0) {
                throw new IllegalStateException(
                        "algorithm asked for " + Decimals.text(slice.quantity()) + " of " + Decimals.text(left));
            }
            left = left.subtract(slice.quantity());
            if (!orders.routing().route(orders.parent(parent.orderId()), slice)) {
                return; // It is asked again once nothing of ours is in the way.
            }
        }
    }

    private void wakeAt(String id, long timeNs) {
        if (timeNs == AlgoStep.NO_TIMER) {
            wakeUps.remove(id);
            if (parts.orders().working(id).signum() == 0
                    && !orders.selfMatches().isWaiting(id)) {
                orders.ends().finish(id, "nothing more can be sent");
            }
            return;
        }
        long due = Math.max(timeNs, now() + 1);
        wakeUps.put(id, due);
        parts.timers().at(due, () -> {
            if (wakeUps.remove(id, due)) {
                on(id);
            }
        });
    }

    private long seed(String parentId) {
        long number = Long.parseLong(parentId.substring(parentId.lastIndexOf('-') + 1));
        return parts.settings().seed() * 31 + number;
    }

    private long now() {
        return parts.market().timeNs();
    }
}
