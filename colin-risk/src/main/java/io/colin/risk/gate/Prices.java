package io.colin.risk.gate;

import io.colin.api.Decimals;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.InstrumentKind;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.MarkPrice;
import io.colin.api.market.MarketView;
import io.colin.api.market.Quote;
import io.colin.api.market.Trade;
import io.colin.api.order.OrderType;
import io.colin.api.order.Side;
import io.colin.api.portfolio.Portfolio;
import io.colin.risk.RiskLimits;
import java.math.BigDecimal;
import java.util.Optional;

/** Fresh prices of one moment and the worth of orders at their worst. */
final class Prices {
    private static final BigDecimal BASIS_POINT = new BigDecimal("0.0001");

    private final MarketView market;
    private final RiskLimits limits;
    private final Portfolio account;
    private final String currency;
    private final long nowNs;

    Prices(MarketView market, RiskLimits limits, Portfolio account) {
        this.market = market;
        this.limits = limits;
        this.account = account;
        this.currency = account.currency();
        this.nowNs = market.timeNs();
    }

    /** What a venue marks a derivative at, while that is fresh. */
    Optional<BigDecimal> mark(Symbol symbol) {
        return market.markPrice(symbol)
                .filter(mark -> isFresh(mark.timeNs()) && isDerivative(symbol))
                .map(MarkPrice::price);
    }

    private boolean isDerivative(Symbol symbol) {
        return market.instrument(symbol)
                .filter(instrument -> instrument.kind() != InstrumentKind.SPOT)
                .isPresent();
    }

    /** The mid while it is fresh and not crossed, else the last trade while it is fresh. */
    Optional<BigDecimal> reference(Symbol symbol) {
        Optional<BigDecimal> mid = market.quote(symbol)
                .filter(quote -> isFresh(quote.timeNs()) && !quote.isCrossed())
                .map(Quote::mid);
        return mid.isPresent()
                ? mid
                : market.lastTrade(symbol)
                        .filter(trade -> isFresh(trade.timeNs()))
                        .map(Trade::price);
    }

    /** The age of the newest quote or trade in ns; empty when there is none. */
    Optional<Long> newestAgeNs(Symbol symbol) {
        Optional<Long> quoted = market.quote(symbol).map(quote -> ageNs(quote.timeNs()));
        Optional<Long> traded = market.lastTrade(symbol).map(trade -> ageNs(trade.timeNs()));
        return quoted.isPresent() && traded.isPresent()
                ? Optional.of(Math.min(quoted.get(), traded.get()))
                : quoted.or(() -> traded);
    }

    /** Whether data of a time may be relied on; what claims to come from the future may not. */
    boolean isFresh(long timeNs) {
        return timeNs <= nowNs && ageNs(timeNs) <= limits.data().maxQuoteAge().toNanos();
    }

    /** Negative for what claims to come from the future; a time that was never set is as old as can be, not new. */
    private long ageNs(long timeNs) {
        long age = nowNs - timeNs;
        return timeNs <= nowNs && age < 0 ? Long.MAX_VALUE : age;
    }

    /**
     * The one conversion into the account currency: units of it for one unit of another, from a fresh price of a spot symbol
     * that links the two, else what the account is valued at; empty when there is neither, never an assumed 1.
     */
    Optional<BigDecimal> accountRate(String from) {
        return freshRate(from).or(() -> account.rate(from));
    }

    /** The conversion that may value new risk. */
    Optional<BigDecimal> freshRate(String from) {
        if (from.equals(currency)) {
            return Optional.of(BigDecimal.ONE);
        }
        Optional<BigDecimal> direct = spotReference(from, currency);
        return direct.isPresent()
                ? direct
                : spotReference(currency, from)
                        .map(price -> Decimals.normal(BigDecimal.ONE.divide(price, Decimals.QUOTIENT)));
    }

    private Optional<BigDecimal> spotReference(String base, String quote) {
        return market.instrument(Symbol.of(base + "/" + quote))
                .filter(instrument -> instrument.kind() == InstrumentKind.SPOT)
                .flatMap(instrument -> reference(instrument.symbol()));
    }

    /** The price an order is valued at: the higher of reference, limit and stop; the upper collar for what takes. */
    BigDecimal worstPrice(OrderType type, Side side, Instrument instrument, BigDecimal reference) {
        return switch (type) {
            case OrderType.Limit limit -> reference.max(limit.price());
            case OrderType.StopLimit stop -> reference.max(stop.price()).max(stop.stopPrice());
            case OrderType.Market m -> upperCollar(reference);
            case OrderType.StopMarket stop -> upperCollar(reference.max(stop.stopPrice()));
            case OrderType.TrailingStop trailing ->
                upperCollar(reference.max(trigger(trailing, side, instrument, reference)));
        };
    }

    /** Where a trailing stop would trigger if the price turned now. */
    static BigDecimal trigger(OrderType.TrailingStop stop, Side side, Instrument instrument, BigDecimal reference) {
        BigDecimal distance = switch (stop.unit()) {
            case PRICE -> stop.offset();
            case BPS -> stop.offset().multiply(BASIS_POINT).multiply(reference);
            case TICKS -> stop.offset().multiply(instrument.tickSize());
        };
        return side == Side.BUY ? reference.add(distance) : reference.subtract(distance);
    }

    private BigDecimal upperCollar(BigDecimal price) {
        return price.add(price.multiply(limits.price().collar()));
    }
}
