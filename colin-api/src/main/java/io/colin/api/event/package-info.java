/**
 * What an engine tells: every decision and outcome as an {@link io.colin.api.event.EngineEvent}. Those that make up the
 * record are {@link io.colin.api.event.LedgerEvent}s.
 */
@NullMarked
package io.colin.api.event;

import org.jspecify.annotations.NullMarked;
