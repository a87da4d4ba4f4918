package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.event.OrderChanged;
import io.colin.api.event.RiskAlert;
import io.colin.api.event.TransitionRefused;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderProgress;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.Outcome;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import io.colin.api.order.TriggerSource;
import java.math.BigDecimal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ends that do not fit what is known of a child: taken for what they mean, else looked up, never lost. At 800. */
class UnfitEndTest {
    private DeskVenue venue = DeskVenue.notChanging();
    private Bench bench = Bench.at(venue);

    /** How a venue tells a rejection. */
    enum Way {
        STATED,
        UNSTATED,
        FOUND
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @ParameterizedTest
    @EnumSource
    void givenARejectionAfterAFillThenWhatIsLeftIsCancelledAndGoesOutAgain(Way way) {
        ChildOrder child = taking("1");
        venue.fill(child, "0.4", "800.1");
        reject(child, "0.4", way);
        assertThat(child().status()).isEqualTo(OrderStatus.CANCELED);
        assertThat(child().filledQuantity()).isEqualByComparingTo("0.4");
        DeskVenue.Asked rest = venue.only("submit");
        assertThat(rest.quantity()).isEqualByComparingTo("0.6");
        venue.fill(rest.child(), "0.6", "800.1");
        assertThat(bench.status("o")).isEqualTo(OrderStatus.FILLED);
        assertThat(bench.of(TransitionRefused.class)).isEmpty();
        bench.advance(60);
        assertThat(venue.taken()).as("nothing is in question").isEmpty();
    }

    @Test
    void givenARejectionAfterAFillThenTheReasonIsThatOfTheVenueAndARestartKnowsTheSame() {
        ChildOrder child = resting("1");
        venue.fill(child, "0.4", "790");
        reject(child, "0.4", Way.STATED);
        assertThat(bench.of(OrderChanged.class).stream()
                        .map(OrderChanged::event)
                        .filter(event -> event.orderId().equals(child.orderId())))
                .last()
                .isEqualTo(new OrderEvent.Canceled(
                        child.orderId(), bench.now(), DeskVenue.no().message()));
        var parent = bench.order("o");
        var ended = bench.children("o");
        bench = bench.restarted(DeskVenue.notChanging().after(100));
        assertThat(bench.order("o")).isEqualTo(parent);
        assertThat(bench.children("o")).isEqualTo(ended);
    }

    @ParameterizedTest
    @EnumSource
    void givenAStopWhoseChildIsRejectedAfterAFillThenTheRestGetsOut(Way way) {
        buyTwo();
        bench.submit(OrderIntent.of(Rig.BTC_USD.symbol(), Side.SELL, new BigDecimal("2"))
                .clientOrderId("o")
                .type(new OrderType.StopMarket(new BigDecimal("790"), TriggerSource.LAST))
                .reduceOnly(true)
                .acceptsEmulation(true)
                .build());
        bench.price("789");
        ChildOrder child = accepted();
        venue.fill(child, "0.5", "789");
        reject(child, "0.5", way);
        DeskVenue.Asked rest = venue.only("submit");
        assertThat(rest.quantity()).isEqualByComparingTo("1.5");
        venue.fill(rest.child(), "1.5", "789");
        assertThat(bench.held()).isZero();
        assertThat(bench.status("o")).isEqualTo(OrderStatus.FILLED);
    }

    @Test
    void givenACancelUnderWayWhenARejectionComesAfterAFillThenALateFillStillHasRoom() {
        ChildOrder child = resting("1");
        venue.fill(child, "0.4", "790");
        bench.cancel("o");
        venue.only("cancel");
        reject(child, "0.4", Way.UNSTATED);
        assertThat(bench.status("o")).isEqualTo(OrderStatus.CANCELED);
        assertThat(child().status()).isEqualTo(OrderStatus.CANCELED);
        venue.fill(child, "0.3", "790");
        assertThat(bench.order("o").progress().filledQuantity()).isEqualByComparingTo("0.7");
    }

    @Test
    void givenAnExpiryBeforeTheAcceptanceThenItEndsAtOnce() {
        submit(order("1").limit(new BigDecimal("790")).timeInForce(TimeInForce.GTC));
        String id = venue.only("submit").id();
        venue.end(new OrderEvent.Expired(id, bench.now()), "0");
        assertThat(child().status()).isEqualTo(OrderStatus.EXPIRED);
        assertThat(bench.status("o").isClosed()).isTrue();
        assertThat(bench.of(TransitionRefused.class)).isEmpty();
        assertThat(venue.taken()).isEmpty();
    }

    @Test
    void givenAnEndThatCannotBeThenTheChildIsLookedUp() {
        ChildOrder child = taking("1");
        venue.fill(child, "0.4", "800.1");
        venue.tell(new OrderEvent.Completed(child.orderId(), bench.now(), BigDecimal.ONE));
        assertThat(bench.of(TransitionRefused.class)).hasSize(1);
        assertThat(venue.only("query").id()).isEqualTo(child.orderId());
        venue.found(child.orderId(), OrderStatus.CANCELED, "0.4");
        assertThat(child().status()).isEqualTo(OrderStatus.CANCELED);
        assertThat(venue.only("submit").quantity()).isEqualByComparingTo("0.6");
    }

    @Test
    void givenAVenueThatAnswersWithWhatCannotBeForEverThenItIsAskedSixTimesAndPeopleAreTold() {
        ChildOrder child = taking("1");
        venue.fill(child, "0.4", "800.1");
        int asked = 0;
        for (int second = 0; second < 60; second++) {
            venue.tell(new OrderEvent.Completed(child.orderId(), bench.now(), BigDecimal.ONE));
            asked += venue.taken().size();
            bench.advance(1);
        }
        assertThat(asked).isEqualTo(6);
        assertThat(bench.of(RiskAlert.class)).singleElement().satisfies(alert -> {
            assertThat(alert.name()).isEqualTo("order_unresolved");
            assertThat(alert.active()).isTrue();
        });
        venue.found(child.orderId(), OrderStatus.CANCELED, "0.4");
        assertThat(bench.of(RiskAlert.class))
                .last()
                .satisfies(alert -> assertThat(alert.active()).isFalse());
        assertThat(child().status()).isEqualTo(OrderStatus.CANCELED);
    }

    @Test
    void givenAnAnswerThatSettlesNothingThenTheQuestionStaysOpen() {
        ChildOrder child = resting("1");
        bench.cancel("o");
        venue.only("cancel");
        venue.tell(new OrderEvent.Unresolved(child.orderId(), bench.now(), "no answer"));
        venue.only("query");
        venue.found(child.orderId(), OrderStatus.PENDING_CANCEL, "0");
        assertThat(child().outcome()).isEqualTo(Outcome.UNRESOLVED);
        bench.advance(2);
        venue.only("query");
        venue.found(child.orderId(), OrderStatus.CANCELED, "0");
        assertThat(bench.status("o")).isEqualTo(OrderStatus.CANCELED);
    }

    private void reject(ChildOrder child, String executed, Way way) {
        OrderEvent rejected = new OrderEvent.Rejected(child.orderId(), bench.now(), DeskVenue.no());
        switch (way) {
            case STATED -> venue.end(rejected, executed);
            case UNSTATED -> venue.tell(rejected);
            case FOUND -> {
                bench.connection("desk", true);
                venue.only("query");
                venue.found(child.orderId(), OrderStatus.REJECTED, executed);
            }
        }
    }

    private void buyTwo() {
        submit(order("2").clientOrderId("long"));
        venue.fill(accepted(), "2", "800.1");
        assertThat(bench.held()).isEqualByComparingTo("2");
    }

    private OrderProgress child() {
        return bench.children("o").getFirst().progress();
    }

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
