package io.colin.api.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.execution.Slice;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.SampleInstruments;
import io.colin.api.market.SampleEvents;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.SampleFill;
import io.colin.api.order.SampleOrders;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class FixedVenueTest {
    private static final Instrument BTC = SampleInstruments.btcUsd();

    private final FixedVenue venue = FixedVenue.of("fixed", BTC);
    private final RecordingVenueListener listener = RecordingVenueListener.create();
    private final ChildOrder child = child();

    @Test
    void remembersEveryCommandInItsOrder() {
        venue.submit(child, 1);
        venue.query(child, 2);
        venue.amend(child, BigDecimal.TWO, child.type(), 3);
        venue.cancel(child, 4);

        assertThat(venue.commands())
                .containsExactly(
                        new FixedVenue.Command.Submit(child, 1),
                        new FixedVenue.Command.Query(child, 2),
                        new FixedVenue.Command.Amend(child, BigDecimal.TWO, child.type(), 3),
                        new FixedVenue.Command.Cancel(child, 4));
    }

    @Test
    void tellsItsListenerWhatTheTestSays() {
        venue.connect(listener);
        OrderEvent filled = new OrderEvent.Filled(
                "child-1", 5, SampleFill.buy(BTC.symbol(), "1", "100").build());
        venue.report(new VenueReport.OrderUpdate("fixed", new OrderEvent.Accepted("child-1", 4, "v-1")));
        venue.report(new VenueReport.OrderUpdate("fixed", filled));
        venue.report(new VenueReport.NotFound("fixed", "child-2", 6));

        assertThat(listener.reports()).hasSize(3);
        assertThat(listener.events("child-1")).hasSize(2).endsWith(filled);
        assertThat(listener.fills("child-1")).hasSize(1);
        assertThat(listener.of(VenueReport.NotFound.class)).hasSize(1);
        listener.clear();
        assertThat(listener.reports()).isEmpty();
    }

    @Test
    void tellsNobodyUnlessItIsConnected() {
        assertThatThrownBy(() -> venue.report(new VenueReport.NotFound("fixed", "child-1", 0)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not connected");
    }

    @Test
    void showsTheBookAndTheFeesItWasGiven() {
        assertThat(venue.book(BTC.symbol())).isEmpty();
        venue.with(SampleEvents.book(BTC, 1, 1, BigDecimal.TEN, BigDecimal.ONE)).with(FeeSchedule.bps(-1, 5));

        assertThat(venue.book(BTC.symbol())).isPresent();
        assertThat(venue.fees(BTC.symbol())).isEqualTo(FeeSchedule.bps(-1, 5));
        assertThat(venue.capabilities().orderTypes()).contains("Limit");
    }

    private static ChildOrder child() {
        OrderIntent intent = OrderIntent.of(BTC.symbol(), Side.BUY, BigDecimal.ONE)
                .clientOrderId("order-1")
                .build();
        return SampleOrders.child(
                "child-1",
                SampleOrders.parent("parent-1", intent, OrderStatus.ACCEPTED, 0),
                "fixed",
                new Slice(BigDecimal.ONE, new OrderType.Limit(BigDecimal.TEN), TimeInForce.GTC),
                0);
    }
}
