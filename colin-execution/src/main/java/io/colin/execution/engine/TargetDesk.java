package io.colin.execution.engine;

import io.colin.api.Decimals;
import io.colin.api.event.TargetChanged;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.Side;
import io.colin.api.portfolio.Portfolio;
import io.colin.api.signal.PositionSizer;
import io.colin.api.signal.Signal;
import io.colin.api.signal.SizingRequest;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps the position that signals want of each symbol and trades the difference. A newer directed signal replaces a
 * target; a touched barrier or the end of the horizon sets it to 0. An entry is tried once; an exit, the closing half of
 * a reversal too, again at every bar until it is done. A position that has come to its target or is flat is left alone
 * until the next signal. Engine thread only.
 */
final class TargetDesk {
    private final Parts parts;
    private final OrderDesk orders;
    private final Optional<PositionSizer> sizer;
    private final Map<Symbol, Target> targets = new HashMap<>();
    /** Symbols with nothing left to exit: what others trade afterwards is theirs. */
    private final Set<Symbol> reached = new HashSet<>();

    private record Target(BigDecimal quantity, String signalId, Optional<Signal> signal) {}

    TargetDesk(Parts parts, OrderDesk orders, Optional<PositionSizer> sizer) {
        this.parts = parts;
        this.orders = orders;
        this.sizer = sizer;
    }

    /** Sets and trades the target of a directed signal. */
    void onSignal(Signal signal) {
        Optional<BigDecimal> quantity = sizer.flatMap(by -> size(by, signal));
        if (quantity.isEmpty()) {
            return;
        }
        set(signal.symbol(), new Target(quantity.orElseThrow(), signal.id(), Optional.of(signal)), "signal");
        follow(signal);
        trade(signal.symbol(), quantity.orElseThrow(), Optional.of(signal));
    }

    /** Leaves a target whose barrier a price touches. */
    void onPrice(Symbol symbol, BigDecimal price) {
        Target target = targets.get(symbol);
        if (target == null || target.quantity().signum() == 0 || target.signal().isEmpty()) {
            return;
        }
        Signal signal = target.signal().orElseThrow();
        double move = Decimals.statistic(price) / Decimals.statistic(signal.referencePrice()) - 1;
        if (Math.abs(move) >= signal.band()) {
            leave(symbol, signal.id(), move > 0 ? "upper barrier" : "lower barrier");
        }
    }

    /** Notes whether a position has come to its target or is flat: what is traded afterwards is not ours to undo. */
    void noteReached(Symbol symbol) {
        Target target = targets.get(symbol);
        if (target != null
                && parts.orders().pending(symbol).signum() == 0
                && isDone(parts.accounts().held(symbol), target)) {
            reached.add(symbol);
        }
    }

    private static boolean isDone(BigDecimal held, Target target) {
        return held.signum() == 0 || held.compareTo(target.quantity()) == 0;
    }

    /** Tries unfinished exits again. */
    void onBar(Symbol symbol) {
        Target target = targets.get(symbol);
        if (target == null
                || reached.contains(symbol)
                || parts.orders().pending(symbol).signum() != 0) {
            return;
        }
        BigDecimal held = parts.accounts().lastPortfolio().quantity(symbol);
        if (isDone(held, target)) {
            reached.add(symbol);
            return;
        }
        boolean opposed = held.signum() == -target.quantity().signum();
        if (opposed || target.quantity().abs().compareTo(held.abs()) < 0) {
            trade(symbol, opposed ? BigDecimal.ZERO : target.quantity(), Optional.empty());
        }
    }

    /** Takes a target back after a restart. */
    void restore(TargetChanged changed, Optional<Signal> signal) {
        reached.remove(changed.symbol());
        targets.put(
                changed.symbol(),
                new Target(changed.quantity(), changed.header().correlationId(), signal));
        noteReached(changed.symbol());
    }

    /** Follows the targets that were taken back. */
    void resume() {
        targets.values().forEach(target -> target.signal().ifPresent(this::follow));
    }

    private void follow(Signal signal) {
        parts.timers().at(SignalTracker.endNs(signal), () -> leave(signal.symbol(), signal.id(), "end of the horizon"));
    }

    private Optional<BigDecimal> size(PositionSizer by, Signal signal) {
        Portfolio portfolio = parts.accounts().value();
        Optional<BigDecimal> mark = parts.market().mark(signal.symbol());
        Optional<Instrument> instrument = parts.market().instrument(signal.symbol());
        if (!portfolio.isPriced() || mark.isEmpty() || instrument.isEmpty()) {
            return Optional.empty();
        }
        double multiplier = parts.accounts().gate().sizeMultiplier(signal.symbol());
        int held = portfolio.quantity(signal.symbol()).signum();
        if (multiplier == 0 && held != -signal.direction().sign()) {
            return Optional.empty();
        }
        return Optional.of(by.target(
                new SizingRequest(signal, instrument.orElseThrow(), portfolio, mark.orElseThrow(), multiplier)));
    }

    private void leave(Symbol symbol, String signalId, String reason) {
        Target target = targets.get(symbol);
        if (target != null
                && target.signalId().equals(signalId)
                && target.quantity().signum() != 0) {
            set(symbol, new Target(BigDecimal.ZERO, signalId, Optional.empty()), reason);
            trade(symbol, BigDecimal.ZERO, Optional.empty());
        }
    }

    private void set(Symbol symbol, Target target, String reason) {
        targets.put(symbol, target);
        reached.remove(symbol);
        noteReached(symbol); // A target may be where the position is already: then nothing is filled.
        parts.log().emit(new TargetChanged(parts.log().header(target.signalId()), symbol, target.quantity(), reason));
    }

    /** Trades what is missing to a quantity: the target, or flat on the way to it. */
    private void trade(Symbol symbol, BigDecimal wanted, Optional<Signal> signal) {
        Target target = targets.get(symbol);
        Instrument instrument = parts.market().instrument(symbol).orElseThrow();
        if (target == null || parts.log().isBroken()) {
            return;
        }
        BigDecimal held = parts.accounts().held(symbol);
        BigDecimal delta = wanted.subtract(held).subtract(parts.orders().pending(symbol));
        BigDecimal quantity = Decimals.floorTo(delta.abs(), instrument.lotSize());
        Optional<BigDecimal> mark = parts.market().mark(symbol);
        if (quantity.signum() == 0
                || quantity.compareTo(instrument.minQuantity()) < 0
                || mark.isEmpty()
                || instrument.notional(quantity, mark.orElseThrow()).compareTo(instrument.minNotional()) < 0) {
            return;
        }
        Side side = delta.signum() > 0 ? Side.BUY : Side.SELL;
        String clientId =
                "signal-" + parts.settings().runId() + "-" + (parts.log().sequence() + 1);
        while (parts.orders().byClientId(parts.settings().account(), clientId).isPresent()) {
            clientId = clientId + "x"; // Somebody chose an id like ours.
        }
        SignalOrderStyle style = parts.settings().signalOrder();
        OrderIntent intent = OrderIntent.of(symbol, side, quantity)
                .clientOrderId(clientId)
                .account(parts.settings().account())
                .strategy("signal")
                .type(style.type())
                .timeInForce(style.timeInForce())
                .algo(style.algo())
                .reducible(true)
                .correlationId(target.signalId())
                .build();
        orders.entry().place(new Submission(intent, "engine", "", clientId), signal);
    }
}
