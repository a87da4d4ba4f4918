package io.colin.ml.feature;

/** Columns of the size of price changes. */
final class VolatilityColumns {
    private static final double TINY = 1e-12;
    private static final double PARKINSON = 4 * 30 * Math.log(2);

    private VolatilityColumns() {}

    /** {@code atr_ratio_14} = ATR/c. */
    static Calculation atrRatio(BarSeries s) {
        Node atr = s.atr();
        return () -> atr.value() / s.close();
    }

    /** {@code rv_n} = √Σₙ r(1)². */
    static Calculation realised(BarSeries s, int n) {
        Node squares = squares(s, n);
        return () -> Math.sqrt(squares.value());
    }

    /** {@code rv_ratio} = ln(rv₁₅·2/rv₆₀) {0}, 1e-12 added to both so that a still quarter of an hour is finite. */
    static Calculation realisedRatio(BarSeries s) {
        Node recent = squares(s, 15);
        Node hour = squares(s, 60);
        return () -> hour.value() == 0
                ? 0
                : Math.log((2 * Math.sqrt(recent.value()) + TINY) / (Math.sqrt(hour.value()) + TINY));
    }

    /** {@code parkinson_30} = √(Σ₃₀ ln²(h/l)/(4·30·ln 2)). */
    static Calculation parkinson(BarSeries s) {
        Node squares = s.sum("log_range_squares_30", 30, () -> {
            double logRange = Math.log(s.high() / s.low());
            return logRange * logRange;
        });
        return () -> Math.sqrt(squares.value() / PARKINSON);
    }

    private static Node squares(BarSeries s, int n) {
        return s.sum("return_squares_" + n, n, () -> {
            double r = s.logReturn(1);
            return r * r;
        });
    }
}
