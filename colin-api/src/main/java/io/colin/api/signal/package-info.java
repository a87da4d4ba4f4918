/**
 * What a model says: {@link io.colin.api.signal.SignalModel} turns market events into
 * {@link io.colin.api.signal.Signal}s, a {@link io.colin.api.signal.PositionSizer} turns a signal into a target.
 */
@NullMarked
package io.colin.api.signal;

import org.jspecify.annotations.NullMarked;
