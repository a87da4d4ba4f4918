package io.colin.risk.var;

import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.risk.var.VarSettings.HorizonRule;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Value at risk of the exposures held, and of those after one more order, within microseconds and without allocation.
 * Σw, wᵀΣw and the gain in each scenario of the past are kept as exposures change; a question adds one row of the
 * covariance and one asset's scenarios. To bound rounding, each change computes one of these sums anew, in turn, so that no
 * change is slower than the others; all are when exposure shrinks a thousandfold.
 *
 * <p>Figures are those of {@link PortfolioVar#gate}: the larger of Cornish–Fisher (where it is monotone) and historical;
 * below the points historical needs, of Cornish–Fisher and parametric; with hourly returns parametric alone. They are
 * multiplied by the factor a failed back-test asks for. With nothing held and nothing ordered they are 0, and where
 * exposures that moved cancelled out in every scenario of the past; what never moved is not known.
 *
 * <p>One thread.
 */
public final class IncrementalVar {
    private static final double SYNC_SHRINKAGE = 1e-3;
    private static final double Z_LOW = Normal.quantile(GateFigures.LOW);
    private static final double Z_HIGH = Normal.quantile(GateFigures.HIGH);
    private static final double SHORTFALL_HIGH = Normal.density(Z_HIGH) / (1 - GateFigures.HIGH);
    private static final String OVERFLOW = "a figure overflows";
    private static final double ROOT_FIVE = Math.sqrt(5);

    private final VarModel model;
    private final double multiplier;
    /** Of a day; shared with {@link #another}. */
    private final double[] covariance;
    /** Of a day; shared with {@link #another}. */
    private final double[] means;

    private final double[] exposures;
    private final double[] products;
    private final Scenarios daily;
    private final Scenarios weekly;
    private final boolean windows;
    private final double[] dailyGains;
    private final double[] weeklyGains;
    private final int[] dailyMissing;
    private final int[] weeklyMissing;
    private final Losses dailyLosses;
    private final Losses weeklyLosses;
    private final GateFigures figures = new GateFigures();
    private final String tooFew;
    private final String modelProblem;
    private double variance;
    private double mean;
    private double gross;
    private double grossPeak;
    private int held;
    private int broken;
    private int turn;

    private IncrementalVar(VarModel model, double multiplier, double[] covariance, double[] means) {
        this.model = model;
        this.multiplier = multiplier;
        this.covariance = covariance;
        this.means = means;
        int n = model.symbols().size();
        exposures = new double[n];
        products = new double[n];
        daily = model.scenarios();
        windows = !model.isHourly() && model.settings().horizonRule() == HorizonRule.OVERLAPPING;
        weekly = windows ? model.scenarios(5) : daily;
        dailyGains = new double[daily.size()];
        weeklyGains = new double[windows ? weekly.size() : 0];
        dailyMissing = new int[daily.size()];
        weeklyMissing = new int[windows ? weekly.size() : 0];
        dailyLosses = new Losses(daily.size(), GateFigures.LOW);
        weeklyLosses = new Losses(windows ? weekly.size() : 0, GateFigures.LOW);
        tooFew = "the assets held share fewer than " + model.neededPoints() + " returns";
        modelProblem = model.covarianceProblem().orElse("");
    }

    /**
     * A book without exposure.
     *
     * @param model what to measure with
     * @param multiplier on every figure, 1 or more; 1.2 while a back-test fails
     * @return the book
     */
    public static IncrementalVar of(VarModel model, double multiplier) {
        Require.within("multiplier", multiplier, 1, 100);
        double days = model.periodsPerDay();
        double[] covariance = model.covariance().map(c -> c.toArray()).orElseGet(() -> new double[0]);
        for (int i = 0; i < covariance.length; i++) {
            covariance[i] *= days;
        }
        double[] means = new double[model.symbols().size()];
        for (int i = 0; i < means.length; i++) {
            means[i] = model.mean(i) * days;
        }
        return new IncrementalVar(model, multiplier, covariance, means);
    }

    /** Another book without exposure that measures alike; what does not change is there once, for the cache is small. */
    IncrementalVar another() {
        return new IncrementalVar(model, multiplier, covariance, means);
    }

    /**
     * The symbols that can be measured, by index.
     *
     * @return ascending
     */
    public List<Symbol> assets() {
        return model.symbols();
    }

    /**
     * The model measured with.
     *
     * @return as given
     */
    public VarModel model() {
        return model;
    }

    /**
     * The factor on every figure.
     *
     * @return 1 or more
     */
    public double multiplier() {
        return multiplier;
    }

    /**
     * Where a symbol stands.
     *
     * @param symbol any symbol
     * @return its index, −1 when it cannot be measured; {@link VarModel#problemOf} says why
     */
    public int indexOf(Symbol symbol) {
        return model.indexOf(symbol);
    }

    /**
     * What is held of an asset.
     *
     * @param asset an index
     * @return signed value in the account currency
     */
    public double exposure(int asset) {
        return exposures[asset];
    }

    /**
     * Learns what is held of an asset.
     *
     * @param asset an index
     * @param value signed value in the account currency, short below 0; while it is not finite every question answers
     *     with a problem
     * @throws IndexOutOfBoundsException if there is no such asset
     */
    public void setExposure(int asset, double value) {
        double before = exposures[asset];
        if (before == value) {
            return;
        }
        exposures[asset] = value;
        boolean sound = Double.isFinite(before) && Double.isFinite(value);
        broken += (Double.isFinite(value) ? 0 : 1) - (Double.isFinite(before) ? 0 : 1);
        if (!sound) {
            synchronise();
            return;
        }
        if (before == 0) {
            count(asset, 1);
        } else if (value == 0) {
            count(asset, -1);
        }
        add(asset, value - before);
        gross += Math.abs(value) - Math.abs(before);
        grossPeak = Math.max(grossPeak, gross);
        if (!(gross > grossPeak * SYNC_SHRINKAGE) || !Double.isFinite(variance)) {
            synchronise();
        } else if (broken == 0) {
            renew();
        }
    }

    /** Computes one of the sums that are kept from the exposures alone: a product, a daily or a weekly gain, in turn. */
    private void renew() {
        int index = turn / 3;
        switch (turn % 3) {
            case 0 -> renewProduct(index % exposures.length);
            case 1 -> renewGain(daily, dailyGains, index);
            default -> renewGain(weekly, weeklyGains, index);
        }
        turn = (turn + 1) % (3 * exposures.length * Math.max(1, dailyGains.length));
    }

    private void renewProduct(int asset) {
        int row = asset * exposures.length;
        double product = 0;
        double wholeVariance = 0;
        double wholeMean = 0;
        double wholeGross = 0;
        for (int i = 0; i < exposures.length; i++) {
            product += exposures[i] * covariance[row + i];
        }
        products[asset] = product;
        for (int i = 0; i < exposures.length; i++) {
            wholeVariance += exposures[i] * products[i];
            wholeMean += exposures[i] * means[i];
            wholeGross += Math.abs(exposures[i]);
        }
        variance = wholeVariance;
        mean = wholeMean;
        gross = wholeGross;
    }

    private void renewGain(Scenarios scenarios, double[] sums, int index) {
        if (sums.length > 0) {
            int scenario = index % sums.length;
            double[] gains = scenarios.gainsIn(scenario);
            double sum = 0;
            for (int i = 0; i < exposures.length; i++) {
                sum += exposures[i] * gains[i];
            }
            sums[scenario] = sum;
        }
    }

    /** Computes all that is kept from the exposures alone. */
    private void synchronise() {
        held = 0;
        gross = 0;
        variance = 0;
        mean = 0;
        Arrays.fill(products, 0);
        Arrays.fill(dailyGains, 0);
        Arrays.fill(weeklyGains, 0);
        Arrays.fill(dailyMissing, 0);
        Arrays.fill(weeklyMissing, 0);
        for (int i = 0; i < exposures.length; i++) {
            double value = exposures[i];
            if (value != 0 && Double.isFinite(value)) {
                add(i, value);
                count(i, 1);
                gross += Math.abs(value);
            }
        }
        grossPeak = gross;
    }

    /** An asset is held from now on, by 1, or no longer, by −1. */
    private void count(int asset, int by) {
        held += by;
        count(daily, asset, by, dailyMissing);
        if (windows) {
            count(weekly, asset, by, weeklyMissing);
        }
    }

    private void add(int asset, double delta) {
        int row = asset * exposures.length;
        variance += delta * (2 * products[asset] + delta * covariance[row + asset]);
        mean += delta * means[asset];
        for (int i = 0; i < products.length; i++) {
            products[i] += delta * covariance[row + i];
        }
        addGains(daily.gains(asset), delta, dailyGains);
        if (windows) {
            addGains(weekly.gains(asset), delta, weeklyGains);
        }
    }

    private static void addGains(double[] gains, double delta, double[] sums) {
        for (int s = 0; s < sums.length; s++) {
            sums[s] += delta * gains[s];
        }
    }

    private static void count(Scenarios scenarios, int asset, int by, int[] missing) {
        int[] gaps = scenarios.gaps(asset);
        for (int s = 0; s < missing.length; s++) {
            missing[s] += by * gaps[s];
        }
    }

    /**
     * The figures of what is held.
     *
     * @return valid until the next question
     */
    public GateFigures current() {
        return evaluate(-1, 0);
    }

    /**
     * The value at risk of what is held.
     *
     * @param confidence 0.95 or 0.99
     * @param horizonDays 1 or 5
     * @return loss in the account currency; NaN when not known or not of these
     */
    public double valueAtRisk(double confidence, int horizonDays) {
        return current().valueAtRisk(confidence, horizonDays);
    }

    /**
     * The figures of what is held together with one more exposure.
     *
     * @param asset an index
     * @param delta signed value in the account currency that is added
     * @return valid until the next question
     * @throws IndexOutOfBoundsException if there is no such asset
     */
    public GateFigures withOrder(int asset, double delta) {
        Objects.checkIndex(asset, exposures.length);
        return evaluate(asset, delta);
    }

    /** The daily variance of what is held with an asset at another value. */
    double varianceAt(int asset, double value) {
        double delta = value - exposures[asset];
        return variance + delta * (2 * products[asset] + delta * covariance[asset * exposures.length + asset]);
    }

    /** The daily variance of what is held. */
    double variance() {
        return variance;
    }

    private GateFigures evaluate(int asset, double delta) {
        double before = asset < 0 ? 0 : exposures[asset];
        double after = before + delta;
        if (broken > 0 || !Double.isFinite(after)) {
            figures.fail("an exposure is not a finite number");
            return figures;
        }
        double grossAfter = gross - Math.abs(before) + Math.abs(after);
        int change = (after == 0 ? 0 : 1) - (before == 0 ? 0 : 1);
        if (held + change == 0) {
            figures.flat();
            return figures;
        }
        if (asset >= 0 && !(grossAfter > grossPeak * SYNC_SHRINKAGE)) {
            return shrunk(asset, before, after);
        }
        if (!modelProblem.isEmpty()) {
            figures.fail(modelProblem);
            return figures;
        }
        dailyLosses.fill(daily, dailyGains, dailyMissing, asset, delta, change);
        if (dailyLosses.count() < model.neededPoints()) {
            figures.fail(tooFew);
            return figures;
        }
        dailyLosses.measure(GateFigures.LOW);
        if (!dailyLosses.isFinite()) {
            figures.fail(OVERFLOW);
            return figures;
        }
        boolean still = dailyLosses.isStill(grossAfter);
        if (still && moved(asset, after, change, grossAfter)) {
            figures.flat();
            return figures;
        }
        if (still || !(dailyLosses.largest() > 0)) {
            figures.fail("no point of the past holds a loss of these exposures");
            return figures;
        }
        double ownVariance = asset < 0
                ? variance
                : variance + delta * (2 * products[asset] + delta * covariance[asset * exposures.length + asset]);
        double ownMean = asset < 0 ? mean : mean + delta * means[asset];
        combine(asset, delta, change, Math.sqrt(ownVariance < 0 ? 0 : ownVariance), ownMean);
        if (!figures.isFinite()) {
            figures.fail(OVERFLOW);
        }
        return figures;
    }

    /** Whether one of the exposures moved by itself where all are known; asked only where all together stood still. */
    private boolean moved(int asset, double after, int change, double grossAfter) {
        for (int i = 0; i < exposures.length; i++) {
            double exposure = i == asset ? after : exposures[i];
            if (exposure != 0 && Losses.moved(exposure, meanSquare(i, asset, change), grossAfter)) {
                return true;
            }
        }
        return false;
    }

    private double meanSquare(int own, int asset, int change) {
        double[] gains = daily.gains(own);
        int[] gaps = daily.gaps(asset < 0 ? own : asset);
        double sum = 0;
        for (int s = 0; s < gains.length; s++) {
            if (dailyMissing[s] + change * gaps[s] == 0) {
                sum += gains[s] * gains[s];
            }
        }
        return sum / dailyLosses.count();
    }

    /** Of an order that takes nearly all away: what is kept, less that, would be little but the rounding of what is gone. */
    private GateFigures shrunk(int asset, double before, double after) {
        setExposure(asset, after);
        evaluate(-1, 0);
        setExposure(asset, before);
        return figures;
    }

    private void combine(int asset, double delta, int change, double sigma, double drift) {
        boolean historical =
                !model.isHourly() && dailyLosses.count() >= model.settings().minimumHistorical();
        double low = oneDay(Z_LOW, GateFigures.LOW, sigma, drift, historical);
        double high = oneDay(Z_HIGH, GateFigures.HIGH, sigma, drift, historical);
        double tail = shortfall(sigma, drift, historical);
        figures.setOneDay(low, high, Math.max(tail, high));
        boolean useWindows = false;
        if (historical && windows) {
            weeklyLosses.fill(weekly, weeklyGains, weeklyMissing, asset, delta, change);
            useWindows = weeklyLosses.count() >= PortfolioVar.neededWindows(model, 5);
            if (useWindows) {
                weeklyLosses.select(Losses.rank(weeklyLosses.count(), GateFigures.LOW));
            }
        }
        figures.setFiveDays(
                fiveDays(Z_LOW, GateFigures.LOW, sigma, drift, historical, useWindows),
                fiveDays(Z_HIGH, GateFigures.HIGH, sigma, drift, historical, useWindows));
    }

    private double oneDay(double z, double confidence, double sigma, double drift, boolean historical) {
        double base = historical ? dailyLosses.quantile(confidence) : z * sigma - drift;
        return larger(base, corrected(z, 1, sigma, drift));
    }

    private double fiveDays(
            double z, double confidence, double sigma, double drift, boolean historical, boolean useWindows) {
        double base = z * sigma * ROOT_FIVE - 5 * drift;
        if (useWindows) {
            base = weeklyLosses.quantile(confidence);
        } else if (historical) {
            base = dailyLosses.quantile(confidence) * ROOT_FIVE;
        }
        return larger(base, corrected(z, 5, sigma, drift));
    }

    /** NaN, which loses every comparison, where the correction does not hold. */
    private double corrected(double z, int days, double sigma, double drift) {
        double skew = dailyLosses.skew() / Math.sqrt(days);
        double kurtosis = dailyLosses.kurtosis() / days;
        return !model.isHourly() && CornishFisher.isMonotone(skew, kurtosis)
                ? CornishFisher.quantile(z, skew, kurtosis) * sigma * Math.sqrt(days) - days * drift
                : Double.NaN;
    }

    private double shortfall(double sigma, double drift, boolean historical) {
        double base = historical ? dailyLosses.shortfall(GateFigures.HIGH) : SHORTFALL_HIGH * sigma - drift;
        double skew = dailyLosses.skew();
        double kurtosis = dailyLosses.kurtosis();
        return larger(
                base,
                !model.isHourly() && CornishFisher.isMonotone(skew, kurtosis)
                        ? CornishFisher.shortfall(Z_HIGH, 1 - GateFigures.HIGH, skew, kurtosis) * sigma - drift
                        : Double.NaN);
    }

    private double larger(double base, double corrected) {
        double figure = corrected > base ? corrected : base;
        return multiplier * (figure < 0 ? 0 : figure); // NaN stays
    }
}
