package io.colin.server.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.event.LedgerEvent;
import io.colin.api.event.OrderChanged;
import io.colin.api.event.ParentCreated;
import io.colin.api.order.AlgoSpec;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.risk.CheckResult;
import io.colin.execution.engine.CancelResult;
import io.colin.execution.engine.Submission;
import io.colin.execution.engine.SubmitResult;
import io.colin.execution.engine.VenueAssumptions;
import io.colin.execution.store.MemoryEventStore;
import io.colin.risk.breaker.BreakerSettings;
import io.colin.risk.gate.StandardGate;
import io.colin.risk.gate.StandardGateBuilder;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The messages of a strategy, of the account and of the venue are used up: nothing new goes, and every cancel goes at once. */
class CancelUnderThrottleTest {
    private static final int OF_VENUE = 3;
    private static final int OF_STRATEGY = 5;
    private static final int OF_ALL = 6;
    private static final int SECOND = 32;

    private int orders;

    private static StandardGateBuilder gate() {
        return StandardGate.builder()
                .limits(Desk.limits()
                        .rate(rate ->
                                rate.ordersPerSecondPerStrategy(OF_STRATEGY).ordersPerSecond(OF_ALL))
                        .build())
                .breakers(BreakerSettings.builder().performance(Desk.ANY_LAG).build());
    }

    /** An order of a strategy under a key of its own, where the market is not. */
    private SubmitResult rest(Desk desk, String strategy) {
        orders++;
        OrderIntent intent = OrderIntent.of(Desk.BTC.symbol(), Side.BUY, BigDecimal.ONE)
                .clientOrderId("order-" + orders)
                .strategy(strategy)
                .limit(new BigDecimal(960 + orders))
                .algo(AlgoSpec.of("immediate", Map.of()))
                .build();
        return Desk.join(desk.engine.submit(new Submission(intent, "key of " + strategy, "", "h" + orders)));
    }

    private static List<String> refusingChecks(SubmitResult result) {
        assertThat(result).isInstanceOf(SubmitResult.Denied.class);
        return ((SubmitResult.Denied) result)
                .decision().checks().stream()
                        .filter(check -> check.outcome() == CheckResult.CheckOutcome.FAILED)
                        .map(CheckResult::check)
                        .toList();
    }

    @Test
    void everyCancelLeavesInTheEventTimeItIsAskedAtAndBeforeAnyLaterOrder() {
        Script script = new Script().live().price(30, Desk.BTC.symbol(), "1000");
        VenueAssumptions usual = VenueAssumptions.USUAL;
        VenueAssumptions scarce =
                new VenueAssumptions(usual.p95Latency(), Map.of("paper", OF_VENUE), usual.maxBookAge());
        try (Desk desk = Desk.open(script, MemoryEventStore.empty(), gate(), builder -> builder.assumptions(scarce))) {
            desk.until(30);
            List<String> resting = new ArrayList<>();
            for (int i = 0; i < OF_VENUE; i++) {
                resting.add(taken(rest(desk, "one")));
            }
            desk.pass(SECOND);
            resting.forEach(id -> assertThat(status(desk, id)).isEqualTo(OrderStatus.ACCEPTED));
            useUp(desk);

            long nowNs = Script.START_NS + SECOND * Script.SECOND_NS;
            for (String id : resting) {
                assertThat(Desk.join(desk.engine.cancel(id, "key of one"))).isInstanceOf(CancelResult.Requested.class);
            }
            assertThat(refusingChecks(rest(desk, "two"))).contains("order-rate");

            List<LedgerEvent> records = desk.records();
            int later = last(records, ParentCreated.class);
            List<OrderChanged> asked = records.subList(0, later).stream()
                    .filter(OrderChanged.class::isInstance)
                    .map(OrderChanged.class::cast)
                    .filter(changed -> changed.event() instanceof OrderEvent.PendingCancel)
                    .filter(changed ->
                            desk.engine.view().order(changed.event().orderId()).isEmpty())
                    .toList();
            assertThat(asked)
                    .as("a cancel of each child, before the order that came later")
                    .hasSize(OF_VENUE);
            assertThat(asked).allMatch(changed -> changed.event().timeNs() == nowNs);
            desk.pass(SECOND + 1);
            resting.forEach(id -> Awaitility.await().until(() -> status(desk, id) == OrderStatus.CANCELED));
        }
    }

    /** What the budgets of the venue, of the strategy and of the account still allow. */
    private void useUp(Desk desk) {
        String unsent = taken(rest(desk, "one"));
        assertThat(status(desk, unsent)).as("the venue takes no more").isNotEqualTo(OrderStatus.ACCEPTED);
        for (int i = 1; i < OF_STRATEGY; i++) {
            taken(rest(desk, "one"));
        }
        assertThat(refusingChecks(rest(desk, "one"))).contains("strategy-order-rate");
        SubmitResult other = rest(desk, "two");
        while (other instanceof SubmitResult.Taken) {
            other = rest(desk, "two");
        }
        assertThat(refusingChecks(other)).contains("order-rate");
    }

    private static String taken(SubmitResult result) {
        assertThat(result).isInstanceOf(SubmitResult.Taken.class);
        return ((SubmitResult.Taken) result).order().orderId();
    }

    private static OrderStatus status(Desk desk, String id) {
        ParentOrder order = desk.engine.view().order(id).orElseThrow();
        return order.progress().status();
    }

    private static int last(List<LedgerEvent> records, Class<? extends LedgerEvent> type) {
        for (int i = records.size() - 1; i >= 0; i--) {
            if (type.isInstance(records.get(i))) {
                return i;
            }
        }
        throw new AssertionError("no " + type.getSimpleName());
    }
}
