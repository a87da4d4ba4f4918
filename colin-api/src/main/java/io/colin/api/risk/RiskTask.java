package io.colin.api.risk;

import java.util.List;

/**
 * Slow risk work that runs beside the engine: full value at risk, stress, correlation. What it looks at was copied when
 * it was made, so that it may run on any thread; its result counts from a stated event time on, whatever the machine
 * does meanwhile, so that a replay gives the same run at any speed.
 */
public interface RiskTask {
    /** The part that is the whole work. */
    String FIGURES = "figures";

    /** The part that measures value at risk and expected shortfall. */
    String VALUE_AT_RISK = "value_at_risk";

    /** The part that runs stress scenarios. */
    String STRESS = "stress";

    /**
     * When the result counts.
     *
     * @return event time, ns since epoch, not before the task was made
     */
    long appliesAtNs();

    /** Does the work. Called once, on any thread. A failure is kept and told by {@link #apply}; this never throws. */
    void run();

    /**
     * The work in its parts, so that each can be timed: doing them in their order, on one thread, is what {@link #run}
     * does. Either is called, not both.
     *
     * @return at least one; a single part {@code figures} where the work is not divided
     */
    default List<Part> parts() {
        return List.of(new Part(FIGURES, this::run));
    }

    /**
     * A part of the work.
     *
     * @param name for example {@link #STRESS}
     * @param work what it does; never throws
     */
    record Part(String name, Runnable work) {}

    /**
     * Puts the result into the gate. Called once, by the gate's thread, after {@link #run} returned.
     *
     * @return what was found, to be published; when the work failed the figures say why and hold no numbers
     */
    RiskFigures apply();
}
