/**
 * Readers of recorded markets, each a {@link io.colin.api.market.MarketDataSource}: trades
 * ({@link io.colin.execution.source.CsvTrades}, and the embedded {@link io.colin.execution.source.BitstampTrades}), bars
 * ({@link io.colin.execution.source.CsvBars}) and order books ({@link io.colin.execution.source.BinanceRecording}).
 * {@link io.colin.execution.source.SourceFiles} tells from a file's content which of them reads it.
 */
@NullMarked
package io.colin.execution.source;

import org.jspecify.annotations.NullMarked;
