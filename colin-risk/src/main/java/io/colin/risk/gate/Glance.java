package io.colin.risk.gate;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.InstrumentKind;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.MarketView;
import io.colin.api.market.Quote;
import io.colin.api.market.Trade;
import io.colin.api.order.AlgoSpec;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderType;
import io.colin.api.order.Side;
import io.colin.api.portfolio.Portfolio;
import io.colin.api.risk.RiskContext;
import io.colin.api.risk.RiskRequest;
import io.colin.api.signal.Signal;
import io.colin.risk.RiskLimits;
import io.colin.risk.exposure.ExposureBook;
import io.colin.risk.exposure.ExposureMirror;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A new order at a glance: what the checks look at to say that it passes beyond doubt, in floating point. One object is
 * used for order after order; {@link #at} allocates nothing for symbols, terms and an account it has seen before.
 */
@SuppressWarnings("ReferenceEquality") // the same object needs no second look; an equal one gets one
final class Glance {
    final ExposureMirror mirror;
    final Pending pending;
    private final Map<Symbol, QuickTerms> terms = new HashMap<>();
    private final Map<String, Integer> sectors = new HashMap<>();
    private int[] sectorOfLine = new int[0];
    private BigDecimal peakOf = BigDecimal.ZERO;
    private double peak;
    private BigDecimal dayStartOf = BigDecimal.ZERO;
    private double dayStart;
    private QuickLimits limits;
    private String currency = "";
    private @Nullable Portfolio account;
    private double equity;

    private RiskRequest.@Nullable Parent request;
    private @Nullable RiskContext context;
    private @Nullable QuickTerms its;
    private @Nullable Quote quote;
    private @Nullable Trade trade;
    private @Nullable Quote rateQuote;
    private @Nullable Trade rateTrade;
    private @Nullable Instrument rateTerms;
    private long number;
    private long nowNs;
    private double quantity;
    private double reference;
    private double ownPrice;
    private double value;
    private double cost;

    Glance(ExposureBook book, RiskLimits limits) {
        mirror = ExposureMirror.of(book);
        pending = new Pending();
        this.limits = new QuickLimits(limits);
    }

    void change(RiskLimits next) {
        limits = new QuickLimits(next);
        terms.clear();
        sectors.clear();
        sectorOfLine = new int[0];
    }

    /** Counts the orders looked at. */
    long number() {
        return number;
    }

    /** Looks at an order; false for one that is not judged at a glance. */
    boolean at(RiskRequest.Parent asked, RiskContext where) {
        OrderIntent intent = asked.intent();
        MarketView market = where.market();
        if (intent.quoteQuantity() || intent.reduceOnly() || !sees(where.portfolio())) {
            return false;
        }
        // An Optional that is opened at once costs no object.
        @Nullable Instrument instrument = market.instrument(intent.symbol()).orElse(null);
        if (instrument == null) {
            return false;
        }
        number++;
        request = asked;
        context = where;
        nowNs = market.timeNs();
        its = termsOf(instrument);
        reference = reference(market, intent.symbol(), false);
        double rate = rate(market, its);
        return reference > 0 && rate > 0 && values(intent, its, rate);
    }

    /** Brings the mirror up to date after the exact book changed, so that the next look has nothing to do. */
    void catchUp() {
        Portfolio known = account;
        if (known != null) {
            mirror.refresh(known);
        }
    }

    private boolean sees(Portfolio portfolio) {
        if (!portfolio.unpriced().isEmpty()) {
            return false;
        }
        if (portfolio != account) {
            if (!portfolio.currency().equals(currency)) {
                currency = portfolio.currency();
                terms.clear();
            }
            equity = portfolio.equity().doubleValue();
            account = portfolio;
        }
        mirror.refresh(portfolio);
        return true;
    }

    private QuickTerms termsOf(Instrument instrument) {
        @Nullable QuickTerms known = terms.get(instrument.symbol());
        if (known == null || known.instrument != instrument) {
            Symbol symbol = instrument.symbol();
            known = new QuickTerms(instrument, mirror.line(symbol), currency, limits.exact, sectorOf(symbol));
            terms.put(symbol, known);
        }
        return known;
    }

    /** Sectors by number. */
    int sectorOf(Symbol symbol) {
        String name = limits.exact.sectors().of(symbol);
        @Nullable Integer number = sectors.get(name);
        if (number == null) {
            number = sectors.size();
            sectors.put(name, number);
        }
        return number;
    }

    /** The sector of a place of the mirror. */
    int sectorAt(int index) {
        if (sectorOfLine.length < mirror.size()) {
            int known = sectorOfLine.length;
            sectorOfLine = Arrays.copyOf(sectorOfLine, mirror.size());
            for (int i = known; i < sectorOfLine.length; i++) {
                sectorOfLine[i] = sectorOf(mirror.line(i).symbol());
            }
        }
        return sectorOfLine[index];
    }

    /** The high-water mark. */
    double peak(BigDecimal exact) {
        if (exact != peakOf) {
            peak = exact.doubleValue();
            peakOf = exact;
        }
        return peak;
    }

    /** The equity the day started with. */
    double dayStart(BigDecimal exact) {
        if (exact != dayStartOf) {
            dayStart = exact.doubleValue();
            dayStartOf = exact;
        }
        return dayStart;
    }

    /** As {@link Prices#reference}: the mid while it is fresh and not crossed, else a fresh last trade; 0 without. */
    private double reference(MarketView market, Symbol symbol, boolean ofRate) {
        @Nullable Quote shown = market.quote(symbol).orElse(null);
        if (shown != null && isFresh(shown.timeNs())) {
            double bid = shown.bid().doubleValue();
            double ask = shown.ask().doubleValue();
            // What is crossed or locked, or nearly so, is left to the exact path.
            if (ask > bid) {
                keep(shown, null, ofRate);
                return (bid + ask) / 2;
            }
            return 0;
        }
        @Nullable Trade last = market.lastTrade(symbol).orElse(null);
        if (last != null && isFresh(last.timeNs())) {
            keep(null, last, ofRate);
            return last.price().doubleValue();
        }
        return 0;
    }

    private void keep(@Nullable Quote newQuote, @Nullable Trade newTrade, boolean ofRate) {
        if (ofRate) {
            rateQuote = newQuote;
            rateTrade = newTrade;
        } else {
            quote = newQuote;
            trade = newTrade;
        }
    }

    /** As {@link Prices#accountRate}; 0 without. */
    private double rate(MarketView market, QuickTerms of) {
        rateTerms = null;
        if (of.direct == null || of.reverse == null) {
            return 1;
        }
        double direct = spotReference(market, of.direct);
        if (direct > 0) {
            return direct;
        }
        double reverse = spotReference(market, of.reverse);
        return reverse > 0 ? 1 / reverse : 0;
    }

    private double spotReference(MarketView market, Symbol symbol) {
        @Nullable Instrument instrument = market.instrument(symbol).orElse(null);
        if (instrument == null || instrument.kind() != InstrumentKind.SPOT) {
            return 0;
        }
        rateTerms = instrument;
        return reference(market, symbol, true);
    }

    /** As {@link Worth}; trailing stops are left to the exact path. */
    private boolean values(OrderIntent intent, QuickTerms of, double rate) {
        OrderType type = intent.type();
        double limit = 0;
        double worst;
        double upper = 1 + limits.collar;
        if (type instanceof OrderType.Limit it) {
            limit = it.price().doubleValue();
            ownPrice = limit;
            worst = Math.max(reference, limit);
        } else if (type instanceof OrderType.Market) {
            ownPrice = reference;
            worst = reference * upper;
        } else if (type instanceof OrderType.StopMarket it) {
            ownPrice = it.stopPrice().doubleValue();
            worst = Math.max(reference, ownPrice) * upper;
        } else if (type instanceof OrderType.StopLimit it) {
            limit = it.price().doubleValue();
            ownPrice = limit;
            worst = Math.max(reference, Math.max(limit, it.stopPrice().doubleValue()));
        } else {
            return false;
        }
        quantity = intent.quantity().doubleValue();
        value = quantity * notional(of, worst) * rate;
        boolean paid = of.spot && intent.side() == Side.BUY;
        cost = paid ? quantity * notional(of, limit > 0 ? limit : worst) * (1 + limits.feeCushion) : 0;
        return true;
    }

    private static double notional(QuickTerms of, double price) {
        return of.inverse ? of.contractSize : of.contractSize * price;
    }

    /** The order goes: everything that is asked of the next one counts it. */
    void admitted(int hash) {
        QuickTerms of = terms();
        mirror.add(of.line, intent().side(), quantity, value, cost);
        of.waiting++;
        of.waitingValue += value;
        pending.add(parent(), context(), this, hash);
    }

    /** What was admitted is in the book and everywhere else now. */
    void told() {
        for (int i = 0; i < pending.size(); i++) {
            @Nullable QuickTerms of = terms.get(pending.at(i).symbol());
            if (of != null) {
                of.waiting = 0;
                of.waitingValue = 0;
            }
        }
    }

    RiskRequest.Parent parent() {
        return present(request);
    }

    OrderIntent intent() {
        return parent().intent();
    }

    RiskContext context() {
        return present(context);
    }

    QuickTerms terms() {
        return present(its);
    }

    ExposureMirror.Line line() {
        return terms().line;
    }

    QuickLimits limits() {
        return limits;
    }

    @Nullable
    Quote quote() {
        return quote;
    }

    @Nullable
    Trade trade() {
        return trade;
    }

    @Nullable
    Quote rateQuote() {
        return rateQuote;
    }

    @Nullable
    Trade rateTrade() {
        return rateTrade;
    }

    @Nullable
    Instrument rateTerms() {
        return rateTerms;
    }

    @Nullable
    Signal signal() {
        return parent().signal().orElse(null);
    }

    long nowNs() {
        return nowNs;
    }

    boolean isFresh(long timeNs) {
        return timeNs <= nowNs && timeNs >= nowNs - limits.maxQuoteAgeNs;
    }

    double equity() {
        return equity;
    }

    double quantity() {
        return quantity;
    }

    double reference() {
        return reference;
    }

    /** The price the order names, or the reference where it names none. */
    double ownPrice() {
        return ownPrice;
    }

    /** At its worst price in the account currency. */
    double value() {
        return value;
    }

    /** Money of the quote currency it needs. */
    double cost() {
        return cost;
    }

    /** Notional at the price it names or the reference, in the quote currency. */
    double notional() {
        OrderType type = intent().type();
        boolean named = type instanceof OrderType.Limit || type instanceof OrderType.StopLimit;
        return quantity * notional(terms(), named ? ownPrice : reference);
    }

    /** Whether the order can only shrink the position, whatever else fills; of a quantity on the lot grid. */
    boolean surelyShrinks() {
        return line().surelyCovers(intent().side(), intent().quantity(), Surely.MARGIN);
    }

    /** The symbol's worst case with the order. */
    double symbolProjected() {
        return Math.max(line().side(intent().side()) + value, line().worstCase());
    }

    double symbolMagnitude() {
        return line().magnitude() + value;
    }

    double grossProjected() {
        return mirror.worstGross() - line().worstCase() + symbolProjected();
    }

    double grossMagnitude() {
        return mirror.worstGross() + symbolMagnitude();
    }

    /** Whether the account's worst case stays below a bound beyond doubt. */
    boolean grossBelow(double bound) {
        return Surely.below(grossProjected(), grossMagnitude(), bound);
    }

    /** Whether the order goes to a venue's book as it stands. */
    boolean isAtOnce() {
        return intent().algo().type().equals(AlgoSpec.IMMEDIATE.type());
    }

    /** The least price at which the order would meet nothing of ours: as {@link Candidate#takesUpTo}. */
    double takesUpTo() {
        if (intent().type() instanceof OrderType.Market && quote != null) {
            return intent().side() == Side.BUY
                    ? quote.ask().doubleValue()
                    : quote.bid().doubleValue();
        }
        return ownPrice;
    }

    private static <T> T present(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("a glance was asked before it looked at an order");
        }
        return value;
    }
}
