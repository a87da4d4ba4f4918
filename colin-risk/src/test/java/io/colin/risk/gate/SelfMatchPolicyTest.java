package io.colin.risk.gate;

import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.codes;
import static io.colin.risk.gate.Desk.dec;
import static io.colin.risk.gate.Desk.wide;
import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.order.TriggerSource;
import io.colin.api.risk.RiskContext;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskGate;
import io.colin.api.risk.RiskRequest;
import io.colin.api.risk.SelfMatch;
import io.colin.api.risk.SelfMatchPolicy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the gate says of two orders of ours that would trade with each other, under each policy. The market is at 100. */
class SelfMatchPolicyTest {
    private static Desk desk(SelfMatchPolicy policy) {
        Desk desk = new Desk(wide().order(o -> o.selfMatch(policy)).build(), "1000000");
        desk.hold(BTC, "10");
        return desk;
    }

    /** A sale of ours that rests at a price, its child in a state. */
    private static ParentOrder resting(Desk desk, String price, OrderStatus status) {
        OrderIntent intent = desk.intent(BTC, Side.SELL, "1").limit(dec(price)).build();
        assertThat(desk.ask(intent).passes()).isTrue();
        ParentOrder parent = desk.parent(intent);
        ChildOrder child = desk.child(parent, "1");
        assertThat(desk.ask(child, parent).passes()).isTrue();
        desk.gate.onChild(Desk.with(child, status, "0"));
        return parent;
    }

    private static ParentOrder buying(Desk desk, String price) {
        OrderIntent intent = desk.intent(BTC, Side.BUY, "1").limit(dec(price)).build();
        RiskDecision decision = desk.ask(intent);
        assertThat(decision.passes()).as("%s", decision.reasons()).isTrue();
        return desk.parent(intent);
    }

    private static List<SelfMatch> matches(RiskGate gate, Desk desk, ParentOrder parent) {
        return gate.selfMatches(
                new RiskRequest.Child(desk.child(parent, "1"), parent), new RiskContext(desk, desk.portfolio()));
    }

    @Test
    void underTheDefaultTheNewOrderIsRefusedAtTheDoorAndNothingIsNamed() {
        Desk desk = desk(SelfMatchPolicy.REJECT);
        assertThat(desk.gate.selfMatchPolicy()).isEqualTo(SelfMatchPolicy.REJECT);
        resting(desk, "101", OrderStatus.ACCEPTED);
        OrderIntent crossing = desk.intent(BTC, Side.BUY, "1").limit(dec("101")).build();
        assertThat(codes(desk.ask(crossing))).containsExactly("SELF_TRADE");
        assertThat(matches(desk.gate, desk, desk.parent(crossing))).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(
            value = SelfMatchPolicy.class,
            names = {"CANCEL_NEWEST", "CANCEL_OLDEST"})
    void underThoseThatCancelItIsTakenWithAWarningAndItsSliceNamesAllThatRest(SelfMatchPolicy policy) {
        Desk desk = desk(policy);
        ParentOrder lower = resting(desk, "100.5", OrderStatus.ACCEPTED);
        ParentOrder higher = resting(desk, "101", OrderStatus.PENDING_CANCEL);
        resting(desk, "101.5", OrderStatus.ACCEPTED);
        ParentOrder buying = buying(desk, "101");
        assertThat(matches(desk.gate, desk, buying))
                .extracting(SelfMatch::parentId, match -> match.price().toPlainString())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(lower.orderId(), "100.5"),
                        org.assertj.core.groups.Tuple.tuple(higher.orderId(), "101"));
        // What is sent all the same is refused.
        assertThat(codes(desk.ask(desk.child(buying, "1"), buying))).containsExactly("SELF_TRADE");
        // A chain hands it on.
        Desk other = desk(SelfMatchPolicy.REJECT);
        RiskGate chain = ChainedGate.of(List.of(other.gate, desk.gate));
        assertThat(chain.selfMatchPolicy()).isEqualTo(policy);
        assertThat(matches(chain, desk, buying)).hasSize(2);
    }

    @Test
    void theWarningAtTheDoorNamesTheOtherAndThePolicy() {
        Desk desk = desk(SelfMatchPolicy.CANCEL_OLDEST);
        resting(desk, "101", OrderStatus.ACCEPTED);
        RiskDecision decision =
                desk.ask(desk.intent(BTC, Side.BUY, "1").limit(dec("101")).build());
        assertThat(decision.warnings())
                .singleElement()
                .asString()
                .startsWith("self-trade: would trade with ")
                .endsWith(" at 101: CANCEL_OLDEST when it is sent");
    }

    @Test
    void anEndIsWhatIsKnownToHaveEnded() {
        Desk desk = desk(SelfMatchPolicy.CANCEL_OLDEST);
        OrderIntent sale = desk.intent(BTC, Side.SELL, "1").limit(dec("101")).build();
        assertThat(desk.ask(sale).passes()).isTrue();
        ParentOrder parent = desk.parent(sale);
        ChildOrder child = desk.child(parent, "1");
        assertThat(desk.ask(child, parent).passes()).isTrue();
        ParentOrder buying = buying(desk, "101");
        for (OrderStatus open : List.of(OrderStatus.SUBMITTED, OrderStatus.ACCEPTED, OrderStatus.PENDING_CANCEL)) {
            desk.gate.onChild(Desk.with(child, open, "0"));
            assertThat(matches(desk.gate, desk, buying)).as("%s", open).hasSize(1);
        }
        // Its parent is closed, the child at the venue is not.
        desk.gate.onParent(Desk.with(parent, OrderStatus.CANCELED, "0"));
        assertThat(matches(desk.gate, desk, buying)).hasSize(1);
        desk.gate.onChild(Desk.with(child, OrderStatus.CANCELED, "0"));
        assertThat(matches(desk.gate, desk, buying)).isEmpty();
    }

    @Test
    void aChildThatIsRefusedForAnotherReasonNamesNothing() {
        Desk desk = desk(SelfMatchPolicy.CANCEL_OLDEST);
        resting(desk, "101", OrderStatus.ACCEPTED);
        ParentOrder buying = buying(desk, "101");
        assertThat(matches(desk.gate, desk, buying)).hasSize(1);
        // Six per cent off the market: the collar refuses.
        desk.price(BTC, "95.2");
        assertThat(codes(desk.ask(desk.child(buying, "1"), buying))).contains("PRICE_COLLAR", "SELF_TRADE");
        assertThat(matches(desk.gate, desk, buying)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(SelfMatchPolicy.class)
    void aChangeIsRefusedUnderEveryPolicyAndSaysWhatToDo(SelfMatchPolicy policy) {
        Desk desk = desk(policy);
        ParentOrder sale = resting(desk, "101", OrderStatus.ACCEPTED);
        ParentOrder buying = working(desk, "99", OrderStatus.ACCEPTED);
        RiskDecision decision = desk.ask(amend(buying, "101"));
        assertThat(codes(decision)).containsExactly("SELF_TRADE");
        assertThat(Desk.result(decision, "self-trade").detail())
                .startsWith("would trade with ")
                .endsWith(" at 101; a change is refused whatever risk.self_match says and both orders stay: cancel"
                        + " either, then change or send anew");
        assertThat(desk.ask(amend(buying, "100.99")).passes()).isTrue();
        assertThat(codes(desk.ask(amend(sale, "99")))).as("both stayed").containsExactly("SELF_TRADE");
    }

    @Test
    void aChangeOnItsWayIsMetAtBothItsPricesUntilItHasEnded() {
        Desk desk = desk(SelfMatchPolicy.REJECT);
        ParentOrder sale =
                desk.parent(desk.intent(BTC, Side.SELL, "1").limit(dec("102")).build());
        ChildOrder child = sent(desk, sale);
        assertThat(desk.ask(amend(sale, "101")).passes()).isTrue();
        ParentOrder changing = Desk.with(sale, OrderStatus.PENDING_UPDATE, "0");
        desk.gate.onParent(changing);
        desk.gate.onChild(Desk.with(child, OrderStatus.PENDING_UPDATE, "0"));
        assertThat(codes(buy(desk, "101"))).containsExactly("SELF_TRADE");
        assertThat(codes(buy(desk, "102"))).containsExactly("SELF_TRADE");
        // A fill comes between, which is no answer.
        desk.gate.onChild(Desk.with(child, OrderStatus.PARTIALLY_FILLED, "0.5"));
        desk.gate.onParent(Desk.with(sale, OrderStatus.PARTIALLY_FILLED, "0.5"));
        assertThat(codes(buy(desk, "101"))).containsExactly("SELF_TRADE");
        // The venue refuses: the old price alone is met.
        desk.gate.onParent(Desk.with(sale, OrderStatus.PARTIALLY_FILLED, "0.5"));
        assertThat(buy(desk, "101").passes()).isTrue();
    }

    @Test
    void aChangeOnItsWayIsMetAtBothItsPricesWhileItsOrderIsBeingCancelled() {
        Desk desk = desk(SelfMatchPolicy.REJECT);
        ParentOrder sale =
                desk.parent(desk.intent(BTC, Side.SELL, "1").limit(dec("102")).build());
        ChildOrder child = sent(desk, sale);
        assertThat(desk.ask(amend(sale, "101")).passes()).isTrue();
        for (OrderStatus status : List.of(OrderStatus.PENDING_UPDATE, OrderStatus.PENDING_CANCEL)) {
            desk.gate.onParent(Desk.with(sale, status, "0"));
            desk.gate.onChild(Desk.with(child, status, "0"));
            assertThat(codes(buy(desk, "101"))).as("%s", status).containsExactly("SELF_TRADE");
            assertThat(codes(buy(desk, "102"))).as("%s", status).containsExactly("SELF_TRADE");
        }
        desk.gate.onChild(Desk.with(child, OrderStatus.CANCELED, "0"));
        desk.gate.onParent(Desk.with(sale, OrderStatus.CANCELED, "0"));
        assertThat(buy(desk, "102").passes()).isTrue();
    }

    @Test
    void aChangeOnItsWayThatIsConfirmedIsMetAtItsNewPriceAlone() {
        Desk desk = desk(SelfMatchPolicy.REJECT);
        ParentOrder sale =
                desk.parent(desk.intent(BTC, Side.SELL, "1").limit(dec("101")).build());
        ChildOrder child = sent(desk, sale);
        assertThat(desk.ask(amend(sale, "102")).passes()).isTrue();
        desk.gate.onParent(Desk.with(sale, OrderStatus.PENDING_UPDATE, "0"));
        desk.gate.onChild(Desk.with(child, OrderStatus.PENDING_UPDATE, "0"));
        assertThat(codes(buy(desk, "101"))).as("it may stay there").containsExactly("SELF_TRADE");
        OrderType next = new OrderType.Limit(dec("102"));
        ChildOrder moved = desk.child(sale, "1", next);
        desk.gate.onChild(Desk.with(child, OrderStatus.CANCELED, "0"));
        assertThat(desk.ask(moved, sale).passes()).isTrue();
        desk.gate.onChild(Desk.with(moved, OrderStatus.ACCEPTED, "0"));
        desk.gate.onParent(Desk.with(sale.with(sale.intent().withTerms(dec("1"), next)), OrderStatus.ACCEPTED, "0"));
        assertThat(codes(buy(desk, "102"))).containsExactly("SELF_TRADE");
        assertThat(buy(desk, "101").passes()).isTrue();
    }

    @Test
    void aStopThatWasTriggeredIsChangedAsWhatRestsWhateverIsAskedOfItSince() {
        assertThat(codes(stopChanged(OrderStatus.ACCEPTED))).as("it waits").isEmpty();
        assertThat(codes(stopChanged(OrderStatus.TRIGGERED))).containsExactly("SELF_TRADE");
        assertThat(codes(stopChanged(OrderStatus.TRIGGERED, OrderStatus.PENDING_UPDATE)))
                .as("its status hides it")
                .containsExactly("SELF_TRADE");
        assertThat(codes(stopChanged(OrderStatus.ACCEPTED, OrderStatus.PENDING_UPDATE)))
                .isEmpty();
    }

    /** A change of a stop-limit to a price at which another of ours rests, after its child was in some states. */
    private static RiskDecision stopChanged(OrderStatus... states) {
        Desk desk = desk(SelfMatchPolicy.CANCEL_OLDEST);
        resting(desk, "101", OrderStatus.ACCEPTED);
        OrderType stop = new OrderType.StopLimit(dec("99.5"), dec("99"), TriggerSource.LAST);
        OrderType higher = new OrderType.StopLimit(dec("99.5"), dec("101"), TriggerSource.LAST);
        ParentOrder parent =
                desk.parent(desk.intent(BTC, Side.BUY, "1").type(stop).build());
        ChildOrder child = sent(desk, parent);
        ParentOrder working = Desk.with(parent, OrderStatus.ACCEPTED, "0");
        for (OrderStatus state : states) {
            desk.gate.onChild(Desk.with(child, state, "0"));
        }
        return desk.ask(new RiskRequest.Amend(working, dec("1"), higher, "engine"));
    }

    private static ChildOrder sent(Desk desk, ParentOrder parent) {
        RiskDecision decision = desk.ask(parent.intent());
        assertThat(decision.passes()).as("%s", decision.reasons()).isTrue();
        ChildOrder child = desk.child(parent, "1");
        assertThat(desk.ask(child, parent).passes()).isTrue();
        desk.gate.onParent(Desk.with(parent, OrderStatus.ACCEPTED, "0"));
        desk.gate.onChild(Desk.with(child, OrderStatus.ACCEPTED, "0"));
        return child;
    }

    private static ParentOrder working(Desk desk, String price, OrderStatus status) {
        ParentOrder parent =
                desk.parent(desk.intent(BTC, Side.BUY, "1").limit(dec(price)).build());
        sent(desk, parent);
        return Desk.with(parent, status, "0");
    }

    private static RiskRequest amend(ParentOrder order, String price) {
        return new RiskRequest.Amend(
                Desk.with(order, OrderStatus.ACCEPTED, "0"), dec("1"), new OrderType.Limit(dec(price)), "engine");
    }

    /** Asks for a purchase and takes back what passed. */
    private static RiskDecision buy(Desk desk, String price) {
        OrderIntent intent = desk.intent(BTC, Side.BUY, "1").limit(dec(price)).build();
        RiskDecision decision = desk.ask(intent);
        if (decision.passes()) {
            desk.cancel(intent);
        }
        return decision;
    }

    @Test
    void whatIsHeldDoesNotRest() {
        Desk desk = desk(SelfMatchPolicy.REJECT);
        OrderIntent sale = desk.intent(BTC, Side.SELL, "1").limit(dec("101")).build();
        assertThat(desk.ask(sale).passes()).isTrue();
        desk.gate.onParent(Desk.with(desk.parent(sale), OrderStatus.EMULATED, "0"));
        OrderIntent crossing = desk.intent(BTC, Side.BUY, "1").limit(dec("101")).build();
        assertThat(desk.ask(crossing).passes()).isTrue();
        desk.cancel(crossing);
        desk.gate.onParent(Desk.with(desk.parent(sale), OrderStatus.RELEASED, "0"));
        assertThat(codes(desk.ask(
                        desk.intent(BTC, Side.BUY, "2").limit(dec("101")).build())))
                .containsExactly("SELF_TRADE");
    }
}
