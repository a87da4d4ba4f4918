package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.colin.api.event.SliceRouted;
import io.colin.api.execution.RoutePlan;
import io.colin.api.execution.Slice;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.Fill;
import io.colin.api.order.Liquidity;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.Outcome;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Refusal;
import io.colin.api.order.SampleOrders;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import io.colin.api.venue.VenueReport;
import io.colin.execution.routing.NetPriceRouter;
import io.colin.execution.store.MemoryEventStore;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What venues reject or leave of a slice is routed again: never twice, never more than was ordered, not for ever. */
class RerouteTest {
    private final MemoryEventStore store = MemoryEventStore.empty();
    private final Rig rig = Rig.recording();
    private final ScriptedSource source = ScriptedSource.walk(31, 50).give(49);
    private RemoteVenue near = venue("near", "800.1");
    private RemoteVenue far = venue("far", "800.2");
    private TradingEngine engine = engine(store);

    private RemoteVenue venue(String id, String ask) {
        return new RemoteVenue(
                id, store::lastSequence, source.events().getLast().timeNs(), ask);
    }

    private TradingEngine engine(MemoryEventStore record) {
        return TradingEngine.builder()
                .instruments(Rig.BTC_USD)
                .source(source)
                .gate(new PlainGate("1000000"))
                .router(NetPriceRouter.builder().maxBookAge(Rig.QUIET).build())
                .venue(near)
                .venue(far)
                .store(record)
                .clock(this::now)
                .onEvent(rig.events::add)
                .build();
    }

    @BeforeEach
    void trade() {
        engine.start();
        await().until(() -> engine.view().status().phase() == EnginePhase.TRADING);
    }

    @AfterEach
    void stop() {
        engine.stop();
    }

    @Test
    void sendsWhatOneVenueRejectsToAnother() {
        submit("1");
        ChildOrder first = near.next().order();
        tell("near", rejected(first));
        ChildOrder second = far.next().order();
        assertThat(second.progress().quantity()).isEqualByComparingTo("1");
        tell("far", filled(second, "t1", "1", "800.2"));
        await().until(() -> parent().progress().status() == OrderStatus.FILLED);
        List<SliceRouted> routed = rig.of(SliceRouted.class);
        assertThat(routed).extracting(SliceRouted::number).containsExactly(1, 1);
        assertThat(routed).extracting(SliceRouted::round).containsExactly(1, 2);
        assertThat(routed.getLast().plan().considered())
                .extracting(RoutePlan.Considered::why)
                .first()
                .isEqualTo("NO_LIQUIDITY: venue=near unavailable=rejected a part of this slice");
    }

    @Test
    void sendsARestingOrderThatOneVenueRejectsToAnother() {
        OrderIntent intent = Rig.buy("1", "rests").limit(new BigDecimal("790")).build();
        assertThat(engine.submit(Rig.ask(intent, "", "h")).join()).isInstanceOf(SubmitResult.Taken.class);
        ChildOrder first = near.next().order();
        tell("near", rejected(first));
        ChildOrder second = far.next().order();
        assertThat(second.timeInForce()).isEqualTo(TimeInForce.GTC);
        assertThat(second.progress().quantity()).isEqualByComparingTo("1");
        assertThat(rig.of(SliceRouted.class)).extracting(SliceRouted::round).containsExactly(1, 2);
        tell("far", new OrderEvent.Accepted(second.orderId(), now(), "v-1"));
        tell("far", new OrderEvent.Canceled(second.orderId(), now(), "maintenance"));
        await().until(() -> parent().progress().status().isClosed());
        assertThat(near.isQuiet() && far.isQuiet())
                .as("only a rejection goes on")
                .isTrue();
    }

    @Test
    void sendsNoMarketOrderThatIsFillOrKillAgain() {
        ParentOrder parent = SampleOrders.parent("p-1", Rig.buy("1", "c").build(), OrderStatus.SUBMITTED, now());
        for (TimeInForce timeInForce : List.of(TimeInForce.IOC, TimeInForce.FOK)) {
            Slice market = new Slice(BigDecimal.ONE, new OrderType.Market(), timeInForce);
            ChildOrder sent = SampleOrders.child("p-1-1", parent, "near", market, now());
            ChildOrder ended = sent.with(SampleOrders.moved(sent.progress(), OrderStatus.CANCELED, now()));
            RoutedSlice slice = new RoutedSlice(1, market);
            slice.round(1);
            slice.sent(ended.orderId());
            slice.ended(ended, true);
            assertThat(slice.isOver(3)).isEqualTo(timeInForce.equals(TimeInForce.FOK));
        }
    }

    @Test
    void sendsAgainWhatAVenueLeaves() {
        submit("1");
        ChildOrder first = near.next().order();
        tell("near", filled(first, "t1", "0.4", "800.1"));
        tell("near", new OrderEvent.Canceled(first.orderId(), now(), "ioc"));
        ChildOrder second = near.next().order();
        assertThat(second.progress().quantity()).isEqualByComparingTo("0.6");
        tell("near", filled(second, "t2", "0.6", "800.1"));
        await().until(() -> parent().progress().status() == OrderStatus.FILLED);
        assertThat(far.isQuiet()).isTrue();
    }

    @Test
    void countsMoneyAtThePriceOfTheVenueThatAnOrderNames() {
        OrderIntent money = OrderIntent.of(Rig.BTC_USD.symbol(), Side.BUY, new BigDecimal("8002"))
                .clientOrderId("money")
                .quoteQuantity(true)
                .venue("far")
                .build();
        assertThat(engine.submit(Rig.ask(money, "", "h")).join()).isInstanceOf(SubmitResult.Taken.class);
        assertThat(far.next().order().progress().quantity()).isEqualByComparingTo("10");
    }

    @Test
    void keepsTheQuantityOfALegOfUnknownFate() {
        submit("150");
        ChildOrder large = near.next().order();
        ChildOrder small = far.next().order();
        assertThat(large.progress().quantity()).isEqualByComparingTo("100");
        assertThat(small.progress().quantity()).isEqualByComparingTo("50");
        tell("near", new OrderEvent.Unresolved(large.orderId(), now(), "no answer"));
        await().until(() -> childNow(large).progress().outcome() == Outcome.UNRESOLVED);
        assertThat(near.nextQuery().kind()).as("it is asked for").isEqualTo("query");
        tell("far", rejected(small));
        ChildOrder again = near.next().order();
        assertThat(again.progress().quantity()).as("only what is certain").isEqualByComparingTo("50");
        tell("near", filled(again, "t1", "50", "800.1"));
        await().until(() -> parent().progress().filledQuantity().compareTo(new BigDecimal("50")) == 0);
        assertThat(parent().progress().status()).isEqualTo(OrderStatus.PARTIALLY_FILLED);
        tell("near", filled(large, "t2", "100", "800.1"));
        await().until(() -> parent().progress().status() == OrderStatus.FILLED);
        assertThat(near.kinds()).doesNotContain("submit"); // it may have been asked for once more
        assertThat(far.isQuiet()).isTrue();
    }

    @Test
    void sendsNothingAgainWhileALegIsInFlight() {
        submit("150");
        ChildOrder large = near.next().order();
        ChildOrder small = far.next().order();
        tell("far", new OrderEvent.Canceled(small.orderId(), now(), "ioc"));
        await().until(() -> childNow(small).progress().status() == OrderStatus.CANCELED);
        assertThat(near.isQuiet() && far.isQuiet()).isTrue();
        tell("near", filled(large, "t1", "100", "800.1"));
        assertThat(near.next().order().progress().quantity()).isEqualByComparingTo("50");
    }

    @Test
    void givesUpAfterThreeMoreRounds() {
        submit("1");
        for (int round = 1; round <= 3; round++) {
            ChildOrder child = near.next().order();
            tell("near", new OrderEvent.Canceled(child.orderId(), now(), "ioc"));
        }
        // Three children that filled nothing take its fill ratio from 0.9 to 0.79.
        ChildOrder last = far.next().order();
        assertThat(rig.of(SliceRouted.class)
                        .getLast()
                        .plan()
                        .considered()
                        .getFirst()
                        .why())
                .startsWith("NO_LIQUIDITY: venue=near fill_ratio=0.7");
        tell("far", new OrderEvent.Canceled(last.orderId(), now(), "ioc"));
        await().until(() -> parent().progress().status().isClosed());
        assertThat(parent().progress().status()).isEqualTo(OrderStatus.CANCELED);
        assertThat(near.isQuiet() && far.isQuiet()).isTrue();
    }

    @Test
    void leavesTheFirstRejectionAsTheReasonWhereNobodyElseCanTakeIt() {
        submit("1");
        tell("near", rejected(near.next().order()));
        tell("far", rejected(far.next().order()));
        await().until(() -> parent().progress().status() == OrderStatus.REJECTED);
        assertThat(parent().progress().refusals()).extracting(Refusal::code).containsExactly("BUSY");
        assertThat(rig.of(SliceRouted.class)).hasSize(3);
    }

    @Test
    void routesNothingAgainOfAnOrderThatIsCancelled() {
        submit("1");
        ChildOrder child = near.next().order();
        engine.cancel(parent().orderId(), "tester").join();
        tell("near", rejected(child));
        await().until(() -> parent().progress().status().isClosed());
        assertThat(parent().progress().status()).isEqualTo(OrderStatus.CANCELED);
        assertThat(far.isQuiet()).isTrue();
    }

    @Test
    void routesNothingAgainOfAnOrderThatIsPaused() {
        submit("1");
        ChildOrder child = near.next().order();
        engine.controls().pause(parent().orderId(), "tester", "to look").join();
        assertThat(near.next().kind()).isEqualTo("cancel");
        tell("near", new OrderEvent.Canceled(child.orderId(), now(), "on request"));
        await().until(() -> childNow(child).progress().status() == OrderStatus.CANCELED);
        assertThat(rig.of(SliceRouted.class)).hasSize(1);
        assertThat(far.isQuiet()).isTrue();
    }

    @Test
    void leavesAVenueOutThatDisappearsInTheMiddleAndComesBackToIt() {
        submit("1");
        ChildOrder before = near.next().order();
        near.tell(new VenueReport.ConnectionChanged("near", now(), false, "socket closed"));
        tell("near", new OrderEvent.Canceled(before.orderId(), now(), "connection lost"));
        ChildOrder child = far.next().order();
        assertThat(rig.of(SliceRouted.class)
                        .getLast()
                        .plan()
                        .considered()
                        .getFirst()
                        .why())
                .isEqualTo("NO_LIQUIDITY: venue=near unavailable=down: socket closed");
        near.tell(new VenueReport.ConnectionChanged("near", now(), true, "socket open"));
        tell("far", filled(child, "t1", "1", "800.2"));
        await().until(() -> parent().progress().status() == OrderStatus.FILLED);
        submit("2");
        assertThat(near.next().order().progress().quantity()).isEqualByComparingTo("2");
    }

    @Test
    void goesOnWithTheRoundsOfASliceAfterARestart() {
        submit("1");
        ChildOrder first = near.next().order();
        tell("near", new OrderEvent.Canceled(first.orderId(), now(), "ioc"));
        ChildOrder second = near.next().order();
        long records = store.lastSequence();
        stop();
        near = venue("near", "800.1");
        far = venue("far", "800.2");
        rig.events.clear();
        MemoryEventStore kept = RestartTest.firstRecords(store, records);
        engine = engine(kept);
        trade();
        assertThat(near.nextQuery().kind()).as("looked up, not sent again").isEqualTo("query");
        near.tell(new VenueReport.Found("near", second.orderId(), now(), OrderStatus.REJECTED, BigDecimal.ZERO));
        ChildOrder third = far.next().order();
        assertThat(third.progress().quantity()).isEqualByComparingTo("1");
        assertThat(rig.of(SliceRouted.class)).singleElement().satisfies(routed -> {
            assertThat(routed.number()).isEqualTo(1);
            assertThat(routed.round()).isEqualTo(3);
        });
    }

    private void submit(String quantity) {
        OrderIntent intent = Rig.buy(quantity, "c-" + quantity)
                .limit(new BigDecimal("801"))
                .timeInForce(TimeInForce.IOC)
                .build();
        assertThat(engine.submit(Rig.ask(intent, "", "h")).join()).isInstanceOf(SubmitResult.Taken.class);
    }

    private ParentOrder parent() {
        return engine.view().orders(order -> true, "", 10).getFirst();
    }

    private ChildOrder childNow(ChildOrder child) {
        return engine.view().children(child.parentId()).stream()
                .filter(found -> found.orderId().equals(child.orderId()))
                .findFirst()
                .orElseThrow();
    }

    private void tell(String venue, OrderEvent event) {
        (venue.equals("near") ? near : far).tell(new VenueReport.OrderUpdate(venue, event));
    }

    private OrderEvent rejected(ChildOrder child) {
        return new OrderEvent.Rejected(child.orderId(), now(), new Refusal("BUSY", "BUSY: try later"));
    }

    private OrderEvent filled(ChildOrder child, String trade, String quantity, String price) {
        return new OrderEvent.Filled(
                child.orderId(),
                now(),
                new Fill(
                        trade,
                        child.orderId(),
                        child.parentId(),
                        child.venue(),
                        child.symbol(),
                        child.side(),
                        new BigDecimal(quantity),
                        new BigDecimal(price),
                        BigDecimal.ZERO,
                        "USD",
                        Liquidity.TAKER,
                        now()));
    }

    private long now() {
        return source.events().getLast().timeNs();
    }
}
