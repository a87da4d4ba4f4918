package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.colin.api.event.KillSwitchChanged;
import io.colin.api.event.LedgerEvent;
import io.colin.api.event.OrderChanged;
import io.colin.api.event.RiskStateChanged;
import io.colin.api.ledger.EventStore;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.ParentOrder;
import io.colin.api.risk.KillSwitch;
import io.colin.api.venue.VenueReport;
import io.colin.execution.routing.NetPriceRouter;
import io.colin.execution.store.LedgerCodec;
import io.colin.execution.store.MemoryEventStore;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Kill switches: recorded first, blocking at once, taking back what is open, latched over a crash. */
class KillTest {
    private final Rig rig = Rig.recording();
    private final List<TradingEngine> started = new ArrayList<>();

    @AfterEach
    void stop() {
        started.forEach(TradingEngine::stop);
    }

    @Test
    void cancelsWhatRestsAndRefusesWhatIsNew() {
        MemoryEventStore store = MemoryEventStore.empty();
        TradingEngine engine = atTheEnd(rig.engine(ScriptedSource.walk(41, 200), store), new ControlledGate());
        String one = rest(engine, "one", "s1");
        String two = rest(engine, "two", "s2");

        ControlResult answer = join(engine.kill(KillSwitch.Scope.SYSTEM, "", "a drill", "officer"));

        assertThat(answer).isEqualTo(new ControlResult.Applied(true, List.of(one, two)));
        assertThat(submit(engine, "three", "s1")).isInstanceOf(SubmitResult.Denied.class);
        awaitStatus(engine, one, OrderStatus.CANCELED);
        awaitStatus(engine, two, OrderStatus.CANCELED);
        List<LedgerEvent> records = records(store);
        int kill = firstOf(records, KillSwitchChanged.class);
        assertThat(((KillSwitchChanged) records.get(kill)).killSwitch().principal())
                .isEqualTo("officer");
        assertThat(records.subList(0, kill)).noneMatch(KillTest::asksForACancel);
        assertThat(records.subList(kill, records.size())).anyMatch(KillTest::asksForACancel);
        assertThat(rig.of(RiskStateChanged.class).getLast().state()).containsKey("SYSTEM ");
        assertThat(engine.view().risk().killSwitches()).hasSize(1);
    }

    @Test
    void changesNothingTheSecondTimeButAsksForTheCancelsAgain() {
        TradingEngine engine =
                atTheEnd(rig.engine(ScriptedSource.walk(41, 200), MemoryEventStore.empty()), new ControlledGate());
        join(engine.kill(KillSwitch.Scope.SYMBOL, "BTC/USD", "a drill", "officer"));
        assertThat(join(engine.kill(KillSwitch.Scope.SYMBOL, "BTC/USD", "again", "another")))
                .isEqualTo(new ControlResult.Applied(false, List.of()));
        assertThat(rig.of(KillSwitchChanged.class)).hasSize(1);
    }

    @Test
    void stopsAStrategyAndLeavesTheOthers() {
        TradingEngine engine =
                atTheEnd(rig.engine(ScriptedSource.walk(41, 200), MemoryEventStore.empty()), new ControlledGate());
        String one = rest(engine, "one", "s1");
        String two = rest(engine, "two", "s2");
        assertThat(join(engine.kill(KillSwitch.Scope.STRATEGY, "s1", "it misbehaves", "officer")))
                .isEqualTo(new ControlResult.Applied(true, List.of(one)));
        awaitStatus(engine, one, OrderStatus.CANCELED);
        assertThat(status(engine, two)).isEqualTo(OrderStatus.ACCEPTED);
        assertThat(submit(engine, "three", "s1")).isInstanceOf(SubmitResult.Denied.class);
        assertThat(submit(engine, "four", "s2")).isInstanceOf(SubmitResult.Taken.class);
    }

    @Test
    void takesBackTheChildrenAtAVenue() {
        TradingEngine engine =
                atTheEnd(rig.engine(ScriptedSource.walk(41, 200), MemoryEventStore.empty()), new ControlledGate());
        String one = rest(engine, "one", "s1");
        assertThat(join(engine.kill(KillSwitch.Scope.VENUE, "elsewhere", "down", "officer")))
                .isEqualTo(new ControlResult.Applied(true, List.of()));
        assertThat(status(engine, one)).isEqualTo(OrderStatus.ACCEPTED);
        assertThat(join(engine.kill(KillSwitch.Scope.VENUE, "paper", "down", "officer")))
                .isEqualTo(new ControlResult.Applied(true, List.of(one)));
        await().until(() -> engine.view().children(one).stream()
                .allMatch(child -> child.progress().status().isClosed()));
    }

    @Test
    void letsNoCancelLeaveBeforeTheSwitchIsDurable() {
        HeldStore store = new HeldStore();
        Remote remote = new Remote(store);
        try {
            ChildOrder child = remote.rest("one");
            store.hold();
            long before = store.lastSequence();
            CompletableFuture<ControlResult> killed =
                    remote.engine.kill(KillSwitch.Scope.SYSTEM, "", "a drill", "officer");
            await().until(() -> remote.child().progress().status() == OrderStatus.PENDING_CANCEL);
            assertThat(remote.engine.view().risk().killSwitches())
                    .as("blocks although nothing is durable yet")
                    .hasSize(1);
            assertThat(remote.venue.kinds()).isEmpty();
            assertThat(killed).isNotDone();

            store.release();
            RemoteVenue.Command cancel = remote.venue.next();
            assertThat(cancel.kind()).isEqualTo("cancel");
            assertThat(cancel.order().orderId()).isEqualTo(child.orderId());
            assertThat(cancel.durableRecords()).isGreaterThan(before);
            assertThat(join(killed)).isInstanceOf(ControlResult.Applied.class);
        } finally {
            store.release();
        }
    }

    @Test
    void stillSendsTheCancelsWhenTheLedgerFailsAtThatMoment() {
        FailingStore store = new FailingStore(1_000_000);
        Remote remote = new Remote(store);
        remote.rest("one");
        store.fail();
        CompletableFuture<ControlResult> killed = remote.engine.kill(KillSwitch.Scope.SYSTEM, "", "a drill", "officer");
        assertThat(remote.venue.next().kind()).isEqualTo("cancel");
        assertThatThrownBy(() -> join(killed)).hasMessageContaining("disk full");
    }

    @Test
    void comesBackKilledAndGoesOnCancellingWhereverItWasCutOff() {
        ScriptedSource source = ScriptedSource.minutes("800", "800", "800", "800", "800");
        MemoryEventStore whole = MemoryEventStore.empty();
        TradingEngine first = live(source.give(4), whole);
        first.start();
        await().until(() -> first.view().status().sourcePosition() == 4);
        source.clock(95);
        List<String> resting =
                List.of(place(first, "one", "s1"), place(first, "two", "s1"), place(first, "three", "s1"));
        source.clock(97);
        resting.forEach(id -> awaitStatus(first, id, OrderStatus.ACCEPTED));
        join(first.kill(KillSwitch.Scope.SYSTEM, "", "a drill", "officer"));
        first.stop();

        List<LedgerEvent> records = records(whole);
        int kill = firstOf(records, KillSwitchChanged.class);
        assertThat(records.size() - kill)
                .as("the kill, its cancels and its state")
                .isGreaterThanOrEqualTo(8);
        for (int cut = kill + 1; cut <= records.size(); cut++) {
            Rig after = Rig.recording();
            TradingEngine second = live(after, source.giveAll(), RestartTest.firstRecords(whole, cut));
            second.start();
            second.ended().join();
            assertThat(second.view().risk().killSwitches()).as("cut " + cut).hasSize(1);
            for (String id : resting) {
                assertThat(status(second, id)).as("cut " + cut).isEqualTo(OrderStatus.CANCELED);
            }
            assertThat(submit(second, "four", "s1")).as("cut " + cut).isInstanceOf(SubmitResult.Denied.class);
            assertThat(after.of(KillSwitchChanged.class)).as("thrown once").isEmpty();
            second.stop();
        }
    }

    @Test
    void goesOnCancellingAtAStoppedVenueWhatMayUnwindElsewhere() {
        ScriptedSource source = ScriptedSource.minutes("800", "800", "800", "800", "800");
        MemoryEventStore whole = MemoryEventStore.empty();
        TradingEngine first = live(rig, source.give(4), whole, new ControlledGate().unwinding());
        first.start();
        await().until(() -> first.view().status().sourcePosition() == 4);
        source.clock(95);
        String resting = place(first, "one", "s1");
        source.clock(97);
        awaitStatus(first, resting, OrderStatus.ACCEPTED);
        join(first.kill(KillSwitch.Scope.VENUE, "paper", "down", "officer"));
        first.stop();

        int kill = firstOf(records(whole), KillSwitchChanged.class);
        TradingEngine second = live(
                Rig.recording(),
                source.giveAll(),
                RestartTest.firstRecords(whole, kill + 1),
                new ControlledGate().unwinding());
        second.start();
        second.ended().join();
        assertThat(second.view().children(resting))
                .isNotEmpty()
                .allMatch(child -> child.progress().status().isClosed());
    }

    @Test
    void recordsASwitchTheGateThrewItselfAndTakesBackWhatIsOpen() {
        MemoryEventStore store = MemoryEventStore.empty();
        TradingEngine engine = atTheEnd(
                rig.engine(ScriptedSource.walk(41, 200), store), new ControlledGate().killingBelow("999999.99"));
        String resting = rest(engine, "one", "s1");
        // Costs its fee and half the spread: the account is worth less than it began with.
        join(engine.submit(Rig.ask(Rig.buy("1", "loses").build(), "", "h")));
        awaitStatus(engine, resting, OrderStatus.CANCELED);
        assertThat(rig.of(KillSwitchChanged.class)).singleElement().satisfies(changed -> {
            assertThat(changed.on()).isTrue();
            assertThat(changed.killSwitch().principal()).isEqualTo("gate");
        });
        assertThat(records(store)).hasAtLeastOneElementOfType(KillSwitchChanged.class);
    }

    /** As two accounts of a firm do: what one of them throws and ends is recorded by the other too, and its orders go back. */
    @Test
    void followsTheSwitchesThatAnotherEngineThrowsAndEnds() {
        ControlledGate theirs = new ControlledGate();
        TradingEngine other =
                atTheEnd(Rig.recording().engine(ScriptedSource.walk(41, 200), MemoryEventStore.empty()), theirs);
        MemoryEventStore store = MemoryEventStore.empty();
        TradingEngine engine =
                atTheEnd(rig.engine(ScriptedSource.walk(41, 200), store), new ControlledGate().sharing(theirs));
        for (String round : List.of("one", "two")) {
            String resting = rest(engine, round, "s1");
            String untouched = rest(engine, "beside-" + round, "s2");
            join(other.kill(KillSwitch.Scope.STRATEGY, "s1", round, "officer"));
            assertThat(submit(engine, "new-" + round, "s1")).isInstanceOf(SubmitResult.Denied.class);
            awaitStatus(engine, resting, OrderStatus.CANCELED);
            assertThat(status(engine, untouched)).isEqualTo(OrderStatus.ACCEPTED);
            assertThat(rig.of(KillSwitchChanged.class).getLast()).satisfies(changed -> {
                assertThat(changed.on()).isTrue();
                assertThat(changed.killSwitch().reason()).isEqualTo(round);
                assertThat(changed.killSwitch().principal()).isEqualTo("officer");
            });
            join(other.controls().rearm(KillSwitch.Scope.STRATEGY, "s1", "over", "officer", "chief"));
        }
        join(other.kill(KillSwitch.Scope.STRATEGY, "s2", "in its place", "officer"));
        assertThat(submit(engine, "three", "s1")).isInstanceOf(SubmitResult.Taken.class);
        assertThat(rig.of(KillSwitchChanged.class))
                .extracting(changed -> changed.killSwitch().target() + " " + changed.on())
                .containsExactly("s1 true", "s1 false", "s1 true", "s1 false", "s2 true");
        assertThat(rig.of(KillSwitchChanged.class).get(3).killSwitch().reason())
                .isEqualTo("armed again elsewhere, was: two");
    }

    /** Whoever kills a firm asks each of its engines: the first call blocks them all, each takes back its own at once. */
    @Test
    void takesBackItsOwnWhenAskedForASwitchThatAnotherHasThrown() {
        ControlledGate theirs = new ControlledGate();
        TradingEngine other =
                atTheEnd(Rig.recording().engine(ScriptedSource.walk(41, 200), MemoryEventStore.empty()), theirs);
        MemoryEventStore store = MemoryEventStore.empty();
        TradingEngine engine =
                atTheEnd(rig.engine(ScriptedSource.walk(41, 200), store), new ControlledGate().sharing(theirs));
        String resting = rest(engine, "one", "s1");
        join(other.kill(KillSwitch.Scope.SYSTEM, "", "a drill", "officer"));
        assertThat(join(engine.kill(KillSwitch.Scope.SYSTEM, "", "a drill here", "officer")))
                .isEqualTo(new ControlResult.Applied(false, List.of(resting)));
        awaitStatus(engine, resting, OrderStatus.CANCELED);
        List<LedgerEvent> records = records(store);
        assertThat(records.subList(0, firstOf(records, KillSwitchChanged.class)))
                .noneMatch(KillTest::asksForACancel);
        assertThat(rig.of(KillSwitchChanged.class))
                .singleElement()
                .satisfies(changed -> assertThat(changed.killSwitch().reason()).isEqualTo("a drill"));
    }

    @Test
    void armsAgainOnceTheFateOfEveryOrderIsKnown() {
        Remote remote = new Remote(MemoryEventStore.empty());
        ChildOrder child = remote.rest("one");
        join(remote.engine.kill(KillSwitch.Scope.SYSTEM, "", "a drill", "officer"));
        assertThat(remote.venue.next().kind()).isEqualTo("cancel");
        assertThat(join(remote.engine.controls().rearm(KillSwitch.Scope.SYSTEM, "", "over", "officer", "chief")))
                .isEqualTo(new ControlResult.Refused(
                        "the fate of orders in its scope is not known", List.of(child.orderId())));
        assertThat(remote.engine.view().risk().killSwitches()).hasSize(1);

        remote.tell(new OrderEvent.Canceled(child.orderId(), remote.now(), "venue"));
        await().until(() -> remote.child().progress().status() == OrderStatus.CANCELED);
        assertThat(join(remote.engine.controls().rearm(KillSwitch.Scope.SYSTEM, "", "over", "officer", "chief")))
                .isEqualTo(new ControlResult.Applied(true, List.of()));
        assertThat(remote.engine.view().risk().killSwitches()).isEmpty();
        KillSwitchChanged last = remote.rig.of(KillSwitchChanged.class).getLast();
        assertThat(last.on()).isFalse();
        assertThat(last.killSwitch().principal()).isEqualTo("officer with chief");
        assertThat(join(remote.engine.controls().rearm(KillSwitch.Scope.SYSTEM, "", "over", "officer", "chief")))
                .isEqualTo(new ControlResult.Applied(false, List.of()));
        assertThat(submit(remote.engine, "two", "s1")).isInstanceOf(SubmitResult.Taken.class);
    }

    @Test
    void staysArmedAgainOverARestart() {
        ScriptedSource source = ScriptedSource.minutes("800", "800", "800", "800", "800");
        MemoryEventStore whole = MemoryEventStore.empty();
        TradingEngine first = live(source.give(4), whole);
        first.start();
        await().until(() -> first.view().status().sourcePosition() == 4);
        join(first.kill(KillSwitch.Scope.SYSTEM, "", "a drill", "officer"));
        join(first.controls().rearm(KillSwitch.Scope.SYSTEM, "", "over", "officer", "chief"));
        first.stop();
        TradingEngine second = live(source.giveAll(), RestartTest.firstRecords(whole, whole.lastSequence()));
        second.start();
        second.ended().join();
        assertThat(second.view().risk().killSwitches()).isEmpty();
        assertThat(submit(second, "four", "s1")).isInstanceOf(SubmitResult.Taken.class);
    }

    @Test
    void namesTheRuleThatAKillOrARearmBreaks() {
        TradingEngine engine =
                atTheEnd(rig.engine(ScriptedSource.walk(41, 200), MemoryEventStore.empty()), new ControlledGate());
        EngineControls controls = engine.controls();
        assertThatThrownBy(() -> controls.kill(KillSwitch.Scope.SYSTEM, "x", "r", "p"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("target");
        assertThatThrownBy(() -> controls.kill(KillSwitch.Scope.SYMBOL, "", "r", "p"))
                .hasMessageContaining("target");
        assertThatThrownBy(() -> controls.kill(KillSwitch.Scope.SYSTEM, "", " ", "p"))
                .hasMessageContaining("reason");
        assertThatThrownBy(() -> controls.rearm(KillSwitch.Scope.SYSTEM, "", "r", "same", "same"))
                .hasMessageContaining("approver: must be another person");
        assertThat(rig.of(KillSwitchChanged.class)).isEmpty();
    }

    @Test
    void letsNobodyActUnderTheNameOfAPartOfTheGate() {
        TradingEngine engine =
                atTheEnd(rig.engine(ScriptedSource.walk(41, 200), MemoryEventStore.empty()), new ControlledGate());
        EngineControls controls = engine.controls();
        String rule = ": must not be the name of a part of the gate (gate)";
        assertThatThrownBy(() -> engine.kill(KillSwitch.Scope.SYSTEM, "", "r", "gate"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("principal" + rule);
        assertThatThrownBy(() -> controls.rearm(KillSwitch.Scope.SYSTEM, "", "r", "gate", "chief"))
                .hasMessageContaining("principal" + rule);
        assertThatThrownBy(() -> controls.rearm(KillSwitch.Scope.SYSTEM, "", "r", "officer", "gate"))
                .hasMessageContaining("approver" + rule);
        OrderIntent intent = Rig.buy("0.1", "theirs").build();
        assertThatThrownBy(() -> engine.submit(new Submission(intent, "gate", "", "h")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("principal" + rule);
        assertThatThrownBy(() -> engine.kill(KillSwitch.Scope.SYSTEM, "", "r", " Overfill"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("principal: must not be the name of a part of the engine");
        assertThat(rig.of(KillSwitchChanged.class)).isEmpty();
        assertThat(engine.view().orders(order -> true, "", 10)).isEmpty();
    }

    @Test
    void saysThatAGateWithoutControlsHasNone() {
        TradingEngine engine = rig.engine(ScriptedSource.walk(41, 200), MemoryEventStore.empty())
                .build();
        started.add(engine);
        engine.start();
        engine.ended().join();
        assertThat(join(engine.kill(KillSwitch.Scope.SYSTEM, "", "a drill", "officer")))
                .isInstanceOf(ControlResult.Unsupported.class);
        assertThat(join(engine.controls().resetLosses("r", "p"))).isInstanceOf(ControlResult.Unsupported.class);
        assertThat(join(engine.controls().resetBreaker("errors", "portfolio", "r", "p")))
                .isInstanceOf(ControlResult.Unsupported.class);
        assertThat(join(engine.controls().rearm(KillSwitch.Scope.SYSTEM, "", "r", "p", "q")))
                .isInstanceOf(ControlResult.Unsupported.class);
    }

    @Test
    void handsResetsOnAndAnswersWhatCameOfThem() {
        TradingEngine engine =
                atTheEnd(rig.engine(ScriptedSource.walk(41, 200), MemoryEventStore.empty()), new ControlledGate());
        assertThat(join(engine.controls().resetLosses("reviewed", "officer")))
                .isEqualTo(new ControlResult.Applied(true, List.of()));
        assertThat(join(engine.controls().resetBreaker("errors", "portfolio", "reviewed", "officer")))
                .isEqualTo(new ControlResult.Applied(true, List.of()));
        assertThat(join(engine.controls().resetBreaker("volatility", "portfolio", "reviewed", "officer")))
                .isEqualTo(new ControlResult.Applied(false, List.of()));
    }

    /** An engine at the end of its source, over a venue that is not in event time. */
    private final class Remote {
        private final Rig rig = Rig.recording();
        private final RemoteVenue venue;
        private final TradingEngine engine;

        private Remote(EventStore store) {
            ScriptedSource source = ScriptedSource.walk(32, 50);
            venue = new RemoteVenue(
                    store::lastSequence, source.events().getLast().timeNs());
            engine = TradingEngine.builder()
                    .instruments(Rig.BTC_USD)
                    .source(source)
                    .gate(new ControlledGate())
                    .router(NetPriceRouter.builder().maxBookAge(Rig.QUIET).build())
                    .venue(venue)
                    .store(store)
                    .onEvent(rig.events::add)
                    .build();
            started.add(engine);
            engine.start();
            engine.ended().join();
        }

        private ChildOrder rest(String id) {
            assertThat(submit(engine, id, "s1")).isInstanceOf(SubmitResult.Taken.class);
            ChildOrder child = venue.next().order();
            tell(new OrderEvent.Accepted(child.orderId(), now(), "v-" + id));
            await().until(() -> child().progress().status() == OrderStatus.ACCEPTED);
            return child;
        }

        private ChildOrder child() {
            ParentOrder parent = engine.view().orders(order -> true, "", 1).getFirst();
            return engine.view().children(parent.orderId()).getFirst();
        }

        private void tell(OrderEvent event) {
            venue.tell(new VenueReport.OrderUpdate("remote", event));
        }

        private long now() {
            return engine.view().status().timeNs();
        }
    }

    private TradingEngine atTheEnd(EngineBuilder builder, ControlledGate gate) {
        TradingEngine engine = builder.gate(gate).build();
        started.add(engine);
        engine.start();
        engine.ended().join();
        return engine;
    }

    private TradingEngine live(ScriptedSource source, MemoryEventStore store) {
        return live(rig, source, store);
    }

    private TradingEngine live(Rig recording, ScriptedSource source, MemoryEventStore store) {
        return live(recording, source, store, new ControlledGate());
    }

    private TradingEngine live(Rig recording, ScriptedSource source, MemoryEventStore store, ControlledGate gate) {
        TradingEngine engine =
                recording.engine(source, store).gate(gate).clock(source::nowNs).build();
        started.add(engine);
        return engine;
    }

    private static String rest(TradingEngine engine, String id, String strategy) {
        String orderId = place(engine, id, strategy);
        awaitStatus(engine, orderId, OrderStatus.ACCEPTED);
        return orderId;
    }

    private static String place(TradingEngine engine, String id, String strategy) {
        return ((SubmitResult.Taken) submit(engine, id, strategy)).order().orderId();
    }

    private static SubmitResult submit(TradingEngine engine, String id, String strategy) {
        return join(submitAsync(engine, id, strategy));
    }

    /** Asks for an order that the market will not reach. */
    private static CompletableFuture<SubmitResult> submitAsync(TradingEngine engine, String id, String strategy) {
        OrderIntent limit = Rig.buy("0.1", id)
                .strategy(strategy)
                .limit(new BigDecimal("700"))
                .build();
        return engine.submit(Rig.ask(limit, "", id));
    }

    private static void awaitStatus(TradingEngine engine, String orderId, OrderStatus status) {
        await().until(() -> status(engine, orderId) == status);
    }

    private static OrderStatus status(TradingEngine engine, String orderId) {
        return engine.view().order(orderId).orElseThrow().progress().status();
    }

    private static boolean asksForACancel(LedgerEvent event) {
        return event instanceof OrderChanged changed && changed.event() instanceof OrderEvent.PendingCancel;
    }

    private static List<LedgerEvent> records(EventStore store) {
        List<LedgerEvent> events = new ArrayList<>();
        store.read(1, one -> events.add(LedgerCodec.decode(one)));
        return events;
    }

    private static int firstOf(List<LedgerEvent> records, Class<? extends LedgerEvent> type) {
        for (int i = 0; i < records.size(); i++) {
            if (type.isInstance(records.get(i))) {
                return i;
            }
        }
        throw new AssertionError("no " + type.getSimpleName());
    }

    private static <T> T join(CompletableFuture<T> future) {
        return future.orTimeout(20, TimeUnit.SECONDS).join();
    }
}
