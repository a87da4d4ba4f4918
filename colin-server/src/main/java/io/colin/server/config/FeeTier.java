package io.colin.server.config;

import java.math.BigDecimal;

/**
 * What a venue charges from an own volume on.
 *
 * @param volume traded value of 30 days, 0 or more
 * @param maker share of the order value for resting fills; negative is a rebate
 * @param taker share of the order value for taking fills
 */
public record FeeTier(BigDecimal volume, BigDecimal maker, BigDecimal taker) {
    /** From {@code volume=maker/taker}. */
    static FeeTier parse(String text) {
        int equals = text.indexOf('=');
        int slash = text.indexOf('/');
        return new FeeTier(
                new BigDecimal(text.substring(0, equals)),
                new BigDecimal(text.substring(equals + 1, slash)),
                new BigDecimal(text.substring(slash + 1)));
    }

    /** As it is given. */
    String text() {
        return volume.toPlainString() + "=" + maker.toPlainString() + "/" + taker.toPlainString();
    }
}
