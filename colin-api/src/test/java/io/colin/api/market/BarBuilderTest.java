package io.colin.api.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.SampleInstruments;
import io.colin.api.instrument.Symbol;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BarBuilderTest {
    private static final Symbol BTC = Symbol.of("BTC/USD");
    private static final long MINUTE = 60_000_000_000L;

    private final BarBuilder builder = BarBuilder.of(BTC, Duration.ofMinutes(1));
    private final List<Bar> bars = new ArrayList<>();

    @Test
    void sumsTheTradesOfAnInterval() {
        builder.on(trade(0, "100", "1", Aggressor.BUY), bars::add);
        builder.on(trade(10, "103", "2", Aggressor.SELL), bars::add);
        builder.on(trade(20, "98", "4", Aggressor.UNKNOWN), bars::add);
        builder.on(trade(20, "101", "8", Aggressor.BUY), bars::add);
        assertThat(bars).isEmpty();
        builder.advanceTo(MINUTE, bars::add);

        assertThat(bars)
                .containsExactly(new Bar(
                        BTC,
                        0,
                        MINUTE,
                        new BigDecimal("100"),
                        new BigDecimal("103"),
                        new BigDecimal("98"),
                        new BigDecimal("101"),
                        new BigDecimal("15"),
                        new BigDecimal("9"),
                        new BigDecimal("2"),
                        4));
    }

    @Test
    void closesABarAtItsEndAndNotBefore() {
        builder.on(trade(5, "100", "1", Aggressor.BUY), bars::add);
        builder.advanceTo(MINUTE - 1, bars::add);
        assertThat(bars).isEmpty();
        assertThat(builder.nextCloseNs()).isEqualTo(MINUTE);

        builder.advanceTo(MINUTE, bars::add);
        builder.advanceTo(MINUTE, bars::add);
        assertThat(bars).hasSize(1);
        assertThat(builder.nextCloseNs()).isEqualTo(2 * MINUTE);
    }

    @Test
    void putsATradeOnTheBoundaryIntoTheBarItOpens() {
        builder.on(trade(MINUTE - 1, "100", "1", Aggressor.BUY), bars::add);
        builder.on(trade(MINUTE, "200", "1", Aggressor.BUY), bars::add);
        builder.advanceTo(2 * MINUTE, bars::add);

        assertThat(bars).extracting(Bar::close).containsExactly(new BigDecimal("100"), new BigDecimal("200"));
        assertThat(bars.getLast().open()).isEqualTo(new BigDecimal("200"));
        assertThat(bars.getLast().low()).isEqualTo(new BigDecimal("200"));
    }

    @Test
    void alignsIntervalsToTheEpochAndNotToTheFirstTrade() {
        builder.on(trade(90_000_000_000L, "100", "1", Aggressor.BUY), bars::add);
        builder.advanceTo(2 * MINUTE, bars::add);

        assertThat(bars).singleElement().satisfies(bar -> {
            assertThat(bar.openTimeNs()).isEqualTo(MINUTE);
            assertThat(bar.timeNs()).isEqualTo(2 * MINUTE);
        });
    }

    @Test
    void alignsIntervalsBeforeTheEpochToo() {
        builder.on(trade(-1, "100", "1", Aggressor.BUY), bars::add);
        builder.advanceTo(0, bars::add);

        assertThat(bars).singleElement().extracting(Bar::openTimeNs).isEqualTo(-MINUTE);
    }

    @Test
    void fillsAGapWithEmptyBarsThatRepeatTheLastClose() {
        builder.on(trade(0, "100", "1", Aggressor.BUY), bars::add);
        builder.on(trade(0, "105", "1", Aggressor.BUY), bars::add);
        builder.on(trade(3 * MINUTE + 1, "110", "1", Aggressor.SELL), bars::add);

        assertThat(bars).extracting(Bar::timeNs).containsExactly(MINUTE, 2 * MINUTE, 3 * MINUTE);
        assertThat(bars.subList(1, 3)).allSatisfy(bar -> {
            assertThat(bar.isEmpty()).isTrue();
            assertThat(bar.volume()).isZero();
            assertThat(List.of(bar.open(), bar.high(), bar.low(), bar.close())).containsOnly(new BigDecimal("105"));
        });
        builder.advanceTo(4 * MINUTE, bars::add);
        assertThat(bars.getLast().open()).as("a gap is not an open").isEqualTo(new BigDecimal("110"));
        assertThat(bars.getLast().low()).isEqualTo(new BigDecimal("110"));
    }

    @Test
    void saysNothingBeforeItsFirstTrade() {
        builder.advanceTo(100 * MINUTE, bars::add);

        assertThat(bars).isEmpty();
        assertThat(builder.nextCloseNs()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void refusesOtherSymbolsAndTradesOfAClosedBar() {
        builder.on(trade(MINUTE, "100", "1", Aggressor.BUY), bars::add);

        assertThatThrownBy(() -> builder.on(trade(MINUTE - 1, "100", "1", Aggressor.BUY), bars::add))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("timeNs: ");
        assertThatThrownBy(() -> builder.on(SampleEvents.trade(Symbol.of("ETH/USD"), MINUTE, "1", "1"), bars::add))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("symbol: ");
        assertThatThrownBy(() -> BarBuilder.of(BTC, Duration.ZERO)).hasMessageStartingWith("interval: ");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void agreesWithAPlainGroupingOfTheTrades(long seed) {
        Instrument instrument = SampleInstruments.btcUsd();
        Random random = new Random(seed);
        List<Trade> trades =
                SampleEvents.trades(instrument, new BigDecimal("30000"), seed, 2000, 1 + random.nextLong(3 * MINUTE));
        SortedMap<Long, List<Trade>> groups = new TreeMap<>();
        for (Trade trade : trades) {
            groups.computeIfAbsent(Math.floorDiv(trade.timeNs(), MINUTE) * MINUTE, key -> new ArrayList<>())
                    .add(trade);
            builder.on(trade, bars::add);
        }
        builder.advanceTo(trades.getLast().timeNs() + MINUTE, bars::add);

        assertThat(bars).extracting(Bar::openTimeNs).isSorted().doesNotHaveDuplicates();
        assertThat(bars.stream().filter(bar -> !bar.isEmpty()).map(Bar::openTimeNs))
                .containsExactlyElementsOf(groups.keySet());
        for (Bar bar : bars) {
            List<Trade> group = groups.getOrDefault(bar.openTimeNs(), List.of());
            assertThat(bar.tradeCount()).isEqualTo(group.size());
            assertThat(bar.volume())
                    .isEqualByComparingTo(group.stream().map(Trade::quantity).reduce(BigDecimal.ZERO, BigDecimal::add));
            if (!group.isEmpty()) {
                assertThat(bar.open()).isEqualTo(group.getFirst().price());
                assertThat(bar.close()).isEqualTo(group.getLast().price());
                assertThat(group)
                        .extracting(Trade::price)
                        .allSatisfy(price -> assertThat(price).isBetween(bar.low(), bar.high()));
                assertThat(group).extracting(Trade::price).contains(bar.low(), bar.high());
            }
        }
    }

    private static Trade trade(long timeNs, String price, String quantity, Aggressor aggressor) {
        return new Trade(BTC, timeNs, new BigDecimal(price), new BigDecimal(quantity), aggressor);
    }
}
