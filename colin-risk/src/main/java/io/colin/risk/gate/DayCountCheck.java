package io.colin.risk.gate;

import io.colin.api.instrument.Symbol;
import io.colin.api.order.DenialCode;
import io.colin.risk.RateLimits;
import io.colin.risk.gate.Finding.Amounts;
import java.math.BigDecimal;

/** Row 4: trades of the day, of all and of the symbol. A change of an order that counts is no further trade. */
record DayCountCheck(DayCounts counts, boolean ofSymbol) implements Check {
    static final String ALL = "trades-per-day";
    static final String OF_SYMBOL = "symbol-trades-per-day";

    @Override
    public boolean concerns(Candidate order) {
        return order.order().isNew();
    }

    @Override
    public boolean clears(Glance order) {
        RateLimits limits = order.limits().exact.rate();
        int done = ofSymbol
                ? counts.trades(order.intent().symbol(), order.nowNs()) + order.terms().waiting
                : counts.trades(order.nowNs()) + order.pending.size();
        int limit = ofSymbol ? limits.tradesPerSymbolPerDay() : limits.tradesPerDay();
        return done < limit;
    }

    @Override
    public Finding judge(Candidate order) {
        Symbol symbol = order.order().symbol();
        String name = ofSymbol ? OF_SYMBOL : ALL;
        int limit = ofSymbol
                ? order.limits().rate().tradesPerSymbolPerDay()
                : order.limits().rate().tradesPerDay();
        int done = ofSymbol ? counts.trades(symbol, order.nowNs()) : counts.trades(order.nowNs());
        Amounts amounts = new Amounts(
                "trades", BigDecimal.valueOf(limit), BigDecimal.valueOf(done), BigDecimal.valueOf(done + 1L));
        BigDecimal largest = done < limit ? order.quantity() : BigDecimal.ZERO;
        return Finding.limit(name, DenialCode.RATE_LIMIT_EXCEEDED, amounts, largest);
    }
}
