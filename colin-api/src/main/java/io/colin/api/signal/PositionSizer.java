package io.colin.api.signal;

import java.math.BigDecimal;

/** Turns a signal into a target position. */
@FunctionalInterface
public interface PositionSizer {
    /**
     * The position the signal asks for.
     *
     * @param request signal, account and price
     * @return signed quantity on the lot grid, rounded towards zero: positive long, negative short, 0 flat; on cash spot
     *     never negative
     */
    BigDecimal target(SizingRequest request);
}
