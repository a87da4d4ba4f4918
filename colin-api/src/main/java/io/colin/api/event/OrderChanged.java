package io.colin.api.event;

import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderStatus;

/**
 * An order, parent or child, changed other than by a fill.
 *
 * @param header where it stands
 * @param event what happened
 * @param before the state before
 * @param after the state after
 */
public record OrderChanged(EventHeader header, OrderEvent event, OrderStatus before, OrderStatus after)
        implements LedgerEvent {}
