package io.colin.execution.venue.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.instrument.Instrument;
import io.colin.api.market.Aggressor;
import io.colin.api.market.BookLevel;
import io.colin.api.market.Fidelity;
import io.colin.api.market.Quote;
import io.colin.api.market.Trade;
import io.colin.api.order.Liquidity;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TradeBookTest {
    @Test
    void buildsTenLevelsAroundTheLastTradeFromTheBounceOfTwoHundred() {
        PaperRig rig = PaperRig.instant();
        for (int i = 0; i < 200; i++) {
            rig.trade(i % 2 == 0 ? "1000" : "1001", i % 2 == 0 ? "1" : "3", Aggressor.UNKNOWN);
        }
        // covariance −198/197, half spread 1.002535 of 1001 = 10.0153 bp; five times the mean size of 2
        List<BookLevel> bids = rig.shown().bids(20);
        List<BookLevel> asks = rig.shown().asks(20);
        assertThat(bids).hasSize(10).startsWith(level("999.99"), level("999.49"), level("998.99"));
        assertThat(asks).hasSize(10).startsWith(level("1002.01"), level("1002.51"), level("1003.01"));
        assertThat(rig.shown().fidelity()).isEqualTo(Fidelity.TRADE_SIMULATED);
        assertThat(rig.shown().timeNs()).isEqualTo(PaperRig.START_NS);
    }

    private static BookLevel level(String price) {
        return new BookLevel(new BigDecimal(price), BigDecimal.TEN);
    }

    @Test
    void keepsTheHalfSpreadBetweenTwoAndTwentyBasisPoints() {
        PaperRig calm = PaperRig.instant();
        PaperRig wild = PaperRig.instant();
        for (int i = 0; i < 50; i++) {
            calm.trade("1000", "1", Aggressor.UNKNOWN);
            wild.trade(i % 2 == 0 ? "900" : "1000", "1", Aggressor.UNKNOWN);
        }
        assertThat(calm.shown().bids(1).getFirst().price()).isEqualByComparingTo("999.8");
        assertThat(calm.shown().asks(2).getLast().price()).isEqualByComparingTo("1000.7");
        assertThat(wild.shown().bids(1).getFirst().price()).isEqualByComparingTo("998");
        PaperRig young = PaperRig.instant().trade("1000", "1", Aggressor.UNKNOWN);
        assertThat(young.shown().asks(1).getFirst().price())
                .as("no estimate yet")
                .isEqualByComparingTo("1002");
    }

    @Test
    void aQuoteShowsWhatWasTakenUntilTheNextTrade() {
        TradeBook book = new TradeBook(PaperRig.BTC);
        Trade trade = new Trade(
                PaperRig.BTC.symbol(), PaperRig.START_NS, new BigDecimal("1000"), BigDecimal.ONE, Aggressor.UNKNOWN);
        assertThat(book.quote()).isEmpty();
        book.on(trade);
        Quote untouched = book.quote().orElseThrow();
        assertThat(untouched.ask()).isEqualByComparingTo("1002");
        assertThat(untouched.askSize()).isEqualByComparingTo("5");
        book.consume(Side.SELL, untouched.ask(), BigDecimal.TWO);
        assertThat(book.quote().orElseThrow().askSize()).isEqualByComparingTo("3");
        book.consume(Side.SELL, untouched.ask(), new BigDecimal("3"));
        assertThat(book.quote().orElseThrow().ask()).isEqualByComparingTo("1002.5");
        book.on(trade);
        assertThat(book.quote()).contains(untouched);
        assertThat(book.asks(1).getFirst().price()).isEqualByComparingTo("1002");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void agreesWithAPlainRollEstimateOverTheWindow(long seed) {
        Random random = new Random(seed);
        TradeBook book = new TradeBook(
                Instrument.spot("BTC/USD").tickSize("0.0001").lotSize("0.0001").build());
        double[] prices = new double[600];
        double[] sizes = new double[600];
        for (int i = 0; i < 600; i++) {
            prices[i] = 100 + Math.rint(random.nextGaussian() * 800) / 10_000 + (random.nextBoolean() ? 0.1 : -0.1);
            sizes[i] = (1 + random.nextInt(100)) / 100.0;
            book.on(new Trade(
                    PaperRig.BTC.symbol(),
                    i,
                    BigDecimal.valueOf(prices[i]).setScale(4, RoundingMode.HALF_EVEN),
                    BigDecimal.valueOf(sizes[i]),
                    Aggressor.UNKNOWN));
            if (i > 10) {
                double bps = Math.clamp(plainRollBps(prices, Math.max(0, i - 199), i), 2, 20);
                double ask = prices[i] * (1 + bps / 1e4);
                assertThat(book.asks(1).getFirst().price().doubleValue()).isCloseTo(ask, within(2e-4));
                double mean = 0;
                for (int k = Math.max(0, i - 199); k <= i; k++) {
                    mean += sizes[k] / Math.min(200, i + 1);
                }
                assertThat(book.asks(1).getFirst().quantity().doubleValue()).isCloseTo(5 * mean, within(2e-4));
            }
        }
    }

    private static double plainRollBps(double[] prices, int from, int to) {
        int pairs = to - from - 1;
        double meanNow = 0;
        double meanBefore = 0;
        for (int i = from + 2; i <= to; i++) {
            meanNow += (prices[i] - prices[i - 1]) / pairs;
            meanBefore += (prices[i - 1] - prices[i - 2]) / pairs;
        }
        double covariance = 0;
        for (int i = from + 2; i <= to; i++) {
            covariance +=
                    (prices[i] - prices[i - 1] - meanNow) * (prices[i - 1] - prices[i - 2] - meanBefore) / (pairs - 1);
        }
        return 1e4 * Math.sqrt(Math.max(0, -covariance)) / prices[to];
    }

    @Test
    void forgetsTradesBeyondTheWindow() {
        PaperRig rig = PaperRig.instant().trade("1000", "500", Aggressor.UNKNOWN);
        for (int i = 0; i < 199; i++) {
            rig.trade("1000", "1", Aggressor.UNKNOWN);
        }
        assertThat(rig.shown().bids(1).getFirst().quantity()).isEqualByComparingTo("17.47");
        rig.trade("1000", "1", Aggressor.UNKNOWN);
        assertThat(rig.shown().bids(1).getFirst().quantity()).isEqualByComparingTo("5");
    }

    @Test
    void fillsFromTheModelAndGivesBackWithTheNextTrade() {
        PaperRig rig = PaperRig.instant().trade("1000", "2", Aggressor.UNKNOWN);
        rig.market("b", Side.BUY, "12");
        assertThat(rig.fills("b")).containsExactly("10@1002", "2@1002.5");
        assertThat(rig.fees("b")).isEqualByComparingTo("12.025");
        rig.market("c", Side.BUY, "1");
        assertThat(rig.fills("c")).containsExactly("1@1002.5");
        rig.trade("1000", "2", Aggressor.UNKNOWN);
        rig.market("d", Side.BUY, "1");
        assertThat(rig.fills("d")).containsExactly("1@1002");
    }

    @Test
    void queuesBehindOneLevelUnlessItStandsInsideTheSpread() {
        PaperRig rig = PaperRig.instant().trade("1000", "2", Aggressor.UNKNOWN);
        rig.limit("inside", Side.BUY, "1", "999", TimeInForce.GTC);
        rig.limit("level", Side.BUY, "1", "998", TimeInForce.GTC);
        rig.trade("999", "0.4", Aggressor.UNKNOWN);
        assertThat(rig.fills("inside")).containsExactly("0.4@999");
        rig.trade("998", "10.5", Aggressor.UNKNOWN);
        // the ask is modelled at 999.996, above both prices: only the trade fills
        assertThat(rig.fills("inside")).containsExactly("0.4@999", "0.6@999");
        assertThat(rig.fills("level")).isEmpty();
        rig.trade("998", "0.3", Aggressor.UNKNOWN);
        assertThat(rig.fills("level")).containsExactly("0.3@998");
        rig.trade("990", "0.1", Aggressor.UNKNOWN);
        assertThat(rig.fills("level"))
                .as("the market has gone through")
                .containsExactly("0.3@998", "0.1@998", "0.6@998");
        assertThat(rig.heard.fills("level").getLast().liquidity()).isEqualTo(Liquidity.MAKER);
    }

    @Test
    void spacesLevelsByATickWhereFiveBasisPointsAreLess() {
        TradeBook book = new TradeBook(
                Instrument.spot("BTC/USD").tickSize("1").lotSize("1").build());
        book.on(new Trade(PaperRig.BTC.symbol(), 1, new BigDecimal("5"), BigDecimal.ONE, Aggressor.UNKNOWN));
        assertThat(book.bids(20)).isEqualTo(PaperRig.levels("4:5 3:5 2:5 1:5"));
        assertThat(book.asks(3)).isEqualTo(PaperRig.levels("6:5 7:5 8:5"));
    }
}
