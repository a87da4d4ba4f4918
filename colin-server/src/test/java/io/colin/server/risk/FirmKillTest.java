package io.colin.server.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.event.KillSwitchChanged;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.risk.KillSwitch;
import io.colin.execution.engine.ControlResult;
import io.colin.execution.engine.SubmitResult;
import io.colin.execution.store.MemoryEventStore;
import io.colin.risk.gate.StandardGateBuilder;
import io.colin.risk.killswitch.KillSwitches;
import io.colin.risk.reduction.ReductionSettings;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A firm of two accounts, each with an engine and a ledger of its own, whose gates share their kill switches. */
class FirmKillTest {
    private static final String MANUAL = "manual";

    private final KillSwitches firm = KillSwitches.none();

    private static Script script() {
        return new Script().live().price(30, Desk.BTC.symbol(), "1000");
    }

    private static StandardGateBuilder gate(KillSwitches switches) {
        return Desk.gate(ReductionSettings.STANDARD).killSwitches(switches);
    }

    private Desk open(MemoryEventStore store) {
        Desk desk = Desk.open(script(), store, gate(firm));
        desk.until(30);
        return desk;
    }

    private static ParentOrder rest(Desk desk, String price) {
        SubmitResult result = desk.rest(Desk.BTC, Side.BUY, "1", price);
        assertThat(result).isInstanceOf(SubmitResult.Taken.class);
        return ((SubmitResult.Taken) result).order();
    }

    private static boolean isRefused(Desk desk) {
        return desk.rest(Desk.BTC, Side.BUY, "1", "980") instanceof SubmitResult.Denied;
    }

    private static void awaitCancelled(Desk desk, ParentOrder order) {
        Awaitility.await()
                .until(() -> desk.engine
                                .view()
                                .order(order.orderId())
                                .orElseThrow()
                                .progress()
                                .status()
                        == OrderStatus.CANCELED);
    }

    private static ControlResult kill(Desk desk, KillSwitch.Scope scope, String target) {
        return join(desk.engine.kill(scope, target, "a drill", "officer"));
    }

    private static ControlResult rearm(Desk desk, KillSwitch.Scope scope, String target) {
        return join(desk.engine.controls().rearm(scope, target, "over", "officer", "chief"));
    }

    private static ControlResult join(CompletableFuture<ControlResult> future) {
        return future.orTimeout(20, TimeUnit.SECONDS).join();
    }

    private static List<String> switches(Desk desk) {
        return desk.records(KillSwitchChanged.class).stream()
                .map(one -> one.killSwitch().scope() + " " + (one.on() ? "on" : "off"))
                .toList();
    }

    @Test
    void oneCallBlocksTheWholeFirmAndEachEngineTakesBackItsOwnWheneverItIsThrownAnew() {
        MemoryEventStore ledger = MemoryEventStore.empty();
        try (Desk one = open(MemoryEventStore.empty());
                Desk two = open(ledger)) {
            for (int second : new int[] {31, 33}) {
                ParentOrder resting = rest(two, "9" + (second + 40));
                two.pass(second);
                kill(one, KillSwitch.Scope.STRATEGY, MANUAL);
                assertThat(isRefused(two)).isTrue();
                two.pass(second + 1);
                awaitCancelled(two, resting);
                rearm(one, KillSwitch.Scope.STRATEGY, MANUAL);
            }
            rest(two, "979");
            assertThat(switches(two)).containsExactly("STRATEGY on", "STRATEGY off", "STRATEGY on", "STRATEGY off");
        }
        MemoryEventStore whole = Desk.cut(ledger, ledger.lastSequence());
        try (Desk again = Desk.open(script(), whole, gate(KillSwitches.none()))) {
            again.until(30);
            assertThat(again.engine.view().risk().killSwitches())
                    .as("what another engine has ended stays ended over a restart")
                    .isEmpty();
            assertThat(isRefused(again)).isFalse();
        }
    }

    @Test
    void whoeverKillsTheFirmAsksEveryEngineAndWhoeverArmsItAgainAsksOne() {
        try (Desk one = open(MemoryEventStore.empty());
                Desk two = open(MemoryEventStore.empty())) {
            ParentOrder first = rest(one, "975");
            ParentOrder second = rest(two, "975");
            one.passMs(30_500);
            two.passMs(30_500);
            assertThat(kill(one, KillSwitch.Scope.SYSTEM, ""))
                    .isEqualTo(new ControlResult.Applied(true, List.of(first.orderId())));
            assertThat(kill(two, KillSwitch.Scope.SYSTEM, ""))
                    .isEqualTo(new ControlResult.Applied(false, List.of(second.orderId())));
            one.pass(31);
            two.pass(31);
            awaitCancelled(one, first);
            awaitCancelled(two, second);
            assertThat(rearm(two, KillSwitch.Scope.SYSTEM, "")).isEqualTo(new ControlResult.Applied(true, List.of()));
            rest(one, "979");
            rest(two, "979");
            assertThat(switches(one)).containsExactly("SYSTEM on", "SYSTEM off");
            assertThat(switches(two)).containsExactly("SYSTEM on", "SYSTEM off");
        }
    }
}
