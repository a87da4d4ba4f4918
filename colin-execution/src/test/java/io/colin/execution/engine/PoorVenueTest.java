package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.event.SliceRouted;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import java.math.BigDecimal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A venue that left orders unfilled is left out for five minutes, whatever rests there meanwhile, and comes back if it fills. */
class PoorVenueTest {
    private final DeskVenue venue = DeskVenue.changing();
    private final Bench bench = Bench.at(venue);

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void isTriedAgainAfterFiveMinutesThoughOrdersCameToRestThereMeanwhile() {
        unfilled("first");
        assertRefused("at-once");
        for (int minute = 1; minute <= 4; minute++) {
            bench.advance(60);
            rest("rests-" + minute);
        }
        bench.advance(50);
        bench.price("800");
        assertRefused("early");
        bench.advance(20);
        bench.price("800");
        assertThat(taken("again").parentId()).isEqualTo(bench.order("again").orderId());
    }

    @Test
    void comesBackIfItFillsThenAndNotIfItDoesNot() {
        unfilled("first");
        bench.advance(301);
        bench.price("800");
        fill("second");
        fill("third");
        ChildOrder fourth = taken("fourth");
        venue.canceled(fourth.orderId());
        assertThat(bench.status("fourth"))
                .as("what is left is not sent there again")
                .isEqualTo(OrderStatus.CANCELED);
        assertRefused("fifth");
    }

    private void fill(String id) {
        venue.fill(taken(id), "1", "800.1");
        assertThat(bench.status(id)).isEqualTo(OrderStatus.FILLED);
    }

    private void unfilled(String id) {
        bench.submit(Rig.buy("1", id).build());
        for (int round = 1; round <= 3; round++) {
            venue.canceled(venue.only("submit").id());
        }
        assertThat(bench.status(id).isClosed()).isTrue();
    }

    private void rest(String id) {
        OrderIntent intent = Rig.buy("1", id).limit(new BigDecimal("700")).build();
        bench.submit(intent);
        venue.accept(venue.only("submit").id());
        assertThat(bench.status(id)).isEqualTo(OrderStatus.ACCEPTED);
    }

    private ChildOrder taken(String id) {
        bench.submit(Rig.buy("1", id).build());
        return venue.only("submit").child();
    }

    private void assertRefused(String id) {
        bench.submit(Rig.buy("1", id).build());
        assertThat(venue.taken()).isEmpty();
        assertThat(bench.of(SliceRouted.class).getLast().plan().unrouted())
                .singleElement()
                .satisfies(part -> assertThat(part.reason().message()).contains("venue=desk fill_ratio=0.7"));
    }
}
