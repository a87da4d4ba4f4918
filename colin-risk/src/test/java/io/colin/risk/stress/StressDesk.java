package io.colin.risk.stress;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import java.util.List;

/** Portfolios for tests: instruments with round terms, and positions that cost nothing to unwind. */
final class StressDesk {
    static final Instrument BTC = Instrument.spot("BTC/USD").build();
    static final Instrument BTC_PERP = Instrument.perpetual("BTC/USD:USD").build();
    static final Instrument BTC_INVERSE =
            Instrument.perpetual("BTC/USD:BTC").inverse().build();
    static final Instrument SOL_PERP = Instrument.perpetual("SOL/USD:USD").build();
    static final Instrument BTC_USDT = Instrument.spot("BTC/USDT").build();
    static final Instrument BTC_USDT_PERP =
            Instrument.perpetual("BTC/USDT:USDT").build();
    static final Instrument BTC_EUR = Instrument.spot("BTC/EUR").build();
    static final Instrument ETH_BTC = Instrument.spot("ETH/BTC").build();
    static final double MARKET_VOLATILITY = 0.04;

    private StressDesk() {}

    /** A position without spread and impact, so that only moves count. */
    static StressPosition.Builder free(Instrument instrument, double value) {
        return StressPosition.of(instrument)
                .venue("a")
                .value(value)
                .halfSpread(0)
                .hourlyDepth(1e9)
                .dailyVolatility(0)
                .maintenanceMargin(0.05);
    }

    /** An account in USD that knows its betas. */
    static StressPortfolioBuilder account(double cash) {
        return StressPortfolio.builder("USD")
                .beta("SOL", 1.5)
                .beta("ETH", 1.2)
                .marketVolatility(MARKET_VOLATILITY)
                .cash("USD", "a", cash);
    }

    /** The account with one position free of cost. */
    static StressPortfolio holding(Instrument instrument, double value) {
        return account(1_000_000).position(free(instrument, value).build()).build();
    }

    static Scenario named(String name) {
        return Scenarios.named(name).orElseThrow();
    }

    static StressResult run(String scenario, StressPortfolio portfolio) {
        return StressTest.run(named(scenario), portfolio);
    }

    static Symbol symbol(String name) {
        return Symbol.of(name);
    }

    static List<String> names(List<Scenario> scenarios) {
        return scenarios.stream().map(Scenario::name).toList();
    }
}
