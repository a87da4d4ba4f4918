package io.colin.risk.breaker;

import static io.colin.risk.breaker.BreakerDesk.BTC;
import static io.colin.risk.breaker.BreakerDesk.DAY;
import static io.colin.risk.breaker.BreakerDesk.ETH;
import static io.colin.risk.breaker.BreakerDesk.HOUR;
import static io.colin.risk.breaker.BreakerDesk.MINUTE;
import static io.colin.risk.breaker.BreakerDesk.MS;
import static io.colin.risk.breaker.BreakerDesk.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.market.Bar;
import io.colin.api.risk.BreakerStatus.State;
import io.colin.api.risk.RiskFigures;
import io.colin.api.risk.TradingState;
import java.math.BigDecimal;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Performance, correlation, order flood, own share, limits and daily loss. */
class OtherBreakersTest {
    private final BreakerDesk desk = BreakerDesk.standard();

    private TradingState trading() {
        return desk.board().tradingState();
    }

    @Nested
    class Performance {
        private void latencies(int count, long ns) {
            for (int i = 0; i < count; i++) {
                desk.board().onLatency(ns, desk.now());
            }
        }

        @ParameterizedTest
        @CsvSource({
            "19, 1, true",
            "18, 1, false",
            "98, 1, true",
            "99, 1, false",
            "198, 2, false",
            "197, 3, true",
            "0, 20, true"
        })
        void aNinetyNinthPercentileAboveAHundredMsReduces(int fast, int slow, boolean reduces) {
            latencies(fast, 100 * MS);
            latencies(slow, 100 * MS + 1);
            assertThat(trading()).isEqualTo(reduces ? TradingState.REDUCING : TradingState.ACTIVE);
        }

        @ParameterizedTest
        @CsvSource({"1000, false", "1001, true"})
        void aLagAboveASecondReduces(long ms, boolean reduces) {
            desk.board().onLag(ms * MS, desk.now());
            assertThat(trading()).isEqualTo(reduces ? TradingState.REDUCING : TradingState.ACTIVE);
        }

        private void lagsFor(long seconds, long lag) {
            for (int i = 0; i < seconds; i++) {
                desk.after(SECOND).board().onLag(lag, desk.now());
            }
        }

        @Test
        void endsAfterSixtyClearSeconds() {
            desk.board().onLag(2 * SECOND, desk.now());
            assertThat(desk.status("performance").detail()).isEqualTo("the engine lags by 2000 ms");
            lagsFor(1, 0);
            assertThat(desk.state("performance")).isEqualTo(State.HALF_OPEN);
            lagsFor(59, 0);
            assertThat(trading()).isEqualTo(TradingState.REDUCING);
            lagsFor(1, 0);
            assertThat(trading()).isEqualTo(TradingState.ACTIVE);
            assertThat(desk.status("performance").trips()).isEqualTo(1);
        }

        @Test
        void aRelapseWhileItIsHalfOpenIsATrip() {
            desk.board().onLag(2 * SECOND, desk.now());
            lagsFor(30, 0);
            lagsFor(1, 2 * SECOND);
            assertThat(desk.state("performance")).isEqualTo(State.OPEN);
            assertThat(desk.status("performance").trips()).isEqualTo(2);
            lagsFor(60, SECOND);
            assertThat(trading()).isEqualTo(TradingState.REDUCING);
            lagsFor(1, SECOND);
            assertThat(trading()).isEqualTo(TradingState.ACTIVE);
        }

        @Test
        void slowOrdersLeaveTheMinuteBeforeTheClearTimeBegins() {
            latencies(20, 200 * MS);
            assertThat(desk.status("performance").detail()).isEqualTo("20 of 20 orders took longer than PT0.1S");
            lagsFor(59, 0);
            assertThat(desk.state("performance")).isEqualTo(State.OPEN);
            lagsFor(1, 0);
            assertThat(desk.state("performance")).isEqualTo(State.HALF_OPEN);
            lagsFor(60, 0);
            assertThat(desk.state("performance")).isEqualTo(State.CLOSED);
        }

        @Test
        void withoutMeasurementsItNeitherTripsNorEnds() {
            assertThat(desk.status("performance").detail())
                    .isEqualTo("insufficient samples: 0 of 20 latencies, lag unknown");
            desk.board().onLag(2 * SECOND, desk.now());
            desk.after(DAY);
            assertThat(trading()).isEqualTo(TradingState.REDUCING);
            lagsFor(1, 0);
            latencies(20, MS);
            desk.after(6 * SECOND);
            assertThat(desk.state("performance")).isEqualTo(State.HALF_OPEN);
            lagsFor(61, 0);
            assertThat(desk.state("performance")).isEqualTo(State.CLOSED);
            latencies(20, MS);
            assertThat(desk.status("performance").detail()).isEmpty();
            desk.after(6 * SECOND);
            assertThat(desk.status("performance").detail()).isEqualTo("lag unknown");
        }

        @Test
        void aLagNobodyMeasuredAgainIsForgotten() {
            desk.board().onLag(2 * SECOND, desk.now());
            desk.after(5 * SECOND);
            latencies(1, MS);
            assertThat(desk.state("performance")).isEqualTo(State.OPEN);
            desk.after(1);
            latencies(1, MS);
            assertThat(desk.state("performance")).isEqualTo(State.HALF_OPEN);
        }

        @Test
        void survivesARestartInEveryState() {
            desk.board().onLag(2 * SECOND, desk.now());
            desk.restart();
            assertThat(trading()).isEqualTo(TradingState.REDUCING);
            lagsFor(31, 0);
            desk.restart();
            assertThat(desk.state("performance")).isEqualTo(State.HALF_OPEN);
            lagsFor(60, 0);
            assertThat(trading()).isEqualTo(TradingState.REDUCING);
            lagsFor(1, 0);
            assertThat(trading()).isEqualTo(TradingState.ACTIVE);
        }

        @Test
        void refusesMeasurementsBelowZero() {
            assertThatThrownBy(() -> desk.board().onLatency(-1, 0)).hasMessageStartingWith("endToEndNs:");
            assertThatThrownBy(() -> desk.board().onLag(-1, 0)).hasMessageStartingWith("lagNs:");
        }
    }

    @Nested
    class Correlation {
        @ParameterizedTest
        @CsvSource({"0.1, 0.6, false", "0.1, 0.61, true", "0.6, 0.1, false", "0.61, 0.1, true", "-0.2, 0.31, true"})
        void aChangeOfMoreThanAHalfHalvesTheSize(double from, double to, boolean trips) {
            desk.meanCorrelation(from).after(HOUR).meanCorrelation(to);
            assertThat(desk.board().sizeMultiplier()).isEqualTo(trips ? 0.5 : 1);
            assertThat(desk.board().sizeMultiplier(BTC)).isEqualTo(trips ? 0.5 : 1);
        }

        @ParameterizedTest
        @CsvSource({"0, true", "1, false"})
        void looksBackADay(long late, boolean trips) {
            desk.meanCorrelation(0.1).after(DAY + late).meanCorrelation(0.7);
            assertThat(desk.state("correlation")).isEqualTo(trips ? State.OPEN : State.CLOSED);
        }

        @Test
        void endsAfterAnHourAndTheSameJumpTripsItOnce() {
            desk.meanCorrelation(0.1).after(HOUR).meanCorrelation(0.7);
            for (int i = 0; i < 59; i++) {
                desk.after(MINUTE).meanCorrelation(0.7);
            }
            assertThat(desk.board().sizeMultiplier()).isEqualTo(0.5);
            desk.after(MINUTE - 1).restart().after(0);
            assertThat(desk.board().sizeMultiplier()).isEqualTo(0.5);
            desk.after(1);
            assertThat(desk.board().sizeMultiplier()).isEqualTo(1);
            desk.after(MINUTE).meanCorrelation(0.7);
            assertThat(desk.status("correlation").trips()).isEqualTo(1);
            desk.after(MINUTE).meanCorrelation(0.1);
            assertThat(desk.status("correlation").trips()).isEqualTo(2);
        }

        @Test
        void figuresWithoutAMeanTripNothingAndSaySo() {
            assertThat(desk.status("correlation").detail()).isEqualTo("no correlation figures yet");
            desk.meanCorrelation(0.1);
            assertThat(desk.status("correlation").detail()).isEmpty();
            desk.after(1).board().onFigures(RiskFigures.failed(desk.now(), "too few points"));
            assertThat(desk.status("correlation").detail()).isEqualTo("the last figures hold no mean correlation");
            desk.after(1).meanCorrelation(Double.NaN);
            assertThat(desk.status("correlation").detail()).isEqualTo("the last figures hold no mean correlation");
            assertThat(desk.board().sizeMultiplier()).isEqualTo(1);
            desk.after(1).meanCorrelation(0.7);
            assertThat(desk.board().sizeMultiplier()).isEqualTo(0.5);
        }

        @Test
        void figuresThatComeFasterThanEveryMinuteAreComparedAll() {
            for (int i = 0; i < 3_000; i++) {
                desk.after(SECOND).meanCorrelation(0.1);
            }
            desk.after(SECOND).meanCorrelation(0.61);
            assertThat(desk.state("correlation")).isEqualTo(State.OPEN);
        }
    }

    @Nested
    class OrderFlood {
        @Test
        void aThousandOrdersWithinASecondHalt() {
            desk.orders(999);
            assertThat(trading()).isEqualTo(TradingState.ACTIVE);
            desk.after(SECOND - 1).orders(1);
            assertThat(trading()).isEqualTo(TradingState.HALTED);
        }

        @Test
        void aThousandOrdersInASecondAndABitDoNot() {
            desk.orders(1).after(1).orders(998).after(SECOND - 1).orders(1);
            assertThat(trading()).isEqualTo(TradingState.ACTIVE);
        }

        @Test
        void endsAfterSixtySeconds() {
            desk.orders(1_000).after(60 * SECOND - 1).orders(500);
            assertThat(trading()).isEqualTo(TradingState.HALTED);
            desk.after(1);
            assertThat(trading()).isEqualTo(TradingState.ACTIVE);
            desk.orders(499);
            assertThat(trading()).isEqualTo(TradingState.ACTIVE);
            desk.orders(1);
            assertThat(trading()).as("the flood went on").isEqualTo(TradingState.HALTED);
            assertThat(desk.status("order-flood").trips()).isEqualTo(2);
        }

        private void trip() {
            desk.orders(1_000);
            assertThat(trading()).isEqualTo(TradingState.HALTED);
        }

        @Test
        void theThirdInAnHourEndsByAPersonOnly() {
            trip();
            desk.after(30 * MINUTE).restart().after(0);
            trip();
            desk.after(30 * MINUTE - 1).restart().after(0);
            trip();
            assertThat(desk.status("order-flood").detail()).endsWith("; ends by a person");
            desk.after(DAY).restart().after(DAY);
            assertThat(trading()).isEqualTo(TradingState.HALTED);
            assertThat(desk.board().resetBreaker("order-flood", "portfolio", "bug fixed", "ann"))
                    .isTrue();
            assertThat(trading()).isEqualTo(TradingState.ACTIVE);
            desk.orders(999);
            assertThat(trading()).isEqualTo(TradingState.ACTIVE);
            trip();
            desk.after(MINUTE);
            assertThat(trading()).as("the first after a reset ends by itself").isEqualTo(TradingState.ACTIVE);
        }

        @Test
        void anHourAfterTheFirstTheThirdEndsByItself() {
            trip();
            desk.after(30 * MINUTE);
            trip();
            desk.after(30 * MINUTE);
            trip();
            desk.after(MINUTE);
            assertThat(trading()).isEqualTo(TradingState.ACTIVE);
        }

        @Test
        void noPersonShortensTheFirstTwo() {
            trip();
            assertThat(desk.board().resetBreaker("order-flood", "portfolio", "hurry", "ann"))
                    .isFalse();
        }

        @Test
        void noNumberOfTripsDisarmsIt() {
            for (int i = 1; i <= 200; i++) {
                trip();
                assertThat(desk.status("order-flood").trips()).isEqualTo(i);
                desk.after(HOUR);
                desk.board().resetBreaker("order-flood", "portfolio", "again", "ann");
                assertThat(trading()).isEqualTo(TradingState.ACTIVE);
            }
        }
    }

    @Nested
    class OwnShare {
        private void hours(int hours, String volume) {
            for (int i = 0; i < hours; i++) {
                desk.bar(BTC, HOUR, "100", volume);
            }
        }

        @ParameterizedTest
        @CsvSource({"48, true", "47.99, false", "1000, true"})
        void aFifthOfTheDaysVolumeLocksTheSymbol(String own, boolean locked) {
            hours(24, "10");
            desk.bar(BTC, 30 * MINUTE, "100", "10").fill(own);
            assertThat(desk.isLocked()).isEqualTo(locked);
            assertThat(desk.isLocked("kraken", "other")).isEqualTo(locked);
            assertThat(desk.board().lockOf(ETH, "any", "trend")).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({"46, true", "45.99, false"})
        void theDayIsTheRunningHourAndTheTwentyThreeBefore(String own, boolean locked) {
            hours(24, "10");
            desk.fill(own);
            assertThat(desk.isLocked()).as("of 230").isEqualTo(locked);
        }

        @Test
        void endsAfterThreeHundredSecondsOnceTheShareIsBelowFifteenPercent() {
            hours(24, "10");
            desk.bar(BTC, MINUTE, "100", "10").fill("48");
            assertThat(desk.status("own-share", "BTC/USD").detail()).isEqualTo("own volume 48 of 240 in 24 h");
            desk.bar(BTC, 5 * MINUTE - 1, "100", "1000");
            assertThat(desk.isLocked()).as("one ns too early").isTrue();
            BreakerDesk other = BreakerDesk.standard();
            for (int i = 0; i < 24; i++) {
                other.bar(BTC, HOUR, "100", "10");
            }
            other.bar(BTC, MINUTE, "100", "10").fill("48").bar(BTC, 5 * MINUTE, "100", "80");
            assertThat(other.isLocked()).as("48 of 320 is not below").isTrue();
            other.bar(BTC, MINUTE, "100", "1");
            assertThat(other.isLocked()).isFalse();
            assertThat(other.state("own-share")).isEqualTo(State.CLOSED);
        }

        @Test
        void aBarSeenTwiceOrOverlappingCountsOnce() {
            hours(24, "10");
            desk.bar(BTC, 30 * MINUTE, "100", "10");
            BigDecimal one = BigDecimal.ONE;
            for (long open : new long[] {desk.now() - 30 * MINUTE, desk.now() - 1}) {
                desk.board().onBar(Bar.ofPrices(BTC, open, desk.now(), one, one, one, one, new BigDecimal("1000")));
            }
            desk.fill("48");
            assertThat(desk.isLocked()).as("48 of 240").isTrue();
        }

        @Test
        void whatIsOlderThanADayIsForgotten() {
            hours(24, "10");
            desk.fill("40");
            hours(23, "10");
            desk.fill("8");
            assertThat(desk.isLocked()).as("48 of 230").isTrue();
            BreakerDesk other = BreakerDesk.standard();
            for (int i = 0; i < 24; i++) {
                other.bar(BTC, HOUR, "100", "10");
            }
            other.fill("40");
            for (int i = 0; i < 24; i++) {
                other.bar(BTC, HOUR, "100", "10");
            }
            other.fill("45");
            assertThat(other.isLocked()).as("45 of 230").isFalse();
        }

        @Test
        void withoutADayOfVolumeItSaysSoAndTripsNothing() {
            hours(19, "10");
            desk.fill("1000");
            assertThat(desk.isLocked()).isFalse();
            assertThat(desk.status("own-share").detail()).isEqualTo("insufficient samples: 1 of 1 symbols lack volume");
            hours(1, "10");
            assertThat(desk.isLocked()).as("20 hours").isTrue();
        }

        @Test
        void aMarketThatTradesNothingIsUnknown() {
            hours(24, "0");
            desk.fill("1000");
            assertThat(desk.isLocked()).isFalse();
            assertThat(desk.status("own-share").detail()).contains("lack volume");
        }

        @Test
        void ourOwnVolumeSurvivesARestart() {
            hours(24, "10");
            desk.fill("40").restart();
            assertThat(desk.isLocked()).isFalse();
            desk.after(-24 * HOUR); // the bars of the warm-up come again
            hours(24, "10");
            desk.fill("6");
            assertThat(desk.isLocked()).isTrue();
            desk.restart();
            assertThat(desk.isLocked()).as("before the first event").isTrue();
        }
    }

    @Nested
    class Limits {
        @ParameterizedTest
        @CsvSource({
            "historical, 0.95, 1, 0.03, true", "historical, 0.95, 1, 0.02999, false",
            "cornish-fisher, 0.99, 1, 0.045, true", "cornish-fisher, 0.99, 1, 0.0449, false",
            "parametric, 0.95, 5, 0.06, true", "parametric, 0.95, 5, 0.0599, false",
            "historical, 0.99, 5, 0.075, true", "historical, 0.99, 5, 0.0749, false",
            "monte-carlo, 0.99, 1, 0.9, false", "historical, 0.99, 10, 0.9, false"
        })
        void halfAgainAboveALimitHalts(String method, double confidence, int days, String ratio, boolean halts) {
            desk.valueAtRisk(method, confidence, days, ratio);
            assertThat(trading()).isEqualTo(halts ? TradingState.HALTED : TradingState.ACTIVE);
        }

        @Test
        void endsByAPersonOnlyAndTripsAgainWhileTheCauseStands() {
            desk.valueAtRisk("historical", 0.95, 1, "0.031");
            assertThat(desk.status("limits").detail())
                    .isEqualTo("value at risk 3.10 % of equity against a limit of 2.00 %; ends by a person");
            desk.after(DAY).restart().after(DAY).valueAtRisk("historical", 0.95, 1, "0.001");
            assertThat(trading()).isEqualTo(TradingState.HALTED);
            assertThat(desk.board().resetBreaker("limits", "portfolio", "cut", "ann"))
                    .isTrue();
            assertThat(trading()).isEqualTo(TradingState.ACTIVE);
            desk.after(1).valueAtRisk("historical", 0.95, 1, "0.03");
            assertThat(trading()).isEqualTo(TradingState.HALTED);
            assertThat(desk.status("limits").trips()).isEqualTo(2);
        }

        @Test
        void figuresThatLackSomeSaySo() {
            assertThat(desk.status("limits").detail()).isEqualTo("no value at risk yet");
            desk.valueAtRisk("historical", 0.95, 1, "0.01");
            assertThat(desk.status("limits").detail()).isEqualTo("no value at risk for 3 of 4 limits");
            desk.board().onFigures(RiskFigures.failed(desk.now(), "no prices"));
            assertThat(desk.status("limits").detail()).isEqualTo("no value at risk for 4 of 4 limits");
            assertThat(trading()).isEqualTo(TradingState.ACTIVE);
        }
    }

    @Nested
    class DailyLosses {
        @Test
        void fivePercentLeavesOnlyOrdersThatShrinkUntilAReset() {
            desk.board().onEquity(new BigDecimal("100000"), desk.now());
            desk.board().onEquity(new BigDecimal("95000.01"), desk.now());
            assertThat(trading()).isEqualTo(TradingState.ACTIVE);
            assertThat(desk.status("daily-loss").detail()).isEmpty();
            desk.after(SECOND).board().onEquity(new BigDecimal("95000"), desk.now());
            assertThat(trading()).isEqualTo(TradingState.REDUCING);
            assertThat(desk.status("daily-loss").sinceNs()).isEqualTo(desk.now());
            assertThat(desk.status("daily-loss").detail())
                    .isEqualTo("5.00 % lost on the day, base DAY_START; ends by a person");
            desk.after(DAY).restart().after(DAY);
            assertThat(trading()).isEqualTo(TradingState.REDUCING);
            assertThat(desk.board().resetBreaker("daily-loss", "BTC/USD", "seen", "ann"))
                    .isFalse();
            assertThat(desk.board().resetBreaker("daily-loss", "portfolio", "seen", "ann"))
                    .isTrue();
            assertThat(desk.board().resetBreaker("daily-loss", "portfolio", "seen", "ann"))
                    .isFalse();
            assertThat(trading()).isEqualTo(TradingState.ACTIVE);
            assertThat(desk.board().dailyLoss().trips()).isEqualTo(1);
        }

        @Test
        void aWithdrawalIsNoLoss() {
            desk.board().onEquity(new BigDecimal("100000"), BigDecimal.ZERO, desk.now());
            desk.board().onEquity(new BigDecimal("90000"), new BigDecimal("-10000"), desk.now());
            assertThat(trading()).isEqualTo(TradingState.ACTIVE);
            desk.board().onEquity(new BigDecimal("85500.01"), new BigDecimal("-10000"), desk.now());
            assertThat(trading()).isEqualTo(TradingState.ACTIVE);
            desk.board().onEquity(new BigDecimal("85500"), new BigDecimal("-10000"), desk.now());
            assertThat(trading()).isEqualTo(TradingState.REDUCING);
        }
    }

    @Test
    void theWorstBreakerDecides() {
        desk.board().onLag(2 * SECOND, desk.now());
        assertThat(trading()).isEqualTo(TradingState.REDUCING);
        desk.orders(1_000);
        assertThat(trading()).isEqualTo(TradingState.HALTED);
        desk.after(MINUTE);
        assertThat(trading()).isEqualTo(TradingState.REDUCING);
    }
}
