package io.colin.risk.stress;

import java.util.Currency;
import java.util.Set;
import java.util.TreeSet;

/**
 * Currencies that are money where nothing else is configured: states' and stablecoins. Some codes of ISO 4217 name a crypto
 * asset as well ({@code MNT}, {@code SCR}), which stress must not spare; so beyond the common ones a state's currency is
 * money in an account that is kept in it.
 */
public final class Money {
    /** Common currencies of states. */
    static final Set<String> FIAT = Set.of(
            "USD", "EUR", "GBP", "JPY", "CHF", "AUD", "CAD", "NZD", "KRW", "TRY", "BRL", "SGD", "HKD", "PLN", "CZK",
            "HUF", "RON", "SEK", "NOK", "DKK", "CNY", "TWD", "INR", "IDR", "THB", "PHP", "VND", "ZAR", "NGN", "MXN",
            "ARS", "CLP", "COP", "UAH", "ILS", "AED", "SAR");
    /** Common stablecoins. */
    static final Set<String> STABLECOINS =
            Set.of("USDT", "USDC", "DAI", "FDUSD", "TUSD", "USDP", "PYUSD", "USDE", "USDS", "EURC", "EURT");

    /** Of codes that begin with X, which metals, funds and tests have as well, those that states use. */
    private static final Set<String> SHARED = Set.of("XAF", "XCD", "XCG", "XOF", "XPF");

    private Money() {}

    /**
     * Whether a currency is money in every account.
     *
     * @param code for example {@code USDT}
     * @return true of a common state's currency or stablecoin
     */
    public static boolean isMoney(String code) {
        return FIAT.contains(code) || STABLECOINS.contains(code);
    }

    /**
     * Whether an account kept in a currency counts its losses in money: one kept in a coin has no tail figures and no stress,
     * for a falling market would move what losses are counted in.
     *
     * @param account for example {@code PLN}
     * @return true of a stablecoin and of every state's currency that ISO 4217 names
     */
    public static boolean isMoneyOf(String account) {
        return isMoney(account) || isState(account);
    }

    /** States' currencies in an account that is kept in a currency. */
    static Set<String> fiat(String account) {
        Set<String> codes = new TreeSet<>(FIAT);
        if (isState(account) && !STABLECOINS.contains(account)) {
            codes.add(account);
        }
        return codes;
    }

    private static boolean isState(String code) {
        return (!code.startsWith("X") || SHARED.contains(code))
                && Currency.getAvailableCurrencies().stream()
                        .anyMatch(currency -> currency.getCurrencyCode().equals(code));
    }
}
