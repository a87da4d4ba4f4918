package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.colin.api.alert.Severity;
import io.colin.api.event.OrderChanged;
import io.colin.api.event.RiskAlert;
import io.colin.api.order.AlgoSpec;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.Refusal;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import io.colin.api.order.TriggerSource;
import io.colin.api.risk.SelfMatchPolicy;
import io.colin.execution.store.LedgerCodec;
import io.colin.execution.store.MemoryEventStore;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two orders of ours that would trade with each other, under each policy. The market is at 799.9 to 800.1. */
class SelfMatchTest {
    private DeskVenue venue = DeskVenue.changing();
    private Bench bench = at(SelfMatchPolicy.CANCEL_OLDEST);

    @AfterEach
    void close() {
        bench.close();
    }

    private Bench at(SelfMatchPolicy policy) {
        return Bench.at(venue, () -> new MatchingGate(policy));
    }

    private void under(SelfMatchPolicy policy) {
        bench.close();
        venue = DeskVenue.changing();
        bench = at(policy);
    }

    private static OrderIntent.Builder order(String id, Side side, String quantity, String price) {
        return OrderIntent.of(Rig.BTC_USD.symbol(), side, new BigDecimal(quantity))
                .clientOrderId(id)
                .algo(AlgoSpec.of("immediate", Map.of()))
                .limit(new BigDecimal(price));
    }

    private ChildOrder resting(String id, Side side, String quantity, String price) {
        bench.submit(order(id, side, quantity, price).build());
        ChildOrder child = venue.only("submit").child();
        venue.accept(child.orderId());
        return child;
    }

    private String reason(String id) {
        String orderId = bench.order(id).orderId();
        return bench.of(OrderChanged.class).stream()
                .map(OrderChanged::event)
                .filter(event -> event.orderId().equals(orderId))
                .filter(OrderEvent.Canceled.class::isInstance)
                .map(event -> ((OrderEvent.Canceled) event).reason())
                .findFirst()
                .orElseThrow();
    }

    private List<Boolean> waits(String id) {
        return bench.of(RiskAlert.class).stream()
                .filter(alert -> alert.name().equals("self_match_wait"))
                .filter(alert -> alert.scope().equals(bench.order(id).orderId()))
                .map(RiskAlert::active)
                .toList();
    }

    @ParameterizedTest(name = "ours at {0}, the new one at {1}")
    @CsvSource({"800.1, 800.1", "800, 800.05", "800, 800", "801, 805"})
    void underCancelOldestNothingLeavesBeforeTheEndOfWhatRestsIsKnown(String ours, String price) {
        ChildOrder old = resting("old", Side.SELL, "1", ours);
        bench.submit(order("new", Side.BUY, "2", price).build());
        assertThat(venue.only("cancel").id()).isEqualTo(old.orderId());
        assertThat(bench.status("new")).isEqualTo(OrderStatus.RELEASED);
        assertThat(bench.status("old")).isEqualTo(OrderStatus.PENDING_CANCEL);
        bench.advance(5);
        bench.price("800");
        assertThat(venue.taken()).as("it waits").isEmpty();
        assertThat(waits("new")).containsExactly(true);
        venue.canceled(old.orderId());
        DeskVenue.Asked sent = venue.only("submit");
        assertThat(sent.child().parentId()).isEqualTo(bench.order("new").orderId());
        assertThat(sent.quantity()).isEqualByComparingTo("2");
        assertThat(waits("new")).containsExactly(true, false);
        assertThat(bench.status("old")).isEqualTo(OrderStatus.CANCELED);
        assertThat(reason("old"))
                .isEqualTo("cancelled by self-match prevention, for "
                        + bench.order("new").orderId() + " would trade with it");
    }

    @Test
    void whatDoesNotCrossGoesAtOnce() {
        resting("old", Side.SELL, "1", "801");
        bench.submit(order("new", Side.BUY, "1", "800.9").build());
        assertThat(venue.only("submit").child().side()).isEqualTo(Side.BUY);
        bench.submit(order("beside", Side.SELL, "1", "801").build());
        assertThat(venue.only("submit").child().side()).isEqualTo(Side.SELL);
    }

    @Test
    void theHiddenPartOfAnIcebergIsInTheWayAsMuchAsTheShownOne() {
        bench.submit(order("old", Side.SELL, "10", "801")
                .displayQuantity(new BigDecimal("1"))
                .build());
        ChildOrder old = venue.only("submit").child();
        venue.accept(old.orderId());
        venue.fill(old, "1", "801");
        assertThat(bench.status("old")).isEqualTo(OrderStatus.PARTIALLY_FILLED);
        bench.submit(order("new", Side.BUY, "1", "801").build());
        assertThat(venue.only("cancel").id()).isEqualTo(old.orderId());
        venue.canceled(old.orderId());
        assertThat(venue.only("submit").child().side()).isEqualTo(Side.BUY);
        assertThat(bench.order("old").progress().filledQuantity()).isEqualByComparingTo("1");
    }

    @Test
    void allThatRestAreAskedAndTheLastEndLetsItGo() {
        ChildOrder first = resting("first", Side.SELL, "1", "801");
        ChildOrder second = resting("second", Side.SELL, "1", "802");
        ChildOrder apart = resting("apart", Side.SELL, "1", "803");
        bench.submit(order("new", Side.BUY, "1", "802").build());
        assertThat(venue.taken())
                .extracting(DeskVenue.Asked::id)
                .containsExactlyInAnyOrder(first.orderId(), second.orderId())
                .doesNotContain(apart.orderId());
        venue.canceled(second.orderId());
        assertThat(venue.taken()).isEmpty();
        venue.canceled(first.orderId());
        assertThat(venue.only("submit").child().side()).isEqualTo(Side.BUY);
    }

    @Test
    void aFillThatRacesTheCancelIsBookedAndEndsTheWaitOnceItIsWhole() {
        ChildOrder old = resting("old", Side.SELL, "1", "801");
        bench.submit(order("new", Side.BUY, "1", "801").build());
        venue.only("cancel");
        venue.fill(old, "0.4", "801");
        assertThat(venue.taken()).isEmpty();
        venue.fill(old, "0.6", "801");
        assertThat(bench.status("old")).isEqualTo(OrderStatus.FILLED);
        assertThat(venue.only("submit").child().side()).isEqualTo(Side.BUY);
        assertThat(bench.held()).isEqualByComparingTo("-1");
    }

    @Test
    void anEndWhoseFillsAreMissingIsNoEnd() {
        ChildOrder old = resting("old", Side.SELL, "1", "801");
        bench.submit(order("new", Side.BUY, "1", "801").build());
        venue.only("cancel");
        venue.canceled(old.orderId(), "0.4");
        assertThat(venue.taken()).extracting(DeskVenue.Asked::what).doesNotContain("submit");
        venue.fill(old, "0.4", "801");
        assertThat(venue.only("submit").child().side()).isEqualTo(Side.BUY);
    }

    @Test
    void aCancelThatIsRefusedOrLostIsNoEnd() {
        ChildOrder old = resting("old", Side.SELL, "1", "801");
        bench.submit(order("new", Side.BUY, "1", "801").build());
        venue.only("cancel");
        venue.tell(new OrderEvent.CancelRejected(old.orderId(), bench.now(), DeskVenue.no()));
        assertThat(venue.taken()).extracting(DeskVenue.Asked::what).doesNotContain("submit");
        venue.tell(new OrderEvent.Unresolved(old.orderId(), bench.now(), "timed out"));
        bench.advance(3600);
        assertThat(venue.taken()).extracting(DeskVenue.Asked::what).doesNotContain("submit");
        assertThat(waits("new")).containsExactly(true);
        // A person may take the one that waits back at any time.
        bench.cancel("new");
        assertThat(bench.status("new")).isEqualTo(OrderStatus.CANCELED);
        assertThat(waits("new")).containsExactly(true, false);
        venue.canceled(old.orderId());
        assertThat(venue.taken()).extracting(DeskVenue.Asked::what).doesNotContain("submit");
    }

    @Test
    void whatWaitsEndsAtItsTime() {
        ChildOrder old = resting("old", Side.SELL, "1", "801");
        bench.submit(order("new", Side.BUY, "1", "801")
                .timeInForce(TimeInForce.gtd(bench.now() + 60 * Bench.SECOND))
                .build());
        venue.only("cancel");
        bench.advance(59);
        assertThat(bench.status("new")).isEqualTo(OrderStatus.RELEASED);
        bench.advance(2);
        assertThat(bench.status("new")).isEqualTo(OrderStatus.CANCELED);
        assertThat(reason("new")).contains("the end of its time");
        venue.canceled(old.orderId());
        assertThat(venue.taken()).extracting(DeskVenue.Asked::what).doesNotContain("submit");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"IOC", "FOK"})
    void whatNeverRestsWaitsOneSecondAndIsCancelled(TimeInForce.Kind kind) {
        ChildOrder old = resting("old", Side.SELL, "1", "800");
        bench.submit(order("new", Side.BUY, "1", "801")
                .timeInForce(kind == TimeInForce.Kind.IOC ? TimeInForce.IOC : TimeInForce.FOK)
                .build());
        venue.only("cancel");
        assertThat(bench.status("new")).isEqualTo(OrderStatus.RELEASED);
        bench.advance(1);
        assertThat(bench.status("new")).isEqualTo(OrderStatus.CANCELED);
        assertThat(reason("new"))
                .isEqualTo("cancelled by self-match prevention, for what it would trade with had not ended within 1 s");
        assertThat(waits("new")).containsExactly(true, false);
        venue.canceled(old.orderId());
        bench.advance(3600);
        assertThat(venue.taken()).extracting(DeskVenue.Asked::what).doesNotContain("submit");
    }

    @Test
    void whatNeverRestsIsSentWhereTheEndComesWithinTheSecondAndItsNextWaitHasASecondOfItsOwn() {
        ChildOrder old = resting("old", Side.SELL, "1", "800");
        bench.submit(
                order("new", Side.BUY, "2", "801").timeInForce(TimeInForce.IOC).build());
        venue.only("cancel");
        long begun = bench.now();
        venue.canceled(old.orderId());
        ChildOrder sent = venue.only("submit").child();
        venue.accept(sent.orderId());
        ChildOrder later = resting("later", Side.SELL, "1", "800.1");
        bench.parts().timers().at(begun + Bench.SECOND / 2, () -> {
            venue.fill(sent, "0.5", "800");
            venue.tell(new OrderEvent.Expired(sent.orderId(), bench.now()));
        });
        bench.advance(1);
        assertThat(venue.only("cancel").id()).isEqualTo(later.orderId());
        assertThat(bench.now()).isEqualTo(begun + Bench.SECOND);
        assertThat(bench.status("new")).as("its second wait").isEqualTo(OrderStatus.PARTIALLY_FILLED);
        bench.advance(1);
        assertThat(bench.status("new")).isEqualTo(OrderStatus.CANCELED);
        assertThat(bench.order("new").progress().filledQuantity()).isEqualByComparingTo("0.5");
        assertThat(waits("new")).containsExactly(true, false, true, false);
    }

    @Test
    void givenAKillThenWhatNeverRestsHasWaitedSinceTheAlertOfTheRunBefore() {
        resting("old", Side.SELL, "1", "800");
        bench.submit(
                order("new", Side.BUY, "1", "801").timeInForce(TimeInForce.IOC).build());
        venue = DeskVenue.changing();
        bench = bench.restartedAfter(3600, venue);
        bench.advance(1);
        assertThat(bench.status("new")).isEqualTo(OrderStatus.CANCELED);
        assertThat(waits("new")).containsExactly(false);
        assertThat(venue.taken()).extracting(DeskVenue.Asked::what).doesNotContain("submit");
    }

    @Test
    void aTriggeredStopIsNotLostHoweverLongAVenueIsSilent() {
        ChildOrder old = resting("old", Side.SELL, "1", "800.7");
        bench.submit(OrderIntent.of(Rig.BTC_USD.symbol(), Side.BUY, BigDecimal.ONE)
                .clientOrderId("stop")
                .algo(AlgoSpec.of("immediate", Map.of()))
                .type(new OrderType.StopMarket(new BigDecimal("800.5"), TriggerSource.LAST))
                .timeInForce(TimeInForce.IOC)
                .acceptsEmulation(true)
                .build());
        bench.price("800.6");
        venue.only("cancel");
        bench.advance(3600);
        bench.price("800.6");
        assertThat(bench.status("stop")).isEqualTo(OrderStatus.RELEASED);
        assertThat(bench.of(RiskAlert.class))
                .filteredOn(alert -> alert.name().equals("self_match_wait"))
                .extracting(RiskAlert::active, RiskAlert::severity)
                .containsExactly(tuple(true, Severity.HIGH));
        venue.taken();
        venue.canceled(old.orderId());
        assertThat(venue.only("submit").child().side()).isEqualTo(Side.BUY);
    }

    @Test
    void anAlertThatARunDiedBeforeEndingEndsWithTheNext() {
        resting("old", Side.SELL, "1", "801");
        bench.submit(order("new", Side.BUY, "1", "801").build());
        bench.cancel("new");
        assertThat(waits("new")).containsExactly(true, false);
        MemoryEventStore whole = (MemoryEventStore) bench.store();
        bench.close();
        List<Long> alerts = new ArrayList<>();
        whole.read(1, entry -> {
            if (LedgerCodec.decode(entry) instanceof RiskAlert) {
                alerts.add(entry.sequence());
            }
        });
        venue = DeskVenue.changing();
        bench = bench.restartedFrom(RestartTest.firstRecords(whole, alerts.getLast() - 1), venue);
        assertThat(bench.status("new")).isEqualTo(OrderStatus.CANCELED);
        assertThat(waits("new")).containsExactly(false);
    }

    @Test
    void aSliceThatIsFreeDoesNotEndTheWaitOfOneThatCameBack() {
        bench.submit(OrderIntent.of(Rig.BTC_USD.symbol(), Side.BUY, new BigDecimal("10"))
                .clientOrderId("twap")
                .algo(AlgoSpec.of("twap", Map.of()))
                .build());
        for (int i = 0; i < 6 && bench.children("twap").isEmpty(); i++) {
            bench.advance(10);
            bench.price("800");
        }
        ChildOrder first = venue.only("submit").child();
        venue.accept(first.orderId());
        ChildOrder old = resting("old", Side.SELL, "1", "800.1");
        venue.tell(new OrderEvent.Expired(first.orderId(), bench.now()));
        assertThat(venue.only("cancel").id()).isEqualTo(old.orderId());
        bench.price("790");
        for (int i = 0; i < 12 && bench.children("twap").size() == 1; i++) {
            bench.advance(10);
            bench.price("790");
        }
        assertThat(venue.only("submit").child().type().limitPrice().orElseThrow())
                .as("below what rests")
                .isLessThan(new BigDecimal("800.1"));
        assertThat(waits("twap")).containsExactly(true);
        venue.canceled(old.orderId());
        assertThat(venue.only("submit").quantity())
                .isEqualByComparingTo(first.progress().quantity());
        assertThat(waits("twap")).containsExactly(true, false);
    }

    @Test
    void aSliceOfAnAlgorithmCancelsWhatAPersonHasRestingAndGoesOn() {
        ChildOrder old = resting("old", Side.SELL, "1", "800.1");
        bench.submit(OrderIntent.of(Rig.BTC_USD.symbol(), Side.BUY, new BigDecimal("10"))
                .clientOrderId("twap")
                .algo(AlgoSpec.of("twap", Map.of()))
                .build());
        for (int i = 0; i < 20 && bench.status("old") == OrderStatus.ACCEPTED; i++) {
            bench.advance(10);
            bench.price("800");
        }
        assertThat(venue.only("cancel").id()).isEqualTo(old.orderId());
        venue.canceled(old.orderId());
        DeskVenue.Asked slice = venue.only("submit");
        assertThat(slice.child().parentId()).isEqualTo(bench.order("twap").orderId());
        assertThat(slice.quantity()).isLessThan(new BigDecimal("10"));
    }

    @Test
    void aSliceThatRestsCostsItsWholeOrderWhichSendsNoMore() {
        bench.submit(OrderIntent.of(Rig.BTC_USD.symbol(), Side.SELL, new BigDecimal("10"))
                .clientOrderId("ice")
                .algo(AlgoSpec.of("iceberg", Map.of()))
                .limit(new BigDecimal("801"))
                .build());
        ChildOrder slice = venue.only("submit").child();
        venue.accept(slice.orderId());
        bench.submit(order("new", Side.BUY, "1", "801").build());
        assertThat(venue.only("cancel").id()).isEqualTo(slice.orderId());
        venue.canceled(slice.orderId());
        assertThat(venue.only("submit").child().side()).isEqualTo(Side.BUY);
        assertThat(bench.status("ice")).isEqualTo(OrderStatus.CANCELED);
        bench.advance(600);
        assertThat(venue.taken()).isEmpty();
    }

    @Test
    void aNewOneCancelsWhatStillWaitsAndBothThatWaitNeverMeet() {
        ChildOrder old = resting("old", Side.SELL, "1", "801");
        bench.submit(order("buy", Side.BUY, "1", "801").build());
        venue.only("cancel");
        bench.submit(order("sell", Side.SELL, "1", "800.5").build());
        assertThat(bench.status("buy")).isEqualTo(OrderStatus.CANCELED);
        bench.advance(1);
        assertThat(venue.only("submit").child().side()).isEqualTo(Side.SELL);
        venue.canceled(old.orderId());
        assertThat(venue.taken()).isEmpty();
    }

    @Test
    void givenAKillWhileItWaitsThenTheNextRunWaitsForTheSameEndAndSendsOnce() {
        ChildOrder old = resting("old", Side.SELL, "1", "801");
        bench.submit(order("new", Side.BUY, "2", "801").build());
        venue.only("cancel");
        venue = DeskVenue.changing();
        bench = bench.restarted(venue);
        assertThat(venue.taken()).extracting(DeskVenue.Asked::what).doesNotContain("submit");
        bench.advance(60);
        assertThat(venue.taken()).extracting(DeskVenue.Asked::what).doesNotContain("submit");
        venue.canceled(old.orderId());
        assertThat(venue.only("submit").quantity()).isEqualByComparingTo("2");
        assertThat(bench.children("new")).hasSize(1);
        assertThat(waits("new")).as("begun before the kill").containsExactly(false);
        // And once more right after it was sent.
        venue = DeskVenue.changing();
        bench = bench.restarted(venue);
        bench.advance(60);
        assertThat(venue.taken()).extracting(DeskVenue.Asked::what).doesNotContain("submit");
    }

    @Test
    void whatAVenueLeftOfASliceGoesOutAgainOnlyOnceNothingOfOursIsInItsWay() {
        bench.submit(OrderIntent.of(Rig.BTC_USD.symbol(), Side.BUY, new BigDecimal("2"))
                .clientOrderId("new")
                .algo(AlgoSpec.of("immediate", Map.of()))
                .build());
        ChildOrder taking = venue.only("submit").child();
        venue.accept(taking.orderId());
        ChildOrder old = resting("old", Side.SELL, "1", "800.1");
        venue.fill(taking, "0.5", "800.1");
        venue.tell(new OrderEvent.Expired(taking.orderId(), bench.now()));
        assertThat(venue.only("cancel").id()).isEqualTo(old.orderId());
        assertThat(bench.status("new")).isEqualTo(OrderStatus.PARTIALLY_FILLED);
        bench.advance(5);
        assertThat(venue.taken()).isEmpty();
        venue.canceled(old.orderId());
        DeskVenue.Asked rest = venue.only("submit");
        assertThat(rest.child().parentId()).isEqualTo(taking.parentId());
        assertThat(rest.quantity()).isEqualByComparingTo("1.5");
    }

    @Test
    void underCancelNewestTheNewOneEndsCancelledAndWhatRestsStays() {
        under(SelfMatchPolicy.CANCEL_NEWEST);
        resting("old", Side.SELL, "1", "801");
        bench.submit(order("new", Side.BUY, "2", "801").build());
        assertThat(venue.taken()).isEmpty();
        assertThat(bench.status("new")).isEqualTo(OrderStatus.CANCELED);
        assertThat(bench.status("old")).isEqualTo(OrderStatus.ACCEPTED);
        assertThat(reason("new"))
                .startsWith("cancelled by self-match prevention, for it would trade with ")
                .endsWith(" at 801");
    }

    @Test
    void underCancelNewestAnAlgorithmWhosePartWouldTradeKeepsWhatItHasFilled() {
        under(SelfMatchPolicy.CANCEL_NEWEST);
        bench.submit(order("ice", Side.BUY, "3", "799")
                .algo(AlgoSpec.of("iceberg", Map.of()))
                .build());
        ChildOrder first = venue.only("submit").child();
        venue.accept(first.orderId());
        venue.fill(first, "1", "799");
        resting("old", Side.SELL, "1", "799");
        bench.advance(600);
        assertThat(venue.taken()).isEmpty();
        assertThat(bench.status("ice")).isEqualTo(OrderStatus.CANCELED);
        assertThat(bench.order("ice").progress().filledQuantity()).isEqualByComparingTo("1");
        assertThat(bench.status("old")).isEqualTo(OrderStatus.ACCEPTED);
    }

    @Test
    void aChangeThatWouldTradeIsRefusedAndBothStayAsTheyWere() {
        resting("old", Side.SELL, "1", "801");
        resting("new", Side.BUY, "1", "799");
        assertThat(bench.amend("new", Amendment.price(new BigDecimal("801"))))
                .isInstanceOfSatisfying(
                        AmendResult.Refused.class,
                        refused -> assertThat(refused.reasons())
                                .extracting(Refusal::code)
                                .containsExactly("SELF_TRADE"));
        assertThat(venue.taken()).isEmpty();
        assertThat(bench.status("new")).isEqualTo(OrderStatus.ACCEPTED);
        assertThat(bench.status("old")).isEqualTo(OrderStatus.ACCEPTED);
    }

    @Test
    void underRejectTheNewOneIsDeniedAtTheDoor() {
        under(SelfMatchPolicy.REJECT);
        resting("old", Side.SELL, "1", "801");
        assertThat(bench.submit(order("new", Side.BUY, "2", "801").build())).isInstanceOf(SubmitResult.Denied.class);
        assertThat(venue.taken()).isEmpty();
        assertThat(bench.status("old")).isEqualTo(OrderStatus.ACCEPTED);
    }
}
