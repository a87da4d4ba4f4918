package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.event.EventHeader;
import io.colin.api.event.RiskFiguresComputed;
import io.colin.api.risk.RiskFigures;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FigureRecordTest {
    private static final long MINUTE_NS = FigureRecord.APART_NS;

    private final FigureRecord record = new FigureRecord();

    @Test
    void keepsTheFirst() {
        assertThat(record.take(figures(0, 0.02, ""))).isTrue();
    }

    @Test
    void keepsNothingWithinAMinuteHoweverMuchMoved() {
        record.take(figures(0, 0.02, ""));
        assertThat(record.take(figures(MINUTE_NS - 1, 0.9, "broken"))).isFalse();
        assertThat(record.take(figures(MINUTE_NS, 0.9, ""))).isTrue();
    }

    @Test
    void keepsWhatMovedByAFiveHundredthsOfAPercentOfEquityOrATwentiethOfItself() {
        record.take(figures(0, 0.02, ""));
        assertThat(record.take(figures(MINUTE_NS, 0.0209, ""))).isFalse();
        assertThat(record.take(figures(MINUTE_NS, 0.0211, ""))).isTrue();
        FigureRecord small = new FigureRecord();
        small.take(figures(0, 0, ""));
        assertThat(small.take(figures(MINUTE_NS, 0.0005, ""))).isFalse();
        assertThat(small.take(figures(MINUTE_NS, 0.00051, ""))).isTrue();
    }

    @Test
    void comparesWithTheLastKeptSoThatSlowDriftIsKeptToo() {
        record.take(figures(0, 0.02, ""));
        assertThat(record.take(figures(MINUTE_NS, 0.0206, ""))).isFalse();
        assertThat(record.take(figures(2 * MINUTE_NS, 0.0212, ""))).isTrue();
    }

    @Test
    void keepsAnotherProblemOtherFlagsAndAFigureMoreOrLess() {
        record.take(figures(0, 0.02, ""));
        assertThat(record.take(figures(MINUTE_NS, 0.02, "no history"))).isTrue();
        assertThat(record.take(figures(2 * MINUTE_NS, 0.02, ""))).isTrue();
        RiskFigures none = new RiskFigures(0, List.of(), List.of(), new TreeMap<>(), List.of(), "");
        assertThat(record.take(at(3 * MINUTE_NS, none))).isTrue();
        RiskFigures flagged = new RiskFigures(0, List.of(), List.of(), new TreeMap<>(), List.of("short_history"), "");
        assertThat(record.take(at(4 * MINUTE_NS, flagged))).isTrue();
    }

    @Test
    void keepsAnotherDayOfTheBacktestAndAnotherStressedValueAtRisk() {
        record.take(at(0, figures(Optional.empty(), 0.05)));
        assertThat(record.take(at(MINUTE_NS, figures(Optional.of(day(1)), 0.05))))
                .isTrue();
        assertThat(record.take(at(2 * MINUTE_NS, figures(Optional.of(day(1)), 0.052))))
                .isFalse();
        assertThat(record.take(at(3 * MINUTE_NS, figures(Optional.of(day(1)), 0.053))))
                .isTrue();
        assertThat(record.take(at(4 * MINUTE_NS, figures(Optional.of(day(2)), 0.053))))
                .isTrue();
    }

    private static RiskFigures.BacktestFigure day(int day) {
        return new RiskFigures.BacktestFigure(0.99, day, false, day, 0);
    }

    private static RiskFigures figures(Optional<RiskFigures.BacktestFigure> backtest, double stressed) {
        return new RiskFigures(
                0,
                List.of(),
                List.of(new RiskFigures.StressFigure("crash", 0.1, true, Optional.of(stressed))),
                new TreeMap<>(),
                backtest,
                List.of(),
                "");
    }

    @Test
    void keepsUnchangedOnesOnceAnHour() {
        record.take(figures(0, 0.02, ""));
        assertThat(record.take(figures(60 * MINUTE_NS - 1, 0.02, ""))).isFalse();
        assertThat(record.take(figures(60 * MINUTE_NS, 0.02, ""))).isTrue();
        assertThat(record.take(figures(61 * MINUTE_NS, 0.02, ""))).isFalse();
    }

    private static RiskFiguresComputed figures(long timeNs, double ratio, String problem) {
        return at(
                timeNs,
                new RiskFigures(
                        timeNs,
                        List.of(new RiskFigures.TailFigure("historical", 0.99, 1, ratio, ratio)),
                        List.of(new RiskFigures.StressFigure("crash", 0.1, true)),
                        new TreeMap<>(),
                        List.of(),
                        problem));
    }

    private static RiskFiguresComputed at(long timeNs, RiskFigures figures) {
        return new RiskFiguresComputed(new EventHeader(1, timeNs, 0, "risk", "timer"), figures);
    }
}
