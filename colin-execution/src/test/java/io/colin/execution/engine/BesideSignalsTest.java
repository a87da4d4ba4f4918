package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.colin.api.event.SignalEmitted;
import io.colin.api.event.TargetChanged;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.ParentOrder;
import io.colin.api.signal.Direction;
import io.colin.execution.store.MemoryEventStore;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What people trade beside the signals. Each script has one signal, at the end of its second minute; afterwards the
 * price stands still and the signal's horizon lies beyond the end.
 */
class BesideSignalsTest {
    private static final String[] RISE = {"800", "801", "801", "801", "801", "801", "801"};
    private static final String[] FALL = {"801", "800", "800", "800", "800", "800", "800"};

    private final Rig rig = Rig.recording();
    private final MemoryEventStore store = MemoryEventStore.empty();
    private TradingEngine engine =
            Rig.recording().swinging(ScriptedSource.of(List.of())).build();

    @AfterEach
    void stop() {
        engine.stop();
    }

    @Test
    void leavesWhatAPersonBoughtRightAfterATargetWasReached() throws Exception {
        ScriptedSource source = ScriptedSource.minutes(RISE);
        start(source);
        awaitHeld("1");
        buyByHand(source, "1.5");

        source.giveAll();
        engine.ended().get(60, TimeUnit.SECONDS);
        assertThat(held()).isEqualByComparingTo("1.5");
        assertOneSignal(Direction.LONG);
    }

    @Test
    void leavesWhatAPersonBoughtBesideAReachedTargetOverARestart() {
        ScriptedSource source = ScriptedSource.minutes(RISE);
        start(source);
        awaitHeld("1");
        buyByHand(source, "1.5");

        assertThat(restarted(source).portfolio().quantity(Rig.BTC_USD.symbol())).isEqualByComparingTo("1.5");
        assertOneSignal(Direction.LONG);
    }

    @Test
    void leavesWhatAPersonBoughtRightAfterASignalThatWantedNothing() throws Exception {
        ScriptedSource source = ScriptedSource.minutes(FALL);
        start(source);
        await().until(() -> rig.of(TargetChanged.class).size() == 1);
        buyByHand(source, "0.5");

        source.giveAll();
        engine.ended().get(60, TimeUnit.SECONDS);
        assertThat(held()).isEqualByComparingTo("0.5");
        assertOneSignal(Direction.SHORT);
    }

    @Test
    void leavesWhatAPersonBoughtAfterASignalThatWantedNothingOverARestart() {
        ScriptedSource source = ScriptedSource.minutes(FALL);
        start(source);
        await().until(() -> rig.of(TargetChanged.class).size() == 1);
        buyByHand(source, "0.5");

        assertThat(restarted(source).portfolio().quantity(Rig.BTC_USD.symbol())).isEqualByComparingTo("0.5");
        assertOneSignal(Direction.SHORT);
    }

    @Test
    void takesAnotherClientOrderIdWhenSomebodyHasTakenItsOwn() throws Exception {
        String own = clientIdOfTheSignalsOrder("mine");
        assertThat(own).startsWith("signal-run-");

        assertThat(clientIdOfTheSignalsOrder(own)).isEqualTo(own + "x");
        ParentOrder order = engine.view().orderByClientId("main", own + "x").orElseThrow();
        assertThat(order.progress().status()).isEqualTo(OrderStatus.FILLED);
        assertThat(engine.view().orderByClientId("main", own).orElseThrow().principal())
                .isEqualTo("tester");
        assertThat(held()).isEqualByComparingTo("1");
    }

    /** Runs a whole script in which a person asks for a refused order by an id before the signal comes. */
    private String clientIdOfTheSignalsOrder(String idOfThePerson) throws Exception {
        ScriptedSource source = ScriptedSource.minutes(RISE).give(4);
        engine.stop();
        engine = engine(source, MemoryEventStore.empty());
        engine.start();
        await().until(() -> engine.view().status().sourcePosition() == 4);
        OrderIntent refused = Rig.buy("2000", idOfThePerson).build();
        assertThat(engine.submit(Rig.ask(refused, "", "h"))
                        .orTimeout(20, TimeUnit.SECONDS)
                        .join())
                .isInstanceOf(SubmitResult.Denied.class);
        source.giveAll();
        engine.ended().get(60, TimeUnit.SECONDS);
        List<ParentOrder> orders =
                engine.view().orders(order -> order.principal().equals("engine"), "", 10);
        assertThat(orders).hasSize(1);
        return orders.getFirst().intent().clientOrderId();
    }

    /** Starts to trade a script and goes on to one second after its signal. */
    private void start(ScriptedSource source) {
        engine = engine(source.give(4), store);
        engine.start();
        await().until(() -> engine.view().status().sourcePosition() == 4);
        source.clock(121);
    }

    /** Buys 0.5 before the next bar comes. */
    private void buyByHand(ScriptedSource source, String thenHeld) {
        SubmitResult answer = engine.submit(Rig.ask(Rig.buy("0.5", "hand").build(), "", "h"))
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
        assertThat(answer).isInstanceOf(SubmitResult.Taken.class);
        source.clock(123);
        awaitHeld(thenHeld);
    }

    /** Stops, and takes the run up to the end of its source. */
    private RunReport restarted(ScriptedSource source) {
        engine.stop();
        MemoryEventStore left = RestartTest.firstRecords(store, store.lastSequence());
        engine = engine(source.giveAll(), left);
        return engine.run();
    }

    private TradingEngine engine(ScriptedSource source, MemoryEventStore ledger) {
        return rig.engine(source, ledger)
                .model(new SwingModel(Long.MIN_VALUE))
                .sizer(request -> request.signal().direction() == Direction.LONG ? BigDecimal.ONE : BigDecimal.ZERO)
                .clock(source::nowNs)
                .build();
    }

    private void awaitHeld(String quantity) {
        await().untilAsserted(() -> assertThat(held()).isEqualByComparingTo(quantity));
    }

    private BigDecimal held() {
        return engine.view().portfolio().quantity(Rig.BTC_USD.symbol());
    }

    private void assertOneSignal(Direction direction) {
        assertThat(rig.of(SignalEmitted.class).stream()
                        .map(emitted -> emitted.signal().direction())
                        .filter(found -> found != Direction.NEUTRAL))
                .containsExactly(direction);
    }
}
