package io.colin.risk.figures;

import io.colin.api.risk.RiskContext;

/**
 * A part of the slow work beside value at risk, with results of its own that the gate reads. A part that fails keeps its
 * last results, whose age goes on growing, and the published figures name the problem; other parts are not touched.
 */
public interface FigurePart {
    /**
     * Its name in problems.
     *
     * @return for example {@code stress}
     */
    String name();

    /**
     * Copies what its work needs. Called by the gate's thread.
     *
     * @param inputs what is held and what it returned
     * @param context market and account, valid within this call only
     * @return the work
     */
    Job prepare(FigureInputs inputs, RiskContext context);

    /** Prepared work of a part. */
    interface Job {
        /** Does the work, on any thread. May throw. */
        void run();

        /**
         * Puts the results where the gate reads them. Called by the gate's thread, after {@link #run} returned without
         * throwing.
         *
         * @return what to publish
         */
        PartFigures apply();
    }
}
