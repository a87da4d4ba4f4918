/**
 * What a run came to: the same engine over recordings, measured. {@link io.colin.execution.backtest.Backtest} runs it,
 * {@link io.colin.execution.backtest.BacktestReport} is what came out and {@link io.colin.execution.backtest.TearSheet}
 * shows it; {@link io.colin.execution.backtest.LedgerReplay} measures a run from its ledger.
 * {@link io.colin.execution.backtest.Parity} compares two runs decision by decision, and
 * {@link io.colin.execution.backtest.LookaheadCheck} a run with itself where the future is cut off.
 */
@NullMarked
package io.colin.execution.backtest;

import org.jspecify.annotations.NullMarked;
