package io.colin.ml.lifecycle;

import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What a model has done on live data: when it was first and last asked, and how its signals came out.
 *
 * @param firstNs when it was first asked, ns since epoch
 * @param lastNs when it was last asked, ns since epoch
 * @param outcomes in the order they resolved
 */
public record TrackRecord(long firstNs, long lastNs, List<ScoredOutcome> outcomes) {
    /** Checks and copies. */
    public TrackRecord {
        Require.that(lastNs >= firstNs, "lastNs", "must not be before firstNs", lastNs);
        outcomes = List.copyOf(outcomes);
    }

    /**
     * The part from a time on.
     *
     * @param timeNs ns since epoch
     * @return the outcomes of signals given at or after that time
     */
    public TrackRecord since(long timeNs) {
        long from = Math.min(Math.max(firstNs, timeNs), lastNs);
        return new TrackRecord(
                from,
                lastNs,
                outcomes.stream().filter(o -> o.dataAsOfNs() >= timeNs).toList());
    }

    /**
     * The same record where every round trip had cost more.
     *
     * @param roundTrip a fraction of the price, negative for less
     * @return a copy
     */
    public TrackRecord lessCost(double roundTrip) {
        return new TrackRecord(
                firstNs,
                lastNs,
                outcomes.stream().map(o -> o.lessCost(roundTrip)).toList());
    }

    /**
     * How many signals the market answered.
     *
     * @return unresolved ones left out
     */
    public long resolved() {
        return outcomes.stream().filter(ScoredOutcome::known).count();
    }

    /**
     * The share of answered signals that were right.
     *
     * @return empty before the first
     */
    public OptionalDouble hitRate() {
        long resolved = resolved();
        long right = outcomes.stream().filter(ScoredOutcome::isRight).count();
        return resolved == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) right / resolved);
    }

    /**
     * Net returns on an even grid, each booked where it resolved. The capital is shared equally by the symbols spoken of,
     * and each holds one position at a time: a signal given while the one before is open is not traded, as its capital is
     * in use.
     *
     * @param fromNs start of the grid
     * @param toNs end of the grid, after the start
     * @param stepNs length of a step
     * @return as many steps as begin before the end
     */
    public ReturnSeries returns(long fromNs, long toNs, long stepNs) {
        Require.that(toNs > fromNs, "toNs", "must be after fromNs", toNs);
        Double[] steps = new Double[(int) ((toNs - fromNs - 1) / stepNs) + 1];
        Arrays.fill(steps, 0.0);
        long symbols = outcomes.stream().map(ScoredOutcome::symbol).distinct().count();
        for (ScoredOutcome outcome : oneAtATime()) {
            if (outcome.resolvedAtNs() >= fromNs && outcome.resolvedAtNs() < toNs) {
                steps[(int) ((outcome.resolvedAtNs() - fromNs) / stepNs)] += outcome.netReturn() / symbols;
            }
        }
        return new ReturnSeries(fromNs, stepNs, new ArrayList<>(Arrays.asList(steps)));
    }

    private List<ScoredOutcome> oneAtATime() {
        List<ScoredOutcome> given = outcomes.stream()
                .filter(ScoredOutcome::known)
                .sorted(Comparator.comparingLong(ScoredOutcome::dataAsOfNs))
                .toList();
        Map<Symbol, Long> free = new HashMap<>();
        List<ScoredOutcome> traded = new ArrayList<>();
        for (ScoredOutcome outcome : given) {
            if (outcome.dataAsOfNs() >= free.getOrDefault(outcome.symbol(), Long.MIN_VALUE)) {
                free.put(outcome.symbol(), outcome.resolvedAtNs());
                traded.add(outcome);
            }
        }
        return traded;
    }
}
