package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.order.AlgoSpec;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderProgress;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.execution.venue.paper.Faults;
import io.colin.execution.venue.paper.PaperVenue;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What should not come comes: a clear state each time, nothing lost, nothing sent twice. The market is at 800. */
class BadInputTest {
    @Test
    void givenAnOrderBelowTheMinimumThenItIsRefusedWithThatReasonAndNothingRests() {
        try (Bench bench = Bench.at(paper(Faults.NONE))) {
            bench.submit(buy("0.001").limit(new BigDecimal("790")).build());
            bench.advance(5);
            OrderProgress progress = bench.order("o").progress();
            assertThat(progress.status()).isIn(OrderStatus.DENIED, OrderStatus.REJECTED);
            assertThat(progress.refusals().getFirst().code()).isEqualTo("NOTIONAL_BELOW_MINIMUM");
            assertThat(bench.parts().orders().open()).isEmpty();
        }
    }

    @Test
    void givenAScheduleWhoseSlicesAreSmallerThanCanBeTradedThenTheyAreGatheredAndTheSumIsExact() {
        DeskVenue venue = DeskVenue.changing();
        try (Bench bench = Bench.at(venue)) {
            bench.submit(buy("0.02000001")
                    .algo(AlgoSpec.of("twap", Map.of("duration_s", "600", "interval_s", "60")))
                    .build());
            List<ChildOrder> sent = new ArrayList<>();
            for (int minute = 0; minute < 12; minute++) {
                bench.price("800");
                bench.advance(59);
                for (DeskVenue.Asked asked : venue.taken()) {
                    sent.add(asked.child());
                    venue.accept(asked.id());
                    venue.fill(asked.child(), asked.quantity().toPlainString(), "800");
                }
            }
            assertThat(sent).hasSizeBetween(2, 4).allSatisfy(child -> {
                BigDecimal quantity = child.progress().quantity();
                assertThat(quantity.remainder(Rig.BTC_USD.lotSize())).isZero();
                assertThat(Rig.BTC_USD.notional(quantity, new BigDecimal("800")))
                        .isGreaterThanOrEqualTo(Rig.BTC_USD.minNotional());
            });
            assertThat(bench.status("o")).isEqualTo(OrderStatus.FILLED);
            assertThat(bench.held()).isEqualByComparingTo("0.02000001");
        }
    }

    @Test
    void givenAParentCancelledWhileItsChildIsInFlightThenTheCancelFollowsAndAFillThatWasFasterCounts() {
        DeskVenue venue = DeskVenue.changing();
        try (Bench bench = Bench.at(venue)) {
            bench.submit(buy("1").limit(new BigDecimal("790")).build());
            ChildOrder child = venue.only("submit").child();
            bench.cancel("o");
            assertThat(venue.only("cancel").id()).isEqualTo(child.orderId());
            assertThat(bench.status("o")).isEqualTo(OrderStatus.PENDING_CANCEL);
            venue.accept(child.orderId());
            venue.fill(child, "0.3", "790");
            venue.canceled(child.orderId());
            assertThat(bench.status("o")).isEqualTo(OrderStatus.CANCELED);
            assertThat(bench.order("o").progress().filledQuantity()).isEqualByComparingTo("0.3");
            assertThat(bench.held()).isEqualByComparingTo("0.3");
            assertThat(venue.taken()).isEmpty();
        }
    }

    @Test
    void givenAFillThatComesAfterItsCancelThenItIsBookedAndTheOrderStaysCancelled() {
        DeskVenue venue = DeskVenue.changing();
        try (Bench bench = Bench.at(venue)) {
            bench.submit(buy("1").limit(new BigDecimal("790")).build());
            ChildOrder child = venue.only("submit").child();
            venue.accept(child.orderId());
            bench.cancel("o");
            venue.canceled(child.orderId());
            venue.fill(child, "0.3", "790");
            assertThat(bench.status("o")).isEqualTo(OrderStatus.CANCELED);
            assertThat(bench.children("o").getFirst().progress().status()).isEqualTo(OrderStatus.CANCELED);
            assertThat(bench.held()).isEqualByComparingTo("0.3");
            assertThat(bench.parts().orders().open()).isEmpty();
        }
    }

    @Test
    void givenAnAnswerThatIsLostThenTheOrderIsLookedUpAndNeverSentAgain() {
        DeskVenue venue = DeskVenue.changing();
        try (Bench bench = Bench.at(venue)) {
            bench.submit(buy("1").limit(new BigDecimal("790")).build());
            ChildOrder child = venue.only("submit").child();
            venue.tell(new OrderEvent.Unresolved(child.orderId(), bench.now(), "no answer"));
            venue.only("query");
            bench.advance(2);
            venue.only("query");
            bench.advance(60);
            assertThat(venue.taken())
                    .extracting(DeskVenue.Asked::what)
                    .containsOnly("query")
                    .hasSize(4);
            venue.accept(child.orderId());
            assertThat(bench.status("o")).isEqualTo(OrderStatus.ACCEPTED);
        }
    }

    @Test
    void givenAVenueThatIsGoneForAWhileThenWhatNeverArrivedIsRefusedAndWhatDidIsBooked() {
        Faults gone = Faults.builder()
                .down(Duration.ofSeconds(10), Duration.ofSeconds(4))
                .answerTimeout(Duration.ofSeconds(1))
                .build();
        try (Bench bench = Bench.at(paper(gone))) {
            bench.submit(buy("1").limit(new BigDecimal("801")).build());
            bench.advance(1);
            assertThat(bench.status("o")).isEqualTo(OrderStatus.FILLED);
            bench.advance(9);
            bench.submit(OrderIntent.of(Rig.BTC_USD.symbol(), Side.BUY, BigDecimal.ONE)
                    .clientOrderId("lost")
                    .limit(new BigDecimal("801"))
                    .build());
            bench.advance(20);
            assertThat(bench.status("lost")).isEqualTo(OrderStatus.REJECTED);
            assertThat(bench.order("lost").progress().refusals().getFirst().code())
                    .isEqualTo("NOT_AT_VENUE");
            assertThat(bench.held()).isEqualByComparingTo("1");
        }
    }

    @Test
    void givenARestartThenNoIdComesTwice() {
        DeskVenue venue = DeskVenue.changing();
        Bench bench = Bench.at(venue);
        bench.submit(buy("1").limit(new BigDecimal("790")).build());
        ParentOrder before = bench.order("o");
        ChildOrder childBefore = venue.only("submit").child();
        DeskVenue found = DeskVenue.changing();
        try (Bench next = bench.restarted(found)) {
            found.taken();
            next.submit(OrderIntent.of(Rig.BTC_USD.symbol(), Side.BUY, BigDecimal.ONE)
                    .clientOrderId("p")
                    .limit(new BigDecimal("790"))
                    .build());
            assertThat(next.order("o").orderId()).isEqualTo(before.orderId());
            assertThat(number(next.order("p"))).isGreaterThan(number(before));
            assertThat(found.only("submit").id()).isNotEqualTo(childBefore.orderId());
            assertThat(next.submit(buy("1").limit(new BigDecimal("790")).build()))
                    .isInstanceOf(SubmitResult.Repeated.class);
        }
    }

    private static long number(ParentOrder order) {
        return Long.parseLong(order.orderId().substring(order.orderId().lastIndexOf('-') + 1));
    }

    private static PaperVenue paper(Faults faults) {
        return PaperVenue.builder()
                .instruments(Rig.BTC_USD)
                .latency(Duration.ofMillis(20), Duration.ofMillis(80))
                .faults(faults)
                .build();
    }

    private static OrderIntent.Builder buy(String quantity) {
        return OrderIntent.of(Rig.BTC_USD.symbol(), Side.BUY, new BigDecimal(quantity))
                .clientOrderId("o");
    }
}
