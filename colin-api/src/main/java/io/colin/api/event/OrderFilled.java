package io.colin.api.event;

import io.colin.api.order.Fill;
import io.colin.api.order.OrderStatus;

/**
 * A child was filled, and its parent with it.
 *
 * @param header where it stands
 * @param fill the execution
 * @param childStatus the child's state after it
 * @param parentStatus the parent's state after it
 */
public record OrderFilled(EventHeader header, Fill fill, OrderStatus childStatus, OrderStatus parentStatus)
        implements LedgerEvent {}
