package io.colin.execution.backtest;

import io.colin.api.instrument.Symbol;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * A quantity bought and sold again, or the other way round: the part of an opening order that a closing order closed,
 * first in first out.
 *
 * @param symbol what
 * @param isLong whether it was bought first
 * @param quantity above 0
 * @param openedNs time of the first fill of it that opened, ns since epoch
 * @param closedNs time of the last fill of it that closed, ns since epoch
 * @param entryPrice average, in quote currency
 * @param exitPrice average, in quote currency
 * @param gross profit before fees, in settlement currency
 * @param fees of both sides, in settlement currency; one in a third currency without a rate is not in it
 * @param currency settlement currency
 * @param entryWorth what it was worth at entry, in settlement currency, above 0
 * @param netInAccount profit after fees in account currency, at the rate of the close; empty when a rate was
 *     missing
 */
public record RoundTrip(
        Symbol symbol,
        boolean isLong,
        BigDecimal quantity,
        long openedNs,
        long closedNs,
        BigDecimal entryPrice,
        BigDecimal exitPrice,
        BigDecimal gross,
        BigDecimal fees,
        String currency,
        BigDecimal entryWorth,
        Optional<BigDecimal> netInAccount) {
    /**
     * Profit after fees.
     *
     * @return in settlement currency
     */
    public BigDecimal net() {
        return gross.subtract(fees);
    }

    /**
     * Profit after fees over the worth at entry.
     *
     * @return a fraction
     */
    public double netReturn() {
        return net().doubleValue() / entryWorth.doubleValue();
    }
}
