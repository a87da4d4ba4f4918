package io.colin.execution.tca;

import io.colin.api.Decimals;
import io.colin.api.execution.ExecutedFill;
import io.colin.api.execution.ExecutionAnalysis;
import io.colin.api.execution.ExecutionCosts;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Statistics of one parent, in basis points; slippage, spreads and reversion positive = against us, markouts positive = in our
 * favour. Means over fills are weighted by quantity, and empty unless every fill has the mids they need.
 *
 * @param fillRatio filled over ordered, 0 to 1, above 1 only after an overfill
 * @param shortfall total cost over the value at the decision mid, fees included
 * @param toArrival average fill against the mid at arrival
 * @param toVwap against what others paid meanwhile
 * @param toTwap against the last price weighted by time
 * @param toClose against the last price traded at the end
 * @param effectiveSpread 2·d·(p − m)/m
 * @param realisedSpread 2·d·(p − m₅)/m with the mid five seconds on: what a liquidity provider kept
 * @param reversion d·(m − m₆₀)/m of the last fill: what the market gave back within a minute, so that waiting would have been cheaper
 * @param markouts by seconds; a horizon is there when every fill has it
 */
public record ExecutionFigures(
        double fillRatio,
        OptionalDouble shortfall,
        OptionalDouble toArrival,
        OptionalDouble toVwap,
        OptionalDouble toTwap,
        OptionalDouble toClose,
        OptionalDouble effectiveSpread,
        OptionalDouble realisedSpread,
        OptionalDouble reversion,
        SortedMap<Integer, Double> markouts) {
    private static final double BPS = 1e4;
    private static final int REALISED_SECONDS = 5;
    private static final int REVERSION_SECONDS = 60;

    /** Copies. */
    public ExecutionFigures {
        markouts = Collections.unmodifiableSortedMap(new TreeMap<>(markouts));
    }

    /**
     * The figures of a parent.
     *
     * @param analysis of it
     * @return the figures
     */
    public static ExecutionFigures of(ExecutionAnalysis analysis) {
        ExecutionAnalysis.Benchmarks marks = analysis.benchmarks();
        SortedMap<Integer, Double> markouts = new TreeMap<>();
        for (int seconds : Markouts.SECONDS) {
            mean(analysis, fill -> Markouts.of(fill, seconds).orElse(Double.NaN))
                    .ifPresent(value -> markouts.put(seconds, value));
        }
        return new ExecutionFigures(
                Decimals.statistic(analysis.filled()) / Decimals.statistic(analysis.ordered()),
                share(analysis.costs(), analysis.costs().total()),
                slippage(analysis, marks.arrival().map(Decimals::statistic)),
                slippage(analysis, marks.vwap()),
                slippage(analysis, marks.twap()),
                slippage(analysis, marks.close().map(Decimals::statistic)),
                mean(analysis, fill -> spread(fill, fill.mid())),
                mean(analysis, fill -> spread(fill, fill.after(REALISED_SECONDS))),
                reversion(analysis),
                markouts);
    }

    /**
     * An amount of a parent's costs over its value at the decision mid.
     *
     * @param costs of the parent
     * @param amount one of its parts
     * @return basis points; empty without the amount or that mid
     */
    public static OptionalDouble share(ExecutionCosts costs, Optional<BigDecimal> amount) {
        return amount.isPresent() && costs.value().isPresent()
                ? OptionalDouble.of(Decimals.statistic(amount.orElseThrow())
                        / Decimals.statistic(costs.value().orElseThrow())
                        * BPS)
                : OptionalDouble.empty();
    }

    private static OptionalDouble slippage(ExecutionAnalysis analysis, Optional<Double> benchmark) {
        return benchmark.isEmpty()
                ? OptionalDouble.empty()
                : mean(
                        analysis,
                        fill -> -bps(fill, Decimals.statistic(fill.fill().price()), benchmark.orElseThrow()));
    }

    /** d·(to − from)/to in basis points. */
    private static double bps(ExecutedFill fill, double from, double to) {
        return fill.fill().side().sign() * (to - from) / to * BPS;
    }

    /** 2·d·(p − m_then)/m. */
    private static double spread(ExecutedFill fill, Optional<BigDecimal> then) {
        if (fill.mid().isEmpty() || then.isEmpty()) {
            return Double.NaN;
        }
        double paid = Decimals.statistic(fill.fill().price().subtract(then.orElseThrow()));
        return 2
                * fill.fill().side().sign()
                * paid
                / Decimals.statistic(fill.mid().orElseThrow())
                * BPS;
    }

    private static OptionalDouble reversion(ExecutionAnalysis analysis) {
        if (analysis.fills().isEmpty()) {
            return OptionalDouble.empty();
        }
        ExecutedFill last = analysis.fills().getLast();
        Optional<BigDecimal> after = last.after(REVERSION_SECONDS);
        return last.mid().isPresent() && after.isPresent()
                ? OptionalDouble.of(-Markouts.bps(last, last.mid().orElseThrow(), after.orElseThrow()))
                : OptionalDouble.empty();
    }

    /** Mean over fills by quantity; empty without a fill or where one of them has no value. */
    private static OptionalDouble mean(ExecutionAnalysis analysis, ToDoubleFunction<ExecutedFill> of) {
        double sum = 0;
        double weight = 0;
        for (ExecutedFill fill : analysis.fills()) {
            double quantity = Decimals.statistic(fill.fill().quantity());
            sum += quantity * of.applyAsDouble(fill);
            weight += quantity;
        }
        return weight > 0 && Double.isFinite(sum) ? OptionalDouble.of(sum / weight) : OptionalDouble.empty();
    }
}
