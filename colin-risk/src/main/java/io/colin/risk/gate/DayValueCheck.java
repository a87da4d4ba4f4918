package io.colin.risk.gate;

import io.colin.api.instrument.Symbol;
import io.colin.api.order.DenialCode;
import io.colin.risk.gate.Finding.Amounts;
import java.math.BigDecimal;

/** Row 4: the value of a symbol's orders of the day, this one included. */
record DayValueCheck(DayCounts counts) implements Check {
    static final String NAME = "symbol-value-per-day";

    @Override
    public Input needs() {
        return Input.PRICE;
    }

    @Override
    public boolean concerns(Candidate order) {
        return order.order().isAskedAnew();
    }

    @Override
    public boolean clears(Glance order) {
        QuickTerms terms = order.terms();
        double before = terms.dayValue(counts.value(order.intent().symbol(), order.nowNs())) + terms.waitingValue;
        return Surely.below(before + order.value(), order.limits().maxDayValue);
    }

    @Override
    public Finding judge(Candidate order) {
        Symbol symbol = order.order().symbol();
        BigDecimal limit = order.limits().rate().valuePerSymbolPerDay();
        BigDecimal before = counts.value(symbol, order.nowNs())
                .subtract(counts.valueOf(order.order().orderId(), order.nowNs()));
        Amounts amounts = new Amounts(order.portfolio().currency(), limit, before, before.add(order.wholeValue()));
        BigDecimal largest = order.lessFilled(
                order.largest(limit.subtract(before), order.worth().unitValue()));
        return Finding.limit(NAME, DenialCode.RATE_LIMIT_EXCEEDED, amounts, largest);
    }
}
