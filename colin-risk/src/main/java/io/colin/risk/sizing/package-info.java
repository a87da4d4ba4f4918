/** How large a signal's position is: {@link io.colin.risk.sizing.EquityShare}. */
@NullMarked
package io.colin.risk.sizing;

import org.jspecify.annotations.NullMarked;
