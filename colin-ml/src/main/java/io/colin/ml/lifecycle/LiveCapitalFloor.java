package io.colin.ml.lifecycle;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The least a model must have shown before it trades capital, over all outer test blocks and the hold-out together:
 * Sharpe ≥ 1.5, drawdown ≤ 15 %, win rate ≥ 55 %, profit factor ≥ 1.5, Sortino ≥ 2.0, Calmar ≥ 1.0, information ratio
 * against buy-and-hold ≥ 0.5, at least 252 daily returns, and a correlation of shadow with back-test daily returns ≥ 0.7.
 * What was not measured has failed.
 */
public final class LiveCapitalFloor {
    private LiveCapitalFloor() {}

    /**
     * Checks.
     *
     * @param metrics of the model card by name: {@code sharpe}, {@code max_drawdown}, {@code win_rate},
     *     {@code profit_factor}, {@code sortino}, {@code calmar}, {@code information_ratio}, {@code daily_returns}
     * @param shadowCorrelation of daily returns in shadow and in the back-test of the same days; empty when not measured
     * @return all nine, passed or not
     */
    public static List<Criterion> check(Map<String, Double> metrics, OptionalDouble shadowCorrelation) {
        return List.of(
                Criterion.atLeast("floor_sharpe", metric(metrics, "sharpe"), 1.5),
                Criterion.atMost("floor_max_drawdown", metric(metrics, "max_drawdown"), 0.15),
                Criterion.atLeast("floor_win_rate", metric(metrics, "win_rate"), 0.55),
                Criterion.atLeast("floor_profit_factor", metric(metrics, "profit_factor"), 1.5),
                Criterion.atLeast("floor_sortino", metric(metrics, "sortino"), 2.0),
                Criterion.atLeast("floor_calmar", metric(metrics, "calmar"), 1.0),
                Criterion.atLeast("floor_information_ratio", metric(metrics, "information_ratio"), 0.5),
                Criterion.atLeast("floor_daily_returns", metric(metrics, "daily_returns"), 252),
                Criterion.atLeast("floor_shadow_correlation", shadowCorrelation, 0.7));
    }

    private static OptionalDouble metric(Map<String, Double> metrics, String name) {
        Double value = metrics.get(name);
        return value == null || value.isNaN() ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
