package io.colin.ml.feature;

/** Columns of traded volume. */
final class VolumeColumns {
    private static final double TINY = 1e-9;

    private VolumeColumns() {}

    /** {@code vol_ratio_20} = ln((v+1e-9)/(SMA₂₀v+1e-9)). */
    static Calculation ratio(BarSeries s) {
        Node sum = s.volumeSum(20);
        return () -> Math.log((s.volume() + TINY) / (sum.value() / 20 + TINY));
    }

    /** {@code vol_z_60} = (v−SMA₆₀v)/sample deviation₆₀ of v {0}. */
    static Calculation score(BarSeries s) {
        SlidingMoments moments = s.keep(new SlidingMoments(60));
        return () -> {
            moments.add(s.volume());
            double deviation = moments.sampleDeviation();
            return deviation == 0 ? 0 : (s.volume() - moments.mean()) / deviation;
        };
    }

    /** {@code obv_slope_20} = Σ₂₀ sign(Δc)·v/Σ₂₀v {0}; unchanged closes add nothing. */
    static Calculation onBalance(BarSeries s) {
        Node signed = s.sum("obv_20", 20, () -> Math.signum(s.change()) * s.volume());
        Node sum = s.volumeSum(20);
        return () -> sum.value() == 0 ? 0 : signed.value() / sum.value();
    }

    /** {@code vpt_20} = Σ₂₀ r(1)·v/Σ₂₀v {0}. */
    static Calculation priceTrend(BarSeries s) {
        Node weighted = s.sum("vpt_20", 20, () -> s.logReturn(1) * s.volume());
        Node sum = s.volumeSum(20);
        return () -> sum.value() == 0 ? 0 : weighted.value() / sum.value();
    }

    /** {@code vwap_dist_n} = ln(c / (ΣTP·v/Σv)) over n bars {0}. */
    static Calculation vwapDistance(BarSeries s, int n) {
        Node value = s.sum("typical_value_" + n, n, () -> s.typical() * s.volume());
        Node sum = s.volumeSum(n);
        return () -> sum.value() == 0 ? 0 : Math.log(s.close() * sum.value() / value.value());
    }
}
