package io.colin.risk.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.event.EventHeader;
import io.colin.api.event.ExecutionAnalysed;
import io.colin.api.event.ExecutionNoted;
import io.colin.api.event.OrderFilled;
import io.colin.api.event.RiskStateChanged;
import io.colin.api.execution.ExecutionAnalysis;
import io.colin.api.execution.ExecutionCosts;
import io.colin.api.execution.ExecutionForecast;
import io.colin.api.execution.ExecutionImpact;
import io.colin.api.execution.ExecutionNote;
import io.colin.api.execution.Realm;
import io.colin.api.instrument.Symbol;
import io.colin.api.order.Fill;
import io.colin.api.order.Liquidity;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.Side;
import io.colin.api.risk.TradingState;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What supervision makes of analysed executions. */
class SupervisionTest {
    private static final long T = 1_700_000_000_000_000_000L;

    /** What was predicted, and how much single orders scatter around it: nine in ten cost less than 22.8155 bp. */
    private static final double PREDICTED = 10e-4;

    private static final double DEVIATION = 10e-4;

    private final Supervision supervision =
            Supervision.of(MonitorSettings.STANDARD, SurveillanceSettings.STANDARD, report -> {});

    @ParameterizedTest(name = "{0} bp with a drift of {1} bp: {2}")
    @CsvSource({
        "22.81, 0, OK",
        "22.82, 0, BREACH",
        "32.81, 10, OK",
        "32.82, 10, BREACH",
        "12.82, -10, BREACH",
        "-50, 0, OK"
    })
    void anExecutionIsGoodWithinWhatTheModelExpectsOfNineInTen(double slippage, double drift, MonitorLevel expected) {
        for (int i = 0; i < 30; i++) {
            hear(slippage * 1e-4, drift * 1e-4, Optional.of(DEVIATION), false);
        }
        assertThat(quality()).isEqualTo(expected);
    }

    @Test
    void executionsDoNotCountWhileTheirScatterIsUnknownNorWithoutAForecast() {
        for (int i = 0; i < 40; i++) {
            hear(1, 0, Optional.empty(), false);
            supervision.onRecord(analysed(1, 0, List.of()), false);
        }
        assertThat(quality()).isEqualTo(MonitorLevel.OK);
    }

    @Test
    void executionsOfTheRecordCountAfterARestart() {
        for (int i = 0; i < 30; i++) {
            hear(1, 0, Optional.of(DEVIATION), true);
        }
        Map<String, String> state = new TreeMap<>();
        Supervision.of(MonitorSettings.STANDARD, SurveillanceSettings.STANDARD, report -> {})
                .save(state);
        supervision.restore(state);
        hear(1, 0, Optional.of(DEVIATION), false);
        assertThat(quality()).isEqualTo(MonitorLevel.BREACH);
    }

    @Test
    void aStateRecordedBetweenLosesNoExecutionAndNoTrade() {
        for (int i = 0; i < 799; i++) {
            fill("o-" + i, true);
        }
        for (int i = 0; i < 30; i++) {
            hear(1, 0, Optional.of(DEVIATION), true);
        }
        TreeMap<String, String> state = new TreeMap<>();
        Supervision.of(MonitorSettings.STANDARD, SurveillanceSettings.STANDARD, report -> {})
                .save(state);
        supervision.onRecord(
                new RiskStateChanged(new EventHeader(2, T, 0, "r", "c"), TradingState.ACTIVE, 0, state), true);
        supervision.restore(state);
        assertThat(quality()).isEqualTo(MonitorLevel.BREACH);
        fill("o-1", false);
        fill("o-799", false);
        supervision.monitor().look(T + 60_000_000_000L);
        assertThat(supervision.monitor().states())
                .filteredOn(one -> one.metric() == MonitorMetric.TRADES_PER_DAY)
                .singleElement()
                .satisfies(one -> assertThat(one.value()).isEqualTo(800));
    }

    private void fill(String parentId, boolean again) {
        Fill fill = new Fill(
                "t",
                "c",
                parentId,
                "paper",
                Symbol.of("BTC/USD"),
                Side.BUY,
                BigDecimal.ONE,
                BigDecimal.ONE,
                BigDecimal.ZERO,
                "USD",
                Liquidity.TAKER,
                T);
        supervision.onRecord(
                new OrderFilled(
                        new EventHeader(1, T, 0, "p1", "c1"),
                        fill,
                        OrderStatus.PARTIALLY_FILLED,
                        OrderStatus.PARTIALLY_FILLED),
                again);
    }

    @Test
    void executionsAtAnotherPriceThanTheSymbolsDoNotCount() {
        for (int i = 0; i < 40; i++) {
            supervision.onRecord(foretold(Optional.of(DEVIATION)), false);
            supervision.onRecord(analysed(1, 0, List.of(ExecutionAnalysis.INTERCHANGED)), false);
        }
        assertThat(quality()).isEqualTo(MonitorLevel.OK);
    }

    private void hear(double slippage, double drift, Optional<Double> deviation, boolean again) {
        supervision.onRecord(foretold(deviation), again);
        supervision.onRecord(analysed(slippage, drift, List.of()), again);
    }

    private static ExecutionNoted foretold(Optional<Double> deviation) {
        ExecutionForecast forecast = new ExecutionForecast(
                ExecutionForecast.Basis.LAW,
                "paper",
                1,
                1,
                0,
                PREDICTED / 4,
                PREDICTED * 3 / 4,
                1e-3,
                1e-4,
                0,
                deviation,
                "SYMBOL");
        return new ExecutionNoted(new EventHeader(1, T, 0, "p1", "c1"), "p1", new ExecutionNote.Foretold(forecast));
    }

    private MonitorLevel quality() {
        supervision.monitor().look(T);
        return supervision.monitor().states().stream()
                .filter(state -> state.metric() == MonitorMetric.EXECUTION_QUALITY)
                .map(MetricState::level)
                .findFirst()
                .orElse(MonitorLevel.OK);
    }

    private static ExecutionAnalysed analysed(double slippage, double drift, List<String> flags) {
        ExecutionImpact impact = new ExecutionImpact(0.03, 1000, 1e-4, List.of(), slippage, drift, 1, 0, 0, "symbol");
        ExecutionCosts none = new ExecutionCosts(
                "USD",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                BigDecimal.ZERO,
                new TreeMap<>(),
                new TreeMap<>(),
                Optional.empty());
        return new ExecutionAnalysed(
                new EventHeader(1, T, 0, "p1", "c1"),
                new ExecutionAnalysis(
                        "p1",
                        new ExecutionAnalysis.Terms(Symbol.of("BTC/USD"), Side.BUY, "", "immediate", T),
                        Optional.of(Realm.PAPER),
                        "book",
                        "paper",
                        Optional.of(T),
                        T,
                        BigDecimal.ONE,
                        BigDecimal.ONE,
                        new ExecutionAnalysis.Benchmarks(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        none,
                        Optional.of(impact),
                        List.of(),
                        flags));
    }
}
