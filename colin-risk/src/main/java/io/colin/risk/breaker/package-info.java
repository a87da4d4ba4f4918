/**
 * Automatic breakers: the {@link io.colin.risk.breaker.BreakerBoard} watches market, orders, figures and measurements and
 * says what is left of trading. Every threshold is one of its {@link io.colin.risk.breaker.BreakerSettings}.
 */
@NullMarked
package io.colin.risk.breaker;

import org.jspecify.annotations.NullMarked;
