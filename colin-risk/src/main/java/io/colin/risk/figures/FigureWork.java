package io.colin.risk.figures;

import io.colin.api.risk.RiskContext;
import io.colin.api.risk.RiskTask;
import io.colin.risk.stress.Money;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The slow work of one refresh: value at risk, then the other parts. What fails becomes a text and stops no other. */
final class FigureWork {
    private static final Logger LOG = System.getLogger(FigureWork.class.getName());

    private final Optional<FigureInputs> inputs;
    private final List<PartRun> runs;
    private Optional<TailWork> tail = Optional.empty();
    private String problem;

    private FigureWork(Optional<FigureInputs> inputs, List<PartRun> runs, String problem) {
        this.inputs = inputs;
        this.runs = runs;
        this.problem = problem;
    }

    /** Work that has nothing to go by. */
    static FigureWork impossible(String problem) {
        return new FigureWork(Optional.empty(), List.of(), problem);
    }

    static FigureWork prepare(FigureInputs inputs, List<FigurePart> parts, RiskContext context) {
        List<PartRun> runs = new ArrayList<>();
        parts.forEach(part -> runs.add(PartRun.prepare(part, inputs, context)));
        return new FigureWork(Optional.of(inputs), runs, "");
    }

    List<RiskTask.Part> parts() {
        List<RiskTask.Part> parts = new ArrayList<>();
        inputs.ifPresent(from -> parts.add(new RiskTask.Part(RiskTask.VALUE_AT_RISK, () -> measure(from))));
        runs.forEach(run -> parts.add(new RiskTask.Part(run.name(), run::run)));
        return parts;
    }

    /** Empty when there was nothing to go by. */
    Optional<FigureInputs> inputs() {
        return inputs;
    }

    Optional<TailWork> tail() {
        return tail;
    }

    /** Why there is no value at risk; empty when there is or it was not asked for yet. */
    String problem() {
        return problem;
    }

    void publish(Published published) {
        runs.forEach(published::add);
    }

    private void measure(FigureInputs from) {
        if (!Money.isMoneyOf(from.currency())) {
            problem = "value at risk: the account is kept in " + from.currency()
                    + ", which is neither a state's currency nor a stablecoin, and would move with its losses";
            return;
        }
        try {
            TailWork work = TailWork.run(from);
            problem = work.problem();
            tail = Optional.of(work);
        } catch (RuntimeException e) {
            // Whatever went wrong, the gate must learn it as a problem: its figures grow stale, and it refuses.
            LOG.log(Level.ERROR, "risk figures could not be computed", e);
            problem = "value at risk: " + e.getMessage();
        }
    }
}
