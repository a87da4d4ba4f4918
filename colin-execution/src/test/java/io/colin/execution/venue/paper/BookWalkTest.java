package io.colin.execution.venue.paper;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.instrument.Instrument;
import io.colin.api.market.Aggressor;
import io.colin.api.market.BookLevel;
import io.colin.api.market.DataGap;
import io.colin.api.market.Fidelity;
import io.colin.api.order.Fill;
import io.colin.api.order.Liquidity;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderType;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import io.colin.api.order.TriggerSource;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BookWalkTest {
    private static final String BIDS = "99.99:1 99.95:2 99.90:3";
    private static final String ASKS = "100.01:1 100.05:2 100.10:3";

    @Test
    void walksTheLevelsAndPaysTheTakerFee() {
        PaperRig rig = PaperRig.instant().book(BIDS, ASKS);
        rig.market("b", Side.BUY, "2.5");
        assertThat(rig.fills("b")).containsExactly("1@100.01", "1.5@100.05");
        // 10 bp of 100.01 and of 150.075
        assertThat(rig.heard.fills("b").stream().map(Fill::fee))
                .containsExactly(new BigDecimal("0.10001"), new BigDecimal("0.150075"));
        rig.market("s", Side.SELL, "2.5");
        assertThat(rig.fills("s")).containsExactly("1@99.99", "1.5@99.95");
        assertThat(rig.fees("s")).isEqualByComparingTo("0.249915");
        assertThat(rig.story("b")).containsExactly("Accepted", "Filled", "Filled");
    }

    @Test
    void tellsEverythingOfAFill() {
        PaperRig rig = PaperRig.instant().book(BIDS, ASKS);
        rig.market("b", Side.BUY, "1.5");
        Fill last = rig.heard.fills("b").getLast();
        assertThat(last)
                .isEqualTo(new Fill(
                        "paper:b:2",
                        "b",
                        "p-1",
                        "paper",
                        PaperRig.BTC.symbol(),
                        Side.BUY,
                        new BigDecimal("0.5"),
                        new BigDecimal("100.05"),
                        new BigDecimal("0.050025"),
                        "USD",
                        Liquidity.TAKER,
                        PaperRig.START_NS));
        assertThat(rig.heard.fills("b").getFirst().tradeId()).isEqualTo("paper:b:1");
        assertThat(((OrderEvent.Accepted) rig.heard.events("b").getFirst()).venueOrderId())
                .isEqualTo("paper-b");
    }

    @Test
    void remembersWhatItTookUntilTheMarketTellsThatLevelAnew() {
        PaperRig rig = PaperRig.instant().book(BIDS, ASKS);
        rig.market("b1", Side.BUY, "2");
        assertThat(rig.shown().asks(5)).isEqualTo(PaperRig.levels("100.05:1 100.10:3"));
        rig.market("b2", Side.BUY, "1.5");
        assertThat(rig.fills("b2")).containsExactly("1@100.05", "0.5@100.1");
        rig.levels("", "100.05:4");
        assertThat(rig.shown().asks(5)).isEqualTo(PaperRig.levels("100.05:4 100.10:2.5"));
        rig.book(BIDS, ASKS);
        assertThat(rig.shown().asks(5)).isEqualTo(PaperRig.levels(ASKS));
        assertThat(rig.shown().asks(1)).isEqualTo(PaperRig.levels("100.01:1"));
        assertThat(rig.shown().fidelity()).isEqualTo(Fidelity.BOOK);
    }

    @Test
    void cancelsWhatAMarketOrderCannotGet() {
        PaperRig rig = PaperRig.instant().book(BIDS, ASKS);
        rig.market("b", Side.BUY, "7");
        assertThat(rig.fills("b")).containsExactly("1@100.01", "2@100.05", "3@100.1");
        assertThat(rig.story("b")).endsWith("Filled", "Canceled");
        assertThat(rig.shown().asks(5)).isEmpty();
    }

    @Test
    void keepsEachTimeInForce() {
        PaperRig rig = PaperRig.instant().book(BIDS, ASKS);
        rig.limit("ioc", Side.BUY, "2", "100.01", TimeInForce.IOC);
        assertThat(rig.fills("ioc")).containsExactly("1@100.01");
        assertThat(rig.story("ioc")).containsExactly("Accepted", "Filled", "Canceled");
        rig.limit("fok", Side.BUY, "2.01", "100.05", TimeInForce.FOK);
        assertThat(rig.story("fok")).containsExactly("Accepted", "Canceled");
        rig.limit("all", Side.BUY, "2", "100.05", TimeInForce.FOK);
        assertThat(rig.fills("all")).containsExactly("2@100.05");
        rig.limit("gtc", Side.BUY, "4", "100.10", TimeInForce.GTC);
        assertThat(rig.story("gtc")).containsExactly("Accepted", "Filled");
        rig.levels("", "100.10:0 100.08:5");
        assertThat(rig.fills("gtc")).containsExactly("3@100.1", "1@100.1");
        assertThat(rig.heard.fills("gtc").getLast().liquidity()).isEqualTo(Liquidity.MAKER);
    }

    @Test
    void endsGtdAtItsTimeAndDayAtMidnight() {
        PaperRig rig = PaperRig.instant().book(BIDS, ASKS);
        long due = rig.now() + 10 * PaperRig.SECOND;
        rig.limit("gtd", Side.BUY, "1", "99", TimeInForce.gtd(due));
        rig.limit("day", Side.BUY, "1", "99", TimeInForce.DAY);
        rig.limit("late", Side.BUY, "1", "99", TimeInForce.gtd(rig.now()));
        assertThat(rig.rejection("late")).isEqualTo("EXPIRE_TIME_IN_PAST");
        rig.pass(10 * PaperRig.SECOND - 1);
        assertThat(rig.story("gtd")).containsExactly("Accepted");
        rig.pass(1);
        assertThat(rig.story("gtd")).containsExactly("Accepted", "Expired");
        assertThat(rig.heard.events("gtd").getLast().timeNs()).isEqualTo(due);
        // 2023-11-14T22:13:20Z: midnight is 6400 s away
        rig.pass(6390 * PaperRig.SECOND - 1);
        assertThat(rig.story("day")).containsExactly("Accepted");
        rig.pass(1);
        assertThat(rig.story("day")).containsExactly("Accepted", "Expired");
    }

    @Test
    void rejectsAPostOnlyOrderThatWouldTake() {
        PaperRig rig = PaperRig.instant().book(BIDS, ASKS);
        rig.postOnly("takes", Side.BUY, "1", "100.01");
        assertThat(rig.rejection("takes")).isEqualTo("POST_ONLY_WOULD_TAKE");
        rig.postOnly("rests", Side.BUY, "1", "100.00");
        assertThat(rig.story("rests")).containsExactly("Accepted");
        rig.postOnly("sell", Side.SELL, "1", "99.99");
        assertThat(rig.rejection("sell")).isEqualTo("POST_ONLY_WOULD_TAKE");
    }

    @Test
    void fillsNothingFromABookThatIsUnknownCrossedOrLost() {
        PaperRig rig = PaperRig.instant();
        rig.market("unknown", Side.BUY, "1");
        assertThat(rig.rejection("unknown")).isEqualTo("NO_BOOK");
        assertThat(rig.venue.book(PaperRig.BTC.symbol())).isEmpty();
        rig.book("100.02:1", "100.01:1");
        rig.limit("crossed", Side.BUY, "1", "101", TimeInForce.GTC);
        assertThat(rig.rejection("crossed")).isEqualTo("NO_BOOK");
        rig.book(BIDS, ASKS);
        rig.limit("rests", Side.BUY, "1", "100", TimeInForce.GTC);
        rig.gap();
        assertThat(rig.venue.book(PaperRig.BTC.symbol())).isEmpty();
        rig.market("lost", Side.BUY, "1");
        assertThat(rig.rejection("lost")).isEqualTo("NO_BOOK");
        assertThat(rig.story("rests")).containsExactly("Accepted");
        rig.book(BIDS, "99.98:1");
        assertThat(rig.story("rests")).as("the book is crossed, not traded").containsExactly("Accepted");
        rig.book("99.90:1", "99.98:1");
        assertThat(rig.fills("rests")).containsExactly("1@100");
    }

    @Test
    void losesTheBookWithAMarkedGap() {
        PaperRig rig = PaperRig.instant().book(BIDS, ASKS);
        rig.market(new DataGap(PaperRig.BTC.symbol(), rig.now(), DataGap.Kind.BOOK, "lost"));
        assertThat(rig.venue.book(PaperRig.BTC.symbol())).isEmpty();
    }

    @ParameterizedTest(name = "{0} {1} @ {2}: {3}")
    @CsvSource({
        "BUY,1.005,100,QUANTITY_PRECISION",
        "BUY,1,100.005,PRICE_PRECISION",
        "SELL,0.05,99.99,NOTIONAL_BELOW_MINIMUM",
    })
    void rejectsWhatBreaksTheInstrumentsTerms(Side side, String quantity, String price, String code) {
        PaperRig rig = PaperRig.instant().book(BIDS, ASKS);
        rig.limit("x", side, quantity, price, TimeInForce.GTC);
        assertThat(rig.rejection("x")).isEqualTo(code);
        assertThat(rig.story("x")).containsExactly("Rejected");
    }

    @Test
    void judgesAMarketOrdersValueByTheBookAndTheMinimumByTheInstrument() {
        PaperRig rig = PaperRig.instant().book(BIDS, ASKS);
        rig.market("small", Side.BUY, "0.04");
        assertThat(rig.rejection("small")).isEqualTo("NOTIONAL_BELOW_MINIMUM");
        rig.market("enough", Side.BUY, "0.05");
        assertThat(rig.fills("enough")).containsExactly("0.05@100.01");
        PaperRig large = PaperRig.of(
                Instrument.spot("BTC/USD").lotSize("0.01").minQuantity("2").build());
        large.book(BIDS, ASKS).market("x", Side.BUY, "1.99");
        assertThat(large.rejection("x")).isEqualTo("QUANTITY_BELOW_MINIMUM");
    }

    @Test
    void rejectsWhatItDoesNotOffer() {
        PaperRig rig = PaperRig.instant().book(BIDS, ASKS);
        OrderType stop = new OrderType.StopMarket(new BigDecimal("101"), TriggerSource.LAST);
        rig.order("stop", Side.BUY, "1", stop, TimeInForce.GTC);
        assertThat(rig.rejection("stop")).isEqualTo("UNSUPPORTED_ORDER_TYPE");
        assertThat(rig.venue.capabilities().orderTypes()).containsExactlyInAnyOrder("Market", "Limit");
        assertThat(rig.venue.capabilities().reduceOnly()).isFalse();
    }

    @Test
    void chargesAnInverseContractInItsSettlementCurrency() {
        Instrument inverse = Instrument.perpetual("BTC/USD:BTC")
                .tickSize("0.5")
                .lotSize("1")
                .contractSize("100")
                .inverse()
                .build();
        PaperRig rig = PaperRig.of(inverse).book("49999.5:10", "50000:10");
        rig.market("b", Side.BUY, "10");
        // 10 contracts of 100 USD at 50 000 are 0.02 BTC, 10 bp of that 0.00002
        assertThat(rig.fees("b")).isEqualByComparingTo("0.00002");
        assertThat(rig.heard.fills("b").getFirst().feeCurrency()).isEqualTo("BTC");
    }

    @Test
    void fillsInWholeLotsWhateverTheLevelsShow() {
        PaperRig rig = PaperRig.instant().book(BIDS, "100.01:0.005 100.02:1.017 100.03:5");
        rig.market("b", Side.BUY, "1.5");
        assertThat(rig.fills("b")).containsExactly("1.01@100.02", "0.49@100.03");
    }

    @Test
    void matchesWithQuotesWhenThereIsNothingDeeper() {
        PaperRig rig = PaperRig.instant().quote("99.99", "2", "100.01", "3");
        rig.market("b", Side.BUY, "4");
        assertThat(rig.fills("b")).containsExactly("3@100.01");
        rig.quote("99.98", "2", "100.01", "3");
        rig.market("again", Side.BUY, "1");
        assertThat(rig.fills("again")).as("the ask was not told anew").isEmpty();
        rig.quote("99.98", "2", "100.01", "2");
        rig.market("new", Side.BUY, "1");
        assertThat(rig.fills("new")).containsExactly("1@100.01");
        rig.book(BIDS, ASKS).quote("90", "1", "91", "1");
        assertThat(rig.shown().bids(1)).as("depth wins").isEqualTo(PaperRig.levels("99.99:1"));
    }

    @Test
    void ignoresTradesForTheBookOnceItHasDepth() {
        PaperRig rig = PaperRig.instant().book(BIDS, ASKS).trade("95", "1", Aggressor.SELL);
        List<BookLevel> bids = rig.shown().bids(9);
        assertThat(bids).isEqualTo(PaperRig.levels(BIDS));
    }
}
