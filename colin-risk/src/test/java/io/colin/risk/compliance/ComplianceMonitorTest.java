package io.colin.risk.compliance;

import static io.colin.risk.compliance.Orders.DAY;
import static io.colin.risk.compliance.Orders.HOUR;
import static io.colin.risk.compliance.Orders.MIDNIGHT;
import static io.colin.risk.compliance.Orders.SECOND;
import static io.colin.risk.compliance.Orders.T;
import static io.colin.risk.compliance.Orders.dec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.alert.Alert;
import io.colin.api.alert.Severity;
import io.colin.api.instrument.Symbol;
import io.colin.api.portfolio.Portfolio;
import io.colin.api.portfolio.Portfolio.PositionView;
import io.colin.api.portfolio.Position;
import io.colin.risk.compliance.SurveillanceFinding.Evidence;
import io.colin.risk.compliance.SurveillanceFinding.Pattern;
import java.math.BigDecimal;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComplianceMonitorTest {
    private static final long MINUTE = 60 * SECOND;

    private final ComplianceMonitor monitor = ComplianceMonitor.of(MonitorSettings.STANDARD);

    private static Portfolio holding(String equity, String... values) {
        SortedMap<Symbol, PositionView> positions = new TreeMap<>();
        for (int i = 0; i < values.length; i++) {
            Symbol symbol = Symbol.of("A" + i + "/USD");
            positions.put(
                    symbol,
                    new PositionView(
                            Position.flat(symbol), BigDecimal.ONE, BigDecimal.ONE, dec(values[i]), BigDecimal.ZERO));
        }
        return portfolio(equity, positions, List.of());
    }

    private static Portfolio portfolio(
            String equity, SortedMap<Symbol, PositionView> positions, List<String> unpriced) {
        return new Portfolio(
                "main",
                "USD",
                T,
                dec(equity),
                new TreeMap<>(),
                positions,
                new TreeMap<>(),
                new TreeMap<>(),
                dec(equity),
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                unpriced);
    }

    private MetricState state(MonitorMetric metric) {
        return monitor.states().stream()
                .filter(s -> s.metric() == metric)
                .findFirst()
                .orElseThrow();
    }

    private MonitorLevel level(MonitorMetric metric) {
        return state(metric).level();
    }

    @Test
    void aQuietAccountHasNoAlerts() {
        monitor.onPortfolio(holding("100000", "14999", "-1"));
        assertThat(monitor.look(T)).isEmpty();
        assertThat(monitor.states()).hasSize(MonitorMetric.values().length).allMatch(s -> s.level() == MonitorLevel.OK);
        assertThat(monitor.counts().score()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "14999.99, OK",
        "15000, WARNING",
        "-15000, WARNING",
        "19999.99, WARNING",
        "20000, BREACH",
        "-20000.01, BREACH"
    })
    void theLargestPositionIsJudgedByItsSizeWhicheverWay(String value, MonitorLevel expected) {
        monitor.onPortfolio(holding("100000", "1", value));
        monitor.look(T);
        assertThat(level(MonitorMetric.LARGEST_POSITION)).isEqualTo(expected);
    }

    @Test
    void positionsWithoutEquityAreABreachAndNothingHeldIsNone() {
        monitor.onPortfolio(holding("0", "1"));
        monitor.look(T);
        assertThat(state(MonitorMetric.LARGEST_POSITION).value()).isInfinite();
        assertThat(level(MonitorMetric.LARGEST_POSITION)).isEqualTo(MonitorLevel.BREACH);
        monitor.onPortfolio(holding("-5", "0"));
        monitor.look(T + MINUTE);
        assertThat(level(MonitorMetric.LARGEST_POSITION)).isEqualTo(MonitorLevel.OK);
    }

    @Test
    void concentrationNeedsThreePositionsAndIsTheSumOfSquaredShares() {
        monitor.onPortfolio(holding("100000", "1", "1", "0"));
        monitor.look(T);
        assertThat(state(MonitorMetric.CONCENTRATION).value()).isNaN();
        monitor.onPortfolio(holding("100000", "1", "-1", "2"));
        monitor.look(T + MINUTE);
        assertThat(state(MonitorMetric.CONCENTRATION).value()).isEqualTo(0.375);
        assertThat(level(MonitorMetric.CONCENTRATION)).isEqualTo(MonitorLevel.BREACH);
        monitor.onPortfolio(holding("100000", "1", "1", "1", "1", "1"));
        monitor.look(T + 2 * MINUTE);
        assertThat(level(MonitorMetric.CONCENTRATION)).isEqualTo(MonitorLevel.WARNING);
        monitor.onPortfolio(holding("100000", "1", "1", "1", "1", "1", "1", "1"));
        monitor.look(T + 3 * MINUTE);
        assertThat(level(MonitorMetric.CONCENTRATION)).isEqualTo(MonitorLevel.OK);
    }

    @Test
    void anAlertOfConcentrationEndsWhenTooFewPositionsAreLeftToJudge() {
        monitor.onPortfolio(holding("1000000", "1", "1", "2"));
        assertThat(monitor.look(T)).singleElement().satisfies(alert -> {
            assertThat(alert.rule()).isEqualTo("compliance-concentration");
            assertThat(alert.state()).isEqualTo(Alert.State.FIRING);
        });
        monitor.onPortfolio(portfolio("1000000", new TreeMap<>(), List.of("A9/USD")));
        assertThat(monitor.look(T + MINUTE)).as("unpriced says nothing").isEmpty();
        SortedMap<String, String> saved = new TreeMap<>();
        monitor.save(saved);
        ComplianceMonitor restarted = ComplianceMonitor.of(MonitorSettings.STANDARD);
        restarted.restore(saved);
        assertThat(restarted.look(T + MINUTE)).as("no account seen yet").isEmpty();
        for (ComplianceMonitor one : List.of(monitor, restarted)) {
            one.onPortfolio(holding("1000000", "1", "2"));
            assertThat(one.look(T + 2 * MINUTE)).singleElement().satisfies(alert -> {
                assertThat(alert.rule()).isEqualTo("compliance-concentration");
                assertThat(alert.state()).isEqualTo(Alert.State.RESOLVED);
                assertThat(alert.severity()).isEqualTo(Severity.HIGH);
                assertThat(alert.startedAtNs()).isEqualTo(T);
                assertThat(alert.value()).isNaN();
                assertThat(alert.message())
                        .isEqualTo("concentration is of too few to be judged, was BREACH, threshold 0.25");
            });
            one.onPortfolio(holding("1000000"));
            assertThat(one.look(T + 3 * MINUTE)).as("once").isEmpty();
        }
    }

    @Test
    void anAccountWithSomethingUnpricedIsNotMeasured() {
        monitor.onPortfolio(holding("100000", "30000"));
        assertThat(monitor.look(T)).hasSize(1);
        monitor.onPortfolio(portfolio("100000", new TreeMap<>(), List.of("A9/USD")));
        assertThat(monitor.look(T + MINUTE)).isEmpty();
        assertThat(level(MonitorMetric.LARGEST_POSITION)).isEqualTo(MonitorLevel.BREACH);
    }

    @ParameterizedTest
    @CsvSource({"799, OK", "800, WARNING", "999, WARNING", "1000, BREACH"})
    void tradesOfTheDayAreCounted(int trades, MonitorLevel expected) {
        for (int i = 0; i < trades; i++) {
            monitor.onFill("o-" + i, T + i);
        }
        monitor.look(T + HOUR);
        assertThat(level(MonitorMetric.TRADES_PER_DAY)).isEqualTo(expected);
    }

    @Test
    void aThousandExecutionsOfOneOrderAreOneTrade() {
        for (int i = 0; i < 1000; i++) {
            monitor.onFill("o-1", T);
        }
        monitor.look(T);
        assertThat(state(MonitorMetric.TRADES_PER_DAY).level()).isEqualTo(MonitorLevel.OK);
        monitor.onFill("o-1", MIDNIGHT + DAY);
        for (int i = 0; i < 799; i++) {
            monitor.onFill("p-" + i, MIDNIGHT + DAY);
        }
        monitor.look(MIDNIGHT + DAY);
        // What worked over midnight and executed again is a trade of the new day too.
        assertThat(state(MonitorMetric.TRADES_PER_DAY).value()).isEqualTo(800);
    }

    @Test
    void tradesOfASavedStateCountUntilTheRecordTellsOfItsDay() {
        for (int i = 0; i < 700; i++) {
            monitor.onFill("o-" + i, T);
        }
        SortedMap<String, String> state = new TreeMap<>();
        monitor.save(state);
        ComplianceMonitor unheard = ComplianceMonitor.of(MonitorSettings.STANDARD);
        unheard.restore(state);
        ComplianceMonitor heard = ComplianceMonitor.of(MonitorSettings.STANDARD);
        for (int i = 0; i < 700; i++) {
            heard.onFill("o-" + i, T);
        }
        heard.restore(state);
        for (ComplianceMonitor again : List.of(unheard, heard)) {
            again.onFill("o-1", T);
            for (int i = 0; i < 99; i++) {
                again.onFill("p-" + i, T);
            }
            again.look(T);
        }
        assertThat(trades(unheard))
                .isEqualTo(new MetricState(MonitorMetric.TRADES_PER_DAY, MonitorLevel.WARNING, 800, T));
        assertThat(trades(heard).level()).isEqualTo(MonitorLevel.OK);
        heard.onFill("p-99", T);
        heard.look(T + MINUTE);
        assertThat(trades(heard).value()).isEqualTo(800);
    }

    private static MetricState trades(ComplianceMonitor of) {
        return of.states().stream()
                .filter(state -> state.metric() == MonitorMetric.TRADES_PER_DAY)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aNewDayStartsCountingAnewAndAFillOfYesterdayIsNotToday() {
        for (int i = 0; i < 900; i++) {
            monitor.onFill("o-" + i, MIDNIGHT + DAY - 1);
        }
        monitor.look(MIDNIGHT + DAY - 1);
        assertThat(level(MonitorMetric.TRADES_PER_DAY)).isEqualTo(MonitorLevel.WARNING);
        monitor.onFill("o-1", MIDNIGHT + DAY);
        for (int i = 0; i < 900; i++) {
            monitor.onFill("p-" + i, MIDNIGHT + DAY - 1);
        }
        monitor.look(MIDNIGHT + DAY + MINUTE);
        assertThat(state(MonitorMetric.TRADES_PER_DAY))
                .isEqualTo(new MetricState(MonitorMetric.TRADES_PER_DAY, MonitorLevel.OK, 1, MIDNIGHT + DAY + MINUTE));
    }

    @ParameterizedTest
    @CsvSource({
        "29, 0, OK",
        "30, 30, OK",
        "100, 85, OK",
        "100, 84, WARNING",
        "100, 80, WARNING",
        "100, 79, BREACH",
        "30, 0, BREACH"
    })
    void executionQualityIsBadBelowItsThresholds(int executions, int within, MonitorLevel expected) {
        for (int i = 0; i < executions; i++) {
            monitor.onExecution(i < within ? 10 : 10.01, 10);
        }
        monitor.look(T);
        assertThat(level(MonitorMetric.EXECUTION_QUALITY)).isEqualTo(expected);
    }

    @Test
    void ofExecutionsTheNewestFiveHundredCount() {
        for (int i = 0; i < 500; i++) {
            monitor.onExecution(99, 10);
        }
        for (int i = 0; i < 425; i++) {
            monitor.onExecution(-3, 10);
        }
        monitor.look(T);
        assertThat(level(MonitorMetric.EXECUTION_QUALITY)).isEqualTo(MonitorLevel.OK);
        monitor.onExecution(99, 10);
        monitor.onExecution(99, 10);
        monitor.look(T + MINUTE);
        assertThat(level(MonitorMetric.EXECUTION_QUALITY)).isEqualTo(MonitorLevel.OK);
        assertThatThrownBy(() -> monitor.onExecution(Double.NaN, 1)).hasMessageContaining("shortfallBps");
        assertThatThrownBy(() -> monitor.onExecution(1, Double.POSITIVE_INFINITY))
                .hasMessageContaining("boundBps");
    }

    @ParameterizedTest
    @CsvSource({"172799999999999, OK", "172800000000000, BREACH"})
    void theFirstReportIsThatOfTheFirstDayAndIsMissedADayAfterItIsDue(long afterMidnight, MonitorLevel expected) {
        monitor.look(T);
        monitor.look(MIDNIGHT + afterMidnight);
        assertThat(level(MonitorMetric.REPORT_AGE)).isEqualTo(expected);
    }

    @Test
    void aReportThatComesEndsTheAlertAndTheNextIsDueADayLater() {
        monitor.look(T);
        assertThat(monitor.look(MIDNIGHT + 2 * DAY)).hasSize(1);
        monitor.onReport(MIDNIGHT / DAY);
        assertThat(monitor.look(MIDNIGHT + 2 * DAY + MINUTE))
                .singleElement()
                .satisfies(alert -> assertThat(alert.state()).isEqualTo(Alert.State.RESOLVED));
        monitor.onReport(MIDNIGHT / DAY - 5);
        assertThat(monitor.look(MIDNIGHT + 3 * DAY - 1)).isEmpty();
        assertThat(monitor.look(MIDNIGHT + 3 * DAY + MINUTE)).hasSize(1);
    }

    @Test
    void aMetricHasOneAlertThatRisesFallsAndEnds() {
        monitor.onPortfolio(holding("100000", "16000"));
        Alert warned = monitor.look(T).getFirst();
        assertThat(warned.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(warned.state()).isEqualTo(Alert.State.FIRING);
        assertThat(warned.rule()).isEqualTo("compliance-largest_position");
        assertThat(warned.value()).isEqualTo(0.16);
        assertThat(warned.threshold()).isEqualTo(0.15);
        assertThat(warned.labels()).containsEntry("metric", "largest_position");
        assertThat(warned.startedAtNs()).isEqualTo(T);
        assertThat(monitor.look(T + MINUTE)).isEmpty();

        monitor.onPortfolio(holding("100000", "25000"));
        Alert breached = monitor.look(T + 2 * MINUTE).getFirst();
        assertThat(breached.id()).isEqualTo(warned.id());
        assertThat(breached.severity()).isEqualTo(Severity.HIGH);
        assertThat(breached.threshold()).isEqualTo(0.20);
        assertThat(breached.startedAtNs()).isEqualTo(T);
        assertThat(breached.updatedAtNs()).isEqualTo(T + 2 * MINUTE);

        monitor.onPortfolio(holding("100000", "16000"));
        assertThat(monitor.look(T + 3 * MINUTE).getFirst().severity()).isEqualTo(Severity.MEDIUM);
        monitor.onPortfolio(holding("100000", "1"));
        Alert ended = monitor.look(T + 4 * MINUTE).getFirst();
        assertThat(ended.id()).isEqualTo(warned.id());
        assertThat(ended.state()).isEqualTo(Alert.State.RESOLVED);
        assertThat(ended.severity()).isEqualTo(Severity.MEDIUM);

        monitor.onPortfolio(holding("100000", "25000"));
        Alert again = monitor.look(T + 5 * MINUTE).getFirst();
        assertThat(again.id()).isNotEqualTo(warned.id());
        assertThat(again.startedAtNs()).isEqualTo(T + 5 * MINUTE);
    }

    @Test
    void looksOnlyEverySixtySeconds() {
        monitor.look(T);
        monitor.onPortfolio(holding("100000", "25000"));
        assertThat(monitor.look(T + MINUTE - 1)).isEmpty();
        assertThat(monitor.look(T + MINUTE)).hasSize(1);
    }

    @Test
    void aPatternIsABreachUntilAPersonReviewedIt() {
        SurveillanceFinding finding = new SurveillanceFinding(
                Pattern.SPOOFING, "main", Orders.BTC, T, T, "detail", List.of(new Evidence(T, "o-1", "opened")));
        monitor.onFinding(finding);
        monitor.onFinding(finding);
        Alert alert = monitor.look(T).getFirst();
        assertThat(alert.rule()).isEqualTo("compliance-spoofing");
        assertThat(alert.severity()).isEqualTo(Severity.HIGH);
        assertThat(alert.value()).isEqualTo(2);
        assertThat(monitor.look(T + HOUR)).isEmpty();
        assertThatThrownBy(() -> monitor.reviewed(Pattern.SPOOFING, " ")).hasMessageContaining("principal");
        assertThat(monitor.reviewed(Pattern.SPOOFING, "carol")).isEqualTo(2);
        assertThat(monitor.reviewed(Pattern.SPOOFING, "carol")).isZero();
        assertThat(monitor.look(T + 2 * HOUR).getFirst().state()).isEqualTo(Alert.State.RESOLVED);
        for (Pattern pattern : Pattern.values()) {
            assertThat(pattern.metric().text()).isEqualTo(pattern.name().toLowerCase(java.util.Locale.ROOT));
        }
    }

    @Test
    void whatStoodStandsAfterARestartAndTheAlertIsTheSame() {
        monitor.onPortfolio(holding("100000", "16000"));
        for (int i = 0; i < 900; i++) {
            monitor.onFill("o-" + i, T);
        }
        monitor.onFinding(new SurveillanceFinding(
                Pattern.LAYERING, "main", Orders.BTC, T, T, "detail", List.of(new Evidence(T, "o-1", "opened"))));
        Alert before = monitor.look(T).getFirst();
        SortedMap<String, String> state = new TreeMap<>();
        monitor.save(state);
        ComplianceMonitor again = ComplianceMonitor.of(MonitorSettings.STANDARD);
        again.restore(state);
        assertThat(again.states()).isEqualTo(monitor.states());
        SortedMap<String, String> second = new TreeMap<>();
        again.save(second);
        assertThat(second).isEqualTo(state);
        again.onPortfolio(holding("100000", "30000"));
        assertThat(again.look(T + MINUTE)).singleElement().satisfies(alert -> {
            assertThat(alert.id()).isEqualTo(before.id());
            assertThat(alert.severity()).isEqualTo(Severity.HIGH);
        });
        assertThat(again.reviewed(Pattern.LAYERING, "carol")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "compliance.monitor.largest_position.level, HUGE",
        "compliance.monitor.largest_position.value, much",
        "compliance.monitor.largest_position.since_ns, soon",
        "compliance.monitor.trades, -1",
        "compliance.monitor.layering.to_review, 0"
    })
    void unreadableStateNamesTheField(String name, String text) {
        monitor.onPortfolio(holding("100000", "16000"));
        monitor.look(T);
        SortedMap<String, String> state = new TreeMap<>();
        monitor.save(state);
        state.put(name, text);
        assertThatThrownBy(() -> monitor.restore(state))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name);
    }

    @Test
    void thresholdsMustBeInOrder() {
        assertThatThrownBy(() -> MonitorSettings.builder().thresholds(MonitorMetric.LARGEST_POSITION, 0.3, 0.2))
                .hasMessageContaining("largest_position");
        assertThatThrownBy(() -> MonitorSettings.builder().thresholds(MonitorMetric.EXECUTION_QUALITY, 0.7, 0.8))
                .hasMessageContaining("execution_quality");
        MonitorSettings own = MonitorSettings.builder()
                .thresholds(MonitorMetric.TRADES_PER_DAY, 1, 2)
                .build();
        ComplianceMonitor strict = ComplianceMonitor.of(own);
        strict.onFill("o-1", T);
        assertThat(strict.look(T).getFirst().severity()).isEqualTo(Severity.MEDIUM);
    }
}
