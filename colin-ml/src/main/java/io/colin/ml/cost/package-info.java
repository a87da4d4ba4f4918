/** What a round trip costs, as known at a moment: {@link io.colin.ml.cost.TradingCosts} and the spread estimate behind it. */
@NullMarked
package io.colin.ml.cost;

import org.jspecify.annotations.NullMarked;
