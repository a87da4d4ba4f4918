package io.colin.api.portfolio;

import io.colin.api.Decimals;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.InstrumentKind;
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

/**
 * Keeps an account by its fills. Spot: a buy takes quote cash and adds a holding worth quantity · mark. Derivatives:
 * closing pays realised profit into the settlement currency, what is open counts at unrealised profit. Fees leave the
 * cash of their currency, or the holding when they are in the base currency of a spot symbol. The change of equity is
 * realised + unrealised − fees + funding + deposits, exactly.
 *
 * <p>Single-threaded.
 */
public final class PortfolioBook {
    private final String account;
    private final String currency;
    private final BigDecimal initialEquity;
    private final Map<Symbol, Instrument> instruments = new HashMap<>();
    private final SortedMap<Symbol, Position> positions = new TreeMap<>();
    private final SortedMap<String, BigDecimal> cash = new TreeMap<>();
    private final SortedMap<String, BigDecimal> fees = new TreeMap<>();
    private final SortedMap<String, BigDecimal> feesWorth = new TreeMap<>();
    private final Map<Symbol, BigDecimal> marks = new HashMap<>();
    private long timeNs = Long.MIN_VALUE;

    private PortfolioBook(String account, String currency, BigDecimal initialCash, Collection<Instrument> universe) {
        this.account = Require.text("account", account);
        this.currency = Require.text("currency", currency);
        this.initialEquity = Decimals.normal(Require.notNegative("initialCash", initialCash));
        universe.forEach(i -> instruments.put(i.symbol(), i));
        cash.put(currency, initialEquity);
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
        Instrument instrument = instrumentOf(fill.symbol());
        Position before = position(fill.symbol());
        Position after = before.apply(fill, instrument);
        if (instrument.kind() == InstrumentKind.SPOT) {
            add(
                    cash,
                    fill.symbol().quote(),
                    instrument.worth(fill.signedQuantity(), fill.price()).negate());
        } else {
            add(cash, instrument.settlementCurrency(), after.realisedPnl().subtract(before.realisedPnl()));
        }
        add(fees, fill.feeCurrency(), fill.fee());
        if (instrument.kind() == InstrumentKind.SPOT
                && fill.feeCurrency().equals(fill.symbol().base())) {
            after = after.giving(fill.fee(), fill.price(), instrument);
            add(feesWorth, fill.symbol().quote(), instrument.worth(fill.fee(), fill.price()));
        } else {
            add(cash, fill.feeCurrency(), fill.fee().negate());
            add(feesWorth, fill.feeCurrency(), fill.fee());
        }
        positions.put(fill.symbol(), after);
        timeNs = Math.max(timeNs, fill.timeNs());
    }

    /**
     * Marks a symbol.
     *
     * @param symbol of the universe
     * @param price above 0, in quote currency
     * @param atTimeNs event time, ns since epoch
     */
    public void mark(Symbol symbol, BigDecimal price, long atTimeNs) {
        instrumentOf(symbol);
        marks.put(symbol, Decimals.normal(Require.positive("price", price)));
        timeNs = Math.max(timeNs, atTimeNs);
    }

    /**
     * What is held of a symbol.
     *
     * @param symbol any symbol
     * @return flat when nothing ever was
     */
    public Position position(Symbol symbol) {
        return positions.getOrDefault(symbol, Position.flat(symbol));
    }

    /**
     * The one conversion into the account currency.
     *
     * @param from the currency of the amount
     * @param amount any amount
     * @return empty when no marked spot symbol prices the one in the other; never an assumed rate of 1
     */
    public Optional<BigDecimal> inAccountCurrency(String from, BigDecimal amount) {
        if (from.equals(currency) || amount.signum() == 0) {
            return Optional.of(amount);
        }
        for (Map.Entry<Symbol, BigDecimal> entry : marks.entrySet()) {
            Symbol symbol = entry.getKey();
            if (symbol.settlement().isEmpty()
                    && symbol.base().equals(from)
                    && symbol.quote().equals(currency)) {
                return Optional.of(Decimals.normal(amount.multiply(entry.getValue())));
            }
        }
        return Optional.empty();
    }

    /**
     * What the account holds and is worth now.
     *
     * @return a snapshot
     */
    public Portfolio snapshot() {
        return new Valuation().value();
    }

    private Instrument instrumentOf(Symbol symbol) {
        Instrument instrument = instruments.get(symbol);
        if (instrument == null) {
            throw Require.broken("symbol", "must be in the universe", symbol);
        }
        return instrument;
    }

    private static void add(SortedMap<String, BigDecimal> amounts, String key, BigDecimal amount) {
        amounts.merge(key, amount, (a, b) -> Decimals.normal(a.add(b)));
    }

    /** One pass over the account that sums up its worth. */
    private final class Valuation {
        private final List<String> unpriced = new ArrayList<>();
        private final SortedMap<Symbol, Portfolio.PositionView> views = new TreeMap<>();
        private BigDecimal equity = BigDecimal.ZERO;
        private BigDecimal realised = BigDecimal.ZERO;
        private BigDecimal unrealised = BigDecimal.ZERO;
        private BigDecimal gross = BigDecimal.ZERO;
        private BigDecimal net = BigDecimal.ZERO;
        private BigDecimal feesPaid = BigDecimal.ZERO;

        Portfolio value() {
            cash.forEach((code, amount) -> equity = equity.add(convert(code, amount)));
            feesWorth.forEach((code, amount) -> feesPaid = feesPaid.add(convert(code, amount)));
            positions.values().forEach(this::addPosition);
            return new Portfolio(
                    account,
                    currency,
                    timeNs,
                    initialEquity,
                    cash,
                    views,
                    fees,
                    Decimals.normal(equity),
                    Decimals.normal(realised),
                    Decimals.normal(unrealised),
                    Decimals.normal(feesPaid),
                    Decimals.normal(gross),
                    Decimals.normal(net),
                    unpriced);
        }

        private void addPosition(Position position) {
            Instrument instrument = instrumentOf(position.symbol());
            String settlement = instrument.settlementCurrency();
            realised = realised.add(convert(settlement, position.realisedPnl()));
            BigDecimal mark = marks.getOrDefault(position.symbol(), BigDecimal.ZERO);
            BigDecimal value = BigDecimal.ZERO;
            BigDecimal gain = BigDecimal.ZERO;
            if (position.quantity().signum() != 0) {
                if (mark.signum() == 0) {
                    miss(position.symbol().name());
                } else {
                    value = convert(position.symbol().quote(), instrument.notional(position.quantity(), mark));
                    gain = convert(settlement, position.unrealisedPnl(mark, instrument));
                    equity = equity.add(instrument.kind() == InstrumentKind.SPOT ? value : gain);
                }
            }
            unrealised = unrealised.add(gain);
            gross = gross.add(value.abs());
            net = net.add(value);
            BigDecimal average = position.averagePrice(instrument).orElse(BigDecimal.ZERO);
            views.put(position.symbol(), new Portfolio.PositionView(position, average, mark, value, gain));
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
