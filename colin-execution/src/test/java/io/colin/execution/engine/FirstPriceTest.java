package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.order.AlgoSpec;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderGroup;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import io.colin.api.order.TriggerSource;
import io.colin.execution.store.MemoryEventStore;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A live run that is killed and taken up before the market has shown a price: what is open waits for the first one. */
class FirstPriceTest {
    private DeskVenue venue = DeskVenue.changing();
    private Bench bench = Bench.at(venue);

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void givenATriggeredStopWhoseWayIsFreeBeforeTheFirstPriceThenItGoesWithIt() {
        ChildOrder profit = active();
        bench.price("780");
        venue.only("cancel");
        restart(DeskVenue.changing());
        venue.only("query");
        venue.found(profit.orderId(), OrderStatus.CANCELED, "0");
        assertThat(bench.status("e-tp")).isEqualTo(OrderStatus.CANCELED);
        assertThat(bench.status("e-sl")).isEqualTo(OrderStatus.RELEASED);
        bench.trade("770");
        assertThat(venue.taken()).as("a trade alone is nothing to price it by").isEmpty();
        bench.quote("770");
        DeskVenue.Asked stop = venue.only("submit");
        assertThat(stop.quantity()).isEqualByComparingTo("1");
        assertThat(stop.type()).isEqualTo(new OrderType.Limit(new BigDecimal("769.9")));
        venue.fill(stop.child(), "1", "769.9");
        assertThat(bench.held()).isZero();
    }

    @Test
    void givenAStopThatTheFirstTradeTriggersThenItWaitsForTheFirstQuote() {
        ChildOrder profit = active();
        restart(DeskVenue.changing());
        venue.only("restore");
        bench.trade("780");
        assertThat(venue.only("cancel").id()).isEqualTo(profit.orderId());
        venue.canceled(profit.orderId());
        assertThat(bench.status("e-sl")).isEqualTo(OrderStatus.RELEASED);
        assertThat(venue.taken()).isEmpty();
        bench.quote("779");
        assertThat(venue.only("submit").quantity()).isEqualByComparingTo("1");
    }

    @Test
    void givenAnOrderTakenBackToBePlacedAnewThenItIsPlacedWithTheFirstPriceAlsoAfterAnotherKill() {
        venue = DeskVenue.notChanging();
        bench.close();
        bench = Bench.at(venue);
        bench.submit(Rig.buy("1", "o").limit(new BigDecimal("790")).build());
        String first = venue.only("submit").id();
        venue.accept(first);
        bench.amend("o", Amendment.price(new BigDecimal("791")));
        venue.only("cancel");
        restart(DeskVenue.notChanging());
        venue.only("query");
        venue.found(first, OrderStatus.CANCELED, "0");
        assertThat(bench.status("o")).isEqualTo(OrderStatus.PENDING_UPDATE);
        restart(DeskVenue.notChanging());
        assertThat(venue.taken()).isEmpty();
        bench.quote("800");
        DeskVenue.Asked anew = venue.only("submit");
        assertThat(anew.type()).isEqualTo(new OrderType.Limit(new BigDecimal("791")));
        venue.accept(anew.id());
        assertThat(bench.status("o")).isEqualTo(OrderStatus.ACCEPTED);
        bench.quote("801");
        assertThat(venue.taken()).as("once").isEmpty();
    }

    @Test
    void givenAnAlgorithmUnderWayThenItGoesOnWithTheFirstPrice() {
        bench.submit(Rig.buy("10", "t").algo(AlgoSpec.of("twap", Map.of())).build());
        bench.advance(60);
        venue.fill(venue.only("submit").child(), "1", "800.1");
        restart(DeskVenue.changing());
        bench.advance(120);
        assertThat(venue.taken()).isEmpty();
        assertThat(bench.status("t")).isEqualTo(OrderStatus.PARTIALLY_FILLED);
        bench.quote("800");
        bench.advance(60);
        assertThat(venue.taken()).isNotEmpty().allMatch(asked -> asked.what().equals("submit"));
    }

    @Test
    void givenAnEntryThatFillsOnBeforeTheFirstPriceThenItsExitGrowsWithItAlsoAfterAnotherKill() {
        ChildOrder entry = entered();
        venue.fill(entry, "0.3", "799");
        venue.fill(venue.only("submit").child(), "0.3", "820");
        restart(DeskVenue.changing());
        venue.only("restore");
        venue.fill(entry, "0.2", "799");
        assertThat(venue.taken()).isEmpty();
        restart(DeskVenue.changing());
        venue.only("restore");
        venue.fill(entry, "0.5", "799");
        assertThat(venue.taken()).isEmpty();
        restart(DeskVenue.changing());
        bench.quote("800");
        DeskVenue.Asked more = venue.only("submit");
        assertThat(bench.order("e-tp").orderId()).isEqualTo(more.child().parentId());
        assertThat(more.quantity()).isEqualByComparingTo("0.7");
    }

    @Test
    void givenAnEntryThatFillsForTheFirstTimeBeforeTheFirstPriceThenItsExitIsNotLost() {
        ChildOrder entry = entered();
        restart(DeskVenue.changing());
        venue.only("restore");
        venue.fill(entry, "1", "799");
        assertThat(bench.status("e-tp")).isEqualTo(OrderStatus.RELEASED);
        bench.quote("800");
        assertThat(venue.only("submit").quantity()).isEqualByComparingTo("1");
    }

    @Test
    void givenWhatMakesLessThenItIsAskedWithoutAPrice() {
        ChildOrder profit = active();
        bench.submit(OrderIntent.of(Rig.BTC_USD.symbol(), Side.SELL, new BigDecimal("0.4"))
                .clientOrderId("out")
                .limit(new BigDecimal("815"))
                .build());
        ChildOrder out = venue.only("submit").child();
        venue.accept(out.orderId());
        restart(DeskVenue.changing());
        assertThat(venue.taken()).extracting(DeskVenue.Asked::what).containsOnly("restore");
        venue.fill(out, "0.4", "815");
        DeskVenue.Asked less = venue.only("amend");
        assertThat(less.id()).isEqualTo(profit.orderId());
        assertThat(less.quantity()).isEqualByComparingTo("0.6");
    }

    @Test
    void givenAnOrderThatWaitsThenItCanBeCancelled() {
        ChildOrder profit = active();
        bench.price("780");
        venue.only("cancel");
        restart(DeskVenue.changing());
        venue.found(profit.orderId(), OrderStatus.CANCELED, "0");
        venue.taken();
        bench.cancel("e-sl");
        assertThat(bench.status("e-sl")).isEqualTo(OrderStatus.CANCELED);
        bench.price("770");
        assertThat(venue.taken()).isEmpty();
    }

    @Test
    void givenAnOrderThatWaitsBeyondItsTimeThenItEnds() {
        venue = DeskVenue.notChanging();
        bench.close();
        bench = Bench.at(venue);
        bench.submit(Rig.buy("1", "o")
                .limit(new BigDecimal("790"))
                .timeInForce(TimeInForce.gtd(bench.now() + 60 * Bench.SECOND))
                .build());
        String first = venue.only("submit").id();
        venue.accept(first);
        bench.amend("o", Amendment.price(new BigDecimal("791")));
        restart(DeskVenue.notChanging());
        venue.found(first, OrderStatus.CANCELED, "0");
        venue.taken();
        assertThat(bench.status("o")).isEqualTo(OrderStatus.PENDING_UPDATE);
        bench.advance(59);
        assertThat(bench.status("o").isClosed()).isFalse();
        bench.advance(2);
        assertThat(bench.status("o")).isEqualTo(OrderStatus.CANCELED);
        bench.price("800");
        assertThat(venue.taken()).isEmpty();
    }

    /** Nothing of the waiting is recorded, so that the same record and the same market give the same orders. */
    @Test
    void givenTheSameRecordAndMarketThenTheOrdersAreTheSame() {
        ChildOrder profit = active();
        bench.price("780");
        bench.close();
        MemoryEventStore whole = (MemoryEventStore) bench.store();
        assertThat(continued(whole, profit)).isEqualTo(continued(whole, profit));
    }

    private String continued(MemoryEventStore whole, ChildOrder profit) {
        DeskVenue found = DeskVenue.changing().after(100);
        bench.forgetMarket();
        try (Bench next = bench.restartedFrom(RestartTest.firstRecords(whole, whole.lastSequence()), found)) {
            found.found(profit.orderId(), OrderStatus.CANCELED, "0");
            next.price("770");
            next.advance(60);
            assertThat(next.children("e-sl")).hasSize(1);
            return StateHash.of(
                    next.parts().accounts().lastPortfolio(), next.parts().orders(), List.of());
        }
    }

    private void restart(DeskVenue found) {
        venue = found.after(venue.told());
        bench = bench.restartedLive(venue);
    }

    private ChildOrder entered() {
        bench.submit(OrderGroup.bracket(
                Rig.buy("1", "e").limit(new BigDecimal("799")).build(),
                new BigDecimal("820"),
                new OrderType.StopMarket(new BigDecimal("790"), TriggerSource.LAST)));
        DeskVenue.Asked entry = venue.only("submit");
        venue.accept(entry.id());
        return entry.child();
    }

    /** An entry that is filled, and the exit that rests. */
    private ChildOrder active() {
        venue.fill(entered(), "1", "799");
        DeskVenue.Asked profit = venue.only("submit");
        venue.accept(profit.id());
        return profit.child();
    }
}
