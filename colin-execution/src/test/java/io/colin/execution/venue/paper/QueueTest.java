package io.colin.execution.venue.paper;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.market.Aggressor;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.Fill;
import io.colin.api.order.Liquidity;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueTest {
    private static final String BIDS = "100.00:5 99.99:8";
    private static final String ASKS = "100.10:5 100.11:8";

    @Test
    void waitsForTheQueueAheadAndPaysTheMakerFee() {
        PaperRig rig = resting("2", "100");
        rig.trade("100", "4", Aggressor.SELL);
        assertThat(rig.fills("b")).isEmpty();
        rig.trade("100", "1.5", Aggressor.SELL);
        assertThat(rig.fills("b")).containsExactly("0.5@100");
        rig.trade("100", "9", Aggressor.UNKNOWN);
        assertThat(rig.fills("b")).containsExactly("0.5@100", "1.5@100");
        // 2 bp of 200
        assertThat(rig.fees("b")).isEqualByComparingTo("0.04");
        assertThat(rig.heard.fills("b")).extracting(Fill::liquidity).containsOnly(Liquidity.MAKER);
    }

    @Test
    void takesNoShareOfTradesOnTheOtherSide() {
        PaperRig rig = resting("2", "100").trade("100", "20", Aggressor.BUY);
        assertThat(rig.fills("b")).isEmpty();
    }

    @Test
    void isFilledByTradesBeyondItsPriceUpToTheirQuantity() {
        PaperRig rig = resting("2", "100").trade("99.99", "0.5", Aggressor.SELL);
        assertThat(rig.fills("b")).containsExactly("0.5@100");
        rig.trade("100", "0.3", Aggressor.SELL);
        assertThat(rig.fills("b")).as("nobody is ahead any more").containsExactly("0.5@100", "0.3@100");
    }

    @Test
    void isFilledWhenTheOtherSideComesToItsPrice() {
        PaperRig rig = resting("2", "100").levels("100:0", "100:1.5");
        assertThat(rig.fills("b")).containsExactly("1.5@100");
        assertThat(rig.shown().asks(1)).isEqualTo(PaperRig.levels("100.10:5"));
        rig.levels("", "99.98:4");
        assertThat(rig.fills("b")).as("the crossed book is not traded").containsExactly("1.5@100");
        rig.levels("99.99:0", "");
        assertThat(rig.fills("b")).containsExactly("1.5@100", "0.5@100");
    }

    @Test
    void standsFirstInsideTheSpread() {
        PaperRig rig = resting("2", "100.05").trade("100.05", "1", Aggressor.SELL);
        assertThat(rig.fills("b")).containsExactly("1@100.05");
    }

    @Test
    void sharesATradeAmongItsOwnOrdersInOrder() {
        PaperRig rig = resting("1", "100");
        rig.limit("second", Side.BUY, "3", "100", TimeInForce.GTC);
        rig.limit("better", Side.BUY, "1", "100.01", TimeInForce.GTC);
        rig.trade("100", "7.5", Aggressor.SELL);
        // 7.5 = 1 at the better price, 5 of others, 1 of the first; 0.5 is left for the second
        assertThat(rig.fills("better")).containsExactly("1@100.01");
        assertThat(rig.fills("b")).containsExactly("1@100");
        assertThat(rig.fills("second")).containsExactly("0.5@100");
    }

    @Test
    void movesUpWhenTheLevelVanishes() {
        PaperRig rig = resting("2", "100").levels("100:0", "").levels("100:6", "");
        rig.trade("100", "1", Aggressor.SELL);
        assertThat(rig.fills("b")).containsExactly("1@100");
    }

    @Test
    void doesNotMoveWhenTradesExplainTheSmallerSizeOrOthersJoin() {
        PaperRig rig = resting("2", "100").trade("100", "2", Aggressor.SELL).levels("100:3", "");
        rig.levels("100:30", "");
        rig.trade("100", "3", Aggressor.SELL);
        assertThat(rig.fills("b")).isEmpty();
        rig.trade("100", "1", Aggressor.SELL);
        assertThat(rig.fills("b")).containsExactly("1@100");
    }

    @Test
    void keepsItsPlaceWhenOnlyQuantityIsTakenOff() {
        PaperRig rig = PaperRig.instant().book(BIDS, ASKS);
        ChildOrder order = rig.limit("b", Side.BUY, "2", "100", TimeInForce.GTC);
        rig.trade("100", "5", Aggressor.SELL);
        rig.amend(order, "1", "100");
        rig.trade("100", "0.4", Aggressor.SELL);
        assertThat(rig.fills("b")).containsExactly("0.4@100");
        rig.amend(order, "3", "100");
        rig.trade("100", "4", Aggressor.SELL);
        assertThat(rig.fills("b")).as("more quantity queues again").containsExactly("0.4@100");
        rig.trade("100", "2", Aggressor.SELL);
        assertThat(rig.fills("b")).containsExactly("0.4@100", "1@100");
        assertThat(rig.story("b")).containsExactly("Accepted", "Updated", "Filled", "Updated", "Filled");
    }

    @Test
    void takesWhenItsPriceIsAmendedThroughTheOtherSide() {
        PaperRig rig = PaperRig.instant().book(BIDS, ASKS);
        ChildOrder order = rig.limit("b", Side.BUY, "7", "100", TimeInForce.GTC);
        rig.amend(order, "7", "100.11");
        assertThat(rig.fills("b")).containsExactly("5@100.1", "2@100.11");
        assertThat(rig.heard.fills("b")).extracting(Fill::liquidity).containsOnly(Liquidity.TAKER);
    }

    @Test
    void refusesChangesThatCannotBe() {
        PaperRig rig = PaperRig.instant().book(BIDS, ASKS);
        ChildOrder order = rig.postOnly("b", Side.BUY, "2", "100");
        rig.trade("100", "6", Aggressor.SELL);
        rig.amend(order, "1", "100");
        assertThat(rig.rejection("b")).isEqualTo("VALIDATION_FAILED");
        rig.amend(order, "2", "100.10");
        assertThat(rig.rejection("b")).isEqualTo("POST_ONLY_WOULD_TAKE");
        rig.amend(order, "2", "100.001");
        assertThat(rig.rejection("b")).isEqualTo("PRICE_PRECISION");
        rig.cancel(order);
        rig.amend(order, "2", "99");
        assertThat(rig.rejection("b")).isEqualTo("ORDER_NOT_OPEN");
        assertThat(rig.story("b"))
                .containsExactly(
                        "Accepted",
                        "Filled",
                        "ModifyRejected",
                        "ModifyRejected",
                        "ModifyRejected",
                        "Canceled",
                        "ModifyRejected");
    }

    @Test
    void cancelsWhatRestsAndRefusesToCancelWhatDoesNot() {
        PaperRig rig = PaperRig.instant().book(BIDS, ASKS);
        ChildOrder order = rig.limit("b", Side.BUY, "2", "100", TimeInForce.GTC);
        rig.cancel(order);
        assertThat(rig.story("b")).containsExactly("Accepted", "Canceled");
        rig.trade("99", "50", Aggressor.SELL);
        rig.cancel(order);
        assertThat(rig.rejection("b")).isEqualTo("ORDER_NOT_OPEN");
        assertThat(rig.fills("b")).isEmpty();
    }

    @Test
    void queuesInQuotesByTheBestSize() {
        PaperRig rig = PaperRig.instant().quote("100", "5", "100.1", "5");
        rig.limit("b", Side.BUY, "1", "100", TimeInForce.GTC);
        rig.trade("100", "4", Aggressor.SELL).quote("100", "1", "100.1", "5");
        assertThat(rig.fills("b")).isEmpty();
        rig.quote("99.9", "7", "100.1", "5").trade("100", "0.2", Aggressor.SELL);
        assertThat(rig.fills("b")).as("the level is gone, nobody is ahead").containsExactly("0.2@100");
    }

    @ParameterizedTest(name = "{0} ahead and {1} behind")
    @CsvSource({"5,5,0.5", "2,6,0.03571", "6,2,0.96429", "0,5,0"})
    void cancelsComeFromAheadWithTheCubedShareOfTheQueue(String ahead, String behind, double share) {
        int moved = 0;
        int rounds = 20_000;
        for (int i = 0; i < rounds; i++) {
            QueuePlace place = QueuePlace.behind(new BigDecimal(ahead));
            BigDecimal all = new BigDecimal(ahead).add(new BigDecimal(behind));
            place.displayed(all, 0);
            place.displayed(all.subtract(BigDecimal.ONE), Draws.uniform(11, 5, i));
            boolean fromAhead = place.ahead().compareTo(new BigDecimal(ahead)) < 0;
            moved += fromAhead ? 1 : 0;
        }
        assertThat((double) moved / rounds).isBetween(share - 0.01, share + 0.01);
    }

    @Test
    void cancelsThatOnePartCannotGiveComeFromTheOther() {
        QueuePlace place = QueuePlace.behind(new BigDecimal("4"));
        place.displayed(new BigDecimal("6"), 0.5);
        place.displayed(new BigDecimal("1"), 0.999999);
        // 5 gone, 2 of them from behind
        assertThat(place.ahead()).isEqualByComparingTo("1");
    }

    private static PaperRig resting(String quantity, String price) {
        PaperRig rig = PaperRig.instant().book(BIDS, ASKS);
        rig.limit("b", Side.BUY, quantity, price, TimeInForce.GTC);
        return rig;
    }
}
