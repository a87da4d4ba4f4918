/**
 * Positions, cash and profit by fills, exact to the last unit: {@link io.colin.api.portfolio.PortfolioBook} keeps them,
 * {@link io.colin.api.portfolio.Portfolio} is what it shows.
 */
@NullMarked
package io.colin.api.portfolio;

import org.jspecify.annotations.NullMarked;
