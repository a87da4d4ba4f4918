package io.colin.execution.engine;

import io.colin.api.Decimals;
import io.colin.api.order.Fill;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderProgress;
import io.colin.execution.order.OrderStateMachine;
import io.colin.execution.order.Transition;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What an order takes of a fill that is larger than its room for it. The rest is on the account alone. It follows from the
 * order and the fill, so that a recovery finds the same from the recorded fill.
 */
final class Overfills {
    private Overfills() {}

    /** The part of a fill that an order takes, with the whole fee; empty where it takes nothing. */
    static Optional<OrderEvent.Filled> fitting(OrderProgress progress, OrderEvent.Filled filled) {
        return switch (OrderStateMachine.apply(progress, filled)) {
            case Transition.Applied applied -> Optional.of(filled);
            case Transition.Overfilled over
            when over.fitting().signum() > 0 ->
                Optional.of(
                        new OrderEvent.Filled(filled.orderId(), filled.timeNs(), part(filled.fill(), over.fitting())));
            default -> Optional.empty();
        };
    }

    /** Why a fill does not fit as a whole, for a person. */
    static String reason(OrderProgress progress, OrderEvent.Filled filled) {
        return "trade " + filled.fill().tradeId() + " of "
                + Decimals.text(filled.fill().quantity()) + " is booked on the account, the order is "
                + progress.status() + " with " + Decimals.text(progress.filledQuantity()) + " of "
                + Decimals.text(progress.quantity()) + " filled";
    }

    private static Fill part(Fill fill, BigDecimal quantity) {
        return new Fill(
                fill.tradeId(),
                fill.orderId(),
                fill.parentId(),
                fill.venue(),
                fill.symbol(),
                fill.side(),
                quantity,
                fill.price(),
                fill.fee(),
                fill.feeCurrency(),
                fill.liquidity(),
                fill.timeNs());
    }
}
