/**
 * The vocabulary and the plug-in points of Colin: start with {@link io.colin.api.instrument.Instrument}, follow a
 * {@link io.colin.api.market.MarketEvent} to a {@link io.colin.api.signal.Signal}, a
 * {@link io.colin.api.risk.RiskDecision}, a {@link io.colin.api.order.ParentOrder} and its
 * {@link io.colin.api.order.Fill}s. This package itself holds what every other one needs: exact decimals and the one
 * exception for outside trouble.
 */
@NullMarked
package io.colin.api;

import org.jspecify.annotations.NullMarked;
