package io.colin.api.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.BookBuilder.Applied;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BookBuilderTest {
    private static final Symbol BTC = Symbol.of("BTC/USD");
    private static final List<BookLevel> BIDS = SampleEvents.levels("100", "1", "99", "2", "98", "3");
    private static final List<BookLevel> ASKS = SampleEvents.levels("101", "1", "102", "2", "103", "3");

    private final BookBuilder book = BookBuilder.of(BTC);

    @Test
    void isEmptyBeforeItsFirstSnapshot() {
        assertThat(book.isSynchronised()).isFalse();
        assertThat(book.bids(10)).isEmpty();
        assertThat(book.quote()).isEmpty();
        assertThat(book.on(delta(1, 2, BookDelta.NOT_GIVEN))).isEqualTo(Applied.IGNORED);
        assertThat(book.bids(10)).isEmpty();
    }

    @Test
    void showsASnapshotBestFirst() {
        book.on(new BookSnapshot(BTC, 7, 10, BIDS.reversed(), ASKS.reversed()));

        assertThat(book.isSynchronised()).isTrue();
        assertThat(book.timeNs()).isEqualTo(7);
        assertThat(book.fidelity()).isEqualTo(Fidelity.BOOK);
        assertThat(book.bids(10)).isEqualTo(BIDS);
        assertThat(book.asks(2)).isEqualTo(ASKS.subList(0, 2));
        assertThat(book.quote())
                .contains(new Quote(
                        BTC, 7, new BigDecimal("100"), BigDecimal.ONE, new BigDecimal("101"), BigDecimal.ONE));
        assertThatThrownBy(() -> book.bids(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void setsAddsAndRemovesLevelsByDelta() {
        book.on(snapshot(10));
        BookDelta delta = new BookDelta(
                BTC,
                8,
                11,
                12,
                BookDelta.NOT_GIVEN,
                SampleEvents.levels("100", "0", "99", "5", "97", "7"),
                SampleEvents.levels("100.5", "4", "250", "0"));

        assertThat(book.on(delta)).isEqualTo(Applied.APPLIED);
        assertThat(book.bids(10)).isEqualTo(SampleEvents.levels("99", "5", "98", "3", "97", "7"));
        assertThat(book.asks(1)).isEqualTo(SampleEvents.levels("100.5", "4"));
        assertThat(book.timeNs()).isEqualTo(8);
    }

    @Test
    void ignoresWhatIsOlderThanTheSnapshot() {
        book.on(snapshot(10));

        assertThat(book.on(delta(5, 9, BookDelta.NOT_GIVEN))).isEqualTo(Applied.IGNORED);
        assertThat(book.on(delta(5, 10, BookDelta.NOT_GIVEN))).isEqualTo(Applied.IGNORED);
        assertThat(book.bids(10)).isEqualTo(BIDS);
    }

    @Test
    void takesAFirstDeltaThatReachesOverTheSnapshot() {
        book.on(snapshot(10));
        assertThat(book.on(delta(5, 12, BookDelta.NOT_GIVEN))).isEqualTo(Applied.APPLIED);

        book.on(snapshot(20));
        assertThat(book.on(delta(15, 22, 14))).as("of a futures stream").isEqualTo(Applied.APPLIED);
    }

    @Test
    void opensAGapWhereNumbersAreMissing() {
        book.on(snapshot(10));

        assertThat(book.on(delta(12, 13, BookDelta.NOT_GIVEN))).isEqualTo(Applied.GAP);
        assertThat(book.isSynchronised()).isFalse();
        assertThat(book.bids(10)).isEmpty();
        assertThat(book.asks(10)).isEmpty();
        assertThat(book.on(delta(14, 15, BookDelta.NOT_GIVEN))).isEqualTo(Applied.IGNORED);

        book.on(snapshot(20));
        assertThat(book.bids(10)).isEqualTo(BIDS);
        assertThat(book.on(delta(21, 21, BookDelta.NOT_GIVEN))).isEqualTo(Applied.APPLIED);
    }

    @Test
    void followsThePreviousNumberWhereTheVenueGivesIt() {
        book.on(snapshot(10));
        assertThat(book.on(delta(8, 12, 7))).isEqualTo(Applied.APPLIED);
        assertThat(book.on(delta(15, 16, 12))).as("numbers may jump").isEqualTo(Applied.APPLIED);
        assertThat(book.on(delta(17, 18, 15))).as("one is missing").isEqualTo(Applied.GAP);
    }

    @Test
    void ignoresADeltaItHasAlready() {
        book.on(snapshot(10));
        assertThat(book.on(delta(11, 12, 10))).isEqualTo(Applied.APPLIED);
        assertThat(book.on(delta(11, 12, 10))).isEqualTo(Applied.IGNORED);
        assertThat(book.isSynchronised()).isTrue();
    }

    @Test
    void refusesOtherSymbols() {
        Symbol other = Symbol.of("ETH/USD");

        assertThatThrownBy(() -> book.on(new BookSnapshot(other, 0, 1, List.of(), List.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("symbol: ");
        assertThatThrownBy(() -> book.on(new BookDelta(other, 0, 1, 1, 0, List.of(), List.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("symbol: ");
    }

    @Test
    void handsOutListsThatStayAsTheyAre() {
        book.on(snapshot(10));
        List<BookLevel> before = book.bids(3);
        book.on(new BookDelta(BTC, 1, 11, 11, 10, SampleEvents.levels("100", "0"), List.of()));

        assertThat(before).isEqualTo(BIDS);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void agreesWithAPlainMapOverRandomDeltas(long seed) {
        Random random = new Random(seed);
        TreeMap<BigDecimal, BigDecimal> plain = new TreeMap<>();
        book.on(new BookSnapshot(BTC, 0, 0, List.of(), List.of()));
        for (int i = 1; i <= 2000; i++) {
            BigDecimal price = BigDecimal.valueOf(1L + random.nextInt(50));
            BigDecimal quantity = BigDecimal.valueOf(random.nextInt(4));
            List<BookLevel> levels = List.of(new BookLevel(price, quantity));
            assertThat(book.on(new BookDelta(BTC, i, i, i, i - 1L, List.of(), levels)))
                    .isEqualTo(Applied.APPLIED);
            if (quantity.signum() == 0) {
                plain.remove(price);
            } else {
                plain.put(price, quantity);
            }
        }

        assertThat(book.asks(100))
                .containsExactlyElementsOf(plain.entrySet().stream()
                        .map(entry -> new BookLevel(entry.getKey(), entry.getValue()))
                        .toList());
    }

    private static BookSnapshot snapshot(long id) {
        return new BookSnapshot(BTC, 1, id, BIDS, ASKS);
    }

    private static BookDelta delta(long first, long last, long previous) {
        return new BookDelta(BTC, 2, first, last, previous, SampleEvents.levels("99.5", "1"), List.of());
    }
}
