package io.colin.ml.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.ColinException;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.Aggressor;
import io.colin.api.market.Bar;
import io.colin.api.market.BarBuilder;
import io.colin.api.market.FundingRate;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Trade;
import io.colin.ml.SyntheticMarket;
import io.colin.ml.cost.HalfSpread;
import io.colin.ml.cost.TradingCosts;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BarHistoryTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final TradingCosts FIXED = new TradingCosts(10, HalfSpread.fixed(2), 0);

    @Test
    void buildsFromTradesTheBarsTheEngineBuilds() {
        List<Trade> trades = trades(4, 2_000);
        List<Bar> expected = new ArrayList<>();
        BarBuilder builder = BarBuilder.of(SyntheticMarket.SYMBOL, MINUTE);
        trades.forEach(trade -> builder.on(trade, expected::add));

        BarHistory history = BarHistory.read(SyntheticMarket.source(trades), SyntheticMarket.SYMBOL, MINUTE, FIXED);

        assertThat(history.size()).isEqualTo(expected.size());
        for (int i = 0; i < history.size(); i++) {
            assertThat(history.candle(i)).isEqualTo(Candle.of(expected.get(i)));
        }
        assertThat(expected).anyMatch(Bar::isEmpty);
    }

    @Test
    void fundingIsWhatWasAnnouncedLastBeforeEachPayment() {
        List<MarketEvent> events = new ArrayList<>();
        long start = SyntheticMarket.START_NS;
        long paid = start + 10 * MINUTE.toNanos();
        long next = start + 20 * MINUTE.toNanos();
        for (Bar bar : SyntheticMarket.randomWalk(1, 30)) {
            if (bar.timeNs() == start + 5 * MINUTE.toNanos()) {
                events.add(rate(bar.timeNs(), "0.0009", paid));
            }
            if (bar.timeNs() == start + 8 * MINUTE.toNanos()) {
                events.add(rate(bar.timeNs(), "0.0003", paid));
            }
            if (bar.timeNs() == start + 12 * MINUTE.toNanos()) {
                events.add(rate(bar.timeNs(), "-0.0001", next));
            }
            events.add(bar);
        }
        BarHistory history = BarHistory.read(SyntheticMarket.source(events), SyntheticMarket.SYMBOL, MINUTE, FIXED);
        assertThat(history.funding(start, start + 30 * MINUTE.toNanos())).isEqualTo(0.0002, within(1e-15));
        assertThat(history.funding(paid - 1, paid)).isEqualTo(0.0003);
        assertThat(history.funding(paid, next - 1)).isZero();
        assertThat(history.funding(paid, paid)).isZero();
    }

    private static FundingRate rate(long timeNs, String rate, long paidNs) {
        return new FundingRate(
                SyntheticMarket.SYMBOL,
                timeNs,
                new BigDecimal(rate),
                paidNs,
                Duration.ofHours(8).toNanos());
    }

    @Test
    void theCostAtACloseUsesTradesBeforeItOnly() {
        List<Trade> trades = trades(5, 2_000);
        List<Trade> wild = new ArrayList<>(trades.subList(0, 1_000));
        for (Trade trade : trades.subList(1_000, 2_000)) {
            wild.add(new Trade(
                    trade.symbol(),
                    trade.timeNs(),
                    trade.price().add(BigDecimal.valueOf(wild.size() % 2 * 9L)),
                    trade.quantity(),
                    trade.aggressor()));
        }
        BarHistory calm = roll(trades);
        BarHistory later = roll(wild);
        int common = 0;
        while (calm.candle(common).timeNs() <= trades.get(1_000).timeNs()) {
            assertThat(later.roundTripCost(common)).isEqualTo(calm.roundTripCost(common));
            common++;
        }
        assertThat(common).isGreaterThan(10);
        assertThat(later.roundTripCost(common + 5)).isGreaterThan(calm.roundTripCost(common + 5));
    }

    @Test
    void takesBarsAtTheirWordAndRefusesOnesOfAnotherLengthOrOutOfOrder() {
        List<Bar> bars = SyntheticMarket.randomWalk(1, 20);
        assertThat(BarHistory.read(SyntheticMarket.source(bars), SyntheticMarket.SYMBOL, MINUTE, FIXED)
                        .size())
                .isEqualTo(20);
        assertThatThrownBy(() -> BarHistory.read(
                        SyntheticMarket.source(bars), SyntheticMarket.SYMBOL, Duration.ofMinutes(5), FIXED))
                .isInstanceOf(ColinException.class)
                .hasMessageContaining("PT5M");
        assertThatThrownBy(() ->
                        BarHistory.read(SyntheticMarket.source(bars.reversed()), SyntheticMarket.SYMBOL, MINUTE, FIXED))
                .isInstanceOf(ColinException.class)
                .hasMessageContaining("go back");
    }

    @Test
    void refusesASymbolTheSourceDoesNotHaveAndASourceWithoutAClosedBar() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        BarHistory.read(SyntheticMarket.source(trades(1, 5)), Symbol.of("ETH/USD"), MINUTE, FIXED))
                .withMessageContaining("ETH/USD");
        assertThatThrownBy(() ->
                        BarHistory.read(SyntheticMarket.source(trades(1, 1)), SyntheticMarket.SYMBOL, MINUTE, FIXED))
                .isInstanceOf(ColinException.class);
    }

    private static BarHistory roll(List<Trade> trades) {
        TradingCosts costs = new TradingCosts(10, HalfSpread.roll(50, 0, 500), 0);
        return BarHistory.read(SyntheticMarket.source(trades), SyntheticMarket.SYMBOL, MINUTE, costs);
    }

    private static List<Trade> trades(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Trade> trades = new ArrayList<>();
        long timeNs = SyntheticMarket.START_NS;
        for (int i = 0; i < count; i++) {
            trades.add(new Trade(
                    SyntheticMarket.SYMBOL,
                    timeNs,
                    BigDecimal.valueOf(100_000 + random.nextInt(40), 2),
                    BigDecimal.valueOf(1 + random.nextInt(1_000), 3),
                    Aggressor.UNKNOWN));
            timeNs += random.nextInt(20) == 0 ? 150_000_000_000L : random.nextInt(10) * 1_000_000_000L;
        }
        return trades;
    }
}
