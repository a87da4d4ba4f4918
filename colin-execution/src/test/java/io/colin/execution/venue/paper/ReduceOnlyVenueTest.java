package io.colin.execution.venue.paper;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderType;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reduce-only at the paper venue, which goes by what its own fills have left there. */
class ReduceOnlyVenueTest {
    private static final String BIDS = "100.00:5 99.99:8";
    private static final String ASKS = "100.10:5 100.11:8";

    private final PaperRig rig = PaperRig.of(PaperRig.plain(PaperRig.BTC)
                    .latency(Duration.ZERO, Duration.ZERO)
                    .reduceOnly(true))
            .book(BIDS, ASKS);

    @Test
    void givenNoPositionThenItIsRejected() {
        reducing("r", Side.SELL, "1", "101");
        assertThat(rig.rejection("r")).isEqualTo("REDUCE_ONLY_WOULD_INCREASE");
    }

    @Test
    void givenAPositionOfItsOwnSideThenItIsRejected() {
        rig.market("open", Side.BUY, "2");
        reducing("r", Side.BUY, "1", "99");
        assertThat(rig.rejection("r")).isEqualTo("REDUCE_ONLY_WOULD_INCREASE");
    }

    @Test
    void givenMoreThanThePositionThenItIsCutToIt() {
        rig.market("open", Side.BUY, "2");
        reducing("r", Side.SELL, "3", "101");
        assertThat(rig.story("r")).containsExactly("Accepted", "Updated");
        assertThat(quantity("r")).isEqualByComparingTo("2");
    }

    @Test
    void givenAPositionThatShrinksWhileItRestsThenItShrinksAndGoesWhenNothingIsLeft() {
        rig.market("open", Side.BUY, "2");
        reducing("r", Side.SELL, "2", "101");
        rig.market("close", Side.SELL, "0.5");
        assertThat(quantity("r")).isEqualByComparingTo("1.5");
        rig.market("rest", Side.SELL, "1.5");
        assertThat(rig.heard.events("r").getLast())
                .isInstanceOfSatisfying(
                        OrderEvent.Canceled.class,
                        gone -> assertThat(gone.reason()).isEqualTo("nothing left to reduce"));
    }

    @Test
    void givenTwoThatRestWhenATradeReachesBothThenTheyNeverTurnThePosition() {
        rig.market("open", Side.BUY, "2");
        reducing("a", Side.SELL, "2", "101");
        reducing("b", Side.SELL, "2", "101");
        rig.trade("102", "9", io.colin.api.market.Aggressor.BUY);
        assertThat(rig.fills("a")).containsExactly("2@101");
        assertThat(rig.fills("b")).isEmpty();
        assertThat(rig.story("b")).endsWith("Canceled");
    }

    @Test
    void givenARestartThenThePositionBeforeItCounts() {
        PaperRig next = PaperRig.of(PaperRig.plain(PaperRig.BTC)
                        .latency(Duration.ZERO, Duration.ZERO)
                        .reduceOnly(true))
                .book(BIDS, ASKS);
        next.venue.restore(PaperRig.BTC.symbol(), new BigDecimal("-1"));
        send(next, "r", Side.BUY, "1", "100.10");
        assertThat(next.fills("r")).containsExactly("1@100.1");
    }

    @Test
    void givenAVenueThatWasNotAskedToThenTheFlagIsRefused() {
        PaperRig plain = PaperRig.instant().book(BIDS, ASKS);
        send(plain, "r", Side.SELL, "1", "101");
        assertThat(plain.rejection("r")).isEqualTo("UNSUPPORTED_FLAG");
    }

    private void reducing(String id, Side side, String quantity, String price) {
        send(rig, id, side, quantity, price);
    }

    private static void send(PaperRig rig, String id, Side side, String quantity, String price) {
        ChildOrder plain =
                rig.child(id, side, quantity, new OrderType.Limit(new BigDecimal(price)), TimeInForce.GTC, false);
        rig.send(with(plain, true, BigDecimal.ZERO));
    }

    static ChildOrder with(ChildOrder plain, boolean reduceOnly, BigDecimal display) {
        return new ChildOrder(
                plain.orderId(),
                plain.parentId(),
                plain.venue(),
                plain.venueOrderId(),
                plain.symbol(),
                plain.side(),
                plain.type(),
                plain.timeInForce(),
                plain.postOnly(),
                reduceOnly,
                display,
                plain.createdTimeNs(),
                plain.progress());
    }

    private BigDecimal quantity(String id) {
        List<OrderEvent.Updated> changes = rig.heard.events(id).stream()
                .filter(OrderEvent.Updated.class::isInstance)
                .map(OrderEvent.Updated.class::cast)
                .toList();
        return changes.getLast().quantity();
    }
}
