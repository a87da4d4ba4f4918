package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.colin.api.event.RiskAlert;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.Fill;
import io.colin.api.order.Liquidity;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderProgress;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.Outcome;
import io.colin.api.order.Side;
import io.colin.api.venue.VenueReport;
import io.colin.execution.store.MemoryEventStore;
import java.math.BigDecimal;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A venue that does not answer, or throws instead: what was asked of it is of unknown fate, and it is asked, never told again. */
class SilentVenueTest {
    private static final String ORDER = "o";

    private final RemoteVenue venue = new RemoteVenue(() -> 0, Bench.START);

    @Test
    void isAskedForAnOrderThatHasNoAnswerAfterFiveSeconds() {
        try (Bench bench = working()) {
            sent(bench);
            bench.advance(4);
            assertThat(progress(bench).outcome()).isEqualTo(Outcome.KNOWN);
            bench.advance(1);
            assertThat(progress(bench).status()).isEqualTo(OrderStatus.SUBMITTED);
            assertThat(progress(bench).outcome()).isEqualTo(Outcome.UNRESOLVED);
            assertThat(venue.nextQuery().kind()).isEqualTo("query");
            bench.advance(30);
            assertThat(venue.kinds()).doesNotContain("submit");
        }
    }

    @Test
    void isAskedForACancelThatHasNoAnswerAfterFiveSeconds() {
        try (Bench bench = working()) {
            accept(bench, sent(bench));
            bench.advance(20);
            bench.cancel(ORDER);
            assertThat(venue.next().kind()).isEqualTo("cancel");
            bench.advance(5);
            assertThat(progress(bench).outcome()).isEqualTo(Outcome.UNRESOLVED);
            assertThat(venue.nextQuery().kind()).isEqualTo("query");
        }
    }

    /** A fill says nothing of the cancel it overtook. */
    @Test
    void isAskedForACancelThatHasNoAnswerThoughAPartIsFilledMeanwhile() {
        try (Bench bench = working()) {
            ChildOrder sent = sent(bench);
            accept(bench, sent);
            bench.cancel(ORDER);
            assertThat(venue.next().kind()).isEqualTo("cancel");
            bench.advance(1);
            venue.tell(new VenueReport.OrderUpdate(
                    "remote", new OrderEvent.Filled(sent.orderId(), bench.now(), part(sent, bench.now()))));
            assertThat(progress(bench).status()).isEqualTo(OrderStatus.PARTIALLY_FILLED);
            bench.advance(4);
            assertThat(venue.nextQuery().kind()).isEqualTo("query");
            venue.tell(new VenueReport.Found(
                    "remote", sent.orderId(), bench.now(), OrderStatus.PARTIALLY_FILLED, new BigDecimal("0.4")));
            assertThat(venue.next().kind()).as("asked again").isEqualTo("cancel");
        }
    }

    /** Its "not found" would be true, and would free the quantity of an order that is still to come. */
    @Test
    void owesNoAnswerForWhatHasNotLeftYet() {
        CountDownLatch held = venue.holdUp();
        try (Bench bench = working()) {
            bench.advance(60);
            assertThat(progress(bench).outcome()).isEqualTo(Outcome.KNOWN);
            assertThat(venue.isQuiet()).isTrue();
            held.countDown();
            assertThat(venue.next().kind()).isEqualTo("submit");
            await().until(() -> {
                bench.advance(5);
                return progress(bench).outcome() == Outcome.UNRESOLVED;
            });
            assertThat(venue.nextQuery().kind()).isEqualTo("query");
        }
    }

    @Test
    void isToldOfToPeopleWhereItThrowsAtEveryQuestion() {
        try (Bench bench = working()) {
            sent(bench);
            for (int asked = 0; asked < 7; asked++) {
                venue.throwAt("query");
                bench.advance(asked == 0 ? 5 : 2);
                if (asked < 6) {
                    assertThat(venue.nextQuery().kind()).isEqualTo("query");
                }
            }
            assertThat(bench.of(RiskAlert.class)).singleElement().satisfies(alert -> {
                assertThat(alert.name()).isEqualTo(LookUpDesk.UNRESOLVED_ORDER);
                assertThat(alert.scope()).isEqualTo("remote");
            });
        }
    }

    @Test
    void isLeftAloneWhereItAnsweredInTime() {
        try (Bench bench = working()) {
            ChildOrder sent = sent(bench);
            bench.advance(4);
            accept(bench, sent);
            bench.advance(60);
            assertThat(progress(bench).outcome()).isEqualTo(Outcome.KNOWN);
            assertThat(venue.isQuiet()).isTrue();
        }
    }

    /** What it told while it was away is lost. */
    @Test
    void isAskedOfWhatRestsThereOnceItIsBack() {
        try (Bench bench = working()) {
            ChildOrder sent = sent(bench);
            accept(bench, sent);
            venue.tell(new VenueReport.ConnectionChanged("remote", bench.now(), true, "back"));
            assertThat(venue.nextQuery().kind()).isEqualTo("query");
            venue.tell(new VenueReport.Found(
                    "remote", sent.orderId(), bench.now(), OrderStatus.CANCELED, BigDecimal.ZERO));
            assertThat(progress(bench).status()).isEqualTo(OrderStatus.CANCELED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"submit", "cancel"})
    void leavesTheFateOpenOfWhatItThrewAtAndIsAsked(String kind) {
        ScriptedSource source = ScriptedSource.walk(32, 50);
        RemoteVenue remote = new RemoteVenue(() -> 0, source.events().getLast().timeNs());
        TradingEngine engine = Rig.recording()
                .engine(source, MemoryEventStore.empty())
                .gate(new PlainGate("1000"))
                .venue(remote)
                .build();
        try (engine) {
            engine.start();
            engine.ended().join();
            remote.throwAt(kind);
            SubmitResult.Taken taken = (SubmitResult.Taken) engine.submit(Rig.ask(
                            Rig.buy("1", ORDER).limit(new BigDecimal("700")).build(), "", "h"))
                    .orTimeout(20, TimeUnit.SECONDS)
                    .join();
            String id = taken.order().orderId();
            ChildOrder sent = remote.next().order();
            if (kind.equals("cancel")) {
                remote.tell(new VenueReport.OrderUpdate(
                        "remote", new OrderEvent.Accepted(sent.orderId(), sent.createdTimeNs(), "v-1")));
                await().until(() -> outcome(engine, id).status() == OrderStatus.ACCEPTED);
                engine.cancel(id, "trader").orTimeout(20, TimeUnit.SECONDS).join();
                assertThat(remote.next().kind()).isEqualTo("cancel");
            }
            await().until(() -> outcome(engine, id).outcome() == Outcome.UNRESOLVED);
            assertThat(remote.nextQuery().kind()).isEqualTo("query");
            assertThat(engine.view().status().phase()).isEqualTo(EnginePhase.ENDED);
        }
    }

    private static OrderProgress outcome(TradingEngine engine, String orderId) {
        return engine.view().children(orderId).getFirst().progress();
    }

    private Bench working() {
        Bench bench = Bench.at(venue);
        bench.submit(OrderIntent.of(Rig.BTC_USD.symbol(), Side.BUY, BigDecimal.ONE)
                .clientOrderId(ORDER)
                .limit(new BigDecimal("790"))
                .build());
        return bench;
    }

    /** The order that reached the venue, once the call that brought it there has returned: it owes an answer from then on. */
    private ChildOrder sent(Bench bench) {
        ChildOrder sent = venue.next().order();
        await().until(() -> !bench.parts().lanes().isWaiting(sent.orderId()));
        return sent;
    }

    private void accept(Bench bench, ChildOrder sent) {
        venue.tell(new VenueReport.OrderUpdate("remote", new OrderEvent.Accepted(sent.orderId(), bench.now(), "v-1")));
    }

    private static Fill part(ChildOrder sent, long timeNs) {
        return new Fill(
                "t1",
                sent.orderId(),
                sent.parentId(),
                "remote",
                sent.symbol(),
                sent.side(),
                new BigDecimal("0.4"),
                new BigDecimal("790"),
                BigDecimal.ZERO,
                "USD",
                Liquidity.MAKER,
                timeNs);
    }

    private static OrderProgress progress(Bench bench) {
        return bench.children(ORDER).getFirst().progress();
    }
}
