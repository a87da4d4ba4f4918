package io.colin.risk.figures;

import io.colin.api.risk.RiskFigures.TailFigure;
import io.colin.risk.var.Decomposition;
import io.colin.risk.var.GateFigures;
import io.colin.risk.var.PortfolioVar;
import io.colin.risk.var.TailAnswer;
import io.colin.risk.var.TailMethod;
import io.colin.risk.var.VarModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Value at risk in full, from what was copied when it was prepared. */
final class TailWork {
    /** Of the forecast that is held against each day, and of the decomposition. */
    static final double CONFIDENCE = 0.99;

    private final VarModel model;
    private final FigureInputs.Carried carried;
    private final List<TailAnswer> answers;
    private final Optional<TailAnswer.Measured> forecast;
    private final Optional<Decomposition.Parts> parts;
    private final PortfolioVar portfolio;
    private final String problem;

    private TailWork(VarModel model, FigureInputs inputs) {
        this.model = model;
        carried = inputs.carried();
        portfolio = PortfolioVar.of(model, carried.exposures());
        boolean flat = carried.exposures().isEmpty();
        answers = flat ? List.of() : portfolio.all();
        problem = answers.stream()
                .filter(TailAnswer.Absent.class::isInstance)
                .map(answer -> ((TailAnswer.Absent) answer).detail())
                .findFirst()
                .orElse("");
        forecast = portfolio.gate(CONFIDENCE, 1).measured();
        parts = portfolio.decompose(TailMethod.PARAMETRIC, CONFIDENCE, 1) instanceof Decomposition.Parts split
                ? Optional.of(split)
                : Optional.empty();
    }

    static TailWork run(FigureInputs inputs) {
        return new TailWork(inputs.modelOrThrow(), inputs);
    }

    VarModel model() {
        return model;
    }

    /** Why the portfolio could not be measured, empty when it could or nothing is held. */
    String problem() {
        return problem;
    }

    /** What the gate judges by. */
    GateFigures judged(double multiplier) {
        return portfolio.gateFigures(multiplier);
    }

    /** The gate's figure at 99 % over 1 day. */
    Optional<TailAnswer.Measured> forecast() {
        return forecast;
    }

    Optional<Decomposition.Parts> parts() {
        return parts;
    }

    /** Shares of equity; what another method stood in for is left out, since that method is there itself. */
    List<TailFigure> figures(double equity, double multiplier) {
        List<TailFigure> figures = new ArrayList<>();
        TailMethod[] methods = TailMethod.values();
        for (int i = 0; i < answers.size(); i++) {
            TailMethod asked = methods[i * methods.length / answers.size()];
            if (answers.get(i) instanceof TailAnswer.Measured m && m.method() == asked) {
                figures.add(new TailFigure(
                        asked.text(),
                        m.confidence(),
                        m.horizonDays(),
                        m.valueAtRisk() * multiplier / equity,
                        m.expectedShortfall() * multiplier / equity));
            }
        }
        return figures;
    }

    List<String> flags() {
        SortedSet<String> flags = new TreeSet<>(model.flags());
        flags.addAll(carried.flags());
        if (answers.isEmpty()) {
            flags.add("flat");
        }
        answers.forEach(answer -> answer.measured().ifPresent(m -> flags.addAll(m.notes())));
        return List.copyOf(flags);
    }
}
