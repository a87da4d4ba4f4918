package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.colin.api.ledger.LedgerEntry;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.Fill;
import io.colin.api.order.Liquidity;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderProgress;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.Outcome;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import io.colin.api.venue.VenueReport;
import io.colin.execution.store.MemoryEventStore;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** An order that cannot rest, taken by a venue that does not say what came of it. */
final class ResultTimeoutTest {
    private static final String ORDER = "o";

    private final RemoteVenue venue = new RemoteVenue(() -> 0, Bench.START);

    @Test
    void isAskedForAfterThirtySecondsAndEndsAsTheVenueSays() {
        try (Bench bench = Bench.at(venue)) {
            ChildOrder sent = accepted(bench);
            bench.advance(29);
            assertThat(progress(bench).outcome()).isEqualTo(Outcome.KNOWN);
            assertThat(venue.isQuiet()).isTrue();
            bench.advance(1);
            assertThat(progress(bench).status()).isEqualTo(OrderStatus.ACCEPTED);
            assertThat(progress(bench).outcome()).isEqualTo(Outcome.UNRESOLVED);
            assertThat(venue.nextQuery().kind()).isEqualTo("query");
            found(bench, sent, OrderStatus.CANCELED, "0");
            assertThat(progress(bench).status()).isEqualTo(OrderStatus.CANCELED);
        }
    }

    @Test
    void isNeverSentAgainWhileItsFateIsUnknown() {
        try (Bench bench = Bench.at(venue)) {
            accepted(bench);
            for (int second = 0; second < 600; second++) {
                bench.advance(1);
            }
            assertThat(bench.children(ORDER)).hasSize(1);
            assertThat(progress(bench).outcome()).isEqualTo(Outcome.UNRESOLVED);
            assertThat(bench.status(ORDER).isClosed()).isFalse();
            for (int question = 0; question < 6; question++) {
                assertThat(venue.nextQuery().kind()).isEqualTo("query");
            }
            assertThat(venue.isQuiet())
                    .as("people were told, and the questions end")
                    .isTrue();
        }
    }

    @Test
    void isRejectedWhereItsVenueNeverHasIt() {
        try (Bench bench = Bench.at(venue)) {
            ChildOrder sent = accepted(bench);
            bench.advance(30);
            missing(bench, sent);
            assertThat(progress(bench).status()).isEqualTo(OrderStatus.REJECTED);
            assertThat(progress(bench).refusals())
                    .singleElement()
                    .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(LookUpDesk.NOT_AT_VENUE));
        }
    }

    @Test
    void keepsWhatWasFilledOfItWhereItsVenueHasItNoMore() {
        try (Bench bench = Bench.at(venue)) {
            ChildOrder sent = accepted(bench);
            venue.tell(new VenueReport.OrderUpdate(
                    "remote", new OrderEvent.Filled(sent.orderId(), bench.now(), part(sent, bench.now()))));
            bench.advance(30);
            assertThat(progress(bench).status()).isEqualTo(OrderStatus.PARTIALLY_FILLED);
            assertThat(progress(bench).outcome()).isEqualTo(Outcome.UNRESOLVED);
            missing(bench, sent);
            assertThat(progress(bench).status()).isEqualTo(OrderStatus.CANCELED);
            assertThat(bench.held()).isEqualByComparingTo("0.4");
        }
    }

    @Test
    void isTakenBackWhereItRestsAllTheSameAndAskedForAgainWhenTheCancelIsLost() {
        try (Bench bench = Bench.at(venue)) {
            ChildOrder sent = accepted(bench);
            bench.advance(30);
            assertThat(venue.nextQuery().kind()).isEqualTo("query");
            found(bench, sent, OrderStatus.ACCEPTED, "0");
            assertThat(venue.next().kind()).isEqualTo("cancel");
            assertThat(progress(bench).status()).isEqualTo(OrderStatus.PENDING_CANCEL);
            bench.advance(30);
            assertThat(venue.nextQuery().kind()).isEqualTo("query");
            found(bench, sent, OrderStatus.CANCELED, "0");
            assertThat(progress(bench).status()).isEqualTo(OrderStatus.CANCELED);
        }
    }

    @Test
    void isWaitedForNoLongerOverARestart() {
        Bench before = Bench.at(venue);
        ChildOrder sent = accepted(before);
        before.advance(20);
        RemoteVenue again = new RemoteVenue(() -> 0, Bench.START);
        try (Bench bench = before.restarted(again)) {
            assertThat(again.nextQuery().kind()).isEqualTo("query");
            again.tell(new VenueReport.Found(
                    "remote", sent.orderId(), bench.now(), OrderStatus.ACCEPTED, BigDecimal.ZERO));
            assertThat(progress(bench).outcome()).isEqualTo(Outcome.KNOWN);
            bench.advance(30);
            assertThat(progress(bench).outcome()).isEqualTo(Outcome.UNRESOLVED);
            assertThat(again.nextQuery().kind()).isEqualTo("query");
            assertThat(again.kinds()).doesNotContain("submit");
        }
    }

    @Test
    void isKnownToBeMissedOverARestart() {
        Bench before = Bench.at(venue);
        ChildOrder sent = accepted(before);
        before.advance(30);
        RemoteVenue again = new RemoteVenue(() -> 0, Bench.START);
        try (Bench bench = before.restarted(again)) {
            for (int question = 0; question < 6; question++) {
                assertThat(again.nextQuery().kind()).isEqualTo("query");
                again.tell(new VenueReport.NotFound("remote", sent.orderId(), bench.now()));
                bench.advance(2);
            }
            assertThat(progress(bench).status()).isEqualTo(OrderStatus.REJECTED);
        }
    }

    @Test
    void isKnownToBeMissedWhereTheLedgerIsOfBeforeItToldWhatIsOwed() {
        Bench before = Bench.at(venue);
        ChildOrder sent = accepted(before);
        before.advance(30);
        before.close();
        MemoryEventStore old = MemoryEventStore.empty();
        AtomicInteger changed = new AtomicInteger();
        before.store().read(1, record -> old.append(List.of(ofBefore(record.entry(), changed))));
        assertThat(changed).hasValue(1);
        RemoteVenue again = new RemoteVenue(() -> 0, Bench.START);
        try (Bench bench = before.restartedFrom(old, again)) {
            for (int question = 0; question < 6; question++) {
                assertThat(again.nextQuery().kind()).isEqualTo("query");
                again.tell(new VenueReport.NotFound("remote", sent.orderId(), bench.now()));
                bench.advance(2);
            }
            assertThat(progress(bench).status()).isEqualTo(OrderStatus.REJECTED);
        }
    }

    private static LedgerEntry ofBefore(LedgerEntry entry, AtomicInteger changed) {
        String body = entry.body().replace("\"owed\":\"RESULT\",", "");
        changed.addAndGet(body.equals(entry.body()) ? 0 : 1);
        return new LedgerEntry(
                entry.type(),
                entry.timeNs(),
                entry.sourcePosition(),
                entry.principal(),
                entry.correlationId(),
                entry.causationId(),
                entry.configHash(),
                body,
                entry.keys());
    }

    /** An IOC limit that the venue has accepted. */
    private ChildOrder accepted(Bench bench) {
        bench.submit(OrderIntent.of(Rig.BTC_USD.symbol(), Side.BUY, BigDecimal.ONE)
                .clientOrderId(ORDER)
                .limit(new BigDecimal("801"))
                .timeInForce(TimeInForce.IOC)
                .build());
        ChildOrder sent = venue.next().order();
        await().until(() -> !bench.parts().lanes().isWaiting(sent.orderId()));
        venue.tell(new VenueReport.OrderUpdate("remote", new OrderEvent.Accepted(sent.orderId(), bench.now(), "v-1")));
        return sent;
    }

    private void missing(Bench bench, ChildOrder sent) {
        for (int question = 0; question < 6; question++) {
            assertThat(venue.nextQuery().kind()).isEqualTo("query");
            venue.tell(new VenueReport.NotFound("remote", sent.orderId(), bench.now()));
            bench.advance(2);
        }
    }

    private void found(Bench bench, ChildOrder sent, OrderStatus status, String filled) {
        venue.tell(new VenueReport.Found("remote", sent.orderId(), bench.now(), status, new BigDecimal(filled)));
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
                new BigDecimal("800"),
                BigDecimal.ZERO,
                "USD",
                Liquidity.TAKER,
                timeNs);
    }

    private static OrderProgress progress(Bench bench) {
        return bench.children(ORDER).getFirst().progress();
    }
}
