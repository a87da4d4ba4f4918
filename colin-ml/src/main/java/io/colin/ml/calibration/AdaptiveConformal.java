package io.colin.ml.calibration;

import io.colin.api.internal.Require;
import io.colin.api.signal.Direction;
import io.colin.api.signal.Probabilities;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Conformal sets that keep their promise while the market changes (Gibbs and Candès, Adaptive Conformal Inference Under
 * Distribution Shift, 2021): after a miss the sets grow, after a hit they shrink a little, so that the share of misses
 * tends to α whatever comes. α moves by step · (target − 1 if the class that came was not in the set).
 *
 * <p>What is in force follows from at most the last two stretches of {@value #MEMORY_BARS} bars: a decision in a stretch
 * is served by an α that began at the fitted one with the stretch before. So a model that was stopped, or comes into
 * service late, serves the same sets as one that was always there once it has seen the stretch before, and nothing needs
 * to be kept on disk. Stretches begin at whole multiples of their length since the epoch.
 *
 * <p>One object a symbol. Not safe for several threads; the same calls in the same order give the same sets.
 */
public final class AdaptiveConformal {
    /** How far one resolved prediction moves α. */
    public static final double STEP = 0.005;

    /** Length of a stretch, bars. */
    public static final int MEMORY_BARS = 1_440;

    private final ConformalThreshold start;
    private final double step;
    private final long stretchNs;
    private final Map<Long, Said> open = new HashMap<>();
    private long stretch = Long.MIN_VALUE;
    private double alpha;
    private double younger;

    private AdaptiveConformal(ConformalThreshold start, double step, long stretchNs) {
        this.start = start;
        this.step = step;
        this.stretchNs = stretchNs;
        this.alpha = start.alpha();
        this.younger = start.alpha();
    }

    /** A decision without an answer and the α that served it, in either chain; NaN where it is older than the chain. */
    private record Said(Probabilities probabilities, double alpha, double younger) {}

    /**
     * Starts from a fitted threshold.
     *
     * @param start fitted on calibration data
     * @param step how far one resolved prediction moves α, [0, 1)
     * @param barNs length of a bar, ns, above 0
     * @return the sets
     */
    public static AdaptiveConformal of(ConformalThreshold start, double step, long barNs) {
        Require.that(step >= 0 && step < 1, "step", "must be in [0, 1)", step);
        return new AdaptiveConformal(
                start, step, Math.multiplyExact(Require.positive("barNs", barNs), (long) MEMORY_BARS));
    }

    /**
     * A decision is made.
     *
     * @param timeNs when, ns since epoch, after every decision before
     * @param probabilities calibrated
     * @return the classes that are not ruled out, unmodifiable, possibly empty
     */
    public Set<Direction> decide(long timeNs, Probabilities probabilities) {
        moveTo(Math.floorDiv(timeNs, stretchNs));
        open.put(timeNs, new Said(probabilities, alpha, younger));
        return start.set(probabilities, alpha);
    }

    /**
     * The set that a decision would get; changes nothing.
     *
     * @param timeNs when, ns since epoch
     * @param probabilities calibrated
     * @return the classes that are not ruled out, unmodifiable, possibly empty
     */
    public Set<Direction> peek(long timeNs, Probabilities probabilities) {
        long at = Math.floorDiv(timeNs, stretchNs);
        double next = at == stretch + 1 ? younger : start.alpha();
        return start.set(probabilities, at == stretch ? alpha : next);
    }

    /**
     * A decision was answered, or will never be.
     *
     * @param timeNs when it was made; of no effect where it is not known
     * @param came the class that came, empty where none can be told
     */
    public void resolve(long timeNs, Optional<Direction> came) {
        Said said = open.remove(timeNs);
        if (said != null && came.isPresent()) {
            alpha += move(said.probabilities, said.alpha, came.orElseThrow());
            younger += move(said.probabilities, said.younger, came.orElseThrow());
        }
    }

    /**
     * The miss rate in force.
     *
     * @return at or below 0 nothing is ruled out, at or above 1 everything
     */
    public double alpha() {
        return alpha;
    }

    private double move(Probabilities probabilities, double servedBy, Direction came) {
        if (Double.isNaN(servedBy)) {
            return 0;
        }
        boolean missed = !start.set(probabilities, servedBy).contains(came);
        return step * (start.alpha() - (missed ? 1 : 0));
    }

    private void moveTo(long now) {
        if (now == stretch) {
            return;
        }
        if (now == stretch + 1) {
            alpha = younger;
            open.replaceAll((time, said) -> new Said(said.probabilities, said.younger, Double.NaN));
        } else {
            alpha = start.alpha();
            open.clear();
        }
        younger = start.alpha();
        stretch = now;
    }
}
