package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.colin.api.event.ChildCreated;
import io.colin.api.event.OrderChanged;
import io.colin.api.event.RiskAlert;
import io.colin.api.event.SliceRouted;
import io.colin.api.event.TransitionRefused;
import io.colin.api.execution.RoutePlan;
import io.colin.api.order.AlgoSpec;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderGroup;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.Outcome;
import io.colin.api.order.TimeInForce;
import io.colin.api.order.TimeInForce.Kind;
import io.colin.api.order.TriggerSource;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders with an end at venues that keep none: we keep it. The market is at 800 when each test begins. */
class ExpiryTest {
    private static final long DAY_S = 24 * 3600;

    private final DeskVenue venue = endless();
    private Bench bench = Bench.at(venue);

    @AfterEach
    void close() {
        bench.close();
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(
            value = Kind.class,
            names = {"GTD", "DAY"})
    void givenNoConsentWhenNoVenueKeepsTheEndOfTheTimeThenTheOrderIsDenied(Kind kind) {
        bench.submit(resting("o")
                .timeInForce(kind == Kind.DAY ? TimeInForce.DAY : in(60))
                .acceptsEmulation(false)
                .build());
        assertThat(bench.status("o")).isEqualTo(OrderStatus.DENIED);
        assertThat(bench.order("o").progress().refusals().getFirst().message())
                .isEqualTo("UNSUPPORTED_TIME_IN_FORCE: time_in_force=" + kind + " accept_emulation=false");
        assertThat(venue.taken()).isEmpty();
    }

    @Test
    void givenConsentThenItRestsUntilCancelledAndWeCancelItAtItsTimeAndItEnds() {
        ChildOrder child = rested(60);
        assertThat(child.timeInForce()).isEqualTo(TimeInForce.GTC);
        bench.advance(59);
        assertThat(venue.taken()).isEmpty();
        bench.advance(1);
        assertThat(venue.only("cancel").id()).isEqualTo(child.orderId());
        assertThat(bench.status("o").isClosed())
                .as("the venue has not answered")
                .isFalse();
        venue.canceled(child.orderId(), "0");
        assertIsOver("o");
        bench.advance(600);
        assertThat(venue.taken()).isEmpty();
    }

    @Test
    void saysInTheLedgerWhatWasAskedForAndWhatWasSent() {
        rested(60);
        SliceRouted routed = bench.of(SliceRouted.class).getLast();
        assertThat(routed.slice().timeInForce().kind()).isEqualTo(Kind.GTD);
        assertThat(routed.plan().legs())
                .extracting(leg -> leg.slice().timeInForce())
                .containsExactly(TimeInForce.GTC);
        assertThat(routed.plan().considered())
                .extracting(RoutePlan.Considered::why)
                .singleElement()
                .asString()
                .endsWith(" emulated=time_in_force asked=GTD sent=GTC");
    }

    @Test
    void givenADayThenItEndsAtMidnightOfTheDayItCame() {
        bench.submit(resting("o").timeInForce(TimeInForce.DAY).build());
        DeskVenue.Asked sent = venue.only("submit");
        venue.accept(sent.id());
        long midnight = (bench.now() / (DAY_S * Bench.SECOND) + 1) * DAY_S;
        bench.advance(midnight - bench.now() / Bench.SECOND - 1);
        assertThat(venue.taken()).isEmpty();
        bench.advance(1);
        venue.only("cancel");
        venue.canceled(sent.id(), "0");
        assertIsOver("o");
    }

    @Test
    void givenAFillThatRacesTheCancelThenItIsKeptAndTheRestEnds() {
        ChildOrder child = rested(60);
        bench.advance(60);
        venue.only("cancel");
        venue.fill(child, "0.4", "790");
        assertThat(venue.taken()).as("nothing is asked twice").isEmpty();
        venue.canceled(child.orderId(), "0.4");
        assertIsOver("o");
        assertThat(bench.order("o").progress().filledQuantity()).isEqualByComparingTo("0.4");
        assertThat(bench.held()).isEqualByComparingTo("0.4");
    }

    @Test
    void givenAFillOfAllThatRacesTheCancelThenTheOrderIsFilled() {
        ChildOrder child = rested(60);
        bench.advance(60);
        venue.only("cancel");
        venue.fill(child, "1", "790");
        assertThat(bench.status("o")).isEqualTo(OrderStatus.FILLED);
        assertThat(bench.of(RiskAlert.class)).isEmpty();
    }

    @Test
    void givenACancelThatEndsBeforeItsFillsAreToldThenTheOrderWaitsForThem() {
        ChildOrder child = rested(60);
        bench.advance(60);
        venue.only("cancel");
        venue.canceled(child.orderId(), "0.4");
        assertThat(bench.status("o").isClosed()).isFalse();
        venue.fill(child, "0.4", "790");
        assertIsOver("o");
        assertThat(bench.order("o").progress().filledQuantity()).isEqualByComparingTo("0.4");
    }

    @Test
    void givenACancelOfUnknownFateThenTheVenueIsAskedAndItIsCancelledAgain() {
        ChildOrder child = rested(60);
        bench.advance(60);
        venue.only("cancel");
        venue.tell(new OrderEvent.Unresolved(child.orderId(), bench.now(), "timeout"));
        venue.only("query");
        assertThat(bench.children("o").getFirst().progress().outcome()).isEqualTo(Outcome.UNRESOLVED);
        venue.found(child.orderId(), OrderStatus.ACCEPTED, "0");
        venue.only("cancel");
        venue.canceled(child.orderId(), "0");
        assertIsOver("o");
    }

    @Test
    void givenARefusedCancelThenItIsAskedAgainOnceTheOrderIsFoundWorking() {
        ChildOrder child = rested(60);
        bench.advance(60);
        venue.only("cancel");
        venue.tell(new OrderEvent.CancelRejected(child.orderId(), bench.now(), DeskVenue.no()));
        venue.only("query");
        venue.found(child.orderId(), OrderStatus.ACCEPTED, "0");
        assertThat(venue.only("cancel").id()).isEqualTo(child.orderId());
    }

    @Test
    void givenASubmitOfUnknownFateThenItIsCancelledAtItsTimeAllTheSame() {
        bench.submit(resting("o").timeInForce(in(60)).build());
        DeskVenue.Asked sent = venue.only("submit");
        bench.advance(59);
        venue.tell(new OrderEvent.Unresolved(sent.id(), bench.now(), "timeout"));
        venue.only("query");
        bench.advance(1);
        assertThat(venue.taken())
                .extracting(DeskVenue.Asked::what)
                .contains("cancel")
                .doesNotContain("submit");
        venue.found(sent.id(), OrderStatus.CANCELED, "0");
        assertThat(bench.status("o").isClosed()).isTrue();
    }

    @Test
    void givenARunKilledBeforeTheEndThenTheNextOneKeepsIt() {
        ChildOrder child = rested(60);
        DeskVenue found = endless();
        bench = bench.restarted(found);
        assertThat(found.only("restore").id()).isEqualTo(child.orderId());
        bench.advance(59);
        assertThat(found.taken()).isEmpty();
        bench.advance(1);
        assertThat(found.only("cancel").id()).isEqualTo(child.orderId());
        found.canceled(child.orderId(), "0");
        assertIsOver("o");
    }

    @Test
    void givenARunThatIsTakenUpAfterTheEndThenItCancelsAtOnce() {
        ChildOrder child = rested(60);
        DeskVenue found = endless();
        bench = bench.restartedAfter(600, found);
        assertThat(found.taken())
                .extracting(DeskVenue.Asked::what, DeskVenue.Asked::id)
                .containsExactly(tuple("restore", child.orderId()), tuple("cancel", child.orderId()));
        found.canceled(child.orderId(), "0");
        assertIsOver("o");
    }

    @Test
    void givenASubmitInFlightWhenKilledThenItIsLookedUpAndCancelledAndNeverSentAgain() {
        bench.submit(resting("o").timeInForce(in(60)).build());
        DeskVenue.Asked sent = venue.only("submit");
        DeskVenue found = endless();
        bench = bench.restartedAfter(600, found);
        assertThat(found.taken()).extracting(DeskVenue.Asked::what).containsExactly("query", "cancel");
        found.found(sent.id(), OrderStatus.ACCEPTED, "0");
        found.only("cancel");
        found.canceled(sent.id(), "0");
        assertThat(bench.status("o").isClosed()).isTrue();
        assertThat(found.taken()).isEmpty();
    }

    @Test
    void givenAChangeThatIsAnsweredAfterTheEndThenNothingIsPlacedAnew() {
        ChildOrder child = rested(60);
        bench.advance(59);
        bench.amend("o", Amendment.price(new BigDecimal("785")));
        venue.taken();
        bench.advance(2);
        venue.taken();
        venue.canceled(child.orderId(), "0");
        assertThat(venue.taken()).isEmpty();
        assertIsOver("o");
    }

    @Test
    void givenAVenueThatKeepsTheEndThenItGoesThereAsItIsAndWeCancelNothing() {
        bench.close();
        DeskVenue elsewhere = DeskVenue.changing();
        bench = Bench.at(elsewhere);
        TimeInForce aMinute = in(60);
        bench.submit(resting("o").timeInForce(aMinute).acceptsEmulation(false).build());
        DeskVenue.Asked sent = elsewhere.only("submit");
        assertThat(sent.child().timeInForce()).isEqualTo(aMinute);
        elsewhere.accept(sent.id());
        bench.advance(60);
        assertThat(elsewhere.taken()).isEmpty();
        elsewhere.end(new OrderEvent.Expired(sent.id(), bench.now()), "0");
        assertThat(bench.status("o")).isEqualTo(OrderStatus.EXPIRED);
    }

    @Test
    void givenAnAlgorithmWhoseSlicesNeverRestThenItsEndNeedsNoVenueAndNoConsent() {
        bench.submit(Rig.buy("1", "o")
                .algo(AlgoSpec.of("twap", Map.of()))
                .timeInForce(TimeInForce.DAY)
                .build());
        for (int second = 0; second < 15; second++) {
            bench.price("800");
        }
        assertThat(bench.of(ChildCreated.class)).isNotEmpty();
        assertThat(venue.only("submit").child().timeInForce()).isEqualTo(TimeInForce.IOC);
    }

    @Test
    void givenAnExitWhoseTimeIsOverThenTheOtherWayOutGoesToo() {
        OrderGroup whole = OrderGroup.bracket(
                Rig.buy("1", "e")
                        .type(new OrderType.Limit(new BigDecimal("799")))
                        .build(),
                new BigDecimal("820"),
                new OrderType.StopMarket(new BigDecimal("780"), TriggerSource.LAST));
        OrderIntent profit = whole.orders().get(1);
        bench.submit(new OrderGroup(List.of(
                whole.orders().getFirst(),
                accepting(profit.workedBy(profit.algo(), in(60))),
                whole.orders().getLast())));
        DeskVenue.Asked entry = venue.only("submit");
        venue.accept(entry.id());
        venue.fill(entry.child(), "1", "799");
        DeskVenue.Asked resting = venue.only("submit");
        venue.accept(resting.id());
        bench.advance(60);
        assertThat(venue.only("cancel").id()).isEqualTo(resting.id());
        venue.canceled(resting.id(), "0");
        assertIsOver("e-tp");
        assertThat(bench.status("e-sl")).isEqualTo(OrderStatus.CANCELED);
    }

    @Test
    void givenAnIcebergOfAnOrderWithoutAnEndThenItsOwnEndsNeedNoConsent() {
        bench.submit(Rig.buy("3", "o")
                .type(new OrderType.Limit(new BigDecimal("790")))
                .algo(AlgoSpec.of("iceberg", Map.of()))
                .build());
        DeskVenue.Asked shown = venue.only("submit");
        assertThat(shown.child().timeInForce()).isEqualTo(TimeInForce.GTC);
        venue.accept(shown.id());
        bench.advance(600);
        venue.only("cancel");
        venue.canceled(shown.id(), "0");
        assertThat(bench.status("o")).as("an algorithm says why it ends").isEqualTo(OrderStatus.CANCELED);
    }

    @Test
    void givenACancelWithoutAQuantityThenAFillThatComesAfterItIsInTheOrderToo() {
        ChildOrder child = rested(60);
        bench.advance(60);
        venue.only("cancel");
        venue.canceled(child.orderId());
        assertIsOver("o");
        venue.fill(child, "0.4", "790");
        assertThat(bench.order("o").progress().filledQuantity()).isEqualByComparingTo("0.4");
        assertThat(bench.children("o").getFirst().progress().filledQuantity()).isEqualByComparingTo("0.4");
        assertThat(bench.held()).isEqualByComparingTo("0.4");
        assertThat(bench.of(TransitionRefused.class)).isEmpty();
    }

    @Test
    void givenAVenueThatKeepsTheEndAndCallsItACancelThenALateFillIsInTheOrderToo() {
        bench.close();
        DeskVenue elsewhere = DeskVenue.changing();
        bench = Bench.at(elsewhere);
        bench.submit(resting("o").timeInForce(in(60)).build());
        DeskVenue.Asked sent = elsewhere.only("submit");
        elsewhere.accept(sent.id());
        bench.advance(60);
        elsewhere.canceled(sent.id());
        assertIsOver("o");
        elsewhere.fill(sent.child(), "0.4", "790");
        assertThat(bench.order("o").progress().filledQuantity()).isEqualByComparingTo("0.4");
    }

    @ParameterizedTest(name = "taken up after {0} s")
    @ValueSource(longs = {10, 600})
    void givenARunWhoseVenueIsGoneThenItIsTakenUpAllTheSameAndAsksNobody(long seconds) {
        bench.submit(resting("o").timeInForce(in(60)).build());
        ChildOrder sent = venue.only("submit").child();
        DeskVenue other = endless().named("other");
        bench = bench.restartedAfter(seconds, other);
        bench.advance(600);
        assertThat(other.taken()).isEmpty();
        assertThat(bench.children("o"))
                .singleElement()
                .satisfies(child -> assertThat(child.orderId()).isEqualTo(sent.orderId()))
                .satisfies(child -> assertThat(child.progress().status()).isEqualTo(OrderStatus.PENDING_CANCEL));
        assertThat(bench.status("o").isClosed()).as("its fate is not known").isFalse();
    }

    private void assertIsOver(String clientId) {
        String id = bench.order(clientId).orderId();
        assertThat(bench.status(clientId)).isEqualTo(OrderStatus.CANCELED);
        assertThat(bench.of(OrderChanged.class))
                .extracting(OrderChanged::event)
                .filteredOn(event -> event.orderId().equals(id))
                .last()
                .isInstanceOfSatisfying(
                        OrderEvent.Canceled.class,
                        end -> assertThat(end.reason()).isEqualTo("its time is over"));
    }

    private static OrderIntent accepting(OrderIntent intent) {
        return OrderIntent.of(intent.symbol(), intent.side(), intent.quantity())
                .clientOrderId(intent.clientOrderId())
                .type(intent.type())
                .timeInForce(intent.timeInForce())
                .algo(intent.algo())
                .reduceOnly(intent.reduceOnly())
                .contingency(intent.contingency())
                .acceptsEmulation(true)
                .build();
    }

    /** An order at 790 that its venue has taken. */
    private ChildOrder rested(long seconds) {
        bench.submit(resting("o").timeInForce(in(seconds)).build());
        DeskVenue.Asked sent = venue.only("submit");
        venue.accept(sent.id());
        return sent.child();
    }

    private static OrderIntent.Builder resting(String id) {
        return Rig.buy("1", id).type(new OrderType.Limit(new BigDecimal("790"))).acceptsEmulation(true);
    }

    private TimeInForce in(long seconds) {
        return TimeInForce.gtd(bench.now() + seconds * Bench.SECOND);
    }

    private static DeskVenue endless() {
        return DeskVenue.notChanging().keeping(Kind.GTC, Kind.IOC, Kind.FOK);
    }
}
