package io.colin.execution.backtest;

import java.math.BigDecimal;

/**
 * What an account was worth.
 *
 * @param timeNs event time, ns since epoch
 * @param equity in account currency, deposits since the start taken out
 * @param drawdown worst fall from the peak before, since the point before; a fraction
 * @param gross Σ |position value| over equity
 * @param net Σ position value over equity, shorts negative
 */
public record EquityPoint(long timeNs, BigDecimal equity, double drawdown, double gross, double net) {}
