/**
 * The life of an order: {@link io.colin.execution.order.OrderStateMachine} holds the one table of allowed transitions
 * and applies events to progress; {@link io.colin.execution.order.TradeIds} makes a trade count once.
 */
@NullMarked
package io.colin.execution.order;

import org.jspecify.annotations.NullMarked;
