package io.colin.risk.returns;

import static io.colin.risk.returns.Returns.DAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.instrument.Symbol;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReturnHistoryTest {
    private static final Symbol A = Symbol.of("A/USD");
    private static final Symbol B = Symbol.of("B/USD");

    private static SortedMap<Long, Double> closes(double... byDay) {
        TreeMap<Long, Double> closes = new TreeMap<>();
        for (int day = 0; day < byDay.length; day++) {
            if (!Double.isNaN(byDay[day])) {
                closes.put(day * DAY, byDay[day]);
            }
        }
        return closes;
    }

    @Test
    void leavesAReturnAbsentUnlessBothClosesAreKnown() {
        double none = Double.NaN;
        ReturnHistory history =
                ReturnHistory.ofCloses(DAY, Map.of(B, closes(100, 110, none, 120, 60), A, closes(1, none, none, 2, 4)));
        assertThat(history.symbols()).containsExactly(A, B);
        assertThat(history.size()).isEqualTo(2);
        assertThat(history.timeNs(0)).isEqualTo(DAY);
        assertThat(history.timeNs(1)).isEqualTo(4 * DAY);
        assertThat(history.logReturn(0, 0)).isNaN();
        assertThat(history.logReturn(1, 0)).isCloseTo(Math.log(1.1), within(1e-15));
        assertThat(history.logReturn(0, 1)).isCloseTo(Math.log(2), within(1e-15));
        assertThat(history.logReturn(1, 1)).isCloseTo(-Math.log(2), within(1e-15));
        assertThat(history.points(0)).isEqualTo(1);
        assertThat(history.points(1)).isEqualTo(2);
        assertThat(history.jointPoints(0, 1)).isEqualTo(1);
        assertThat(history.indexOf(B)).isEqualTo(1);
        assertThat(history.indexOf(Symbol.of("C/USD"))).isEqualTo(-1);
        assertThat(history.indexOf(Symbol.of("AA/USD"))).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesACloseThatIsNoPrice(double close) {
        SortedMap<Long, Double> closes = closes(1, 2);
        closes.put(2 * DAY, close);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReturnHistory.ofCloses(DAY, Map.of(A, closes)))
                .withMessageStartingWith("close of A/USD: must be finite and above 0");
    }

    @Test
    void putsSymbolsInOrderTogetherWithTheirReturns() {
        ReturnHistory history =
                ReturnHistory.ofReturns(DAY, List.of(B, A), new long[] {DAY, 3 * DAY}, new double[][] {{1, 2}, {3, 4}});
        assertThat(history.symbols()).containsExactly(A, B);
        assertThat(history.logReturns(0)).containsExactly(3, 4);
        assertThat(history.logReturns(1)).containsExactly(1, 2);
        ReturnHistory newest = history.last(1);
        assertThat(newest.size()).isEqualTo(1);
        assertThat(newest.timeNs(0)).isEqualTo(3 * DAY);
        assertThat(newest.logReturn(0, 0)).isEqualTo(4);
        assertThat(history.last(2)).isSameAs(history);
    }

    @Test
    void copiesWhatItIsGiven() {
        long[] times = {DAY};
        double[][] rows = {{1}};
        ReturnHistory history = ReturnHistory.ofReturns(DAY, List.of(A), times, rows);
        times[0] = 0;
        rows[0][0] = 9;
        history.logReturns(0)[0] = 9;
        assertThat(history.timeNs(0)).isEqualTo(DAY);
        assertThat(history.logReturn(0, 0)).isEqualTo(1);
    }

    @Test
    void refusesTimesOffTheGridUnevenRowsRepeatedSymbolsAndInfinity() {
        long[] two = {DAY, DAY + 1};
        long[] back = {DAY, DAY};
        long[] one = {DAY};
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReturnHistory.ofReturns(DAY, List.of(A), two, new double[][] {{1, 2}}))
                .withMessageContaining("whole periods");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReturnHistory.ofReturns(DAY, List.of(A), back, new double[][] {{1, 2}}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReturnHistory.ofReturns(DAY, List.of(A), one, new double[][] {{1, 2}}))
                .withMessageStartingWith("returns of A/USD");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReturnHistory.ofReturns(DAY, List.of(A, A), one, new double[][] {{1}, {1}}))
                .withMessageStartingWith("symbols: must be distinct");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReturnHistory.ofReturns(DAY, List.of(A, B), one, new double[][] {{1}}))
                .withMessageStartingWith("returns: must have one row");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        ReturnHistory.ofReturns(DAY, List.of(A), one, new double[][] {{Double.NEGATIVE_INFINITY}}))
                .withMessageContaining("must be finite");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReturnHistory.ofReturns(0, List.of(A), one, new double[][] {{1}}))
                .withMessageStartingWith("periodNs");
    }
}
