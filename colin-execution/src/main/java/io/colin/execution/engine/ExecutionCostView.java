package io.colin.execution.engine;

import io.colin.api.execution.ExecutionAnalysis;
import io.colin.api.execution.Realm;
import io.colin.api.instrument.Symbol;
import io.colin.execution.impact.ImpactAccuracy;
import io.colin.execution.impact.ImpactEstimate;
import io.colin.execution.tca.ForecastOutcome;
import io.colin.execution.tca.VenueStanding;
import java.util.List;
import java.util.Optional;

/** What executions have cost and what was learnt from them. Safe for any thread; every answer is a snapshot. */
public interface ExecutionCostView {
    /**
     * The last analyses, oldest first, 1000 at most; the ledger has all of them.
     *
     * @return the analyses
     */
    List<ExecutionAnalysis> analyses();

    /**
     * What a parent was expected to cost, beside what came out once its costs were told.
     *
     * @param orderId the parent's
     * @return empty where nothing was foretold, and for all but the last 10,000 parents
     */
    Optional<ForecastOutcome> forecast(String orderId);

    /**
     * What own executions say of each venue.
     *
     * @return by realm and venue; a venue nothing was sent to is not in it
     */
    List<VenueStanding> venues();

    /**
     * The impact law of a symbol at a venue, as of its last parent there.
     *
     * @param realm paper or live
     * @param venue a venue's id
     * @param symbol what is traded
     * @return empty before the first parent that was learnt from
     */
    Optional<ImpactEstimate> impact(Realm realm, String venue, Symbol symbol);

    /**
     * How well impact was predicted.
     *
     * @param realm paper or live
     * @return over all parents, each before it was learnt from
     */
    ImpactAccuracy accuracy(Realm realm);

    /**
     * All that an impact model has learnt, to begin another run with.
     *
     * @param realm paper or live
     * @return {@code ImpactModel.state()} as of the end of the run; empty before
     */
    Optional<String> impactState(Realm realm);
}
