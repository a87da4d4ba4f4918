package io.colin.risk.stress;

import java.util.Set;

/** Currencies that are money where nothing else is configured: states' and stablecoins. */
public final class Money {
    /** Common currencies of states. */
    static final Set<String> FIAT =
            Set.of("USD", "EUR", "GBP", "JPY", "CHF", "AUD", "CAD", "NZD", "KRW", "TRY", "BRL", "SGD", "HKD");
    /** Common stablecoins. */
    static final Set<String> STABLECOINS =
            Set.of("USDT", "USDC", "DAI", "FDUSD", "TUSD", "USDP", "PYUSD", "USDE", "USDS", "EURC", "EURT");

    private Money() {}

    /**
     * Whether a currency is one of them.
     *
     * @param code for example {@code USDT}
     * @return true of a common state's currency or stablecoin
     */
    public static boolean isMoney(String code) {
        return FIAT.contains(code) || STABLECOINS.contains(code);
    }
}
