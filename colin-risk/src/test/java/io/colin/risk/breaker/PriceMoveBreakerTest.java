package io.colin.risk.breaker;

import static io.colin.risk.breaker.BreakerDesk.BTC;
import static io.colin.risk.breaker.BreakerDesk.ETH;
import static io.colin.risk.breaker.BreakerDesk.HOUR;
import static io.colin.risk.breaker.BreakerDesk.MS;
import static io.colin.risk.breaker.BreakerDesk.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.market.Aggressor;
import io.colin.api.market.Quote;
import io.colin.api.market.Trade;
import io.colin.api.risk.BreakerStatus.State;
import io.colin.api.risk.TradingState;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceMoveBreakerTest {
    private final BreakerDesk desk = BreakerDesk.standard();

    @ParameterizedTest
    @CsvSource({
        "100, 110, true", "100, 109.99, false", "100, 90, true", "100, 90.01, false",
        "100, 1000, true", "0.07, 0.077, true", "0.07, 0.0769, false", "61234.7, 55111.23, true"
    })
    void tripsExactlyAtTenPercentEitherWay(String from, String to, boolean trips) {
        desk.price(from).after(SECOND).price(to);
        assertThat(desk.isLocked()).isEqualTo(trips);
        assertThat(desk.status("price-move").trips()).isEqualTo(trips ? 1 : 0);
        assertThat(desk.board().tradingState()).isEqualTo(TradingState.ACTIVE);
        assertThat(desk.board().sizeMultiplier()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"60000, true", "60001, false"})
    void looksBackSixtySecondsAndNoFurther(long ms, boolean trips) {
        desk.price("100").after(ms * MS).price("110");
        assertThat(desk.isLocked()).isEqualTo(trips);
    }

    @Test
    void tripsOnACreepOfManySmallSteps() {
        desk.price("100");
        for (int i = 1; i <= 9; i++) {
            desk.after(5 * SECOND).price(Integer.toString(100 + i));
            assertThat(desk.isLocked()).isFalse();
        }
        desk.after(5 * SECOND).price("110");
        assertThat(desk.isLocked()).isTrue();
        assertThat(desk.status("price-move", "BTC/USD").detail()).isEqualTo("10.00 % within PT1M");
    }

    @Test
    void locksTheSymbolEverywhereAndNoOther() {
        desk.price(ETH, "100").price("100").after(SECOND).price("120").price(ETH, "105");
        assertThat(desk.board().lockOf(BTC, "kraken", "trend")).isPresent();
        assertThat(desk.board().lockOf(BTC, "any", "other")).isPresent();
        assertThat(desk.board().lockOf(ETH, "any", "trend")).isEmpty();
        assertThat(desk.board().lockOf(BTC, "any", "trend").orElseThrow().reason())
                .startsWith("price-move: 20.00 %");
    }

    @Test
    void endsAfterThirtySecondsAndThenSixtyOfQuotesThatStayTogether() {
        desk.price("100").after(SECOND).price("110");
        desk.pricesFor(30 * SECOND - 250 * MS, 250 * MS, "110");
        assertThat(desk.state("price-move")).isEqualTo(State.OPEN);
        desk.after(250 * MS).price("110");
        assertThat(desk.state("price-move")).isEqualTo(State.HALF_OPEN);
        desk.pricesFor(60 * SECOND - 250 * MS, 250 * MS, "112");
        assertThat(desk.state("price-move")).isEqualTo(State.HALF_OPEN);
        assertThat(desk.isLocked()).isTrue();
        desk.after(250 * MS).price("112");
        assertThat(desk.state("price-move")).isEqualTo(State.CLOSED);
        assertThat(desk.isLocked()).isFalse();
        assertThat(desk.status("price-move").trips()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"113.3, CLOSED", "113.31, HALF_OPEN", "106.7, CLOSED", "106.69, HALF_OPEN"})
    void aQuoteMoreThanThreePercentAwayStartsTheCalmAnew(String price, State after) {
        desk.price("100").after(SECOND).price("110").pricesFor(30 * SECOND, SECOND, "110");
        desk.pricesFor(30 * SECOND, SECOND, "110").pricesFor(30 * SECOND, SECOND, price);
        assertThat(desk.state("price-move")).isEqualTo(after);
        desk.pricesFor(31 * SECOND, SECOND, price);
        assertThat(desk.state("price-move")).isEqualTo(State.CLOSED);
    }

    @Test
    void aSecondJumpWhileItHoldsIsCountedAndStartsEverythingAnew() {
        desk.price("100").after(SECOND).price("110").pricesFor(20 * SECOND, SECOND, "110");
        desk.after(SECOND).price("122");
        assertThat(desk.status("price-move").trips()).isEqualTo(2);
        desk.pricesFor(29 * SECOND, SECOND, "122");
        assertThat(desk.state("price-move")).isEqualTo(State.OPEN);
        desk.pricesFor(SECOND, SECOND, "122");
        assertThat(desk.state("price-move")).isEqualTo(State.HALF_OPEN);
        desk.after(SECOND).price("140");
        assertThat(desk.state("price-move")).isEqualTo(State.OPEN);
        assertThat(desk.status("price-move").trips()).isEqualTo(3);
    }

    @Test
    void theSameJumpTripsItOnce() {
        desk.price("100").after(SECOND).price("111").pricesFor(95 * SECOND, SECOND, "111");
        assertThat(desk.state("price-move")).isEqualTo(State.CLOSED);
        assertThat(desk.status("price-move").trips()).isEqualTo(1);
        desk.after(SECOND).price("100");
        assertThat(desk.status("price-move").trips()).isEqualTo(1);
        desk.after(SECOND).price("99.9");
        assertThat(desk.status("price-move").trips()).isEqualTo(2);
    }

    @Test
    void timeWithoutQuotesEndsNothing() {
        desk.price("100").after(SECOND).price("110");
        desk.after(24 * HOUR);
        assertThat(desk.isLocked()).isTrue();
        desk.price("110");
        assertThat(desk.state("price-move")).isEqualTo(State.HALF_OPEN);
        desk.after(24 * HOUR).price("110");
        assertThat(desk.state("price-move")).as("unseen time counts for 5 s").isEqualTo(State.HALF_OPEN);
        desk.pricesFor(55 * SECOND - SECOND, SECOND, "110");
        assertThat(desk.state("price-move")).isEqualTo(State.HALF_OPEN);
        desk.pricesFor(SECOND, SECOND, "110");
        assertThat(desk.state("price-move")).isEqualTo(State.CLOSED);
    }

    @Test
    void looksAtAPriceFourTimesASecondAtMost() {
        desk.price("100").after(249 * MS).price("150");
        assertThat(desk.isLocked()).isFalse();
        desk.after(MS).price("110");
        assertThat(desk.isLocked()).isTrue();
    }

    @Test
    void aStaleOrCrossedQuoteSaysNothingAndAFreshTradeStandsIn() {
        desk.price("100");
        BigDecimal one = BigDecimal.ONE;
        desk.after(SECOND).quote(new Quote(BTC, desk.now(), new BigDecimal("121"), one, new BigDecimal("119"), one));
        assertThat(desk.isLocked()).as("crossed").isFalse();
        desk.after(6 * SECOND)
                .quote(new Quote(
                        BTC, desk.now() - 5 * SECOND - 1, new BigDecimal("120"), one, new BigDecimal("120"), one));
        assertThat(desk.isLocked()).as("older than 5 s").isFalse();
        assertThat(desk.status("price-move").detail())
                .isEqualTo("insufficient samples: 1 of 1 symbols lack a fresh price");
        desk.market().with(new Trade(BTC, desk.now(), new BigDecimal("120"), one, Aggressor.BUY));
        desk.after(SECOND).look();
        assertThat(desk.isLocked()).as("trade").isTrue();
    }

    @Test
    void survivesARestartInEveryState() {
        desk.price("100").after(SECOND).price("110").restart();
        assertThat(desk.isLocked()).isTrue();
        desk.pricesFor(29 * SECOND, SECOND, "110");
        assertThat(desk.state("price-move")).isEqualTo(State.OPEN);
        desk.pricesFor(31 * SECOND, SECOND, "110").restart();
        assertThat(desk.state("price-move")).isEqualTo(State.HALF_OPEN);
        desk.pricesFor(60 * SECOND, SECOND, "110");
        assertThat(desk.state("price-move"))
                .as("the calm counts anew from the first quote")
                .isEqualTo(State.HALF_OPEN);
        desk.pricesFor(SECOND, SECOND, "110");
        assertThat(desk.state("price-move")).isEqualTo(State.CLOSED);
        desk.restart();
        assertThat(desk.isLocked()).isFalse();
        assertThat(desk.status("price-move").trips()).isEqualTo(1);
    }

    @Test
    void theCalmIsMeasuredFromTheFirstQuoteAfterARestart() {
        desk.price("100")
                .after(SECOND)
                .price("110")
                .pricesFor(31 * SECOND, SECOND, "110")
                .restart();
        desk.pricesFor(50 * SECOND, SECOND, "110").pricesFor(20 * SECOND, SECOND, "115");
        assertThat(desk.state("price-move")).isEqualTo(State.HALF_OPEN);
        desk.pricesFor(40 * SECOND, SECOND, "115");
        assertThat(desk.state("price-move")).isEqualTo(State.HALF_OPEN);
        desk.pricesFor(SECOND, SECOND, "115");
        assertThat(desk.state("price-move")).isEqualTo(State.CLOSED);
    }

    @Test
    void aPersonMayEndItWhereQuotesNeverComeAgain() {
        desk.price("100").after(SECOND).price("110").after(HOUR);
        assertThat(desk.board().resetBreaker("price-move", "ETH/USD", "checked", "ann"))
                .isFalse();
        assertThat(desk.board().resetBreaker("price-move", "BTC/USD", "checked", "ann"))
                .isTrue();
        assertThat(desk.isLocked()).isFalse();
        assertThat(desk.board().resetBreaker("price-move", "BTC/USD", "checked", "ann"))
                .isFalse();
    }
}
