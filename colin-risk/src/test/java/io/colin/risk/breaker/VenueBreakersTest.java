package io.colin.risk.breaker;

import static io.colin.risk.breaker.BreakerDesk.BTC;
import static io.colin.risk.breaker.BreakerDesk.ETH;
import static io.colin.risk.breaker.BreakerDesk.HOUR;
import static io.colin.risk.breaker.BreakerDesk.MINUTE;
import static io.colin.risk.breaker.BreakerDesk.MS;
import static io.colin.risk.breaker.BreakerDesk.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.BookLevel;
import io.colin.api.market.BookView;
import io.colin.api.market.Fidelity;
import io.colin.api.risk.BreakerStatus.State;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VenueBreakersTest {
    private final BreakerDesk desk = BreakerDesk.standard();

    @BeforeEach
    void watchThree() {
        desk.board().watch("kraken");
        desk.board().watch("bitstamp");
        desk.board().watch("gemini");
        desk.board().watch("kraken");
    }

    /** One look a second, the same books at every one. */
    private void seconds(int seconds, String... venueBidAskSize) {
        for (int i = 0; i < seconds; i++) {
            desk.after(SECOND);
            for (int v = 0; v < venueBidAskSize.length; v += 4) {
                desk.shows(venueBidAskSize[v], venueBidAskSize[v + 1], venueBidAskSize[v + 2], venueBidAskSize[v + 3]);
            }
            desk.look();
        }
    }

    private State state(String breaker, String venue) {
        return desk.status(breaker, "BTC/USD@" + venue).state();
    }

    @ParameterizedTest
    @CsvSource({"99.75, 100.25, false", "99.74, 100.25, true", "99.75, 100.26, true", "100, 100, false"})
    void aSpreadAboveFiftyBasisPointsLocksTheSymbolThere(String bid, String ask, boolean locked) {
        desk.book("kraken", bid, ask, "1");
        assertThat(desk.isLocked("kraken", "trend")).isEqualTo(locked);
        assertThat(desk.isLocked("bitstamp", "trend")).isFalse();
        assertThat(desk.isLocked("any", "trend")).isFalse();
        assertThat(desk.board().lockOf(ETH, "kraken", "trend")).isEmpty();
        assertThat(desk.status("spread").trips()).isEqualTo(locked ? 1 : 0);
    }

    @Test
    void aSpreadEndsAfterSixtySecondsThatWereClear() {
        seconds(1, "kraken", "99", "101", "1");
        assertThat(desk.board().lockOf(BTC, "kraken", "trend").orElseThrow().reason())
                .isEqualTo("spread: spread 200.0 bp at kraken");
        seconds(10, "kraken", "99", "101", "1");
        assertThat(desk.status("spread").trips()).isEqualTo(1);
        seconds(1, "kraken", "100", "100.1", "1");
        assertThat(state("spread", "kraken")).isEqualTo(State.HALF_OPEN);
        seconds(59, "kraken", "100", "100.1", "1");
        assertThat(state("spread", "kraken")).isEqualTo(State.HALF_OPEN);
        assertThat(desk.isLocked("kraken", "trend")).isTrue();
        seconds(1, "kraken", "100", "100.1", "1");
        assertThat(desk.state("spread")).isEqualTo(State.CLOSED);
        assertThat(desk.isLocked("kraken", "trend")).isFalse();
    }

    @Test
    void aRelapseIsATripAndStartsTheClearTimeAnew() {
        seconds(1, "kraken", "99", "101", "1");
        seconds(40, "kraken", "100", "100.1", "1");
        seconds(1, "kraken", "99", "101", "1");
        assertThat(state("spread", "kraken")).isEqualTo(State.OPEN);
        assertThat(desk.status("spread").trips()).isEqualTo(2);
        seconds(60, "kraken", "100", "100.1", "1");
        assertThat(state("spread", "kraken")).isEqualTo(State.HALF_OPEN);
        seconds(1, "kraken", "100", "100.1", "1");
        assertThat(desk.state("spread")).isEqualTo(State.CLOSED);
    }

    @Test
    void anEmptyCrossedOrStaleBookSaysNothing() {
        desk.market().with("kraken", oneSided());
        desk.after(SECOND).look();
        desk.after(SECOND).book("kraken", "101", "99", "1");
        assertThat(desk.status("spread").trips()).isZero();
        assertThat(desk.status("spread").detail()).contains("1 of 1 symbols lack a fresh book");
        desk.shows("kraken", "90", "100", "1").after(5 * SECOND + 1).look();
        assertThat(desk.status("spread").trips()).isZero();
        desk.shows("kraken", "90", "100", "1").after(5 * SECOND).look();
        assertThat(desk.status("spread").trips()).isEqualTo(1);
        assertThat(desk.status("spread").detail()).isEqualTo("1 scope holds");
        desk.after(HOUR).look();
        assertThat(desk.isLocked("kraken", "trend")).as("no book ends nothing").isTrue();
    }

    private static BookView oneSided() {
        return new Levels(
                List.of(new BookLevel(BigDecimal.TEN, BigDecimal.ONE)), List.of(), Fidelity.BOOK, Long.MAX_VALUE);
    }

    private record Levels(List<BookLevel> bids, List<BookLevel> asks, Fidelity fidelity, long timeNs)
            implements BookView {
        @Override
        public Symbol symbol() {
            return BTC;
        }

        @Override
        public List<BookLevel> bids(int depth) {
            return bids.subList(0, Math.min(depth, bids.size()));
        }

        @Override
        public List<BookLevel> asks(int depth) {
            return asks.subList(0, Math.min(depth, asks.size()));
        }
    }

    @Test
    void looksAtBooksOnceASecondAtMost() {
        desk.book("kraken", "100", "100", "1");
        desk.after(999 * MS).book("kraken", "99", "101", "1");
        assertThat(desk.status("spread").trips()).isZero();
        desk.after(250 * MS).look();
        assertThat(desk.status("spread").trips()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"3, false", "2.99, true", "0.001, true", "30, false"})
    void depthBelowThirtyPercentOfItsHourlyMeanLocksTheSymbolThere(String size, boolean locked) {
        seconds(15 * 60, "kraken", "100", "100", "10", "bitstamp", "100", "100", "10");
        seconds(1, "kraken", "100", "100", size, "bitstamp", "100", "100", "10");
        assertThat(desk.isLocked("kraken", "trend")).isEqualTo(locked);
        assertThat(desk.isLocked("bitstamp", "trend")).isFalse();
        assertThat(desk.status("depth").trips()).isEqualTo(locked ? 1 : 0);
    }

    @Test
    void depthNeedsFifteenMinutesToJudge() {
        seconds(13 * 60, "kraken", "100", "100", "10");
        seconds(1, "kraken", "100", "100", "0.1");
        assertThat(desk.status("depth").trips()).isZero();
        assertThat(desk.status("depth").detail()).contains("1 of 1 symbols lack depth");
        seconds(2 * 60, "kraken", "100", "100", "10");
        seconds(1, "kraken", "100", "100", "0.1");
        assertThat(desk.status("depth").trips()).isEqualTo(1);
        seconds(61, "kraken", "100", "100", "10");
        assertThat(desk.state("depth")).isEqualTo(State.CLOSED);
        assertThat(desk.status("depth").detail()).isEmpty();
    }

    @Test
    void theDepthOfAnHourAgoIsForgotten() {
        seconds(20 * 60, "kraken", "100", "100", "100");
        seconds(1, "kraken", "100", "100", "31");
        desk.after(HOUR);
        seconds(20 * 60, "kraken", "100", "100", "10");
        assertThat(desk.status("depth").trips()).isZero();
    }

    @Test
    void aModelledBookHasNoDepthToJudge() {
        for (int i = 0; i < 20 * 60; i++) {
            desk.after(SECOND);
            String size = i < 19 * 60 ? "10" : "0.1";
            List<BookLevel> levels = List.of(new BookLevel(BigDecimal.TEN, new BigDecimal(size)));
            desk.market().with("kraken", new Levels(levels, levels, Fidelity.TRADE_SIMULATED, desk.now()));
            desk.look();
        }
        assertThat(desk.status("depth").trips()).isZero();
        assertThat(desk.status("depth").detail()).contains("lack depth");
    }

    @Test
    void depthIsTheWorthOfTenLevelsASide() {
        List<BookLevel> twelve = IntStream.range(0, 12)
                .mapToObj(i -> new BookLevel(BigDecimal.TEN, i < 10 ? BigDecimal.TEN : new BigDecimal("1000")))
                .toList();
        List<BookLevel> thin = List.of(new BookLevel(BigDecimal.TEN, new BigDecimal("29.9")));
        for (int i = 0; i < 16 * 60; i++) {
            desk.after(SECOND).market().with("kraken", new Levels(twelve, twelve, Fidelity.BOOK, desk.now()));
            desk.look();
        }
        desk.after(SECOND).market().with("kraken", new Levels(thin, thin, Fidelity.BOOK, desk.now()));
        desk.look();
        assertThat(desk.status("depth", "BTC/USD@kraken").detail())
                .isEqualTo("depth at kraken is 29.90 % of its hourly mean");
    }

    @ParameterizedTest
    @CsvSource({"101, false", "101.01, true", "99, true", "99.01, false"})
    void midsOnePercentApartForFiveSecondsLockBothOfTwoVenues(String other, boolean locked) {
        seconds(5, "kraken", "100", "100", "1", "bitstamp", other, other, "1");
        assertThat(desk.status("divergence").trips()).isZero();
        seconds(1, "kraken", "100", "100", "1", "bitstamp", other, other, "1");
        assertThat(desk.isLocked("kraken", "trend")).isEqualTo(locked);
        assertThat(desk.isLocked("bitstamp", "trend")).isEqualTo(locked);
        assertThat(desk.isLocked("gemini", "trend")).isFalse();
        assertThat(desk.status("divergence").trips()).isEqualTo(locked ? 2 : 0);
    }

    @Test
    void ofThreeVenuesTheOneApartIsLocked() {
        seconds(6, "kraken", "100", "100", "1", "bitstamp", "102", "102", "1", "gemini", "100.5", "100.5", "1");
        assertThat(desk.isLocked("bitstamp", "trend")).isTrue();
        assertThat(desk.isLocked("kraken", "trend")).isFalse();
        assertThat(desk.isLocked("gemini", "trend")).isFalse();
        assertThat(desk.board().lockOf(BTC, "bitstamp", "trend").orElseThrow().reason())
                .isEqualTo("divergence: mid at bitstamp apart from the others");
    }

    @Test
    void whereNoneIsApartFromMostTheTwoEndsAreLocked() {
        seconds(6, "kraken", "100", "100", "1", "bitstamp", "101.2", "101.2", "1", "gemini", "100.6", "100.6", "1");
        assertThat(desk.isLocked("bitstamp", "trend")).isTrue();
        assertThat(desk.isLocked("kraken", "trend")).isTrue();
        assertThat(desk.isLocked("gemini", "trend")).isFalse();
    }

    @Test
    void aBreakOfTheDivergenceStartsItsFiveSecondsAnew() {
        seconds(5, "kraken", "100", "100", "1", "bitstamp", "102", "102", "1");
        seconds(1, "kraken", "100", "100", "1", "bitstamp", "100", "100", "1");
        seconds(5, "kraken", "100", "100", "1", "bitstamp", "102", "102", "1");
        assertThat(desk.status("divergence").trips()).isZero();
        seconds(1, "kraken", "100", "100", "1", "bitstamp", "102", "102", "1");
        assertThat(desk.status("divergence").trips()).isEqualTo(2);
    }

    @Test
    void timeThatNobodySawIsNoTimeApart() {
        seconds(1, "kraken", "100", "100", "1", "bitstamp", "102", "102", "1");
        desk.after(MINUTE);
        seconds(5, "kraken", "100", "100", "1", "bitstamp", "102", "102", "1");
        assertThat(desk.status("divergence").trips()).isZero();
        seconds(1, "kraken", "100", "100", "1", "bitstamp", "102", "102", "1");
        assertThat(desk.status("divergence").trips()).isEqualTo(2);
    }

    @Test
    void aDivergenceEndsAfterSixtyClearSecondsThatTwoVenuesShow() {
        seconds(6, "kraken", "100", "100", "1", "bitstamp", "102", "102", "1");
        desk.after(10 * SECOND);
        seconds(120, "kraken", "100", "100", "1");
        assertThat(state("divergence", "kraken")).as("nothing to compare with").isEqualTo(State.OPEN);
        seconds(60, "kraken", "100", "100", "1", "bitstamp", "100", "100", "1");
        assertThat(state("divergence", "kraken")).isEqualTo(State.HALF_OPEN);
        seconds(1, "kraken", "100", "100", "1", "bitstamp", "100", "100", "1");
        assertThat(desk.state("divergence")).isEqualTo(State.CLOSED);
    }

    @Test
    void aRelapseOfTheDivergenceTripsAgainOnceItLastsFiveSeconds() {
        seconds(6, "kraken", "100", "100", "1", "bitstamp", "102", "102", "1");
        seconds(40, "kraken", "100", "100", "1", "bitstamp", "100", "100", "1");
        assertThat(state("divergence", "kraken")).isEqualTo(State.HALF_OPEN);
        seconds(1, "kraken", "100", "100", "1", "bitstamp", "102", "102", "1");
        assertThat(state("divergence", "kraken")).as("not clear any more").isEqualTo(State.OPEN);
        assertThat(desk.status("divergence").trips()).isEqualTo(2);
        seconds(60, "kraken", "100", "100", "1", "bitstamp", "100", "100", "1");
        assertThat(state("divergence", "kraken"))
                .as("the clear time started anew")
                .isEqualTo(State.HALF_OPEN);
        seconds(1, "kraken", "100", "100", "1", "bitstamp", "100", "100", "1");
        assertThat(desk.state("divergence")).isEqualTo(State.CLOSED);
        seconds(6, "kraken", "100", "100", "1", "bitstamp", "102", "102", "1");
        assertThat(desk.status("divergence").trips()).isEqualTo(4);
    }

    @Test
    void aBookThatWentStaleIsComparedWithNothing() {
        seconds(1, "kraken", "100", "100", "1", "bitstamp", "100", "100", "1");
        desk.after(6 * SECOND);
        seconds(20, "kraken", "102", "102", "1");
        assertThat(desk.status("divergence").trips()).isZero();
    }

    @Test
    void aRelapseOfTheDepthTripsAgain() {
        seconds(15 * 60, "kraken", "100", "100", "10");
        seconds(1, "kraken", "100", "100", "1");
        seconds(30, "kraken", "100", "100", "10");
        assertThat(state("depth", "kraken")).isEqualTo(State.HALF_OPEN);
        seconds(3, "kraken", "100", "100", "1");
        assertThat(state("depth", "kraken")).isEqualTo(State.OPEN);
        assertThat(desk.status("depth").trips()).isEqualTo(2);
        assertThat(desk.board().lockOf(BTC, "kraken", "trend").orElseThrow().reason())
                .startsWith("depth: depth at kraken is 1");
    }

    @Test
    void oneVenueAloneNeverDivergesAndSaysSo() {
        seconds(20, "kraken", "100", "100", "1");
        assertThat(desk.status("divergence").trips()).isZero();
        assertThat(desk.status("divergence").detail()).contains("1 of 1 symbols lack a second venue");
        seconds(1, "kraken", "100", "100", "1", "bitstamp", "100", "100", "1");
        assertThat(desk.status("divergence").detail()).isEmpty();
    }

    @Test
    void locksStandBeforeTheFirstEventAfterARestart() {
        seconds(6, "kraken", "99", "101", "1", "bitstamp", "102", "102", "1");
        assertThat(desk.isLocked("kraken", "trend")).isTrue();
        assertThat(desk.isLocked("bitstamp", "trend")).isTrue();
        desk.restart();
        assertThat(desk.isLocked("kraken", "trend")).isTrue();
        assertThat(desk.isLocked("bitstamp", "trend")).isTrue();
        assertThat(desk.isLocked("gemini", "trend")).isFalse();
        seconds(61, "kraken", "100", "100", "1", "bitstamp", "100", "100", "1");
        assertThat(desk.isLocked("kraken", "trend")).isFalse();
        assertThat(desk.isLocked("bitstamp", "trend")).isFalse();
    }
}
