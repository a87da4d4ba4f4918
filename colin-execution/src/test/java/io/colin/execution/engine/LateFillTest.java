package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.event.TransitionRefused;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.risk.KillSwitch;
import io.colin.api.risk.RiskGate;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Trades that come when their order has no room for them, or no longer works. */
class LateFillTest {
    private DeskVenue venue = DeskVenue.changing();
    private Bench bench = Bench.at(venue);

    @Test
    void takesAFillThatOvertakesTheAnswerToALargerQuantity() {
        ChildOrder child = resting("1");
        bench.amend("o", Amendment.quantity(new BigDecimal("3")));
        DeskVenue.Asked change = venue.only("amend");
        venue.fill(child, "2", "790");
        assertThat(bench.held()).isEqualByComparingTo("2");
        venue.updated(change);
        venue.fill(child, "1", "790");
        assertThat(bench.held()).isEqualByComparingTo("3");
        assertThat(bench.status("o")).isEqualTo(OrderStatus.FILLED);
        assertThat(bench.order("o").progress().filledQuantity()).isEqualByComparingTo("3");
        assertThat(venue.taken()).isEmpty();
    }

    @Test
    void takesTheFillsOfALargerQuantityWhoseAnswerIsLostAlsoOverARestart() {
        ChildOrder child = resting("1");
        bench.amend("o", Amendment.quantity(new BigDecimal("3")));
        venue.only("amend");
        venue.tell(new OrderEvent.Unresolved(child.orderId(), bench.now(), "no answer"));
        venue.fill(child, "3", "790");
        assertThat(bench.held()).isEqualByComparingTo("3");
        assertThat(bench.status("o")).isEqualTo(OrderStatus.FILLED);
        assertSameAfterRestart();
    }

    @Test
    void keepsAnOrderOpenThatFillsItsOldQuantityWhileALargerOneIsUnanswered() {
        ChildOrder child = resting("1");
        bench.amend("o", Amendment.quantity(new BigDecimal("3")));
        DeskVenue.Asked change = venue.only("amend");
        venue.fill(child, "1", "790");
        assertThat(venue.only("query").id()).isEqualTo(child.orderId());
        assertThat(bench.parts().orders().working(bench.order("o").orderId()))
                .as("reserved")
                .isEqualByComparingTo("2");
        venue.updated(change);
        venue.fill(child, "2", "790");
        assertThat(bench.held()).isEqualByComparingTo("3");
        assertThat(bench.status("o")).isEqualTo(OrderStatus.FILLED);
        assertThat(venue.taken()).isEmpty();
        assertSameAfterRestart();
    }

    @Test
    void booksWhatAChangeFillsBeyondTheOldQuantityOfAnOrderThatIsBeingCancelled() {
        ChildOrder child = resting("1");
        bench.amend("o", Amendment.quantity(new BigDecimal("3")));
        DeskVenue.Asked change = venue.only("amend");
        bench.cancel("o");
        venue.updated(change);
        assertThat(bench.status("o")).isEqualTo(OrderStatus.PENDING_CANCEL);
        int before = bench.of(TransitionRefused.class).size();
        venue.fill(child, "2", "790");
        assertThat(bench.held()).isEqualByComparingTo("2");
        assertThat(bench.order("o").progress().filledQuantity()).isEqualByComparingTo("2");
        venue.canceled(child.orderId());
        assertThat(bench.status("o")).isEqualTo(OrderStatus.CANCELED);
        assertThat(bench.of(TransitionRefused.class)).hasSize(before);
        assertSameAfterRestart();
    }

    @Test
    void booksAFillOfARejectedChildOnceAndForItsParentToo() {
        ChildOrder child = resting("1");
        venue.tell(new OrderEvent.Rejected(child.orderId(), bench.now(), DeskVenue.no()));
        assertThat(bench.children("o").getFirst().progress().status()).isEqualTo(OrderStatus.REJECTED);
        OrderEvent.Filled filled =
                new OrderEvent.Filled(child.orderId(), bench.now(), venue.trade("late", child, "1", "790"));
        venue.tell(filled);
        venue.tell(filled);
        assertThat(bench.held()).isEqualByComparingTo("1");
        assertThat(bench.children("o").getFirst().progress().status()).isEqualTo(OrderStatus.REJECTED);
        assertSameAfterRestart();
    }

    @Test
    void takesBackTheReplacementOfAChildThatHadFilledWholly() {
        DeskVenue.Asked second = replaced();
        venue.fill(bench.children("o").getFirst(), "1", "790");
        assertThat(bench.status("o")).isEqualTo(OrderStatus.FILLED);
        assertThat(venue.only("cancel").id()).isEqualTo(second.id());
        venue.tell(new OrderEvent.CancelRejected(second.id(), bench.now(), DeskVenue.no()));
        venue.taken();
        bench.cancelAll();
        assertThat(venue.only("cancel").id()).isEqualTo(second.id());
        bench.cancel("o");
        assertThat(venue.only("cancel").id()).isEqualTo(second.id());
    }

    @Test
    void leavesOnlyTheRestWorkingWhenAReplacedChildHadFilledInPart() {
        DeskVenue.Asked second = replaced();
        venue.fill(bench.children("o").getFirst(), "0.4", "790");
        assertThat(venue.only("cancel").id()).isEqualTo(second.id());
        venue.canceled(second.id());
        DeskVenue.Asked rest = venue.only("submit");
        assertThat(rest.quantity()).isEqualByComparingTo("0.6");
        venue.accept(rest.id());
        venue.fill(rest.child(), "0.6", "791");
        assertThat(bench.held()).isEqualByComparingTo("1");
        assertThat(bench.status("o")).isEqualTo(OrderStatus.FILLED);
    }

    @Test
    void cancelsAfterARestartWhatStillWorksOfAnOrderThatHasEnded() {
        DeskVenue.Asked second = replaced();
        venue.fill(bench.children("o").getFirst(), "1", "790");
        venue.tell(new OrderEvent.CancelRejected(second.id(), bench.now(), DeskVenue.no()));
        venue = DeskVenue.notChanging().after(100);
        bench = bench.restarted(venue);
        assertThat(venue.taken().stream().map(asked -> asked.what() + " " + asked.id()))
                .containsExactly("restore " + second.id(), "cancel " + second.id());
    }

    @Test
    void tellsTheGateAfterARestartWhoseItIsWhatStillWorksOfAnOrderThatHasEnded() {
        List<ParentOrder> told = new ArrayList<>();
        DeskVenue.Asked second = replaced(() -> {
            PlainGate gate = new PlainGate("1000");
            gate.lookAtParents(told::add);
            return gate;
        });
        venue.fill(bench.children("o").getFirst(), "1", "790");
        venue.tell(new OrderEvent.CancelRejected(second.id(), bench.now(), DeskVenue.no()));
        told.clear();
        bench = bench.restarted(DeskVenue.notChanging().after(100));
        assertThat(told).containsExactly(bench.order("o"));
        assertThat(bench.status("o")).isEqualTo(OrderStatus.FILLED);
    }

    @Test
    void killsWhatStillWorksOfAnOrderThatHasEnded() {
        DeskVenue.Asked second = replaced();
        venue.fill(bench.children("o").getFirst(), "1", "790");
        venue.tell(new OrderEvent.CancelRejected(second.id(), bench.now(), DeskVenue.no()));
        venue.taken();
        KillDesk kills = new KillDesk(bench.parts(), bench.desk());
        kills.restore(List.of(new KillSwitch(KillSwitch.Scope.SYSTEM, "", "test", "tester", bench.now())));
        kills.resume();
        assertThat(venue.only("cancel").id()).isEqualTo(second.id());
    }

    /** An order whose child was cancelled, as far as its venue has told, and replaced at another price. */
    private DeskVenue.Asked replaced() {
        return replaced(() -> new PlainGate("1000"));
    }

    private DeskVenue.Asked replaced(Supplier<RiskGate> gate) {
        venue = DeskVenue.notChanging();
        bench.close();
        bench = Bench.at(venue, gate);
        ChildOrder first = resting("1");
        bench.amend("o", Amendment.price(new BigDecimal("791")));
        venue.only("cancel");
        venue.canceled(first.orderId());
        DeskVenue.Asked second = venue.only("submit");
        venue.accept(second.id());
        return second;
    }

    private void assertSameAfterRestart() {
        BigDecimal held = bench.held();
        ChildOrder child = bench.children("o").getFirst();
        var parent = bench.order("o");
        venue = DeskVenue.changing().after(100);
        bench = bench.restarted(venue);
        assertThat(bench.held()).isEqualByComparingTo(held);
        assertThat(bench.order("o")).isEqualTo(parent);
        assertThat(bench.children("o").getFirst()).isEqualTo(child);
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
}
