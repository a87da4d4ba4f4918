package io.colin.execution.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.event.PortfolioMarked;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.ListSource;
import io.colin.api.portfolio.Portfolio;
import io.colin.execution.engine.Rig;
import io.colin.execution.source.Walks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class BacktestTest {
    private static final Symbol BTC_USD = Rig.BTC_USD.symbol();
    private static final ListSource WALK = Walks.of(BTC_USD, 1, 3000, 120);
    private static final BacktestReport REPORT = swinging(WALK).build().run();

    @Test
    void measuresWhatTheEngineDid() {
        List<Portfolio> valued = new ArrayList<>();
        BacktestReport report = swinging(WALK)
                .onEvent(event -> {
                    if (event instanceof PortfolioMarked marked) {
                        valued.add(marked.portfolio());
                    }
                })
                .build()
                .run();
        Portfolio end = valued.getLast();
        double start = end.initialEquity().doubleValue();

        assertThat(report.activity().fills()).isGreaterThan(100);
        assertThat(report.performance().totalReturn().value().orElseThrow())
                .isCloseTo(end.equity().doubleValue() / start - 1, within(1e-12));
        assertThat(report.equity().getLast().equity()).isEqualByComparingTo(end.equity());
        assertThat(report.costs().fees().orElseThrow()).isEqualByComparingTo(end.feesPaid());
        assertThat(report.performance().drawdown().orElseThrow().largest()).isCloseTo(worst(valued), within(1e-12));
        double compounded =
                report.daily().returns().stream().mapToDouble(day -> 1 + day).reduce(1, (a, b) -> a * b);
        assertThat(compounded - 1)
                .isCloseTo(report.performance().totalReturn().value().orElseThrow(), within(1e-12));
        assertThat(report.identity().fidelity()).contains("trade-simulated");
        assertThat(report.identity().fingerprint()).isEqualTo(WALK.fingerprint());
        assertThat(report.identity().stateHash()).hasSize(64);
        assertThat(report.identity().ended()).isTrue();
    }

    /** Equity changes by what round trips and open lots earn less what was paid, so no cost is missing and none counts twice. */
    @Test
    void roundTripsEarnWhatTheAccountEarnedOnceItIsFlat() {
        BacktestReport report = REPORT;
        double trips = report.trips().stream()
                .mapToDouble(trip -> trip.net().doubleValue())
                .sum();
        double start = report.equity().getFirst().equity().doubleValue();
        boolean flat = report.equity().getLast().gross() == 0;
        double open = report.equity().getLast().equity().doubleValue() - start - trips;

        assertThat(report.trips()).hasSizeGreaterThan(50);
        assertThat(TearSheet.of(report).html()).contains("of " + report.trips().size() + " round trips");
        assertThat(report.trips())
                .allSatisfy(trip -> assertThat(trip.closedNs()).isGreaterThan(trip.openedNs()));
        assertThat(Math.abs(open)).isLessThan(flat ? 1e-6 : 200);
    }

    @Test
    void spreadAndImpactAreWhatFillsPaidBeyondTheMark() {
        BacktestReport report = REPORT;
        double slippage = report.costs().slippage().orElseThrow().doubleValue();
        double traded = report.costs().traded().orElseThrow().doubleValue();

        // The modelled book has a half spread of 2 to 20 bp, and an order walks at most 60 bp of it.
        assertThat(1e4 * slippage / traded).isBetween(2.0, 60.0);
        assertThat(report.costs().fees().orElseThrow().doubleValue() / traded).isCloseTo(0.001, within(1e-9));
    }

    @Test
    void givesTheSameReportTwice() {
        Backtest backtest =
                swinging(WALK).trials(Trials.of(3)).settings(Map.of("a", "b")).build();

        assertThat(backtest.run()).isEqualTo(backtest.run());
    }

    @Test
    void holdsBesideItAtTheSameCosts() {
        BacktestReport report = REPORT;
        double rate = report.costs().perTraded().value().orElseThrow();
        double first = price(WALK, report.identity().fromNs());
        double last = price(WALK, Long.MAX_VALUE);

        assertThat(report.baseline().totalReturn().value().orElseThrow())
                .isCloseTo(last / first * (1 - rate) * (1 - rate) - 1, within(1e-9));
        assertThat(report.baseline().costBps().value().orElseThrow()).isCloseTo(1e4 * rate, within(1e-9));
    }

    @Test
    void runsWithinItsTimesOnly() {
        long fromNs = Walks.START_NS + 3600_000_000_000L;
        long toNs = Walks.START_NS + 9 * 3600_000_000_000L;
        BacktestReport report = swinging(WALK).from(fromNs).to(toNs).build().run();

        assertThat(report.identity().fromNs()).isGreaterThanOrEqualTo(fromNs);
        assertThat(report.identity().toNs()).isBetween(toNs - 120_000_000_000L, toNs + 60_000_000_000L);
        assertThat(report.trips())
                .allSatisfy(trip -> assertThat(trip.openedNs()).isGreaterThan(fromNs));
    }

    @Test
    void aPeriodWithoutDataIsRefused() {
        long lastNs = WALK.events().getLast().timeNs();
        long firstNs = WALK.events().getFirst().timeNs();
        long secondNs = WALK.events().get(1).timeNs();
        String data = "from 2023-11-15T00:0\\d:\\d\\dZ to 2023-11-17T\\S+Z";

        assertThatThrownBy(swinging(WALK).from(lastNs + 1).build()::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching(
                        "from: must have an event of the data after it; they are " + data + " \\(2023-\\S+Z\\)");
        assertThatThrownBy(swinging(WALK).to(firstNs - 1).build()::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("to: must not be before the data, which are " + data + " \\(2023-\\S+Z\\)");
        assertThatThrownBy(swinging(WALK).from(firstNs + 1).to(secondNs - 1).build()::run)
                .hasMessageStartingWith("from: must have an event of the data after it and up to the end; they are ");
        assertThat(swinging(WALK).from(lastNs).build().run().identity().fromNs())
                .isEqualTo(lastNs);
    }

    @Test
    void anEngineThatWasNeverPricedDoesNotBlameALedger() {
        RunRecorder recorder = new RunRecorder(List.of(Rig.BTC_USD));
        recorder.on(RunRecorderTest.started());
        BacktestReport report =
                recorder.report(Trials.ONE, java.util.Optional.of("bar-simulated"), new java.util.TreeMap<>());

        assertThat(report.performance().totalReturn().missing())
                .isEqualTo("a price was missing at every valuation of the account");
        assertThat(report.exposure().invested().missing())
                .isEqualTo("a price was missing at every valuation of the account");
    }

    @Test
    void saysHowFarItIs() {
        List<BacktestProgress> told = new ArrayList<>();
        ListSource source = Walks.of(BTC_USD, 2, 25_000, 2);
        swinging(source).progress(told::add).build().run();

        assertThat(told).extracting(BacktestProgress::events).containsExactly(10_000L, 20_000L);
        assertThat(told.getFirst().total()).isEqualTo(OptionalLong.of(25_000));
    }

    @Test
    void namesWhatIsMissing() {
        assertThatThrownBy(() -> Backtest.builder().build()).hasMessage("backtest: must be given ([source, engine])");
        assertThatThrownBy(() -> swinging(WALK).from(5).to(5).build())
                .hasMessageStartingWith("to: must be later than from");
    }

    @Test
    void aShortRunSaysThatItIsShort() {
        BacktestReport report = REPORT;
        String html = TearSheet.of(report).html();

        assertThat(report.performance().sharpe().missing()).startsWith("needs 20 days, the run has ");
        assertThat(html)
                .contains("needs 20 days", "Round trips", report.identity().stateHash());
        assertThat(html).doesNotContain("NaN", "Infinity", "<script", "http:", "https:");
    }

    static Backtest.Builder swinging(ListSource source) {
        return Backtest.builder().source(source).engine(any -> Rig.recording().swinging(any));
    }

    private static double price(ListSource source, long untilNs) {
        return source.events().stream()
                .filter(event -> event.timeNs() <= untilNs)
                .map(io.colin.api.market.Trade.class::cast)
                .reduce((a, b) -> b)
                .orElseThrow()
                .price()
                .doubleValue();
    }

    private static double worst(List<Portfolio> valued) {
        double peak = 0;
        double worst = 0;
        for (Portfolio portfolio : valued) {
            double equity = portfolio.equity().doubleValue();
            peak = Math.max(peak, equity);
            worst = Math.max(worst, 1 - equity / peak);
        }
        return worst;
    }
}
