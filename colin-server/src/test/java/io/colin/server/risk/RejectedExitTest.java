package io.colin.server.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.event.OrderChanged;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderType;
import io.colin.api.order.Refusal;
import io.colin.api.order.Side;
import io.colin.api.order.TriggerSource;
import io.colin.api.venue.SimulatedVenue;
import io.colin.api.venue.VenueListener;
import io.colin.api.venue.VenueReport;
import io.colin.execution.engine.SubmitResult;
import io.colin.execution.store.MemoryEventStore;
import io.colin.execution.venue.paper.PaperVenue;
import io.colin.risk.reduction.ReductionSettings;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** A way out that its venue rejects after it has filled a part: what is left of the position is not locked in by it. */
class RejectedExitTest {
    private static final Refusal NO = new Refusal("HALTED", "HALTED: by the test");

    @Test
    void givenAStopWhoseChildIsRejectedAfterAFillThenTheGateLetsTheRestOut() {
        Script script = new Script();
        for (int second = 0; second < 10; second++) {
            script.price(second, Desk.BTC.symbol(), "100");
        }
        script.price(10, Desk.BTC.symbol(), "97")
                .thin(10, Desk.BTC.symbol(), "97", "4")
                .price(11, Desk.BTC.symbol(), "97");
        try (Desk desk = Desk.open(
                script.live(),
                MemoryEventStore.empty(),
                Desk.gate(ReductionSettings.STANDARD),
                builder -> builder.venue(rejecting()))) {
            desk.until(1);
            assertThat(desk.submit(order("entry", Side.BUY, "10").build())).isInstanceOf(SubmitResult.Taken.class);
            desk.until(2);
            desk.awaitHeld(Desk.BTC, "10");
            OrderType stop = new OrderType.StopMarket(new BigDecimal("98"), TriggerSource.LAST);
            assertThat(desk.submit(order("stop", Side.SELL, "10")
                            .type(stop)
                            .reduceOnly(true)
                            .acceptsEmulation(true)
                            .build()))
                    .isInstanceOf(SubmitResult.Taken.class);
            desk.until(10);
            desk.until(11);
            desk.awaitHeld(Desk.BTC, "6");
            assertThat(desk.records(OrderChanged.class))
                    .extracting(OrderChanged::event)
                    .filteredOn(OrderEvent.Canceled.class::isInstance)
                    .extracting(event -> ((OrderEvent.Canceled) event).reason())
                    .contains(NO.message());
            assertThat(desk.submit(
                            order("rest", Side.SELL, "6").reduceOnly(true).build()))
                    .isInstanceOf(SubmitResult.Taken.class);
            desk.pass(12);
            desk.awaitHeld(Desk.BTC, "0");
        }
    }

    private static OrderIntent.Builder order(String id, Side side, String quantity) {
        return OrderIntent.of(Desk.BTC.symbol(), side, new BigDecimal(quantity))
                .clientOrderId(id)
                .venue("rejecting");
    }

    /** The paper venue, which tells what it ends with fills as a rejection. */
    private static SimulatedVenue rejecting() {
        PaperVenue paper = PaperVenue.builder()
                .id("rejecting")
                .reduceOnly(true)
                .instruments(Desk.BTC, Desk.ETH)
                .feeBps(0)
                .seed(42)
                .build();
        return (SimulatedVenue) Proxy.newProxyInstance(
                SimulatedVenue.class.getClassLoader(),
                new Class<?>[] {SimulatedVenue.class},
                (proxy, method, given) -> {
                    Object[] asked = given != null && given[0] instanceof VenueListener listener
                            ? new Object[] {(VenueListener) report -> listener.onReport(rejected(report))}
                            : given;
                    return method.invoke(paper, asked);
                });
    }

    private static VenueReport rejected(VenueReport report) {
        return report instanceof VenueReport.OrderUpdate update
                        && update.event() instanceof OrderEvent.Canceled canceled
                        && update.filledQuantity().orElseThrow().signum() > 0
                ? new VenueReport.OrderUpdate(
                        update.venue(),
                        new OrderEvent.Rejected(canceled.orderId(), canceled.timeNs(), NO),
                        update.filledQuantity())
                : report;
    }
}
