package io.colin.ml.feature;

/** Columns of one bar's shape, and of its shape against the bar before. */
final class ShapeColumns {
    private static final double DOJI_BODY = 0.1;
    private static final double HAMMER_SHADOW = 2;
    private static final double HAMMER_TIP = 0.1;

    private ShapeColumns() {}

    /** {@code body} = (c−o)/rng {0}. */
    static Calculation body(BarSeries s) {
        return () -> bodyOf(s);
    }

    /** {@code upper_shadow} = (h−max(o,c))/rng {0}. */
    static Calculation upperShadow(BarSeries s) {
        return () -> upperOf(s);
    }

    /** {@code lower_shadow} = (min(o,c)−l)/rng {0}. */
    static Calculation lowerShadow(BarSeries s) {
        return () -> lowerOf(s);
    }

    /** {@code close_pos} = (c−l)/rng {½}. */
    static Calculation closePosition(BarSeries s) {
        return () -> s.range() == 0 ? 0.5 : (s.close() - s.low()) / s.range();
    }

    /** {@code range_pct} = rng/c. */
    static Calculation rangeShare(BarSeries s) {
        return () -> s.range() / s.close();
    }

    /** {@code doji} = 1 if |body| &lt; 0.1, else 0; a bar without range has no body and is one. */
    static Calculation doji(BarSeries s) {
        return () -> Math.abs(bodyOf(s)) < DOJI_BODY ? 1 : 0;
    }

    /** {@code hammer} = +1 if lower shadow &gt; 2|body| and upper &lt; 0.1|body|, −1 mirrored, else 0. */
    static Calculation hammer(BarSeries s) {
        return () -> {
            double body = Math.abs(bodyOf(s));
            double upper = upperOf(s);
            double lower = lowerOf(s);
            if (lower > HAMMER_SHADOW * body && upper < HAMMER_TIP * body) {
                return 1;
            }
            return upper > HAMMER_SHADOW * body && lower < HAMMER_TIP * body ? -1 : 0;
        };
    }

    /** {@code engulfing} = sign of the body if it covers the opposite-coloured body of the bar before, else 0. */
    static Calculation engulfing(BarSeries s) {
        return () -> {
            double before = s.closeAgo(1) - s.previousOpen();
            double now = s.close() - s.open();
            boolean opposite = before * now < 0;
            boolean covers = Math.min(s.open(), s.close()) <= Math.min(s.previousOpen(), s.closeAgo(1))
                    && Math.max(s.open(), s.close()) >= Math.max(s.previousOpen(), s.closeAgo(1));
            return opposite && covers ? Math.signum(now) : 0;
        };
    }

    private static double bodyOf(BarSeries s) {
        return s.range() == 0 ? 0 : (s.close() - s.open()) / s.range();
    }

    private static double upperOf(BarSeries s) {
        return s.range() == 0 ? 0 : (s.high() - Math.max(s.open(), s.close())) / s.range();
    }

    private static double lowerOf(BarSeries s) {
        return s.range() == 0 ? 0 : (Math.min(s.open(), s.close()) - s.low()) / s.range();
    }
}
