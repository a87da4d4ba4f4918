package io.colin.ml.feature;

import io.colin.ml.history.Candle;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** The liquidity columns written down from their definitions, every window anew. */
final class PlainLiquidity {
    private static final double NONE = Double.NaN;

    private final int n;
    private final double[] h;
    private final double[] l;
    private final double[] c;
    private final double[] v;
    private final double[] atr;
    private final double[][] known;

    PlainLiquidity(List<Candle> candles, double[] atr, double[][] known) {
        this.n = candles.size();
        this.h = candles.stream().mapToDouble(Candle::high).toArray();
        this.l = candles.stream().mapToDouble(Candle::low).toArray();
        this.c = candles.stream().mapToDouble(Candle::close).toArray();
        this.v = candles.stream().mapToDouble(Candle::volume).toArray();
        this.atr = atr;
        this.known = known;
    }

    double[] column(String name) {
        return switch (name) {
            case "kyle_60" ->
                each(61, t -> {
                    IntToDoubleFunction sv = i -> known[i][InputRow.SIGNED_VOLUME];
                    double squares = covariance(t, sv, sv);
                    return squares == 0 ? 0 : covariance(t, sv, this::r) / squares * sum(t, 60, i -> v[i]) / 60;
                });
            case "roll_60" ->
                each(62, t -> {
                    double covariance = covariance(t, i -> c[i] - c[i - 1], i -> c[i - 1] - c[i - 2]);
                    return 2 * Math.sqrt(Math.max(0, -covariance)) / c[t];
                });
            case "liq_depth_z" -> depth();
            case "turnover_60" ->
                each(
                        1_440,
                        t -> Math.log((24 * sum(t, 60, i -> c[i] * v[i]) + 1e-12)
                                / (sum(t, 1_440, i -> c[i] * v[i]) + 1e-12)));
            case "large_share_15" -> each(1_455, this::large);
            case "whale" ->
                each(60, t -> {
                    double mean = sum(t, 60, i -> v[i]) / 60;
                    return v[t] > 3 * mean ? Math.log(v[t] / mean) : 0;
                });
            case "net_flow_15" -> each(15, t -> flow(t, 15));
            case "net_flow_60" -> each(60, t -> flow(t, 60));
            case "liq_long_15" -> each(15, t -> liquidated(t, InputRow.LIQUIDATED_LONG));
            case "liq_short_15" -> each(15, t -> liquidated(t, InputRow.LIQUIDATED_SHORT));
            case "liq_imb_60" ->
                each(60, t -> {
                    double longs = sum(t, 60, i -> known[i][InputRow.LIQUIDATED_LONG]);
                    double shorts = sum(t, 60, i -> known[i][InputRow.LIQUIDATED_SHORT]);
                    return longs + shorts == 0 ? 0 : (longs - shorts) / (longs + shorts);
                });
            case "pool_above" -> each(70, t -> pool(t, h, 1));
            case "pool_below" ->
                each(70, t -> pool(t, Arrays.stream(l).map(x -> -x).toArray(), -1));
            default -> throw new IllegalArgumentException(name);
        };
    }

    private double[] depth() {
        double[] depths = each(21, t -> {
            double mean = sum(t, 20, this::r) / 20;
            double deviation = Math.sqrt(sum(t, 20, i -> (r(i) - mean) * (r(i) - mean)) / 19);
            return Math.log((sum(t, 20, i -> c[i] * v[i]) / 20 + 1e-12) / (deviation + 1e-12));
        });
        return each(1_460, t -> {
            double mean = sum(t, 1_440, i -> depths[i]) / 1_440;
            double deviation = Math.sqrt(sum(t, 1_440, i -> (depths[i] - mean) * (depths[i] - mean)) / 1_439);
            return deviation == 0 ? 0 : (depths[t] - mean) / deviation;
        });
    }

    private double large(int t) {
        double[] before = Arrays.copyOfRange(v, t - 15 - 1_439, t - 14);
        Arrays.sort(before);
        double at = 0.9 * 1_439;
        int below = (int) at;
        double threshold = before[below] + (at - below) * (before[below + 1] - before[below]);
        return IntStream.rangeClosed(t - 14, t).filter(i -> v[i] > threshold).count() / 15.0;
    }

    private double flow(int t, int bars) {
        double traded = sum(t, bars, i -> v[i]);
        return traded == 0 ? 0 : sum(t, bars, i -> known[i][InputRow.SIGNED_VOLUME]) / traded;
    }

    private double liquidated(int t, int input) {
        double traded = sum(t, 15, i -> c[i] * v[i]);
        return traded == 0 ? 0 : Math.log(1 + 1e4 * sum(t, 15, i -> known[i][input]) / traded);
    }

    /** Of a mirrored series for lows: levels are −low, and the close counts as −close. */
    private double pool(int t, double[] high, int sign) {
        double nearest = Double.POSITIVE_INFINITY;
        for (int i = Math.max(3, t - 1_439); i <= t - 3; i++) {
            int at = i;
            boolean swing = IntStream.rangeClosed(i - 3, i + 3).allMatch(j -> high[j] <= high[at]);
            boolean untouched = IntStream.rangeClosed(i + 1, t).allMatch(j -> high[j] < high[at]);
            if (swing && untouched) {
                nearest = Math.min(nearest, high[i] - sign * c[t]);
            }
        }
        return nearest == Double.POSITIVE_INFINITY || atr[t] == 0 ? 20 : nearest / atr[t];
    }

    /** Sample covariance of 60 bars. */
    private static double covariance(int t, IntToDoubleFunction x, IntToDoubleFunction y) {
        double meanX = sum(t, 60, x) / 60;
        double meanY = sum(t, 60, y) / 60;
        return sum(t, 60, i -> (x.applyAsDouble(i) - meanX) * (y.applyAsDouble(i) - meanY)) / 59;
    }

    private double r(int t) {
        return Math.log(c[t] / c[t - 1]);
    }

    private static double sum(int t, int bars, IntToDoubleFunction x) {
        double sum = 0;
        for (int i = t - bars + 1; i <= t; i++) {
            sum += x.applyAsDouble(i);
        }
        return sum;
    }

    private double[] each(int warmUp, IntToDoubleFunction f) {
        double[] values = new double[n];
        for (int t = 0; t < n; t++) {
            values[t] = t + 1 < warmUp ? NONE : f.applyAsDouble(t);
        }
        return values;
    }
}
