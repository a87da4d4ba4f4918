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
        RateCheck.Of strategy = RateCheck.Of.STRATEGY;
        rates.strategies(nowNs)
                .forEach(name ->
                        uses.add(strategy.check(), name, strategy.unit(), perSecond, rates.ofStrategy(name, nowNs)));
        RateCheck.Of key = RateCheck.Of.KEY;
        rates.keys(nowNs).forEach(name -> uses.add(key.check(), name, key.unit(), perSecond, rates.ofKey(name, nowNs)));
        uses.add(
                RateCheck.Of.ALL.check(),
                PORTFOLIO,
                RateCheck.Of.ALL.unit(),
                BigDecimal.valueOf(limits.ordersPerSecond()),
                rates.all(nowNs));
        uses.add(
                RateCheck.Of.AMENDS.check(),
                PORTFOLIO,
                RateCheck.Of.AMENDS.unit(),
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
