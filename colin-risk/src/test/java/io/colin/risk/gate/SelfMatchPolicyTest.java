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

    @Test
    void aChangeIsRefusedAndCancelsNothing() {
        Desk desk = desk(SelfMatchPolicy.CANCEL_OLDEST);
        resting(desk, "101", OrderStatus.ACCEPTED);
        ParentOrder buying = buying(desk, "99");
        RiskDecision decision = desk.ask(new RiskRequest.Amend(
                Desk.with(buying, OrderStatus.ACCEPTED, "0"), dec("1"), new OrderType.Limit(dec("101")), "engine"));
        assertThat(codes(decision)).containsExactly("SELF_TRADE");
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
