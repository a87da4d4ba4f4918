/**
 * Everything that executes: start with {@link io.colin.execution.engine.TradingEngine}, which ties a source, a model, a
 * gate, algorithms and venues together. Every other package here works without it.
 */
@NullMarked
package io.colin.execution;

import org.jspecify.annotations.NullMarked;
