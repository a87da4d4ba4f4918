package io.colin.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.execution.backtest.BacktestReport;
import io.colin.execution.backtest.LookaheadReport;
import io.colin.execution.backtest.TearSheet;
import io.colin.execution.source.BitstampTrades;
import org.junit.jupiter.api.Test;

class EmbeddedBacktestTest {
    private static final BitstampTrades TRADES = BitstampTrades.embedded();

    @Test
    void measuresARuleAndSaysWhatItCannotSay() {
        Printed printed = new Printed();
        BacktestReport report =
                EmbeddedBacktest.run(FirstEvents.of(TRADES, 30_000), TRADES.instrument(), printed.stream());

        assertThat(report.trades().count()).isPositive();
        assertThat(report.performance().totalReturn().isKnown()).isTrue();
        assertThat(printed.text())
                .contains(report.trades().count() + " round trips")
                .contains("Sharpe ratio: needs 20 days, the run has ");
        assertThat(TearSheet.of(report).html()).contains(report.identity().stateHash());
    }

    @Test
    void itsRuleKnowsNoFuture() {
        Printed printed = new Printed();
        LookaheadReport report =
                EmbeddedBacktest.check(FirstEvents.of(TRADES, 15_000), TRADES.instrument(), printed.stream());

        assertThat(report.isClean()).isTrue();
        assertThat(printed.text()).contains("decisions do not know the rest");
    }
}
