package io.colin.api.event;

import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderStatus;

/**
 * A report did not fit the state of its order, or was applied before; the order did not change by it. A trade that an order
 * had no room for is on the account all the same, by the {@link OrderFilled} that follows.
 *
 * @param header where it stands
 * @param event what was reported
 * @param status the state it did not fit
 * @param reason for a person
 */
public record TransitionRefused(EventHeader header, OrderEvent event, OrderStatus status, String reason)
        implements LedgerEvent {}
