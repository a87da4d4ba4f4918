package io.colin.risk.gate;

import io.colin.api.Decimals;
import io.colin.api.instrument.Instrument;
import io.colin.api.order.Side;
import io.colin.api.portfolio.Portfolio;
import io.colin.api.risk.RiskContext;
import io.colin.risk.RiskLimits;
import io.colin.risk.exposure.ExposureBook;
import io.colin.risk.exposure.SymbolExposure;
import java.math.BigDecimal;
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
    private final BigDecimal gross;
    private final BigDecimal shrinkable;

    Candidate(Order order, Instrument instrument, RiskLimits limits, RiskContext context, ExposureBook book) {
        this.order = order;
        this.asked = order.quantity();
        this.instrument = instrument;
        this.limits = limits;
        this.context = context;
        this.book = book;
        this.prices = new Prices(context.market(), limits, context.portfolio().currency());
        this.worth = priced(order, instrument, limits, prices);
        this.exposure = book.of(order.symbol(), context.portfolio());
        this.gross = book.worstGross(context.portfolio());
        this.shrinkable = shrinkable(order, instrument, exposure, book);
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
        this.gross = other.gross;
        this.shrinkable = other.shrinkable;
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

    /** Present when reference and rate are fresh. */
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

    /** Order value in the account currency at the worst price. */
    BigDecimal value() {
        return order.quantity().multiply(worth().unitValue());
    }

    /** The symbol at its worst case before the order. */
    SymbolExposure exposure() {
        return exposure;
    }

    /** The account at its worst case before the order. */
    BigDecimal gross() {
        return gross;
    }

    /** The largest quantity on the lot grid that could only shrink the position, whatever else fills. */
    BigDecimal shrinkable() {
        return shrinkable;
    }

    /** Whether the order can only shrink the position. */
    boolean shrinks() {
        return order.quantity().compareTo(shrinkable) <= 0;
    }

    /** A share of equity in the account currency; 0 without equity. */
    BigDecimal ofEquity(BigDecimal share) {
        return share.multiply(portfolio().equity().max(BigDecimal.ZERO));
    }

    /** The symbol at its worst case with the order; a child is in its parent's reservation already. */
    BigDecimal symbolProjected() {
        return order.isChild() ? exposure.worstCase() : growing().add(value()).max(exposure.worstCase());
    }

    /** The account at its worst case with the order. */
    BigDecimal grossProjected() {
        return gross.subtract(exposure.worstCase()).add(symbolProjected());
    }

    /** The largest quantity with which the symbol's worst case stays within a limit. */
    BigDecimal largestForSymbol(BigDecimal limit) {
        if (exposure.worstCase().compareTo(limit) > 0) {
            return BigDecimal.ZERO;
        }
        return order.isChild() ? order.quantity() : largest(limit.subtract(growing()), worth().unitValue());
    }

    /** The largest quantity with which the account's worst case stays within a limit. */
    BigDecimal largestForGross(BigDecimal limit) {
        return largestForSymbol(limit.subtract(gross.subtract(exposure.worstCase())));
    }

    /** The largest quantity with which the margin of the account's worst case stays within an amount. */
    BigDecimal largestForMargin(BigDecimal amount, BigDecimal rate) {
        if (gross.multiply(rate).compareTo(amount) > 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal others = gross.subtract(exposure.worstCase());
        BigDecimal left = amount.subtract(rate.multiply(others.add(growing())));
        return order.isChild() ? order.quantity() : largest(left, rate.multiply(worth().unitValue()));
    }

    /** The largest quantity on the lot grid that an amount pays for. */
    BigDecimal largest(BigDecimal amount, BigDecimal perUnit) {
        if (amount.signum() <= 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal lots = amount.divideToIntegralValue(perUnit.multiply(instrument.lotSize()));
        return Decimals.normal(lots.multiply(instrument.lotSize()));
    }

    private BigDecimal growing() {
        return order.side() == Side.BUY ? exposure.longSide() : exposure.shortSide();
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

    /** What is held on the other side, less everything that already works to shrink it. */
    private static BigDecimal shrinkable(
            Order order, Instrument instrument, SymbolExposure exposure, ExposureBook book) {
        boolean buy = order.side() == Side.BUY;
        BigDecimal held = buy ? exposure.position().negate() : exposure.position();
        BigDecimal working = buy ? exposure.buyQuantity() : exposure.sellQuantity();
        if (order.isChild()) {
            String parent = order.parentId();
            working = working.subtract(book.reserved(parent)).add(book.drawn(parent));
        }
        BigDecimal left = held.subtract(working);
        return left.signum() <= 0 ? BigDecimal.ZERO : Decimals.floorTo(left, instrument.lotSize());
    }
}
