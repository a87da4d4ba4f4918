package io.colin.execution.backtest;

/**
 * How much was at risk and how much was traded.
 *
 * @param meanGross mean over time of Σ |position value| over equity
 * @param maxGross the largest
 * @param meanNet mean over time of Σ position value over equity, shorts negative
 * @param invested share of time with any position
 * @param turnoverPerDay traded value over mean equity, a day; both sides of a round trip count
 */
public record Exposure(
        Statistic meanGross, Statistic maxGross, Statistic meanNet, Statistic invested, Statistic turnoverPerDay) {}
