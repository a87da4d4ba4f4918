package io.colin.api.event;

import io.colin.api.portfolio.Portfolio;
import io.colin.api.risk.RiskStatus;

/**
 * The account was valued: at each bar close and after each fill.
 *
 * @param header where it stands
 * @param portfolio what it holds and is worth
 * @param risk where risk stands
 */
public record PortfolioMarked(EventHeader header, Portfolio portfolio, RiskStatus risk) implements EngineEvent {}
