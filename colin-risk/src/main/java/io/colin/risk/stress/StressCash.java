package io.colin.risk.stress;

import io.colin.api.internal.Require;

/**
 * A balance: free money or collateral, in whatever currency. Collateral of an inverse contract is a balance in its base
 * currency and moves with it.
 *
 * @param currency for example {@code USDT} or {@code BTC}
 * @param venue where it lies, blank when away from any venue
 * @param value in the account currency; negative is owed
 */
public record StressCash(String currency, String venue, double value) {
    /** Checks. */
    public StressCash {
        Require.text("currency", currency);
        Require.finite("value", value);
    }
}
