package io.colin.risk.gate;

import static io.colin.risk.gate.AtAGlance.go;
import static io.colin.risk.gate.AtAGlance.limit;
import static io.colin.risk.gate.AtAGlance.request;
import static io.colin.risk.gate.AtAGlance.warm;
import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.codes;
import static io.colin.risk.gate.Desk.dec;
import static io.colin.risk.gate.Desk.wide;
import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderProgress;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import io.colin.api.order.TriggerSource;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskRequest;
import io.colin.risk.gate.AtAGlance.Expected;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What of ours rests, from when and until when, so that the next order may not trade with it. */
class SelfTradeStoriesTest {
    private final List<AtAGlance> cases = new ArrayList<>();

    /** What becomes of a purchase at 102 where a sale was told of. */
    private void given(String words, Consumer<Desk> sale, Expected expected) {
        cases.add(new AtAGlance(words, () -> holding(sale), desk -> limit(desk, BTC, Side.BUY, "2", "102"), expected));
    }

    private static Desk holding(Consumer<Desk> then) {
        Desk desk = warm(new Desk(wide().build(), "1000000"), BTC);
        desk.hold(BTC, "10");
        then.accept(desk);
        // What was found again is valued by the first order asked for.
        return warm(desk, BTC);
    }

    private void holds() {
        cases.forEach(AtAGlance::holds);
    }

    private static ParentOrder sale(Desk desk, UnaryOperator<OrderIntent.Builder> with) {
        return desk.parent(
                with.apply(desk.intent(BTC, Side.SELL, "4").limit(dec("102"))).build());
    }

    private static Consumer<Desk> told(UnaryOperator<OrderIntent.Builder> with, OrderStatus status, String filled) {
        return desk -> desk.gate.onParent(Desk.with(sale(desk, with), status, filled));
    }

    @Test
    void anOrderFoundAgainRestsAsItWouldHave() {
        given("a sale works", told(o -> o, OrderStatus.ACCEPTED, "0"), Expected.REFUSED);
        given("a sale that takes", told(o -> o.timeInForce(TimeInForce.IOC), OrderStatus.ACCEPTED, "0"), Expected.GOES);
        given("a sliced sale", told(o -> o.algo(Desk.twap()), OrderStatus.ACCEPTED, "0"), Expected.GOES);
        given(
                "a stop",
                told(o -> o.type(new OrderType.StopMarket(dec("97"), TriggerSource.LAST)), OrderStatus.ACCEPTED, "0"),
                Expected.GOES);
        given(
                "a sale in part, its child stands for it",
                told(o -> o, OrderStatus.PARTIALLY_FILLED, "1"),
                Expected.GOES);
        holds();
    }

    @Test
    void anOrderRestsUntilItEndsAndTheNextBestCounts() {
        Function<String, Consumer<Desk>> another = price -> desk -> go(desk, limit(desk, BTC, Side.SELL, "1", price));
        Consumer<Desk> one = desk -> {
            OrderIntent first = go(desk, limit(desk, BTC, Side.SELL, "1", "101"));
            another.apply("101.5").accept(desk);
            desk.cancel(first);
        };
        given("the lower is gone, the higher is below", one, Expected.REFUSED);
        Consumer<Desk> gone = desk -> {
            OrderIntent first = go(desk, limit(desk, BTC, Side.SELL, "1", "101"));
            another.apply("103").accept(desk);
            desk.cancel(first);
        };
        given("the lower is gone, the higher is above", gone, Expected.GOES);
        Consumer<Desk> bought = desk -> {
            OrderIntent first = go(desk, limit(desk, BTC, Side.BUY, "1", "100"));
            go(desk, limit(desk, BTC, Side.BUY, "1", "99"));
            desk.cancel(first);
        };
        cases.add(new AtAGlance(
                "the higher purchase is gone",
                () -> holding(bought),
                desk -> limit(desk, BTC, Side.SELL, "2", "99.5"),
                Expected.GOES));
        cases.add(new AtAGlance(
                "the lower purchase is met",
                () -> holding(bought),
                desk -> limit(desk, BTC, Side.SELL, "2", "99"),
                Expected.REFUSED));
        holds();
    }

    private static ChildOrder child(ParentOrder parent, OrderType type, TimeInForce time) {
        return new ChildOrder(
                "child-" + parent.orderId(),
                parent.orderId(),
                "paper",
                "",
                BTC,
                parent.intent().side(),
                type,
                time,
                false,
                false,
                BigDecimal.ZERO,
                Desk.START,
                OrderProgress.initial(dec("2"), Desk.START));
    }

    /** A sale at 104 that is sliced, one child of which was told of. */
    private static Consumer<Desk> slice(OrderType type, TimeInForce time, OrderStatus... statuses) {
        return desk -> {
            ParentOrder parent = desk.parent(go(
                    desk,
                    request(desk.intent(BTC, Side.SELL, "4")
                            .limit(dec("101"))
                            .algo(Desk.twap())
                            .build())));
            desk.gate.onParent(Desk.with(parent, OrderStatus.ACCEPTED, "0"));
            ChildOrder child = child(parent, type, time);
            assertThat(desk.ask(child, parent).passes()).isTrue();
            for (OrderStatus status : statuses) {
                desk.gate.onChild(Desk.with(child, status, "0"));
            }
        };
    }

    @Test
    void aChildStandsForItsParent() {
        OrderType at102 = new OrderType.Limit(dec("102"));
        given("a child that was let go", slice(at102, TimeInForce.GTC), Expected.REFUSED);
        given("a child works", slice(at102, TimeInForce.GTC, OrderStatus.ACCEPTED), Expected.REFUSED);
        given(
                "a child above",
                slice(new OrderType.Limit(dec("103")), TimeInForce.GTC, OrderStatus.ACCEPTED),
                Expected.GOES);
        given("a child that takes", slice(at102, TimeInForce.IOC, OrderStatus.ACCEPTED), Expected.GOES);
        given(
                "a child ended",
                slice(at102, TimeInForce.GTC, OrderStatus.ACCEPTED, OrderStatus.CANCELED),
                Expected.GOES);
        OrderType stop = new OrderType.StopLimit(dec("103"), dec("102"), TriggerSource.LAST);
        given("a stop that waits", slice(stop, TimeInForce.GTC, OrderStatus.ACCEPTED), Expected.GOES);
        given(
                "a stop that fired",
                slice(stop, TimeInForce.GTC, OrderStatus.ACCEPTED, OrderStatus.TRIGGERED),
                Expected.REFUSED);
        holds();
    }

    @Test
    void aParentThatWentAsItStandsRestsUntilItsChildDoes() {
        Consumer<Desk> replaced = desk -> {
            ParentOrder parent = desk.parent(go(desk, limit(desk, BTC, Side.SELL, "4", "101.5")));
            desk.gate.onParent(Desk.with(parent, OrderStatus.ACCEPTED, "0"));
            desk.gate.onChild(Desk.with(
                    child(parent, new OrderType.Limit(dec("103")), TimeInForce.GTC), OrderStatus.ACCEPTED, "0"));
            // Told again of the parent nothing of it rests any more.
            desk.gate.onParent(Desk.with(parent, OrderStatus.ACCEPTED, "0"));
        };
        given("its child rests above", replaced, Expected.GOES);
        Consumer<Desk> filled = desk -> {
            ParentOrder parent = desk.parent(go(desk, limit(desk, BTC, Side.SELL, "4", "101.5")));
            desk.gate.onParent(Desk.with(parent, OrderStatus.PARTIALLY_FILLED, "1"));
        };
        given("it filled in part", filled, Expected.GOES);
        Consumer<Desk> moved = desk -> {
            ParentOrder parent = desk.parent(go(desk, limit(desk, BTC, Side.SELL, "4", "101.5")));
            desk.gate.onParent(Desk.with(parent, OrderStatus.ACCEPTED, "0"));
            amend(desk, parent, "103");
        };
        given("its price was moved up", moved, Expected.GOES);
        Consumer<Desk> down = desk -> {
            ParentOrder parent = desk.parent(go(desk, limit(desk, BTC, Side.SELL, "4", "103")));
            desk.gate.onParent(Desk.with(parent, OrderStatus.ACCEPTED, "0"));
            amend(desk, parent, "101");
        };
        given("its price was moved down", down, Expected.REFUSED);
        holds();
    }

    private static void amend(Desk desk, ParentOrder parent, String price) {
        RiskDecision decision = desk.ask(new RiskRequest.Amend(
                Desk.with(parent, OrderStatus.ACCEPTED, "0"), dec("4"), new OrderType.Limit(dec(price)), "engine"));
        assertThat(decision.passes()).as("%s", decision.reasons()).isTrue();
    }

    @Test
    void ordersAtTwoVenuesDoNotMeetAndTheRefusalNamesTheOther() {
        Desk desk = holding(d -> {});
        OrderIntent there =
                desk.intent(BTC, Side.SELL, "1").limit(dec("101")).venue("a").build();
        assertThat(desk.ask(there).passes()).isTrue();
        Function<String, OrderIntent> buying = venue ->
                desk.intent(BTC, Side.BUY, "1").limit(dec("101")).venue(venue).build();
        RiskDecision same = desk.ask(buying.apply("a"));
        assertThat(codes(same)).containsExactly("SELF_TRADE");
        assertThat(Desk.result(same, "self-trade").detail())
                .isEqualTo("would trade with " + there.clientOrderId() + " at 101");
        assertThat(codes(desk.ask(buying.apply("any")))).containsExactly("SELF_TRADE");
        assertThat(desk.ask(buying.apply("b")).passes()).isTrue();
        // A sale above what is bought, and one at it.
        assertThat(desk.ask(desk.intent(BTC, Side.SELL, "1")
                                .limit(dec("101.01"))
                                .build())
                        .passes())
                .isTrue();
        assertThat(codes(desk.ask(
                        desk.intent(BTC, Side.SELL, "2").limit(dec("101")).build())))
                .containsExactly("SELF_TRADE");
    }

    @Test
    void slicesOfOneOrderDoNotMeetEachOther() {
        Desk desk = holding(d -> {});
        ParentOrder parent = desk.parent(go(
                desk,
                request(desk.intent(BTC, Side.SELL, "4")
                        .limit(dec("99"))
                        .algo(Desk.twap())
                        .build())));
        ChildOrder first = desk.child(parent, "1");
        assertThat(desk.ask(first, parent).passes()).isTrue();
        desk.gate.onChild(Desk.with(first, OrderStatus.ACCEPTED, "0"));
        assertThat(desk.ask(desk.child(parent, "1"), parent).passes()).isTrue();
    }
}
