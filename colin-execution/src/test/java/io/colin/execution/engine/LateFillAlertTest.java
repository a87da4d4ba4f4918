package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.alert.Severity;
import io.colin.api.event.RiskAlert;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderGroup;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.TriggerSource;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fills of orders that have ended, and what people are told of them. The market is at 800. */
class LateFillAlertTest {
    private DeskVenue venue = DeskVenue.changing();
    private Bench bench = Bench.at(venue);

    @AfterEach
    void close() {
        bench.close();
    }

    @ParameterizedTest(name = "stated {0}")
    @ValueSource(booleans = {true, false})
    void givenACancelledEntryThatFillsAfterAllThenPeopleAreToldOnceThatThePositionHasNoExits(boolean stated) {
        ChildOrder entry = entered();
        bench.cancel("e");
        if (stated) {
            venue.canceled(entry.orderId(), "0");
        } else {
            venue.canceled(entry.orderId());
        }
        assertThat(alerts()).isEmpty();
        OrderEvent.Filled filled =
                new OrderEvent.Filled(entry.orderId(), bench.now(), venue.trade("late", entry, "1", "799"));
        venue.tell(filled);
        venue.tell(filled);
        assertThat(bench.held()).isEqualByComparingTo("1");
        assertThat(bench.status("e")).isEqualTo(OrderStatus.FILLED);
        assertThat(alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.name()).isEqualTo("fill_of_an_ended_order");
            assertThat(alert.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(alert.scope()).isEqualTo("BTC/USD");
            assertThat(alert.active()).isTrue();
            assertThat(alert.detail())
                    .isEqualTo("trade late of 1 at desk is on the account: 1 in order " + entry.orderId()
                            + ", which was CANCELED, 1 in order " + id("e") + ", which was CANCELED; 1 that order "
                            + id("e") + " filled has no exits: order " + id("e-tp") + " is CANCELED for 1, order "
                            + id("e-sl") + " is CANCELED for 1");
        });
        bench = bench.restarted(DeskVenue.changing().after(100));
        bench.advance(60);
        assertThat(alerts()).as("not told anew").isEmpty();
    }

    @Test
    void givenExitsThatAreForLessThanWhatFilledInTheEndThenTheDifferenceIsTold() {
        ChildOrder entry = entered();
        venue.fill(entry, "0.3", "799");
        venue.accept(venue.only("submit").id());
        bench.cancel("e");
        venue.canceled(entry.orderId());
        venue.taken();
        venue.fill(entry, "0.2", "799");
        assertThat(bench.status("e")).isEqualTo(OrderStatus.CANCELED);
        assertThat(alerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.detail())
                        .contains("; 0.2 that order " + id("e") + " filled has no exits: ")
                        .contains("order " + id("e-tp") + " is ACCEPTED for 0.3")
                        .contains("order " + id("e-sl") + " is EMULATED for 0.3"));
    }

    @Test
    void givenAFillThatOvertakesTheCancelThenTheEntryHasItsExitsAndNobodyIsTold() {
        ChildOrder entry = entered();
        bench.cancel("e");
        venue.taken();
        venue.fill(entry, "0.4", "799");
        assertThat(venue.only("submit").quantity()).isEqualByComparingTo("0.4");
        venue.canceled(entry.orderId(), "0.4");
        assertThat(bench.status("e")).isEqualTo(OrderStatus.CANCELED);
        assertThat(bench.order("e-sl").progress().quantity()).isEqualByComparingTo("0.4");
        assertThat(alerts()).isEmpty();
    }

    @Test
    void givenAnEndThatWaitsForItsFillThenNobodyIsTold() {
        ChildOrder entry = entered();
        bench.cancel("e");
        venue.canceled(entry.orderId(), "1");
        venue.taken();
        venue.fill(entry, "1", "799");
        assertThat(venue.only("submit").quantity()).isEqualByComparingTo("1");
        assertThat(alerts()).isEmpty();
    }

    @Test
    void givenAnOrderWithoutExitsThenItIsToldOfTheFillAlone() {
        ChildOrder child = resting("o");
        bench.cancel("o");
        venue.canceled(child.orderId());
        venue.fill(child, "0.4", "790");
        assertThat(bench.status("o")).isEqualTo(OrderStatus.CANCELED);
        assertThat(alerts()).extracting(RiskAlert::detail).containsExactly(cancelled("t1 of 0.4", "0.4", child));
    }

    @Test
    void givenAReplacedChildThatFillsInPartThenItIsToldThoughItsOrderIsOpen() {
        ChildOrder first = replaced();
        venue.fill(first, "0.4", "790");
        assertThat(alerts())
                .extracting(RiskAlert::detail)
                .containsExactly("trade t1 of 0.4 at desk is on the account: 0.4 in order " + first.orderId()
                        + ", which was CANCELED, 0.4 in order " + id("o") + ", which was ACCEPTED");
    }

    @Test
    void givenAnOpenChildOfAnOrderThatIsFilledThenItsFillIsTold() {
        ChildOrder first = replaced();
        ChildOrder second = bench.children("o").getLast();
        venue.fill(first, "1", "790");
        assertThat(bench.status("o")).isEqualTo(OrderStatus.FILLED);
        venue.only("cancel");
        venue.fill(second, "1", "791");
        assertThat(bench.held()).isEqualByComparingTo("2");
        assertThat(alerts()).hasSize(2).allMatch(alert -> alert.name().equals("fill_of_an_ended_order"));
        assertThat(alerts().getLast().detail())
                .isEqualTo("trade t2 of 1 at desk is on the account: 1 in order " + second.orderId()
                        + ", which was PENDING_CANCEL, 0 in order " + id("o") + ", which was FILLED");
    }

    @Test
    void givenAWayOutThatFillsAfterTheOtherTookItsPlaceThenItIsTold() {
        ChildOrder entry = entered();
        venue.fill(entry, "1", "799");
        DeskVenue.Asked profit = venue.only("submit");
        venue.accept(profit.id());
        bench.price("780");
        venue.only("cancel");
        venue.canceled(profit.id());
        venue.fill(venue.only("submit").child(), "1", "780");
        assertThat(alerts()).isEmpty();
        venue.fill(profit.child(), "1", "820");
        assertThat(bench.held()).isEqualByComparingTo("-1");
        assertThat(alerts())
                .singleElement()
                .satisfies(alert ->
                        assertThat(alert.detail()).endsWith("1 in order " + id("e-tp") + ", which was CANCELED"));
    }

    @Test
    void givenAnOverfillThatCouldNotLockThenALateFillOfAnotherOrderIsNotTakenForOne() {
        ChildOrder over = resting("a");
        venue.fill(over, "1.5", "790");
        ChildOrder child = resting("o");
        bench.cancel("o");
        venue.canceled(child.orderId());
        venue.fill(child, "1", "790");
        assertThat(alerts()).extracting(RiskAlert::name).containsExactly("overfill", "fill_of_an_ended_order");
        assertThat(alerts().getLast().detail()).isEqualTo(cancelled("t2 of 1", "1", child));
    }

    private String cancelled(String trade, String quantity, ChildOrder child) {
        return "trade " + trade + " at desk is on the account: " + quantity + " in order " + child.orderId()
                + ", which was CANCELED, " + quantity + " in order " + child.parentId() + ", which was CANCELED";
    }

    private List<RiskAlert> alerts() {
        return bench.of(RiskAlert.class);
    }

    private String id(String clientId) {
        return bench.order(clientId).orderId();
    }

    /** A working entry with two ways out. */
    private ChildOrder entered() {
        OrderIntent entry = Rig.buy("1", "e").limit(new BigDecimal("799")).build();
        bench.submit(OrderGroup.bracket(
                entry, new BigDecimal("820"), new OrderType.StopMarket(new BigDecimal("790"), TriggerSource.LAST)));
        return accepted();
    }

    private ChildOrder resting(String clientId) {
        bench.submit(Rig.buy("1", clientId).limit(new BigDecimal("790")).build());
        return accepted();
    }

    private ChildOrder accepted() {
        DeskVenue.Asked sent = venue.only("submit");
        venue.accept(sent.id());
        return sent.child();
    }

    /** A child that was cancelled and replaced at another price. */
    private ChildOrder replaced() {
        bench.close();
        venue = DeskVenue.notChanging();
        bench = Bench.at(venue);
        ChildOrder first = resting("o");
        bench.amend("o", Amendment.price(new BigDecimal("791")));
        venue.only("cancel");
        venue.canceled(first.orderId());
        accepted();
        return first;
    }
}
