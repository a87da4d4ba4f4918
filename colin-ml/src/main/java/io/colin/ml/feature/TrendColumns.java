package io.colin.ml.feature;

/** Columns of returns, averages and directed movement. */
final class TrendColumns {
    private TrendColumns() {}

    /** {@code ret_k} = r(k) = ln(c/c₋ₖ). */
    static Calculation logReturn(BarSeries s, int k) {
        return () -> s.logReturn(k);
    }

    /** {@code accel_5} = r(5) now − r(5) five bars ago. */
    static Calculation acceleration(BarSeries s) {
        return () -> s.logReturn(5) - Math.log(s.closeAgo(5) / s.closeAgo(10));
    }

    /** {@code dist_ema_n} = ln(c/EMAₙ). */
    static Calculation distance(BarSeries s, int n) {
        Node ema = s.ema(n);
        return () -> Math.log(s.close() / ema.value());
    }

    /** {@code ema_slope_20} = ln(EMA₂₀ now / EMA₂₀ five bars ago). */
    static Calculation slope(BarSeries s) {
        Node ema = s.ema(20);
        double[] last = s.keep(new double[6]);
        int[] next = s.keep(new int[1]);
        return () -> {
            last[next[0]] = ema.value();
            next[0] = (next[0] + 1) % last.length;
            double before = last[next[0]];
            return before > 0 ? Math.log(ema.value() / before) : Double.NaN;
        };
    }

    /** {@code ema_cross} = ln(EMA₂₀/EMA₅₀). */
    static Calculation cross(BarSeries s) {
        Node fast = s.ema(20);
        Node slow = s.ema(50);
        return () -> Math.log(fast.value() / slow.value());
    }

    /** {@code macd} = (EMA₁₂−EMA₂₆)/c. */
    static Calculation macd(BarSeries s) {
        Node macd = macdNode(s);
        return macd::value;
    }

    /** {@code macd_hist} = macd − EMA₉(macd). */
    static Calculation macdHistogram(BarSeries s) {
        Node macd = macdNode(s);
        Node signal = s.ema("macd_signal", 9, macd::value);
        return () -> macd.value() - signal.value();
    }

    /** {@code di_diff} = (DI⁺−DI⁻)/(DI⁺+DI⁻) {0}; the ATR in both cancels. */
    static Calculation directionalDifference(BarSeries s) {
        Node difference = directional(s);
        return difference::value;
    }

    /** {@code adx_14} = W₁₄ of 100·|DI⁺−DI⁻|/(DI⁺+DI⁻). */
    static Calculation directionalIndex(BarSeries s) {
        Node difference = directional(s);
        Node adx = s.wilder("adx_14", 14, () -> 100 * Math.abs(difference.value()));
        return adx::value;
    }

    /** {@code eff_ratio_14} = (c−c₋₁₄)/Σ₁₄|Δc| {0}, signed. */
    static Calculation efficiency(BarSeries s) {
        Node path = s.sum("path_14", 14, () -> Math.abs(s.change()));
        return () -> path.value() == 0 ? 0 : (s.close() - s.closeAgo(14)) / path.value();
    }

    /** {@code keltner_pos_20} = (c−EMA₂₀)/(2·ATR) {0}. */
    static Calculation keltner(BarSeries s) {
        Node ema = s.ema(20);
        Node atr = s.atr();
        return () -> atr.value() == 0 ? 0 : (s.close() - ema.value()) / (2 * atr.value());
    }

    private static Node macdNode(BarSeries s) {
        Node fast = s.ema(12);
        Node slow = s.ema(26);
        return s.node("macd", series -> () -> (fast.value() - slow.value()) / series.close());
    }

    private static Node directional(BarSeries s) {
        Node up = s.wilder("dm_up", 14, () -> movement(s.high() - s.previousHigh(), s.previousLow() - s.low()));
        Node down = s.wilder("dm_down", 14, () -> movement(s.previousLow() - s.low(), s.high() - s.previousHigh()));
        return s.node("di_diff", series -> () -> {
            double both = up.value() + down.value();
            return both == 0 ? 0 : (up.value() - down.value()) / both;
        });
    }

    /** A move counts when it is larger than the opposite one and than nothing; absent at the first bar. */
    private static double movement(double move, double opposite) {
        if (Double.isNaN(move)) {
            return Double.NaN;
        }
        return move > Math.max(opposite, 0) ? move : 0;
    }
}
