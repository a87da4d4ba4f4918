package io.colin.risk.returns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.Bar;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReturnRecorderTest {
    private static final long DAY = ReturnPeriod.DAY.ns();
    private static final long HOUR = ReturnPeriod.HOUR.ns();
    private static final long MINUTE = HOUR / 60;
    private static final Symbol A = Symbol.of("A/USD");
    private static final Symbol B = Symbol.of("B/USD");

    /** A recorder asked as of the newest bar or return it learnt of, as an engine whose time bars make asks. */
    private static final class Fed {
        private final ReturnRecorder recorder;
        private long nowNs;

        private Fed(ReturnRecorder recorder) {
            this.recorder = recorder;
        }

        private static Fed by(ReturnRecorder recorder) {
            return new Fed(recorder);
        }

        private void onBar(Bar bar) {
            recorder.onBar(bar);
            nowNs = Math.max(nowNs, bar.timeNs());
        }

        private void seed(ReturnHistory history) {
            recorder.seed(history);
            nowNs = Math.max(nowNs, history.size() == 0 ? 0 : history.timeNs(history.size() - 1));
        }

        private ReturnHistory history() {
            return recorder.history(nowNs);
        }
    }

    private static Bar bar(Symbol symbol, long endNs, String close, long trades) {
        BigDecimal price = new BigDecimal(close);
        BigDecimal zero = BigDecimal.ZERO;
        return new Bar(symbol, endNs - MINUTE, endNs, price, price, price, price, zero, zero, zero, trades);
    }

    private static Bar bar(Symbol symbol, long endNs, String close) {
        return bar(symbol, endNs, close, 3);
    }

    @Test
    void takesTheLastCloseOfEachDayAndCountsADayOnceItsEndIsReached() {
        Fed recorder = Fed.by(ReturnRecorder.daily(10));
        recorder.onBar(bar(A, DAY, "100"));
        recorder.onBar(bar(A, 2 * DAY - MINUTE, "120"));
        assertThat(recorder.history().size()).isZero();
        recorder.onBar(bar(A, 2 * DAY, "110"));
        assertThat(recorder.history().size()).isEqualTo(1);
        assertThat(recorder.history().timeNs(0)).isEqualTo(2 * DAY);
        assertThat(recorder.history().logReturn(0, 0)).isCloseTo(Math.log(1.1), within(1e-15));
        assertThat(recorder.history().periodNs()).isEqualTo(DAY);
    }

    @Test
    void anotherSymbolsBarEndsTheDayToo() {
        Fed recorder = Fed.by(ReturnRecorder.daily(10));
        recorder.onBar(bar(A, DAY, "100"));
        recorder.onBar(bar(A, 2 * DAY - MINUTE, "120"));
        recorder.onBar(bar(B, 2 * DAY + MINUTE, "7"));
        assertThat(recorder.history().logReturn(0, 0)).isCloseTo(Math.log(1.2), within(1e-15));
        assertThat(recorder.history().indexOf(B)).isEqualTo(-1);
    }

    @Test
    void aLateBarOfTheSameInstantReplacesTheEarlierClose() {
        Fed recorder = Fed.by(ReturnRecorder.daily(10));
        recorder.onBar(bar(A, DAY, "100"));
        recorder.onBar(bar(A, 2 * DAY - MINUTE, "120"));
        recorder.onBar(bar(B, 2 * DAY, "7"));
        ReturnHistory early = recorder.history();
        recorder.onBar(bar(A, 2 * DAY, "150"));
        assertThat(early.logReturn(0, 0)).isCloseTo(Math.log(1.2), within(1e-15));
        assertThat(recorder.history().logReturn(0, 0)).isCloseTo(Math.log(1.5), within(1e-15));
        recorder.onBar(bar(A, 2 * DAY - 2 * MINUTE, "900"));
        assertThat(recorder.history().logReturn(0, 0)).isCloseTo(Math.log(1.5), within(1e-15));
    }

    @Test
    void aCloseAnHourBeforeMidnightCountsAndAnEarlierOneDoesNot() {
        Fed recorder = Fed.by(ReturnRecorder.daily(10));
        recorder.onBar(bar(A, DAY - HOUR, "100"));
        recorder.onBar(bar(A, 2 * DAY, "200"));
        recorder.onBar(bar(A, 3 * DAY - HOUR - 1, "300"));
        recorder.onBar(bar(A, 4 * DAY, "400"));
        recorder.onBar(bar(A, 5 * DAY, "800"));
        ReturnHistory history = recorder.history();
        assertThat(history.size()).isEqualTo(2);
        assertThat(history.timeNs(0)).isEqualTo(2 * DAY);
        assertThat(history.timeNs(1)).isEqualTo(5 * DAY);
        assertThat(history.logReturns(0)[1]).isCloseTo(Math.log(2), within(1e-15));
    }

    @Test
    void barsWithoutTradesAreNoPrices() {
        Fed recorder = Fed.by(ReturnRecorder.of(ReturnPeriod.HOUR, 10));
        recorder.onBar(bar(A, HOUR, "100"));
        recorder.onBar(bar(A, 2 * HOUR, "100", 0));
        recorder.onBar(bar(A, 3 * HOUR, "130"));
        recorder.onBar(bar(A, 4 * HOUR, "130", Bar.UNKNOWN_COUNT));
        ReturnHistory history = recorder.history();
        assertThat(history.size()).isEqualTo(1);
        assertThat(history.timeNs(0)).isEqualTo(4 * HOUR);
        assertThat(history.logReturn(0, 0)).isZero();
    }

    @Test
    void keepsTheLookBackAndNoMore() {
        Fed recorder = Fed.by(ReturnRecorder.daily(3));
        for (int day = 1; day <= 8; day++) {
            recorder.onBar(bar(A, day * DAY, Integer.toString(day * day)));
        }
        ReturnHistory history = recorder.history();
        assertThat(history.size()).isEqualTo(3);
        assertThat(history.timeNs(0)).isEqualTo(6 * DAY);
        assertThat(history.logReturn(0, 0)).isCloseTo(Math.log(36 / 25.0), within(1e-15));
        assertThat(history.logReturn(0, 2)).isCloseTo(Math.log(64 / 49.0), within(1e-15));
        recorder.onBar(bar(A, 8 * DAY + MINUTE, "65"));
        recorder.onBar(bar(A, 9 * DAY - MINUTE, "65"));
        assertThat(recorder.history()).isSameAs(history);
        assertThat(recorder.history().logReturn(0, 0)).isCloseTo(Math.log(36 / 25.0), within(1e-15));
    }

    @Test
    void aSeedStandsBeforeWhatBarsTell() {
        Fed recorder = Fed.by(ReturnRecorder.daily(4));
        recorder.seed(ReturnHistory.ofReturns(
                DAY, List.of(A), new long[] {DAY, 2 * DAY, 3 * DAY}, new double[][] {{0.1, 0.2, 0.3}}));
        assertThat(recorder.history().logReturns(0)).containsExactly(0.1, 0.2, 0.3);
        recorder.onBar(bar(A, 2 * DAY, "100"));
        recorder.onBar(bar(A, 3 * DAY, "200"));
        assertThat(recorder.history().logReturns(0)[2]).isCloseTo(Math.log(2), within(1e-15));
        recorder.onBar(bar(A, 5 * DAY, "100"));
        ReturnHistory history = recorder.history();
        assertThat(history.size()).isEqualTo(2);
        assertThat(history.timeNs(0)).isEqualTo(2 * DAY);
        assertThat(history.logReturn(0, 0)).isEqualTo(0.2);
    }

    @Test
    void refusesASeedOfOtherPeriodsAndAPriceTooSmallForADouble() {
        Fed recorder = Fed.by(ReturnRecorder.daily(4));
        ReturnHistory hours = Returns.of(HOUR, new double[] {0.1});
        ReturnHistory shifted =
                ReturnHistory.ofReturns(DAY, List.of(A), new long[] {DAY + HOUR}, new double[][] {{0.1}});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recorder.seed(hours))
                .withMessageStartingWith("periodNs of the seed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recorder.seed(shifted))
                .withMessageStartingWith("timeNs of the seed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recorder.onBar(bar(A, DAY, "1e-400")))
                .withMessageStartingWith("close of A/USD");
        assertThatIllegalArgumentException().isThrownBy(() -> ReturnRecorder.daily(0));
    }

    @Test
    void barsThatLieAheadOfTheirTimeCountNothingAndHideNothing() {
        ReturnRecorder recorder = ReturnRecorder.daily(252);
        for (int day = 1; day <= 300; day++) {
            recorder.onBar(bar(A, day * DAY, Integer.toString(100 + day % 7)));
        }
        ReturnHistory before = recorder.history(300 * DAY);
        assertThat(before.size()).isEqualTo(252);
        recorder.onBar(bar(B, 3_000 * DAY, "1"));
        recorder.onBar(bar(A, 3_000 * DAY, "999"));
        recorder.onBar(bar(A, 552 * DAY, "999"));
        assertThat(recorder.history(300 * DAY)).isSameAs(before);
        recorder.onBar(bar(A, 301 * DAY, "103"));
        ReturnHistory next = recorder.history(301 * DAY);
        assertThat(next.size()).isEqualTo(252);
        assertThat(next.timeNs(251)).isEqualTo(301 * DAY);
        assertThat(next.logReturn(0, 251)).isCloseTo(Math.log(103.0 / 106), within(1e-15));
        assertThat(next.timeNs(0)).isEqualTo(50 * DAY);
    }

    @Test
    void theTimeAskedForDecidesWhichPeriodsHaveEnded() {
        ReturnRecorder recorder = ReturnRecorder.daily(3);
        for (int day = 1; day <= 6; day++) {
            recorder.onBar(bar(A, day * DAY, Integer.toString(day * day)));
        }
        assertThat(recorder.history(4 * DAY - 1).timeNs(1)).isEqualTo(3 * DAY);
        assertThat(recorder.history(4 * DAY - 1).size()).isEqualTo(2);
        assertThat(recorder.history(4 * DAY).size()).isEqualTo(3);
        assertThat(recorder.history(6 * DAY).timeNs(0)).isEqualTo(4 * DAY);
        assertThat(recorder.history(8 * DAY).size()).isEqualTo(1);
        assertThat(recorder.history(9 * DAY).size()).isZero();
    }
}
