package io.colin.execution.impact;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Recursive least squares of both coefficients with Huber's weights, in information form: A and b hold what was seen, faded by the
 * forgetting factor, and the prior is added as so many parents of the kind seen, faded likewise. The first parents are kept
 * until there are enough, and then fitted together by iterated weights, so that outliers among them do no harm.
 *
 * <p>Variances are of the sandwich kind: residuals as they were, limited as Huber's weights do, so that noise that differs from
 * parent to parent is stated as it is. What is left of the prior counts with the prior's own uncertainty.
 */
final class LawFit {
    private static final double HUBER = 1.345;
    private static final double LEAST_SQUARE = 1e-18;
    private static final int ROUNDS = 10;

    // Places of the sums: A and b, what was counted in all, and the limited residuals between the sandwich.
    private static final int A11 = 0;
    private static final int A12 = 1;
    private static final int A22 = 2;
    private static final int B1 = 3;
    private static final int B2 = 4;
    private static final int WEIGHT = 5;
    private static final int S11 = 6;
    private static final int S12 = 7;
    private static final int S22 = 8;
    private static final int SUMS = 9;

    private final ImpactSettings settings;
    private final List<Point> first = new ArrayList<>();
    private final Residuals residuals = new Residuals();
    private final double[] seen = new double[SUMS];
    private double priorLeft = 1;
    private long parents;

    /** One parent. */
    record Point(Regressors at, double response) {}

    LawFit(ImpactSettings settings) {
        this.settings = settings;
    }

    long parents() {
        return parents;
    }

    boolean isFitted() {
        return parents >= settings.leastParents();
    }

    /** Learns one more parent, beside a prior that may itself have been learnt. */
    void add(Point point, Coefficients prior) {
        parents++;
        if (parents < settings.leastParents()) {
            first.add(point);
        } else if (parents == settings.leastParents()) {
            first.add(point);
            fitFirst(prior);
            first.clear();
        } else {
            double residual = point.response() - estimate(prior).predict(point.at());
            take(point, residual, residuals.scale());
            residuals.add(residual);
        }
    }

    /** What is known now: the prior until there are enough parents. */
    Coefficients estimate(Coefficients prior) {
        return isFitted() ? solve(prior) : prior;
    }

    private void fitFirst(Coefficients prior) {
        Coefficients now = prior;
        double scale = 0;
        for (int round = 0; round < ROUNDS; round++) {
            scale = Residuals.scale(residualsOf(now));
            forgetAll();
            for (Point point : first) {
                take(point, point.response() - now.predict(point.at()), scale);
            }
            now = solve(prior);
        }
        for (double residual : residualsOf(now)) {
            residuals.add(residual);
        }
    }

    private double[] residualsOf(Coefficients now) {
        return first.stream()
                .mapToDouble(point -> point.response() - now.predict(point.at()))
                .toArray();
    }

    private void forgetAll() {
        Arrays.fill(seen, 0);
        priorLeft = 1;
    }

    private void take(Point point, double residual, double scale) {
        double limit = HUBER * scale;
        double size = Math.abs(residual);
        double weight = size <= limit ? 1 : limit / size;
        double x = point.at().temporary();
        double z = point.at().permanent();
        double fade = settings.forgetting();
        priorLeft *= fade;
        fade(A11, fade, weight * x * x);
        fade(A12, fade, weight * x * z);
        fade(A22, fade, weight * z * z);
        fade(B1, fade, weight * x * point.response());
        fade(B2, fade, weight * z * point.response());
        fade(WEIGHT, fade, weight);
        double limited = weight * residual;
        double square = limited * limited;
        fade(S11, fade * fade, square * x * x);
        fade(S12, fade * fade, square * x * z);
        fade(S22, fade * fade, square * z * z);
    }

    private void fade(int which, double by, double more) {
        seen[which] = seen[which] * by + more;
    }

    private double sum(int which) {
        return seen[which];
    }

    private Coefficients solve(Coefficients prior) {
        double p = strength(sum(A11), prior.etaVariance());
        double q = strength(sum(A22), prior.gammaVariance());
        double a = sum(A11) + p;
        double b = sum(A12);
        double c = sum(A22) + q;
        double right1 = sum(B1) + p * prior.eta();
        double right2 = sum(B2) + q * prior.gamma();
        double determinant = a * c - b * b;
        double eta = bounded(
                (c * right1 - b * right2) / determinant, settings.prior().eta());
        double gamma = bounded((right2 - b * eta) / c, settings.prior().gamma());
        // A coefficient held by its bound leaves the other to explain the rest.
        eta = bounded((right1 - b * gamma) / a, settings.prior().eta());
        double s11 = sum(S11) + p * p * prior.etaVariance();
        double s12 = sum(S12) + p * q * prior.covariance();
        double s22 = sum(S22) + q * q * prior.gammaVariance();
        double over = determinant * determinant;
        return new Coefficients(
                eta,
                gamma,
                (c * c * s11 - 2 * b * c * s12 + b * b * s22) / over,
                (b * b * s11 - 2 * a * b * s12 + a * a * s22) / over,
                (-b * c * s11 + (a * c + b * b) * s12 - a * b * s22) / over,
                residuals.scale());
    }

    /**
     * What the prior of a coefficient counts: as many parents as are left of it, and never less than what it tells beside noise of
     * this size, so that a coefficient that parents say nothing of stays where it was.
     */
    private double strength(double squares, double variance) {
        double mean = Math.max(LEAST_SQUARE, squares / Math.max(1, sum(WEIGHT)));
        double noise = residuals.scale();
        return Math.max(priorLeft * settings.priorParents() * mean, noise * noise / variance);
    }

    private double bounded(double value, double start) {
        return Math.min(start * settings.boundFactor(), Math.max(start / settings.boundFactor(), value));
    }

    void write(StateText.Writer out) {
        out.whole(parents);
        out.real(priorLeft);
        for (double each : seen) {
            out.real(each);
        }
        out.whole(first.size());
        for (Point point : first) {
            out.real(point.at().temporary());
            out.real(point.at().permanent());
            out.real(point.response());
        }
        residuals.write(out);
    }

    static LawFit read(ImpactSettings settings, StateText.Reader in) {
        LawFit fit = new LawFit(settings);
        fit.parents = in.whole();
        fit.priorLeft = in.real();
        for (int i = 0; i < fit.seen.length; i++) {
            fit.seen[i] = in.real();
        }
        long kept = in.count(settings.leastParents());
        for (long i = 0; i < kept; i++) {
            fit.first.add(new Point(new Regressors(in.real(), in.real()), in.real()));
        }
        fit.residuals.read(in);
        return fit;
    }
}
