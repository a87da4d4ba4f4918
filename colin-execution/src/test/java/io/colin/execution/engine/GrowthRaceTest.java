package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.event.OrderFilled;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderGroup;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.Outcome;
import io.colin.api.order.Side;
import io.colin.api.order.TriggerSource;
import io.colin.api.venue.VenueReport;
import io.colin.execution.store.LedgerCodec;
import io.colin.execution.store.MemoryEventStore;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The exit of a bracket fills all it is known to be for while the answer to its growth is on its way: whether it is complete,
 * or works on at the larger quantity, only its venue knows. The market is at 800; the entry is a bid of 2 at 790.
 */
class GrowthRaceTest {
    private DeskVenue venue = DeskVenue.changing();
    private Bench bench = Bench.at(venue);

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void givenTheAnswerComesThenTheExitGoesOnAndNothingIsSentInItsPlace() {
        DeskVenue.Asked growth = filledAsBefore();
        assertThat(venue.only("query").id()).isEqualTo(growth.id());
        assertThat(working()).as("what it was asked to take stays reserved").isEqualByComparingTo("0.5");
        venue.updated(growth);
        assertThat(exit().progress().outcome()).isEqualTo(Outcome.KNOWN);
        venue.fill(exit(), "0.5", "810");
        assertThat(venue.taken()).isEmpty();
        assertThat(bench.held()).isZero();
    }

    @Test
    void givenTheChangeIsRefusedThenTheRestIsSentOnceItIsKnownThatTheFirstIsComplete() {
        DeskVenue.Asked growth = filledAsBefore();
        venue.only("query");
        venue.tell(new OrderEvent.ModifyRejected(growth.id(), bench.now(), DeskVenue.no()));
        assertThat(asked()).as("a refusal does not say that it is complete").doesNotContain("submit");
        venue.found(growth.id(), OrderStatus.FILLED, "1");
        assertThat(exit().progress().status()).isEqualTo(OrderStatus.FILLED);
        DeskVenue.Asked rest = venue.only("submit");
        assertThat(rest.quantity()).isEqualByComparingTo("0.5");
        venue.accept(rest.id());
        venue.fill(rest.child(), "0.5", "810");
        assertThat(bench.held()).isZero();
    }

    @Test
    void givenTheAnswerIsLostThenTheVenuesWordThatItWorksIsTaken() {
        DeskVenue.Asked growth = filledAsBefore();
        venue.only("query");
        venue.tell(new OrderEvent.Unresolved(growth.id(), bench.now(), "no answer"));
        venue.found(growth.id(), OrderStatus.PARTIALLY_FILLED, "1");
        assertThat(exit().progress().outcome()).isEqualTo(Outcome.KNOWN);
        assertThat(venue.taken()).isEmpty();
        venue.fill(exit(), "0.5", "810");
        assertThat(bench.held()).isZero();
        venue.fill(bench.children("b").getFirst(), "0.5", "790");
        assertThat(venue.only("submit").quantity()).isEqualByComparingTo("0.5");
    }

    @Test
    void givenAVenueThatNeverSaysThenNothingIsSentHoweverLongItTakes() {
        filledAsBefore();
        for (int second = 0; second < 300; second++) {
            bench.advance(1);
        }
        bench.price("800");
        assertThat(asked()).contains("query").doesNotContain("submit");
        assertThat(working()).isEqualByComparingTo("0.5");
    }

    @Test
    void givenAFillThatHidTheRequestThenTheNextOneLeavesItUncertainToo() {
        ChildOrder exit = growing().child();
        venue.fill(exit, "0.4", "810");
        venue.fill(exit, "0.6", "810");
        assertThat(venue.only("query").id()).isEqualTo(exit.orderId());
    }

    @Test
    void givenTwoChangesWithoutAnAnswerThenTheLargerOneCounts() {
        DeskVenue.Asked growth = growing();
        venue.tell(new OrderEvent.Unresolved(growth.id(), bench.now(), "no answer"));
        venue.only("query");
        venue.found(growth.id(), OrderStatus.ACCEPTED, "0");
        venue.only("amend");
        venue.tell(new OrderEvent.ModifyRejected(growth.id(), bench.now(), DeskVenue.no()));
        venue.taken();
        venue.fill(growth.child(), "1", "810");
        assertThat(asked())
                .as("the first may have been taken")
                .contains("query")
                .doesNotContain("submit");
    }

    @Test
    void givenAStopThatIsReachedThenItWaitsForTheExitThatMayWorkOn() {
        DeskVenue.Asked growth = growing();
        bench.price("699");
        venue.only("cancel");
        venue.fill(growth.child(), "1", "810");
        assertThat(asked()).contains("query").doesNotContain("submit");
        venue.canceled(growth.id(), "1");
        DeskVenue.Asked stop = venue.only("submit");
        assertThat(stop.quantity()).isEqualByComparingTo("0.5");
        venue.fill(stop.child(), "0.5", "699");
        assertThat(bench.held()).isZero();
    }

    @Test
    void givenARunCutAnywhereAfterTheGrowthWasAskedThenNothingIsSentBeforeTheVenueSaid() {
        DeskVenue.Asked growth = filledAsBefore();
        bench.close();
        MemoryEventStore whole = (MemoryEventStore) bench.store();
        for (long records = fillOf(growth.id(), whole) - 4; records <= whole.lastSequence(); records++) {
            DeskVenue found = DeskVenue.changing().after(100);
            Bench cut = bench.restartedFrom(RestartTest.firstRecords(whole, records), found);
            assertThat(found.taken())
                    .as("after %s records", records)
                    .extracting(DeskVenue.Asked::what)
                    .doesNotContain("submit");
            cut.close();
        }
        venue = DeskVenue.changing().after(100);
        bench = bench.restartedFrom(whole, venue);
        assertThat(asked()).as("the entry rests again").containsExactly("restore", "query");
        venue.found(growth.id(), OrderStatus.FILLED, "1");
        assertThat(venue.only("submit").quantity()).isEqualByComparingTo("0.5");
    }

    /** A venue that is not simulated, and a ledger that ends with the fill, before it says that the exit is in doubt. */
    @Test
    void givenARunCutAtTheFillThenTheExitIsInDoubtAfterTheRestartAllTheSame() {
        DeskVenue.Asked growth = filledAsBefore();
        bench.close();
        MemoryEventStore whole = (MemoryEventStore) bench.store();
        RemoteVenue remote = new RemoteVenue("desk", () -> 0, Bench.START, "800.1").knowingReduceOnly();
        bench = bench.restartedFrom(RestartTest.firstRecords(whole, fillOf(growth.id(), whole)), remote);
        assertThat(exit().progress().outcome()).isEqualTo(Outcome.UNRESOLVED);
        assertThat(bench.status("b-tp").isClosed()).isFalse();
        remote.tell(new VenueReport.Found("desk", growth.id(), bench.now(), OrderStatus.FILLED, BigDecimal.ONE));
        assertThat(bench.children("b-tp")).hasSize(2);
        assertThat(bench.children("b-tp").getLast().progress().quantity()).isEqualByComparingTo("0.5");
    }

    static long fillOf(String childId, MemoryEventStore ledger) {
        List<Long> fills = new ArrayList<>();
        ledger.read(1, record -> {
            if (LedgerCodec.decode(record) instanceof OrderFilled filled
                    && filled.fill().orderId().equals(childId)) {
                fills.add(record.sequence());
            }
        });
        return fills.getLast();
    }

    @Test
    void givenALateFillOfAReplacedExitThenWhatWorksBeyondWhatIsActivatedIsTakenBack() {
        bench.close();
        venue = DeskVenue.notChanging();
        bench = Bench.at(venue);
        DeskVenue.Asked entry = entered();
        venue.fill(entry.child(), "1", "790");
        DeskVenue.Asked first = venue.only("submit");
        venue.accept(first.id());
        venue.fill(entry.child(), "0.5", "790");
        venue.only("cancel");
        venue.canceled(first.id());
        DeskVenue.Asked second = venue.only("submit");
        assertThat(second.quantity()).isEqualByComparingTo("1.5");
        venue.accept(second.id());
        venue.fill(first.child(), "0.4", "810");
        assertThat(venue.only("cancel").id()).isEqualTo(second.id());
        venue.canceled(second.id());
        assertThat(venue.only("submit").quantity()).isEqualByComparingTo("1.1");
    }

    /** The exit of 1 was asked to become one of 1.5, and has filled 1. */
    private DeskVenue.Asked filledAsBefore() {
        DeskVenue.Asked growth = growing();
        venue.fill(growth.child(), "1", "810");
        return growth;
    }

    private DeskVenue.Asked growing() {
        DeskVenue.Asked entry = entered();
        venue.fill(entry.child(), "1", "790");
        venue.accept(venue.only("submit").id());
        venue.fill(entry.child(), "0.5", "790");
        DeskVenue.Asked growth = venue.only("amend");
        assertThat(growth.quantity()).isEqualByComparingTo("1.5");
        return growth;
    }

    private DeskVenue.Asked entered() {
        bench.submit(OrderGroup.bracket(
                OrderIntent.of(Rig.BTC_USD.symbol(), Side.BUY, new BigDecimal("2"))
                        .clientOrderId("b")
                        .limit(new BigDecimal("790"))
                        .build(),
                new BigDecimal("810"),
                new OrderType.StopMarket(new BigDecimal("700"), TriggerSource.LAST)));
        DeskVenue.Asked entry = venue.only("submit");
        venue.accept(entry.id());
        return entry;
    }

    private ChildOrder exit() {
        return bench.children("b-tp").getFirst();
    }

    private BigDecimal working() {
        return bench.parts().orders().working(bench.order("b-tp").orderId());
    }

    private List<String> asked() {
        return venue.taken().stream().map(DeskVenue.Asked::what).toList();
    }
}
