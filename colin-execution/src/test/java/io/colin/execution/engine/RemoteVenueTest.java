package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.colin.api.alert.Severity;
import io.colin.api.event.ChildCreated;
import io.colin.api.event.ExecutionAnalysed;
import io.colin.api.event.RiskAlert;
import io.colin.api.event.SliceRouted;
import io.colin.api.event.TransitionRefused;
import io.colin.api.execution.ExecutionAnalysis;
import io.colin.api.execution.Realm;
import io.colin.api.ledger.LedgerRecord;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.Fill;
import io.colin.api.order.Liquidity;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.Outcome;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import io.colin.api.venue.VenueReport;
import io.colin.execution.routing.NetPriceRouter;
import io.colin.execution.store.LedgerCodec;
import io.colin.execution.store.MemoryEventStore;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A venue outside event time: durable before it is sent, unknown is not rejected, a trade counts once. */
class RemoteVenueTest {
    private final MemoryEventStore store = MemoryEventStore.empty();
    private final Rig rig = Rig.recording();
    private final ScriptedSource source = ScriptedSource.walk(31, 50);
    private final RemoteVenue venue =
            new RemoteVenue(store::lastSequence, source.events().getLast().timeNs());
    private final TradingEngine engine = TradingEngine.builder()
            .instruments(Rig.BTC_USD)
            .source(source)
            .gate(new PlainGate("1000"))
            .router(NetPriceRouter.builder().maxBookAge(Rig.QUIET).build())
            .venue(venue)
            .store(store)
            .onEvent(rig.events::add)
            .build();

    @BeforeEach
    void runToTheEndOfTheSource() throws Exception {
        engine.start();
        engine.ended().get(60, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() {
        engine.stop();
    }

    @Test
    void sendsAnOrderOnlyOnceItIsDurable() {
        submit("a");
        RemoteVenue.Command sent = venue.next();
        assertThat(sent.kind()).isEqualTo("submit");
        assertThat(recordOfCreation(sent.order())).isPositive().isLessThanOrEqualTo(sent.durableRecords());
        assertThat(sent.order().progress().status()).isEqualTo(OrderStatus.SUBMITTED);
    }

    @Test
    void leavesAVenueOutThatTooManyOrdersWaitForAndTakesItAgainOnceTheyHaveLeft() {
        CountDownLatch open = venue.holdUp();
        for (int i = 0; i < VenueLanes.MOST_WAITING; i++) {
            submit("waits-" + i);
        }
        submit("too-many");
        await().until(() -> rig.of(SliceRouted.class).size() == VenueLanes.MOST_WAITING + 1);
        assertThat(rig.of(SliceRouted.class).getLast().plan().unrouted())
                .singleElement()
                .satisfies(part -> assertThat(part.reason().message())
                        .contains("venue=remote unavailable=1000 orders wait for it"));

        open.countDown();
        for (int i = 0; i < VenueLanes.MOST_WAITING; i++) {
            assertThat(venue.next().kind()).isEqualTo("submit");
        }
        submit("in-time");
        assertThat(venue.next().order().parentId()).isNotEmpty();
    }

    @Test
    void countsATradeOnceAndRecordsTheRepeat() {
        submit("a");
        ChildOrder child = venue.next().order();
        tell(new OrderEvent.Accepted(child.orderId(), now(), "v1"));
        tell(filled(child, "t1", "0.4", "800.1"));
        tell(filled(child, "t1", "0.4", "800.1"));
        tell(filled(child, "t1", "0.5", "800.1"));
        tell(filled(child, "t2", "0.6", "800.2"));
        await().until(() -> parentOf(child).progress().status() == OrderStatus.FILLED);
        assertThat(engine.view().portfolio().quantity(Rig.BTC_USD.symbol())).isEqualByComparingTo("1");
        assertThat(rig.of(TransitionRefused.class)).hasSize(2);
        assertThat(rig.of(RiskAlert.class))
                .as("told twice with other data")
                .singleElement()
                .satisfies(alert -> {
                    assertThat(alert.name()).isEqualTo(StrayFills.CONFLICTING);
                    assertThat(alert.severity()).isEqualTo(Severity.CRITICAL);
                    assertThat(alert.detail()).contains("trade t1, BUY 0.5 BTC/USD at 800.1 of remote");
                });
    }

    @Test
    void tellsTheCostsOfARealVenueApartFromPaper() {
        submit("a");
        ChildOrder child = venue.next().order();
        tell(new OrderEvent.Accepted(child.orderId(), now(), "v1"));
        tell(filled(child, "t1", "1", "800.1"));
        await().until(() -> !rig.of(ExecutionAnalysed.class).isEmpty());
        ExecutionAnalysis analysis = rig.of(ExecutionAnalysed.class).getFirst().analysis();
        assertThat(analysis.realm()).contains(Realm.LIVE);
        assertThat(analysis.costs().spread()).contains(new BigDecimal("0.1"));
        assertThat(analysis.fills().getFirst().later())
                .as("the run has ended, time stands still")
                .isEmpty();
        assertThat(engine.view().executionCosts().venues())
                .singleElement()
                .satisfies(standing -> assertThat(standing.realm()).isEqualTo(Realm.LIVE));
        assertThat(engine.view().executionCosts().accuracy(Realm.PAPER).parents())
                .isZero();
    }

    @Test
    void keepsAnOrderOfUnknownFateAndNeverSendsItAgain() {
        submit("a");
        ChildOrder child = venue.next().order();
        tell(new OrderEvent.Unresolved(child.orderId(), now(), "no answer within 5 s"));
        await().until(() -> childNow(child).progress().outcome() == Outcome.UNRESOLVED);
        assertThat(childNow(child).progress().status()).isEqualTo(OrderStatus.SUBMITTED);
        assertThat(venue.nextQuery().kind())
                .as("it is asked for, never sent again")
                .isEqualTo("query");
        assertThat(venue.isQuiet()).isTrue();
        venue.tell(new VenueReport.NotFound("remote", child.orderId(), now()));
        assertThat(venue.isQuiet()).isTrue();
        assertThat(childNow(child).progress().status())
                .as("it may be on its way, only the last answer of a series ends it")
                .isEqualTo(OrderStatus.SUBMITTED);
    }

    @Test
    void letsAFillWinTheRaceAgainstItsCancel() {
        submit("a");
        ChildOrder child = venue.next().order();
        tell(new OrderEvent.Accepted(child.orderId(), now(), "v1"));
        await().until(() -> childNow(child).progress().status() == OrderStatus.ACCEPTED);
        engine.cancel(child.parentId(), "tester").join();
        assertThat(venue.next().kind()).isEqualTo("cancel");
        tell(filled(child, "t1", "1", "800.1"));
        await().until(() -> parentOf(child).progress().status() == OrderStatus.FILLED);
        tell(new OrderEvent.CancelRejected(
                child.orderId(), now(), new io.colin.api.order.Refusal("FILLED", "FILLED: too late")));
        await().until(() -> !rig.of(TransitionRefused.class).isEmpty());
        assertThat(parentOf(child).progress().status()).isEqualTo(OrderStatus.FILLED);
    }

    @Test
    void endsAParentWhoseCancelFollowsAPartOfTheFill() {
        submit("a");
        ChildOrder child = venue.next().order();
        tell(new OrderEvent.Accepted(child.orderId(), now(), "v1"));
        await().until(() -> childNow(child).progress().status() == OrderStatus.ACCEPTED);
        engine.cancel(child.parentId(), "tester").join();
        tell(filled(child, "t1", "0.3", "800.1"));
        tell(new OrderEvent.Canceled(child.orderId(), now(), "asked"));
        await().until(() -> parentOf(child).progress().status() == OrderStatus.CANCELED);
        assertThat(parentOf(child).progress().filledQuantity()).isEqualByComparingTo("0.3");
    }

    @Test
    void recordsAReportOfAnOrderThatIsNotOurs() {
        tell(new OrderEvent.Accepted("stranger-1", now(), "v9"));
        await().until(() -> !rig.of(TransitionRefused.class).isEmpty());
        assertThat(rig.of(TransitionRefused.class).getFirst().reason()).contains("no such order");
    }

    @Test
    void tellsPeopleOfAFillOfAnOrderThatIsNotOurs() {
        submit("a");
        ChildOrder child = venue.next().order();
        tell(filled("stranger-1", child, "t9", "0.4", "800.1"));
        await().until(() -> !rig.of(RiskAlert.class).isEmpty());
        assertThat(rig.of(RiskAlert.class)).singleElement().satisfies(alert -> {
            assertThat(alert.name()).isEqualTo(StrayFills.UNKNOWN);
            assertThat(alert.scope()).isEqualTo("remote");
            assertThat(alert.detail()).contains("0.4 BTC/USD", "stranger-1", "is not on the account");
        });
        assertThat(engine.view().portfolio().quantity(Rig.BTC_USD.symbol())).isZero();
    }

    @Test
    void deniesATimeInForceNoVenueOffers() {
        OrderIntent.Builder order = Rig.buy("1", "fok").limit(new BigDecimal("801"));
        assertThat(denial(order.timeInForce(TimeInForce.FOK).build()))
                .isEqualTo("UNSUPPORTED_TIME_IN_FORCE: time_in_force=FOK");
        assertThat(venue.isQuiet()).isTrue();
    }

    private String denial(OrderIntent intent) {
        SubmitResult result = engine.submit(Rig.ask(intent, "", intent.clientOrderId()))
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
        return ((SubmitResult.Denied) result).decision().reasons().getFirst().message();
    }

    private void submit(String clientOrderId) {
        SubmitResult result = engine.submit(Rig.ask(
                        Rig.buy("1", clientOrderId).limit(new BigDecimal("801")).build(), "", clientOrderId))
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
        assertThat(result).isInstanceOf(SubmitResult.Taken.class);
    }

    private void tell(OrderEvent event) {
        venue.tell(new VenueReport.OrderUpdate("remote", event));
    }

    private OrderEvent filled(ChildOrder child, String tradeId, String quantity, String price) {
        return filled(child.orderId(), child, tradeId, quantity, price);
    }

    private OrderEvent filled(String orderId, ChildOrder child, String tradeId, String quantity, String price) {
        Fill fill = new Fill(
                tradeId,
                orderId,
                child.parentId(),
                "remote",
                child.symbol(),
                Side.BUY,
                new BigDecimal(quantity),
                new BigDecimal(price),
                BigDecimal.ZERO,
                "USD",
                Liquidity.TAKER,
                now());
        return new OrderEvent.Filled(orderId, now(), fill);
    }

    private long now() {
        return engine.view().status().timeNs();
    }

    private ParentOrder parentOf(ChildOrder child) {
        return engine.view().order(child.parentId()).orElseThrow();
    }

    private ChildOrder childNow(ChildOrder child) {
        return engine.view().children(child.parentId()).getFirst();
    }

    private long recordOfCreation(ChildOrder child) {
        List<LedgerRecord> found = new ArrayList<>();
        store.read(1, ledgerRecord -> {
            if (LedgerCodec.decode(ledgerRecord) instanceof ChildCreated created
                    && created.order().orderId().equals(child.orderId())) {
                found.add(ledgerRecord);
            }
        });
        return found.getFirst().sequence();
    }
}
