package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.alert.Severity;
import io.colin.api.event.KillSwitchChanged;
import io.colin.api.event.OrderFilled;
import io.colin.api.event.RiskAlert;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import io.colin.api.risk.KillSwitch;
import io.colin.execution.store.LedgerCodec;
import io.colin.execution.store.MemoryEventStore;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Fills beyond all that an order was ever for: on the account, told, and the symbol locked. The market is at 800. */
class OverfillTest {
    private DeskVenue venue = DeskVenue.changing();
    private Bench bench = Bench.at(venue, ControlledGate::new);

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void givenMoreFilledThanWasEverOrderedThenItIsBookedAndTheSymbolIsLocked() {
        ChildOrder child = resting("a", "1");
        venue.fill(child, "1.5", "790");
        assertThat(bench.held()).isEqualByComparingTo("1.5");
        assertThat(bench.order("a").progress().filledQuantity()).isEqualByComparingTo("1");
        KillSwitch lock = locks().getFirst().killSwitch();
        assertThat(lock.scope()).isEqualTo(KillSwitch.Scope.SYMBOL);
        assertThat(lock.target()).isEqualTo("BTC/USD");
        assertThat(lock.principal()).isEqualTo("overfill");
        assertThat(lock.reason())
                .isEqualTo("order " + child.orderId()
                        + " at desk has filled 1.5 and was never for more than 1 (trade t1)");
        assertThat(bench.of(RiskAlert.class)).singleElement().satisfies(alert -> {
            assertThat(alert.name()).isEqualTo("overfill");
            assertThat(alert.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(alert.scope()).isEqualTo("BTC/USD");
            assertThat(alert.detail()).isEqualTo(lock.reason() + ": locked");
        });
        assertThat(bench.submit(order("b", "1").build())).isInstanceOf(SubmitResult.Denied.class);
    }

    @Test
    void givenALockThenWhatIsOpenIsTakenBackButForWhatOnlyReduces() {
        ChildOrder bought = resting("a", "2");
        venue.fill(bought, "1", "790");
        ChildOrder other = resting("b", "1");
        bench.submit(OrderIntent.of(Rig.BTC_USD.symbol(), Side.SELL, BigDecimal.ONE)
                .clientOrderId("exit")
                .limit(new BigDecimal("820"))
                .reduceOnly(true)
                .build());
        venue.accept(venue.only("submit").id());
        venue.fill(bought, "3", "790");
        assertThat(venue.only("cancel").id()).isEqualTo(other.orderId());
        assertThat(bench.status("exit")).isEqualTo(OrderStatus.ACCEPTED);
        venue = DeskVenue.changing().after(100);
        bench = bench.restarted(venue);
        assertThat(bench.status("exit")).isEqualTo(OrderStatus.ACCEPTED);
        assertThat(bench.submit(order("c", "1").build())).isInstanceOf(SubmitResult.Denied.class);
    }

    @Test
    void givenTwoPersonsThenTheLockEndsAndStaysEndedOverARestart() {
        ChildOrder child = resting("a", "1");
        venue.fill(child, "1.5", "790");
        assertThat(bench.rearm(KillSwitch.Scope.SYMBOL, "BTC/USD"))
                .isEqualTo(new ControlResult.Applied(true, List.of()));
        venue = DeskVenue.changing().after(100);
        bench = bench.restarted(venue);
        assertThat(bench.submit(order("b", "1").build())).isInstanceOf(SubmitResult.Taken.class);
    }

    @Test
    void givenARunCutAnywhereBetweenTheFillAndItsLockThenTheNextStartLocks() {
        ChildOrder child = resting("a", "1");
        venue.fill(child, "1.5", "790");
        bench.close();
        MemoryEventStore whole = (MemoryEventStore) bench.store();
        List<Long> fills = new ArrayList<>();
        whole.read(1, entry -> {
            if (LedgerCodec.decode(entry) instanceof OrderFilled) {
                fills.add(entry.sequence());
            }
        });
        for (long records = fills.getFirst(); records <= whole.lastSequence(); records++) {
            try (Bench cut = bench.restartedFrom(RestartTest.firstRecords(whole, records), DeskVenue.changing())) {
                assertThat(cut.submit(order("b", "1").build()))
                        .as("after %s records", records)
                        .isInstanceOf(SubmitResult.Denied.class);
            }
        }
        assertThat(whole.lastSequence() - fills.getFirst())
                .as("records between")
                .isGreaterThan(1);
    }

    @Test
    void givenPartsThatOnlyTogetherAreTooMuchThenTheLastOneLocks() {
        ChildOrder child = resting("a", "1");
        venue.tell(new OrderEvent.Rejected(child.orderId(), bench.now(), DeskVenue.no()));
        venue.fill(child, "0.6", "790");
        assertThat(locks()).as("late, and within what was ordered").isEmpty();
        assertThat(bench.of(RiskAlert.class)).extracting(RiskAlert::name).containsExactly("fill_of_an_ended_order");
        venue.fill(child, "0.6", "790");
        assertThat(locks()).hasSize(1);
        assertThat(bench.held()).isEqualByComparingTo("1.2");
    }

    @Test
    void givenAFillThatALargerQuantityExplainsWhichWasAskedForThenNothingIsLocked() {
        ChildOrder child = resting("a", "1");
        bench.amend("a", Amendment.quantity(new BigDecimal("3")));
        venue.taken();
        bench.cancel("a");
        venue.fill(child, "2", "790");
        assertThat(bench.held()).isEqualByComparingTo("2");
        assertThat(locks()).isEmpty();
        venue.fill(child, "1.5", "790");
        assertThat(locks()).hasSize(1);
    }

    @Test
    void givenAFillOfTheQuantityFromBeforeACutThenNothingIsLocked() {
        ChildOrder child = resting("a", "3");
        bench.amend("a", Amendment.quantity(BigDecimal.ONE));
        venue.updated(venue.only("amend"));
        venue.fill(child, "3", "790");
        assertThat(locks()).isEmpty();
    }

    @Test
    void givenAFillAfterItsVenueTookItForCompleteAtLessThenNothingIsLocked() {
        ChildOrder child = resting("a", "1");
        venue.fill(child, "0.6", "790");
        venue.found(child.orderId(), OrderStatus.FILLED, "0.6");
        assertThat(bench.children("a").getFirst().progress().status()).isEqualTo(OrderStatus.CANCELED);
        venue.fill(child, "0.4", "790");
        assertThat(bench.held()).isEqualByComparingTo("1");
        assertThat(locks()).as("it was for 1").isEmpty();
        venue.fill(child, "0.1", "790");
        assertThat(locks()).hasSize(1);
    }

    @Test
    void givenAGateWithoutControlsThenTheAlertSaysThatNothingIsLocked() {
        bench.close();
        venue = DeskVenue.changing();
        bench = Bench.at(venue);
        ChildOrder child = resting("a", "1");
        venue.fill(child, "1.5", "790");
        assertThat(bench.of(RiskAlert.class))
                .singleElement()
                .satisfies(alert -> assertThat(alert.detail()).endsWith("the gate has no controls to lock it with"));
        assertThat(locks()).isEmpty();
        assertThat(bench.submit(order("b", "1").build())).isInstanceOf(SubmitResult.Taken.class);
    }

    private List<KillSwitchChanged> locks() {
        return bench.of(KillSwitchChanged.class);
    }

    private ChildOrder resting(String clientId, String quantity) {
        assertThat(bench.submit(order(clientId, quantity).build())).isInstanceOf(SubmitResult.Taken.class);
        DeskVenue.Asked sent = venue.only("submit");
        venue.accept(sent.id());
        return sent.child();
    }

    private static OrderIntent.Builder order(String clientId, String quantity) {
        return OrderIntent.of(Rig.BTC_USD.symbol(), Side.BUY, new BigDecimal(quantity))
                .clientOrderId(clientId)
                .limit(new BigDecimal("790"))
                .timeInForce(TimeInForce.GTC);
    }
}
