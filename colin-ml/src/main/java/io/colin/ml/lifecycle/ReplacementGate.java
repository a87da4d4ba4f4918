package io.colin.ml.lifecycle;

import io.colin.api.internal.Require;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Whether a model may take the place of another: Sharpe better by more than 5 % (by more than 0.1 where the incumbent's is
 * not positive), a smaller maximum drawdown, and p &lt; 0.05 by block bootstrap of the difference; same period, same
 * costs. Without an incumbent the comparison is with doing nothing, which has no drawdown to beat.
 *
 * @param seed of the bootstrap
 */
public record ReplacementGate(long seed) {
    private static final double RELATIVE_GAIN = 0.05;
    private static final double ABSOLUTE_GAIN = 0.1;
    private static final double SIGNIFICANT = 0.05;
    private static final long MEAN_BLOCK_NS = 60 * 60_000_000_000L;
    private static final int RESAMPLES = 2_000;

    /**
     * Compares.
     *
     * @param candidate net returns of the one that wants the place
     * @param incumbent net returns of the one that has it, over the same steps; empty for none
     * @return what was checked, passed or not
     * @throws IllegalArgumentException if the series are not of the same steps
     */
    public List<Criterion> check(ReturnSeries candidate, Optional<ReturnSeries> incumbent) {
        ReturnSeries other = incumbent.orElseGet(() -> nothing(candidate));
        Require.that(candidate.isBeside(other), "incumbent", "must be of the candidate's period", other.fromNs());
        List<Criterion> criteria = new ArrayList<>();
        double before = other.sharpe();
        double gain = candidate.sharpe() - before;
        criteria.add(
                before > 0
                        ? Criterion.above("sharpe_gain_relative", gain / before, RELATIVE_GAIN)
                        : Criterion.above("sharpe_gain_absolute", gain, ABSOLUTE_GAIN));
        if (incumbent.isPresent()) {
            criteria.add(Criterion.below("max_drawdown", candidate.maxDrawdown(), other.maxDrawdown()));
        }
        criteria.add(Criterion.below("p_value", bootstrap(candidate).pValue(candidate, other), SIGNIFICANT));
        return List.copyOf(criteria);
    }

    /**
     * Whether a refresh is not significantly worse than what it refreshes.
     *
     * @param refresh net returns of the newer one
     * @param incumbent net returns of the older one, over the same steps
     * @return passed unless the older one is better at p &lt; 0.05
     */
    public Criterion notWorse(ReturnSeries refresh, ReturnSeries incumbent) {
        double pValue = bootstrap(refresh).pValue(incumbent, refresh);
        return Criterion.holds(
                "not_significantly_worse",
                pValue >= SIGNIFICANT,
                "p = " + pValue + " that the incumbent is better",
                ">= " + SIGNIFICANT);
    }

    /** Blocks of an hour on average, 60 one-minute bars, whatever the step. */
    private PairedBootstrap bootstrap(ReturnSeries series) {
        int meanBlock = (int) Math.max(1, MEAN_BLOCK_NS / series.stepNs());
        return new PairedBootstrap(meanBlock, RESAMPLES, seed);
    }

    private static ReturnSeries nothing(ReturnSeries like) {
        return new ReturnSeries(
                like.fromNs(), like.stepNs(), Collections.nCopies(like.returns().size(), 0.0));
    }
}
