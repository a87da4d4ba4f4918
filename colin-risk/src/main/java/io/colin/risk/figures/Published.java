package io.colin.risk.figures;

import io.colin.api.risk.RiskFigures;
import io.colin.api.risk.RiskFigures.BacktestFigure;
import io.colin.api.risk.RiskFigures.StressFigure;
import io.colin.api.risk.RiskFigures.TailFigure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Gathers what a task publishes. */
final class Published {
    final List<String> problems = new ArrayList<>();
    final SortedSet<String> flags = new TreeSet<>();
    private final List<StressFigure> stress = new ArrayList<>();
    private final SortedMap<String, Double> correlation = new TreeMap<>();
    private final Optional<BacktestFigure> backtest;

    Published(Optional<BacktestFigure> backtest) {
        this.backtest = backtest;
    }

    void add(PartRun run) {
        run.apply().ifPresent(figures -> {
            stress.addAll(figures.stress());
            correlation.putAll(figures.correlation());
            flags.addAll(figures.flags());
        });
        if (!run.problem().isEmpty()) {
            problems.add(run.problem());
        }
    }

    RiskFigures figures(long asOfNs, List<TailFigure> values) {
        return new RiskFigures(
                asOfNs, values, stress, correlation, backtest, List.copyOf(flags), String.join("; ", problems));
    }
}
