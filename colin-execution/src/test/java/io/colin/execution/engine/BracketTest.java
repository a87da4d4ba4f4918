package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.order.ChildOrder;
import io.colin.api.order.Contingency;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderGroup;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import io.colin.api.order.TriggerSource;
import io.colin.execution.store.MemoryEventStore;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An entry with two ways out: as one submission, activated by fills, and one way out only. The market is at 800. */
class BracketTest {
    private DeskVenue venue = DeskVenue.changing();
    private Bench bench = Bench.at(venue);

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void givenABracketWhenTakenThenTheEntryGoesAndTheExitsAreHeld() {
        assertThat(bench.submit(bracket("1"))).isInstanceOf(GroupResult.Taken.class);
        DeskVenue.Asked entry = venue.only("submit");
        assertThat(entry.quantity()).isEqualByComparingTo("1");
        assertThat(bench.status("e-tp")).isEqualTo(OrderStatus.EMULATED);
        assertThat(bench.status("e-sl")).isEqualTo(OrderStatus.EMULATED);
        bench.price("700");
        bench.price("900");
        assertThat(venue.taken()).as("nothing is activated").isEmpty();
    }

    @Test
    void givenAnEntryThatFillsInPartsThenTheExitGrowsWithItAtTheVenue() {
        ChildOrder entry = entered("1");
        venue.fill(entry, "0.3", "799");
        DeskVenue.Asked profit = venue.only("submit");
        assertThat(profit.quantity()).isEqualByComparingTo("0.3");
        assertThat(profit.child().reduceOnly()).isTrue();
        assertThat(profit.type()).isEqualTo(new OrderType.Limit(new BigDecimal("820")));
        venue.accept(profit.id());
        venue.fill(entry, "0.2", "799");
        DeskVenue.Asked more = venue.only("amend");
        assertThat(more.quantity()).isEqualByComparingTo("0.5");
        venue.fill(entry, "0.5", "799");
        assertThat(venue.taken()).as("one change at a time").isEmpty();
        venue.updated(more);
        assertThat(venue.only("amend").quantity()).isEqualByComparingTo("1");
        assertThat(bench.status("e-sl")).isEqualTo(OrderStatus.EMULATED);
    }

    @Test
    void givenAVenueThatChangesNothingThenTheExitIsTakenBackAndPlacedAnewNeverTwice() {
        restart(DeskVenue.notChanging());
        ChildOrder entry = entered("1");
        venue.fill(entry, "0.3", "799");
        DeskVenue.Asked profit = venue.only("submit");
        venue.accept(profit.id());
        venue.fill(entry, "0.7", "799");
        assertThat(venue.only("cancel").id()).isEqualTo(profit.id());
        venue.canceled(profit.id());
        assertThat(venue.only("submit").quantity()).isEqualByComparingTo("1");
    }

    @Test
    void givenTheProfitIsTakenThenTheStopIsCancelled() {
        ChildOrder profit = active("1");
        venue.fill(profit, "1", "820");
        assertThat(bench.status("e-tp")).isEqualTo(OrderStatus.FILLED);
        assertThat(bench.status("e-sl")).isEqualTo(OrderStatus.CANCELED);
        assertThat(bench.held()).isZero();
        bench.price("700");
        assertThat(venue.taken()).isEmpty();
    }

    @Test
    void givenTheProfitIsTakenInPartThenTheStopIsForTheRest() {
        ChildOrder profit = active("1");
        venue.fill(profit, "0.4", "820");
        assertThat(bench.order("e-sl").progress().quantity()).isEqualByComparingTo("0.6");
        bench.price("780");
        assertThat(venue.only("cancel").id()).isEqualTo(profit.orderId());
        venue.canceled(profit.orderId());
        assertThat(venue.only("submit").quantity()).isEqualByComparingTo("0.6");
    }

    @Test
    void givenTheStopIsTriggeredThenTheProfitIsTakenBackBeforeItGoes() {
        ChildOrder profit = active("1");
        bench.price("780");
        assertThat(venue.only("cancel").id()).isEqualTo(profit.orderId());
        assertThat(bench.status("e-sl")).isEqualTo(OrderStatus.RELEASED);
        bench.price("770");
        assertThat(venue.taken()).as("it waits for the answer").isEmpty();
        venue.canceled(profit.orderId());
        DeskVenue.Asked stop = venue.only("submit");
        assertThat(stop.quantity()).isEqualByComparingTo("1");
        venue.fill(stop.child(), "1", "770");
        assertThat(bench.held()).isZero();
        assertThat(bench.status("e-sl")).isEqualTo(OrderStatus.FILLED);
        assertThat(bench.status("e-tp")).isEqualTo(OrderStatus.CANCELED);
    }

    @Test
    void givenAVenueThatFillsPoorlyAndNoOtherThenTheStopGoesThereAllTheSame() {
        bench.submit(Rig.buy("1", "poor").build());
        for (int round = 1; round <= 3; round++) {
            venue.canceled(venue.only("submit").id());
        }
        bench.submit(Rig.buy("1", "refused").build());
        assertThat(venue.taken()).as("it is left out").isEmpty();
        ChildOrder profit = active("1");
        bench.price("780");
        venue.only("cancel");
        venue.canceled(profit.orderId());
        venue.fill(venue.only("submit").child(), "1", "780");
        assertThat(bench.status("e-sl")).isEqualTo(OrderStatus.FILLED);
        assertThat(bench.held()).isZero();
    }

    @Test
    void givenACancelThatIsRefusedThoughTheOrderWorksThenItIsAskedAgainAndTheStopGoes() {
        ChildOrder profit = active("1");
        bench.price("780");
        venue.only("cancel");
        venue.tell(new OrderEvent.CancelRejected(profit.orderId(), bench.now(), DeskVenue.no()));
        venue.only("query");
        venue.found(profit.orderId(), OrderStatus.ACCEPTED, "0");
        venue.only("cancel");
        venue.canceled(profit.orderId());
        assertThat(venue.only("submit").quantity()).isEqualByComparingTo("1");
    }

    @Test
    void givenTheProfitFillsWhileItIsTakenBackThenTheStopIsForWhatIsLeft() {
        ChildOrder profit = active("1");
        bench.price("780");
        venue.only("cancel");
        venue.fill(profit, "0.7", "820");
        venue.canceled(profit.orderId());
        assertThat(venue.only("submit").quantity()).isEqualByComparingTo("0.3");
    }

    @Test
    void givenTheProfitFillsAfterItsCancelThenBothAreBookedAsTheyHappened() {
        ChildOrder profit = active("1");
        bench.price("780");
        venue.only("cancel");
        venue.canceled(profit.orderId());
        DeskVenue.Asked stop = venue.only("submit");
        venue.fill(stop.child(), "1", "780");
        venue.fill(profit, "1", "820");
        assertThat(bench.held()).as("sold twice, and said so").isEqualByComparingTo("-1");
        assertThat(bench.order("e-tp").progress().filledQuantity()).isEqualByComparingTo("1");
        assertThat(bench.order("e-sl").progress().filledQuantity()).isEqualByComparingTo("1");
    }

    @Test
    void givenAnEntryCancelledInPartThenTheExitsAreForWhatItFilled() {
        ChildOrder entry = entered("1");
        venue.fill(entry, "0.3", "799");
        venue.accept(venue.only("submit").id());
        bench.cancel("e");
        venue.only("cancel");
        venue.canceled(entry.orderId());
        assertThat(bench.order("e-tp").progress().quantity()).isEqualByComparingTo("0.3");
        assertThat(bench.order("e-sl").progress().quantity()).isEqualByComparingTo("0.3");
        bench.price("780");
        DeskVenue.Asked back = venue.only("cancel");
        venue.canceled(back.id());
        assertThat(venue.only("submit").quantity()).isEqualByComparingTo("0.3");
    }

    @Test
    void givenAnEntryCancelledUnfilledThenTheExitsGoWithIt() {
        ChildOrder entry = entered("1");
        bench.cancel("e");
        venue.only("cancel");
        venue.canceled(entry.orderId());
        assertThat(bench.status("e-tp")).isEqualTo(OrderStatus.CANCELED);
        assertThat(bench.status("e-sl")).isEqualTo(OrderStatus.CANCELED);
    }

    @Test
    void givenOneExitIsCancelledThenTheOtherIsToo() {
        ChildOrder profit = active("1");
        bench.cancel("e-sl");
        assertThat(bench.status("e-sl")).isEqualTo(OrderStatus.CANCELED);
        assertThat(venue.only("cancel").id()).isEqualTo(profit.orderId());
    }

    @Test
    void givenAnExitThatAVenueRefusesThenTheOtherStays() {
        ChildOrder entry = entered("1");
        venue.fill(entry, "1", "799");
        DeskVenue.Asked profit = venue.only("submit");
        venue.tell(new OrderEvent.Rejected(profit.id(), bench.now(), DeskVenue.no()));
        assertThat(bench.status("e-tp")).isEqualTo(OrderStatus.REJECTED);
        assertThat(bench.status("e-sl")).isEqualTo(OrderStatus.EMULATED);
        bench.price("780");
        assertThat(venue.only("submit").quantity()).isEqualByComparingTo("1");
    }

    @Test
    void givenAVenueThatEndsAnExitByItselfThenTheOtherStays() {
        ChildOrder profit = active("1");
        venue.tell(new OrderEvent.Canceled(profit.orderId(), bench.now(), "venue maintenance"));
        assertThat(bench.status("e-tp")).isEqualTo(OrderStatus.CANCELED);
        assertThat(bench.status("e-sl")).isEqualTo(OrderStatus.EMULATED);
        bench.price("780");
        assertThat(venue.only("submit").quantity()).isEqualByComparingTo("1");
    }

    @Test
    void givenAnExitThatFindsNoBookToBePlacedAnewThenTheOtherStays() {
        restart(DeskVenue.notChanging());
        ChildOrder entry = entered("1");
        venue.fill(entry, "0.3", "799");
        DeskVenue.Asked profit = venue.only("submit");
        venue.accept(profit.id());
        venue.fill(entry, "0.7", "799");
        venue.only("cancel");
        bench.advance(3700); // The book is older than the router takes.
        venue.canceled(profit.id());
        assertThat(bench.status("e-tp")).isEqualTo(OrderStatus.CANCELED);
        assertThat(bench.status("e-sl")).isEqualTo(OrderStatus.EMULATED);
        bench.price("780");
        assertThat(venue.only("submit").quantity()).isEqualByComparingTo("1");
    }

    @Test
    void givenAnExitWhoseTimeIsOverThenTheOtherGoesToo() {
        OrderGroup whole = bracket("1");
        TimeInForce aMinute = TimeInForce.gtd(bench.now() + 60 * Bench.SECOND);
        OrderIntent profit = whole.orders().get(1);
        bench.submit(new OrderGroup(List.of(
                whole.orders().getFirst(),
                profit.workedBy(profit.algo(), aMinute),
                whole.orders().getLast())));
        DeskVenue.Asked entry = venue.only("submit");
        venue.accept(entry.id());
        venue.fill(entry.child(), "1", "799");
        DeskVenue.Asked resting = venue.only("submit");
        venue.accept(resting.id());
        bench.advance(60);
        venue.tell(new OrderEvent.Expired(resting.id(), bench.now()));
        assertThat(bench.order("e-tp").progress().status().isClosed()).isTrue();
        assertThat(bench.status("e-sl")).isEqualTo(OrderStatus.CANCELED);
    }

    @Test
    void givenAnExitThatEndsWhileTheEntryIsOpenThenTheEntryIsTakenBack() {
        ChildOrder entry = entered("1");
        venue.fill(entry, "0.3", "799");
        DeskVenue.Asked profit = venue.only("submit");
        venue.tell(new OrderEvent.Rejected(profit.id(), bench.now(), DeskVenue.no()));
        assertThat(venue.only("cancel").id()).isEqualTo(entry.orderId());
        venue.canceled(entry.orderId());
        assertThat(bench.order("e-sl").progress().quantity()).isEqualByComparingTo("0.3");
        bench.price("780");
        assertThat(venue.only("submit").quantity()).isEqualByComparingTo("0.3");
    }

    @Test
    void givenAStopThatCannotSellAllWhileTheEntryIsOpenThenTheEntryIsTakenBack() {
        ChildOrder entry = entered("1");
        venue.fill(entry, "0.3", "799");
        DeskVenue.Asked profit = venue.only("submit");
        venue.accept(profit.id());
        bench.price("780");
        assertThat(venue.only("cancel").id())
                .as("a stop that goes is no reason yet")
                .isEqualTo(profit.id());
        venue.canceled(profit.id());
        List<DeskVenue.Asked> asked = venue.taken();
        while (asked.getFirst().what().equals("submit")) {
            venue.canceled(asked.getFirst().id());
            asked = venue.taken();
        }
        assertThat(asked).singleElement().satisfies(one -> assertThat(one.id()).isEqualTo(entry.orderId()));
        assertThat(bench.status("e-sl")).isEqualTo(OrderStatus.CANCELED);
    }

    @Test
    void givenARunCutBetweenTheEndOfAnExitAndTheCancelOfTheEntryThenItIsTakenBackAtTheStart() {
        ChildOrder entry = entered("1");
        venue.fill(entry, "0.3", "799");
        DeskVenue.Asked profit = venue.only("submit");
        venue.tell(new OrderEvent.Rejected(profit.id(), bench.now(), DeskVenue.no()));
        bench.close();
        MemoryEventStore whole = (MemoryEventStore) bench.store();
        int taken = 0;
        for (long records = 1; records <= whole.lastSequence(); records++) {
            DeskVenue found = DeskVenue.changing();
            try (Bench cut = bench.restartedFrom(RestartTest.firstRecords(whole, records), found)) {
                boolean exitIsGone = cut.parts().orders().parents().stream()
                        .anyMatch(order -> order.progress().status() == OrderStatus.REJECTED);
                if (exitIsGone) {
                    assertThat(cut.status("e")).as("after %s records", records).isEqualTo(OrderStatus.PENDING_CANCEL);
                    taken++;
                }
            }
        }
        assertThat(taken).as("cuts before and after the cancel was recorded").isGreaterThan(1);
    }

    @Test
    void givenTooLittleToSellWhenTheStopIsReachedThenItWaitsAndGoesOnceThereIsEnough() {
        ChildOrder entry = entered("1");
        venue.fill(entry, "0.001", "799");
        bench.price("780");
        assertThat(venue.taken()).as("worth less than a venue takes").isEmpty();
        assertThat(bench.status("e-sl")).isEqualTo(OrderStatus.EMULATED);
        assertThat(bench.status("e-tp")).isEqualTo(OrderStatus.EMULATED);
        venue.fill(entry, "0.999", "799");
        DeskVenue.Asked profit = venue.taken().getFirst();
        venue.canceled(profit.id());
        assertThat(venue.only("submit").quantity()).as("the stop").isEqualByComparingTo("1");
        assertThat(bench.status("e-tp")).isEqualTo(OrderStatus.CANCELED);
    }

    @Test
    void givenAnExitThatFilledAllThereWasWhenTooLittleMoreIsActivatedThenItWaitsForMore() {
        ChildOrder entry = entered("1");
        venue.fill(entry, "0.3", "799");
        DeskVenue.Asked profit = venue.only("submit");
        venue.accept(profit.id());
        venue.fill(profit.child(), "0.3", "820");
        venue.fill(entry, "0.001", "799");
        assertThat(venue.taken()).isEmpty();
        assertThat(bench.status("e-tp")).isEqualTo(OrderStatus.PARTIALLY_FILLED);
        venue.fill(entry, "0.699", "799");
        assertThat(venue.only("submit").quantity()).isEqualByComparingTo("0.7");
    }

    @Test
    void givenTwoWaysInWhenOneFillsInPartThenTheOtherIsForTheRestAndOneTriggersWithoutTheOther() {
        assertThat(bench.submit(waysIn())).isInstanceOf(GroupResult.Taken.class);
        ChildOrder low = venue.only("submit").child();
        venue.accept(low.orderId());
        venue.fill(low, "0.4", "790");
        assertThat(bench.order("high").progress().quantity()).isEqualByComparingTo("0.6");
        bench.price("811");
        assertThat(venue.only("cancel").id()).isEqualTo(low.orderId());
        venue.fill(low, "0.1", "790");
        venue.canceled(low.orderId());
        DeskVenue.Asked high = venue.only("submit");
        assertThat(high.quantity()).isEqualByComparingTo("0.5");
        venue.fill(high.child(), "0.5", "811");
        assertThat(bench.held()).isEqualByComparingTo("1");
        assertThat(bench.parts().orders().open()).isEmpty();
    }

    private static OrderGroup waysIn() {
        OrderIntent.Builder low = OrderIntent.of(Rig.BTC_USD.symbol(), Side.BUY, BigDecimal.ONE)
                .clientOrderId("low")
                .limit(new BigDecimal("790"))
                .contingency(new Contingency(Contingency.Kind.OCO, List.of("high")));
        OrderIntent.Builder high = OrderIntent.of(Rig.BTC_USD.symbol(), Side.BUY, BigDecimal.ONE)
                .clientOrderId("high")
                .type(new OrderType.StopMarket(new BigDecimal("810"), TriggerSource.LAST))
                .acceptsEmulation(true)
                .contingency(new Contingency(Contingency.Kind.OCO, List.of("low")));
        return new OrderGroup(List.of(low.build(), high.build()));
    }

    @Test
    void givenOneOrderOfTheGroupIsRefusedThenNoneIsPlacedAndEachSaysWhy() {
        OrderIntent entry = entry("1").build();
        OrderGroup group = OrderGroup.bracket(
                entry, new BigDecimal("820"), new OrderType.StopMarket(new BigDecimal("790"), TriggerSource.MARK));
        assertThat(bench.submit(group)).isInstanceOf(GroupResult.Denied.class);
        assertThat(venue.taken()).isEmpty();
        assertThat(List.of("e", "e-tp", "e-sl"))
                .allSatisfy(id -> assertThat(bench.status(id)).isEqualTo(OrderStatus.DENIED));
        assertThat(reason("e-sl")).contains("trigger_source=MARK");
        assertThat(reason("e")).contains("refused=[e-sl]");
    }

    @Test
    void givenTheSameGroupAgainThenNothingNewIsMade() {
        assertThat(bench.submit(bracket("1"), "key", "h")).isInstanceOf(GroupResult.Taken.class);
        venue.only("submit");
        assertThat(bench.submit(bracket("1"), "key", "h"))
                .isInstanceOfSatisfying(
                        GroupResult.Repeated.class,
                        repeated -> assertThat(repeated.orders())
                                .extracting(order -> order.intent().clientOrderId())
                                .containsExactly("e", "e-tp", "e-sl"));
        assertThat(bench.submit(bracket("2"), "key", "other")).isInstanceOf(GroupResult.Conflict.class);
        assertThat(bench.submit(bracket("2"), "", "other")).isInstanceOf(GroupResult.Conflict.class);
        assertThat(venue.taken()).isEmpty();
    }

    @Test
    void givenAnOrderThatNamesOthersWhenItComesAloneThenItIsDenied() {
        bench.submit(bracket("1").orders().getFirst());
        assertThat(reason("e")).contains("contingency=OTO");
    }

    @Test
    void givenTheRunIsKilledWhenTheEntryIsHalfFilledThenTheBracketGoesOn() {
        ChildOrder entry = entered("1");
        venue.fill(entry, "0.5", "799");
        DeskVenue.Asked profit = venue.only("submit");
        venue.accept(profit.id());
        restartSame();
        assertThat(venue.taken()).extracting(DeskVenue.Asked::what).containsOnly("restore");
        venue.fill(entry, "0.5", "799");
        assertThat(venue.only("amend").quantity()).isEqualByComparingTo("1");
        bench.price("780");
        assertThat(bench.status("e-sl")).isEqualTo(OrderStatus.RELEASED);
    }

    @Test
    void givenTheRunIsKilledWhenTheStopWaitsForTheCancelThenItGoesAfterwards() {
        ChildOrder profit = active("1");
        bench.price("780");
        venue.only("cancel");
        restartSame();
        assertThat(venue.only("query").id()).isEqualTo(profit.orderId());
        bench.price("785");
        venue.canceled(profit.orderId());
        assertThat(venue.only("submit").quantity()).isEqualByComparingTo("1");
    }

    /** Wherever a run is cut off, no entry is without its stop, no exit without its entry, and nothing is sent again. */
    @Test
    void givenARunCutAfterAnyRecordThenItIsTakenUpWithoutHalfABracket() {
        ChildOrder profit = active("1");
        venue.fill(profit, "0.5", "820");
        bench.close();
        MemoryEventStore whole = (MemoryEventStore) bench.store();
        for (long records = 1; records <= whole.lastSequence(); records++) {
            DeskVenue found = DeskVenue.changing();
            try (Bench cut = bench.restartedFrom(RestartTest.firstRecords(whole, records), found)) {
                List<ParentOrder> all = List.copyOf(cut.parts().orders().parents());
                boolean open = all.stream()
                        .anyMatch(order -> !order.progress().status().isClosed());
                if (open) {
                    assertThat(all).as("after %s records", records).hasSize(3);
                    assertThat(cut.status("e-sl")).isEqualTo(OrderStatus.EMULATED);
                }
                assertThat(found.taken()).extracting(DeskVenue.Asked::what).isSubsetOf("restore", "query", "submit");
            }
        }
    }

    private ChildOrder entered(String quantity) {
        bench.submit(bracket(quantity));
        DeskVenue.Asked entry = venue.only("submit");
        venue.accept(entry.id());
        return entry.child();
    }

    /** An entry that is filled, and the exit that rests. */
    private ChildOrder active(String quantity) {
        ChildOrder entry = entered(quantity);
        venue.fill(entry, quantity, "799");
        DeskVenue.Asked profit = venue.only("submit");
        venue.accept(profit.id());
        assertThat(bench.status("e")).isEqualTo(OrderStatus.FILLED);
        return profit.child();
    }

    private void restart(DeskVenue other) {
        bench.close();
        venue = other;
        bench = Bench.at(venue);
    }

    private void restartSame() {
        DeskVenue found = DeskVenue.changing().after(100);
        bench = bench.restarted(found);
        venue = found;
    }

    private String reason(String clientId) {
        return bench.order(clientId).progress().refusals().getFirst().message();
    }

    private static OrderGroup bracket(String quantity) {
        return OrderGroup.bracket(
                entry(quantity).build(),
                new BigDecimal("820"),
                new OrderType.StopMarket(new BigDecimal("790"), TriggerSource.LAST));
    }

    private static OrderIntent.Builder entry(String quantity) {
        return OrderIntent.of(Rig.BTC_USD.symbol(), Side.BUY, new BigDecimal(quantity))
                .clientOrderId("e")
                .limit(new BigDecimal("799"));
    }
}
