package io.colin.risk.figures;

import io.colin.api.risk.RiskContext;
import io.colin.risk.figures.FigurePart.Job;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;

/** One part's work, whose failure becomes a text. */
final class PartRun {
    private static final Logger LOG = System.getLogger(PartRun.class.getName());

    private final String name;
    private Optional<Job> job = Optional.empty();
    private String problem = "";

    private PartRun(String name) {
        this.name = name;
    }

    static PartRun prepare(FigurePart part, FigureInputs inputs, RiskContext context) {
        PartRun run = new PartRun(part.name());
        try {
            run.job = Optional.of(part.prepare(inputs, context));
        } catch (RuntimeException e) {
            run.fail(e);
        }
        return run;
    }

    String name() {
        return name;
    }

    void run() {
        try {
            job.ifPresent(Job::run);
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    /** Empty when it failed. */
    Optional<PartFigures> apply() {
        if (!problem.isEmpty()) {
            return Optional.empty();
        }
        try {
            return job.map(Job::apply);
        } catch (RuntimeException e) {
            fail(e);
            return Optional.empty();
        }
    }

    String problem() {
        return problem;
    }

    private void fail(RuntimeException e) {
        // A part is foreign code: what it throws must neither stop the other figures nor get lost.
        LOG.log(Level.ERROR, name + " figures could not be computed", e);
        problem = name + ": " + e.getMessage();
    }
}
