package io.colin.risk.stress;

/**
 * What a scenario does to a balance. Money is in the account currency.
 *
 * @param currency of the balance
 * @param venue where it lies, blank when away from any venue
 * @param value before, negative when owed
 * @param rateMove relative move of the currency; −1 when its venue failed
 * @param pnl a loss negative; 0 at best where hedges fail
 */
public record CashImpact(String currency, String venue, double value, double rateMove, double pnl) {}
