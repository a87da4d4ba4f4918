/**
 * Where slices go: {@link io.colin.execution.routing.BestVenueRouter} walks the books of the venues that can take a
 * slice and chooses the one with the best expected net price.
 */
@NullMarked
package io.colin.execution.routing;

import org.jspecify.annotations.NullMarked;
