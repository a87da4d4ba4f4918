package io.colin.execution.algo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.Aggressor;
import io.colin.api.market.Bar;
import io.colin.api.market.Trade;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class VolumeCurveTest {
    private static final Symbol SYMBOL = Symbol.of("BTC/USD");
    private static final long MINUTE_NS = 60_000_000_000L;

    @Test
    void keepsWeekdaysAndWeekendsApart() {
        VolumeCurve curve = exact().on(bar("2024-01-05T23:59:00Z", 30)) // a Friday
                .on(bar("2024-01-06T00:00:00Z", 7))
                .on(bar("2024-01-07T23:59:00Z", 9)) // a Sunday
                .on(bar("2024-01-08T00:00:00Z", 50))
                .build();
        assertThat(minute(curve, "2024-03-01T23:59:00Z")).isEqualTo(30);
        assertThat(minute(curve, "2024-03-04T00:00:00Z")).isEqualTo(50);
        assertThat(minute(curve, "2024-03-02T00:00:00Z"))
                .as("half of seven and nothing")
                .isEqualTo(3.5);
        assertThat(minute(curve, "2024-03-03T23:59:00Z"))
                .as("half of nothing and nine")
                .isEqualTo(4.5);
        assertThat(minute(curve, "2024-03-04T12:00:00Z"))
                .as("Monday's and Friday's noon was never seen, that of the weekend traded nothing")
                .isZero();
    }

    @Test
    void averagesTheLastTwentyDaysThatSawTheMinute() {
        VolumeCurve.Learner learner = exact();
        long monday = ns("2024-01-01T10:00:00Z");
        double sum = 0;
        int days = 0;
        for (int day = 0; day < 35; day++) {
            long at = monday + day * 1_440L * MINUTE_NS;
            boolean weekend = day % 7 >= 5;
            learner.on(bar(at, 100 + day));
            if (!weekend && day >= 7) {
                sum += 100 + day;
                days++;
            }
        }
        assertThat(days).isEqualTo(20);
        assertThat(minute(learner.build(), "2024-02-07T10:00:00Z")).isCloseTo(sum / 20, within(1e-9));
    }

    @Test
    void addsTradesOfAMinuteAndCountsPartsOfItByTheirLength() {
        VolumeCurve curve = exact().on(trade("2024-01-03T10:00:10Z", "3"))
                .on(trade("2024-01-03T10:00:50Z", "5"))
                .on(trade("2024-01-03T10:01:00Z", "4"))
                .build();
        long start = ns("2024-01-10T10:00:00Z");
        assertThat(curve.expected(start, start + MINUTE_NS)).isEqualTo(8);
        assertThat(curve.expected(start + MINUTE_NS / 2, start + 5 * MINUTE_NS / 4))
                .isCloseTo(5, within(1e-9));
        assertThat(curve.expected(start, start)).isZero();
    }

    @Test
    void spreadsLongBarsOverTheirMinutes() {
        long open = ns("2024-01-03T08:00:00Z");
        BigDecimal one = BigDecimal.ONE;
        VolumeCurve curve = exact().on(
                        Bar.ofPrices(SYMBOL, open, open + 240 * MINUTE_NS, one, one, one, one, new BigDecimal("480")))
                .build();
        assertThat(minute(curve, "2024-01-04T08:00:00Z")).isEqualTo(2);
        assertThat(minute(curve, "2024-01-04T11:59:00Z")).isEqualTo(2);
    }

    @Test
    void isFlatWhileItKnowsNothing() {
        VolumeCurve flat = VolumeCurve.flat();
        assertThat(flat.expected(0, 90 * MINUTE_NS)).isCloseTo(90, within(1e-9));
    }

    @Test
    void smoothsOverTheMinutesAround() {
        VolumeCurve curve = VolumeCurve.learner()
                .smoothing(Duration.ofMinutes(1))
                .on(bar("2024-01-03T23:59:00Z", 30))
                .on(bar("2024-01-04T00:00:00Z", 0))
                .on(bar("2024-01-04T00:01:00Z", 3))
                .build();
        // The other 1437 minutes were not seen: they are the mean of all that were, 11.
        assertThat(minute(curve, "2024-01-10T00:00:00Z")).isCloseTo(11, within(1e-9));
        assertThat(minute(curve, "2024-01-10T00:01:00Z")).isCloseTo((0 + 3 + 11) / 3.0, within(1e-9));
        assertThat(minute(curve, "2024-01-10T12:00:00Z")).isCloseTo(11, within(1e-9));
        assertThatThrownBy(() -> VolumeCurve.learner().smoothing(Duration.ofMinutes(721)))
                .hasMessageContaining("smoothing: must be in [0, 720] minutes (721)");
    }

    private static VolumeCurve.Learner exact() {
        return VolumeCurve.learner().smoothing(Duration.ZERO);
    }

    private static double minute(VolumeCurve curve, String from) {
        return curve.expected(ns(from), ns(from) + MINUTE_NS);
    }

    private static Bar bar(String open, double volume) {
        return bar(ns(open), volume);
    }

    private static Bar bar(long openNs, double volume) {
        BigDecimal one = BigDecimal.ONE;
        return Bar.ofPrices(SYMBOL, openNs, openNs + MINUTE_NS, one, one, one, one, BigDecimal.valueOf(volume));
    }

    private static Trade trade(String at, String quantity) {
        return new Trade(SYMBOL, ns(at), BigDecimal.TEN, new BigDecimal(quantity), Aggressor.BUY);
    }

    private static long ns(String time) {
        return Instant.parse(time).getEpochSecond() * 1_000_000_000L;
    }
}
