/**
 * What losses do to trading: the {@link io.colin.risk.drawdown.DrawdownLadder} against the high-water mark and the
 * {@link io.colin.risk.drawdown.DailyLoss} against the day's start, both latched where only a person may end them.
 */
@NullMarked
package io.colin.risk.drawdown;

import org.jspecify.annotations.NullMarked;
