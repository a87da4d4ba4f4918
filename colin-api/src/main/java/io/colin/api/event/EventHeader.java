package io.colin.api.event;

/**
 * Where an event stands among the others.
 *
 * @param sequence number among the engine's events of its run, from 1, without gaps
 * @param timeNs event time, ns since epoch
 * @param sourcePosition how many market events had been taken; a restart continues after them
 * @param correlationId what it belongs to: a signal's id, an order's id
 * @param causationId what it follows from: {@code event:<sequence>}, {@code market:<position>} or {@code command:<id>}
 */
public record EventHeader(long sequence, long timeNs, long sourcePosition, String correlationId, String causationId) {}
