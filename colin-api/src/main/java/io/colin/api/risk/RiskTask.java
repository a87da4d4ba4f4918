package io.colin.api.risk;

/**
 * Slow risk work that runs beside the engine: full value at risk, stress, correlation. What it looks at was copied when
 * it was made, so that it may run on any thread; its result counts from a stated event time on, whatever the machine
 * does meanwhile, so that a replay gives the same run at any speed.
 */
public interface RiskTask {
    /**
     * When the result counts.
     *
     * @return event time, ns since epoch, not before the task was made
     */
    long appliesAtNs();

    /** Does the work. Called once, on any thread. A failure is kept and told by {@link #apply}; this never throws. */
    void run();

    /**
     * Puts the result into the gate. Called once, by the gate's thread, after {@link #run} returned.
     *
     * @return what was found, to be published; when the work failed the figures say why and hold no numbers
     */
    RiskFigures apply();
}
