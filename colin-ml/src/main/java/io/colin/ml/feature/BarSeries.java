package io.colin.ml.feature;

import io.colin.ml.history.Candle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.Function;

/**
 * The newest bar, a few of the last closes and every intermediate series that several columns read, each computed once
 * a bar, in the order it was first asked for.
 */
final class BarSeries {
    /** Closes kept: the longest look back is 240 bars. */
    private static final int KEPT_CLOSES = 256;

    private final List<Node> nodes = new ArrayList<>();
    private final List<Memory> memories = new ArrayList<>();
    private final List<double[]> numbers = new ArrayList<>();
    private final List<int[]> counters = new ArrayList<>();
    private final Map<String, Node> byName = new HashMap<>();
    private final double[] closes = new double[KEPT_CLOSES];
    private final double[] inputs = new double[MarketInputs.SIZE];
    private long bars;
    private long openTimeNs;
    private double open;
    private double high;
    private double low;
    private double close;
    private double volume;
    private double previousOpen = Double.NaN;
    private double previousHigh = Double.NaN;
    private double previousLow = Double.NaN;
    private double previousTypical = Double.NaN;

    /** The node of a name, made on first use; what its factory asks for is updated before it. */
    Node node(String name, Function<BarSeries, Calculation> factory) {
        Node known = byName.get(name);
        if (known != null) {
            return known;
        }
        Node node = new Node(factory.apply(this));
        byName.put(name, node);
        nodes.add(node);
        return node;
    }

    /** Registers what a calculation keeps from bar to bar: nothing else may survive a bar, or copies would differ. */
    <M extends Memory> M keep(M memory) {
        memories.add(memory);
        return memory;
    }

    /** Registers numbers kept from bar to bar. */
    double[] keep(double[] kept) {
        numbers.add(kept);
        return kept;
    }

    /** Registers counters kept from bar to bar. */
    int[] keep(int[] kept) {
        counters.add(kept);
        return kept;
    }

    /** Becomes what another series made for the same columns is; that one does not change. */
    void copyFrom(BarSeries other) {
        System.arraycopy(other.closes, 0, closes, 0, closes.length);
        System.arraycopy(other.inputs, 0, inputs, 0, inputs.length);
        bars = other.bars;
        openTimeNs = other.openTimeNs;
        open = other.open;
        high = other.high;
        low = other.low;
        close = other.close;
        volume = other.volume;
        previousOpen = other.previousOpen;
        previousHigh = other.previousHigh;
        previousLow = other.previousLow;
        previousTypical = other.previousTypical;
        copy(other.nodes, nodes);
        copy(other.memories, memories);
        for (int i = 0; i < numbers.size(); i++) {
            System.arraycopy(other.numbers.get(i), 0, numbers.get(i), 0, numbers.get(i).length);
        }
        for (int i = 0; i < counters.size(); i++) {
            System.arraycopy(other.counters.get(i), 0, counters.get(i), 0, counters.get(i).length);
        }
    }

    private static void copy(List<? extends Memory> from, List<? extends Memory> to) {
        for (int i = 0; i < to.size(); i++) {
            to.get(i).copyFrom(from.get(i));
        }
    }

    /** Takes the next bar, and what else is known at its close: a whole reading, or an empty one for nothing. */
    void update(Candle candle, double[] row, int offset, int size) {
        if (size == 0) {
            Arrays.fill(inputs, Double.NaN);
        } else {
            System.arraycopy(row, offset, inputs, 0, inputs.length);
        }
        if (bars > 0) {
            previousOpen = open;
            previousHigh = high;
            previousLow = low;
            previousTypical = typical();
        }
        openTimeNs = candle.openTimeNs();
        open = candle.open();
        high = candle.high();
        low = candle.low();
        close = candle.close();
        volume = candle.volume();
        closes[(int) (bars % KEPT_CLOSES)] = close;
        bars++;
        for (int i = 0; i < nodes.size(); i++) {
            nodes.get(i).update();
        }
    }

    /** A number of {@link InputRow}; NaN while it is not known. */
    double input(int index) {
        return inputs[index];
    }

    /** The same with 0 for what is not known, which {@link #unknown} counts: no hole may shift a window. */
    double known(int index) {
        return Double.isNaN(inputs[index]) ? 0 : inputs[index];
    }

    long bars() {
        return bars;
    }

    long openTimeNs() {
        return openTimeNs;
    }

    double open() {
        return open;
    }

    double high() {
        return high;
    }

    double low() {
        return low;
    }

    double close() {
        return close;
    }

    double volume() {
        return volume;
    }

    double range() {
        return high - low;
    }

    double typical() {
        return (high + low + close) / 3;
    }

    /** NaN at the first bar, like every other previous value. */
    double previousOpen() {
        return previousOpen;
    }

    double previousHigh() {
        return previousHigh;
    }

    double previousLow() {
        return previousLow;
    }

    double previousTypical() {
        return previousTypical;
    }

    /** The close some bars ago, up to 255; NaN before the first bar. */
    double closeAgo(int ago) {
        return bars <= ago ? Double.NaN : closes[(int) ((bars - 1 - ago) % KEPT_CLOSES)];
    }

    double change() {
        return close - closeAgo(1);
    }

    double logReturn(int ago) {
        return Math.log(close / closeAgo(ago));
    }

    /** TR = max(h−l, |h−c₋₁|, |l−c₋₁|); NaN at the first bar. */
    double trueRange() {
        double before = closeAgo(1);
        return Math.max(range(), Math.max(Math.abs(high - before), Math.abs(low - before)));
    }

    /** EMA of the close, α = 2/(n+1). */
    Node ema(int n) {
        return ema("ema_" + n, n, this::close);
    }

    /** EMA of any series, α = 2/(n+1). */
    Node ema(String name, int n, DoubleSupplier input) {
        return node(name, s -> keep(new Smoothing(n, 2.0 / (n + 1), input)));
    }

    /** Wilder's average of any series, α = 1/n. */
    Node wilder(String name, int n, DoubleSupplier input) {
        return node(name, s -> keep(new Smoothing(n, 1.0 / n, input)));
    }

    /** ATR = W₁₄(TR), in price. */
    Node atr() {
        return wilder("atr_14", 14, this::trueRange);
    }

    /** Σ of the last n values; NaN until there are n. */
    Node sum(String name, int n, DoubleSupplier input) {
        return node(name, s -> {
            SlidingSum sum = keep(new SlidingSum(n));
            return () -> sum.add(input.getAsDouble());
        });
    }

    /** The highest of the last n values; NaN until there are n. */
    Node highest(String name, int n, DoubleSupplier input) {
        return node(name, s -> {
            SlidingMaximum maximum = keep(new SlidingMaximum(n));
            return () -> maximum.add(input.getAsDouble());
        });
    }

    /** The lowest of the last n values; NaN until there are n. */
    Node lowest(String name, int n, DoubleSupplier input) {
        return node(name, s -> {
            SlidingMaximum maximum = keep(new SlidingMaximum(n));
            return () -> -maximum.add(-input.getAsDouble());
        });
    }

    /** In how many of the last n bars an input was not known. */
    Node unknown(String name, int n, int index) {
        return sum(name, n, () -> Double.isNaN(inputs[index]) ? 1 : 0);
    }

    /** Σ of an input over the last n bars; NaN until all n are known. */
    Node knownSum(String name, int n, int index) {
        Node unknown = unknown(name + "_unknown", n, index);
        Node sum = sum(name + "_known", n, () -> known(index));
        return node(name, s -> () -> unknown.value() > 0 ? Double.NaN : sum.value());
    }

    Node volumeSum(int n) {
        return sum("volume_sum_" + n, n, this::volume);
    }
}
