package io.colin.ml.label;

import io.colin.api.internal.Require;
import io.colin.api.signal.Direction;
import io.colin.ml.history.Candle;
import io.colin.ml.label.Label.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What became of decisions, found out as bars close: the labels of {@link TripleBarrier} on the same bars, each told at
 * the close of the last bar of its horizon. Not safe for several threads.
 */
public final class LiveLabels {
    private final TripleBarrier barrier;
    private final int horizonBars;
    private final List<Candle> recent = new ArrayList<>();
    private final ArrayDeque<Open> open = new ArrayDeque<>();
    private long bars;

    private LiveLabels(TripleBarrier barrier, int horizonBars) {
        this.barrier = barrier;
        this.horizonBars = horizonBars;
    }

    private record Open(long bar, long timeNs, double band, double cost, int emptyRun) {}

    /**
     * What came of a decision.
     *
     * @param decidedNs when it was made: close of its bar, ns since epoch
     * @param came the class, empty where there is none
     */
    public record Answer(long decidedNs, Optional<Direction> came) {}

    /**
     * Labels that have seen nothing.
     *
     * @param settings of the barriers
     * @param maxEmptyRun how many bars in a row within the horizon may be without a trade, 0 or more
     * @return the labels
     */
    public static LiveLabels of(BarrierSettings settings, int maxEmptyRun) {
        return new LiveLabels(TripleBarrier.of(settings, maxEmptyRun), settings.horizonBars());
    }

    /**
     * A bar closed.
     *
     * @param candle the next one
     * @return the decisions whose horizon ends with it, oldest first; mostly one or none
     */
    public List<Answer> on(Candle candle) {
        if (recent.size() > horizonBars) {
            recent.removeFirst();
        }
        recent.add(candle);
        bars++;
        List<Answer> answers = new ArrayList<>(1);
        while (!open.isEmpty() && open.getFirst().bar + horizonBars <= bars) {
            Open due = open.removeFirst();
            Label label = barrier.label(recent::get, 0, new TripleBarrier.At(due.band, due.cost, due.emptyRun));
            answers.add(new Answer(
                    due.timeNs, label instanceof Outcome outcome ? Optional.of(outcome.outcome()) : Optional.empty()));
        }
        return answers;
    }

    /**
     * A decision at the close of the bar last told.
     *
     * @param band θ, a fraction
     * @param cost of a round trip, a fraction
     * @param emptyRun bars in a row without a trade that end with that bar
     */
    public void decide(double band, double cost, int emptyRun) {
        Require.that(bars > 0, "decision", "must come after a bar", bars);
        open.addLast(new Open(bars, recent.getLast().timeNs(), band, cost, emptyRun));
    }
}
