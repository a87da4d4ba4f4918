/**
 * How large a signal's position is. {@link io.colin.risk.sizing.EquityShare} is the default; the others ask for a share of
 * equity of their own and stay under the same {@link io.colin.risk.sizing.SizingCaps}, times strength and what risk
 * leaves.
 */
@NullMarked
package io.colin.risk.sizing;

import org.jspecify.annotations.NullMarked;
