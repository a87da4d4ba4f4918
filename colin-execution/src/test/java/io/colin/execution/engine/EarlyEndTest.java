package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.Decimals;
import io.colin.api.event.OrderChanged;
import io.colin.api.event.TransitionRefused;
import io.colin.api.order.AlgoSpec;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.Fill;
import io.colin.api.order.Liquidity;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderGroup;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderProgress;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.Outcome;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import io.colin.api.order.TriggerSource;
import io.colin.api.venue.VenueReport;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Ends that venues tell before the fills that went before them, with what they have executed. The market is at 800. */
class EarlyEndTest {
    private DeskVenue venue = DeskVenue.notChanging();
    private Bench bench = Bench.at(venue);

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void givenAnEndOfAnImmediateOrderBeforeItsFillThenNothingGoesOutAgainUntilTheFillHasCome() {
        ChildOrder child = taking("1");
        venue.canceled(child.orderId(), "0.4");
        assertThat(venue.only("query").id()).isEqualTo(child.orderId());
        assertThat(progress("o").status()).isEqualTo(OrderStatus.ACCEPTED);
        assertThat(progress("o").outcome()).isEqualTo(Outcome.UNRESOLVED);
        assertThat(unresolved())
                .containsExactly(
                        "its venue told the end (Canceled) with 0.4 of 1 executed and has told fills of 0: the end"
                                + " waits for the other 0.4");
        venue.fill(child, "0.4", "800.1");
        assertThat(bench.children("o").getFirst().progress().status()).isEqualTo(OrderStatus.CANCELED);
        DeskVenue.Asked rest = venue.only("submit");
        assertThat(rest.quantity()).isEqualByComparingTo("0.6");
        venue.fill(rest.child(), "0.6", "800.1");
        assertThat(bench.held()).isEqualByComparingTo("1");
        assertThat(bench.status("o")).isEqualTo(OrderStatus.FILLED);
    }

    @Test
    void givenAnEndThatStatesNoMoreThanWasToldThenItIsTakenAtOnce() {
        ChildOrder child = taking("1");
        venue.fill(child, "0.4", "800.1");
        venue.canceled(child.orderId(), "0.40");
        assertThat(venue.only("submit").quantity()).isEqualByComparingTo("0.6");
        assertThat(unresolved()).isEmpty();
    }

    @Test
    void givenAnEndThatStatesLessThanWasToldThenTheToldFillsCount() {
        ChildOrder child = taking("1");
        venue.fill(child, "0.4", "800.1");
        venue.canceled(child.orderId(), "0.3");
        assertThat(venue.only("submit").quantity()).isEqualByComparingTo("0.6");
    }

    @Test
    void givenFillsInPartsThenTheEndComesWithTheLastAndTheFateIsUnknownUntilThen() {
        ChildOrder child = taking("1");
        venue.canceled(child.orderId(), "0.4");
        venue.only("query");
        venue.fill(child, "0.1", "800.1");
        assertThat(progress("o").outcome()).isEqualTo(Outcome.UNRESOLVED);
        assertThat(unresolved()).last().asString().contains("waits for the other 0.3");
        venue.fill(child, "0.3", "800.1");
        assertThat(bench.children("o").getFirst().progress().status()).isEqualTo(OrderStatus.CANCELED);
        assertThat(venue.only("submit").quantity()).isEqualByComparingTo("0.6");
        bench.advance(20);
        assertThat(venue.taken()).as("it is asked for no more").isEmpty();
    }

    @Test
    void givenAnEndToldTwiceAndOnceWithoutAQuantityThenTheMostThatWasStatedCounts() {
        ChildOrder child = taking("1");
        venue.canceled(child.orderId(), "0.4");
        venue.canceled(child.orderId());
        venue.canceled(child.orderId(), "0");
        venue.only("query");
        assertThat(progress("o").status()).isEqualTo(OrderStatus.ACCEPTED);
        venue.canceled(child.orderId(), "1");
        venue.fill(child, "0.4", "800.1");
        assertThat(progress("o").status()).isEqualTo(OrderStatus.PARTIALLY_FILLED);
        venue.fill(child, "0.6", "800.1");
        assertThat(bench.status("o")).isEqualTo(OrderStatus.FILLED);
        assertThat(venue.taken()).isEmpty();
    }

    @Test
    void givenALookUpThatKnowsOfNoMoreFillsThenTheEndIsTaken() {
        ChildOrder child = taking("1");
        venue.canceled(child.orderId(), "0.4");
        venue.only("query");
        venue.found(child.orderId(), OrderStatus.CANCELED, "0");
        assertThat(bench.children("o").getFirst().progress().status()).isEqualTo(OrderStatus.CANCELED);
        assertThat(venue.only("submit").quantity()).isEqualByComparingTo("1");
    }

    @Test
    void givenALookUpFromBeforeTheEndThenTheEndStillWaits() {
        ChildOrder child = taking("1");
        venue.canceled(child.orderId(), "0.4");
        venue.only("query");
        venue.found(child.orderId(), OrderStatus.ACCEPTED, "0");
        assertThat(progress("o").outcome()).isEqualTo(Outcome.UNRESOLVED);
        bench.advance(2);
        venue.only("query");
        venue.fill(child, "0.4", "800.1");
        assertThat(venue.only("submit").quantity()).isEqualByComparingTo("0.6");
    }

    @Test
    void givenFillsThatNeverComeThenTheQuantityStaysReservedAndItIsAskedForSixTimes() {
        ChildOrder child = taking("1");
        venue.canceled(child.orderId(), "0.4");
        for (int asked = 0; asked < 6; asked++) {
            venue.only("query");
            venue.found(child.orderId(), OrderStatus.CANCELED, "0.4");
            bench.advance(2);
        }
        bench.advance(600);
        assertThat(venue.taken()).isEmpty();
        assertThat(progress("o").outcome()).isEqualTo(Outcome.UNRESOLVED);
        assertThat(progress("o").status().isClosed()).isFalse();
        assertThat(unresolved()).as("one record, however often it is asked for").hasSize(1);
    }

    @Test
    void givenARestartBeforeTheFillThenTheLookUpFindsTheEndAgainAndItWaits() {
        RemoteVenue remote = atRemote();
        submit(order("1"));
        ChildOrder child = remote.next().order();
        remote.tell(new VenueReport.OrderUpdate(
                "remote",
                new OrderEvent.Canceled(child.orderId(), bench.now(), "ioc"),
                Optional.of(new BigDecimal("0.4"))));
        assertThat(remote.nextQuery().kind()).isEqualTo("query");

        RemoteVenue found = new RemoteVenue(() -> 0L, Bench.START);
        bench = bench.restarted(found);
        assertThat(found.nextQuery().kind()).as("looked up at the start").isEqualTo("query");
        found.tell(new VenueReport.Found(
                "remote", child.orderId(), bench.now(), OrderStatus.CANCELED, new BigDecimal("0.4")));
        assertThat(progress("o").outcome()).isEqualTo(Outcome.UNRESOLVED);
        assertThat(progress("o").status().isClosed()).isFalse();
        found.tell(new VenueReport.OrderUpdate(
                "remote", new OrderEvent.Filled(child.orderId(), bench.now(), trade(child, "0.4"))));
        bench.parts().log().flush();
        assertThat(progress("o").status()).isEqualTo(OrderStatus.CANCELED);
        RemoteVenue.Command rest = found.next();
        assertThat(rest.kind()).isEqualTo("submit");
        assertThat(rest.order().progress().quantity()).isEqualByComparingTo("0.6");
        assertThat(bench.held()).isEqualByComparingTo("0.4");
    }

    @Test
    void givenAVenueThatForgetsAnOrderWhoseEndIsHeldThenItIsNotTakenForNeverThere() {
        RemoteVenue remote = atRemote();
        submit(order("1"));
        ChildOrder child = remote.next().order();
        remote.tell(new VenueReport.OrderUpdate(
                "remote",
                new OrderEvent.Canceled(child.orderId(), bench.now(), "ioc"),
                Optional.of(new BigDecimal("0.4"))));
        for (int asked = 0; asked < 6; asked++) {
            assertThat(remote.nextQuery().kind()).isEqualTo("query");
            bench.advance(2);
        }
        remote.tell(new VenueReport.NotFound("remote", child.orderId(), bench.now()));
        assertThat(progress("o").status().isClosed()).isFalse();
        assertThat(progress("o").outcome()).isEqualTo(Outcome.UNRESOLVED);
    }

    @Test
    void givenASimulatedVenueThatIsNewAfterARestartThenAnOrderItHadEndedDoesNotRestAgain() {
        ChildOrder child = resting("1");
        venue.canceled(child.orderId(), "0.4");
        venue.only("query");
        DeskVenue found = DeskVenue.notChanging().after(100);
        bench = bench.restarted(found);
        assertThat(found.only("query").id()).isEqualTo(child.orderId());
    }

    @Test
    void givenARejectionOfAnOrderOfWhichSomethingWasExecutedThenItEndsCancelledWithItsFills() {
        submit(order("1"));
        DeskVenue.Asked sent = venue.only("submit");
        venue.end(new OrderEvent.Rejected(sent.id(), bench.now(), DeskVenue.no()), "0.4");
        venue.only("query");
        assertThat(progress("o").status()).isEqualTo(OrderStatus.SUBMITTED);
        venue.fill(sent.child(), "0.4", "800.1");
        OrderProgress ended = bench.children("o").getFirst().progress();
        assertThat(ended.status()).isEqualTo(OrderStatus.CANCELED);
        assertThat(ended.filledQuantity()).isEqualByComparingTo("0.4");
    }

    @Test
    void givenAnExpiryBeforeTheLastFillThenTheFillIsBookedOnTheOrder() {
        ChildOrder child = resting("1");
        venue.end(new OrderEvent.Expired(child.orderId(), bench.now()), "0.4");
        venue.only("query");
        venue.fill(child, "0.4", "790");
        assertThat(progress("o").status()).isEqualTo(OrderStatus.EXPIRED);
        assertThat(bench.order("o").progress().filledQuantity()).isEqualByComparingTo("0.4");
        assertThat(bench.status("o").isClosed()).isTrue();
    }

    @Test
    void givenMoreStatedThanTheOrderWasEverForThenItIsRefusedAndAskedFor() {
        ChildOrder child = taking("1");
        venue.canceled(child.orderId(), "1.5");
        venue.only("query");
        assertThat(bench.of(TransitionRefused.class).getLast().reason())
                .isEqualTo("its venue states 1.5 executed of an order that was never for more than 1");
        assertThat(progress("o").outcome()).isEqualTo(Outcome.UNRESOLVED);
        assertThat(progress("o").status().isClosed()).isFalse();
        venue.found(child.orderId(), OrderStatus.CANCELED, "0");
        assertThat(venue.only("submit").quantity()).isEqualByComparingTo("1");
    }

    @Test
    void givenACancelThatAPersonAskedForThenTheOrderEndsWithTheFillThatOvertookIt() {
        ChildOrder child = resting("1");
        bench.cancel("o");
        venue.only("cancel");
        venue.canceled(child.orderId(), "0.4");
        venue.only("query");
        assertThat(bench.status("o")).isEqualTo(OrderStatus.PENDING_CANCEL);
        venue.fill(child, "0.4", "790");
        assertThat(bench.status("o")).isEqualTo(OrderStatus.CANCELED);
        assertThat(bench.order("o").progress().filledQuantity()).isEqualByComparingTo("0.4");
        assertThat(venue.taken()).isEmpty();
    }

    @Test
    void givenAPriceChangeByPlacingAnewThenTheNewOrderIsForWhatTheOldOneLeft() {
        ChildOrder child = resting("1");
        bench.amend("o", Amendment.price(new BigDecimal("791")));
        venue.only("cancel");
        venue.canceled(child.orderId(), "0.4");
        venue.only("query");
        venue.fill(child, "0.4", "790");
        assertThat(venue.only("submit").quantity()).isEqualByComparingTo("0.6");
    }

    @Test
    void givenAnAlgorithmsSliceWhoseEndOvertakesItsFillThenTheNextSliceIsForTheRestOnly() {
        submit(order("1")
                .timeInForce(TimeInForce.GTC)
                .algo(AlgoSpec.of("twap", Map.of("duration_s", "60", "interval_s", "30"))));
        List<DeskVenue.Asked> first = venue.taken();
        for (int second = 0; second < 60 && first.isEmpty(); second++) {
            bench.price("800");
            first = venue.taken();
        }
        DeskVenue.Asked slice = first.getFirst();
        venue.accept(slice.id());
        venue.canceled(slice.id(), Decimals.text(slice.quantity()));
        venue.taken();
        for (int second = 0; second < 120; second++) {
            bench.price("800");
        }
        BigDecimal sent = slice.quantity();
        for (DeskVenue.Asked asked : venue.taken()) {
            sent = sent.add(asked.what().equals("submit") ? asked.quantity() : BigDecimal.ZERO);
        }
        assertThat(sent).isLessThanOrEqualTo(BigDecimal.ONE);
    }

    @Test
    void givenAnEntryWhoseFillIsToldAfterItsCancelThenItHasItsExits() {
        bench.submit(OrderGroup.bracket(
                order("1")
                        .limit(new BigDecimal("799"))
                        .timeInForce(TimeInForce.GTC)
                        .build(),
                new BigDecimal("820"),
                new OrderType.StopMarket(new BigDecimal("790"), TriggerSource.LAST)));
        DeskVenue.Asked entry = venue.only("submit");
        venue.accept(entry.id());
        bench.cancel("o");
        venue.only("cancel");
        venue.canceled(entry.id(), "0.4");
        venue.only("query");
        assertThat(bench.status("o-tp")).as("not given up").isEqualTo(OrderStatus.EMULATED);
        venue.fill(entry.child(), "0.4", "799");
        DeskVenue.Asked profit = venue.only("submit");
        assertThat(profit.quantity()).isEqualByComparingTo("0.4");
        assertThat(profit.child().reduceOnly()).isTrue();
        assertThat(bench.status("o")).isEqualTo(OrderStatus.CANCELED);
        assertThat(bench.order("o-sl").progress().quantity()).isEqualByComparingTo("0.4");
        assertThat(bench.status("o-sl")).isEqualTo(OrderStatus.EMULATED);
    }

    private RemoteVenue atRemote() {
        bench.close();
        RemoteVenue remote = new RemoteVenue(() -> 0L, Bench.START);
        bench = Bench.at(remote);
        return remote;
    }

    private static Fill trade(ChildOrder child, String quantity) {
        return new Fill(
                "t1",
                child.orderId(),
                child.parentId(),
                child.venue(),
                child.symbol(),
                child.side(),
                new BigDecimal(quantity),
                new BigDecimal("800.1"),
                BigDecimal.ZERO,
                "USD",
                Liquidity.TAKER,
                Bench.START);
    }

    private List<String> unresolved() {
        return bench.of(OrderChanged.class).stream()
                .map(OrderChanged::event)
                .filter(OrderEvent.Unresolved.class::isInstance)
                .map(event -> ((OrderEvent.Unresolved) event).reason())
                .toList();
    }

    private OrderProgress progress(String clientId) {
        return bench.children(clientId).getFirst().progress();
    }

    /** A child that takes or ends at once, accepted. */
    private ChildOrder taking(String quantity) {
        submit(order(quantity));
        return accepted();
    }

    private ChildOrder resting(String quantity) {
        submit(order(quantity).limit(new BigDecimal("790")).timeInForce(TimeInForce.GTC));
        return accepted();
    }

    private ChildOrder accepted() {
        DeskVenue.Asked sent = venue.only("submit");
        venue.accept(sent.id());
        return sent.child();
    }

    private void submit(OrderIntent.Builder order) {
        assertThat(bench.submit(order.build())).isInstanceOf(SubmitResult.Taken.class);
    }

    private static OrderIntent.Builder order(String quantity) {
        return OrderIntent.of(Rig.BTC_USD.symbol(), Side.BUY, new BigDecimal(quantity))
                .clientOrderId("o")
                .limit(new BigDecimal("801"))
                .timeInForce(TimeInForce.IOC);
    }
}
