package io.colin.execution.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.instrument.Instrument;
import io.colin.api.order.Fill;
import io.colin.api.order.Liquidity;
import io.colin.api.order.Side;
import io.colin.api.portfolio.PortfolioBook;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoundTripBookTest {
    private static final Instrument SPOT = Instrument.spot("BTC/USD").build();
    private static final Instrument INVERSE = Instrument.perpetual("BTC/USD:BTC")
            .inverse()
            .contractSize("100")
            .lotSize("1")
            .build();

    private final List<Fill> fills = new ArrayList<>();

    @Test
    void matchesFirstInFirstOut() {
        RoundTripBook book = book(SPOT, "USD");
        book.on(fill("a", Side.BUY, "2", "100", "2"));
        book.on(fill("b", Side.BUY, "1", "110", "1"));
        book.on(fill("c", Side.SELL, "2.5", "120", "5"));

        List<RoundTrip> trips = book.trips();
        assertThat(trips).hasSize(2);
        RoundTrip first = trips.getFirst();
        assertThat(first.quantity()).isEqualByComparingTo("2");
        assertThat(first.isLong()).isTrue();
        assertThat(first.gross()).isEqualByComparingTo("40");
        assertThat(first.fees()).as("all of a's, 2/2.5 of c's").isEqualByComparingTo("6");
        assertThat(first.net()).isEqualByComparingTo("34");
        assertThat(first.netReturn()).isEqualTo(0.17);
        RoundTrip second = trips.getLast();
        assertThat(second.gross()).isEqualByComparingTo("5");
        assertThat(second.fees()).as("half of b's, a fifth of c's").isEqualByComparingTo("1.5");
    }

    @Test
    void whatManyFillsOfTwoOrdersCloseIsOneRoundTrip() {
        RoundTripBook book = book(SPOT, "USD");
        book.on(fill("a", Side.SELL, "1", "100", "0"));
        book.on(fill("a", Side.SELL, "3", "96", "0"));
        book.on(fill("b", Side.BUY, "2", "90", "0"));
        book.on(fill("b", Side.BUY, "2", "92", "0"));

        assertThat(book.trips()).singleElement().satisfies(trip -> {
            assertThat(trip.isLong()).isFalse();
            assertThat(trip.entryPrice()).isEqualByComparingTo("97");
            assertThat(trip.exitPrice()).isEqualByComparingTo("91");
            assertThat(trip.gross()).isEqualByComparingTo("24");
        });
    }

    @Test
    void aFillThatCrossesZeroClosesAndOpens() {
        RoundTripBook book = book(SPOT, "USD");
        book.on(fill("a", Side.BUY, "1", "100", "0"));
        book.on(fill("b", Side.SELL, "3", "110", "3"));
        book.on(fill("c", Side.BUY, "2", "105", "0"));

        assertThat(book.trips()).extracting(RoundTrip::isLong).containsExactly(true, false);
        assertThat(book.trips()).extracting(RoundTrip::net).containsExactly(new BigDecimal("9"), new BigDecimal("8"));
    }

    @Test
    void anInverseContractEarnsInItsCoin() {
        RoundTripBook book = book(INVERSE, "BTC");
        book.on(fill(INVERSE, "a", Side.BUY, 10, 50_000));
        book.on(fill(INVERSE, "b", Side.SELL, 10, 62_500));

        RoundTrip trip = book.trips().getFirst();
        assertThat(trip.gross()).as("1000 USD/50000 - 1000 USD/62500").isEqualByComparingTo("0.004");
        assertThat(trip.entryPrice()).isEqualByComparingTo("50000");
        assertThat(trip.exitPrice()).isEqualByComparingTo("62500");
        assertThat(trip.currency()).isEqualTo("BTC");
    }

    @Test
    void aFeeInTheBaseCurrencyIsPaidOutOfTheLot() {
        RoundTripBook book = book(SPOT, "USD");
        book.on(new Fill(
                "t1",
                "o1",
                "a",
                "v",
                SPOT.symbol(),
                Side.BUY,
                dec("1"),
                dec("100"),
                dec("0.01"),
                "BTC",
                Liquidity.TAKER,
                1));
        book.on(fill("b", Side.SELL, "0.99", "110", "0"));
        book.on(fill("c", Side.SELL, "1", "110", "0"));
        book.on(fill("d", Side.BUY, "1", "100", "0"));

        RoundTrip first = book.trips().getFirst();
        assertThat(first.quantity()).isEqualByComparingTo("0.99");
        assertThat(first.fees()).isEqualByComparingTo("1");
        assertThat(book.trips()).hasSize(2);
        assertThat(book.trips().getLast().isLong())
                .as("nothing of the first lot was left")
                .isFalse();
    }

    @Test
    void withoutARateTheNetInAccountIsUnknown() {
        RoundTripBook book = new RoundTripBook(Map.of(SPOT.symbol(), SPOT), (code, amount) -> Optional.empty());
        book.on(fill("a", Side.BUY, "1", "100", "0"));
        book.on(fill("b", Side.SELL, "1", "101", "0"));

        assertThat(book.trips().getFirst().netInAccount()).isEmpty();
        assertThat(TradeStatistics.of(book.trips()).profitFactor().missing())
                .isEqualTo("a round trip has no rate into the account currency");
        assertThat(TradeStatistics.of(List.of()).winRate().missing()).isEqualTo("there is no round trip");
    }

    @ParameterizedTest(name = "{0} round trips")
    @ValueSource(ints = {1, 19, 20})
    void ofFewRoundTripsNothingIsSaidOfThemAll(int count) {
        RoundTripBook book = book(SPOT, "USD");
        for (int i = 0; i < count; i++) {
            book.on(fill("in" + i, Side.BUY, "1", "100", "0"));
            book.on(fill("out" + i, Side.SELL, "1", i == 0 ? "99" : "101", "0"));
        }
        TradeStatistics trades = TradeStatistics.of(book.trips());

        for (Statistic statistic : List.of(trades.winRate(), trades.profitFactor(), trades.meanReturn())) {
            assertThat(statistic.missing()).isEqualTo(count < 20 ? "needs 20 round trips, the run has " + count : "");
        }
        assertThat(trades.count()).isEqualTo(count);
        assertThat(trades.worstReturn().value()).hasValue(-0.01);
    }

    /** Once everything is closed, profits and fees are the portfolio's, whatever was matched with what. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void earnsWhatThePortfolioEarns(long seed) {
        for (Instrument instrument : List.of(SPOT, INVERSE)) {
            SplittableRandom random = new SplittableRandom(seed);
            String currency = instrument.settlementCurrency();
            RoundTripBook book = book(instrument, currency);
            PortfolioBook portfolio = PortfolioBook.of("main", currency, dec("1000000"), List.of(instrument));
            fills.clear();
            BigDecimal held = BigDecimal.ZERO;
            for (int i = 0; i < 200; i++) {
                Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
                Fill fill = fill(instrument, "o" + i / 3, side, 1 + random.nextInt(50), 90 + random.nextInt(20));
                held = held.add(fill.signedQuantity());
                fills.add(fill);
            }
            if (held.signum() != 0) {
                Side back = held.signum() > 0 ? Side.SELL : Side.BUY;
                fills.add(fill(instrument, "last", back, held.abs().intValueExact(), 100));
            }
            fills.forEach(fill -> {
                book.on(fill);
                portfolio.apply(fill);
            });
            BigDecimal gross = sum(book.trips(), true);
            BigDecimal fees = sum(book.trips(), false);
            BigDecimal tiny = dec("0.000000000000000001");
            assertThat(gross.subtract(portfolio.snapshot().realisedPnl()).abs()).isLessThan(tiny);
            assertThat(fees.subtract(portfolio.snapshot().feesPaid()).abs()).isLessThan(tiny);
        }
    }

    private static BigDecimal sum(List<RoundTrip> trips, boolean gross) {
        return trips.stream().map(trip -> gross ? trip.gross() : trip.fees()).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private Fill fill(Instrument instrument, String order, Side side, int quantity, int price) {
        return new Fill(
                "t" + fills.size(),
                order,
                order,
                "v",
                instrument.symbol(),
                side,
                BigDecimal.valueOf(quantity),
                BigDecimal.valueOf(price),
                dec("0.01"),
                instrument.settlementCurrency(),
                Liquidity.TAKER,
                fills.size());
    }

    private static Fill fill(String order, Side side, String quantity, String price, String fee) {
        return new Fill(
                "t",
                order,
                order,
                "v",
                SPOT.symbol(),
                side,
                dec(quantity),
                dec(price),
                dec(fee),
                "USD",
                Liquidity.TAKER,
                1);
    }

    private static RoundTripBook book(Instrument instrument, String currency) {
        return new RoundTripBook(
                Map.of(instrument.symbol(), instrument),
                (code, amount) -> code.equals(currency) ? Optional.of(amount) : Optional.empty());
    }

    private static BigDecimal dec(String text) {
        return new BigDecimal(text);
    }
}
