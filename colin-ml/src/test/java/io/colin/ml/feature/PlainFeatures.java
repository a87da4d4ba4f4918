package io.colin.ml.feature;

import io.colin.ml.history.Candle;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;

/**
 * Every column written down from its definition over whole arrays, without regard to speed: what the incremental code is
 * compared with. Sums run over each window anew; warm-up is left to the caller.
 */
final class PlainFeatures {
    private static final double NONE = Double.NaN;

    private final int n;
    private final double[] o;
    private final double[] h;
    private final double[] l;
    private final double[] c;
    private final double[] v;
    private final long[] openTimes;
    private final double[] tp;
    private final double[] r1;
    private final double[] atr;
    private final double[] rsi;
    private final double[] macd;
    private final double[] directional;

    private final double[][] known;
    private final PlainLiquidity liquidity;

    PlainFeatures(List<Candle> candles) {
        this(candles, new double[0][]);
    }

    /** With one reading of side inputs a candle. */
    PlainFeatures(List<Candle> candles, double[][] readings) {
        known = readings;
        n = candles.size();
        o = candles.stream().mapToDouble(Candle::open).toArray();
        h = candles.stream().mapToDouble(Candle::high).toArray();
        l = candles.stream().mapToDouble(Candle::low).toArray();
        c = candles.stream().mapToDouble(Candle::close).toArray();
        v = candles.stream().mapToDouble(Candle::volume).toArray();
        openTimes = candles.stream().mapToLong(Candle::openTimeNs).toArray();
        tp = each(t -> (h[t] + l[t] + c[t]) / 3);
        r1 = each(t -> r(t, 1));
        atr = smoothed(
                each(t -> t == 0
                        ? NONE
                        : Math.max(h[t] - l[t], Math.max(Math.abs(h[t] - c[t - 1]), Math.abs(l[t] - c[t - 1])))),
                14,
                1.0 / 14);
        double[] up = smoothed(each(t -> t == 0 ? NONE : Math.max(c[t] - c[t - 1], 0)), 14, 1.0 / 14);
        double[] down = smoothed(each(t -> t == 0 ? NONE : Math.max(c[t - 1] - c[t], 0)), 14, 1.0 / 14);
        rsi = each(t -> up[t] + down[t] == 0 ? 50 : 100 * up[t] / (up[t] + down[t]));
        double[] e12 = ema(12);
        double[] e26 = ema(26);
        macd = each(t -> (e12[t] - e26[t]) / c[t]);
        double[] plus = smoothed(each(t -> move(t, true)), 14, 1.0 / 14);
        double[] minus = smoothed(each(t -> move(t, false)), 14, 1.0 / 14);
        liquidity = new PlainLiquidity(candles, atr, readings);
        directional = each(t -> plus[t] + minus[t] == 0 ? 0 : (plus[t] - minus[t]) / (plus[t] + minus[t]));
    }

    /** The whole column. */
    double[] column(String name) {
        if (name.startsWith("ret_")) {
            return each(t -> r(t, number(name)));
        }
        if (name.startsWith("dist_ema_")) {
            double[] ema = ema(number(name));
            return each(t -> Math.log(c[t] / ema[t]));
        }
        if (name.startsWith("vwap_dist_")) {
            return each(t -> vwap(t, number(name)));
        }
        return switch (name) {
            case "rv_15", "rv_60" -> each(t -> Math.sqrt(window(t, number(name), i -> r1[i] * r1[i])));
            case "body", "upper_shadow", "lower_shadow", "close_pos", "range_pct", "doji", "hammer", "engulfing" ->
                shape(name);
            case "ema_slope_20", "ema_cross", "macd", "macd_hist", "adx_14", "di_diff", "eff_ratio_14", "accel_5" ->
                trend(name);
            case "rsi_14", "rsi_div", "stoch_k", "stoch_d", "cci_14", "mfi_14" -> oscillator(name);
            case "vol_ratio_20", "vol_z_60", "obv_slope_20", "vpt_20" -> volume(name);
            case "atr_ratio_14", "rv_ratio", "parkinson_30", "bb_pos_20", "bb_width_20", "keltner_pos_20" ->
                volatility(name);
            default -> activity(name);
        };
    }

    private double[] shape(String name) {
        IntToDoubleFunction body = t -> h[t] == l[t] ? 0 : (c[t] - o[t]) / (h[t] - l[t]);
        IntToDoubleFunction upper = t -> h[t] == l[t] ? 0 : (h[t] - Math.max(o[t], c[t])) / (h[t] - l[t]);
        IntToDoubleFunction lower = t -> h[t] == l[t] ? 0 : (Math.min(o[t], c[t]) - l[t]) / (h[t] - l[t]);
        return switch (name) {
            case "body" -> each(body);
            case "upper_shadow" -> each(upper);
            case "lower_shadow" -> each(lower);
            case "close_pos" -> each(t -> h[t] == l[t] ? 0.5 : (c[t] - l[t]) / (h[t] - l[t]));
            case "range_pct" -> each(t -> (h[t] - l[t]) / c[t]);
            case "doji" -> each(t -> Math.abs(body.applyAsDouble(t)) < 0.1 ? 1 : 0);
            case "hammer" ->
                each(t -> hammer(Math.abs(body.applyAsDouble(t)), upper.applyAsDouble(t), lower.applyAsDouble(t)));
            default -> each(this::engulfing);
        };
    }

    private static double hammer(double body, double upper, double lower) {
        if (lower > 2 * body && upper < 0.1 * body) {
            return 1;
        }
        return upper > 2 * body && lower < 0.1 * body ? -1 : 0;
    }

    private double engulfing(int t) {
        if (t == 0 || (c[t] - o[t]) * (c[t - 1] - o[t - 1]) >= 0) {
            return 0;
        }
        boolean covers = Math.max(o[t], c[t]) >= Math.max(o[t - 1], c[t - 1])
                && Math.min(o[t], c[t]) <= Math.min(o[t - 1], c[t - 1]);
        return covers ? Math.signum(c[t] - o[t]) : 0;
    }

    private double[] trend(String name) {
        double[] e20 = ema(20);
        double[] e50 = ema(50);
        double[] signal = smoothed(macd, 9, 0.2);
        return switch (name) {
            case "ema_slope_20" -> each(t -> t < 5 ? NONE : Math.log(e20[t] / e20[t - 5]));
            case "ema_cross" -> each(t -> Math.log(e20[t] / e50[t]));
            case "macd" -> macd;
            case "macd_hist" -> each(t -> macd[t] - signal[t]);
            case "adx_14" -> smoothed(each(t -> 100 * Math.abs(directional[t])), 14, 1.0 / 14);
            case "di_diff" -> directional;
            case "accel_5" -> each(t -> t < 10 ? NONE : r(t, 5) - r(t - 5, 5));
            default ->
                each(t -> {
                    double path = window(t, 14, i -> i == 0 ? NONE : Math.abs(c[i] - c[i - 1]));
                    return path == 0 ? 0 : (c[t] - c[Math.max(0, t - 14)]) / path;
                });
        };
    }

    private double[] oscillator(String name) {
        double[] k = each(t -> {
            double top = extreme(h, t, 14, true);
            double bottom = extreme(l, t, 14, false);
            return top == bottom ? 50 : 100 * (c[t] - bottom) / (top - bottom);
        });
        return switch (name) {
            case "rsi_14" -> rsi;
            case "rsi_div" -> each(this::divergence);
            case "stoch_k" -> k;
            case "stoch_d" -> each(t -> window(t, 3, i -> k[i]) / 3);
            case "cci_14" ->
                each(t -> {
                    double offset = window(t, 14, i -> tp[i] - tp[t]) / 14;
                    double deviation = window(t, 14, i -> Math.abs(tp[i] - tp[t] - offset)) / 14;
                    return deviation == 0 ? 0 : -offset / (0.015 * deviation);
                });
            default ->
                each(t -> {
                    double up = window(t, 14, i -> i > 0 && tp[i] > tp[i - 1] ? tp[i] * v[i] : 0);
                    double down = window(t, 14, i -> i > 0 && tp[i] < tp[i - 1] ? tp[i] * v[i] : 0);
                    return up + down == 0 ? 50 : 100 * up / (up + down);
                });
        };
    }

    private double divergence(int t) {
        if (t < 42) {
            return NONE;
        }
        boolean bullish = extreme(c, t, 14, false) < extreme(c, t - 14, 14, false)
                && extreme(rsi, t, 14, false) > extreme(rsi, t - 14, 14, false) + 1e-9;
        boolean bearish = extreme(c, t, 14, true) > extreme(c, t - 14, 14, true)
                && extreme(rsi, t, 14, true) < extreme(rsi, t - 14, 14, true) - 1e-9;
        return (bullish ? 1 : 0) - (bearish ? 1 : 0);
    }

    private double[] volume(String name) {
        return switch (name) {
            case "vol_ratio_20" -> each(t -> Math.log((v[t] + 1e-9) / (window(t, 20, i -> v[i]) / 20 + 1e-9)));
            case "vol_z_60" ->
                each(t -> {
                    double mean = window(t, 60, i -> v[i]) / 60;
                    double deviation = Math.sqrt(window(t, 60, i -> (v[i] - mean) * (v[i] - mean)) / 59);
                    return deviation == 0 ? 0 : (v[t] - mean) / deviation;
                });
            case "obv_slope_20" ->
                each(t -> share(window(t, 20, i -> i == 0 ? NONE : Math.signum(c[i] - c[i - 1]) * v[i]), t));
            default -> each(t -> share(window(t, 20, i -> r1[i] * v[i]), t));
        };
    }

    private double share(double sum, int t) {
        double traded = window(t, 20, i -> v[i]);
        return traded == 0 ? 0 : sum / traded;
    }

    private double vwap(int t, int bars) {
        double traded = window(t, bars, i -> v[i]);
        return traded == 0 ? 0 : Math.log(c[t] / (window(t, bars, i -> tp[i] * v[i]) / traded));
    }

    private double[] volatility(String name) {
        double[] e20 = ema(20);
        // Both as differences from the close: a mean of prices has too few digits left for a small deviation.
        IntToDoubleFunction mean = t -> window(t, 20, i -> c[i] - c[t]) / 20;
        IntToDoubleFunction deviation =
                t -> Math.sqrt(window(t, 20, i -> Math.pow(c[i] - c[t] - mean.applyAsDouble(t), 2)) / 20);
        return switch (name) {
            case "atr_ratio_14" -> each(t -> atr[t] / c[t]);
            case "rv_ratio" ->
                each(t -> {
                    double recent = Math.sqrt(window(t, 15, i -> r1[i] * r1[i]));
                    double hour = Math.sqrt(window(t, 60, i -> r1[i] * r1[i]));
                    return hour == 0 ? 0 : Math.log((2 * recent + 1e-12) / (hour + 1e-12));
                });
            case "parkinson_30" ->
                each(t -> Math.sqrt(window(t, 30, i -> Math.pow(Math.log(h[i] / l[i]), 2)) / (120 * Math.log(2))));
            case "bb_pos_20" ->
                each(t -> deviation.applyAsDouble(t) == 0
                        ? 0.5
                        : (2 * deviation.applyAsDouble(t) - mean.applyAsDouble(t)) / (4 * deviation.applyAsDouble(t)));
            case "bb_width_20" -> each(t -> 4 * deviation.applyAsDouble(t) / (c[t] + mean.applyAsDouble(t)));
            default -> each(t -> atr[t] == 0 ? 0 : (c[t] - e20[t]) / (2 * atr[t]));
        };
    }

    private double[] activity(String name) {
        IntFunction<IntToDoubleFunction> mean = bars -> t -> {
            double sum = window(t, bars, i -> i == 0 ? NONE : v[i] > 0 ? Math.abs(r1[i]) / (c[i] * v[i]) : 0);
            return sum / window(t, bars, i -> v[i] > 0 ? 1 : 0);
        };
        return switch (name) {
            case "amihud_60" -> each(t -> Math.log(mean.apply(60).applyAsDouble(t) + 1e-12));
            case "amihud_ratio" ->
                each(t -> Math.log((mean.apply(15).applyAsDouble(t) + 1e-12)
                        / (mean.apply(240).applyAsDouble(t) + 1e-12)));
            case "tod_sin" -> each(t -> Math.sin(2 * Math.PI * minute(t) / 1440));
            case "tod_cos" -> each(t -> Math.cos(2 * Math.PI * minute(t) / 1440));
            case "session" -> each(t -> session((int) minute(t) / 60) / 1.5);
            case "fear_greed" -> each(t -> (known[t][InputRow.SENTIMENT] - 50) / 50);
            case "funding_bps" -> each(t -> known[t][InputRow.FUNDING]);
            case "funding_z" -> each(t -> known[t][InputRow.FUNDING_SCORE]);
            case "btc_ret_15" -> each(t -> known[t][InputRow.BTC_RETURN]);
            case "eth_ret_15" -> each(t -> known[t][InputRow.ETH_RETURN]);
            case "oi_chg_60" -> each(this::openInterest);
            case "oi_price" -> each(t -> openInterest(t) * Math.signum(r(t, 60)));
            default -> liquidity.column(name);
        };
    }

    private double openInterest(int t) {
        return t < 60 ? NONE : Math.log(known[t][InputRow.OPEN_INTEREST] / known[t - 60][InputRow.OPEN_INTEREST]);
    }

    private long minute(int t) {
        return openTimes[t] / 60_000_000_000L % 1440;
    }

    private static double session(int hour) {
        double weight = 0.1;
        weight = hour < 9 ? Math.max(weight, 1.0) : weight;
        weight = hour >= 7 && hour < 16 ? Math.max(weight, 1.2) : weight;
        weight = hour >= 12 && hour < 22 ? Math.max(weight, 1.2) : weight;
        return hour >= 12 && hour < 16 ? 1.5 : weight;
    }

    private double move(int t, boolean up) {
        if (t == 0) {
            return NONE;
        }
        double rise = h[t] - h[t - 1];
        double fall = l[t - 1] - l[t];
        double wanted = up ? rise : fall;
        double other = up ? fall : rise;
        return wanted > Math.max(other, 0) ? wanted : 0;
    }

    private double r(int t, int k) {
        return t < k ? NONE : Math.log(c[t] / c[t - k]);
    }

    private double[] ema(int bars) {
        return smoothed(c, bars, 2.0 / (bars + 1));
    }

    private double[] smoothed(double[] x, int bars, double alpha) {
        double[] y = new double[n];
        Arrays.fill(y, NONE);
        int first = 0;
        while (first < n && Double.isNaN(x[first])) {
            first++;
        }
        if (first + bars > n) {
            return y;
        }
        y[first + bars - 1] = Arrays.stream(x, first, first + bars).sum() / bars;
        for (int t = first + bars; t < n; t++) {
            y[t] = y[t - 1] + alpha * (x[t] - y[t - 1]);
        }
        return y;
    }

    private static double window(int t, int bars, IntToDoubleFunction x) {
        if (t < bars - 1) {
            return NONE;
        }
        double sum = 0;
        for (int i = t - bars + 1; i <= t; i++) {
            sum += x.applyAsDouble(i);
        }
        return sum;
    }

    private static double extreme(double[] x, int t, int bars, boolean highest) {
        if (t < bars - 1) {
            return NONE;
        }
        double extreme = x[t];
        for (int i = t - bars + 1; i <= t; i++) {
            extreme = highest ? Math.max(extreme, x[i]) : Math.min(extreme, x[i]);
        }
        return extreme;
    }

    private double[] each(IntToDoubleFunction f) {
        double[] values = new double[n];
        for (int t = 0; t < n; t++) {
            values[t] = f.applyAsDouble(t);
        }
        return values;
    }

    private static int number(String name) {
        return Integer.parseInt(name.substring(name.lastIndexOf('_') + 1));
    }
}
