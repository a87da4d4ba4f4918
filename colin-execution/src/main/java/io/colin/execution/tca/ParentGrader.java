package io.colin.execution.tca;

import io.colin.api.Decimals;
import io.colin.api.execution.ExecutedFill;
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
 *   <tr><td>{@code pov}</td><td>of what it filled and others traded from the arrival to the end, its part was at most the largest
 *       share it was asked for with (0.2 where it named none). Over its whole life, not over every span of it; without its first
 *       slice, which follows what was traded before; and without the lot that the test would allow, for a slice is rounded down to
 *       lots</td></tr>
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
    /** A share that is the largest there may be is not to fail by the last digit of a double. */
    private static final double EXACT = 1e12;

    private static final double BPS = 1e4;
    private static final double NORMAL_95 = 1.6448536269514722;

    /** So far back volumes are known by the second. */
    private static final long BY_SECOND_NS = 3_600_000_000_000L;

    private static final String FILLED = "filled";
    private static final String SHARE = "share of the market";
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
        return of(analysis, kept, forecast, Optional.empty());
    }

    /** The same with what a share of the market is judged by, where that was seen. */
    static Optional<SuccessGrade> of(
            ExecutionAnalysis analysis,
            Optional<ExecutionNote.Kept> kept,
            Optional<ExecutionForecast> forecast,
            Optional<Participations.Followed> followed) {
        List<Criterion> criteria = switch (analysis.terms().algo()) {
            case "vwap" -> List.of(filled(analysis, VWAP_FILLED), deviation(analysis));
            case "twap" -> List.of(filled(analysis, TWAP_FILLED), offPlan(kept));
            case "pov" -> List.of(share(analysis, followed));
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

    private static Criterion share(ExecutionAnalysis analysis, Optional<Participations.Followed> followed) {
        Optional<Double> others = analysis.benchmarks().volume();
        if (followed.isEmpty() || others.isEmpty()) {
            return Criterion.absent(
                    SHARE,
                    Optional.empty(),
                    followed.map(Participations.Followed::largest),
                    followed.isEmpty()
                            ? "how it was asked for was not seen"
                            : "what others traded meanwhile is not known");
        }
        double largest = followed.orElseThrow().largest();
        double own = 0;
        for (ExecutedFill fill : analysis.fills()) {
            own += followed.orElseThrow().isFirst(fill.fill().orderId())
                    ? 0
                    : Decimals.statistic(fill.fill().quantity());
        }
        if (own == 0) {
            return Criterion.absent(
                    SHARE, Optional.empty(), Optional.of(largest), "nothing was filled after its first slice");
        }
        double figure = Math.rint(own / (own + others.orElseThrow()) * EXACT) / EXACT;
        long lifeNs = analysis.endedNs() - analysis.arrivedNs().orElse(analysis.endedNs());
        // The volume of a long life begins with the next whole minute: the figure is then a little too large.
        return figure > largest && lifeNs > BY_SECOND_NS
                ? Criterion.absent(
                        SHARE,
                        Optional.of(figure),
                        Optional.of(largest),
                        "of more than an hour, what others traded is known by the minute only")
                : Criterion.atMost(SHARE, figure, largest);
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
