package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.Side;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Changes that meet fills, cancels, groups and refusals. The market is at 800; the order is a bid at 790. */
class AmendRaceTest {
    private DeskVenue venue = DeskVenue.changing();
    private Bench bench = Bench.at(venue);

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void givenACancelAfterAChangeWhenTheVenueRefusesItThenTheOrderIsStillToEndAtItsOldTerms() {
        elsewhere(DeskVenue.notChanging());
        ChildOrder child = resting("1");
        bench.amend("o", Amendment.price(new BigDecimal("791")));
        venue.only("cancel");
        bench.cancel("o");
        venue.tell(new OrderEvent.CancelRejected(child.orderId(), bench.now(), DeskVenue.no()));
        assertThat(bench.status("o")).isEqualTo(OrderStatus.PENDING_CANCEL);
        assertThat(bench.order("o").intent().type()).isEqualTo(limit("790"));
        venue.canceled(child.orderId());
        assertThat(bench.status("o")).isEqualTo(OrderStatus.CANCELED);
        assertThat(asked()).doesNotContain("submit");
    }

    private void elsewhere(DeskVenue other) {
        bench.close();
        venue = other;
        bench = Bench.at(venue);
    }

    private ChildOrder resting(String quantity) {
        bench.submit(OrderIntent.of(Rig.BTC_USD.symbol(), Side.BUY, new BigDecimal(quantity))
                .clientOrderId("o")
                .limit(new BigDecimal("790"))
                .build());
        DeskVenue.Asked sent = venue.only("submit");
        venue.accept(sent.id());
        return sent.child();
    }

    private List<String> asked() {
        return venue.taken().stream().map(DeskVenue.Asked::what).toList();
    }

    private static OrderType limit(String price) {
        return new OrderType.Limit(new BigDecimal(price));
    }
}
