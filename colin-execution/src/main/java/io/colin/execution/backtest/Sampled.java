package io.colin.execution.backtest;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.ToLongFunction;

/**
 * A curve of at most a few thousand points of any number of values: the first value, and one a step of time, where the
 * step begins at a minute and doubles whenever there are too many.
 */
final class Sampled<P> {
    static final int MOST = 4096;
    private static final long FIRST_STEP_NS = 60_000_000_000L;

    private final ToLongFunction<P> timeNs;
    private final BinaryOperator<P> merge;
    private final List<P> points = new ArrayList<>();
    private long stepNs = FIRST_STEP_NS;

    /**
     * An empty curve.
     *
     * @param timeNs of a point
     * @param merge makes one of two points of a step, the earlier first
     */
    Sampled(ToLongFunction<P> timeNs, BinaryOperator<P> merge) {
        this.timeNs = timeNs;
        this.merge = merge;
    }

    /** Adds a point, not earlier than the last. */
    void add(P point) {
        boolean same = points.size() > 1 && step(points.getLast()) == step(point);
        points.add(same ? merge.apply(points.removeLast(), point) : point);
        if (points.size() > MOST) {
            stepNs *= 2;
            List<P> finer = List.copyOf(points);
            points.clear();
            finer.forEach(this::add);
        }
    }

    boolean isEmpty() {
        return points.isEmpty();
    }

    P last() {
        return points.getLast();
    }

    List<P> points() {
        return List.copyOf(points);
    }

    private long step(P point) {
        return Math.floorDiv(timeNs.applyAsLong(point), stepNs);
    }
}
