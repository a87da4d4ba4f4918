package io.colin.api.portfolio;

import io.colin.api.Decimals;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.api.order.Fill;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an account by its fills, funding payments and cash flows. Spot: a buy takes quote cash and adds a holding worth
 * quantity · mark. Derivatives: closing pays realised profit into the settlement currency, what is open counts at
 * unrealised profit. Fees leave the cash of their currency, or the holding when they are in the base currency of a spot
 * symbol. The change of equity is realised + unrealised − fees + funding + deposits, exactly.
 *
 * <p>Single-threaded.
 */
public final class PortfolioBook {
    private final String account;
    private final String currency;
    private final BigDecimal initialEquity;
    private final Map<Symbol, Holding> holdings = new HashMap<>();
    private final SortedMap<Symbol, Holding> touched = new TreeMap<>();
    private final Amounts cash = new Amounts();
    private final Amounts fees = new Amounts();
    private final Amounts feesWorth = new Amounts();
    private final Rates rates;
    private final Deposits deposits;
    private long timeNs = Long.MIN_VALUE;

    private PortfolioBook(String account, String currency, BigDecimal initialCash, Collection<Instrument> universe) {
        this.account = Require.text("account", account);
        this.currency = Require.text("currency", currency);
        this.initialEquity = Decimals.normal(Require.notNegative("initialCash", initialCash));
        universe.forEach(i -> holdings.put(i.symbol(), new Holding(i, currency)));
        rates = new Rates(currency, universe);
        deposits = new Deposits(rates);
        cash.add(currency, initialEquity);
    }

    /**
     * An account with cash and nothing else.
     *
     * @param account whose
     * @param currency its currency, for example {@code USD}
     * @param initialCash 0 or more, in that currency
     * @param universe every instrument it may trade
     * @return the book
     */
    public static PortfolioBook of(
            String account, String currency, BigDecimal initialCash, Collection<Instrument> universe) {
        return new PortfolioBook(account, currency, initialCash, universe);
    }

    /**
     * Applies an execution.
     *
     * @param fill of a symbol of the universe
     * @throws IllegalArgumentException if the symbol is unknown
     */
    public void apply(Fill fill) {
        Holding holding = holdingOf(fill.symbol());
        Instrument instrument = holding.instrument();
        Position before = holding.position();
        Position after = before.apply(fill, instrument);
        if (holding.isSpot()) {
            cash.add(
                    holding.quote(),
                    instrument.worth(fill.signedQuantity(), fill.price()).negate());
        } else {
            cash.add(holding.settlement(), after.realisedPnl().subtract(before.realisedPnl()));
        }
        fees.add(fill.feeCurrency(), fill.fee());
        if (holding.isSpot() && fill.feeCurrency().equals(fill.symbol().base())) {
            after = after.giving(fill.fee(), fill.price(), instrument);
            feesWorth.add(holding.quote(), instrument.worth(fill.fee(), fill.price()));
        } else {
            cash.add(fill.feeCurrency(), fill.fee().negate());
            feesWorth.add(fill.feeCurrency(), fill.fee());
        }
        become(holding, after);
        timeNs = Math.max(timeNs, fill.timeNs());
    }

    /**
     * Books a settled funding payment: into the cash of the settlement currency and the position's funding.
     *
     * @param payment of a derivative of the universe, also one that is flat by now
     * @throws IllegalArgumentException if the symbol is unknown or spot
     */
    public void apply(FundingPayment payment) {
        Holding holding = holdingOf(payment.symbol());
        Require.that(!holding.isSpot(), "symbol", "must be a derivative, spot pays no funding", payment.symbol());
        cash.add(holding.settlement(), payment.amount());
        become(holding, holding.position().funded(payment.amount()));
        timeNs = Math.max(timeNs, payment.timeNs());
    }

    /**
     * Books a deposit or a withdrawal. In another currency it counts at the rate of now, or of the first mark that gives
     * one; what its rate does later is unrealised profit. Cash may become negative: whether money may go is not for the
     * record of it to say.
     *
     * @param flow any currency
     */
    public void apply(CashFlow flow) {
        cash.add(flow.currency(), flow.amount());
        deposits.add(flow);
        timeNs = Math.max(timeNs, flow.timeNs());
    }

    /**
     * Books a deposit or a withdrawal at a rate that was recorded when it came: what it counts as does not depend on the rate
     * that is known now. What its rate did since is unrealised profit.
     *
     * @param flow any currency
     * @param rate what one unit of it was worth in the account currency, above 0
     * @throws IllegalArgumentException if the rate is not above 0, or another than 1 for the account currency
     */
    public void apply(CashFlow flow, BigDecimal rate) {
        Require.positive("rate", rate);
        Require.that(
                !flow.currency().equals(currency) || rate.compareTo(BigDecimal.ONE) == 0,
                "rate",
                "must be 1 for the account currency",
                rate);
        cash.add(flow.currency(), flow.amount());
        deposits.add(flow, rate);
        timeNs = Math.max(timeNs, flow.timeNs());
    }

    /**
     * Marks a symbol.
     *
     * @param symbol of the universe
     * @param price above 0, in quote currency
     * @param atTimeNs event time, ns since epoch
     */
    public void mark(Symbol symbol, BigDecimal price, long atTimeNs) {
        Holding holding = holdingOf(symbol);
        BigDecimal normal = Decimals.normal(Require.positive("price", price));
        if (holding.mark(normal) && holding.isSpot()) {
            rates.mark(symbol, normal);
            deposits.rated();
        }
        timeNs = Math.max(timeNs, atTimeNs);
    }

    /**
     * What is held of a symbol.
     *
     * @param symbol any symbol
     * @return flat when nothing ever was
     */
    public Position position(Symbol symbol) {
        @Nullable Holding holding = holdings.get(symbol);
        return holding == null ? Position.flat(symbol) : holding.position();
    }

    /**
     * The one conversion into the account currency: by the mark of a spot symbol that quotes the one in the other, in
     * either direction, or by two of them over a third currency, the alphabetically first that links them. A quotient is
     * rounded to 34 digits, everything else is exact.
     *
     * @param from the currency of the amount
     * @param amount any amount
     * @return empty when no marked spot symbols price the one in the other; never an assumed rate of 1
     */
    public Optional<BigDecimal> inAccountCurrency(String from, BigDecimal amount) {
        if (from.equals(currency) || amount.signum() == 0) {
            return Optional.of(amount);
        }
        return rates.of(from).map(rate -> Decimals.normal(amount.multiply(rate)));
    }

    /**
     * What the account holds and is worth now.
     *
     * @return a snapshot
     */
    public Portfolio snapshot() {
        return new Valuation().value();
    }

    private Holding holdingOf(Symbol symbol) {
        @Nullable Holding holding = holdings.get(symbol);
        if (holding == null) {
            throw Require.broken("symbol", "must be in the universe", symbol);
        }
        return holding;
    }

    private void become(Holding holding, Position after) {
        holding.become(after);
        touched.put(after.symbol(), holding);
    }

    /** One pass over the account that sums up its worth. */
    private final class Valuation {
        private final List<String> unpriced = new ArrayList<>(0);
        private final TreeMap<Symbol, Portfolio.PositionView> views = new TreeMap<>();
        private BigDecimal equity = BigDecimal.ZERO;
        private BigDecimal realised = BigDecimal.ZERO;
        private BigDecimal unrealised = BigDecimal.ZERO;
        private BigDecimal funding = BigDecimal.ZERO;
        private BigDecimal gross = BigDecimal.ZERO;
        private BigDecimal net = BigDecimal.ZERO;
        private BigDecimal feesPaid = BigDecimal.ZERO;

        Portfolio value() {
            cash.forEach((code, amount) -> equity = Amounts.sum(equity, convert(code, amount)));
            feesWorth.forEach((code, amount) -> feesPaid = Amounts.sum(feesPaid, convert(code, amount)));
            deposits.unrated().forEach(this::miss);
            touched.values().forEach(this::add);
            return new Portfolio(
                    account,
                    currency,
                    timeNs,
                    initialEquity,
                    cash.frozen(),
                    FrozenMap.holding(views),
                    rates.ofAll(cash.frozen().keySet()),
                    fees.frozen(),
                    Decimals.normal(equity),
                    Decimals.normal(realised),
                    Decimals.normal(Amounts.sum(unrealised, deposits.gain())),
                    Decimals.normal(feesPaid),
                    Decimals.normal(funding),
                    deposits.sum(),
                    Decimals.normal(gross),
                    Decimals.normal(net),
                    unpriced);
        }

        private void add(Holding holding) {
            Holding.Worth worth = holding.worth(rates);
            Portfolio.PositionView view = worth.view();
            views.put(view.position().symbol(), view);
            equity = Amounts.sum(equity, worth.equity());
            realised = Amounts.sum(realised, worth.realised());
            unrealised = Amounts.sum(unrealised, view.unrealisedPnl());
            funding = Amounts.sum(funding, worth.funding());
            gross = Amounts.sum(gross, view.value().abs());
            net = Amounts.sum(net, view.value());
            worth.missing().forEach(this::miss);
        }

        private void miss(String name) {
            if (!unpriced.contains(name)) {
                unpriced.add(name);
            }
        }

        private BigDecimal convert(String code, BigDecimal amount) {
            Optional<BigDecimal> converted = inAccountCurrency(code, amount);
            if (converted.isEmpty()) {
                miss(code);
            }
            return converted.orElse(BigDecimal.ZERO);
        }
    }
}
