package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.colin.api.alert.Severity;
import io.colin.api.event.KillSwitchChanged;
import io.colin.api.event.RiskAlert;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.BookLevel;
import io.colin.api.market.BookSnapshot;
import io.colin.api.market.BookView;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderProgress;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.Outcome;
import io.colin.api.order.Side;
import io.colin.api.risk.KillSwitch;
import io.colin.api.venue.FeeSchedule;
import io.colin.api.venue.Venue;
import io.colin.api.venue.VenueCapabilities;
import io.colin.api.venue.VenueListener;
import io.colin.api.venue.VenueReport;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of orders at a venue that is not simulated, when it does not say. */
class UnknownFateTest {
    private final Remote venue = new Remote();
    private final Bench bench = Bench.at(venue);
    private ChildOrder child;

    UnknownFateTest() {
        bench.submit(OrderIntent.of(Rig.BTC_USD.symbol(), Side.BUY, BigDecimal.ONE)
                .clientOrderId("o")
                .limit(new BigDecimal("790"))
                .build());
        child = venue.next("submit");
    }

    @BeforeEach
    void loseTheAnswer() {
        tell(new OrderEvent.Unresolved(child.orderId(), bench.now(), "timeout"));
        venue.next("query");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void doesNotTakeTheFirstNotFoundForTheEndOfASubmit() {
        notFound();
        assertThat(progress().status()).isEqualTo(OrderStatus.SUBMITTED);
        assertThat(progress().outcome()).isEqualTo(Outcome.UNRESOLVED);
        venue.tell(
                new VenueReport.Found("remote", child.orderId(), bench.now(), OrderStatus.ACCEPTED, BigDecimal.ZERO));
        assertThat(progress().status()).isEqualTo(OrderStatus.ACCEPTED);
    }

    @Test
    void takesTheNotFoundThatAnswersTheLastQuestion() {
        notFound();
        askToTheEnd();
        assertThat(progress().status()).isEqualTo(OrderStatus.SUBMITTED);
        notFound();
        assertThat(progress().status()).isEqualTo(OrderStatus.REJECTED);
        assertThat(bench.status("o").isClosed()).isTrue();
    }

    @Test
    void keepsAnOrderWhoseCancelIsPendingUnresolvedWhereItsVenueDoesNotHaveItAndTellsPeople() {
        bench.cancel("o");
        venue.next("cancel");
        askToTheEnd();
        notFound();
        assertThat(progress().status()).isEqualTo(OrderStatus.PENDING_CANCEL);
        assertThat(progress().outcome()).isEqualTo(Outcome.UNRESOLVED);
        assertThat(alerts()).isEmpty();
        bench.advance(60);
        assertThat(venue.isQuiet()).isTrue();
        assertThat(bench.status("o").isClosed()).isFalse();
        assertThat(alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.name()).isEqualTo(LookUpDesk.UNRESOLVED_ORDER);
            assertThat(alert.active()).isTrue();
        });
    }

    @Test
    void endsItOnceItsVenueRefusesTheCancelAndDoesNotHaveIt() {
        bench.cancel("o");
        venue.next("cancel");
        tell(new OrderEvent.CancelRejected(child.orderId(), bench.now(), DeskVenue.no()));
        askToTheEnd();
        venue.next("cancel");
        notFound();
        assertThat(progress().status()).as("asked once more").isEqualTo(OrderStatus.PENDING_CANCEL);
        tell(new OrderEvent.CancelRejected(child.orderId(), bench.now(), DeskVenue.no()));
        venue.next("query");
        askToTheEnd();
        notFound();
        assertThat(progress().status()).isEqualTo(OrderStatus.REJECTED);
        assertThat(bench.status("o").isClosed()).isTrue();
    }

    @Test
    void asksAnewOnceTheVenueIsBack() {
        askToTheEnd();
        bench.advance(60);
        assertThat(venue.isQuiet()).isTrue();
        venue.tell(new VenueReport.ConnectionChanged("remote", bench.now(), true, "back"));
        venue.next("query");
        notFound();
        assertThat(progress().status()).as("the first answer of a new series").isEqualTo(OrderStatus.SUBMITTED);
        askToTheEnd();
        notFound();
        assertThat(progress().status()).isEqualTo(OrderStatus.REJECTED);
    }

    @Test
    void asksOneSeriesWhereTheVenueComesBackInTheMiddleOfAnother() {
        bench.advance(2);
        venue.next("query");
        venue.tell(new VenueReport.ConnectionChanged("remote", bench.now(), true, "back"));
        venue.next("query");
        askToTheEnd();
        assertThat(venue.isQuiet()).isTrue();
    }

    @Test
    void sendsACancelAgainThatAPersonRepeats() {
        bench.cancel("o");
        venue.next("cancel");
        askToTheEnd();
        bench.cancel("o");
        venue.next("cancel");
        venue.next("query");
        askToTheEnd();
        bench.cancelAll();
        venue.next("cancel");
        venue.next("query");
    }

    @Test
    void tellsPeopleOfACancelThatItsVenueNeverAnswersAndThatItIsSettledAtLast() {
        bench.cancel("o");
        venue.next("cancel");
        askToTheEnd();
        assertThat(alerts()).as("an answer to the last question may still come").isEmpty();
        bench.advance(2);
        RiskAlert alert = alerts().getFirst();
        assertThat(alert.active()).isTrue();
        assertThat(alert.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(alert.scope()).isEqualTo("remote");
        assertThat(alert.detail())
                .isEqualTo("order " + child.orderId()
                        + " is PENDING_CANCEL and 1 of it stays reserved: its venue was asked"
                        + " 6 times and has not settled what became of it");
        bench.advance(60);
        assertThat(alerts()).as("once").hasSize(1);
        tell(new OrderEvent.Canceled(child.orderId(), bench.now(), "on request"));
        assertThat(alerts()).hasSize(2);
        assertThat(alerts().getLast().active()).isFalse();
    }

    @Test
    void tellsPeopleNothingWhenTheLastQuestionIsAnswered() {
        askToTheEnd();
        notFound();
        bench.advance(10);
        assertThat(alerts()).isEmpty();
    }

    @Test
    void endsTheAlertAlsoAfterARestart() {
        askToTheEnd();
        bench.advance(2);
        assertThat(alerts()).hasSize(1);
        Remote found = new Remote();
        try (Bench again = bench.restarted(found)) {
            found.next("query");
            found.tell(new VenueReport.Found(
                    "remote", child.orderId(), again.now(), OrderStatus.ACCEPTED, BigDecimal.ZERO));
            assertThat(again.of(RiskAlert.class)).singleElement().satisfies(end -> {
                assertThat(end.name()).isEqualTo(LookUpDesk.UNRESOLVED_ORDER);
                assertThat(end.active()).isFalse();
            });
        }
    }

    /** A cancel that its venue refused, of an order that was open there when the venue was stopped, is asked again. */
    @Test
    void knowsAfterARestartWhatWasToEndWithItsVenue() {
        venue.tell(
                new VenueReport.Found("remote", child.orderId(), bench.now(), OrderStatus.ACCEPTED, BigDecimal.ZERO));
        bench.parts()
                .log()
                .emit(new KillSwitchChanged(
                        bench.parts().log().header("risk"),
                        new KillSwitch(KillSwitch.Scope.VENUE, "remote", "down", "officer", bench.now()),
                        true));
        bench.withdrawAt("o", "remote");
        venue.next("cancel");
        tell(new OrderEvent.CancelRejected(child.orderId(), bench.now(), DeskVenue.no()));
        venue.next("query");
        bench.parts()
                .log()
                .emit(new KillSwitchChanged(
                        bench.parts().log().header("risk"),
                        new KillSwitch(KillSwitch.Scope.VENUE, "remote", "up again", "a with b", bench.now()),
                        false));
        bench.parts().log().flush();
        Remote found = new Remote();
        try (Bench again = bench.restarted(found)) {
            found.next("query");
            found.tell(new VenueReport.Found(
                    "remote", child.orderId(), again.now(), OrderStatus.ACCEPTED, BigDecimal.ZERO));
            assertThat(found.next("cancel").orderId()).isEqualTo(child.orderId());
        }
    }

    @Test
    void keepsAnOrderThatRestedAtAVenueWhichIsGoneAfterARestart() {
        venue.tell(
                new VenueReport.Found("remote", child.orderId(), bench.now(), OrderStatus.ACCEPTED, BigDecimal.ZERO));
        try (Bench again = bench.restarted(DeskVenue.changing())) {
            OrderProgress kept = again.children("o").getFirst().progress();
            assertThat(kept.status()).isEqualTo(OrderStatus.ACCEPTED);
            assertThat(kept.outcome()).isEqualTo(Outcome.UNRESOLVED);
        }
    }

    private List<RiskAlert> alerts() {
        return bench.of(RiskAlert.class);
    }

    /** The five questions after the first of a series. */
    private void askToTheEnd() {
        for (int asked = 0; asked < 5; asked++) {
            bench.advance(2);
            venue.next("query");
        }
    }

    private void notFound() {
        // Before the call that brings an order to its venue has returned, the venue is not believed.
        await().until(() -> !bench.parts().lanes().isWaiting(child.orderId()));
        venue.tell(new VenueReport.NotFound("remote", child.orderId(), bench.now()));
    }

    private void tell(OrderEvent event) {
        venue.tell(new VenueReport.OrderUpdate("remote", event));
    }

    private OrderProgress progress() {
        return bench.children("o").getFirst().progress();
    }

    /** A venue on lanes of its own that notes what it is asked. */
    private static final class Remote implements Venue {
        private final DeskVenue book = DeskVenue.changing();
        /** Questions come on another lane than orders and cancels behind orders: the two are in no order. */
        private final BlockingQueue<DeskVenue.Asked> questions = new LinkedBlockingQueue<>();

        private final BlockingQueue<DeskVenue.Asked> commands = new LinkedBlockingQueue<>();
        private Optional<VenueListener> listener = Optional.empty();

        Remote() {
            List<BookLevel> bids = List.of(new BookLevel(new BigDecimal("799.9"), BigDecimal.TEN));
            List<BookLevel> asks = List.of(new BookLevel(new BigDecimal("800.1"), BigDecimal.TEN));
            book.onMarket(new BookSnapshot(Rig.BTC_USD.symbol(), Bench.START, 1, bids, asks));
        }

        /** The next command, which lanes bring soon. */
        ChildOrder next(String what) {
            DeskVenue.@Nullable Asked command;
            try {
                command = lane(what).poll(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            assertThat(Objects.requireNonNull(command, "no " + what + " came").what())
                    .isEqualTo(what);
            return command.child();
        }

        /** Whether nothing more comes for a while. */
        boolean isQuiet() {
            try {
                return questions.poll(200, TimeUnit.MILLISECONDS) == null && commands.isEmpty();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        void tell(VenueReport report) {
            listener.orElseThrow().onReport(report);
        }

        private void note(String what, ChildOrder order, BigDecimal quantity, OrderType type) {
            lane(what).add(new DeskVenue.Asked(what, order, quantity, type));
        }

        private BlockingQueue<DeskVenue.Asked> lane(String what) {
            return what.equals("query") ? questions : commands;
        }

        @Override
        public String id() {
            return "remote";
        }

        @Override
        public VenueCapabilities capabilities() {
            return book.capabilities();
        }

        @Override
        public FeeSchedule fees(Symbol symbol) {
            return book.fees(symbol);
        }

        @Override
        public List<Instrument> instruments() {
            return book.instruments();
        }

        @Override
        public Optional<BookView> book(Symbol symbol) {
            return book.book(symbol);
        }

        @Override
        public void connect(VenueListener hears) {
            listener = Optional.of(hears);
        }

        @Override
        public void submit(ChildOrder order, long timeNs) {
            note("submit", order, order.progress().quantity(), order.type());
        }

        @Override
        public void cancel(ChildOrder order, long timeNs) {
            note("cancel", order, order.progress().quantity(), order.type());
        }

        @Override
        public void amend(ChildOrder order, BigDecimal quantity, OrderType type, long timeNs) {
            note("amend", order, quantity, type);
        }

        @Override
        public void query(ChildOrder order, long timeNs) {
            note("query", order, order.progress().quantity(), order.type());
        }

        @Override
        public void close() {}
    }
}
