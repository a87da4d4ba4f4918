package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.event.OrderChanged;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.Side;
import io.colin.execution.store.LedgerCodec;
import io.colin.execution.store.MemoryEventStore;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of an order whose child its venue makes larger, or may have. The market is at 800; the order is a bid of 1 at 790. */
class GrowthOrderTest {
    private DeskVenue venue = DeskVenue.changing();
    private Bench bench = Bench.at(venue);

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void givenALateDuplicateOfAnAnswerThenThePersonsDecreaseStands() {
        ChildOrder child = resting();
        DeskVenue.Asked larger = amended("2");
        venue.updated(larger);
        venue.updated(amended("1"));
        venue.updated(larger);
        assertThat(bench.order("o").progress().quantity()).isEqualByComparingTo("1");
        assertThat(venue.only("amend").quantity()).as("what works beyond it").isEqualByComparingTo("1");
        venue.fill(child, "1", "790");
        assertThat(bench.status("o")).isEqualTo(OrderStatus.FILLED);
    }

    @Test
    void givenAnUpdateThatNobodyAskedForThenTheOrderIsNotEnlarged() {
        ChildOrder child = resting();
        venue.tell(new OrderEvent.Updated(child.orderId(), bench.now(), new BigDecimal("5"), child.type()));
        assertThat(bench.order("o").progress().quantity()).isEqualByComparingTo("1");
    }

    @ParameterizedTest(name = "restart between: {0}")
    @ValueSource(booleans = {false, true})
    void givenAFillThatOvertookAnAmendThenTheRestIsSentOverARestartToo(boolean restart) {
        ChildOrder child = resting();
        amended("3");
        venue.fill(child, "1", "790");
        venue.taken();
        if (restart) {
            venue = DeskVenue.changing().after(100);
            bench = bench.restarted(venue);
            venue.taken();
        }
        venue.found(child.orderId(), OrderStatus.FILLED, "1");
        assertThat(venue.only("submit").quantity()).isEqualByComparingTo("2");
    }

    @Test
    void givenAnAmendRefusedAfterItWasFilledThenTheOrderIsFilledAtItsOldTerms() {
        ChildOrder child = resting();
        amended("3");
        venue.fill(child, "1", "790");
        venue.tell(new OrderEvent.ModifyRejected(child.orderId(), bench.now(), DeskVenue.no()));
        assertThat(bench.order("o").progress().refusals())
                .as("why it has its old terms")
                .containsExactly(DeskVenue.no());
        venue.found(child.orderId(), OrderStatus.FILLED, "1");
        assertFilledAsItWas("without a restart");
    }

    /**
     * Wherever the run is cut once the child is in doubt, the refusal is in the ledger or is told once more. (With the fill alone
     * a simulated venue works a child of the quantity that is recorded.)
     */
    @Test
    void givenARestartAnywhereAroundTheRefusalThenTheOrderIsFilledAtItsOldTerms() {
        ChildOrder child = resting();
        amended("3");
        venue.fill(child, "1", "790");
        venue.tell(new OrderEvent.ModifyRejected(child.orderId(), bench.now(), DeskVenue.no()));
        bench.close();
        MemoryEventStore whole = (MemoryEventStore) bench.store();
        long filled = GrowthRaceTest.fillOf(child.orderId(), whole);
        assertThat(whole.lastSequence()).isGreaterThan(filled + 3);
        Bench first = bench;
        for (long records = filled + 1; records <= whole.lastSequence(); records++) {
            venue = DeskVenue.changing().after(100);
            bench = first.restartedFrom(RestartTest.firstRecords(whole, records), venue);
            venue.tell(new OrderEvent.ModifyRejected(child.orderId(), bench.now(), DeskVenue.no()));
            venue.found(child.orderId(), OrderStatus.FILLED, "1");
            assertFilledAsItWas("after " + records + " records, the fill is " + filled);
            assertThat(venue.taken())
                    .as("after %s records", records)
                    .extracting(DeskVenue.Asked::what)
                    .doesNotContain("submit");
            bench.close();
        }
    }

    @Test
    void givenARunCutAnywhereAfterTheRefusalThenNothingMoreIsSent() {
        ChildOrder child = resting();
        amended("3");
        venue.fill(child, "1", "790");
        venue.tell(new OrderEvent.ModifyRejected(child.orderId(), bench.now(), DeskVenue.no()));
        venue.found(child.orderId(), OrderStatus.FILLED, "1");
        assertFilledAsItWas("without a restart");
        bench.close();
        MemoryEventStore whole = (MemoryEventStore) bench.store();
        long refused = refusalOf(bench.order("o").orderId(), whole);
        Bench first = bench;
        for (long records = refused; records <= whole.lastSequence(); records++) {
            venue = DeskVenue.changing().after(100);
            bench = first.restartedFrom(RestartTest.firstRecords(whole, records), venue);
            venue.found(child.orderId(), OrderStatus.FILLED, "1");
            assertThat(venue.taken())
                    .as("after %s records", records)
                    .extracting(DeskVenue.Asked::what)
                    .doesNotContain("submit");
            assertFilledAsItWas("after " + records + " records");
            bench.close();
        }
    }

    @Test
    void givenAnEndThatWaitedForAFillBeyondTheOldTermsThenNothingMoreIsSent() {
        ChildOrder child = resting();
        amended("3");
        venue.fill(child, "1", "790");
        venue.tell(new OrderEvent.ModifyRejected(child.orderId(), bench.now(), DeskVenue.no()));
        venue.canceled(child.orderId(), "2");
        venue.taken();
        venue.fill(child, "1", "790");
        assertThat(venue.taken()).extracting(DeskVenue.Asked::what).doesNotContain("submit");
        assertThat(bench.status("o")).isEqualTo(OrderStatus.FILLED);
        assertThat(bench.order("o").progress().quantity()).isEqualByComparingTo("2");
    }

    private void assertFilledAsItWas(String when) {
        assertThat(bench.status("o")).as(when).isEqualTo(OrderStatus.FILLED);
        assertThat(bench.order("o").progress().quantity()).isEqualByComparingTo("1");
        assertThat(bench.order("o").intent().quantity()).isEqualByComparingTo("1");
        assertThat(bench.children("o").getFirst().progress().status()).isEqualTo(OrderStatus.FILLED);
    }

    @Test
    void givenALostCancelThenAChangeAnsweredMeanwhileDoesNotEndTheQuestion() {
        ChildOrder child = resting();
        DeskVenue.Asked change = amended("3");
        bench.cancel("o");
        venue.tell(new OrderEvent.Unresolved(child.orderId(), bench.now(), "lost"));
        venue.updated(change);
        venue.taken();
        venue.found(child.orderId(), OrderStatus.ACCEPTED, "0");
        assertThat(venue.only("cancel").id()).isEqualTo(child.orderId());
    }

    private static long refusalOf(String orderId, MemoryEventStore ledger) {
        List<Long> refusals = new ArrayList<>();
        ledger.read(1, record -> {
            if (LedgerCodec.decode(record) instanceof OrderChanged changed
                    && changed.event() instanceof OrderEvent.ModifyRejected refused
                    && refused.orderId().equals(orderId)) {
                refusals.add(record.sequence());
            }
        });
        return refusals.getFirst();
    }

    private DeskVenue.Asked amended(String quantity) {
        bench.amend("o", Amendment.quantity(new BigDecimal(quantity)));
        return venue.only("amend");
    }

    private ChildOrder resting() {
        bench.submit(OrderIntent.of(Rig.BTC_USD.symbol(), Side.BUY, BigDecimal.ONE)
                .clientOrderId("o")
                .limit(new BigDecimal("790"))
                .build());
        ChildOrder child = venue.only("submit").child();
        venue.accept(child.orderId());
        return child;
    }
}
