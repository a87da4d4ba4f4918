package io.colin.risk.var;

import io.colin.risk.returns.Covariance;
import io.colin.risk.var.VarSettings.Distribution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Simulated losses: correlated log returns by the Cholesky factor of the covariance, each draw used with both signs,
 * exposures revalued by e^r − 1. Student-t paths share one chi-square factor over all assets and keep the covariance.
 * Several days are one draw scaled by the square root of days. Works on blocks of paths so that inner loops run over
 * neighbouring memory; the same seed gives the same bits.
 */
final class MonteCarlo {
    private static final int BLOCK = 250;
    private static final double SERIES_RANGE = 4;
    private static final double C2 = 1.0 / 2;
    private static final double C3 = 1.0 / 6;
    private static final double C4 = 1.0 / 24;
    private static final double C5 = 1.0 / 120;
    private static final double C6 = 1.0 / 720;
    private static final double C7 = 1.0 / 5_040;
    private static final double C8 = 1.0 / 40_320;

    private final double[] weights;
    private final double[] drifts;
    private final double[] lower;
    private final double freedom;
    private final Draws draws;
    private final List<Integer> days;
    private final double[][] losses;
    private final double[][] normals;
    private final double[][] gains;
    private final double[] mixing = new double[BLOCK];
    private final double[] shock = new double[BLOCK];
    private final double[] moves = new double[BLOCK];

    private MonteCarlo(VarModel model, double[] exposures, double freedom, List<Integer> days) {
        this.freedom = freedom;
        this.days = days;
        int[] held = held(exposures);
        weights = new double[held.length];
        drifts = new double[held.length];
        double[][] part = new double[held.length][held.length];
        Covariance covariance = model.covariance().orElseThrow();
        double perDay = model.periodsPerDay();
        for (int i = 0; i < held.length; i++) {
            weights[i] = exposures[held[i]];
            drifts[i] = model.mean(held[i]) * perDay;
            for (int j = 0; j < held.length; j++) {
                part[i][j] = covariance.at(held[i], held[j]) * perDay;
            }
        }
        lower = Covariance.of(part).cholesky();
        draws = new Draws(model.settings().seed());
        losses = new double[days.size()][model.settings().paths()];
        normals = new double[held.length][BLOCK];
        gains = new double[days.size()][2 * BLOCK];
    }

    /**
     * What was simulated.
     *
     * @param losses by horizon, ascending
     * @param notes the distribution
     */
    record Outcome(List<double[]> losses, List<String> notes) {}

    static Outcome run(VarModel model, double[] exposures, PastLosses past, List<Integer> days) {
        boolean fat = model.settings().distribution() == Distribution.STUDENT_T;
        double freedom = fat ? StudentT.fit(past.standardised()) : StudentT.NORMAL;
        MonteCarlo simulation = new MonteCarlo(model, exposures, freedom, days);
        simulation.simulate();
        for (double[] byPath : simulation.losses) {
            Arrays.sort(byPath); // once for all quantiles asked for
        }
        List<String> notes = new ArrayList<>();
        notes.add(freedom < StudentT.NORMAL ? String.format(Locale.ROOT, "student_t:%.1f", freedom) : "normal");
        return new Outcome(List.of(simulation.losses), notes);
    }

    private static int[] held(double[] exposures) {
        int[] held = new int[exposures.length];
        int count = 0;
        for (int i = 0; i < exposures.length; i++) {
            if (exposures[i] != 0) {
                held[count++] = i;
            }
        }
        return Arrays.copyOf(held, count);
    }

    private void simulate() {
        int pairs = losses[0].length / 2;
        for (int from = 0; from < pairs; from += BLOCK) {
            int size = Math.min(BLOCK, pairs - from);
            draw(size);
            for (double[] gain : gains) {
                Arrays.fill(gain, 0);
            }
            for (int i = 0; i < weights.length; i++) {
                correlate(i, size);
                for (int h = 0; h < gains.length; h++) {
                    revalue(i, h, size);
                }
            }
            for (int h = 0; h < gains.length; h++) {
                for (int p = 0; p < size; p++) {
                    losses[h][2 * (from + p)] = -gains[h][p];
                    losses[h][2 * (from + p) + 1] = -gains[h][BLOCK + p];
                }
            }
        }
    }

    private void draw(int size) {
        for (int p = 0; p < size; p++) {
            mixing[p] = freedom < StudentT.NORMAL ? Math.sqrt((freedom - 2) / (2 * draws.gamma(freedom / 2))) : 1;
        }
        for (double[] row : normals) {
            for (int p = 0; p < size; p++) {
                row[p] = draws.normal();
            }
        }
    }

    private void correlate(int asset, int size) {
        Arrays.fill(shock, 0);
        int row = asset * weights.length;
        for (int k = 0; k <= asset; k++) {
            double factor = lower[row + k];
            double[] z = normals[k];
            for (int p = 0; p < size; p++) {
                shock[p] += factor * z[p];
            }
        }
        for (int p = 0; p < size; p++) {
            shock[p] *= mixing[p];
        }
    }

    /** Adds the gain of both signs of the shock: e^(μ±s) − 1 = a + (1 + a)·E with E = e^±s − 1 and a = e^μ − 1. */
    private void revalue(int asset, int horizon, int size) {
        double root = Math.sqrt(days.get(horizon));
        double a = StrictMath.expm1(drifts[asset] * days.get(horizon));
        double weight = weights[asset];
        double[] sums = gains[horizon];
        double widest = 0;
        for (int p = 0; p < size; p++) {
            widest = Math.max(widest, Math.abs(shock[p]));
        }
        // Three plain loops: the compiler turns each into vector instructions, together it would not.
        if (widest * root <= SERIES_RANGE) {
            for (int p = 0; p < size; p++) {
                moves[p] = expm1(shock[p] * root);
            }
        } else {
            for (int p = 0; p < size; p++) {
                moves[p] = StrictMath.expm1(shock[p] * root);
            }
        }
        double scaled = weight * (1 + a);
        double shift = weight * a;
        for (int p = 0; p < size; p++) {
            sums[p] += shift + scaled * moves[p];
            sums[BLOCK + p] += shift - scaled * (moves[p] / (1 + moves[p]));
        }
    }

    /** e^s − 1 for |s| ≤ 4 within 1e-14: the series at s/64, then six times e^2x − 1 = y(y + 2). */
    static double expm1(double s) {
        double x = s / 64;
        double y = x + x * x * (C2 + x * (C3 + x * (C4 + x * (C5 + x * (C6 + x * (C7 + x * C8))))));
        y *= y + 2;
        y *= y + 2;
        y *= y + 2;
        y *= y + 2;
        y *= y + 2;
        return y * (y + 2);
    }
}
