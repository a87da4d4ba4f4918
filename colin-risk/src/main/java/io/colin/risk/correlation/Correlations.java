package io.colin.risk.correlation;

import io.colin.api.instrument.Symbol;
import io.colin.risk.returns.ReturnHistory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Pearson correlations of time-aligned log returns over the last 60 days. A pair with fewer than 30 points in common, or
 * with a symbol whose price stood still, is absent: the gate then treats it as 1.
 *
 * <p>{@link #rho} answers what was measured. Figures of the whole matrix are of the largest set of symbols without an
 * absent pair, found by leaving out the symbol with the most absent pairs again and again ({@link #covered()}), and of its
 * nearest positive semidefinite correlation matrix (Higham 2002). Immutable, any thread; the same history gives the same
 * bits.
 */
public final class Correlations {
    /** Eigenvalues below this share of the largest are 0 to working precision. */
    private static final double SINGULAR = 1e-12;

    private static final long DAY_NS = 86_400_000_000_000L;

    private final CorrelationSettings settings;
    private final List<Symbol> symbols;
    private final Map<Symbol, Integer> places = new HashMap<>();
    private final double[][] measured;
    private final double[] volatilities;
    private final List<Symbol> covered;
    private final NearestCorrelation nearest;
    private final long asOfNs;

    private Correlations(ReturnHistory history, CorrelationSettings settings) {
        this.settings = settings;
        symbols = history.symbols();
        asOfNs = history.size() == 0 ? 0 : history.timeNs(history.size() - 1);
        Pearson pearson = new Pearson(history, first(history, settings), settings.fewestPoints());
        int n = symbols.size();
        for (int i = 0; i < n; i++) {
            places.put(symbols.get(i), i);
        }
        measured = new double[n][n];
        volatilities = new double[n];
        for (int i = 0; i < n; i++) {
            volatilities[i] = pearson.volatility(i);
            for (int j = 0; j <= i; j++) {
                double rho = pearson.rho(i, j);
                measured[i][j] = i == j && !Double.isNaN(rho) ? 1 : rho;
                measured[j][i] = measured[i][j];
            }
        }
        List<Integer> rows = complete();
        covered = rows.stream().map(symbols::get).toList();
        nearest = NearestCorrelation.of(rows.isEmpty() ? new double[][] {{1}} : sub(rows));
    }

    /**
     * Measures with the default settings.
     *
     * @param history log returns aligned by time; only its last 60 days count
     * @return the correlations
     */
    public static Correlations of(ReturnHistory history) {
        return of(history, CorrelationSettings.standard());
    }

    /**
     * Measures.
     *
     * @param history log returns aligned by time
     * @param settings look-back, points and warnings
     * @return the correlations
     */
    public static Correlations of(ReturnHistory history, CorrelationSettings settings) {
        return new Correlations(history, settings);
    }

    /**
     * What was measured.
     *
     * @return the symbols of the history, in ascending order
     */
    public List<Symbol> symbols() {
        return symbols;
    }

    /**
     * The time of the newest return.
     *
     * @return ns since epoch, 0 of an empty history
     */
    public long asOfNs() {
        return asOfNs;
    }

    /**
     * The correlation of two symbols.
     *
     * @param a one
     * @param b another
     * @return in [−1, 1], 1 for the same symbol; empty when absent or when either is not in the history
     */
    public OptionalDouble rho(Symbol a, Symbol b) {
        if (a.equals(b)) {
            return OptionalDouble.of(1);
        }
        int i = places.getOrDefault(a, -1);
        int j = places.getOrDefault(b, -1);
        return i < 0 || j < 0 ? OptionalDouble.empty() : present(measured[i][j]);
    }

    /**
     * The correlations of one symbol, for who asks for many.
     *
     * @param one any symbol
     * @return for each symbol what {@link #rho} answers; not a number where that is empty
     */
    public ToDoubleFunction<Symbol> rhosOf(Symbol one) {
        int i = places.getOrDefault(one, -1);
        return other -> {
            if (other.equals(one)) {
                return 1;
            }
            int j = places.getOrDefault(other, -1);
            return i < 0 || j < 0 ? Double.NaN : measured[i][j];
        };
    }

    /**
     * The symbols that move with one: ρ above a threshold, absent pairs counted as 1.
     *
     * @param symbol which
     * @param threshold for example 0.70
     * @return the symbol itself and every symbol of the history that goes with it
     */
    public SortedSet<Symbol> group(Symbol symbol, double threshold) {
        SortedSet<Symbol> group = new TreeSet<>();
        group.add(symbol);
        for (Symbol other : symbols) {
            if (rho(symbol, other).orElse(1) > threshold) {
                group.add(other);
            }
        }
        return Collections.unmodifiableSortedSet(group);
    }

    /**
     * The pairs above a threshold.
     *
     * @param threshold for example 0.60
     * @return measured pairs alone, the highest first, equal ones by name
     */
    public List<CorrelatedPair> pairsAbove(double threshold) {
        List<CorrelatedPair> pairs = new ArrayList<>();
        for (int i = 0; i < symbols.size(); i++) {
            for (int j = i + 1; j < symbols.size(); j++) {
                if (measured[i][j] > threshold) {
                    pairs.add(new CorrelatedPair(symbols.get(i), symbols.get(j), measured[i][j]));
                }
            }
        }
        pairs.sort(Comparator.comparingDouble(CorrelatedPair::rho).reversed());
        return List.copyOf(pairs);
    }

    /**
     * The highest correlation of two symbols.
     *
     * @return in [−1, 1]; empty when no pair was measured
     */
    public OptionalDouble max() {
        return pairs().max();
    }

    /**
     * The mean correlation over all measured pairs.
     *
     * @return in [−1, 1]; empty when no pair was measured
     */
    public OptionalDouble average() {
        return pairs().average();
    }

    /**
     * The symbols the figures of the whole matrix are of.
     *
     * @return those without an absent pair among each other, in ascending order
     */
    public List<Symbol> covered() {
        return covered;
    }

    /**
     * Whether what was measured was no correlation matrix and had to be replaced by the nearest one.
     *
     * @return true when {@link #nearest} differs from {@link #rho}
     */
    public boolean adjusted() {
        return nearest.adjusted();
    }

    /**
     * An entry of the nearest positive semidefinite correlation matrix.
     *
     * @param a a covered symbol
     * @param b a covered symbol
     * @return in [−1, 1]; empty when either is not covered
     */
    public OptionalDouble nearest(Symbol a, Symbol b) {
        int i = Collections.binarySearch(covered, a);
        int j = Collections.binarySearch(covered, b);
        return i < 0 || j < 0 ? OptionalDouble.empty() : OptionalDouble.of(nearest.at(i, j));
    }

    /**
     * The eigenvalues of the nearest matrix.
     *
     * @return largest first, 0 or more, summing to the number of covered symbols; empty when none is covered
     */
    public List<Double> eigenvalues() {
        return covered.isEmpty()
                ? List.of()
                : Arrays.stream(nearest.eigenvalues()).boxed().toList();
    }

    /**
     * The condition number: largest by smallest eigenvalue.
     *
     * @return 1 or more; empty when nothing is covered or the matrix is singular to working precision (10⁻¹²)
     */
    public OptionalDouble condition() {
        List<Double> lambda = eigenvalues();
        return lambda.isEmpty() || lambda.getLast() <= SINGULAR * lambda.getFirst()
                ? OptionalDouble.empty()
                : OptionalDouble.of(lambda.getFirst() / lambda.getLast());
    }

    /**
     * How many independent bets the covered symbols amount to: (Σλ)² / Σλ².
     *
     * @return from 1 to the number of covered symbols; empty when none is covered
     */
    public OptionalDouble effectiveBets() {
        double sum = 0;
        double squares = 0;
        for (double lambda : eigenvalues()) {
            sum += lambda;
            squares += lambda * lambda;
        }
        return squares == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum * sum / squares);
    }

    /**
     * The diversification ratio Σ|wᵢ|σᵢ / σ_p: Y. Choueifaty and Y. Coignard, "Toward Maximum Diversification", Journal
     * of Portfolio Management 35, 2008, with sizes for weights so that a hedge raises it.
     *
     * @param exposures signed values by symbol; 0 counts nothing
     * @return 1 or more; empty when nothing is held, something held is not covered, or the portfolio does not move
     */
    public OptionalDouble diversificationRatio(Map<Symbol, Double> exposures) {
        double[] risks = new double[covered.size()];
        double sum = 0;
        for (Map.Entry<Symbol, Double> held : exposures.entrySet()) {
            if (held.getValue() != 0) {
                int row = Collections.binarySearch(covered, held.getKey());
                if (row < 0) {
                    return OptionalDouble.empty();
                }
                risks[row] = held.getValue() * volatilities[Collections.binarySearch(symbols, held.getKey())];
                sum += Math.abs(risks[row]);
            }
        }
        double variance = variance(risks);
        return variance > SINGULAR * SINGULAR * sum * sum
                ? OptionalDouble.of(sum / Math.sqrt(variance))
                : OptionalDouble.empty();
    }

    /**
     * The mean size of the change of a correlation since an earlier measurement.
     *
     * @param earlier of any history
     * @return in [0, 2], over the pairs measured both times; empty when there is none
     */
    public OptionalDouble meanChange(Correlations earlier) {
        double sum = 0;
        int pairs = 0;
        for (int i = 0; i < symbols.size(); i++) {
            for (int j = i + 1; j < symbols.size(); j++) {
                OptionalDouble then = earlier.rho(symbols.get(i), symbols.get(j));
                if (then.isPresent() && !Double.isNaN(measured[i][j])) {
                    sum += Math.abs(measured[i][j] - then.getAsDouble());
                    pairs++;
                }
            }
        }
        return pairs == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / pairs);
    }

    /**
     * The figures for a report, those that exist.
     *
     * @param exposures signed values by symbol
     * @return by name: {@code max}, {@code average}, {@code condition}, {@code effective_bets},
     *     {@code diversification_ratio}
     */
    public SortedMap<String, Double> figures(Map<Symbol, Double> exposures) {
        SortedMap<String, Double> figures = new TreeMap<>();
        max().ifPresent(v -> figures.put("max", v));
        average().ifPresent(v -> figures.put("average", v));
        condition().ifPresent(v -> figures.put("condition", v));
        effectiveBets().ifPresent(v -> figures.put("effective_bets", v));
        diversificationRatio(exposures).ifPresent(v -> figures.put("diversification_ratio", v));
        return Collections.unmodifiableSortedMap(figures);
    }

    /**
     * What a reader must know.
     *
     * @param exposures signed values by symbol
     * @return {@code low_diversification} of two or more symbols held, {@code few_effective_bets}, {@code correlated:A|B} for each pair held above
     *     the warning, {@code not_covered:A} for each symbol left out, {@code correlation_adjusted},
     *     {@code correlation_singular}; sorted
     */
    public List<String> warnings(Map<Symbol, Double> exposures) {
        SortedSet<String> found = new TreeSet<>();
        // The ratio of a single symbol is always 1, which says nothing.
        boolean isSpread = exposures.values().stream().filter(v -> v != 0).count() > 1;
        if (isSpread && diversificationRatio(exposures).orElse(Double.MAX_VALUE) < settings.lowestDiversification()) {
            found.add("low_diversification");
        }
        if (covered.size() >= settings.betsFromSymbols()
                && effectiveBets().orElse(Double.MAX_VALUE) < settings.fewestBets()) {
            found.add("few_effective_bets");
        }
        for (CorrelatedPair pair : pairsAbove(settings.pairWarning())) {
            if (exposures.getOrDefault(pair.first(), 0.0) != 0 && exposures.getOrDefault(pair.second(), 0.0) != 0) {
                found.add("correlated:" + pair.first() + "|" + pair.second());
            }
        }
        symbols.stream().filter(s -> !covered.contains(s)).forEach(s -> found.add("not_covered:" + s));
        if (adjusted()) {
            found.add("correlation_adjusted");
        }
        if (!covered.isEmpty() && condition().isEmpty()) {
            found.add("correlation_singular");
        }
        return List.copyOf(found);
    }

    private double variance(double[] risks) {
        double variance = 0;
        for (int i = 0; i < risks.length; i++) {
            for (int j = 0; j < risks.length; j++) {
                variance += risks[i] * risks[j] * nearest.at(i, j);
            }
        }
        return variance;
    }

    private DoubleStream pairs() {
        return IntStream.range(0, symbols.size())
                .boxed()
                .flatMapToDouble(i -> IntStream.range(i + 1, symbols.size()).mapToDouble(j -> measured[i][j]))
                .filter(v -> !Double.isNaN(v));
    }

    /** Rows whose pairs were all measured; a row without its own 1 has no returns to speak of. */
    private List<Integer> complete() {
        List<Integer> rows = new ArrayList<>();
        for (int i = 0; i < symbols.size(); i++) {
            if (!Double.isNaN(measured[i][i])) {
                rows.add(i);
            }
        }
        while (true) {
            int worst = -1;
            long most = 0;
            for (int row : rows) {
                long absent = rows.stream()
                        .filter(other -> Double.isNaN(measured[row][other]))
                        .count();
                if (absent >= most && absent > 0) {
                    worst = row;
                    most = absent;
                }
            }
            if (worst < 0) {
                return List.copyOf(rows);
            }
            rows.remove(Integer.valueOf(worst));
        }
    }

    private double[][] sub(List<Integer> rows) {
        double[][] matrix = new double[rows.size()][rows.size()];
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix.length; j++) {
                matrix[i][j] = measured[rows.get(i)][rows.get(j)];
            }
        }
        return matrix;
    }

    private static int first(ReturnHistory history, CorrelationSettings settings) {
        int first = 0;
        while (first < history.size()
                && history.timeNs(first) <= history.timeNs(history.size() - 1) - settings.lookBackDays() * DAY_NS) {
            first++;
        }
        return first;
    }

    private static OptionalDouble present(double value) {
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
