package io.colin.risk.breaker;

import static io.colin.risk.breaker.BreakerDesk.BTC;
import static io.colin.risk.breaker.BreakerDesk.DAY;
import static io.colin.risk.breaker.BreakerDesk.ETH;
import static io.colin.risk.breaker.BreakerDesk.HOUR;
import static io.colin.risk.breaker.BreakerDesk.MINUTE;
import static io.colin.risk.breaker.BreakerDesk.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.Bar;
import io.colin.api.risk.BreakerStatus.State;
import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bars of five minutes whose closes go up and down by a share, so that the volatility is known. */
class VolatilityBreakerTest {
    private static final double YEARLY = Math.sqrt(365 * 24 * 12);

    private final BreakerDesk demo =
            BreakerDesk.with(BreakerSettings.demonstration().build());
    private int up;
    private double price = 100;

    /** Bars whose returns are ±size, 12 an hour. */
    private void hours(BreakerDesk desk, Symbol symbol, int hours, double size) {
        bars(desk, symbol, 12 * hours, size);
    }

    private void bars(BreakerDesk desk, Symbol symbol, int bars, double size) {
        for (int i = 0; i < bars; i++) {
            price *= Math.exp(up++ % 2 == 0 ? size : -size);
            desk.bar(symbol, 5 * MINUTE, BigDecimal.valueOf(price).toPlainString(), "10");
        }
    }

    private static double perBar(double annualised) {
        return annualised / YEARLY;
    }

    @Test
    void halvesTheSizeForThirtyMinutesWhenBothThresholdsArePassed() {
        hours(demo, BTC, 26, perBar(0.40));
        assertThat(demo.board().sizeMultiplier()).isEqualTo(1);
        hours(demo, BTC, 1, perBar(1.30));
        assertThat(demo.board().sizeMultiplier()).isEqualTo(0.5);
        assertThat(demo.state("volatility")).isEqualTo(State.OPEN);
        assertThat(demo.status("volatility", "BTC/USD").detail())
                .endsWith("a year over the last hour, median 40.00 % of 25 h");
        assertThat(demo.isLocked()).isFalse();
        long tripped = demo.status("volatility", "BTC/USD").sinceNs();
        demo.after(tripped + 30 * MINUTE - 1 - demo.now());
        assertThat(demo.board().sizeMultiplier()).isEqualTo(0.5);
        demo.after(1);
        assertThat(demo.board().sizeMultiplier()).isEqualTo(1);
        assertThat(demo.state("volatility")).isEqualTo(State.CLOSED);
        assertThat(demo.status("volatility").trips()).isEqualTo(1);
        assertThat(demo.status("volatility").sinceNs()).isEqualTo(tripped + 30 * MINUTE);
    }

    @ParameterizedTest
    @CsvSource({
        "0.40, 1.21, true", // above three medians and above 80 %
        "0.40, 1.19, false", // below three medians
        "0.10, 0.79, false", // above three medians, below 80 %
        "0.10, 0.81, true"
    })
    void bothThresholdsMustBePassed(double usual, double last, boolean trips) {
        hours(demo, BTC, 26, perBar(usual));
        hours(demo, BTC, 1, perBar(last));
        assertThat(demo.board().sizeMultiplier()).isEqualTo(trips ? 0.5 : 1);
    }

    @Test
    void tripsAgainWhenTheCauseIsStillThereOnceItsTimeIsOver() {
        hours(demo, BTC, 26, perBar(0.30));
        hours(demo, BTC, 4, perBar(2));
        assertThat(demo.status("volatility").trips()).isBetween(6L, 8L);
        assertThat(demo.board().sizeMultiplier()).isEqualTo(0.5);
    }

    @Test
    void withoutEnoughHoursItSaysSoAndTripsNothing() {
        BreakerDesk desk = BreakerDesk.standard();
        assertThat(desk.status("volatility").detail()).isEqualTo("insufficient samples: no symbol seen yet");
        hours(desk, BTC, 26, perBar(0.40));
        hours(desk, BTC, 2, perBar(5));
        assertThat(desk.board().sizeMultiplier()).isEqualTo(1);
        assertThat(desk.status("volatility").detail()).isEqualTo("insufficient samples: 1 of 1 symbols lack a median");
    }

    @Test
    void theDemonstrationTakesADayAndFlagsIt() {
        hours(demo, BTC, 23, perBar(0.40));
        assertThat(demo.status("volatility").detail()).contains("lack a median");
        hours(demo, BTC, 3, perBar(0.40));
        assertThat(demo.status("volatility").detail()).isEqualTo("median of fewer than 720 h");
    }

    @Test
    void aFullMonthNeedsNoFlagAndForgetsWhatIsOlder() {
        BreakerDesk desk = BreakerDesk.standard();
        hours(desk, BTC, 400, perBar(5));
        hours(desk, BTC, 730, perBar(0.40));
        assertThat(desk.status("volatility").detail()).isEmpty();
        hours(desk, BTC, 1, perBar(1.3));
        assertThat(desk.board().sizeMultiplier()).isEqualTo(0.5);
        assertThat(desk.status("volatility", "BTC/USD").detail()).contains("median 40.00 % of 720 h");
    }

    @Test
    void barsOfAnHourAreTooFewReturns() {
        for (int i = 0; i < 60; i++) {
            demo.bar(BTC, HOUR, i % 2 == 0 ? "100" : "130", "10");
        }
        assertThat(demo.board().sizeMultiplier()).isEqualTo(1);
        assertThat(demo.status("volatility").detail()).contains("lack a median");
    }

    @Test
    void aSymbolsVolatilityIsItsOwnAndThePortfolioHasTheWorst() {
        hours(demo, BTC, 26, perBar(0.40));
        hours(demo, ETH, 26, perBar(0.40));
        hours(demo, ETH, 1, perBar(1.30));
        assertThat(demo.board().sizeMultiplier(BTC)).isEqualTo(1);
        assertThat(demo.board().sizeMultiplier(ETH)).isEqualTo(0.5);
        assertThat(demo.board().sizeMultiplier(Symbol.of("SOL/USD"))).isEqualTo(1);
        assertThat(demo.board().sizeMultiplier()).isEqualTo(0.5);
    }

    @Test
    void twoVolatileSymbolsCountOnceAndCorrelationMultiplies() {
        hours(demo, BTC, 26, perBar(0.40));
        bars(demo, BTC, 10, perBar(3));
        demo.meanCorrelation(0.1).after(1).meanCorrelation(0.7);
        assertThat(demo.board().sizeMultiplier()).isEqualTo(0.25);
        assertThat(demo.board().sizeMultiplier(BTC)).isEqualTo(0.25);
        assertThat(demo.board().sizeMultiplier(ETH)).isEqualTo(0.5);
    }

    @Test
    void survivesARestart() {
        hours(demo, BTC, 26, perBar(0.40));
        hours(demo, BTC, 1, perBar(1.30));
        long tripped = demo.status("volatility", "BTC/USD").sinceNs();
        demo.restart();
        assertThat(demo.board().sizeMultiplier()).isEqualTo(0.5);
        assertThat(demo.board().sizeMultiplier(BTC)).isEqualTo(0.5);
        demo.after(tripped + 30 * MINUTE - demo.now());
        assertThat(demo.board().sizeMultiplier()).isEqualTo(1);
        demo.restart();
        assertThat(demo.board().sizeMultiplier()).isEqualTo(1);
        assertThat(demo.status("volatility").trips()).isEqualTo(1);
    }

    @Test
    void noPersonShortensItsTime() {
        hours(demo, BTC, 26, perBar(0.40));
        hours(demo, BTC, 1, perBar(1.30));
        assertThat(demo.board().resetBreaker("volatility", "BTC/USD", "calm", "ann"))
                .isFalse();
        assertThat(demo.board().sizeMultiplier()).isEqualTo(0.5);
    }

    /** The statistic itself, against sums over everything ever seen. */
    @ParameterizedTest(name = "seed {0}")
    @CsvSource({"1", "2", "3", "4", "5"})
    void isWhatSumsOverAllReturnsSay(long seed) {
        Random random = new Random(seed);
        RealisedVolatility tested = new RealisedVolatility(48, 3);
        PlainVolatility plain = new PlainVolatility(48, 3);
        long time = BreakerDesk.START;
        double price = 100;
        for (int i = 0; i < 3_000; i++) {
            long length = random.nextInt(40) == 0
                    ? random.nextLong(3 * HOUR) + SECOND
                    : (1 + random.nextInt(4)) * 20L * SECOND;
            time += length;
            price *= Math.exp(random.nextGaussian() * 0.002);
            Bar bar = bar(time, length, price);
            boolean taken = tested.add(bar);
            assertThat(plain.add(time, bar.close().doubleValue())).isEqualTo(taken);
            if (!taken) {
                continue;
            }
            assertThat(tested.returns()).isEqualTo(plain.returns(time));
            if (Double.isNaN(plain.lastHour(time))) {
                assertThat(tested.lastHour()).isNaN();
            } else {
                assertThat(tested.lastHour()).isEqualTo(plain.lastHour(time), within(1e-12));
            }
            tested.closeHour(time);
            plain.closeHour(time);
            assertThat(tested.known()).isEqualTo(plain.known());
            if (plain.known() > 0) {
                assertThat(tested.median()).isEqualTo(plain.median(), within(1e-12));
            } else {
                assertThat(tested.median()).isNaN();
            }
        }
    }

    private static Bar bar(long time, long length, double price) {
        BigDecimal at = BigDecimal.valueOf(price);
        return Bar.ofPrices(BTC, time - length, time, at, at, at, at, BigDecimal.ONE);
    }

    @Test
    void aGapLongerThanAnHourIsNoReturn() {
        RealisedVolatility tested = new RealisedVolatility(24, 1);
        tested.add(bar(BreakerDesk.START, MINUTE, 100));
        tested.add(bar(BreakerDesk.START + HOUR + 1, MINUTE, 200));
        assertThat(tested.returns()).isZero();
        tested.add(bar(BreakerDesk.START + 2 * HOUR + 1, MINUTE, 220));
        assertThat(tested.lastHour()).isEqualTo(Math.log(1.1) * Math.sqrt(365.0 * DAY / HOUR), within(1e-12));
    }
}
