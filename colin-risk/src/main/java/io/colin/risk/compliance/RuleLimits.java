package io.colin.risk.compliance;

import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The limits that the general rules mirror, as the gate has them in force. A value at its limit passes.
 *
 * @param maxOrderShare largest order as a share of equity, above 0 (POS_001)
 * @param maxSymbolShare largest exposure of a symbol as a share of equity, above 0 (POS_002)
 * @param maxOrderValue largest order in the account currency, above 0 (ORD_001)
 * @param minOrderValue smallest order in the account currency, 0 or more (ORD_002)
 * @param maxTradesPerDay executed trades from which no order is sent any more, above 0 (FREQ_001)
 * @param maxQuoteAge oldest quote that counts as fresh (best execution)
 * @param restricted symbols that must not be traded (SYM_001)
 */
public record RuleLimits(
        BigDecimal maxOrderShare,
        BigDecimal maxSymbolShare,
        BigDecimal maxOrderValue,
        BigDecimal minOrderValue,
        long maxTradesPerDay,
        Duration maxQuoteAge,
        SortedSet<Symbol> restricted) {
    /** 2 %, 20 %, 1 000 000, 100, 1 000 trades, 2 s, nothing restricted. */
    public static final RuleLimits STANDARD = new RuleLimits(
            new BigDecimal("0.02"),
            new BigDecimal("0.20"),
            new BigDecimal("1000000"),
            new BigDecimal("100"),
            1_000,
            Duration.ofSeconds(2),
            new TreeSet<>());

    /** Checks and copies. */
    public RuleLimits {
        Require.positive("maxOrderShare", maxOrderShare);
        Require.positive("maxSymbolShare", maxSymbolShare);
        Require.positive("maxOrderValue", maxOrderValue);
        Require.notNegative("minOrderValue", minOrderValue);
        Require.positive("maxTradesPerDay", maxTradesPerDay);
        Require.positive("maxQuoteAge", maxQuoteAge);
        restricted = Collections.unmodifiableSortedSet(new TreeSet<>(restricted));
    }

    /**
     * The same limits with other restricted symbols.
     *
     * @param symbols all that must not be traded
     * @return a copy
     */
    public RuleLimits withRestricted(SortedSet<Symbol> symbols) {
        return new RuleLimits(
                maxOrderShare, maxSymbolShare, maxOrderValue, minOrderValue, maxTradesPerDay, maxQuoteAge, symbols);
    }
}
