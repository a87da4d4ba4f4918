package io.colin.risk.gate;

import io.colin.api.instrument.Symbol;
import io.colin.risk.RateLimits;
import java.math.BigDecimal;

/** How much of the rates and of the counts of the day is used: of every strategy, key and symbol that has used some. */
record PaceReport(Memory memory, RateLimits limits, long nowNs) {
    private static final String PORTFOLIO = "portfolio";

    void addTo(LimitReport.Uses uses) {
        OrderRates rates = memory.rates;
        BigDecimal perSecond = BigDecimal.valueOf(limits.ordersPerSecondPerStrategy());
        rates.strategies(nowNs)
                .forEach(name -> uses.add(
                        RateCheck.Of.STRATEGY.check(), name, "orders/s", perSecond, rates.ofStrategy(name, nowNs)));
        rates.keys(nowNs)
                .forEach(name ->
                        uses.add(RateCheck.Of.KEY.check(), name, "orders/s", perSecond, rates.ofKey(name, nowNs)));
        uses.add(
                RateCheck.Of.ALL.check(),
                PORTFOLIO,
                "orders/s",
                BigDecimal.valueOf(limits.ordersPerSecond()),
                rates.all(nowNs));
        uses.add(
                RateCheck.Of.AMENDS.check(),
                PORTFOLIO,
                "amends/min",
                BigDecimal.valueOf(limits.amendsPerMinute()),
                rates.amends(nowNs));
        BigDecimal cancels = BigDecimal.valueOf(limits.cancelsPerMinute());
        memory.cancels
                .strategies(nowNs)
                .forEach(name ->
                        uses.add(StandingAlerts.CANCELS, name, "cancels/min", cancels, memory.cancels.of(name, nowNs)));
        uses.add(
                DayCountCheck.ALL,
                PORTFOLIO,
                "trades",
                BigDecimal.valueOf(limits.tradesPerDay()),
                memory.days.trades(nowNs));
    }

    /** The counts of symbols, in the account currency where they are values. */
    void addSymbolsTo(LimitReport.Uses uses, String currency) {
        BigDecimal trades = BigDecimal.valueOf(limits.tradesPerSymbolPerDay());
        for (Symbol symbol : memory.days.symbols(nowNs)) {
            uses.add(DayCountCheck.OF_SYMBOL, symbol.name(), "trades", trades, memory.days.trades(symbol, nowNs));
            uses.add(
                    DayValueCheck.NAME,
                    symbol.name(),
                    currency,
                    limits.valuePerSymbolPerDay(),
                    memory.days.value(symbol, nowNs));
        }
    }
}
