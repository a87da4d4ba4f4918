package io.colin.execution.tca;

import io.colin.api.Decimals;
import io.colin.api.execution.ExecutionAnalysis;
import io.colin.api.execution.ExecutionForecast;
import io.colin.api.execution.ExecutionImpact;
import io.colin.api.execution.ExecutionNote;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Grades finished parents by what their algorithms are for, from what was measured and nothing else. What was not measured
 * leaves a test without a verdict, never passed.
 *
 * <table>
 *   <caption>Tests</caption>
 *   <tr><th>algorithm</th><th>tests</th></tr>
 *   <tr><td>{@code vwap}</td><td>filled at least 95 %; the average fill within 2 % of what others paid from the arrival to the
 *       end, either way</td></tr>
 *   <tr><td>{@code twap}</td><td>filled at least 98 %; no planned time gone by for more than 5 s without a slice; what was
 *       skipped counts</td></tr>
 *   <tr><td>{@code pov}</td><td>never one: what it filled beside what others traded meanwhile is not measured</td></tr>
 *   <tr><td>{@code is}</td><td>slippage to the arrival mid, less market drift, at most the bound of 90 % that was foretold at its
 *       arrival; without one, the upper end of the central 90 % interval that the impact model expects of what was filled</td></tr>
 * </table>
 */
public final class ParentGrader {
    private static final double VWAP_FILLED = 0.95;
    private static final double TWAP_FILLED = 0.98;
    private static final double VWAP_DEVIATION_BPS = 200;
    private static final double OFF_PLAN_S = 5;
    private static final double SECOND_NS = 1e9;
    private static final double BPS = 1e4;
    private static final double NORMAL_95 = 1.6448536269514722;

    private static final String FILLED = "filled";
    private static final String NOT_KEPT = "how it kept to its plan was not measured from its start to its end";

    private ParentGrader() {}

    /**
     * Grades a parent.
     *
     * @param analysis of it
     * @param kept how it kept to its plan, where that was told
     * @return the grade; empty for an algorithm that has no test
     */
    public static Optional<SuccessGrade> of(ExecutionAnalysis analysis, Optional<ExecutionNote.Kept> kept) {
        return of(analysis, kept, Optional.empty());
    }

    /**
     * Grades a parent.
     *
     * @param analysis of it
     * @param kept how it kept to its plan, where that was told
     * @param forecast what it was expected to cost when it arrived, where that was told
     * @return the grade; empty for an algorithm that has no test
     */
    public static Optional<SuccessGrade> of(
            ExecutionAnalysis analysis, Optional<ExecutionNote.Kept> kept, Optional<ExecutionForecast> forecast) {
        List<Criterion> criteria = switch (analysis.terms().algo()) {
            case "vwap" -> List.of(filled(analysis, VWAP_FILLED), deviation(analysis));
            case "twap" -> List.of(filled(analysis, TWAP_FILLED), offPlan(kept));
            case "pov" -> List.of(share());
            case "is" -> List.of(cost(analysis, forecast));
            default -> List.of();
        };
        if (criteria.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new SuccessGrade(
                analysis.orderId(),
                analysis.terms().algo(),
                analysis.flags().contains(ParentMeasurement.OPEN_AT_END)
                        ? List.of(Criterion.absent(
                                "ended", Optional.empty(), Optional.empty(), "it was open when the run ended"))
                        : criteria));
    }

    private static Criterion filled(ExecutionAnalysis analysis, double least) {
        return Criterion.atLeast(
                FILLED, Decimals.statistic(analysis.filled()) / Decimals.statistic(analysis.ordered()), least);
    }

    private static Criterion deviation(ExecutionAnalysis analysis) {
        String name = "deviation from the market's VWAP, bp";
        OptionalDouble deviation = ExecutionFigures.of(analysis).toVwap();
        Optional<Double> bound = Optional.of(VWAP_DEVIATION_BPS);
        if (deviation.isEmpty()) {
            String reason = analysis.fills().isEmpty() ? "nothing was filled" : "the market's VWAP is not known";
            return Criterion.absent(name, Optional.empty(), bound, reason);
        }
        double figure = Math.abs(deviation.getAsDouble());
        return analysis.isInterchanged()
                ? Criterion.absent(name, Optional.of(figure), bound, "it was filled at another price than the symbol's")
                : Criterion.atMost(name, figure, VWAP_DEVIATION_BPS);
    }

    private static Criterion offPlan(Optional<ExecutionNote.Kept> kept) {
        String name = "slice off plan, s";
        return kept.map(seen -> Criterion.atMost(name, seen.offPlanNs() / SECOND_NS, OFF_PLAN_S))
                .orElse(Criterion.absent(name, Optional.empty(), Optional.of(OFF_PLAN_S), NOT_KEPT));
    }

    /** Its slices are cut to its cap by the same volume that they would be measured by: that cannot fail, so it is no test. */
    private static Criterion share() {
        return Criterion.absent(
                "share of the market",
                Optional.empty(),
                Optional.empty(),
                "what it filled beside what others traded meanwhile is not measured");
    }

    private static Criterion cost(ExecutionAnalysis analysis, Optional<ExecutionForecast> forecast) {
        String name = "cost, bp";
        if (analysis.impact().isEmpty()) {
            String reason =
                    analysis.fills().isEmpty() ? "nothing was filled" : "the impact model could not speak of it";
            return Criterion.absent(name, Optional.empty(), Optional.empty(), reason);
        }
        ExecutionImpact impact = analysis.impact().get();
        double figure = impact.cost() * BPS;
        if (analysis.isInterchanged()) {
            return Criterion.absent(
                    name, Optional.of(figure), Optional.empty(), "it was filled at another price than the symbol's");
        }
        Optional<Double> bound = forecast.flatMap(ExecutionForecast::bound90);
        if (bound.isPresent()) {
            return Criterion.atMost(name, figure, bound.orElseThrow() * BPS);
        }
        // Without noise the interval is that of the mean of many, and no bound of one.
        return impact.deviation() > impact.error()
                ? Criterion.atMost(name, figure, (impact.predicted() + NORMAL_95 * impact.deviation()) * BPS)
                : Criterion.absent(
                        name, Optional.of(figure), Optional.empty(), "the noise of single parents was not known yet");
    }
}
