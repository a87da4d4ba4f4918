/** What can be traded: symbols and the contract terms and grids behind them. */
@NullMarked
package io.colin.api.instrument;

import org.jspecify.annotations.NullMarked;
