/**
 * Where orders are executed: a {@link io.colin.api.venue.Venue} takes children and reports back; a
 * {@link io.colin.api.venue.SimulatedVenue} does so in event time.
 */
@NullMarked
package io.colin.api.venue;

import org.jspecify.annotations.NullMarked;
