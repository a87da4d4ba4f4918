package io.colin.risk.var;

import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.risk.returns.Covariance;
import io.colin.risk.var.VarSettings.HorizonRule;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tail of one portfolio, in full and by every method. Exposures are signed values in the account currency: quantity
 * times price of a spot or linear position, contracts times contract size of an inverse one, whose profit, converted at
 * the new price, is that value times (e^r − 1) as well.
 *
 * <p>Losses are positive; a quantile that is a profit counts as 0. Exposures that moved and cancelled out at every point of
 * the past, as a position and its hedge under a proxy do, have 0 by every method, noted {@code hedged}. What cannot be
 * measured is {@link TailAnswer.Absent} with a reason, what never moved among it. Not for the order path: {@link IncrementalVar} is.
 *
 * <p>Immutable after it was made, but makes its parts when asked first: one thread.
 */
public final class PortfolioVar {
    /** The confidences of {@link #all}. */
    static final List<Double> CONFIDENCES = List.of(GateFigures.LOW, GateFigures.HIGH);

    private final VarModel model;
    private final double[] exposures;
    private final Optional<Refusal> refusal;
    private final double sigma;
    private final double drift;
    private final PastLosses daily;
    private final boolean isHedged;

    private PortfolioVar(VarModel model, double[] exposures, Optional<Refusal> broken) {
        this.model = model;
        this.exposures = exposures;
        double days = model.periodsPerDay();
        sigma = broken.isPresent()
                ? 0
                : Math.sqrt(model.covariance().orElseThrow().variance(exposures) * days);
        double sum = 0;
        for (int i = 0; i < exposures.length; i++) {
            sum += exposures[i] * model.mean(i) * days;
        }
        drift = sum;
        daily = PastLosses.of(model, model.scenarios(), exposures);
        isHedged = broken.isEmpty() && daily.isStill() && daily.moved();
        refusal = broken.or(this::refusal);
    }

    /**
     * A portfolio.
     *
     * @param model what to measure with
     * @param exposures signed value in the account currency by symbol; zeros are left out
     * @return the portfolio; every answer is absent when a symbol cannot be measured
     */
    public static PortfolioVar of(VarModel model, Map<Symbol, BigDecimal> exposures) {
        double[] values = new double[model.symbols().size()];
        Optional<Refusal> broken = Optional.empty();
        boolean held = false;
        for (Map.Entry<Symbol, BigDecimal> entry : exposures.entrySet()) {
            if (entry.getValue().signum() == 0) {
                continue;
            }
            held = true;
            int index = model.indexOf(entry.getKey());
            double value = entry.getValue().doubleValue();
            if (index < 0) {
                String why = model.problemOf(entry.getKey()).orElseThrow();
                broken = broken.or(() -> Optional.of(new Refusal(AbsentReason.TOO_FEW_POINTS, why)));
            } else if (!Double.isFinite(value)) {
                String why = "exposure to " + entry.getKey() + " is not a finite number";
                broken = broken.or(() -> Optional.of(new Refusal(AbsentReason.NOT_FINITE, why)));
            } else {
                values[index] = value;
            }
        }
        if (!held) {
            broken = Optional.of(new Refusal(AbsentReason.EMPTY_PORTFOLIO, "nothing is held"));
        }
        return new PortfolioVar(model, values, broken);
    }

    private Optional<Refusal> refusal() {
        Optional<String> problem = model.covarianceProblem();
        if (problem.isPresent()) {
            return Optional.of(new Refusal(AbsentReason.COVARIANCE_NOT_POSITIVE, problem.get()));
        }
        if (daily.count() < model.neededPoints()) {
            String why = "the assets held share " + daily.count() + " returns, need " + model.neededPoints();
            return Optional.of(new Refusal(AbsentReason.TOO_FEW_POINTS, why));
        }
        if (!Double.isFinite(sigma) || !Double.isFinite(drift) || !daily.isFinite()) {
            return Optional.of(new Refusal(AbsentReason.NOT_FINITE, "a figure overflows"));
        }
        if (!isHedged && (daily.isStill() || !(daily.largest() > 0))) {
            String why = "no point of the past holds a loss of these exposures";
            return Optional.of(new Refusal(AbsentReason.NO_LOSS_IN_HISTORY, why));
        }
        return Optional.empty();
    }

    /**
     * One tail.
     *
     * @param method how; historical falls to parametric below the points it needs, Cornish–Fisher to historical where it
     *     is not monotone, and the answer names the method that gave it
     * @param confidence in [0.5, 0.9999]
     * @param horizonDays 1, 5 or 10
     * @return the tail or why there is none
     * @throws IllegalArgumentException if confidence or horizon is outside
     */
    public TailAnswer tail(TailMethod method, double confidence, int horizonDays) {
        check(confidence, horizonDays);
        if (refusal.isPresent()) {
            Refusal why = refusal.get();
            return new TailAnswer.Absent(method, confidence, horizonDays, why.reason(), why.detail());
        }
        if (isHedged) {
            return measured(method, confidence, horizonDays, 0, 0, List.of("hedged"));
        }
        return switch (method) {
            case HISTORICAL -> historical(confidence, horizonDays, true);
            case PARAMETRIC -> parametric(sigma, drift, confidence, horizonDays, List.of());
            case CORNISH_FISHER -> cornishFisher(confidence, horizonDays, true);
            case MONTE_CARLO -> monteCarlo(confidence, List.of(horizonDays)).getFirst();
        };
    }

    /**
     * All tails: four methods, 95 and 99 %, 1, 5 and 10 days.
     *
     * @return 24 answers by method, then horizon, then confidence
     */
    public List<TailAnswer> all() {
        List<TailAnswer> answers = new ArrayList<>();
        for (TailMethod method : TailMethod.values()) {
            if (method == TailMethod.MONTE_CARLO && refusal.isEmpty() && !isHedged) {
                answers.addAll(simulated());
                continue;
            }
            for (int days : VarModel.HORIZONS) {
                for (double confidence : CONFIDENCES) {
                    answers.add(tail(method, confidence, days));
                }
            }
        }
        return answers;
    }

    /**
     * What the gate judges by: the larger of Cornish–Fisher and historical, for value at risk and shortfall each. Scenarios
     * of the past are weighed alike here, whatever {@link VarSettings#ageDecay}, as {@link IncrementalVar} weighs them.
     *
     * @param confidence in [0.5, 0.9999]
     * @param horizonDays 1, 5 or 10
     * @return the tail, of the method with the larger value at risk, or why there is none
     * @throws IllegalArgumentException if confidence or horizon is outside
     */
    public TailAnswer gate(double confidence, int horizonDays) {
        if (model.isHourly()) {
            return tail(TailMethod.PARAMETRIC, confidence, horizonDays);
        }
        if (refusal.isPresent() || isHedged) {
            return tail(TailMethod.HISTORICAL, confidence, horizonDays);
        }
        check(confidence, horizonDays);
        TailAnswer past = historical(confidence, horizonDays, false);
        TailAnswer corrected = cornishFisher(confidence, horizonDays, false);
        if (past instanceof TailAnswer.Measured p && corrected instanceof TailAnswer.Measured c) {
            TailAnswer.Measured worse = c.valueAtRisk() > p.valueAtRisk() ? c : p;
            double shortfall = Math.max(p.expectedShortfall(), c.expectedShortfall());
            return new TailAnswer.Measured(
                    worse.method(), confidence, horizonDays, worse.valueAtRisk(), shortfall, worse.notes());
        }
        return past instanceof TailAnswer.Absent ? past : corrected;
    }

    /**
     * All that the gate judges by, as {@link IncrementalVar} has it of the same exposures.
     *
     * @param multiplier on every figure, 1 or more; 1.2 while a back-test fails
     * @return the figures, which nobody writes to again; 0 with nothing held
     */
    public GateFigures gateFigures(double multiplier) {
        Require.within("multiplier", multiplier, 1, 100);
        GateFigures figures = new GateFigures();
        if (isEmpty()) {
            figures.flat();
            return figures;
        }
        List<TailAnswer.Measured> tails = new ArrayList<>();
        for (int days : GateFigures.HORIZONS) {
            for (double confidence : CONFIDENCES) {
                TailAnswer answer = gate(confidence, days);
                if (answer instanceof TailAnswer.Absent absent) {
                    return GateFigures.unknown(absent.detail());
                }
                answer.measured().ifPresent(tails::add);
            }
        }
        double[] values = tails.stream()
                .mapToDouble(tail -> multiplier * tail.valueAtRisk())
                .toArray();
        figures.setOneDay(values[0], values[1], multiplier * tails.get(1).expectedShortfall());
        figures.setFiveDays(values[2], values[3]);
        return figures.isFinite() ? figures : GateFigures.unknown("a figure overflows");
    }

    private boolean isEmpty() {
        return refusal.isPresent() && refusal.get().reason() == AbsentReason.EMPTY_PORTFOLIO;
    }

    /**
     * Who carries the risk.
     *
     * @param method historical, parametric or Cornish–Fisher
     * @param confidence in [0.5, 0.9999]
     * @param horizonDays 1, 5 or 10
     * @return one contribution for each position, or why there is none
     * @throws IllegalArgumentException if an argument is outside
     */
    public Decomposition decompose(TailMethod method, double confidence, int horizonDays) {
        Require.that(method != TailMethod.MONTE_CARLO, "method", "must not be Monte Carlo", method);
        TailAnswer answer = tail(method, confidence, horizonDays);
        if (!(answer instanceof TailAnswer.Measured whole)) {
            TailAnswer.Absent absent = (TailAnswer.Absent) answer;
            return new Decomposition.Absent(absent.reason(), absent.detail());
        }
        double[] marginals = whole.valueAtRisk() == 0 ? new double[exposures.length] : marginals(whole);
        List<Decomposition.Contribution> contributions = new ArrayList<>();
        for (int i = 0; i < exposures.length; i++) {
            if (exposures[i] != 0) {
                contributions.add(new Decomposition.Contribution(
                        model.symbols().get(i), exposures[i], marginals[i], exposures[i] * marginals[i]));
            }
        }
        return new Decomposition.Parts(whole.method(), confidence, horizonDays, whole.valueAtRisk(), contributions);
    }

    /**
     * The value at risk in a crisis: volatilities and correlations stressed, normal quantile, no mean return.
     *
     * @param volFactor of every volatility, above 0
     * @param rhoFactor of every correlation, 0 or more
     * @param rhoCap largest correlation, in [0, 1)
     * @param confidence in [0.5, 0.9999]
     * @param horizonDays 1, 5 or 10
     * @return a parametric tail noted {@code stressed}, or why there is none
     * @throws IllegalArgumentException if an argument is outside
     */
    public TailAnswer stressed(double volFactor, double rhoFactor, double rhoCap, double confidence, int horizonDays) {
        check(confidence, horizonDays);
        if (refusal.isPresent()) {
            Refusal why = refusal.get();
            return new TailAnswer.Absent(TailMethod.PARAMETRIC, confidence, horizonDays, why.reason(), why.detail());
        }
        Covariance crisis = model.covariance().orElseThrow().stressed(volFactor, rhoFactor, rhoCap);
        double deviation = Math.sqrt(crisis.variance(exposures) * model.periodsPerDay());
        return parametric(deviation, 0, confidence, horizonDays, List.of("stressed"));
    }

    private static void check(double confidence, int horizonDays) {
        Require.within("confidence", confidence, 0.5, 0.9999);
        Require.that(VarModel.HORIZONS.contains(horizonDays), "horizonDays", "must be 1, 5 or 10", horizonDays);
    }

    /** How many windows of so many days historical simulation needs: as many as the needed points hold. */
    static int neededWindows(VarModel model, int days) {
        return model.settings().minimumHistorical() - days + 1;
    }

    private boolean hasHistorical() {
        return !model.isHourly() && daily.count() >= model.settings().minimumHistorical();
    }

    private TailAnswer historical(double confidence, int days, boolean byAge) {
        if (!hasHistorical()) {
            String note = "historical_needs_" + model.settings().minimumHistorical();
            return parametric(sigma, drift, confidence, days, List.of(note));
        }
        PastLosses losses = pastLosses(days);
        boolean weighted = byAge && model.settings().ageDecay() < 1;
        PastLosses.Tail tail = weighted ? losses.tail(confidence) : losses.equalTail(confidence);
        double scale = Math.sqrt((double) days / losses.horizon());
        List<String> notes = new ArrayList<>();
        if (days > 1) {
            notes.add(losses.horizon() == days ? "overlapping_windows" : "sqrt_time");
        }
        if (weighted) {
            notes.add("age_weighted");
        }
        return measured(
                TailMethod.HISTORICAL, confidence, days, tail.quantile() * scale, tail.shortfall() * scale, notes);
    }

    private PastLosses pastLosses(int days) {
        if (days > 1 && model.settings().horizonRule() == HorizonRule.OVERLAPPING) {
            PastLosses windows = PastLosses.of(model, model.scenarios(days), exposures);
            if (windows.count() >= neededWindows(model, days)) {
                return windows;
            }
        }
        return daily;
    }

    private TailAnswer parametric(double deviation, double mean, double confidence, int days, List<String> notes) {
        double z = Normal.quantile(confidence);
        double spread = deviation * Math.sqrt(days);
        double shortfall = Normal.density(z) / (1 - confidence) * spread - mean * days;
        return measured(TailMethod.PARAMETRIC, confidence, days, z * spread - mean * days, shortfall, notes);
    }

    private TailAnswer cornishFisher(double confidence, int days, boolean byAge) {
        double skew = daily.skew() / Math.sqrt(days);
        double kurtosis = daily.kurtosis() / days;
        if (model.isHourly() || !CornishFisher.isMonotone(skew, kurtosis)) {
            return historical(confidence, days, byAge);
        }
        double z = Normal.quantile(confidence);
        double spread = sigma * Math.sqrt(days);
        double quantile = CornishFisher.quantile(z, skew, kurtosis) * spread - drift * days;
        double shortfall = CornishFisher.shortfall(z, 1 - confidence, skew, kurtosis) * spread - drift * days;
        return measured(TailMethod.CORNISH_FISHER, confidence, days, quantile, shortfall, List.of());
    }

    private List<TailAnswer> simulated() {
        List<TailAnswer> answers = new ArrayList<>();
        MonteCarlo.Outcome outcome = MonteCarlo.run(model, exposures, daily, VarModel.HORIZONS);
        for (int h = 0; h < VarModel.HORIZONS.size(); h++) {
            for (double confidence : CONFIDENCES) {
                answers.add(simulated(outcome, h, confidence, VarModel.HORIZONS.get(h)));
            }
        }
        return answers;
    }

    private List<TailAnswer> monteCarlo(double confidence, List<Integer> days) {
        MonteCarlo.Outcome outcome = MonteCarlo.run(model, exposures, daily, days);
        return List.of(simulated(outcome, 0, confidence, days.getFirst()));
    }

    private TailAnswer simulated(MonteCarlo.Outcome outcome, int index, double confidence, int days) {
        PastLosses.Tail tail = PastLosses.tail(outcome.losses().get(index), confidence);
        return measured(TailMethod.MONTE_CARLO, confidence, days, tail.quantile(), tail.shortfall(), outcome.notes());
    }

    private TailAnswer measured(
            TailMethod method, double confidence, int days, double quantile, double shortfall, List<String> notes) {
        if (!Double.isFinite(quantile) || !Double.isFinite(shortfall)) {
            return new TailAnswer.Absent(method, confidence, days, AbsentReason.NOT_FINITE, "a figure overflows");
        }
        double value = Math.max(0, quantile);
        return new TailAnswer.Measured(method, confidence, days, value, Math.max(value, shortfall), notes);
    }

    private double[] marginals(TailAnswer.Measured whole) {
        int days = whole.horizonDays();
        return switch (whole.method()) {
            case HISTORICAL -> {
                PastLosses losses = pastLosses(days);
                yield losses.gradientOfQuantile(whole.confidence(), Math.sqrt((double) days / losses.horizon()));
            }
            case PARAMETRIC -> gradient(Normal.quantile(whole.confidence()), days, new double[exposures.length]);
            case CORNISH_FISHER -> {
                double z = Normal.quantile(whole.confidence());
                double skew = daily.skew() / Math.sqrt(days);
                double[] bend = daily.gradientOfMoments(
                        CornishFisher.bySkew(z, skew) / Math.sqrt(days), CornishFisher.byKurtosis(z) / days);
                yield gradient(CornishFisher.quantile(z, skew, daily.kurtosis() / days), days, bend);
            }
            case MONTE_CARLO -> throw new IllegalStateException("method: must not be Monte Carlo");
        };
    }

    /** Of q·σ·√h − μ·h, where q changes with exposure by the bend. */
    private double[] gradient(double q, int days, double[] bend) {
        Covariance covariance = model.covariance().orElseThrow();
        double perDay = model.periodsPerDay();
        double root = Math.sqrt(days);
        double[] marginals = new double[exposures.length];
        for (int i = 0; i < marginals.length; i++) {
            double product = 0;
            for (int j = 0; j < exposures.length; j++) {
                product += covariance.at(i, j) * exposures[j];
            }
            double bySigma = sigma > 0 ? product * perDay / sigma : 0;
            marginals[i] = root * (q * bySigma + bend[i] * sigma) - model.mean(i) * perDay * days;
        }
        return marginals;
    }

    /**
     * The exposures measured.
     *
     * @return by asset of the model, a copy
     */
    public double[] exposures() {
        return Arrays.copyOf(exposures, exposures.length);
    }

    /** Why nothing can be measured. */
    private record Refusal(AbsentReason reason, String detail) {}
}
