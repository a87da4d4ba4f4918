/**
 * The engine: one thread, events in, orders out. {@link io.colin.execution.engine.TradingEngine} is the way in,
 * {@link io.colin.execution.engine.EngineView} what others may read, {@link io.colin.execution.engine.RunReport} how a
 * run came out.
 */
@NullMarked
package io.colin.execution.engine;

import org.jspecify.annotations.NullMarked;
