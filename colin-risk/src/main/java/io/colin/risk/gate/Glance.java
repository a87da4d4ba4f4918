package io.colin.risk.gate;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.MarketView;
import io.colin.api.market.Quote;
import io.colin.api.order.AlgoSpec;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderType;
import io.colin.api.order.Side;
import io.colin.api.portfolio.Portfolio;
import io.colin.api.risk.RiskContext;
import io.colin.api.risk.RiskRequest;
import io.colin.api.signal.Signal;
import io.colin.risk.ExposureKind;
import io.colin.risk.RiskLimits;
import io.colin.risk.exposure.ExposureBook;
import io.colin.risk.exposure.ExposureMirror;
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
    final RhoRows rhos;
    final QuickPrices prices = new QuickPrices();
    private final Map<Symbol, QuickTerms> terms = new HashMap<>();
    private final Map<String, Integer> sectors = new HashMap<>();
    private int[] sectorOfLine = new int[0];
    private QuickLimits limits;
    private String currency = "";
    private @Nullable Portfolio account;
    private HeldPrices.@Nullable Held held;
    private double equity;

    private RiskRequest.@Nullable Parent request;
    private @Nullable RiskContext context;
    private @Nullable QuickTerms its;
    private long number;
    private long nowNs;
    private double quantity;
    private double ownPrice;
    private double value;
    private double cost;

    Glance(ExposureBook book, RiskLimits limits) {
        mirror = ExposureMirror.of(book);
        pending = new Pending();
        rhos = new RhoRows(mirror);
        this.limits = new QuickLimits(limits);
    }

    void change(RiskLimits next) {
        limits = new QuickLimits(next);
        terms.clear();
        sectors.clear();
        sectorOfLine = new int[0];
        account = null;
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
        return prices.at(market, its, limits.maxQuoteAgeNs) && values(intent, its);
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
            held = HeldPrices.of(portfolio);
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

    /** As {@link Worth}; trailing stops are left to the exact path. */
    private boolean values(OrderIntent intent, QuickTerms of) {
        double reference = prices.reference();
        OrderType type = intent.type();
        double highest = Math.max(reference, prices.collar());
        double limit = 0;
        double worst;
        double upper = 1 + limits.collar;
        if (type instanceof OrderType.Limit it) {
            limit = it.price().doubleValue();
            ownPrice = limit;
            worst = Math.max(highest, limit);
        } else if (type instanceof OrderType.Market) {
            ownPrice = reference;
            worst = highest * upper;
        } else if (type instanceof OrderType.StopMarket it) {
            ownPrice = it.stopPrice().doubleValue();
            worst = Math.max(highest, ownPrice) * upper;
        } else if (type instanceof OrderType.StopLimit it) {
            limit = it.price().doubleValue();
            ownPrice = limit;
            worst = Math.max(highest, Math.max(limit, it.stopPrice().doubleValue()));
        } else {
            return false;
        }
        quantity = intent.quantity().doubleValue();
        value = quantity * notional(of, worst) * prices.rate();
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
    Signal signal() {
        return parent().signal().orElse(null);
    }

    long nowNs() {
        return nowNs;
    }

    double equity() {
        return equity;
    }

    double quantity() {
        return quantity;
    }

    double reference() {
        return prices.reference();
    }

    /** What the order's prices may not be far from. */
    double collarReference() {
        return prices.collar();
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
        return quantity * notional(terms(), named ? ownPrice : prices.reference());
    }

    /** Whether the order can only shrink the position, whatever else fills; of a quantity on the lot grid. */
    boolean surelyShrinks() {
        return line().surelyCovers(intent().side(), intent().quantity(), Surely.MARGIN);
    }

    /** The symbol's worst case with the order. */
    double symbolProjected() {
        return Math.max(line().side(intent().side()) + value, line().worstCase());
    }

    /** What of the symbol's worst case with the order counts, of a kind that its side can raise. */
    double symbolProjected(ExposureKind kind) {
        return kind == ExposureKind.GROSS ? symbolProjected() : Math.max(0, line().side(intent().side()) + value);
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

    /** Whether what counts of the account's worst case stays below a bound beyond doubt, of a kind that its side can raise. */
    boolean exposureBelow(ExposureKind kind, double bound) {
        if (kind == ExposureKind.GROSS) {
            return grossBelow(bound);
        }
        double others = mirror.worst(kind) - line().worst(intent().side());
        return Surely.below(others + symbolProjected(kind), grossMagnitude(), bound);
    }

    /** Whether everything held is valued at prices that are not too old: asked anew of every order, for a quote may be gone. */
    boolean isFreshlyValued() {
        return HeldPrices.isFresh(present(held), context().market(), limits.maxMarkAgeNs);
    }

    /** Whether the order goes to a venue's book as it stands. */
    boolean isAtOnce() {
        return intent().algo().type().equals(AlgoSpec.IMMEDIATE.type());
    }

    /** The least price at which the order would meet nothing of ours: as {@link Candidate#takesUpTo}. */
    double takesUpTo() {
        Quote quote = prices.quote();
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
