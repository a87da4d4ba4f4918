package io.colin.api.event;

import io.colin.api.order.ChildOrder;

/**
 * A child came to be.
 *
 * @param header where it stands
 * @param order as created
 */
public record ChildCreated(EventHeader header, ChildOrder order) implements LedgerEvent {}
