package io.colin.risk.figures;

import io.colin.api.risk.RiskContext;
import io.colin.api.risk.RiskFigures.StressFigure;
import io.colin.api.risk.RiskTask;
import io.colin.risk.stress.MeasuredStress;
import io.colin.risk.stress.Scenario;
import io.colin.risk.stress.StressPortfolio;
import io.colin.risk.stress.StressResult;
import io.colin.risk.stress.StressTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Runs stress scenarios over the portfolio. One whose loss is not known, since it is not known where a position lies, is
 * not published but flagged {@code stress_missing}. One thread, except the work itself.
 */
public final class StressPart implements FigurePart {
    private final List<Scenario> scenarios;
    private final BiFunction<FigureInputs, RiskContext, StressPortfolio> portfolios;
    private @Nullable MeasuredStress latest;

    private StressPart(List<Scenario> scenarios, BiFunction<FigureInputs, RiskContext, StressPortfolio> portfolios) {
        this.scenarios = List.copyOf(scenarios);
        this.portfolios = portfolios;
    }

    /**
     * A part that runs scenarios.
     *
     * @param scenarios which
     * @param portfolios makes the portfolio to stress, on the gate's thread; what it throws fails the part. Covariance and
     *     volatilities are added by the work
     * @return the part
     */
    public static StressPart of(
            List<Scenario> scenarios, BiFunction<FigureInputs, RiskContext, StressPortfolio> portfolios) {
        return new StressPart(scenarios, portfolios);
    }

    /**
     * The newest run with the portfolio it was made on.
     *
     * @return empty before the first
     */
    public Optional<MeasuredStress> latest() {
        return Optional.ofNullable(latest);
    }

    /**
     * The newest results.
     *
     * @return in the order of the scenarios; empty before the first
     */
    public List<StressResult> results() {
        MeasuredStress known = latest;
        return known == null ? List.of() : known.results();
    }

    /**
     * Of when they are.
     *
     * @return event time of the positions judged, ns since epoch; {@link Long#MIN_VALUE} before the first
     */
    public long asOfNs() {
        MeasuredStress known = latest;
        return known == null ? Long.MIN_VALUE : known.asOfNs();
    }

    @Override
    public String name() {
        return RiskTask.STRESS;
    }

    @Override
    public Job prepare(FigureInputs inputs, RiskContext context) {
        return new Run(inputs, portfolios.apply(inputs, context));
    }

    private final class Run implements Job {
        private final FigureInputs inputs;
        private StressPortfolio portfolio;
        private List<StressResult> found = List.of();

        private Run(FigureInputs inputs, StressPortfolio portfolio) {
            this.inputs = inputs;
            this.portfolio = portfolio;
        }

        @Override
        public void run() {
            portfolio = inputs.measured(portfolio);
            found = StressTest.runAll(scenarios, portfolio);
        }

        @Override
        public PartFigures apply() {
            latest = new MeasuredStress(inputs.asOfNs(), portfolio, found);
            double equity = inputs.equity().doubleValue();
            List<StressFigure> figures = new ArrayList<>();
            SortedSet<String> flags = new TreeSet<>();
            for (int i = 0; i < found.size(); i++) {
                Scenario scenario = scenarios.get(i);
                StressResult result = found.get(i);
                Optional<Double> tail = result.valueAtRisk().isPresent()
                        ? Optional.of(result.valueAtRisk().getAsDouble() / equity)
                        : Optional.empty();
                flags.addAll(result.flags());
                if (result.isUnlocated()) {
                    flags.add("stress_missing:" + scenario.name());
                } else {
                    figures.add(new StressFigure(scenario.name(), result.loss() / equity, scenario.limited(), tail));
                }
            }
            return new PartFigures(figures, new TreeMap<>(), List.copyOf(flags));
        }
    }
}
