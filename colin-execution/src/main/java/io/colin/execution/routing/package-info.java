/**
 * Where slices go: {@link io.colin.execution.routing.NetPriceRouter} drops the venues that cannot take a slice and splits it
 * over the others at the lowest net cost, in whole lots.
 */
@NullMarked
package io.colin.execution.routing;

import org.jspecify.annotations.NullMarked;
