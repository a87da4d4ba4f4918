package io.colin.api.risk;

import io.colin.api.market.MarketView;
import io.colin.api.portfolio.Portfolio;

/**
 * What a gate may look at.
 *
 * @param market prices, books and terms at the event time
 * @param portfolio the account at the event time
 */
public record RiskContext(MarketView market, Portfolio portfolio) {}
