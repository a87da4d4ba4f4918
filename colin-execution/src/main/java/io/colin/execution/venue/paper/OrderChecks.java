package io.colin.execution.venue.paper;

import io.colin.api.Decimals;
import io.colin.api.instrument.Instrument;
import io.colin.api.order.DenialCode;
import io.colin.api.order.OrderType;
import io.colin.api.order.Refusal;
import io.colin.api.order.Side;
import java.math.BigDecimal;
import java.util.Optional;

/** What the venue refuses, as an exchange would, with its code. */
final class OrderChecks {
    /** The code of an order that comes while the book is unknown or crossed. */
    static final String NO_BOOK = "NO_BOOK";
    /** The code of a maker-only order that would take. */
    static final String POST_ONLY_WOULD_TAKE = "POST_ONLY_WOULD_TAKE";
    /** The code of a command for an order that is not open. */
    static final String ORDER_NOT_OPEN = "ORDER_NOT_OPEN";

    private OrderChecks() {}

    /** Why an order that arrives is rejected. */
    static Optional<Refusal> order(PaperOrder order, SymbolMarket market, long timeNs) {
        Optional<Refusal> hidden = display(order, market);
        if (hidden.isPresent()) {
            return hidden;
        }
        if (order.origin().timeInForce().expireTimeNs() <= timeNs) {
            return refuse(
                    DenialCode.EXPIRE_TIME_IN_PAST,
                    "expire_time_ns=" + order.origin().timeInForce().expireTimeNs());
        }
        if (!market.isOpen()) {
            return Optional.of(new Refusal(
                    NO_BOOK, NO_BOOK + ": the book of " + market.instrument().symbol() + " is unknown or crossed"));
        }
        Optional<Refusal> terms = terms(order.quantity(), order.type(), market, order.side());
        return terms.isPresent() ? terms : postOnly(order, order.type(), market);
    }

    /** Why a reduce-only order cannot be. */
    static Optional<Refusal> reduceOnly(PaperOrder order, boolean offered, BigDecimal reducible) {
        if (!offered) {
            return refuse(DenialCode.UNSUPPORTED_FLAG, "reduce_only is not offered");
        }
        return reducible.signum() == 0
                ? refuse(
                        DenialCode.REDUCE_ONLY_WOULD_INCREASE,
                        "side=" + order.side() + " reducible=" + Decimals.text(reducible))
                : Optional.empty();
    }

    private static Optional<Refusal> display(PaperOrder order, SymbolMarket market) {
        BigDecimal shown = order.origin().displayQuantity();
        if (shown.signum() == 0) {
            return Optional.empty();
        }
        BigDecimal lot = market.instrument().lotSize();
        boolean fits = Decimals.isMultiple(shown, lot) && shown.compareTo(order.quantity()) <= 0;
        return fits && !order.isImmediate()
                ? Optional.empty()
                : refuse(
                        DenialCode.UNSUPPORTED_FLAG,
                        "display_quantity=" + Decimals.text(shown) + " lot=" + Decimals.text(lot) + " quantity="
                                + Decimals.text(order.quantity()) + " rule=part of what rests");
    }

    /** Why terms do not fit the instrument. */
    static Optional<Refusal> terms(BigDecimal quantity, OrderType type, SymbolMarket market, Side side) {
        Instrument instrument = market.instrument();
        if (!(type instanceof OrderType.Market || type instanceof OrderType.Limit)) {
            return refuse(
                    DenialCode.UNSUPPORTED_ORDER_TYPE, "type=" + type.getClass().getSimpleName());
        }
        if (!Decimals.isMultiple(quantity, instrument.lotSize())) {
            return refuse(
                    DenialCode.QUANTITY_PRECISION,
                    "quantity=" + Decimals.text(quantity) + " lot=" + Decimals.text(instrument.lotSize()));
        }
        if (quantity.compareTo(instrument.minQuantity()) < 0) {
            return refuse(
                    DenialCode.QUANTITY_BELOW_MINIMUM,
                    "quantity=" + Decimals.text(quantity) + " minimum=" + Decimals.text(instrument.minQuantity()));
        }
        Optional<BigDecimal> limit = type.limitPrice();
        if (limit.isPresent() && !Decimals.isMultiple(limit.get(), instrument.tickSize())) {
            return refuse(
                    DenialCode.PRICE_PRECISION,
                    "price=" + Decimals.text(limit.get()) + " tick=" + Decimals.text(instrument.tickSize()));
        }
        Optional<BigDecimal> price =
                limit.or(() -> market.best(side.opposite())).or(() -> market.best(side));
        BigDecimal value = price.map(p -> instrument.notional(quantity, p)).orElse(instrument.minNotional());
        return value.compareTo(instrument.minNotional()) < 0
                ? refuse(
                        DenialCode.NOTIONAL_BELOW_MINIMUM,
                        "notional=" + Decimals.text(value) + " minimum=" + Decimals.text(instrument.minNotional()))
                : Optional.empty();
    }

    /** Why a maker-only order cannot rest at a price. */
    static Optional<Refusal> postOnly(PaperOrder order, OrderType type, SymbolMarket market) {
        if (!order.origin().postOnly()) {
            return Optional.empty();
        }
        Optional<BigDecimal> other = market.best(order.side().opposite());
        boolean takes = type.limitPrice()
                .flatMap(limit -> other.map(best -> LevelBook.reaches(order.side(), limit, best)))
                .orElse(type.limitPrice().isEmpty());
        return takes
                ? Optional.of(new Refusal(
                        POST_ONLY_WOULD_TAKE,
                        POST_ONLY_WOULD_TAKE + ": best="
                                + other.map(Decimals::text).orElse("none")))
                : Optional.empty();
    }

    /** Why a change of an open order is refused. */
    static Optional<Refusal> change(PaperOrder order, BigDecimal quantity, OrderType type, SymbolMarket market) {
        if (!order.isOpen() || order.isImmediate()) {
            return notOpen(order);
        }
        if (!(type instanceof OrderType.Limit)) {
            return refuse(
                    DenialCode.UNSUPPORTED_ORDER_TYPE,
                    "a limit order stays one, type=" + type.getClass().getSimpleName());
        }
        if (quantity.compareTo(order.filled()) <= 0) {
            return refuse(
                    DenialCode.VALIDATION_FAILED,
                    "quantity=" + Decimals.text(quantity) + " must exceed filled=" + Decimals.text(order.filled()));
        }
        if (!market.isOpen()) {
            return Optional.of(new Refusal(NO_BOOK, NO_BOOK + ": the book is unknown or crossed"));
        }
        Optional<Refusal> terms = terms(quantity, type, market, order.side());
        return terms.isPresent() || type.equals(order.type()) ? terms : postOnly(order, type, market);
    }

    static Optional<Refusal> notOpen(PaperOrder order) {
        return Optional.of(
                new Refusal(ORDER_NOT_OPEN, ORDER_NOT_OPEN + ": order=" + order.id() + " status=" + order.status()));
    }

    private static Optional<Refusal> refuse(DenialCode code, String detail) {
        return Optional.of(Refusal.of(code, detail));
    }
}
