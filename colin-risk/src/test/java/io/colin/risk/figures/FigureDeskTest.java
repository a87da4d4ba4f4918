package io.colin.risk.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.Bar;
import io.colin.api.order.Fill;
import io.colin.api.order.Liquidity;
import io.colin.api.order.Side;
import io.colin.api.portfolio.PortfolioBook;
import io.colin.api.risk.RiskContext;
import io.colin.api.risk.RiskFigures;
import io.colin.api.risk.RiskFigures.BacktestFigure;
import io.colin.api.risk.RiskFigures.StressFigure;
import io.colin.api.risk.RiskTask;
import io.colin.risk.correlation.CorrelationSettings;
import io.colin.risk.returns.ReturnHistory;
import io.colin.risk.returns.Returns;
import io.colin.risk.stress.Scenarios;
import io.colin.risk.stress.StressPortfolio;
import io.colin.risk.stress.StressPortfolioBuilder;
import io.colin.risk.stress.StressPosition;
import io.colin.risk.var.Backtest;
import io.colin.risk.var.BacktestDay;
import io.colin.risk.var.PortfolioVar;
import io.colin.risk.var.VarModel;
import io.colin.risk.var.VarSettings;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FigureDeskTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long HOUR = 3600 * SECOND;
    private static final long DAY = 24 * HOUR;
    private static final Symbol BTC = Symbol.of("BTC/USD");
    private static final Symbol ETH = Symbol.of("ETH/USD");
    private static final Symbol NEW = Symbol.of("NEW/USD");
    private static final int HISTORY = 260;

    private long nowNs = HISTORY * DAY;
    private int fills;
    private final PortfolioBook account = PortfolioBook.of(
            "main",
            "USD",
            new BigDecimal("100000"),
            List.of(
                    Instrument.spot("BTC/USD").build(),
                    Instrument.spot("ETH/USD").build(),
                    Instrument.spot("NEW/USD").build()));

    private RiskContext context() {
        return new RiskContext(new TimeOnlyMarket(() -> nowNs), account.snapshot());
    }

    private void hold(Symbol symbol, String quantity, String price) {
        BigDecimal signed = new BigDecimal(quantity);
        account.mark(symbol, new BigDecimal(price), nowNs);
        account.apply(new Fill(
                "f" + ++fills,
                "c",
                "p",
                "paper",
                symbol,
                signed.signum() > 0 ? Side.BUY : Side.SELL,
                signed.abs(),
                new BigDecimal(price),
                BigDecimal.ZERO,
                "USD",
                Liquidity.TAKER,
                nowNs));
    }

    private static ReturnHistory history(int points) {
        double[][] rows = Returns.random(31, 2, points);
        long[] times = new long[points];
        for (int t = 0; t < points; t++) {
            times[t] = (HISTORY - points + 1 + t) * DAY;
        }
        return ReturnHistory.ofReturns(DAY, List.of(BTC, ETH), times, rows);
    }

    private static FigureDesk desk() {
        FigureDesk desk = FigureDesk.builder().build();
        desk.seed(history(252));
        return desk;
    }

    private RiskFigures refresh(FigureDesk desk) {
        RiskTask task = desk.dueTask(context()).orElseThrow();
        task.run();
        return task.apply();
    }

    private static Bar bar(Symbol symbol, long endNs, String close) {
        BigDecimal price = new BigDecimal(close);
        return Bar.ofPrices(symbol, endNs - 60 * SECOND, endNs, price, price, price, price, BigDecimal.ONE);
    }

    @Test
    void beforeTheFirstFiguresEveryQuestionIsUnknown() {
        FigureDesk desk = desk();
        assertThat(desk.withOrder(BTC, 100).problem()).isEqualTo("no risk figures yet");
        assertThat(desk.ageNs(nowNs)).isEqualTo(FigureDesk.NEVER);
        assertThat(desk.incremental()).isEmpty();
        assertThat(desk.decomposition()).isEmpty();
    }

    @Test
    void publishesWhatTheFullMeasurementFoundAsSharesOfEquity() {
        hold(BTC, "0.1", "50000");
        FigureDesk desk = desk();
        desk.setExposure(BTC, 5_000);
        RiskFigures figures = refresh(desk);
        PortfolioVar full =
                PortfolioVar.of(VarModel.of(history(252), VarSettings.defaults()), Map.of(BTC, new BigDecimal("5000")));
        assertThat(figures.problem()).isEmpty();
        assertThat(figures.asOfNs()).isEqualTo(nowNs);
        for (String method : List.of("historical", "parametric", "monte-carlo")) {
            double expected = full.all().stream()
                    .flatMap(a -> a.measured().stream())
                    .filter(m -> m.method().text().equals(method) && m.confidence() == 0.99 && m.horizonDays() == 5)
                    .findFirst()
                    .orElseThrow()
                    .valueAtRisk();
            assertThat(figures.valueAtRisk(method, 0.99, 5).orElseThrow()).isCloseTo(expected / 100_000, within(1e-12));
        }
        assertThat(desk.withOrder(BTC, 0).valueAtRisk(0.99, 1))
                .isCloseTo(full.gate(0.99, 1).measured().orElseThrow().valueAtRisk(), within(1e-7));
        assertThat(desk.decomposition().orElseThrow().contributions())
                .singleElement()
                .satisfies(c -> assertThat(c.component())
                        .isCloseTo(desk.decomposition().orElseThrow().valueAtRisk(), within(1e-9)));
        assertThat(desk.ageNs(nowNs + 7)).isEqualTo(7);
    }

    @Test
    void aTaskIsDueAMinuteAfterTheLastOrAfterAFillAndOneIsOutAtATime() {
        FigureDesk desk = desk();
        RiskTask first = desk.dueTask(context()).orElseThrow();
        assertThat(first.appliesAtNs()).isEqualTo(nowNs + SECOND);
        nowNs += 61 * SECOND;
        assertThat(desk.dueTask(context())).isEmpty();
        first.run();
        first.apply();
        assertThat(desk.ageNs(nowNs)).isEqualTo(61 * SECOND);
        assertThat(desk.dueTask(context())).isPresent().get().satisfies(t -> {
            t.run();
            t.apply();
        });
        nowNs += 60 * SECOND - 1;
        assertThat(desk.dueTask(context())).isEmpty();
        desk.onFill();
        assertThat(refresh(desk).problem()).isEmpty();
        assertThat(desk.dueTask(context())).isEmpty();
        nowNs += 60 * SECOND;
        assertThat(desk.dueTask(context())).isPresent();
    }

    @Test
    void nothingHeldIsNoFailureAndTheFirstOrderCanBeJudged() {
        FigureDesk desk = desk();
        RiskFigures figures = refresh(desk);
        assertThat(figures.problem()).isEmpty();
        assertThat(figures.values()).isEmpty();
        assertThat(figures.flags()).contains("flat");
        assertThat(desk.withOrder(BTC, 1_000).isKnown()).isTrue();
        assertThat(desk.withOrder(BTC, 1_000).valueAtRisk(0.99, 1)).isPositive();
        assertThat(desk.withOrder(BTC, 0).valueAtRisk(0.99, 1)).isZero();
    }

    @Test
    void aSymbolThatCannotBeMeasuredRefusesOrdersInItAndHeldItRefusesAllButItsClosing() {
        FigureDesk desk = desk();
        refresh(desk);
        assertThat(desk.withOrder(NEW, 10).problem()).isEqualTo("NEW/USD has no returns");
        assertThat(desk.withOrder(BTC, 10).isKnown()).isTrue();
        desk.setExposure(NEW, 500);
        assertThat(desk.withOrder(BTC, 10).problem()).isEqualTo("NEW/USD has no returns");
        assertThat(desk.withOrder(NEW, -400).problem()).isEqualTo("NEW/USD has no returns");
        assertThat(desk.withOrder(NEW, -500).isKnown()).isTrue();
        desk.setExposure(NEW, 0);
        assertThat(desk.withOrder(BTC, 10).isKnown()).isTrue();
        desk.setExposure(BTC, Double.NaN);
        assertThat(desk.withOrder(ETH, 10).isKnown()).isFalse();
    }

    @Test
    void exposuresToldBetweenTasksSurviveTheNextModel() {
        FigureDesk desk = desk();
        RiskTask task = desk.dueTask(context()).orElseThrow();
        desk.setExposure(BTC, 4_000);
        task.run();
        desk.setExposure(ETH, -1_000);
        task.apply();
        PortfolioVar full = PortfolioVar.of(
                VarModel.of(history(252), VarSettings.defaults()),
                Map.of(BTC, new BigDecimal("4000"), ETH, new BigDecimal("-1000")));
        assertThat(desk.withOrder(BTC, 0).valueAtRisk(0.95, 1))
                .isCloseTo(full.gate(0.95, 1).measured().orElseThrow().valueAtRisk(), within(1e-7));
    }

    @Test
    void aPositionTheGateNeverToldIsTakenFromThePortfolio() {
        hold(BTC, "0.1", "50000");
        FigureDesk desk = desk();
        refresh(desk);
        assertThat(desk.incremental().orElseThrow().exposure(0)).isEqualTo(5_000);
        desk.setExposure(BTC, 7_000);
        desk.onFill();
        refresh(desk);
        assertThat(desk.incremental().orElseThrow().exposure(0)).isEqualTo(7_000);
    }

    @Test
    void aFailureKeepsTheLastFiguresAndLetsThemAge() {
        FigureDesk desk = desk();
        refresh(desk);
        hold(NEW, "10", "50");
        nowNs += 60 * SECOND;
        RiskFigures failed = refresh(desk);
        assertThat(failed.problem()).isEqualTo("NEW/USD has no returns");
        assertThat(failed.values()).isEmpty();
        assertThat(desk.ageNs(nowNs)).isEqualTo(60 * SECOND);
        nowNs += 60 * SECOND;
        refresh(desk);
        assertThat(desk.ageNs(nowNs)).isEqualTo(120 * SECOND);
    }

    @Test
    void anAccountWithoutPricesOrEquityGivesNoFigures() {
        FigureDesk desk = desk();
        account.apply(new Fill(
                "f",
                "c",
                "p",
                "paper",
                BTC,
                Side.BUY,
                BigDecimal.ONE,
                BigDecimal.TEN,
                BigDecimal.ZERO,
                "USD",
                Liquidity.TAKER,
                nowNs));
        if (!account.snapshot().isPriced()) {
            assertThat(refresh(desk).problem()).isEqualTo("no price of [BTC/USD]");
            assertThat(desk.withOrder(BTC, 1).problem()).isEqualTo("no price of [BTC/USD]");
        }
        account.mark(BTC, new BigDecimal("1"), nowNs);
        hold(ETH, "-1000000", "1");
        account.mark(ETH, new BigDecimal("5"), nowNs);
        desk.onFill();
        assertThat(refresh(desk).problem()).startsWith("equity must be above 0 (-");
    }

    @Test
    void hoursStandInWhereDaysAreTooFewAndItIsAllowed() {
        hold(BTC, "0.1", "50000");
        FigureDesk demonstration = FigureDesk.builder()
                .settings(VarSettings.builder().shortHistory(true).build())
                .build();
        FigureDesk strict = FigureDesk.builder().build();
        double price = 50_000;
        for (int hour = 0; hour <= 48; hour++) {
            price *= hour % 3 == 0 ? 0.99 : 1.004;
            Bar bar = bar(
                    BTC, nowNs - (48 - hour) * HOUR, BigDecimal.valueOf(price).toPlainString());
            demonstration.onBar(bar);
            strict.onBar(bar);
        }
        RiskFigures figures = refresh(demonstration);
        assertThat(figures.problem()).isEmpty();
        assertThat(figures.flags()).contains("short_history");
        assertThat(figures.valueAtRisk("parametric", 0.99, 1)).isPresent();
        assertThat(figures.valueAtRisk("historical", 0.99, 1)).isEmpty();
        assertThat(demonstration.withOrder(BTC, 100).isKnown()).isTrue();
        assertThat(refresh(strict).problem()).isEqualTo("BTC/USD has 2 returns, needs 30");
    }

    @Test
    void aBarThatIsNoPriceIsLeftOut() {
        FigureDesk desk = desk();
        desk.onBar(bar(NEW, nowNs, "1e-400"));
        assertThat(refresh(desk).problem()).isEmpty();
    }

    @Test
    void partsPublishTheirFiguresAndCorrelationsAreMeasuredAQuarterHourApart() {
        hold(BTC, "0.1", "50000");
        CorrelationPart correlation = CorrelationPart.of(CorrelationSettings.standard(), Duration.ofMinutes(15));
        StressPart stress = StressPart.of(Scenarios.standard(), (inputs, context) -> {
            StressPortfolioBuilder portfolio = StressPortfolio.builder("USD").cash("USD", "paper", 95_000);
            inputs.statistics()
                    .forEach((symbol, value) -> portfolio.position(
                            StressPosition.of(Instrument.spot(symbol.name()).build())
                                    .venue("paper")
                                    .value(value)
                                    .build()));
            return portfolio.build();
        });
        FigureDesk desk = FigureDesk.builder().part(correlation).part(stress).build();
        desk.seed(history(252));
        RiskFigures figures = refresh(desk);
        assertThat(figures.problem()).isEmpty();
        assertThat(figures.correlation()).containsKeys("max", "average");
        assertThat(figures.stress()).hasSize(Scenarios.standard().size());
        assertThat(figures.stress().stream().filter(StressFigure::limited)).hasSize(8);
        StressFigure crisis = figures.stress().getFirst();
        assertThat(crisis.lossRatio())
                .isCloseTo(stress.results().getFirst().loss() / 100_000, within(1e-12))
                .isPositive();
        assertThat(stress.asOfNs()).isEqualTo(nowNs);
        long first = nowNs;
        nowNs += 60 * SECOND;
        assertThat(refresh(desk).correlation()).isEqualTo(figures.correlation());
        assertThat(correlation.asOfNs()).isEqualTo(first);
        nowNs = first + 900 * SECOND;
        refresh(desk);
        assertThat(correlation.asOfNs()).isEqualTo(nowNs);
        assertThat(correlation.latest().orElseThrow().symbols()).containsExactly(BTC, ETH);
    }

    @Test
    void aPartThatFailsIsNamedAndLeavesTheOthersAlone() {
        StressPart stress = StressPart.of(Scenarios.standard(), (inputs, context) -> {
            throw new IllegalStateException("no spread of BTC/USD");
        });
        FigurePart broken = new FigurePart() {
            @Override
            public String name() {
                return "broken";
            }

            @Override
            public Job prepare(FigureInputs inputs, RiskContext context) {
                return new Job() {
                    @Override
                    public void run() {
                        throw new IllegalStateException("on purpose");
                    }

                    @Override
                    public PartFigures apply() {
                        throw new IllegalStateException("must not be asked");
                    }
                };
            }
        };
        FigureDesk desk = FigureDesk.builder().part(stress).part(broken).build();
        desk.seed(history(252));
        hold(BTC, "0.1", "50000");
        RiskFigures figures = refresh(desk);
        assertThat(figures.problem()).isEqualTo("stress: no spread of BTC/USD; broken: on purpose");
        assertThat(figures.values()).isNotEmpty();
        assertThat(stress.asOfNs()).isEqualTo(Long.MIN_VALUE);
        assertThat(stress.results()).isEmpty();
        assertThat(desk.withOrder(BTC, 100).isKnown()).isTrue();
    }

    @Test
    void aDaysForecastMeetsWhatTheDayBroughtActuallyAndUntouched() {
        hold(BTC, "0.1", "50000");
        FigureDesk desk = desk();
        desk.onBar(bar(BTC, nowNs, "50000"));
        nowNs += 30 * SECOND;
        refresh(desk);
        double forecast = desk.withOrder(BTC, 0).valueAtRisk(0.99, 1);
        double shortfall = desk.withOrder(BTC, 0).expectedShortfall();
        long endNs = (HISTORY + 1) * DAY;
        nowNs = endNs - HOUR;
        hold(BTC, "0.1", "52000");
        desk.onFill();
        refresh(desk);
        TreeMap<String, String> state = new TreeMap<>();
        desk.save(state);
        FigureDesk restarted = desk();
        restarted.restore(state);
        restarted.onBar(bar(BTC, endNs - DAY, "50000"));
        desk.onBar(bar(BTC, endNs, "51000"));
        restarted.onBar(bar(BTC, endNs, "51000"));
        nowNs = endNs;
        account.mark(BTC, new BigDecimal("51000"), nowNs);
        refresh(desk);
        assertThat(desk.backtestLog().days()).isEmpty();
        nowNs = endNs + 60 * SECOND;
        refresh(desk);
        refresh(restarted);
        for (FigureDesk either : List.of(desk, restarted)) {
            assertThat(either.backtestLog().days()).singleElement().satisfies(day -> {
                assertThat(day.endNs()).isEqualTo(endNs);
                assertThat(day.valueAtRisk()).isCloseTo(forecast, within(1e-7));
                assertThat(day.expectedShortfall()).isCloseTo(shortfall, within(1e-7));
                assertThat(day.actualPnl()).isCloseTo(0.2 * 51_000 - 0.1 * 50_000 - 0.1 * 52_000, within(1e-9));
                assertThat(day.staticPnl()).isCloseTo(100, within(1e-9));
            });
        }
        assertThat(desk.backtest()).isEqualTo(new Backtest.TooFewDays(1, 30));
        nowNs += 60 * SECOND;
        assertThat(refresh(desk).backtest()).contains(new BacktestFigure(0.99, endNs, false, 1, 0));
    }

    @Test
    void aDayLookedAtBeforeItsLastBarIsCountedOnceTheBarHasComeAndKeepsTheNextDaysForecast() {
        hold(BTC, "0.1", "50000");
        FigureDesk desk = desk();
        desk.onBar(bar(BTC, nowNs, "50000"));
        nowNs += 30 * SECOND;
        refresh(desk);
        long endNs = (HISTORY + 1) * DAY;
        account.mark(BTC, new BigDecimal("49000"), endNs);
        nowNs = endNs + SECOND;
        refresh(desk);
        assertThat(desk.backtestLog().days()).isEmpty();
        SortedMap<String, String> state = new TreeMap<>();
        desk.save(state);
        assertThat(state).containsKeys("backtest.open", "backtest.closed");
        FigureDesk restarted = desk();
        restarted.restore(state);
        restarted.onBar(bar(BTC, endNs - DAY, "50000"));
        account.mark(BTC, new BigDecimal("40000"), endNs);
        nowNs = endNs + 2 * SECOND;
        desk.onBar(bar(BTC, endNs, "49000"));
        restarted.onBar(bar(BTC, endNs, "49000"));
        desk.onFill();
        refresh(desk);
        refresh(restarted);
        for (FigureDesk either : List.of(desk, restarted)) {
            assertThat(either.backtestLog().days()).singleElement().satisfies(day -> {
                assertThat(day.endNs()).isEqualTo(endNs);
                assertThat(day.actualPnl()).isCloseTo(-100, within(1e-9));
                assertThat(day.staticPnl()).isCloseTo(-100, within(1e-9));
            });
        }
        desk.onBar(bar(BTC, endNs + DAY, "48000"));
        account.mark(BTC, new BigDecimal("48000"), endNs + DAY);
        nowNs = endNs + DAY + SECOND;
        desk.onFill();
        refresh(desk);
        assertThat(desk.backtestLog().days())
                .hasSize(2)
                .last()
                .satisfies(day -> assertThat(day.actualPnl()).isCloseTo(-100, within(1e-9)));
    }

    @Test
    void aDayWhoseReturnsDoNotComeWithinTheHourIsNotCounted() {
        hold(BTC, "0.1", "50000");
        FigureDesk desk = desk();
        desk.onBar(bar(BTC, nowNs, "50000"));
        refresh(desk);
        long endNs = (HISTORY + 1) * DAY;
        nowNs = endNs + SECOND;
        refresh(desk);
        nowNs = endNs + HOUR;
        refresh(desk);
        assertThat(desk.backtestLog().days()).isEmpty();
        nowNs = endNs + HOUR + 1;
        desk.onFill();
        refresh(desk);
        SortedMap<String, String> state = new TreeMap<>();
        desk.save(state);
        assertThat(state).doesNotContainKey("backtest.closed");
        desk.onBar(bar(BTC, endNs, "51000"));
        desk.onFill();
        refresh(desk);
        assertThat(desk.backtestLog().days()).isEmpty();
    }

    @Test
    void aSeedThatEndedLongAgoMeasuresNothingAndGivesWayToFreshHoursWhereTheyAreAllowed() {
        hold(BTC, "0.1", "50000");
        FigureDesk strict = desk();
        FigureDesk demonstration = FigureDesk.builder()
                .settings(VarSettings.builder().shortHistory(true).build())
                .build();
        demonstration.seed(history(252));
        long gapNs = nowNs + 7 * DAY;
        nowNs += 8 * DAY + 2 * HOUR;
        for (int hour = 52; hour >= 0; hour--) {
            long endNs = nowNs - hour * HOUR;
            if (endNs != gapNs && endNs != gapNs - HOUR) { // so that no day has a return
                Bar bar = bar(BTC, endNs, Integer.toString(50_000 + 100 * (hour % 3)));
                strict.onBar(bar);
                demonstration.onBar(bar);
            }
        }
        assertThat(refresh(strict).problem())
                .isEqualTo("BTC/USD has no return newer than 1970-09-18T00:00:00Z, needs one within 7 days");
        RiskFigures hours = refresh(demonstration);
        assertThat(hours.problem()).isEmpty();
        assertThat(hours.flags()).contains("short_history");
    }

    @Test
    void publishesTheNewestDayOfTheBacktestAndHowManyExceptionsThereAre() {
        hold(BTC, "0.1", "50000");
        FigureDesk desk = desk();
        assertThat(refresh(desk).backtest()).isEmpty();
        FigureDesk restored = desk();
        SortedMap<String, String> state = new TreeMap<>();
        state.put("backtest.day.000", DAY + " 10 12 -10 0");
        state.put("backtest.day.001", 2 * DAY + " 10 12 -10.5 0");
        state.put("backtest.day.002", 3 * DAY + " 10 12 0 -11");
        restored.restore(state);
        assertThat(refresh(restored).backtest()).contains(new BacktestFigure(0.99, 3 * DAY, true, 3, 2));
    }

    @Test
    void tellsSizersWhatItMeasured() {
        hold(BTC, "0.1", "50000");
        FigureDesk desk = desk();
        assertThat(desk.jointRisk()).isEmpty();
        assertThat(desk.annualisedVolatility(BTC)).isEmpty();
        refresh(desk);
        var estimate = desk.jointRisk().orElseThrow();
        assertThat(estimate.symbols()).containsExactly(BTC, ETH);
        assertThat(desk.annualisedVolatility(ETH).orElseThrow())
                .isCloseTo(estimate.covariance().volatility(1) * Math.sqrt(365), within(1e-12))
                .isPositive();
        assertThat(desk.annualisedVolatility(NEW)).isEmpty();
        nowNs += 61 * SECOND;
        refresh(desk);
        assertThat(desk.jointRisk().orElseThrow()).as("the same returns").isSameAs(estimate);
    }

    @Test
    void theWorkIsDividedIntoPartsThatCanBeTimed() {
        hold(BTC, "0.1", "50000");
        FigureDesk desk = FigureDesk.builder()
                .part(CorrelationPart.of(CorrelationSettings.standard(), Duration.ofMinutes(15)))
                .part(StressPart.of(
                        Scenarios.standard(),
                        (inputs, context) -> StressPortfolio.builder("USD").build()))
                .build();
        desk.seed(history(252));
        RiskTask task = desk.dueTask(context()).orElseThrow();
        assertThat(task.parts())
                .extracting(RiskTask.Part::name)
                .containsExactly(RiskTask.VALUE_AT_RISK, "correlation", RiskTask.STRESS);
        task.parts().forEach(part -> part.work().run());
        RiskFigures figures = task.apply();
        assertThat(figures.values()).isNotEmpty();
        assertThat(figures.stress()).hasSize(14);
        assertThat(figures.correlation()).isNotEmpty();
    }

    @Test
    void aDayThatIsNotSeenToItsEndIsNotCounted() {
        hold(BTC, "0.1", "50000");
        FigureDesk desk = desk();
        desk.onBar(bar(BTC, nowNs, "50000"));
        refresh(desk);
        desk.onBar(bar(BTC, (HISTORY + 1) * DAY, "51000"));
        nowNs = (HISTORY + 1) * DAY + HOUR + 1;
        refresh(desk);
        nowNs += DAY;
        refresh(desk);
        assertThat(desk.backtestLog().days()).isEmpty();
    }

    @Test
    void aFailedBackTestMultipliesWhatIsPublishedAndAsked() {
        hold(BTC, "0.1", "50000");
        FigureDesk plain = desk();
        FigureDesk failed = desk();
        SortedMap<String, String> state = new TreeMap<>();
        for (int day = 0; day < 30; day++) {
            BacktestDay bad = new BacktestDay((day + 1) * DAY, 10, 12, day % 5 == 0 ? -11 : 0, 0);
            state.put(
                    "backtest.day.%03d".formatted(day),
                    bad.endNs() + " " + bad.valueAtRisk() + " " + bad.expectedShortfall() + " " + bad.actualPnl() + " "
                            + bad.staticPnl());
        }
        failed.restore(state);
        RiskFigures one = refresh(plain);
        RiskFigures two = refresh(failed);
        assertThat(two.flags()).contains("backtest_multiplier:1.2");
        assertThat(one.flags()).doesNotContain("backtest_multiplier:1.2");
        assertThat(two.valueAtRisk("parametric", 0.99, 1).orElseThrow())
                .isCloseTo(1.2 * one.valueAtRisk("parametric", 0.99, 1).orElseThrow(), within(1e-12));
        assertThat(failed.withOrder(BTC, 50).valueAtRisk(0.95, 5))
                .isCloseTo(1.2 * plain.withOrder(BTC, 50).valueAtRisk(0.95, 5), within(1e-9));
    }

    @Test
    void anUnreadableDayThatWaitsForItsReturnsIsNamed() {
        FigureDesk desk = desk();
        for (String text : List.of("1", "x 1 2 3 4", "NaN 1 2 3 4", "1 1 2 3", "1 1 2 3 4 btc=5")) {
            TreeMap<String, String> state = new TreeMap<>(Map.of("backtest.closed", text));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> desk.restore(state))
                    .withMessageStartingWith("backtest.closed: must be ");
        }
    }

    @Test
    void anUnreadableForecastIsNamed() {
        FigureDesk desk = desk();
        for (String text : List.of("1 2 3", "1 2 3 x", "1 2 3 4 BTC/USD", "1 2 3 4 btc=5", "1 -2 3 4")) {
            TreeMap<String, String> state = new TreeMap<>(Map.of("backtest.open", text));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> desk.restore(state))
                    .withMessageStartingWith("backtest.open: must be four numbers");
        }
    }
}
