package io.colin.api.event;

import io.colin.api.signal.NoSignal;

/**
 * A decision point gave no signal.
 *
 * @param header where it stands
 * @param outcome why
 */
public record SignalWithheld(EventHeader header, NoSignal outcome) implements EngineEvent {}
