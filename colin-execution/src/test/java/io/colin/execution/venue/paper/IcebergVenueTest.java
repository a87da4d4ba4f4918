package io.colin.execution.venue.paper;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.market.Aggressor;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderType;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Icebergs at the paper venue: 3 to buy at 100, 1 of it shown, behind 5 of others. */
class IcebergVenueTest {
    private final PaperRig rig = PaperRig.instant().book("100.00:5 99.99:8", "100.10:5 100.11:8");

    @Test
    void givenAPartThatIsGoneThenTheNextShowsAtTheEndOfTheQueue() {
        iceberg("b", "3", "1", TimeInForce.GTC);
        rig.levels("100:8", "");
        rig.trade("100", "6", Aggressor.SELL);
        assertThat(rig.fills("b")).as("the shown part alone").containsExactly("1@100");
        rig.trade("100", "2", Aggressor.SELL);
        assertThat(rig.fills("b")).as("behind the 2 that came after it").containsExactly("1@100");
        rig.trade("100", "0.4", Aggressor.SELL);
        rig.trade("100", "5", Aggressor.SELL);
        assertThat(rig.fills("b")).containsExactly("1@100", "0.4@100", "0.6@100");
    }

    @Test
    void givenAnotherOrderOfOursBehindItThenThatComesFirstOnceThePartIsGone() {
        iceberg("ice", "3", "1", TimeInForce.GTC);
        rig.limit("plain", Side.BUY, "2", "100", TimeInForce.GTC);
        rig.trade("100", "6", Aggressor.SELL);
        assertThat(rig.fills("ice")).containsExactly("1@100");
        rig.trade("100", "2", Aggressor.SELL);
        assertThat(rig.fills("plain")).containsExactly("2@100");
        assertThat(rig.fills("ice")).containsExactly("1@100");
    }

    @Test
    void givenATradeBeyondItsPriceThenWhatIsHiddenIsReachedToo() {
        iceberg("b", "3", "1", TimeInForce.GTC);
        rig.trade("99.99", "2.5", Aggressor.SELL);
        assertThat(rig.fills("b")).containsExactly("2.5@100");
        rig.trade("99.99", "9", Aggressor.SELL);
        assertThat(rig.fills("b")).containsExactly("2.5@100", "0.5@100");
    }

    @Test
    void givenTheOtherSideAtItsPriceThenWhatIsHiddenIsReachedToo() {
        iceberg("b", "3", "1", TimeInForce.GTC);
        rig.levels("100:0", "100:2");
        assertThat(rig.fills("b")).containsExactly("2@100");
    }

    @ParameterizedTest(name = "shows {1} of {0}, {2}")
    @CsvSource({"3, 4, GTC", "3, 0.005, GTC", "3, 1, IOC"})
    void givenAPartThatCannotBeShownThenItIsRejected(String quantity, String shown, TimeInForce.Kind kind) {
        iceberg("b", quantity, shown, new TimeInForce(kind, TimeInForce.NO_EXPIRY));
        assertThat(rig.rejection("b")).isEqualTo("UNSUPPORTED_FLAG");
    }

    private void iceberg(String id, String quantity, String shown, TimeInForce timeInForce) {
        ChildOrder plain =
                rig.child(id, Side.BUY, quantity, new OrderType.Limit(new BigDecimal("100")), timeInForce, false);
        rig.send(ReduceOnlyVenueTest.with(plain, false, new BigDecimal(shown)));
    }
}
