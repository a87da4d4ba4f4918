package io.colin.ml.feature;

import java.util.Arrays;

/** Columns that say where the price stands within its recent range. */
final class OscillatorColumns {
    private static final int N = 14;
    private static final double CCI_SCALE = 0.015;
    private static final double SAME = 1e-9;

    private OscillatorColumns() {}

    /** {@code rsi_14} = 100·U/(U+D), U and D = W₁₄ of gains and losses {50 when both are 0}. */
    static Calculation rsi(BarSeries s) {
        Node rsi = rsiNode(s);
        return rsi::value;
    }

    /**
     * {@code rsi_div} = +1 if the 14-bar low of c falls below the previous 14-bar low while that of the RSI rises, −1
     * mirrored on highs, else 0; 0 also when both hold at once.
     */
    static Calculation divergence(BarSeries s) {
        Node rsi = rsiNode(s);
        Delayed priceLow = s.keep(new Delayed(s.lowest("close_low_14", N, s::close)));
        Delayed priceHigh = s.keep(new Delayed(s.highest("close_high_14", N, s::close)));
        Delayed rsiLow = s.keep(new Delayed(s.lowest("rsi_low_14", N, rsi::value)));
        Delayed rsiHigh = s.keep(new Delayed(s.highest("rsi_high_14", N, rsi::value)));
        return () -> {
            // Each must take this bar's value, so none may be skipped by a short circuit.
            int low = priceLow.direction();
            int high = priceHigh.direction();
            int lowOfRsi = rsiLow.direction();
            int highOfRsi = rsiHigh.direction();
            int bullish = low < 0 && lowOfRsi > 0 ? 1 : 0;
            int bearish = high > 0 && highOfRsi < 0 ? 1 : 0;
            return bullish - bearish;
        };
    }

    /** {@code stoch_k} = 100(c−min₁₄l)/(max₁₄h−min₁₄l) {50}. */
    static Calculation stochastic(BarSeries s) {
        Node k = stochasticNode(s);
        return k::value;
    }

    /** {@code stoch_d} = SMA₃ of stoch_k. */
    static Calculation stochasticMean(BarSeries s) {
        Node k = stochasticNode(s);
        Node sum = s.sum("stoch_sum_3", 3, k::value);
        return () -> sum.value() / 3;
    }

    /** {@code cci_14} = (TP−SMA₁₄TP)/(0.015·mean absolute deviation) {0}. */
    static Calculation commodityChannel(BarSeries s) {
        RecentWindow typical = s.keep(new RecentWindow(N));
        return () -> {
            if (!typical.add(s.typical())) {
                return Double.NaN;
            }
            double deviation = typical.meanAbsoluteDeviation();
            return deviation == 0 ? 0 : -typical.meanLessNewest() / (CCI_SCALE * deviation);
        };
    }

    /** {@code mfi_14} = 100·P/(P+N), Σ₁₄ TP·v split by the sign of ΔTP {50}. */
    static Calculation moneyFlow(BarSeries s) {
        Node rising = s.sum("flow_up_14", N, () -> flow(s, 1));
        Node falling = s.sum("flow_down_14", N, () -> flow(s, -1));
        return () -> {
            double both = rising.value() + falling.value();
            return both == 0 ? 50 : 100 * rising.value() / both;
        };
    }

    /** {@code bb_pos_20} = (c−L)/(U−L) {½}; U, L = SMA₂₀c ± 2 population deviations of c. */
    static Calculation bollingerPosition(BarSeries s) {
        RecentWindow closes = s.keep(new RecentWindow(20));
        return () -> {
            if (!closes.add(s.close())) {
                return Double.NaN;
            }
            double deviation = closes.populationDeviation();
            return deviation == 0 ? 0.5 : (2 * deviation - closes.meanLessNewest()) / (4 * deviation);
        };
    }

    /** {@code bb_width_20} = (U−L)/mid. */
    static Calculation bollingerWidth(BarSeries s) {
        RecentWindow closes = s.keep(new RecentWindow(20));
        return () -> closes.add(s.close())
                ? 4 * closes.populationDeviation() / (s.close() + closes.meanLessNewest())
                : Double.NaN;
    }

    private static Node rsiNode(BarSeries s) {
        Node gains = s.wilder("gains_14", N, () -> positive(s.change()));
        Node losses = s.wilder("losses_14", N, () -> positive(-s.change()));
        return s.node("rsi_14", series -> () -> {
            double both = gains.value() + losses.value();
            return both == 0 ? 50 : 100 * gains.value() / both;
        });
    }

    private static Node stochasticNode(BarSeries s) {
        Node top = s.highest("high_14", N, s::high);
        Node bottom = s.lowest("low_14", N, s::low);
        return s.node("stoch_k", series -> () -> {
            double span = top.value() - bottom.value();
            return span == 0 ? 50 : 100 * (series.close() - bottom.value()) / span;
        });
    }

    private static double flow(BarSeries s, int sign) {
        double change = s.typical() - s.previousTypical();
        if (Double.isNaN(change)) {
            return Double.NaN;
        }
        return Math.signum(change) == sign ? s.typical() * s.volume() : 0;
    }

    /** Keeps an absent value absent, which max(x, 0) would too, and −0 away. */
    private static double positive(double x) {
        return x > 0 || Double.isNaN(x) ? x : 0;
    }

    /** A node's value against the one 14 bars before. */
    private static final class Delayed implements Memory {
        private final Node node;
        private final double[] last = new double[N];
        private int next;

        private Delayed(Node node) {
            this.node = node;
            Arrays.fill(last, Double.NaN);
        }

        @Override
        public void copyFrom(Memory other) {
            Delayed from = (Delayed) other;
            System.arraycopy(from.last, 0, last, 0, last.length);
            next = from.next;
        }

        /**
         * Takes this bar's value; +1 above the one 14 bars ago, −1 below, 0 equal or absent. Once a bar. An RSI that
         * does not move differs from itself in its last digits, which must not count as rising or falling.
         */
        private int direction() {
            double now = node.value();
            double before = last[next];
            last[next] = now;
            next = (next + 1) % N;
            return now > before + SAME ? 1 : now < before - SAME ? -1 : 0;
        }
    }
}
