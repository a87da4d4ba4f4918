package io.colin.ml.feature;

import io.colin.api.instrument.Symbol;

/**
 * The two markets others are seen against.
 *
 * @param btc the Bitcoin perpetual
 * @param eth the Ether perpetual
 */
public record References(Symbol btc, Symbol eth) {
    /**
     * The linear perpetuals in USDT.
     *
     * @return {@code BTC/USDT:USDT} and {@code ETH/USDT:USDT}
     */
    public static References standard() {
        return new References(Symbol.of("BTC/USDT:USDT"), Symbol.of("ETH/USDT:USDT"));
    }
}
