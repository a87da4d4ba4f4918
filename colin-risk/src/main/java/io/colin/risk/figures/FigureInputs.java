package io.colin.risk.figures;

import io.colin.api.instrument.Symbol;
import io.colin.api.portfolio.Portfolio;
import io.colin.risk.returns.ReturnHistory;
import io.colin.risk.stress.Balances;
import io.colin.risk.stress.CurrencyRoutes;
import io.colin.risk.stress.StressPortfolio;
import io.colin.risk.var.VarModel;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
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
    private final SortedMap<String, BigDecimal> balances;
    private final String currency;
    private final BigDecimal equity;
    private final Supplier<VarModel> preparation;
    private @Nullable VarModel model;
    private @Nullable RuntimeException failure;
    private @Nullable Carried carried;

    FigureInputs(long asOfNs, ReturnHistory history, Portfolio portfolio, Supplier<VarModel> preparation) {
        this.asOfNs = asOfNs;
        this.history = history;
        SortedMap<Symbol, BigDecimal> values = new TreeMap<>();
        portfolio.positions().forEach((symbol, view) -> {
            if (view.value().signum() != 0) {
                values.put(symbol, view.value());
            }
        });
        exposures = Collections.unmodifiableSortedMap(values);
        balances = Balances.of(portfolio);
        currency = portfolio.currency();
        equity = portfolio.equity();
        this.preparation = preparation;
    }

    /**
     * What moves with prices: positions, and balances under the symbols that price them.
     *
     * @param exposures signed value in the account currency by symbol, none 0
     * @param flags {@code unmeasured_currency:USDT} for each currency that counts as not moving, sorted
     */
    public record Carried(SortedMap<Symbol, BigDecimal> exposures, List<String> flags) {
        /** Copies. */
        public Carried {
            exposures = Collections.unmodifiableSortedMap(new TreeMap<>(exposures));
            flags = List.copyOf(flags);
        }
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
     * What everything is counted in.
     *
     * @return the account currency
     */
    public String currency() {
        return currency;
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
     * The positions.
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
     * What is carried, for statistics.
     *
     * @return signed value by symbol; positions alone where no model could be made
     */
    public SortedMap<Symbol, Double> statistics() {
        SortedMap<Symbol, Double> values = new TreeMap<>();
        SortedMap<Symbol, BigDecimal> all = model().isPresent() ? carried().exposures() : exposures;
        all.forEach((symbol, value) -> values.put(symbol, value.doubleValue()));
        return values;
    }

    /**
     * What moves with prices. Of a currency other than the account's, the balance, the spot quoted in it and the unrealised
     * profit settled in it count, in sum, as exposure to the symbols whose returns lead to the account currency. A common
     * state's currency or stablecoin without returns that move counts as not moving, which a flag tells; another currency without a
     * route stands under the symbol that would price it, which then cannot be measured.
     *
     * @return positions and balances
     * @throws RuntimeException if the model cannot be made
     */
    public Carried carried() {
        Carried known = carried;
        if (known == null) {
            known = carry(CurrencyRoutes.of(modelOrThrow().moving(), currency));
            carried = known;
        }
        return known;
    }

    private Carried carry(CurrencyRoutes routes) {
        SortedSet<String> flags = new TreeSet<>();
        for (String code : balances.keySet()) {
            routes.still(code).ifPresent(still -> flags.add("unmeasured_currency:" + still));
        }
        return new Carried(routes.carried(exposures, balances), List.copyOf(flags));
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
