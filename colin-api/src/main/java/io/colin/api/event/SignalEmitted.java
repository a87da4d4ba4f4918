package io.colin.api.event;

import io.colin.api.signal.Signal;

/**
 * A model gave a signal.
 *
 * @param header where it stands
 * @param signal the signal
 * @param traded whether it may set a target; false for one that was asked for by a person
 */
public record SignalEmitted(EventHeader header, Signal signal, boolean traded) implements LedgerEvent {}
