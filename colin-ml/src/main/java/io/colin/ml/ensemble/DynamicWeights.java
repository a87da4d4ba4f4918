package io.colin.ml.ensemble;

import io.colin.api.internal.Require;
import io.colin.api.signal.Direction;
import io.colin.api.signal.MemberVote;
import io.colin.api.signal.Probabilities;
import java.util.Arrays;
import java.util.List;

/**
 * Weights by skill: 1 − log loss ÷ log loss of the class prior, both exponentially weighted with a half-life of 200 of the
 * member's own resolved predictions, the prior being what had come true before each prediction resolved. Once every member
 * has 50 resolved predictions, and again after every 10 more of the one that has fewest, weights become proportional to
 * max(0, skill), brought into [0.1, 0.6] with sum 1. No skill at all gives the static weights. Single-threaded.
 */
public final class DynamicWeights {
    /** Resolved predictions of each member before weights move. */
    public static final int FIRST = 50;

    /** Resolved predictions of each member between two weightings. */
    public static final int EVERY = 10;

    /** Resolved predictions after which one counts half. */
    public static final double HALF_LIFE = 200;

    /** Smallest weight of a member. */
    public static final double LOWEST = 0.1;

    /** Largest weight of a member. */
    public static final double HIGHEST = 0.6;

    private static final double KEPT = Math.pow(0.5, 1 / HALF_LIFE);
    private static final double SMALLEST_PROBABILITY = 1e-12;

    private final List<String> names;
    private final double[] fixed;
    private final double[] losses;
    private final double[] priorLosses;
    private final int[] resolved;
    private final double[] seen = {1, 1, 1};
    private double[] weights;
    private int next = FIRST;

    private DynamicWeights(List<String> names, double[] fixed) {
        this.names = List.copyOf(names);
        this.fixed = fixed.clone();
        this.weights = fixed.clone();
        this.losses = new double[fixed.length];
        this.priorLosses = new double[fixed.length];
        this.resolved = new int[fixed.length];
    }

    /**
     * Weights that have seen nothing.
     *
     * @param names of the members, 2 to 10
     * @param fixed static weights, one a member, sum 1
     * @return the weights
     */
    public static DynamicWeights of(List<String> names, double[] fixed) {
        Require.within("names", names.size(), 2, (int) Math.round(1 / LOWEST));
        Require.that(fixed.length == names.size(), "fixed", "must be one a member", fixed.length);
        return new DynamicWeights(names, fixed);
    }

    /**
     * Learns from a prediction whose outcome is known. A prediction never resolved is never given.
     *
     * @param votes what the members said then; those left out are not judged
     * @param realised the class that came true
     */
    public void resolved(List<MemberVote> votes, Direction realised) {
        int truth = index(realised);
        double priorLoss = -Math.log(seen[truth] / Arrays.stream(seen).sum());
        for (MemberVote vote : votes) {
            int member = names.indexOf(vote.name());
            Require.that(member >= 0, "votes", "must be of " + names, vote.name());
            double loss = -Math.log(Math.max(SMALLEST_PROBABILITY, probability(vote.probabilities(), realised)));
            losses[member] = KEPT * losses[member] + loss;
            priorLosses[member] = KEPT * priorLosses[member] + priorLoss;
            resolved[member]++;
        }
        for (int k = 0; k < seen.length; k++) {
            seen[k] = KEPT * seen[k] + (k == truth ? 1 : 0);
        }
        int fewest = Arrays.stream(resolved).min().orElseThrow();
        if (fewest >= next) {
            next = fewest - (fewest - FIRST) % EVERY + EVERY;
            weights = weighed();
        }
    }

    /**
     * The weights as they stand.
     *
     * @return a copy, one a member, sum 1
     */
    public double[] weights() {
        return weights.clone();
    }

    /**
     * The skill of a member.
     *
     * @param member its index
     * @return 1 − log loss ÷ log loss of the prior, at most 1, negative when worse than the prior; 0 before anything
     *     resolved
     */
    public double skill(int member) {
        return priorLosses[member] > 0 ? 1 - losses[member] / priorLosses[member] : 0;
    }

    private double[] weighed() {
        double[] skills = new double[names.size()];
        double sum = 0;
        for (int i = 0; i < skills.length; i++) {
            skills[i] = Math.max(0, skill(i));
            sum += skills[i];
        }
        if (!(sum > 0)) {
            return fixed.clone();
        }
        for (int i = 0; i < skills.length; i++) {
            skills[i] /= sum;
        }
        return projected(skills);
    }

    /** The nearest point with every weight in [0.1, 0.6] and sum 1: all moved by one amount, then clipped. */
    static double[] projected(double[] target) {
        double low = -1;
        double high = 1;
        for (int i = 0; i < 100; i++) {
            double middle = (low + high) / 2;
            if (Arrays.stream(moved(target, middle)).sum() < 1) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return moved(target, high);
    }

    private static double[] moved(double[] target, double by) {
        double[] moved = new double[target.length];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = Math.max(LOWEST, Math.min(HIGHEST, target[i] + by));
        }
        return moved;
    }

    private static double probability(Probabilities p, Direction direction) {
        return p.of(direction);
    }

    private static int index(Direction direction) {
        return switch (direction) {
            case LONG -> 0;
            case NEUTRAL -> 1;
            case SHORT -> 2;
        };
    }
}
