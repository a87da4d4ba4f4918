package io.colin.api.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.DataGap;
import io.colin.api.order.Fill;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.SampleFill;
import io.colin.api.signal.Signal;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class RecordingEventsTest {
    private static final Symbol BTC = Symbol.of("BTC/USD");
    private static final EventHeader HEADER = new EventHeader(1, 2, 3, "c", "market:3");

    private final RecordingEvents events = RecordingEvents.create();

    @Test
    void keepsEventsByKindInTheirOrder() {
        Fill first = SampleFill.buy(BTC, "1", "100").tradeId("a").build();
        Fill second = SampleFill.buy(BTC, "1", "101").tradeId("b").build();
        Signal signal = Signal.of(BTC, "model", 0)
                .band(0.01, BigDecimal.TEN)
                .horizonNs(1)
                .build();
        events.accept(new OrderFilled(HEADER, first, OrderStatus.PARTIALLY_FILLED, OrderStatus.PARTIALLY_FILLED));
        events.accept(new SignalEmitted(HEADER, signal, true));
        events.accept(new OrderFilled(HEADER, second, OrderStatus.FILLED, OrderStatus.FILLED));

        assertThat(events.all()).hasSize(3);
        assertThat(events.fills()).containsExactly(first, second);
        assertThat(events.signals()).containsExactly(signal);
        assertThat(events.last(OrderFilled.class)).map(OrderFilled::fill).contains(second);
        assertThat(events.last(RunEnded.class)).isEmpty();
    }

    @Test
    void keepsTheChangesOfOrdersApart() {
        OrderEvent mine = new OrderEvent.Released("child-1", 1);
        events.accept(new OrderChanged(HEADER, mine, OrderStatus.INITIALIZED, OrderStatus.RELEASED));
        events.accept(new OrderChanged(
                HEADER, new OrderEvent.Released("child-2", 1), OrderStatus.INITIALIZED, OrderStatus.RELEASED));

        assertThat(events.changes("child-1")).containsExactly(mine);
        assertThat(events.decisions("child-1")).isEmpty();
    }

    @Test
    void forgetsWhenTold() {
        events.accept(new DataProblem(HEADER, new DataGap(BTC, 0, DataGap.Kind.BOOK, "lost")));
        events.clear();

        assertThat(events.all()).isEmpty();
    }
}
