/**
 * What the market says: {@link io.colin.api.market.MarketEvent}s from a
 * {@link io.colin.api.market.MarketDataSource}, the bar and book builders that training and engine share, and the
 * read-only views of the market that gates, algorithms and routers decide on.
 */
@NullMarked
package io.colin.api.market;

import org.jspecify.annotations.NullMarked;
