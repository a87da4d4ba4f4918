package io.colin.api.event;

import io.colin.api.portfolio.FundingPayment;
import java.math.BigDecimal;

/**
 * Funding of a perpetual that is held was settled.
 *
 * @param header where it stands
 * @param payment what was received or paid
 * @param rate share of the position's value for the interval; positive means longs pay
 * @param mark the price it was settled at, in quote currency
 */
public record FundingSettled(EventHeader header, FundingPayment payment, BigDecimal rate, BigDecimal mark)
        implements LedgerEvent {}
