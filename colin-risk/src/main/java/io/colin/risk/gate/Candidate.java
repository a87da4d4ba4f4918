package io.colin.risk.gate;

import io.colin.api.Decimals;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.order.OrderType;
import io.colin.api.order.Side;
import io.colin.api.portfolio.Portfolio;
import io.colin.api.risk.RiskContext;
import io.colin.risk.RiskLimits;
import io.colin.risk.exposure.Exposed;
import io.colin.risk.exposure.ExposureBook;
import io.colin.risk.exposure.Reservation;
import io.colin.risk.exposure.SymbolExposure;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An order under judgement with everything the checks look at, worked out once. Valid within one call of the gate. */
final class Candidate {
    private final Order order;
    private final BigDecimal asked;
    private final Instrument instrument;
    private final RiskLimits limits;
    private final RiskContext context;
    private final ExposureBook book;
    private final Prices prices;
    private final @Nullable Worth worth;
    private final SymbolExposure exposure;
    private final BigDecimal grossOfOthers;
    private final BigDecimal grossUnamended;
    private final BigDecimal shrinkable;
    private final BigDecimal lowerable;
    private @Nullable List<Exposed> beside;
    private final BigDecimal growing;
    private final BigDecimal worstCase;
    private @Nullable BigDecimal value;
    private @Nullable BigDecimal symbolProjected;

    Candidate(Order order, Instrument instrument, RiskLimits limits, RiskContext context, ExposureBook book) {
        this.order = order;
        this.asked = order.quantity();
        this.instrument = instrument;
        this.limits = limits;
        this.context = context;
        this.book = book;
        this.prices = new Prices(context.market(), limits, context.portfolio());
        this.worth = priced(order, instrument, limits, prices);
        SymbolExposure all = book.of(order.symbol(), context.portfolio());
        Optional<Reservation> own = order.isKnown() ? book.reservation(order.orderId()) : Optional.empty();
        this.exposure = Amended.without(all, own);
        this.growing = order.side() == Side.BUY ? exposure.longSide() : exposure.shortSide();
        this.worstCase = exposure.worstCase();
        this.grossUnamended = book.worstGross(context.portfolio());
        this.grossOfOthers = grossUnamended.subtract(all.worstCase());
        this.shrinkable = shrinkable(exposure, order.isChild());
        this.lowerable = own.map(reserved -> Amended.lowerable(this, reserved)).orElse(BigDecimal.ZERO);
    }

    private Candidate(Candidate other, Order order) {
        this.order = order;
        this.asked = other.asked;
        this.instrument = other.instrument;
        this.limits = other.limits;
        this.context = other.context;
        this.book = other.book;
        this.prices = other.prices;
        this.worth = other.worth;
        this.exposure = other.exposure;
        this.growing = other.growing;
        this.worstCase = other.worstCase;
        this.grossOfOthers = other.grossOfOthers;
        this.grossUnamended = other.grossUnamended;
        this.shrinkable = other.shrinkable;
        this.lowerable = other.lowerable;
        this.beside = other.beside;
    }

    /** The same order with another quantity. */
    Candidate resized(BigDecimal quantity) {
        return new Candidate(this, order.withQuantity(quantity));
    }

    Order order() {
        return order;
    }

    /** The quantity that was asked for, whatever size is judged now. */
    BigDecimal asked() {
        return asked;
    }

    Instrument instrument() {
        return instrument;
    }

    RiskLimits limits() {
        return limits;
    }

    RiskContext context() {
        return context;
    }

    Portfolio portfolio() {
        return context.portfolio();
    }

    ExposureBook book() {
        return book;
    }

    Prices prices() {
        return prices;
    }

    BigDecimal quantity() {
        return order.quantity();
    }

    long nowNs() {
        return context.market().timeNs();
    }

    /** Present when the reference is fresh and there is a rate. */
    Optional<Worth> pricing() {
        return Optional.ofNullable(worth);
    }

    /** For checks that need a price. */
    Worth worth() {
        if (worth == null) {
            throw new IllegalStateException("a check that needs a price ran without one");
        }
        return worth;
    }

    /** The whole quantity: of an amended order what it filled already too. */
    BigDecimal whole() {
        return order.quantity().add(order.filled());
    }

    /** A largest whole quantity as the largest of what is judged. */
    BigDecimal lessFilled(BigDecimal largestWhole) {
        return largestWhole.subtract(order.filled()).max(BigDecimal.ZERO);
    }

    /** Value of what is judged in the account currency at the worst price. */
    BigDecimal value() {
        if (value == null) {
            value = order.quantity().multiply(worth().unitValue());
        }
        return value;
    }

    /** Value of the whole order in the account currency at the worst price. */
    BigDecimal wholeValue() {
        return whole().multiply(worth().unitValue());
    }

    /** What adds to the symbol's worst case: of a child nothing, which is in its parent's reservation already. */
    BigDecimal added() {
        return order.isChild() ? BigDecimal.ZERO : value();
    }

    /** What another quantity would add. */
    BigDecimal addedBy(BigDecimal quantity) {
        return order.isChild() ? BigDecimal.ZERO : quantity.multiply(worth().unitValue());
    }

    /** The symbol at its worst case before the order, that of an amended order taken out. */
    SymbolExposure exposure() {
        return exposure;
    }

    /** The symbol's worst case before the order, that of an amended order taken out. */
    BigDecimal worstCase() {
        return worstCase;
    }

    /** The account at its worst case before the order. */
    BigDecimal gross() {
        return grossOfOthers.add(worstCase);
    }

    /** The other symbols at their worst case. */
    BigDecimal grossBeside() {
        return grossOfOthers;
    }

    /** The account at its worst case as it stands, that of an amended order included. */
    BigDecimal grossUnamended() {
        return grossUnamended;
    }

    /** The largest quantity on the lot grid that could only shrink the position, whatever else fills. */
    BigDecimal shrinkable() {
        return shrinkable;
    }

    /** Whether the order can only shrink the position. */
    boolean shrinks() {
        return order.quantity().compareTo(shrinkable) <= 0;
    }

    /** The largest quantity with which an amend only makes less of the order it changes; 0 of everything else. */
    BigDecimal lowerable() {
        return lowerable;
    }

    /** Whether the order is an amend that only makes less of what works. */
    boolean lowers() {
        return order.quantity().compareTo(lowerable) <= 0;
    }

    /** The largest quantity with which an amend only makes less of what its order has where it is changed. */
    BigDecimal lowerableThere() {
        return order.isRoutedInPlace() ? lowerable.min(heldThere(order, book)) : lowerable;
    }

    /** Whether the order is an amend that only makes less of what works where it is changed. */
    boolean lowersThere() {
        return order.quantity().compareTo(lowerableThere()) <= 0;
    }

    /** What a routed order that is changed in place may still fill there. */
    static BigDecimal heldThere(Order order, ExposureBook book) {
        return book.reservationAt(order.orderId(), order.venue())
                .map(Reservation::quantity)
                .orElse(BigDecimal.ZERO);
    }

    /** Other symbols in which something is held or works, in their order. */
    List<Exposed> beside() {
        if (beside == null) {
            beside = book.beside(order.symbol(), portfolio());
        }
        return beside;
    }

    /** The price the order names, or the reference where it names none. */
    BigDecimal ownPrice() {
        return order.type().namedPrice().orElseGet(() -> worth().reference());
    }

    /** The worst price the order takes the moment it is sent; empty for what waits for a trigger or is sliced. */
    Optional<BigDecimal> takesUpTo() {
        if (!order.isAtOnce()) {
            return Optional.empty();
        }
        return switch (order.type()) {
            case OrderType.Limit limit -> Optional.of(limit.price());
            case OrderType.Market m ->
                PriceCollarCheck.lastWalked(this).or(this::touch).or(() -> Optional.of(worth().reference()));
            default -> Optional.empty();
        };
    }

    private Optional<BigDecimal> touch() {
        return context.market()
                .quote(order.symbol())
                .filter(quote -> prices.isFresh(quote.timeNs()))
                .map(quote -> order.side() == Side.BUY ? quote.ask() : quote.bid());
    }

    /** What one unit of a symbol is worth: at its reference when fresh, else at the mark it is held at. */
    Optional<BigDecimal> unitValue(Symbol symbol) {
        Optional<Instrument> terms = context.market().instrument(symbol);
        if (terms.isEmpty()) {
            return Optional.empty();
        }
        Optional<BigDecimal> price = prices.reference(symbol)
                .or(() -> Optional.ofNullable(portfolio().positions().get(symbol))
                        .map(Portfolio.PositionView::mark)
                        .filter(mark -> mark.signum() > 0));
        return price.flatMap(at -> prices.accountRate(symbol.quote())
                .map(rate -> terms.get().notional(BigDecimal.ONE, at).multiply(rate)));
    }

    /** A share of equity in the account currency; 0 without equity. */
    BigDecimal ofEquity(BigDecimal share) {
        return share.multiply(portfolio().equity().max(BigDecimal.ZERO));
    }

    /** The symbol at its worst case with the order; a child is in its parent's reservation already. */
    BigDecimal symbolProjected() {
        if (symbolProjected == null) {
            symbolProjected = order.isChild() ? worstCase : growing.add(value()).max(worstCase);
        }
        return symbolProjected;
    }

    /** The account at its worst case with the order. */
    BigDecimal grossProjected() {
        return grossOfOthers.add(symbolProjected());
    }

    /** The largest quantity with which the symbol's worst case stays within a limit. */
    BigDecimal largestForSymbol(BigDecimal limit) {
        if (worstCase.compareTo(limit) > 0) {
            return BigDecimal.ZERO;
        }
        return order.isChild() ? order.quantity() : largest(limit.subtract(growing), worth().unitValue());
    }

    /** The largest quantity with which the account's worst case stays within a limit. */
    BigDecimal largestForGross(BigDecimal limit) {
        return largestForSymbol(limit.subtract(grossOfOthers));
    }

    /** The largest quantity with which the margin of the account's worst case stays within an amount. */
    BigDecimal largestForMargin(BigDecimal amount, BigDecimal rate) {
        if (gross().multiply(rate).compareTo(amount) > 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal left = amount.subtract(rate.multiply(grossOfOthers.add(growing)));
        return order.isChild() ? order.quantity() : largest(left, rate.multiply(worth().unitValue()));
    }

    /** The largest quantity on the lot grid that an amount pays for. */
    BigDecimal largest(BigDecimal amount, BigDecimal perUnit) {
        if (amount.signum() <= 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal lots = amount.divide(perUnit.multiply(instrument.lotSize()), 0, RoundingMode.DOWN);
        return Decimals.normal(lots.multiply(instrument.lotSize()));
    }

    /** The symbol's value if everything fills on the order's side, seen from that side. */
    BigDecimal growing() {
        return growing;
    }

    private static @Nullable Worth priced(Order order, Instrument instrument, RiskLimits limits, Prices prices) {
        Optional<BigDecimal> reference = prices.reference(order.symbol());
        Optional<BigDecimal> rate = prices.accountRate(order.symbol().quote());
        if (reference.isEmpty() || rate.isEmpty()) {
            return null;
        }
        Worth.Basis basis = new Worth.Basis(prices, limits, reference.get(), rate.get());
        return Worth.of(order.type(), order.side(), instrument, basis);
    }

    /**
     * The largest quantity on the lot grid that could only shrink a position, whatever else fills: what is held on the other
     * side, less everything that already works to shrink it.
     *
     * @param of the symbol in the account or a part of it, that of an amended order taken out
     * @param counted whether what is judged is in it already, as a child is by its parent
     */
    BigDecimal shrinkable(SymbolExposure of, boolean counted) {
        boolean buy = order.side() == Side.BUY;
        BigDecimal held = buy ? of.position().negate() : of.position();
        BigDecimal working = buy ? of.buyQuantity() : of.sellQuantity();
        if (counted) {
            String parent = order.parentId();
            working = working.subtract(book.reserved(parent)).add(book.drawn(parent));
        }
        BigDecimal left = held.subtract(working);
        return left.signum() <= 0 ? BigDecimal.ZERO : Decimals.floorTo(left, instrument.lotSize());
    }
}
