package io.colin.ml.feature;

/**
 * Columns of what trading costs and who trades. sv, the aggressive buys less the aggressive sells of a bar, is known
 * only where every trade of the bar shows its side; a window that holds one bar without it has no value.
 */
final class LiquidityColumns {
    private static final double TINY = 1e-12;
    private static final int DAY = 1_440;
    private static final double NO_POOL = 20;
    private static final double PER_BASIS_POINT = 1e4;

    private LiquidityColumns() {}

    /** {@code amihud_60} = ln(mean₆₀(|r(1)|/(c·v)) + 1e-12) over the bars with v &gt; 0; absent without any. */
    static Calculation amihud(BarSeries s) {
        Node illiquidity = illiquidity(s, 60);
        return () -> Math.log(illiquidity.value() + TINY);
    }

    /** {@code amihud_ratio} = ln((mean₁₅+1e-12)/(mean₂₄₀+1e-12)) of the same; absent without any. */
    static Calculation amihudRatio(BarSeries s) {
        Node recent = illiquidity(s, 15);
        Node longer = illiquidity(s, 240);
        return () -> Math.log((recent.value() + TINY) / (longer.value() + TINY));
    }

    /** {@code kyle_60} = slope of r(1) on sv over 60 bars × SMA₆₀v {0 when sv does not vary}. */
    static Calculation kyle(BarSeries s) {
        SlidingCovariance pairs = s.keep(new SlidingCovariance(60));
        Node unknown = s.unknown("signed_unknown_60", 60, InputRow.SIGNED_VOLUME);
        Node sum = s.volumeSum(60);
        return () -> {
            pairs.add(s.known(InputRow.SIGNED_VOLUME), s.logReturn(1));
            return unknown.value() > 0 ? Double.NaN : pairs.slope() * sum.value() / 60;
        };
    }

    /** {@code roll_60} = 2√max(0, −cov₆₀(Δc, Δc₋₁))/c, sample covariance: the spread that bounces would show. */
    static Calculation roll(BarSeries s) {
        SlidingCovariance pairs = s.keep(new SlidingCovariance(60));
        return () -> {
            pairs.add(s.change(), s.closeAgo(1) - s.closeAgo(2));
            double covariance = pairs.covariance();
            return covariance >= 0 ? 0 : 2 * Math.sqrt(-covariance) / s.close();
        };
    }

    /** {@code liq_depth_z} = z over 1440 bars of ln((SMA₂₀(c·v)+1e-12)/(σ₂₀+1e-12)) {0}. */
    static Calculation depthScore(BarSeries s) {
        Node value = valueSum(s, 20);
        SlidingMoments returns = s.keep(new SlidingMoments(20));
        SlidingMoments depths = s.keep(new SlidingMoments(DAY));
        return () -> {
            returns.add(s.logReturn(1));
            double depth = Math.log((value.value() / 20 + TINY) / (returns.sampleDeviation() + TINY));
            depths.add(depth);
            double deviation = depths.sampleDeviation();
            return deviation == 0 ? 0 : (depth - depths.mean()) / deviation;
        };
    }

    /** {@code turnover_60} = ln((24·Σ₆₀c·v + 1e-12)/(Σ₁₄₄₀c·v + 1e-12)) {0}. */
    static Calculation turnover(BarSeries s) {
        Node hour = valueSum(s, 60);
        Node day = valueSum(s, DAY);
        return () -> day.value() == 0 ? 0 : Math.log((24 * hour.value() + TINY) / (day.value() + TINY));
    }

    /** {@code large_share_15} = share of the last 15 bars with v above the 90th percentile of the 1440 before them. */
    static Calculation largeShare(BarSeries s) {
        SortedWindow before = s.keep(new SortedWindow(DAY));
        double[] last = s.keep(new double[15]);
        int[] seen = s.keep(new int[1]);
        return () -> {
            int slot = seen[0] % last.length;
            if (seen[0] >= last.length) {
                before.add(last[slot]);
            }
            last[slot] = s.volume();
            // Kept below one round so that it never overflows; the first rounds only fill.
            seen[0] = seen[0] + 1 < 2 * last.length ? seen[0] + 1 : last.length;
            return shareAbove(last, before.quantile(0.9));
        };
    }

    /** {@code whale} = ln(v/SMA₆₀v) if v &gt; 3·SMA₆₀v, else 0. */
    static Calculation whale(BarSeries s) {
        Node sum = s.volumeSum(60);
        return () -> {
            double mean = sum.value() / 60;
            return s.volume() > 3 * mean ? Math.log(s.volume() / mean) : 0;
        };
    }

    /** {@code net_flow_n} = Σₙsv/Σₙv {0}. */
    static Calculation netFlow(BarSeries s, int n) {
        Node signed = s.knownSum("signed_volume_" + n, n, InputRow.SIGNED_VOLUME);
        Node sum = s.volumeSum(n);
        return () -> sum.value() == 0 ? zeroIfKnown(signed) : signed.value() / sum.value();
    }

    /** {@code liq_long_15} and {@code liq_short_15} = ln(1 + 10⁴·Σ₁₅ liquidated value/Σ₁₅c·v) {0}. */
    static Calculation liquidated(BarSeries s, int input) {
        Node liquidated = s.knownSum("liquidated_" + input + "_15", 15, input);
        Node value = valueSum(s, 15);
        return () -> value.value() == 0
                ? zeroIfKnown(liquidated)
                : Math.log1p(PER_BASIS_POINT * liquidated.value() / value.value());
    }

    /** {@code liq_imb_60} = (L−S)/(L+S) of the value liquidated over 60 bars {0}. */
    static Calculation liquidationImbalance(BarSeries s) {
        Node longs = s.knownSum("liquidated_long_60", 60, InputRow.LIQUIDATED_LONG);
        Node shorts = s.knownSum("liquidated_short_60", 60, InputRow.LIQUIDATED_SHORT);
        return () -> {
            double both = longs.value() + shorts.value();
            return both == 0 ? 0 : (longs.value() - shorts.value()) / both;
        };
    }

    /** {@code pool_above} = (nearest untouched swing high of 1440 bars − c)/ATR {20 when there is none}. */
    static Calculation poolAbove(BarSeries s) {
        Node atr = s.atr();
        SwingLevels highs = s.keep(new SwingLevels(DAY));
        return () -> {
            highs.add(s.high());
            return distance(highs.nearest() - s.close(), atr.value());
        };
    }

    /** {@code pool_below} = (c − nearest untouched swing low of 1440 bars)/ATR {20 when there is none}. */
    static Calculation poolBelow(BarSeries s) {
        Node atr = s.atr();
        SwingLevels lows = s.keep(new SwingLevels(DAY));
        return () -> {
            lows.add(-s.low());
            return distance(s.close() + lows.nearest(), atr.value());
        };
    }

    private static double zeroIfKnown(Node node) {
        return Double.isNaN(node.value()) ? Double.NaN : 0;
    }

    private static double distance(double price, double atr) {
        return Double.isNaN(price) || atr == 0 ? NO_POOL : price / atr;
    }

    private static double shareAbove(double[] volumes, double threshold) {
        if (Double.isNaN(threshold)) {
            return Double.NaN;
        }
        int above = 0;
        for (double volume : volumes) {
            above += volume > threshold ? 1 : 0;
        }
        return (double) above / volumes.length;
    }

    private static Node valueSum(BarSeries s, int n) {
        return s.sum("traded_value_" + n, n, () -> s.close() * s.volume());
    }

    private static Node illiquidity(BarSeries s, int n) {
        Node sum = s.sum("illiquidity_" + n, n, () -> {
            double r = Math.abs(s.logReturn(1));
            return Double.isNaN(r) || s.volume() > 0 ? r / (s.close() * s.volume()) : 0;
        });
        Node traded = s.sum("traded_bars_" + n, n, () -> {
            double r = s.logReturn(1);
            return Double.isNaN(r) ? r : s.volume() > 0 ? 1 : 0;
        });
        return s.node("mean_illiquidity_" + n, series -> () -> sum.value() / traded.value());
    }
}
