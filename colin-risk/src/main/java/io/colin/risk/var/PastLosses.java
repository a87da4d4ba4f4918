package io.colin.risk.var;

import io.colin.api.internal.Require;
import java.util.Arrays;

/** The losses of fixed exposures in the scenarios of the past in which all of them have a gain, in full. */
final class PastLosses {
    private final Scenarios scenarios;
    private final double[] exposures;
    private final int[] kept;
    private final double[] losses;
    private final double[] weights;
    private final double mean;
    private final double second;
    private final double third;
    private final double fourth;

    private PastLosses(Scenarios scenarios, double[] exposures, int[] kept, double[] losses, double[] weights) {
        this.scenarios = scenarios;
        this.exposures = exposures;
        this.kept = kept;
        this.losses = losses;
        this.weights = weights;
        mean = Arrays.stream(losses).sum() / losses.length;
        second = moment(2);
        third = moment(3);
        fourth = moment(4);
    }

    static PastLosses of(VarModel model, Scenarios scenarios, double[] exposures) {
        int[] kept = new int[scenarios.size()];
        double[] losses = new double[scenarios.size()];
        double[] weights = new double[scenarios.size()];
        int count = 0;
        for (int s = 0; s < scenarios.size(); s++) {
            double loss = 0;
            boolean whole = true;
            for (int i = 0; i < exposures.length && whole; i++) {
                if (exposures[i] != 0) {
                    loss -= exposures[i] * scenarios.gains(i)[s];
                    whole = scenarios.gaps(i)[s] == 0;
                }
            }
            if (whole) {
                kept[count] = s;
                losses[count] = loss;
                weights[count] = weight(model, scenarios.end(s));
                count++;
            }
        }
        return new PastLosses(
                scenarios,
                exposures,
                Arrays.copyOf(kept, count),
                Arrays.copyOf(losses, count),
                Arrays.copyOf(weights, count));
    }

    private static double weight(VarModel model, int point) {
        double decay = model.settings().ageDecay();
        if (decay == 1) {
            return 1;
        }
        long newest = model.history().timeNs(model.history().size() - 1);
        long age = (newest - model.history().timeNs(point)) / model.history().periodNs();
        return StrictMath.pow(decay, age / model.periodsPerDay());
    }

    private double moment(int power) {
        double sum = 0;
        for (double loss : losses) {
            double term = 1;
            for (int i = 0; i < power; i++) {
                term *= loss - mean;
            }
            sum += term;
        }
        return sum / losses.length;
    }

    int horizon() {
        return scenarios.horizon();
    }

    int count() {
        return losses.length;
    }

    boolean isFinite() {
        return Double.isFinite(mean) && Double.isFinite(fourth);
    }

    double largest() {
        return Arrays.stream(losses).max().orElse(Double.NaN);
    }

    /** Whether the exposures together stood still in every scenario: what is left is rounding. */
    boolean isStill() {
        return Losses.isStill(mean, second, gross());
    }

    /** Whether one of the exposures moved by itself; where they are still, they cancelled out. */
    boolean moved() {
        double gross = gross();
        for (int i = 0; i < exposures.length; i++) {
            if (exposures[i] != 0 && Losses.moved(exposures[i], meanSquare(scenarios.gains(i)), gross)) {
                return true;
            }
        }
        return false;
    }

    private double gross() {
        return Arrays.stream(exposures).map(Math::abs).sum();
    }

    private double meanSquare(double[] gains) {
        double sum = 0;
        for (int s : kept) {
            sum += gains[s] * gains[s];
        }
        return sum / kept.length;
    }

    double skew() {
        return third / (second * Math.sqrt(second));
    }

    double kurtosis() {
        return fourth / (second * second) - 3;
    }

    /** Losses less their mean, in units of their deviation. */
    double[] standardised() {
        double deviation = Math.sqrt(second);
        return Arrays.stream(losses).map(loss -> (loss - mean) / deviation).toArray();
    }

    /** With the weights of age. */
    Tail tail(double confidence) {
        return tail(sorted(), confidence);
    }

    /** With every scenario as likely as another, whatever its age. */
    Tail equalTail(double confidence) {
        return tail(losses, confidence);
    }

    /** Of equally likely losses. */
    static Tail tail(double[] losses, double confidence) {
        double[] sorted = losses.clone();
        Arrays.sort(sorted);
        int rank = Losses.rank(sorted.length, confidence);
        double sum = 0;
        for (int i = 1; i <= rank; i++) {
            sum += sorted[sorted.length - i];
        }
        return new Tail(sorted[sorted.length - rank], sum / rank, -1);
    }

    /** Indices of losses, largest first. */
    private Integer[] sorted() {
        Integer[] order = new Integer[losses.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Double.compare(losses[b], losses[a]));
        return order;
    }

    /** The first loss, from the largest down, at which the weight passed exceeds that of the tail. */
    private Tail tail(Integer[] order, double confidence) {
        double all = Arrays.stream(weights).sum();
        double bound = (1 - confidence) * all + 1e-9 * all / weights.length;
        double passed = 0;
        double sum = 0;
        for (int index : order) {
            passed += weights[index];
            sum += weights[index] * losses[index];
            if (passed > bound) {
                return new Tail(losses[index], sum / passed, index);
            }
        }
        throw Require.broken("confidence", "must leave a tail", confidence);
    }

    /** By asset: the loss of a unit of exposure in the scenario at the quantile. */
    double[] gradientOfQuantile(double confidence, double scale) {
        int scenario = kept[tail(confidence).index()];
        double[] gradient = new double[exposures.length];
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = exposures[i] == 0 ? 0 : -scenarios.gains(i)[scenario] * scale;
        }
        return gradient;
    }

    /** By asset: how a sum of skew and kurtosis, each times a factor, grows with exposure. */
    double[] gradientOfMoments(double bySkew, double byKurtosis) {
        double[] gradient = new double[exposures.length];
        for (int i = 0; i < gradient.length; i++) {
            if (exposures[i] != 0) {
                gradient[i] = gradientOfMoments(scenarios.gains(i), bySkew, byKurtosis);
            }
        }
        return gradient;
    }

    private double gradientOfMoments(double[] gains, double bySkew, double byKurtosis) {
        double own = 0;
        for (int s : kept) {
            own -= gains[s];
        }
        own /= kept.length;
        double first = 0;
        double square = 0;
        double cube = 0;
        for (int s = 0; s < kept.length; s++) {
            double apart = losses[s] - mean;
            double unit = -gains[kept[s]] - own;
            first += apart * unit;
            square += apart * apart * unit;
            cube += apart * apart * apart * unit;
        }
        first /= kept.length;
        square /= kept.length;
        cube /= kept.length;
        double deviation = Math.sqrt(second);
        double skewGradient = 3 * square / (second * deviation) - 3 * third * first / (second * second * deviation);
        double kurtosisGradient = 4 * cube / (second * second) - 4 * fourth * first / (second * second * second);
        return bySkew * skewGradient + byKurtosis * kurtosisGradient;
    }

    /**
     * A quantile and the mean at or beyond it.
     *
     * @param index of the loss at the quantile, −1 when it is not of this past
     */
    record Tail(double quantile, double shortfall, int index) {}
}
