/**
 * What the routes and sockets need of the rest: {@link io.colin.server.api.Trading}, which an engine fits, and
 * {@link io.colin.server.api.TradingDesk}, which is there before the engine is.
 */
@NullMarked
package io.colin.server.api;

import org.jspecify.annotations.NullMarked;
