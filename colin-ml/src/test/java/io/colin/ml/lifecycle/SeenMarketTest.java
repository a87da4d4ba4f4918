package io.colin.ml.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.ColinException;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.Aggressor;
import io.colin.api.market.Bar;
import io.colin.api.market.DataGap;
import io.colin.api.market.FundingRate;
import io.colin.api.market.Liquidation;
import io.colin.api.market.MarketDataSource;
import io.colin.api.market.MarketDataStream;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.OpenInterest;
import io.colin.api.market.Quote;
import io.colin.api.market.SentimentIndex;
import io.colin.api.market.Trade;
import io.colin.ml.SyntheticMarket;
import io.colin.ml.cost.HalfSpread;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SeenMarketTest {
    private static final Symbol SYMBOL = SyntheticMarket.SYMBOL;
    private static final long MINUTE = SyntheticMarket.MINUTE_NS;
    private static final long START = SyntheticMarket.START_NS;
    private static final List<Bar> BARS = SyntheticMarket.randomWalk(2, 3_000);

    @TempDir
    private Path directory = Path.of("");

    @Test
    void givesBackEveryKindThatIsKeptDigitByDigitAndOverRestarts() {
        List<MarketEvent> kept = List.of(
                new DataGap(SYMBOL, START, DataGap.Kind.MISSING, "seen live"),
                BARS.getFirst(),
                new FundingRate(SYMBOL, at(2), new BigDecimal("-0.00012345"), at(480), 480 * MINUTE),
                new OpenInterest(SYMBOL, at(3), new BigDecimal("123456.789")),
                new Liquidation(SYMBOL, at(4), true, new BigDecimal("800.01"), new BigDecimal("0.25")),
                new SentimentIndex(SYMBOL, at(5), at(1), 61.5),
                BARS.get(5));
        SeenMarket seen = market();
        seen.on(kept.getFirst());
        seen.on(trade(1, "800"));
        seen.on(quote(1));
        kept.subList(1, 4).forEach(seen::on);
        seen.flush();
        SeenMarket again = market();
        again.on(quote(3));
        kept.subList(4, 7).forEach(again::on);
        again.flush();
        assertThat(events(again, START, at(100))).isEqualTo(kept);
        assertThat(events(market(), START, at(100))).isEqualTo(kept);
        assertThat(events(again, at(2), at(4))).isEqualTo(kept.subList(2, 5));
    }

    @Test
    void aStretchIsARecordingThatWhatComesLaterDoesNotChange() {
        SeenMarket seen = market();
        seen.on(quote(0));
        BARS.subList(0, 1_500).forEach(seen::on);
        seen.flush();
        MarketDataSource stretch = seen.between(at(100), at(1_450), () -> {});
        String before = stretch.fingerprint();
        assertThat(stretch.isLive()).isFalse();
        assertThat(stretch.symbols()).containsExactly(SYMBOL);
        BARS.subList(1_500, 1_600).forEach(seen::on);
        seen.flush();
        assertThat(seen.between(at(100), at(1_450), () -> {}).fingerprint()).isEqualTo(before);
        assertThat(market().between(at(100), at(1_450), () -> {}).fingerprint()).isEqualTo(before);
        assertThat(seen.between(at(100), at(1_451), () -> {}).fingerprint()).isNotEqualTo(before);
        assertThat(read(stretch)).isEqualTo(BARS.subList(99, 1_450));
    }

    @Test
    void aBarThatWasUnderWayOrOverlapsWhatIsKnownIsLeftOut() {
        SeenMarket seen = market();
        seen.on(trade(0, "800"));
        BARS.subList(0, 10).forEach(seen::on);
        seen.on(BARS.get(9));
        seen.on(BARS.get(3));
        seen.on(new Bar(
                SYMBOL,
                at(10),
                at(15),
                BigDecimal.ONE,
                BigDecimal.ONE,
                BigDecimal.ONE,
                BigDecimal.ONE,
                BigDecimal.ONE,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                1));
        seen.flush();
        assertThat(events(seen, START, at(100)))
                .as("the first began before its first trade was seen")
                .isEqualTo(BARS.subList(1, 10));
        SeenMarket again = market();
        again.on(trade(20, "800"));
        BARS.subList(20, 25).forEach(again::on);
        again.flush();
        List<MarketEvent> expected = new ArrayList<>(BARS.subList(1, 10));
        expected.addAll(BARS.subList(21, 25));
        assertThat(events(again, START, at(100))).isEqualTo(expected);
    }

    @Test
    void aLineThatAKillLeftUnfinishedIsCutOffAndADamagedOneIsNamed() throws IOException {
        SeenMarket seen = market();
        seen.on(quote(0));
        BARS.subList(0, 5).forEach(seen::on);
        seen.flush();
        Path file = files().getFirst();
        Files.writeString(file, "bar,BTC/USD,13853", StandardOpenOption.APPEND);
        SeenMarket again = market();
        again.on(quote(5));
        again.on(BARS.get(5));
        again.flush();
        assertThat(events(again, START, at(10))).isEqualTo(BARS.subList(0, 6));
        Files.writeString(file, Files.readString(file).replaceFirst("bar,", "bor,"));
        assertThatThrownBy(() -> events(again, START, at(10)))
                .isInstanceOf(ColinException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("bor");
    }

    @Test
    void whatIsOlderThanWhatIsKeptIsDeleted() throws IOException {
        SeenMarket seen = SeenMarket.in(directory, new Live("feed"))
                .kept(Duration.ofHours(20))
                .build();
        seen.on(quote(0));
        for (Bar bar : BARS) {
            seen.on(bar);
            seen.flush();
        }
        assertThat(files()).hasSize(3);
        seen.on(quote(6 * 1_440));
        seen.on(later(BARS.getFirst(), 6 * 1_440));
        seen.flush();
        assertThat(files()).hasSize(1);
        assertThat(events(seen, START, at(10 * 1_440))).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("tenYearsAhead")
    void oneWrongTimeDeletesNothingAndShutsOutNothingThatFollows(MarketEvent wrong) throws IOException {
        SeenMarket seen = market();
        seen.on(quote(0));
        BARS.forEach(seen::on);
        seen.flush();
        List<Path> before = files();
        seen.on(wrong);
        seen.flush();
        assertThat(files()).isEqualTo(before).hasSize(3);
        List<Bar> after =
                BARS.subList(0, 100).stream().map(bar -> later(bar, 3_000)).toList();
        after.forEach(seen::on);
        seen.flush();
        SeenMarket again = market();
        again.on(wrong);
        again.on(quote(3_100));
        List<Bar> restarted =
                BARS.subList(0, 100).stream().map(bar -> later(bar, 3_100)).toList();
        restarted.forEach(again::on);
        again.flush();
        List<MarketEvent> expected = new ArrayList<>(BARS);
        expected.addAll(after);
        expected.addAll(restarted);
        assertThat(events(again, START, at(4_000))).isEqualTo(expected);
    }

    static List<MarketEvent> tenYearsAhead() {
        int minutes = 3_650 * 1_440;
        return List.of(new OpenInterest(SYMBOL, at(minutes), BigDecimal.ONE), later(BARS.getFirst(), minutes));
    }

    @Test
    void aWrongTimeBeforeAnythingElseIsKnownShutsOutNothingEither() {
        SeenMarket seen = market();
        seen.on(new OpenInterest(SYMBOL, at(3_650 * 1_440), BigDecimal.ONE));
        seen.on(quote(0));
        BARS.subList(0, 5).forEach(seen::on);
        seen.flush();
        SeenMarket again = market();
        again.on(quote(5));
        BARS.subList(0, 10).forEach(again::on);
        again.flush();
        assertThat(events(again, START, at(100))).isEqualTo(BARS.subList(0, 10));
    }

    @Test
    void afterADayWhoseFileIsEmptyBarsThatAreDeliveredAgainAreKeptOnce() throws IOException {
        SeenMarket seen = market();
        seen.on(quote(0));
        BARS.subList(0, 5).forEach(seen::on);
        seen.flush();
        String day = files().getFirst().getFileName().toString().replace(".seen", "");
        Files.createFile(directory.resolve((Long.parseLong(day) + 1) + ".seen"));
        SeenMarket again = market();
        again.on(quote(0));
        BARS.subList(0, 8).forEach(again::on);
        again.flush();
        assertThat(events(again, START, at(100))).isEqualTo(BARS.subList(0, 8));
    }

    @Test
    void whatCannotBeWrittenIsAHoleAndNothingElse() throws IOException {
        Path place = directory.resolve("seen");
        Files.writeString(place, "a file where the directory should be");
        SeenMarket seen = SeenMarket.in(place, new Live("feed")).build();
        seen.on(quote(0));
        seen.on(BARS.get(0));
        seen.flush();
        Files.delete(place);
        seen.on(BARS.get(1));
        seen.flush();
        assertThat(events(seen, START, at(10))).isEqualTo(BARS.subList(1, 2));
    }

    @Test
    void theHalfSpreadOfAStretchIsTheMedianOfThoseKnownAtItsCloses() {
        SeenMarket seen = SeenMarket.in(directory, new Live("feed"))
                .halfSpread(HalfSpread.roll(20, 1, 50))
                .build();
        seen.on(quote(0));
        for (int minute = 0; minute < 9; minute++) {
            // From the fifth minute on prices bounce by 20 bp between bid and ask.
            for (int second = 0; second < 30; second++) {
                String price = minute >= 4 && second % 2 == 0 ? "801.6" : "800";
                seen.on(new Trade(
                        SYMBOL,
                        at(minute) + second * 1_000_000_000L,
                        new BigDecimal(price),
                        BigDecimal.ONE,
                        Aggressor.BUY));
            }
            seen.on(BARS.get(minute));
        }
        seen.flush();
        assertThat(seen.halfSpreadBps(SYMBOL, START, at(4))).hasValue(1);
        assertThat(seen.halfSpreadBps(SYMBOL, at(6), at(9)).orElseThrow()).isBetween(19.0, 21.0);
        assertThat(seen.halfSpreadBps(Symbol.of("ETH/USD"), START, at(9))).isEmpty();
    }

    private SeenMarket market() {
        return SeenMarket.in(directory, new Live("feed")).build();
    }

    private List<Path> files() throws IOException {
        try (var found = Files.list(directory)) {
            return found.sorted().toList();
        }
    }

    private static List<MarketEvent> events(SeenMarket seen, long fromNs, long toNs) {
        return read(seen.between(fromNs, toNs, () -> {}));
    }

    static List<MarketEvent> read(MarketDataSource source) {
        List<MarketEvent> events = new ArrayList<>();
        try (MarketDataStream stream = source.open()) {
            while (stream.poll(events::add) == MarketDataStream.Polled.EVENT) {
                // To the end.
            }
        }
        return events;
    }

    private static long at(int minute) {
        return START + minute * MINUTE;
    }

    private static Bar later(Bar bar, int minutes) {
        return new Bar(
                SYMBOL,
                bar.openTimeNs() + minutes * MINUTE,
                bar.timeNs() + minutes * MINUTE,
                bar.open(),
                bar.high(),
                bar.low(),
                bar.close(),
                bar.volume(),
                bar.buyVolume(),
                bar.sellVolume(),
                bar.tradeCount());
    }

    private static Trade trade(int minute, String price) {
        return new Trade(SYMBOL, at(minute) + 7, new BigDecimal(price), BigDecimal.ONE, Aggressor.BUY);
    }

    private static Quote quote(int minute) {
        return new Quote(SYMBOL, at(minute), BigDecimal.ONE, BigDecimal.ONE, BigDecimal.TWO, BigDecimal.ONE);
    }

    /** A live source: once an event is gone it is gone. */
    record Live(String id) implements MarketDataSource {
        @Override
        public String fingerprint() {
            return "live:" + id;
        }

        @Override
        public Set<Symbol> symbols() {
            return Set.of(SYMBOL);
        }

        @Override
        public MarketDataStream open() {
            throw new IllegalStateException("nothing trains from a live stream");
        }
    }
}
