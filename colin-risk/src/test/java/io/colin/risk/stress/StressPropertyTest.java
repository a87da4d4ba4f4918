package io.colin.risk.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.InstrumentKind;
import io.colin.api.instrument.Payoff;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StressPropertyTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void equalsRevaluingEveryContractAtMovedPricesAndRates(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 50; i++) {
            StressPortfolio portfolio = RandomBooks.portfolio(random);
            double market = random.nextDouble() * 1.2 - 0.5;
            double fiat = random.nextDouble() * 0.2 - 0.1;
            Scenario scenario = Scenario.custom("x")
                    .market(MarketMove.of(market))
                    .currencies(new CurrencyShocks(fiat, false, -0.1))
                    .build();

            StressResult result = StressTest.run(scenario, portfolio);
            double costs = result.positions().stream()
                    .mapToDouble(PositionImpact::liquidityCost)
                    .sum();

            assertThat(result.pnl() + costs).isEqualTo(revalued(portfolio, market, fiat), within(1e-5));
        }
    }

    /** The plain oracle: contracts, prices and rates before and after. Assumes USDT is the largest stablecoin. */
    private static double revalued(StressPortfolio portfolio, double market, double fiat) {
        Map<String, Double> before = Map.of("USD", 1.0, "EUR", 1.1, "USDT", 1.0, "BTC", 50_000.0);
        Map<String, Double> after =
                Map.of("USD", 1.0, "EUR", 1.1 * (1 + fiat), "USDT", 0.9, "BTC", 50_000.0 * (1 + floor(market)));
        double sum = 0;
        for (StressCash balance : portfolio.cash()) {
            double amount = balance.value() / rate(before, balance.currency());
            sum += amount * rate(after, balance.currency()) - balance.value();
        }
        for (StressPosition position : portfolio.positions()) {
            sum += revalued(position, before, after, market, portfolio);
        }
        return sum;
    }

    private static double revalued(
            StressPosition position,
            Map<String, Double> before,
            Map<String, Double> after,
            double market,
            StressPortfolio portfolio) {
        Instrument instrument = position.instrument();
        String base = instrument.symbol().base();
        String quote = instrument.symbol().quote();
        double move = floor(portfolio.beta(base) * market);
        double p0 = 123;
        double p1 = p0 * (1 + move);
        if (base.equals("USDT")) {
            p1 = p0 * rate(after, "USDT") / rate(before, "USDT") * rate(before, quote) / rate(after, quote);
        } else if (quote.equals("BTC")) {
            p1 = p0 * (1 + move) * rate(before, "BTC") / rate(after, "BTC");
        }
        double quoteBefore = rate(before, quote);
        double quoteAfter = rate(after, quote);
        if (instrument.kind() == InstrumentKind.SPOT) {
            double units = position.value() / (p0 * quoteBefore);
            return units * p1 * quoteAfter - position.value();
        }
        if (instrument.payoff() == Payoff.INVERSE) {
            double faces = position.value() / quoteBefore;
            double owed = position.unrealised() / (p0 * quoteBefore);
            return (owed + faces * (1 / p0 - 1 / p1)) * p1 * quoteAfter - position.unrealised();
        }
        double units = position.value() / (p0 * quoteBefore);
        double owed = position.unrealised() / quoteBefore;
        return (owed + units * (p1 - p0)) * quoteAfter - position.unrealised();
    }

    private static double rate(Map<String, Double> rates, String currency) {
        return Objects.requireNonNull(rates.get(currency));
    }

    private static double floor(double move) {
        return Math.max(-0.95, Math.min(3, move));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void theOrderOfFillingChangesNoBit(long seed) {
        Random random = new Random(seed);
        StressPortfolio portfolio = RandomBooks.portfolio(random);
        List<StressPosition> positions = new ArrayList<>(portfolio.positions());
        List<StressCash> cash = new ArrayList<>(portfolio.cash());
        Collections.shuffle(positions, random);
        Collections.shuffle(cash, random);
        StressPortfolioBuilder builder = StressDesk.account(0);
        positions.forEach(builder::position);
        cash.forEach(c -> builder.cash(c.currency(), c.venue(), c.value()));

        assertThat(StressTest.runAll(Scenarios.standard(), builder.build()))
                .isEqualTo(StressTest.runAll(Scenarios.standard(), portfolio));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void aMirroredPortfolioGainsWhatTheOtherLoses(long seed) {
        Random random = new Random(seed);
        Scenario scenario = Scenario.custom("x").market(MarketMove.of(-0.3)).build();
        StressPortfolioBuilder one = StressPortfolio.builder("USD");
        StressPortfolioBuilder other = StressPortfolio.builder("USD");
        for (Instrument instrument : List.of(StressDesk.BTC, StressDesk.SOL_PERP, StressDesk.BTC_INVERSE)) {
            double value = random.nextGaussian() * 1e5;
            one.position(StressDesk.free(instrument, value).build());
            other.position(StressDesk.free(instrument, -value).build());
        }

        assertThat(StressTest.run(scenario, one.build()).pnl())
                .isEqualTo(-StressTest.run(scenario, other.build()).pnl(), within(1e-8));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void anEitherWayScenarioIsTheSameForAMirroredPortfolio(long seed) {
        Random random = new Random(seed);
        StressPortfolioBuilder one = StressPortfolio.builder("USD");
        StressPortfolioBuilder other = StressPortfolio.builder("USD");
        for (Instrument instrument : List.of(StressDesk.BTC, StressDesk.SOL_PERP, StressDesk.BTC_INVERSE)) {
            double value = random.nextGaussian() * 1e5;
            one.position(StressPosition.of(instrument).value(value).build());
            other.position(StressPosition.of(instrument).value(-value).build());
        }
        StressResult result = StressDesk.run("volatility_explosion", one.build());

        assertThat(result.pnl())
                .isNegative()
                .isEqualTo(StressDesk.run("volatility_explosion", other.build()).pnl(), within(1e-8));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void doublingPositionsAndDepthDoublesTheLoss(long seed) {
        Random random = new Random(seed);
        StressPortfolioBuilder one = StressDesk.account(1e6);
        StressPortfolioBuilder two = StressDesk.account(2e6);
        for (Instrument instrument : List.of(StressDesk.BTC, StressDesk.SOL_PERP, StressDesk.BTC_INVERSE)) {
            double value = random.nextGaussian() * 1e5;
            one.position(scaled(instrument, value, 1e6));
            two.position(scaled(instrument, 2 * value, 2e6));
        }
        StressPortfolio small = one.build();
        StressPortfolio large = two.build();

        for (Scenario scenario : Scenarios.standard()) {
            StressResult result = StressTest.run(scenario, small);
            assertThat(StressTest.run(scenario, large).pnl())
                    .as(scenario.name())
                    .isEqualTo(2 * result.pnl(), within(1e-6));
            assertThat(result.positions()).allMatch(p -> p.liquidityCost() >= 0);
        }
    }

    private static StressPosition scaled(Instrument instrument, double value, double depth) {
        return StressPosition.of(instrument)
                .venue("a")
                .value(value)
                .halfSpread(0.001)
                .hourlyDepth(depth)
                .dailyVolatility(0.05)
                .maintenanceMargin(0.05)
                .build();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void equityAfterIsEquityBeforeAndProfit(long seed) {
        StressPortfolio portfolio = RandomBooks.portfolio(new Random(seed));

        assertThat(StressTest.runAll(Scenarios.standard(), portfolio)).allSatisfy(result -> {
            assertThat(result.equityBefore()).isEqualTo(portfolio.equity());
            assertThat(result.equityAfter()).isEqualTo(result.equityBefore() + result.pnl());
        });
    }
}
