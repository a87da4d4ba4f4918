package io.colin.risk.gate;

import io.colin.api.Decimals;
import io.colin.api.order.DenialCode;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderType;
import java.math.BigDecimal;

/** Row 2: quantities on the lot grid, prices on the tick grid. */
final class PrecisionCheck implements Check {
    private static final String NAME = "precision";

    @Override
    public boolean clears(Glance order) {
        OrderIntent intent = order.intent();
        Grid lot = order.terms().lot;
        return lot.surelyHolds(intent.quantity())
                && lot.surelyHolds(intent.displayQuantity())
                && onTick(intent.type(), order.terms().tick);
    }

    private static boolean onTick(OrderType type, Grid tick) {
        if (type instanceof OrderType.Limit limit) {
            return tick.surelyHolds(limit.price());
        }
        if (type instanceof OrderType.StopMarket stop) {
            return tick.surelyHolds(stop.stopPrice());
        }
        if (type instanceof OrderType.StopLimit stop) {
            return tick.surelyHolds(stop.stopPrice()) && tick.surelyHolds(stop.price());
        }
        return type instanceof OrderType.Market;
    }

    @Override
    public Finding judge(Candidate candidate) {
        Order order = candidate.order();
        BigDecimal tick = candidate.instrument().tickSize();
        BigDecimal lot = candidate.instrument().lotSize();
        boolean onTick = switch (order.type()) {
            case OrderType.Limit limit -> Decimals.isMultiple(limit.price(), tick);
            case OrderType.StopMarket stop -> Decimals.isMultiple(stop.stopPrice(), tick);
            case OrderType.StopLimit stop ->
                Decimals.isMultiple(stop.stopPrice(), tick) && Decimals.isMultiple(stop.price(), tick);
            case OrderType.Market m -> true;
            case OrderType.TrailingStop t -> true;
        };
        if (!onTick) {
            return Finding.failed(NAME, DenialCode.PRICE_PRECISION, "tick=" + Decimals.text(tick));
        }
        if (!Decimals.isMultiple(order.quantity(), lot)) {
            BigDecimal onLot = Decimals.floorTo(order.quantity(), lot);
            return Finding.failed(NAME, DenialCode.QUANTITY_PRECISION, onLot, "lot=" + Decimals.text(lot));
        }
        return Decimals.isMultiple(order.displayQuantity(), lot)
                ? Finding.passed(NAME, DenialCode.QUANTITY_PRECISION, order.quantity())
                : Finding.failed(NAME, DenialCode.QUANTITY_PRECISION, "display, lot=" + Decimals.text(lot));
    }
}
