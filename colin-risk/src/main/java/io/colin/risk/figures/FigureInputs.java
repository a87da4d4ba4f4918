package io.colin.risk.figures;

import io.colin.api.instrument.Symbol;
import io.colin.risk.returns.ReturnHistory;
import io.colin.risk.stress.StressPortfolio;
import io.colin.risk.var.VarModel;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What figures are computed from. Copied by the gate's thread; {@link #model} and {@link #measured} belong to the
 * thread that does the work, and to the gate's once it is done.
 */
public final class FigureInputs {
    private final long asOfNs;
    private final ReturnHistory history;
    private final SortedMap<Symbol, BigDecimal> exposures;
    private final BigDecimal equity;
    private final Supplier<VarModel> preparation;
    private @Nullable VarModel model;
    private @Nullable RuntimeException failure;

    FigureInputs(
            long asOfNs,
            ReturnHistory history,
            SortedMap<Symbol, BigDecimal> exposures,
            BigDecimal equity,
            Supplier<VarModel> preparation) {
        this.asOfNs = asOfNs;
        this.history = history;
        this.exposures = Collections.unmodifiableSortedMap(new TreeMap<>(exposures));
        this.equity = equity;
        this.preparation = preparation;
    }

    /**
     * Of when they are.
     *
     * @return event time of positions and prices, ns since epoch
     */
    public long asOfNs() {
        return asOfNs;
    }

    /**
     * What is known of returns.
     *
     * @return returns up to then: of days, or of hours while a short history stands in
     */
    public ReturnHistory history() {
        return history;
    }

    /**
     * What is held.
     *
     * @return signed value in the account currency by symbol, none 0
     */
    public SortedMap<Symbol, BigDecimal> exposures() {
        return exposures;
    }

    /**
     * What it is a share of.
     *
     * @return in the account currency, above 0
     */
    public BigDecimal equity() {
        return equity;
    }

    /**
     * The exposures for statistics.
     *
     * @return signed value by symbol
     */
    public SortedMap<Symbol, Double> statistics() {
        SortedMap<Symbol, Double> values = new TreeMap<>();
        exposures.forEach((symbol, value) -> values.put(symbol, value.doubleValue()));
        return values;
    }

    /**
     * The returns prepared for measuring, with their covariance: made once, by whoever asks first, which takes some 10 ms.
     *
     * @return empty when it could not be made, which the value at risk then tells
     */
    public Optional<VarModel> model() {
        try {
            return Optional.of(modelOrThrow());
        } catch (RuntimeException e) {
            // The value at risk asks as well and names the problem; the other parts do without the model.
            return Optional.empty();
        }
    }

    /**
     * A portfolio to stress with what the returns tell: covariance and volatilities.
     *
     * @param portfolio without them
     * @return with them, as it is where the returns tell nothing
     */
    public StressPortfolio measured(StressPortfolio portfolio) {
        Optional<VarModel> known = model();
        return known.flatMap(VarModel::covariance)
                .map(covariance -> portfolio.measured(
                        known.orElseThrow().symbols(),
                        covariance,
                        known.orElseThrow().history().periodNs()))
                .orElse(portfolio);
    }

    /** The model, or why it could not be made. */
    VarModel modelOrThrow() {
        if (failure != null) {
            throw failure;
        }
        VarModel known = model;
        if (known == null) {
            try {
                known = preparation.get();
                model = known;
            } catch (RuntimeException e) {
                failure = e;
                throw e;
            }
        }
        return known;
    }
}
