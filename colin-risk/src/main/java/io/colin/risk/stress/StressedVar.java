package io.colin.risk.stress;

import io.colin.api.instrument.Symbol;
import io.colin.risk.returns.Covariance;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hipparchus.special.Erf;

/**
 * The stressed value at risk: 99 % over a day of a normal portfolio return whose volatilities are multiplied by the
 * scenario's factor and whose correlations are multiplied, cut at 0.95 and made positive definite. A scenario with a jump
 * adds on a share of days the jump's own profit or loss, up or down with equal chance; the quantile of that mixture of
 * three normals is solved exactly instead of being drawn, so that it has no sampling error and no seed. What moves is what
 * the value at risk counts: positions, and {@link Balances} under the symbols that price them.
 *
 * <p>Matrices are kept by correlation factor, so that all scenarios of one portfolio share them. One thread.
 */
final class StressedVar {
    /** The 99 % quantile of the standard normal distribution. */
    static final double Z99 = 2.3263478740408408;

    private static final double CONFIDENCE = 0.99;
    private static final double CAP = 0.95;
    private static final int BISECTIONS = 200;

    private final Map<Double, Double> variances = new HashMap<>();
    private final StressPortfolio portfolio;
    private final Set<String> missing = new TreeSet<>();
    private final double[] exposures;

    StressedVar(StressPortfolio portfolio) {
        this.portfolio = portfolio;
        exposures = portfolio.statistics().map(this::exposures).orElse(new double[0]);
    }

    /**
     * A value at risk or why there is none.
     *
     * @param value in the account currency, 0 or more
     * @param flags what is missing
     */
    record Figure(OptionalDouble value, List<String> flags) {}

    Figure of(Scenario scenario, double jumpUp, double jumpDown) {
        if (portfolio.statistics().isEmpty()) {
            return new Figure(OptionalDouble.empty(), List.of("stressed_var_missing:covariance"));
        }
        if (!missing.isEmpty()) {
            return new Figure(
                    OptionalDouble.empty(),
                    missing.stream().map(m -> "stressed_var_missing:" + m).toList());
        }
        double variance = variance(scenario.factors().correlation());
        if (scenario.events().hedgesFail()) {
            variance = Math.max(variance, variance(0));
        }
        double sigma = scenario.factors().volatility() * Math.sqrt(variance);
        double value = quantile(sigma, scenario.events().jumpFrequency(), jumpUp, jumpDown);
        return new Figure(OptionalDouble.of(Math.max(0, value)), List.of());
    }

    /** The loss that a mixture of normals exceeds with 1 % probability. */
    static double quantile(double sigma, double frequency, double jumpUp, double jumpDown) {
        if (frequency == 0 || (jumpUp == 0 && jumpDown == 0)) {
            return Z99 * sigma;
        }
        double span = 10 * sigma + Math.max(Math.abs(jumpUp), Math.abs(jumpDown));
        double low = -span;
        double high = span;
        for (int i = 0; i < BISECTIONS && low < high; i++) {
            double middle = low + (high - low) / 2;
            double within = (1 - frequency) * below(middle, 0, sigma)
                    + frequency / 2 * (below(middle, -jumpUp, sigma) + below(middle, -jumpDown, sigma));
            if (within >= CONFIDENCE) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    private static double below(double loss, double mean, double sigma) {
        if (sigma == 0) {
            return loss >= mean ? 1 : 0;
        }
        return 0.5 * Erf.erfc(-(loss - mean) / (sigma * Math.sqrt(2)));
    }

    private double variance(double correlationFactor) {
        return variances.computeIfAbsent(correlationFactor, factor -> {
            StressStatistics statistics = portfolio.statistics().orElseThrow();
            Covariance stressed = statistics.covariance().stressed(1, factor, CAP);
            return stressed.variance(exposures) * statistics.periodsPerDay();
        });
    }

    private double[] exposures(StressStatistics statistics) {
        SortedMap<Symbol, BigDecimal> held = new TreeMap<>();
        for (StressPosition position : portfolio.positions()) {
            held.merge(position.symbol(), new BigDecimal(position.value()), BigDecimal::add);
        }
        double[] sums = new double[statistics.symbols().size()];
        CurrencyRoutes.of(statistics.symbols(), portfolio)
                .carried(held, Balances.of(portfolio))
                .forEach((symbol, value) -> {
                    int row = statistics.symbols().indexOf(symbol);
                    if (row < 0) {
                        missing.add(symbol.name());
                    } else {
                        sums[row] = value.doubleValue();
                    }
                });
        return sums;
    }
}
