package io.colin.server.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.instrument.Symbol;
import io.colin.execution.backtest.Activity;
import io.colin.execution.backtest.BacktestReport;
import io.colin.execution.backtest.Baseline;
import io.colin.execution.backtest.Costs;
import io.colin.execution.backtest.DailyReturns;
import io.colin.execution.backtest.Exposure;
import io.colin.execution.backtest.ModelUse;
import io.colin.execution.backtest.Statistic;
import io.colin.execution.backtest.TradeStatistics;
import io.colin.execution.backtest.Trials;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BacktestTextTest {
    private static final Statistic NONE = Statistic.none("not measured");

    @Test
    void anAccountInCoinsShowsWhatItPaid() {
        assertThat(BacktestText.of(report()))
                .contains("  traded      1,234.50, fees 0.00123, spread and impact -0.000457, funding -");
    }

    @Test
    void holdingAtUnknownCostsIsBeforeCosts() {
        assertThat(BacktestText.of(report())).contains("  holding     10.00 %, before costs");
    }

    @Test
    void saysWhyTheModelKeptSilent() {
        assertThat(BacktestText.of(report())).contains("  withheld    7 STALE_MODEL");
        assertThat(BacktestJson.of(report())
                        .path("activity")
                        .path("withheld")
                        .path("stale_model")
                        .asLong())
                .isEqualTo(7);
    }

    @Test
    void namesTheModelsThatSpokeAndWhatBecameOfThem() {
        assertThat(BacktestText.of(report()))
                .contains(
                        "  spoke       small@1 of BTC/USD, 1970-01-01T00:00:00Z to 1970-01-01T00:01:00Z, 3 signals, 2"
                                + " with a direction",
                        "  1970-01-01T00:00:00Z small@2 trained: WEEKLY");
        assertThat(BacktestJson.of(report())
                        .path("models")
                        .path("notes")
                        .path(0)
                        .path("why")
                        .asText())
                .isEqualTo("WEEKLY");
    }

    private static BacktestReport report() {
        return new BacktestReport(
                new BacktestReport.Identity(
                        "r",
                        "any",
                        "none",
                        Optional.of("book"),
                        List.of("BTC/USD:BTC"),
                        "BTC",
                        0,
                        1,
                        true,
                        "",
                        42,
                        "",
                        "",
                        new TreeMap<>()),
                new BacktestReport.Performance(
                        NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, Trials.ONE, Optional.empty()),
                List.of(),
                new DailyReturns(0, List.of()),
                List.of(),
                new Baseline(List.of(), Statistic.of(0.1), NONE, NONE, NONE),
                List.of(),
                TradeStatistics.of(List.of()),
                new Costs(
                        Optional.of(new BigDecimal("1234.5")),
                        Optional.of(new BigDecimal("0.00123")),
                        Optional.of(new BigDecimal("-0.000456789")),
                        Optional.empty()),
                new Exposure(NONE, NONE, NONE, NONE, NONE),
                new Activity(0, 0, 0, 0, 0, 0, 0, new TreeMap<>(), new TreeMap<>(Map.of("STALE_MODEL", 7L))),
                new ModelUse(
                        List.of(new ModelUse.Spoken(Symbol.of("BTC/USD"), "small@1", 0, 60_000_000_000L, 3, 2)),
                        List.of(new ModelUse.Note(0, "small@2", "trained", "WEEKLY"))));
    }
}
