package io.colin.ml.drift;

import io.colin.api.internal.Require;
import io.colin.ml.dataset.Scaler;
import io.colin.ml.history.BarHistory;
import io.colin.ml.history.Candle;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * The sample deviation of one-bar log returns over the last 24 hours, the same in training and at work. A return counts
 * where its two bars follow each other without a hole; known once at least half of the 24 hours' returns are there. One
 * thread at a time.
 */
public final class DailyVolatility {
    private static final long DAY_NS = Duration.ofDays(1).toNanos();
    private static final double LOW = 0.01;
    private static final double HIGH = 0.99;

    private final long barNs;
    private final Deque<Step> steps = new ArrayDeque<>();
    private long lastNs = Long.MIN_VALUE;
    private double lastClose = Double.NaN;
    private double sum;
    private double squares;

    private DailyVolatility(long barNs) {
        this.barNs = barNs;
    }

    /** A return and when it was known. */
    private record Step(long timeNs, double value) {}

    /**
     * Before the first bar.
     *
     * @param barNs length of a bar, ns, above 0
     * @return the measure
     */
    public static DailyVolatility ofBars(long barNs) {
        return new DailyVolatility(Require.positive("barNs", barNs));
    }

    /**
     * The 1 and 99 % quantile over a training.
     *
     * @param history of the training
     * @param lastBar index of its last bar
     * @return two numbers, or none where the training is too short to know it
     */
    static List<Double> range(BarHistory history, int lastBar) {
        DailyVolatility volatility = ofBars(history.interval().toNanos());
        DoubleStream.Builder known = DoubleStream.builder();
        for (int i = 0; i <= lastBar; i++) {
            Candle candle = history.candle(i);
            volatility.on(candle.openTimeNs(), candle.timeNs(), candle.close());
            double value = volatility.value();
            if (!Double.isNaN(value)) {
                known.add(value);
            }
        }
        double[] sorted = known.build().toArray();
        Arrays.sort(sorted);
        return sorted.length == 0 ? List.of() : List.of(Scaler.quantile(sorted, LOW), Scaler.quantile(sorted, HIGH));
    }

    /**
     * Takes a bar; one that does not follow in time is passed over.
     *
     * @param openNs when it began, ns since epoch
     * @param timeNs when it closed, ns since epoch
     * @param close its last price; one that is not above 0 is passed over
     */
    public void on(long openNs, long timeNs, double close) {
        if (openNs < lastNs || !(close > 0)) {
            return;
        }
        if (openNs == lastNs) {
            double value = Math.log(close / lastClose);
            steps.addLast(new Step(timeNs, value));
            sum += value;
            squares += value * value;
        }
        lastNs = timeNs;
        lastClose = close;
        while (!steps.isEmpty() && steps.getFirst().timeNs() <= timeNs - DAY_NS) {
            double gone = steps.removeFirst().value();
            sum -= gone;
            squares -= gone * gone;
        }
    }

    /**
     * The deviation as of the last bar.
     *
     * @return 0 or more; NaN while too little is known
     */
    public double value() {
        int count = steps.size();
        if (count < 2 || count * 2L * barNs < DAY_NS) {
            return Double.NaN;
        }
        return Math.sqrt(Math.max(0, (squares - sum * sum / count) / (count - 1)));
    }
}
