package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.order.AlgoSpec;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.Side;
import io.colin.api.order.TriggerSource;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Changes of orders that work. The market is at 800; the order is a bid of 1 at 790. */
class AmendTest {
    private DeskVenue venue = DeskVenue.changing();
    private Bench bench = Bench.at(venue);

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void givenAVenueThatChangesOrdersThenTheChangeIsAskedThereAndInForceWithItsAnswer() {
        ChildOrder child = resting();
        assertThat(bench.amend("o", both("2", "791"))).isInstanceOf(AmendResult.Taken.class);
        DeskVenue.Asked change = venue.only("amend");
        assertThat(change.quantity()).isEqualByComparingTo("2");
        assertThat(change.type()).isEqualTo(limit("791"));
        assertThat(bench.status("o")).isEqualTo(OrderStatus.PENDING_UPDATE);
        assertThat(bench.order("o").progress().quantity()).isEqualByComparingTo("1");
        venue.updated(change);
        assertThat(bench.status("o")).isEqualTo(OrderStatus.ACCEPTED);
        assertThat(bench.order("o").progress().quantity()).isEqualByComparingTo("2");
        assertThat(bench.order("o").intent().type()).isEqualTo(limit("791"));
        assertThat(bench.order("o").intent().quantity()).isEqualByComparingTo("2");
        venue.fill(child, "2", "791");
        assertThat(bench.status("o")).isEqualTo(OrderStatus.FILLED);
    }

    @Test
    void givenAVenueThatDoesNotThenTheOldIsTakenBackBeforeTheNewIsPlaced() {
        elsewhere(DeskVenue.notChanging());
        ChildOrder child = resting();
        bench.amend("o", both("2", "791"));
        venue.only("cancel");
        assertThat(bench.children("o")).hasSize(1);
        venue.fill(child, "0.4", "790");
        assertThat(venue.taken()).as("the cancel is not answered yet").isEmpty();
        venue.canceled(child.orderId());
        DeskVenue.Asked anew = venue.only("submit");
        assertThat(anew.quantity()).isEqualByComparingTo("1.6");
        assertThat(anew.type()).isEqualTo(limit("791"));
        assertThat(bench.status("o")).isEqualTo(OrderStatus.PARTIALLY_FILLED);
        assertThat(bench.order("o").progress().quantity()).isEqualByComparingTo("2");
    }

    @Test
    void givenAFillMeanwhileWhenTheVenueAgreesThenBothCount() {
        ChildOrder child = resting();
        bench.amend("o", Amendment.quantity(new BigDecimal("0.5")));
        DeskVenue.Asked change = venue.only("amend");
        venue.fill(child, "0.3", "790");
        venue.updated(change);
        assertThat(bench.order("o").progress().quantity()).isEqualByComparingTo("0.5");
        assertThat(bench.order("o").progress().leavesQuantity()).isEqualByComparingTo("0.2");
        assertThat(bench.status("o")).isEqualTo(OrderStatus.PARTIALLY_FILLED);
    }

    @Test
    void givenMoreFilledThanWantedWhenTakenBackThenTheOrderEndsWithWhatItFilled() {
        elsewhere(DeskVenue.notChanging());
        ChildOrder child = resting();
        bench.amend("o", Amendment.quantity(new BigDecimal("0.5")));
        venue.only("cancel");
        venue.fill(child, "0.8", "790");
        venue.canceled(child.orderId());
        assertThat(bench.status("o")).isEqualTo(OrderStatus.CANCELED);
        assertThat(bench.order("o").progress().quantity()).isEqualByComparingTo("0.8");
        assertThat(venue.taken()).isEmpty();
    }

    @Test
    void givenAVenueThatRefusesThenTheOldTermsStayAndTheReasonIsKept() {
        ChildOrder child = resting();
        bench.amend("o", Amendment.price(new BigDecimal("791")));
        venue.only("amend");
        venue.tell(new OrderEvent.ModifyRejected(child.orderId(), bench.now(), DeskVenue.no()));
        assertThat(bench.status("o")).isEqualTo(OrderStatus.ACCEPTED);
        assertThat(bench.order("o").intent().type()).isEqualTo(limit("790"));
        assertThat(bench.order("o").progress().refusals()).containsExactly(DeskVenue.no());
        assertThat(venue.taken()).isEmpty();
        bench.amend("o", Amendment.price(new BigDecimal("792")));
        venue.only("amend");
    }

    @Test
    void givenAFillBeforeTheRefusalThenTheOldTermsStay() {
        ChildOrder child = resting();
        bench.amend("o", Amendment.quantity(new BigDecimal("3")));
        venue.only("amend");
        venue.fill(child, "0.1", "790");
        venue.tell(new OrderEvent.ModifyRejected(child.orderId(), bench.now(), DeskVenue.no()));
        assertThat(bench.order("o").progress().quantity()).isEqualByComparingTo("1");
        assertThat(bench.status("o")).isEqualTo(OrderStatus.PARTIALLY_FILLED);
    }

    @Test
    void givenTheOrderFillsBeforeTheChangeArrivesThenItEndsWithWhatWasFilledOnceItsVenueWasAsked() {
        ChildOrder child = resting();
        bench.amend("o", Amendment.quantity(new BigDecimal("3")));
        DeskVenue.Asked change = venue.only("amend");
        venue.fill(child, "1", "790");
        assertThat(venue.only("query").id()).isEqualTo(child.orderId());
        venue.tell(new OrderEvent.ModifyRejected(change.id(), bench.now(), DeskVenue.no()));
        assertThat(bench.status("o").isClosed()).as("not before it is known").isFalse();
        venue.found(child.orderId(), OrderStatus.FILLED, "1");
        assertThat(bench.status("o")).isEqualTo(OrderStatus.FILLED);
        assertThat(bench.order("o").progress().filledQuantity()).isEqualByComparingTo("1");
        assertThat(venue.taken()).isEmpty();
        assertThat(bench.amend("o", Amendment.quantity(BigDecimal.TEN))).isInstanceOf(AmendResult.AlreadyEnded.class);
    }

    @ParameterizedTest(name = "quantity {0} price {1} stop {2}: {3}")
    @CsvSource({
        "0.4, '', '', rule=above what is filled",
        "0.3, '', '', rule=above what is filled",
        "'', '', 780, stop_price=780 rule=has one",
        "1.000000001, '', '', lot=",
        "'', 790.001, '', tick=",
        "5000, '', '', quantity=5000"
    })
    void givenAChangeThatCannotBeThenItIsRefusedWithItsReasonAndNothingChanges(
            String quantity, String price, String stop, String reason) {
        ChildOrder child = resting();
        venue.fill(child, "0.4", "790");
        AmendResult result =
                bench.amend("o", new Amendment(decimal(quantity), decimal(price), decimal(stop), Optional.empty()));
        assertThat(result)
                .isInstanceOfSatisfying(
                        AmendResult.Refused.class,
                        refused -> assertThat(refused.reasons().getFirst().message())
                                .contains(reason));
        assertThat(bench.order("o").progress().quantity()).isEqualByComparingTo("1");
        assertThat(bench.status("o")).isEqualTo(OrderStatus.PARTIALLY_FILLED);
        assertThat(venue.taken()).isEmpty();
    }

    @Test
    void givenAnotherVersionThanTheOneLookedAtThenNothingChanges() {
        resting();
        long version = bench.order("o").progress().version();
        Optional<BigDecimal> price = Optional.of(new BigDecimal("791"));
        Optional<BigDecimal> none = Optional.empty();
        assertThat(bench.amend("o", new Amendment(none, price, none, Optional.of(version - 1))))
                .isInstanceOf(AmendResult.Stale.class);
        assertThat(venue.taken()).isEmpty();
        assertThat(bench.amend("o", new Amendment(none, price, none, Optional.of(version))))
                .isInstanceOf(AmendResult.Taken.class);
        venue.only("amend");
    }

    @Test
    void givenAChangeUnderWayThenAnotherIsRefused() {
        resting();
        bench.amend("o", Amendment.price(new BigDecimal("791")));
        venue.only("amend");
        assertThat(bench.amend("o", Amendment.price(new BigDecimal("792")))).isInstanceOf(AmendResult.Refused.class);
    }

    @Test
    void givenAnOrderWhoseFateIsUnknownThenItIsNotChanged() {
        ChildOrder child = submitted();
        venue.tell(new OrderEvent.Unresolved(child.orderId(), bench.now(), "no answer"));
        venue.taken();
        assertThat(bench.amend("o", Amendment.price(new BigDecimal("791"))))
                .isInstanceOfSatisfying(
                        AmendResult.Refused.class,
                        refused -> assertThat(refused.reasons().getFirst().message())
                                .contains("UNRESOLVED"));
        assertThat(venue.taken()).isEmpty();
    }

    @Test
    void givenAChildStillOnItsWayThenTheChangeWaitsForItsAnswer() {
        ChildOrder child = submitted();
        bench.amend("o", Amendment.price(new BigDecimal("791")));
        assertThat(venue.taken()).isEmpty();
        assertThat(bench.status("o")).isEqualTo(OrderStatus.PENDING_UPDATE);
        venue.accept(child.orderId());
        assertThat(venue.only("amend").type()).isEqualTo(limit("791"));
    }

    @Test
    void givenAHeldStopThenItsStopMovesAndTriggersThere() {
        bench.submit(order().type(new OrderType.StopMarket(new BigDecimal("810"), TriggerSource.LAST))
                .acceptsEmulation(true)
                .build());
        bench.amend("o", Amendment.stopPrice(new BigDecimal("820")));
        bench.price("815");
        assertThat(bench.status("o")).isEqualTo(OrderStatus.EMULATED);
        bench.amend("o", Amendment.stopPrice(new BigDecimal("814")));
        assertThat(venue.only("submit").quantity()).isEqualByComparingTo("1");
        assertThat(bench.amend("o", Amendment.stopPrice(new BigDecimal("830"))))
                .isInstanceOf(AmendResult.Refused.class);
    }

    @Test
    void givenAnAlgorithmWhenItsOrderShrinksBelowWhatWorksThenWhatWorksIsTakenBack() {
        bench.submit(order().algo(AlgoSpec.of("twap", Map.of())).build());
        bench.price("800");
        bench.advance(60);
        ChildOrder slice = venue.only("submit").child();
        assertThat(slice.progress().quantity()).isEqualByComparingTo("0.12");
        bench.amend("o", Amendment.quantity(new BigDecimal("2")));
        assertThat(venue.taken()).as("more is just more to schedule").isEmpty();
        assertThat(bench.order("o").progress().quantity()).isEqualByComparingTo("2");
        venue.accept(slice.orderId());
        bench.amend("o", Amendment.quantity(new BigDecimal("0.05")));
        assertThat(venue.only("cancel").id()).isEqualTo(slice.orderId());
        venue.canceled(slice.orderId());
        assertThat(bench.order("o").progress().quantity()).isEqualByComparingTo("0.05");
        assertThat(working()).isLessThanOrEqualTo(new BigDecimal("0.05"));
    }

    @Test
    void givenTheRunIsKilledWhileAChangeIsUnderWayThenTheOldTermsStandAgainAtASimulatedVenue() {
        ChildOrder child = resting();
        bench.amend("o", Amendment.price(new BigDecimal("791")));
        venue.only("amend");
        DeskVenue found = DeskVenue.changing();
        bench = bench.restarted(found);
        List<DeskVenue.Asked> asked = found.taken();
        assertThat(asked.getFirst().what()).isEqualTo("restore");
        assertThat(asked.getFirst().type()).isEqualTo(limit("790"));
        assertThat(asked.getLast().what())
                .as("nobody knows where the change was judged: what is placed anew is judged again")
                .isEqualTo("cancel");
        assertThat(asked.getLast().id()).isEqualTo(child.orderId());
        venue = found;
        venue.canceled(child.orderId());
        assertThat(venue.only("submit").type()).isEqualTo(limit("791"));
    }

    @Test
    void givenTheRunIsKilledWhileADecreaseIsUnderWayThenItIsAskedInPlaceAgain() {
        resting();
        bench.amend("o", Amendment.quantity(new BigDecimal("0.4")));
        venue.only("amend");
        DeskVenue found = DeskVenue.changing();
        bench = bench.restarted(found);
        DeskVenue.Asked again = found.taken().getLast();
        assertThat(again.what()).isEqualTo("amend");
        assertThat(again.quantity()).isEqualByComparingTo("0.4");
    }

    @Test
    void theGateIsAskedAtTheVenueThatWouldChangeARoutedOrderAndElseAtAnyVenue() {
        PlainGate gate = gated(DeskVenue.changing());
        ChildOrder child = resting();
        bench.amend("o", Amendment.quantity(new BigDecimal("2")));
        venue.updated(venue.only("amend"));
        bench.amend("o", Amendment.price(new BigDecimal("805")));
        assertThat(venue.only("cancel").id())
                .as("it would not rest, so it is placed anew")
                .isEqualTo(child.orderId());
        assertThat(gate.amendedAt()).containsExactly(child.venue(), OrderIntent.ANY_VENUE);
        gate = gated(DeskVenue.notChanging());
        resting();
        bench.amend("o", Amendment.quantity(new BigDecimal("2")));
        assertThat(gate.amendedAt()).containsExactly(OrderIntent.ANY_VENUE);
    }

    @Test
    void whatWasNotJudgedAtTheVenueIsPlacedAnewThoughTheVenueCouldChangeItByNow() {
        PlainGate gate = gated(DeskVenue.changing());
        ChildOrder child = submitted();
        bench.amend("o", Amendment.price(new BigDecimal("805")));
        assertThat(gate.amendedAt()).containsExactly(OrderIntent.ANY_VENUE);
        bench.price("820");
        venue.accept(child.orderId());
        assertThat(venue.only("cancel").id()).isEqualTo(child.orderId());
    }

    @Test
    void givenAReduceOnlyOrderThatRestsWhenThePositionShrinksThenItShrinksWithItAndGoesWhenFlat() {
        bench.submit(order().limit(new BigDecimal("801")).build());
        ChildOrder buy = venue.only("submit").child();
        venue.accept(buy.orderId());
        venue.fill(buy, "1", "801");
        bench.submit(OrderIntent.of(Rig.BTC_USD.symbol(), Side.SELL, BigDecimal.ONE)
                .clientOrderId("r")
                .limit(new BigDecimal("820"))
                .reduceOnly(true)
                .build());
        ChildOrder reducing = venue.only("submit").child();
        venue.accept(reducing.orderId());
        sell("0.4");
        DeskVenue.Asked less = venue.only("amend");
        assertThat(less.quantity()).isEqualByComparingTo("0.6");
        venue.updated(less);
        assertThat(bench.order("r").progress().quantity()).isEqualByComparingTo("0.6");
        sell("0.6");
        assertThat(venue.only("cancel").id()).isEqualTo(reducing.orderId());
    }

    private void sell(String quantity) {
        bench.submit(OrderIntent.of(Rig.BTC_USD.symbol(), Side.SELL, new BigDecimal(quantity))
                .clientOrderId("s" + quantity.replace('.', '_'))
                .limit(new BigDecimal("799"))
                .build());
        ChildOrder sell = venue.only("submit").child();
        venue.accept(sell.orderId());
        venue.fill(sell, quantity, "800");
    }

    private BigDecimal working() {
        return bench.parts().orders().working(bench.order("o").orderId());
    }

    private ChildOrder submitted() {
        bench.submit(order().limit(new BigDecimal("790")).build());
        return venue.only("submit").child();
    }

    private ChildOrder resting() {
        ChildOrder child = submitted();
        venue.accept(child.orderId());
        return child;
    }

    private PlainGate gated(DeskVenue other) {
        bench.close();
        venue = other;
        PlainGate gate = new PlainGate("1000");
        bench = Bench.at(venue, () -> gate);
        return gate;
    }

    private void elsewhere(DeskVenue other) {
        bench.close();
        venue = other;
        bench = Bench.at(venue);
    }

    private static Optional<BigDecimal> decimal(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(new BigDecimal(text));
    }

    private static Amendment both(String quantity, String price) {
        return new Amendment(decimal(quantity), decimal(price), Optional.empty(), Optional.empty());
    }

    private static OrderType limit(String price) {
        return new OrderType.Limit(new BigDecimal(price));
    }

    private static OrderIntent.Builder order() {
        return OrderIntent.of(Rig.BTC_USD.symbol(), Side.BUY, BigDecimal.ONE).clientOrderId("o");
    }
}
