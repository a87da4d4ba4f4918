package io.colin.server.ws;

import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** What every session gets of its hub: limits, the clock for durations, and whom to tell of its end. */
record StreamContext(StreamLimits limits, LongSupplier nanoTime, Consumer<StreamSession> onEnd) {}
