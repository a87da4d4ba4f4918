package io.colin.api.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.instrument.Symbol;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TapeTest {
    private static final Symbol SYMBOL = Symbol.of("BTC/USD");
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long MINUTE_NS = 60 * SECOND_NS;
    private static final long START_NS = 1_700_000_040L * SECOND_NS;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void sumsWholeSecondsOfTheLastHourAndWholeMinutesBeforeIt(long seed) {
        Random random = new Random(seed);
        Tape tape = Tape.of(SYMBOL);
        List<Trade> trades = new ArrayList<>();
        long now = START_NS;
        for (int k = 0; k < 5_000; k++) {
            now += random.nextLong(4 * SECOND_NS);
            Trade trade = trade(now, "100", Integer.toString(1 + random.nextInt(9)));
            trades.add(trade);
            tape.on(trade);
        }
        for (int k = 0; k < 200; k++) {
            long from = now - random.nextLong(3_600 * SECOND_NS);
            long to = from + random.nextLong(600 * SECOND_NS);
            assertThat(tape.volume(from, to)).isEqualTo(plain(trades, ceil(from, SECOND_NS), ceil(to, SECOND_NS)));
        }
        long early = START_NS + 1_234_567_891L;
        assertThat(tape.volume(early, now + 1)).isEqualTo(plain(trades, ceil(early, MINUTE_NS), now + SECOND_NS));
        assertThat(tape.volume(START_NS, now + 1)).isEqualTo(plain(trades, START_NS, now + 1));
        assertThat(tape.sinceNs()).hasValue(trades.getFirst().timeNs());
    }

    @Test
    void knowsNothingBeforeTheFirstTrade() {
        Tape tape = Tape.of(SYMBOL);
        assertThat(tape.sinceNs()).isEmpty();
        assertThat(tape.volume(0, START_NS)).isZero();
        assertThat(tape.price(START_NS)).isEmpty();
        assertThat(tape.volatility(0, START_NS)).isEmpty();
        assertThat(tape.meanDepth()).isEmpty();
    }

    @Test
    void countsBarsWhereThereAreNoTradesAndEachOnce() {
        Tape tape = Tape.of(SYMBOL);
        Bar bar = bar(START_NS, "120", "101");
        tape.on(bar);
        tape.on(bar);
        assertThat(tape.volume(START_NS, START_NS + MINUTE_NS)).isCloseTo(120, within(1e-9));
        assertThat(tape.volume(START_NS, START_NS + 15 * SECOND_NS)).isCloseTo(30, within(1e-9));
        assertThat(tape.price(START_NS + MINUTE_NS)).hasValue(101);
        assertThat(tape.price(START_NS + 30 * SECOND_NS))
                .as("the close is known at the end")
                .isEmpty();
        assertThat(tape.sinceNs()).hasValue(START_NS);
        assertThat(tape.knownToNs(START_NS + 90 * SECOND_NS)).isEqualTo(START_NS + MINUTE_NS);
        tape.on(trade(START_NS + 61 * SECOND_NS, "100", "7"));
        tape.on(bar(START_NS + MINUTE_NS, "7", "100"));
        assertThat(tape.volume(START_NS + MINUTE_NS, START_NS + 2 * MINUTE_NS)).isEqualTo(7);
        assertThat(tape.knownToNs(START_NS + 90 * SECOND_NS)).isEqualTo(START_NS + 90 * SECOND_NS);
    }

    @Test
    void givesTheLastPriceByTheSecondAndOlderOnesByTheMinute() {
        Tape tape = Tape.of(SYMBOL);
        tape.on(trade(START_NS + 5 * SECOND_NS, "100", "1"));
        tape.on(trade(START_NS + 7 * SECOND_NS, "101", "1"));
        assertThat(tape.price(START_NS + 4 * SECOND_NS)).isEmpty();
        assertThat(tape.price(START_NS + 6 * SECOND_NS)).hasValue(100);
        assertThat(tape.price(START_NS + 7 * SECOND_NS)).hasValue(101);
        tape.on(trade(START_NS + 120 * MINUTE_NS, "110", "1"));
        assertThat(tape.price(START_NS + 30 * MINUTE_NS)).hasValue(101);
        assertThat(tape.price(START_NS + 100 * MINUTE_NS)).hasValue(101);
        assertThat(tape.price(START_NS + 121 * MINUTE_NS)).hasValue(110);
    }

    @Test
    void measuresTheVolatilityOfMinutesWithTheirGaps() {
        Tape tape = Tape.of(SYMBOL);
        double[] prices = {100, 101, 100, 102, 101, 103, 104};
        int[] minutes = {0, 1, 2, 4, 5, 6, 9};
        double squares = 0;
        for (int k = 0; k < prices.length; k++) {
            tape.on(trade(START_NS + minutes[k] * MINUTE_NS, Double.toString(prices[k]), "1"));
            squares += k == 0 ? 0 : Math.pow(Math.log(prices[k] / prices[k - 1]), 2);
        }
        OptionalDouble all = tape.volatility(START_NS, START_NS + 10 * MINUTE_NS);
        assertThat(all.orElseThrow()).isCloseTo(Math.sqrt(squares / 540), within(1e-12));
        assertThat(tape.volatility(START_NS, START_NS + 6 * MINUTE_NS))
                .as("four returns")
                .isEmpty();
    }

    @Test
    void takesOwnExecutionsBackOff() {
        Tape tape = Tape.of(SYMBOL);
        tape.on(trade(START_NS, "100", "5"));
        tape.own(START_NS, new BigDecimal("2"), new BigDecimal("100"));
        assertThat(tape.volume(START_NS, START_NS + SECOND_NS)).isEqualTo(3);
        assertThat(tape.price(START_NS)).hasValue(100);
        tape.own(START_NS + SECOND_NS, new BigDecimal("4"), new BigDecimal("100"));
        assertThat(tape.volume(START_NS, START_NS + 2 * SECOND_NS))
                .as("never below 0")
                .isZero();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void averagesPricesByQuantityAndByTime(long seed) {
        Random random = new Random(seed);
        Tape tape = Tape.of(SYMBOL);
        List<Trade> trades = new ArrayList<>();
        long now = START_NS;
        for (int k = 0; k < 600; k++) {
            now += random.nextLong(3 * SECOND_NS);
            Trade trade =
                    trade(now, Integer.toString(90 + random.nextInt(20)), Integer.toString(1 + random.nextInt(9)));
            trades.add(trade);
            tape.on(trade);
        }
        long own = now - 5 * SECOND_NS;
        tape.own(own, BigDecimal.ONE, new BigDecimal("105"));
        for (int k = 0; k < 50; k++) {
            long from = START_NS + 10 * SECOND_NS + random.nextLong(300 * SECOND_NS);
            long to = from + SECOND_NS + random.nextLong(400 * SECOND_NS);
            double quantity = 0;
            double value = 0;
            double sum = 0;
            for (Trade each : trades) {
                if (each.timeNs() >= ceil(from, SECOND_NS) && each.timeNs() < ceil(to, SECOND_NS)) {
                    quantity += each.quantity().doubleValue();
                    value += each.quantity().multiply(each.price()).doubleValue();
                }
            }
            if (own >= ceil(from, SECOND_NS) && own < ceil(to, SECOND_NS)) {
                quantity -= 1;
                value -= 105;
            }
            long first = Math.floorDiv(from, SECOND_NS);
            long last = Math.floorDiv(to - 1, SECOND_NS);
            for (long second = first; second <= last; second++) {
                sum += lastBefore(trades, (second + 1) * SECOND_NS);
            }
            assertThat(tape.vwap(from, to).orElseThrow()).isCloseTo(value / quantity, within(1e-9));
            assertThat(tape.twap(from, to).orElseThrow()).isCloseTo(sum / (last - first + 1), within(1e-9));
        }
    }

    @Test
    void averagesNothingWhereNothingTraded() {
        Tape tape = Tape.of(SYMBOL);
        assertThat(tape.vwap(START_NS, START_NS + MINUTE_NS)).isEmpty();
        assertThat(tape.twap(START_NS, START_NS + MINUTE_NS)).isEmpty();
        tape.on(trade(START_NS, "100", "5"));
        assertThat(tape.vwap(START_NS + SECOND_NS, START_NS + 9 * SECOND_NS)).isEmpty();
        assertThat(tape.twap(START_NS + SECOND_NS, START_NS + 9 * SECOND_NS)).hasValue(100);
        tape.on(bar(START_NS + MINUTE_NS, "60", "100"));
        assertThat(tape.vwap(START_NS + MINUTE_NS, START_NS + 2 * MINUTE_NS)).isPresent();
    }

    private static double lastBefore(List<Trade> trades, long timeNs) {
        double last = Double.NaN;
        for (Trade each : trades) {
            if (each.timeNs() < timeNs) {
                last = each.price().doubleValue();
            }
        }
        return last;
    }

    @Test
    void forgetsWhatIsOlderThanAWeek() {
        Tape tape = Tape.of(SYMBOL);
        tape.on(trade(START_NS, "100", "5"));
        tape.on(trade(START_NS + 8 * 1_440 * MINUTE_NS, "100", "2"));
        assertThat(tape.volume(START_NS, START_NS + 9 * 1_440 * MINUTE_NS)).isEqualTo(2);
    }

    @Test
    void averagesTheDepthOfAnHourFromOneAFiveMinutes() {
        Tape tape = Tape.of(SYMBOL);
        assertThat(tape.isDepthDue(START_NS)).isTrue();
        tape.on(START_NS, new Depth(10, 20));
        assertThat(tape.isDepthDue(START_NS + 5 * MINUTE_NS - 1)).isFalse();
        assertThat(tape.isDepthDue(START_NS + 5 * MINUTE_NS)).isTrue();
        tape.on(START_NS + 4 * MINUTE_NS, new Depth(1_000, 1_000));
        tape.on(START_NS + 5 * MINUTE_NS, new Depth(20, 30));
        assertThat(tape.meanDepth()).isEmpty();
        tape.on(START_NS + 10 * MINUTE_NS, new Depth(30, 70));
        assertThat(tape.meanDepth()).contains(new Depth(20, 40));
        tape.on(START_NS + 66 * MINUTE_NS, new Depth(40, 50));
        assertThat(tape.meanDepth()).as("the first two are older than an hour").isEmpty();
        assertThatThrownBy(() -> new Depth(-1, 0)).hasMessageContaining("bids");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void tellsTheSameWhetherItIsAskedAfterEveryEventOrAtTheEnd(long seed) {
        Random random = new Random(seed);
        long[] lengths = {SECOND_NS, MINUTE_NS, MINUTE_NS, 90 * MINUTE_NS};
        Tape asked = Tape.of(SYMBOL);
        Tape quiet = Tape.of(SYMBOL);
        long now = START_NS;
        for (int i = 0; i < 400; i++) {
            if (random.nextInt(10) == 0) {
                Trade trade = trade(now, price(random), "0.25");
                asked.on(trade);
                quiet.on(trade);
                now += SECOND_NS;
            } else {
                now += random.nextInt(20) == 0 ? 75 * MINUTE_NS : 0;
                long length = lengths[random.nextInt(lengths.length)];
                BigDecimal close = new BigDecimal(price(random));
                Bar bar = Bar.ofPrices(
                        SYMBOL, now, now + length, close, close, close, close, BigDecimal.valueOf(random.nextDouble()));
                asked.on(bar);
                quiet.on(bar);
                now += length;
            }
            figures(asked, now);
        }

        assertThat(figures(quiet, now)).isEqualTo(figures(asked, now));
    }

    private static List<Object> figures(Tape tape, long now) {
        List<Object> figures = new ArrayList<>();
        for (long back : new long[] {SECOND_NS, 90 * SECOND_NS, 45 * MINUTE_NS, 61 * MINUTE_NS, 1_440 * MINUTE_NS}) {
            figures.add(tape.volume(now - back, now));
            figures.add(tape.vwap(now - back, now));
            figures.add(tape.twap(now - back, now));
            figures.add(tape.price(now - back));
            figures.add(tape.volatility(now - back, now));
        }
        return figures;
    }

    private static String price(Random random) {
        return Integer.toString(100 + random.nextInt(20));
    }

    private static double plain(List<Trade> trades, long fromNs, long toNs) {
        return trades.stream()
                .filter(trade -> trade.timeNs() >= fromNs && trade.timeNs() < toNs)
                .mapToDouble(trade -> trade.quantity().doubleValue())
                .sum();
    }

    private static long ceil(long timeNs, long spanNs) {
        return Math.ceilDiv(timeNs, spanNs) * spanNs;
    }

    private static Trade trade(long timeNs, String price, String quantity) {
        return new Trade(SYMBOL, timeNs, new BigDecimal(price), new BigDecimal(quantity), Aggressor.UNKNOWN);
    }

    private static Bar bar(long openNs, String volume, String close) {
        BigDecimal price = new BigDecimal(close);
        return Bar.ofPrices(SYMBOL, openNs, openNs + MINUTE_NS, price, price, price, price, new BigDecimal(volume));
    }
}
