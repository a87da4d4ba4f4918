package io.colin.execution.backtest;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a run came to: measured in the run, nothing estimated; what could not be measured says why. Immutable.
 *
 * @param identity which run it was
 * @param performance the figures
 * @param equity what the account was worth, a few thousand samples; empty where nothing valued it
 * @param daily returns by day; empty where nothing valued the account
 * @param months returns by month
 * @param baseline buying and holding beside it
 * @param trips round trips in the order they were closed
 * @param trades what they came to
 * @param costs what trading cost
 * @param exposure how much was at risk
 * @param activity what was decided and done
 * @param models which of them spoke and what became of them
 */
public record BacktestReport(
        Identity identity,
        Performance performance,
        List<EquityPoint> equity,
        DailyReturns daily,
        List<MonthlyReturn> months,
        Baseline baseline,
        List<RoundTrip> trips,
        TradeStatistics trades,
        Costs costs,
        Exposure exposure,
        Activity activity,
        ModelUse models) {
    /** Copies. */
    public BacktestReport {
        equity = List.copyOf(equity);
        months = List.copyOf(months);
        trips = List.copyOf(trips);
    }

    /**
     * Which run it was: equal input, settings and seed give an equal state hash.
     *
     * @param runId its name
     * @param source id of its market data
     * @param fingerprint of its market data
     * @param fidelity label of the depth fills were made against; empty where only the ledger is known
     * @param symbols what it could trade
     * @param currency of the account
     * @param fromNs event time from which it traded, ns since epoch
     * @param toNs event time it came to, ns since epoch
     * @param ended whether it came to the end of its data
     * @param model name and version; empty without one
     * @param seed of everything random
     * @param configHash of its settings
     * @param stateHash of its state at the end; empty when it did not come to it
     * @param settings what it was told, by name
     */
    public record Identity(
            String runId,
            String source,
            String fingerprint,
            Optional<String> fidelity,
            List<String> symbols,
            String currency,
            long fromNs,
            long toNs,
            boolean ended,
            String model,
            long seed,
            String configHash,
            String stateHash,
            SortedMap<String, String> settings) {
        /** Copies. */
        public Identity {
            symbols = List.copyOf(symbols);
            settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
        }
    }

    /**
     * The figures, net of all costs. Sharpe, Sortino and Calmar ratio, volatility and annual return follow from UTC days of a
     * 365-day year.
     *
     * @param totalReturn change of equity, a fraction
     * @param annualReturn what the days compound to over a year
     * @param volatility annualised
     * @param sharpe mean over deviation of daily returns
     * @param sortino mean over deviation of what lies below 0
     * @param calmar mean daily return × 365 over the largest drawdown
     * @param probabilisticSharpe probability that the true Sharpe ratio is above 0
     * @param deflatedSharpe probability that it is above the best of as many worthless trials
     * @param trials how much was tried
     * @param drawdown how far equity fell; all zero where nothing valued it
     */
    public record Performance(
            Statistic totalReturn,
            Statistic annualReturn,
            Statistic volatility,
            Statistic sharpe,
            Statistic sortino,
            Statistic calmar,
            Statistic probabilisticSharpe,
            Statistic deflatedSharpe,
            Trials trials,
            Optional<Drawdown> drawdown) {}
}
