package io.colin.api.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.instrument.Symbol;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OrderProgressTest {
    private static final Symbol BTC = Symbol.of("BTC/USD");

    @Test
    void startsWithNothingFilled() {
        OrderProgress progress = OrderProgress.initial(new BigDecimal("2.0"), 7);

        assertThat(progress.status()).isEqualTo(OrderStatus.INITIALIZED);
        assertThat(progress.outcome()).isEqualTo(Outcome.KNOWN);
        assertThat(progress.leavesQuantity()).isEqualTo(new BigDecimal("2"));
        assertThat(progress.averagePrice()).isEmpty();
        assertThat(progress.version()).isZero();
        assertThat(progress.updatedTimeNs()).isEqualTo(7);
    }

    @Test
    void averagesPricesByQuantity() {
        OrderProgress progress = OrderProgress.initial(new BigDecimal("10"), 0);
        progress = SampleOrders.filled(progress, SampleFill.buy(BTC, "1", "100").build());
        progress = SampleOrders.filled(progress, SampleFill.buy(BTC, "3", "200").build());

        assertThat(progress.averagePrice()).contains(new BigDecimal("175"));
        assertThat(progress.leavesQuantity()).isEqualTo(new BigDecimal("6"));
    }

    @Test
    void roundsAnEndlessAverageTo34Digits() {
        OrderProgress progress = OrderProgress.initial(BigDecimal.TEN, 0);
        progress = SampleOrders.filled(progress, SampleFill.buy(BTC, "1", "1").build());
        progress = SampleOrders.filled(progress, SampleFill.buy(BTC, "2", "2").build());

        assertThat(progress.averagePrice()).contains(new BigDecimal("1." + "6".repeat(32) + "7"));
    }

    @Test
    void hasNothingLeftAfterAnOverfill() {
        OrderProgress over = progress("1", "1.5");

        assertThat(over.leavesQuantity()).isZero();
    }

    @Test
    void refusesQuantitiesThatCannotBe() {
        assertThatThrownBy(() -> OrderProgress.initial(BigDecimal.ZERO, 0)).hasMessageStartingWith("quantity: ");
        assertThatThrownBy(() -> progress("1", "-0.1")).hasMessageStartingWith("filledQuantity: ");
    }

    @Test
    void knowsWhichStatesAreOver() {
        Set<OrderStatus> closed = EnumSet.noneOf(OrderStatus.class);
        Set<OrderStatus> inFlight = EnumSet.noneOf(OrderStatus.class);
        for (OrderStatus status : OrderStatus.values()) {
            if (status.isClosed()) {
                closed.add(status);
            }
            if (status.isInFlight()) {
                inFlight.add(status);
            }
        }

        assertThat(closed)
                .containsExactlyInAnyOrder(
                        OrderStatus.DENIED,
                        OrderStatus.REJECTED,
                        OrderStatus.CANCELED,
                        OrderStatus.EXPIRED,
                        OrderStatus.FILLED);
        assertThat(inFlight)
                .containsExactlyInAnyOrder(
                        OrderStatus.SUBMITTED, OrderStatus.PENDING_UPDATE, OrderStatus.PENDING_CANCEL);
    }

    private static OrderProgress progress(String quantity, String filled) {
        return new OrderProgress(
                OrderStatus.ACCEPTED,
                OrderStatus.ACCEPTED,
                Outcome.KNOWN,
                new BigDecimal(quantity),
                new BigDecimal(filled),
                BigDecimal.ZERO,
                new TreeMap<>(),
                List.of(),
                0,
                1);
    }
}
