package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.event.DecisionMade;
import io.colin.api.event.KillSwitchChanged;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.Contingency;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderGroup;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.Side;
import io.colin.api.order.TriggerSource;
import io.colin.api.risk.KillSwitch;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Changes that meet fills, cancels, groups and refusals. The market is at 800; the order is a bid at 790. */
class AmendRaceTest {
    private DeskVenue venue = DeskVenue.changing();
    private Bench bench = Bench.at(venue);

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void givenACancelAfterAChangeWhenTheVenueRefusesItThenTheOrderIsStillToEndAtItsOldTerms() {
        elsewhere(DeskVenue.notChanging());
        ChildOrder child = resting("1");
        bench.amend("o", Amendment.price(new BigDecimal("791")));
        venue.only("cancel");
        bench.cancel("o");
        venue.tell(new OrderEvent.CancelRejected(child.orderId(), bench.now(), DeskVenue.no()));
        assertThat(bench.status("o")).isEqualTo(OrderStatus.PENDING_CANCEL);
        assertThat(bench.order("o").intent().type()).isEqualTo(limit("790"));
        venue.canceled(child.orderId());
        assertThat(bench.status("o")).isEqualTo(OrderStatus.CANCELED);
        assertThat(asked()).doesNotContain("submit");
    }

    @Test
    void givenARefusedCancelThatAFillHidThenAStopThatWaitsForItGoesInTheEnd() {
        ChildOrder exit = bracketWithItsExit();
        bench.price("779");
        venue.only("cancel");
        venue.fill(exit, "0.2", "820");
        venue.tell(new OrderEvent.CancelRejected(exit.orderId(), bench.now(), DeskVenue.no()));
        venue.only("query");
        venue.found(exit.orderId(), OrderStatus.PARTIALLY_FILLED, "0.2");
        venue.only("cancel");
        venue.canceled(exit.orderId());
        assertThat(venue.only("submit").quantity()).isEqualByComparingTo("0.8");
    }

    @Test
    void givenNoAnswerToTheQuestionsEitherThenTheCancelIsAskedAgain() {
        ChildOrder exit = bracketWithItsExit();
        bench.price("779");
        venue.only("cancel");
        venue.fill(exit, "0.2", "820");
        venue.tell(new OrderEvent.CancelRejected(exit.orderId(), bench.now(), DeskVenue.no()));
        for (int second = 0; second < 20; second++) {
            bench.advance(1);
        }
        assertThat(asked()).endsWith("query", "cancel");
    }

    @Test
    void givenACancelThatIsRefusedAgainAndAgainThenItIsAskedLaterAndLaterUntilItIsTaken() {
        ChildOrder exit = bracketWithItsExit();
        bench.price("779");
        long asks = refusing(exit, 600);
        assertThat(asks).as("gaps of 4, 8, 16 ... 256 s").isBetween(8L, 12L);
        assertThat(bench.status("e-sl")).isEqualTo(OrderStatus.RELEASED);
        assertThat(refusing(exit, 300)).isBetween(1L, 2L);
        bench.price("779");
        venue.canceled(exit.orderId());
        assertThat(venue.only("submit").quantity()).isEqualByComparingTo("1");
    }

    @Test
    void givenAShrinkThatWasLostAndHiddenByAFillThenItIsAskedAgain() {
        List<ChildOrder> both = oco();
        venue.fill(both.getFirst(), "0.4", "790");
        DeskVenue.Asked shrink = venue.only("amend");
        venue.fill(both.getLast(), "0.1", "780");
        venue.only("amend"); // Of the first, by what the second filled.
        venue.tell(new OrderEvent.Unresolved(shrink.id(), bench.now(), "no answer"));
        venue.only("query");
        venue.found(shrink.id(), OrderStatus.PARTIALLY_FILLED, "0.1");
        DeskVenue.Asked again = venue.only("amend");
        assertThat(again.id()).isEqualTo(shrink.id());
        assertThat(again.quantity()).isEqualByComparingTo("0.6");
        venue.updated(again);
        assertThat(bench.status("b")).isEqualTo(OrderStatus.PARTIALLY_FILLED);
        assertThat(bench.order("b").progress().quantity()).isEqualByComparingTo("0.6");
        assertThat(bench.amend("b", Amendment.price(new BigDecimal("781")))).isInstanceOf(AmendResult.Taken.class);
    }

    @Test
    void givenAShrinkByCancelThatIsRefusedThenItIsAskedAgain() {
        elsewhere(DeskVenue.notChanging());
        List<ChildOrder> both = oco();
        venue.fill(both.getFirst(), "0.4", "790");
        DeskVenue.Asked first = venue.only("cancel");
        assertThat(first.id()).isEqualTo(both.getLast().orderId());
        venue.tell(new OrderEvent.CancelRejected(first.id(), bench.now(), DeskVenue.no()));
        assertThat(refusing(both.getLast(), 60)).isGreaterThan(2);
        bench.price("800");
        venue.canceled(both.getLast().orderId());
        assertThat(venue.only("submit").quantity()).isEqualByComparingTo("0.6");
    }

    @Test
    void givenAPersonsChangeThatIsRefusedAfterAFillThenTheOldTermsStayAndAnotherMayBeAsked() {
        ChildOrder child = resting("1");
        bench.amend("o", Amendment.price(new BigDecimal("785")));
        venue.only("amend");
        venue.fill(child, "0.1", "790");
        venue.tell(new OrderEvent.ModifyRejected(child.orderId(), bench.now(), DeskVenue.no()));
        venue.only("query");
        venue.found(child.orderId(), OrderStatus.PARTIALLY_FILLED, "0.1");
        assertThat(bench.order("o").intent().type()).isEqualTo(limit("790"));
        assertThat(venue.taken()).isEmpty();
        bench.amend("o", Amendment.price(new BigDecimal("784")));
        venue.only("amend");
    }

    @Test
    void givenAPausedOrderWhoseCancelIsRefusedThenItIsAskedAgainUntilItIsResumed() {
        ChildOrder child = resting("1");
        bench.pause("o");
        assertThat(refusing(child, 60)).isGreaterThan(2);
        bench.resume("o");
        assertThat(refusing(child, 600)).isLessThan(2);
    }

    @Test
    void givenAStoppedVenueThatRefusesTheCancelThenItIsAskedAgain() {
        ChildOrder child = resting("1");
        bench.withdrawAt("o", "desk");
        assertThat(refusing(child, 60)).isGreaterThan(2);
    }

    @Test
    void givenAStoppedVenueThatRefusedTheCancelThenItIsAskedAgainAfterARestart() {
        ChildOrder child = resting("1");
        tellOfASwitch(true);
        bench.withdrawAt("o", "desk");
        venue.only("cancel");
        venue.tell(new OrderEvent.CancelRejected(child.orderId(), bench.now(), DeskVenue.no()));
        venue.only("query");
        tellOfASwitch(false);
        bench.parts().log().flush();
        DeskVenue found = DeskVenue.notChanging().after(100);
        bench = bench.restarted(found);
        venue = found;
        assertThat(venue.taken().stream().map(DeskVenue.Asked::what)).containsExactly("restore", "cancel");
    }

    private void tellOfASwitch(boolean on) {
        KillSwitch stopped = new KillSwitch(KillSwitch.Scope.VENUE, "desk", "test", "tester", bench.now());
        bench.parts().log().emit(new KillSwitchChanged(bench.parts().log().header("risk"), stopped, on));
    }

    @Test
    void givenAPersonsPriceOnItsWayWhenTheGroupCutsTheOrderThenBothCome() {
        List<ChildOrder> both = oco();
        bench.amend("b", Amendment.price(new BigDecimal("785")));
        DeskVenue.Asked price = venue.only("amend");
        venue.fill(both.getFirst(), "0.4", "790");
        venue.updated(price);
        DeskVenue.Asked cut = venue.only("amend");
        assertThat(cut.quantity()).isEqualByComparingTo("0.6");
        assertThat(cut.type()).isEqualTo(limit("785"));
        venue.updated(cut);
        assertThat(bench.status("b")).isEqualTo(OrderStatus.ACCEPTED);
        assertThat(bench.order("b").intent().type()).isEqualTo(limit("785"));
        assertThat(bench.order("b").progress().quantity()).isEqualByComparingTo("0.6");
    }

    @Test
    void givenTheVenueRefusesThePriceThenTheCutComesAtTheOldOne() {
        List<ChildOrder> both = oco();
        bench.amend("b", Amendment.price(new BigDecimal("785")));
        DeskVenue.Asked price = venue.only("amend");
        venue.fill(both.getFirst(), "0.4", "790");
        venue.tell(new OrderEvent.ModifyRejected(price.id(), bench.now(), DeskVenue.no()));
        DeskVenue.Asked cut = venue.only("amend");
        assertThat(cut.quantity()).isEqualByComparingTo("0.6");
        assertThat(cut.type()).isEqualTo(limit("780"));
        venue.updated(cut);
        assertThat(bench.order("b").intent().type()).isEqualTo(limit("780"));
        assertThat(bench.order("b").progress().quantity()).isEqualByComparingTo("0.6");
    }

    @Test
    void givenTheVenueTakesThePriceAndRefusesTheCutThenItIsBroughtAboutByPlacingItAnew() {
        List<ChildOrder> both = oco();
        bench.amend("b", Amendment.price(new BigDecimal("785")));
        DeskVenue.Asked price = venue.only("amend");
        venue.fill(both.getFirst(), "0.4", "790");
        venue.updated(price);
        DeskVenue.Asked cut = venue.only("amend");
        venue.tell(new OrderEvent.ModifyRejected(cut.id(), bench.now(), DeskVenue.no()));
        venue.only("cancel");
        venue.canceled(cut.id());
        DeskVenue.Asked anew = venue.only("submit");
        assertThat(anew.quantity()).isEqualByComparingTo("0.6");
        assertThat(anew.type()).isEqualTo(limit("785"));
    }

    @Test
    void givenAPriceTheRouterBoundWhenTheQuantityIsChangedThenThatPriceStays() {
        DeskVenue.Asked sent = bounded();
        bench.amend("o", Amendment.quantity(new BigDecimal("160")));
        DeskVenue.Asked change = venue.only("amend");
        assertThat(change.quantity()).isEqualByComparingTo("160");
        assertThat(change.type()).isEqualTo(sent.type());
        venue.updated(change);
        assertThat(bench.status("o")).isEqualTo(OrderStatus.ACCEPTED);
        assertThat(bench.order("o").intent().type()).isEqualTo(limit("820"));
    }

    @Test
    void givenANewPriceThatWouldTradeAtOnceThenTheRouterBoundsItAnew() {
        DeskVenue.Asked sent = bounded();
        bench.amend("o", Amendment.price(new BigDecimal("830")));
        venue.only("cancel");
        venue.canceled(sent.id());
        assertThat(venue.only("submit").type()).isEqualTo(limit("804.8"));
    }

    @Test
    void givenAVenueOfCoarserTicksAndLotsThenAChangeIsOnThemAndNeverWorseThanAsked() {
        elsewhere(DeskVenue.changing().listing("0.5", "0.1"));
        ChildOrder child = resting("1");
        bench.amend("o", Amendment.price(new BigDecimal("791.3")));
        DeskVenue.Asked price = venue.only("amend");
        assertThat(price.type()).isEqualTo(limit("791"));
        venue.updated(price);
        assertThat(bench.status("o")).isEqualTo(OrderStatus.ACCEPTED);
        bench.amend("o", Amendment.quantity(new BigDecimal("1.25")));
        DeskVenue.Asked quantity = venue.only("amend");
        assertThat(quantity.quantity()).isEqualByComparingTo("1.2");
        assertThat(quantity.type()).isEqualTo(limit("791"));
        venue.updated(quantity);
        assertThat(bench.status("o")).isEqualTo(OrderStatus.ACCEPTED);
        assertThat(bench.order("o").progress().quantity()).isEqualByComparingTo("1.25");
        assertThat(venue.taken()).isEmpty();
        venue.fill(child, "0.2", "791");
        assertThat(venue.taken()).isEmpty();
    }

    @Test
    void givenAnExitThatGrowsWithItsEntryThenTheGateIsAskedAndItsAnswerRecorded() {
        bench.close();
        venue = DeskVenue.changing();
        PlainGate gate = new PlainGate("1000");
        bench = Bench.at(venue, () -> gate);
        DeskVenue.Asked entry = bracket();
        venue.fill(entry.child(), "0.3", "799");
        DeskVenue.Asked exit = venue.only("submit");
        venue.accept(exit.id());
        venue.fill(entry.child(), "0.7", "799");
        assertThat(venue.only("amend").quantity()).isEqualByComparingTo("1");
        DecisionMade last = bench.of(DecisionMade.class).getLast();
        assertThat(last.orderId()).isEqualTo(bench.order("e-tp").orderId());
        assertThat(last.decision().allowedQuantity()).isEqualByComparingTo("1");
        assertThat(gate.amendedAt())
                .as("an exit that grows is no change of its terms")
                .isEmpty();
    }

    @Test
    void givenAGateThatRefusesTheGrowthThenTheExitStaysAsItWorksAndTheReasonIsKept() {
        bench.close();
        venue = DeskVenue.changing();
        PlainGate gate = new PlainGate("1000");
        bench = Bench.at(venue, () -> gate);
        DeskVenue.Asked entry = bracket();
        venue.fill(entry.child(), "0.3", "799");
        DeskVenue.Asked exit = venue.only("submit");
        venue.accept(exit.id());
        gate.limit("0.5");
        venue.fill(entry.child(), "0.7", "799");
        assertThat(venue.taken()).isEmpty();
        assertThat(bench.status("e-tp")).isEqualTo(OrderStatus.ACCEPTED);
        assertThat(bench.order("e-tp").progress().refusals()).hasSize(1);
        assertThat(bench.of(DecisionMade.class).getLast().decision().passes()).isFalse();
        venue.fill(exit.child(), "0.3", "820");
        assertThat(bench.held()).isEqualByComparingTo("0.7");
    }

    /** A bid of 150 at 820 where 100 are offered at 800.1: the router bounds it at 804.8. */
    private DeskVenue.Asked bounded() {
        bench.submit(OrderIntent.of(Rig.BTC_USD.symbol(), Side.BUY, new BigDecimal("150"))
                .clientOrderId("o")
                .limit(new BigDecimal("820"))
                .build());
        DeskVenue.Asked sent = venue.only("submit");
        assertThat(sent.type()).isEqualTo(limit("804.8"));
        venue.accept(sent.id());
        return sent;
    }

    /** One of the other: bids of 1 at 790 and at 780. */
    private List<ChildOrder> oco() {
        bench.submit(new OrderGroup(List.of(bid("a", "790", "b"), bid("b", "780", "a"))));
        List<DeskVenue.Asked> sent = venue.taken();
        sent.forEach(one -> venue.accept(one.id()));
        return sent.stream().map(DeskVenue.Asked::child).toList();
    }

    private static OrderIntent bid(String id, String price, String other) {
        return OrderIntent.of(Rig.BTC_USD.symbol(), Side.BUY, BigDecimal.ONE)
                .clientOrderId(id)
                .limit(new BigDecimal(price))
                .contingency(new Contingency(Contingency.Kind.OCO, List.of(other)))
                .build();
    }

    /** Refuses every cancel and answers every question for so many seconds; how many cancels there were. */
    private long refusing(ChildOrder child, int seconds) {
        long cancels = 0;
        for (int second = 0; second < seconds; second++) {
            List<String> asked = asked();
            while (!asked.isEmpty()) {
                for (String what : asked) {
                    if (what.equals("cancel")) {
                        cancels++;
                        venue.tell(new OrderEvent.CancelRejected(child.orderId(), bench.now(), DeskVenue.no()));
                    } else {
                        venue.found(child.orderId(), OrderStatus.ACCEPTED, "0");
                    }
                }
                asked = asked();
            }
            bench.advance(1);
        }
        venue.taken();
        return cancels;
    }

    /** A bracket of 1 whose entry is filled; its exit at 820 works, its stop is at 780. */
    private ChildOrder bracketWithItsExit() {
        DeskVenue.Asked entry = bracket();
        venue.fill(entry.child(), "1", "799");
        DeskVenue.Asked exit = venue.only("submit");
        venue.accept(exit.id());
        return exit.child();
    }

    private DeskVenue.Asked bracket() {
        bench.submit(OrderGroup.bracket(
                OrderIntent.of(Rig.BTC_USD.symbol(), Side.BUY, BigDecimal.ONE)
                        .clientOrderId("e")
                        .limit(new BigDecimal("799"))
                        .build(),
                new BigDecimal("820"),
                new OrderType.StopMarket(new BigDecimal("780"), TriggerSource.LAST)));
        DeskVenue.Asked entry = venue.only("submit");
        venue.accept(entry.id());
        return entry;
    }

    private void elsewhere(DeskVenue other) {
        bench.close();
        venue = other;
        bench = Bench.at(venue);
    }

    private ChildOrder resting(String quantity) {
        bench.submit(OrderIntent.of(Rig.BTC_USD.symbol(), Side.BUY, new BigDecimal(quantity))
                .clientOrderId("o")
                .limit(new BigDecimal("790"))
                .build());
        DeskVenue.Asked sent = venue.only("submit");
        venue.accept(sent.id());
        return sent.child();
    }

    private List<String> asked() {
        return venue.taken().stream().map(DeskVenue.Asked::what).toList();
    }

    private static OrderType limit(String price) {
        return new OrderType.Limit(new BigDecimal(price));
    }
}
