package io.colin.api.risk;

import io.colin.api.internal.Require;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the slow part of risk found of the portfolio. Ratios are shares of equity; a loss is positive and a profit counts
 * as 0. What could not be computed is absent.
 *
 * @param asOfNs event time of the positions and prices judged, ns since epoch
 * @param values value at risk and expected shortfall, by method, confidence and horizon
 * @param stress loss by scenario
 * @param correlation figures of the correlation matrix by name: {@code max}, {@code average}, {@code condition},
 *     {@code effective_bets}, {@code diversification_ratio}
 * @param backtest how the newest day came out against its forecast; empty before the first
 * @param flags what a reader must know, for example {@code short_history}
 * @param problem why figures are missing, empty when none are
 */
public record RiskFigures(
        long asOfNs,
        List<TailFigure> values,
        List<StressFigure> stress,
        SortedMap<String, Double> correlation,
        Optional<BacktestFigure> backtest,
        List<String> flags,
        String problem) {
    /** Copies. */
    public RiskFigures {
        values = List.copyOf(values);
        stress = List.copyOf(stress);
        correlation = Collections.unmodifiableSortedMap(new TreeMap<>(correlation));
        flags = List.copyOf(flags);
    }

    /**
     * Figures without a back-test.
     *
     * @param asOfNs event time of the positions and prices judged, ns since epoch
     * @param values value at risk and expected shortfall, by method, confidence and horizon
     * @param stress loss by scenario
     * @param correlation figures of the correlation matrix by name
     * @param flags what a reader must know
     * @param problem why figures are missing, empty when none are
     */
    public RiskFigures(
            long asOfNs,
            List<TailFigure> values,
            List<StressFigure> stress,
            SortedMap<String, Double> correlation,
            List<String> flags,
            String problem) {
        this(asOfNs, values, stress, correlation, Optional.empty(), flags, problem);
    }

    /**
     * Figures that could not be computed.
     *
     * @param asOfNs event time of the attempt, ns since epoch
     * @param problem why, for a person
     * @return figures without numbers
     */
    public static RiskFigures failed(long asOfNs, String problem) {
        return new RiskFigures(
                asOfNs, List.of(), List.of(), new TreeMap<>(), List.of(), Require.text("problem", problem));
    }

    /**
     * The value at risk of one method.
     *
     * @param method for example {@code historical}
     * @param confidence for example 0.99
     * @param horizonDays for example 1
     * @return a share of equity, 0 or more; empty when it was not computed
     */
    public OptionalDouble valueAtRisk(String method, double confidence, int horizonDays) {
        return values.stream()
                .filter(v ->
                        v.method().equals(method) && v.confidence() == confidence && v.horizonDays() == horizonDays)
                .mapToDouble(TailFigure::valueAtRiskRatio)
                .findFirst();
    }

    /**
     * One value at risk with its expected shortfall.
     *
     * @param method {@code historical}, {@code parametric}, {@code cornish-fisher} or {@code monte-carlo}
     * @param confidence in (0.5, 1)
     * @param horizonDays 1 or more
     * @param valueAtRiskRatio a share of equity, 0 or more
     * @param expectedShortfallRatio a share of equity, at least the value at risk
     */
    public record TailFigure(
            String method, double confidence, int horizonDays, double valueAtRiskRatio, double expectedShortfallRatio) {
        /** Checks. */
        public TailFigure {
            Require.text("method", method);
            Require.within("confidence", confidence, 0.5, 1);
            Require.positive("horizonDays", horizonDays);
            Require.within("valueAtRiskRatio", valueAtRiskRatio, 0, Double.MAX_VALUE);
            Require.within("expectedShortfallRatio", expectedShortfallRatio, 0, Double.MAX_VALUE);
        }
    }

    /**
     * The loss of one scenario.
     *
     * @param scenario its name
     * @param lossRatio share of equity lost, 0 when the scenario gains
     * @param limited whether the gate holds it against a limit; the others warn
     * @param valueAtRiskRatio the stressed value at risk, 99 % over a day as a share of equity, 0 or more; empty when there
     *     is no covariance of what is held
     */
    public record StressFigure(String scenario, double lossRatio, boolean limited, Optional<Double> valueAtRiskRatio) {
        /** Checks. */
        public StressFigure {
            Require.text("scenario", scenario);
            Require.within("lossRatio", lossRatio, 0, Double.MAX_VALUE);
            valueAtRiskRatio.ifPresent(value -> Require.within("valueAtRiskRatio", value, 0, Double.MAX_VALUE));
        }

        /**
         * A loss without a stressed value at risk.
         *
         * @param scenario its name
         * @param lossRatio share of equity lost, 0 when the scenario gains
         * @param limited whether the gate holds it against a limit
         */
        public StressFigure(String scenario, double lossRatio, boolean limited) {
            this(scenario, lossRatio, limited, Optional.empty());
        }
    }

    /**
     * The newest day held against the value at risk that was forecast for it. A day is an exception when what the account
     * lost, or what the exposures of its start would have lost untouched, is more than the forecast.
     *
     * @param confidence of the forecast, over a day
     * @param endNs end of the newest day, ns since epoch
     * @param exceeded whether it is an exception
     * @param days how many days are kept, it included, 1 or more
     * @param exceptions how many of them are exceptions
     */
    public record BacktestFigure(double confidence, long endNs, boolean exceeded, int days, int exceptions) {
        /** Checks. */
        public BacktestFigure {
            Require.within("confidence", confidence, 0.5, 1);
            Require.positive("days", days);
            Require.within("exceptions", exceptions, exceeded ? 1 : 0, days);
        }
    }
}
