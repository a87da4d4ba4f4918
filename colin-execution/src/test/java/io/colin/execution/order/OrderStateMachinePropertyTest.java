package io.colin.execution.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderProgress;
import io.colin.api.order.OrderStatus;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderStateMachinePropertyTest {
    private static final int STEPS = 300;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987, 1597})
    void holdsItsLawsOverAnySequenceOfEvents(long seed) {
        Random random = new Random(seed);
        int fills = 0;
        for (int order = 0; order < 20; order++) {
            OrderProgress progress = OrderProgress.initial(BigDecimal.TEN, 0);
            BigDecimal quantity = BigDecimal.ZERO;
            BigDecimal cost = BigDecimal.ZERO;
            long applied = 0;
            for (int step = 0; step < STEPS; step++) {
                OrderEvent event = next(random, step);
                Transition transition = OrderStateMachine.apply(progress, event);
                if (!(transition instanceof Transition.Applied change)) {
                    continue;
                }
                applied++;
                if (event instanceof OrderEvent.Filled filled) {
                    quantity = quantity.add(filled.fill().quantity());
                    cost = cost.add(
                            filled.fill().quantity().multiply(filled.fill().price()));
                    fills++;
                }
                checkStep(progress, event, change.after());
                progress = change.after();
                assertThat(progress.version()).isEqualTo(applied);
                assertThat(progress.filledQuantity()).isEqualByComparingTo(quantity);
                assertThat(progress.filledCost()).isEqualByComparingTo(cost);
                checkAverage(progress, quantity, cost);
            }
        }
        assertThat(fills).as("the sequences reach fills").isGreaterThan(10);
    }

    private static void checkStep(OrderProgress before, OrderEvent event, OrderProgress after) {
        assertThat(after.filledQuantity()).isLessThanOrEqualTo(after.quantity());
        assertThat(after.filledQuantity().add(after.leavesQuantity())).isEqualByComparingTo(after.quantity());
        if (before.status().isClosed()) {
            assertThat(before.status()).isEqualTo(OrderStatus.CANCELED);
            assertThat(event).isInstanceOf(OrderEvent.Filled.class);
        }
        boolean pending = after.status() == OrderStatus.PENDING_UPDATE || after.status() == OrderStatus.PENDING_CANCEL;
        if (pending) {
            assertThat(after.previousStatus().isClosed()).isFalse();
            assertThat(after.previousStatus().name()).doesNotStartWith("PENDING");
        } else {
            assertThat(after.previousStatus()).isEqualTo(after.status());
        }
        if (after.status() == OrderStatus.FILLED) {
            assertThat(after.leavesQuantity()).isZero();
        }
    }

    private static void checkAverage(OrderProgress progress, BigDecimal quantity, BigDecimal cost) {
        if (quantity.signum() == 0) {
            assertThat(progress.averagePrice()).isEmpty();
        } else {
            assertThat(progress.averagePrice().orElseThrow())
                    .isEqualByComparingTo(cost.divide(quantity, MathContext.DECIMAL128));
        }
    }

    private static OrderEvent next(Random random, int step) {
        if (random.nextInt(3) == 0) {
            return OrderStateMachineTest.fill(
                    "t" + step,
                    "0." + (1 + random.nextInt(9)),
                    Integer.toString(90 + random.nextInt(20)),
                    "0.01",
                    random.nextBoolean() ? "USD" : "BTC");
        }
        List<OrderEvent> events = OrderStateMachineTest.everyEvent("2");
        OrderEvent event = events.get(random.nextInt(events.size()));
        // Ends are rarer than requests, so that sequences live long enough to be interesting.
        boolean ends = event instanceof OrderEvent.Canceled
                || event instanceof OrderEvent.Expired
                || event instanceof OrderEvent.Rejected
                || event instanceof OrderEvent.Denied;
        return ends && random.nextInt(8) > 0 ? events.get(3 + random.nextInt(2)) : event;
    }
}
