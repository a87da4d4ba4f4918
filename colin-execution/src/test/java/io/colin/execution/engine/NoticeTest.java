package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.colin.api.event.ApprovalChanged;
import io.colin.api.event.ChildCreated;
import io.colin.api.event.DecisionMade;
import io.colin.api.event.LedgerEvent;
import io.colin.api.event.LimitChanged;
import io.colin.api.event.ParentCreated;
import io.colin.api.event.RiskAlert;
import io.colin.api.event.RiskStateChanged;
import io.colin.api.event.RunEnded;
import io.colin.api.event.RunStarted;
import io.colin.api.ledger.LedgerRecord;
import io.colin.api.risk.ApprovalStage;
import io.colin.api.risk.ChangeResult;
import io.colin.api.risk.ChangeResult.Why;
import io.colin.api.risk.OpenApproval;
import io.colin.execution.store.LedgerCodec;
import io.colin.execution.store.MemoryEventStore;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a gate has to tell is recorded in order, before anything acts on it; people change its limits through the engine. */
class NoticeTest {
    private final Rig rig = Rig.recording();
    private final MemoryEventStore store = MemoryEventStore.empty();
    private final List<TradingEngine> started = new ArrayList<>();

    @AfterEach
    void stop() {
        started.forEach(TradingEngine::stop);
    }

    @Test
    void recordsTheStateOfAnOrderThatLatchedBeforeTheOrderGoesOn() {
        TradingEngine engine = atTheEnd(new LimitedGate("1"));
        assertThat(submit(engine, "1", "one")).isInstanceOf(SubmitResult.Taken.class);
        List<LedgerEvent> all = records();
        List<LedgerEvent> its = all.subList(firstOf(all, ParentCreated.class), all.size());
        List<Class<?>> types = new ArrayList<>();
        its.forEach(event -> types.add(event.getClass()));
        assertThat(types)
                .startsWith(ParentCreated.class, RiskStateChanged.class, RiskAlert.class, DecisionMade.class)
                .contains(ChildCreated.class);
        assertThat(((RiskStateChanged) its.get(1)).state()).containsEntry("passed", "1");
        RiskAlert alert = (RiskAlert) its.get(2);
        assertThat(alert.name()).isEqualTo("orders");
        assertThat(alert.active()).isTrue();
        assertThat(alert.detail()).isEqualTo("1 passed");
        assertThat(alert.header().correlationId()).isEqualTo("risk");
    }

    /** The last valuation is that of the end: no input follows with which it could be recorded. */
    @Test
    void recordsWhatTheLastValuationBrought() {
        LimitedGate gate = new LimitedGate("1").tellingOfAsks();
        atTheEnd(gate);
        List<LedgerEvent> all = records();
        List<String> told = all.subList(0, firstOf(all, RunEnded.class)).stream()
                .filter(RiskAlert.class::isInstance)
                .map(one -> ((RiskAlert) one).detail())
                .toList();
        assertThat(told).hasSizeGreaterThan(1).last().isEqualTo(gate.asks() + " asked");
    }

    @Test
    void putsACutInForceAtOnce() {
        TradingEngine engine = atTheEnd(new LimitedGate("1"));
        ChangeResult cut = propose(engine, "0.5", "alice");
        assertThat(cut).isInstanceOf(ChangeResult.InForce.class);
        assertThat(((ChangeResult.InForce) cut).configHash()).isEqualTo("quantity=0.5");
        SubmitResult after = submit(engine, "1", "one");
        assertThat(after).isInstanceOf(SubmitResult.Denied.class);
        assertThat(((SubmitResult.Denied) after).decision().configHash()).isEqualTo("quantity=0.5");
        LimitChanged changed = rig.of(LimitChanged.class).getFirst();
        assertThat(changed.limit()).isEqualTo("quantity");
        assertThat(changed.before()).isEqualTo("1");
        assertThat(changed.after()).isEqualTo("0.5");
        assertThat(changed.principal()).isEqualTo("alice");
        assertThat(rig.of(RiskStateChanged.class).getLast().state()).containsEntry("largest", "0.5");
    }

    @Test
    void recordsEveryStepOfARaiseInOrderUnderWhoeverDidIt() {
        TradingEngine engine = atTheEnd(new LimitedGate("1"));
        String id = waiting(propose(engine, "2", "alice"));
        assertThat(submit(engine, "2", "before")).isInstanceOf(SubmitResult.Denied.class);
        assertThat(join(engine.controls().approve(id, "alice", ""))).satisfies(refusedFor(Why.SELF_APPROVAL));
        assertThat(submit(engine, "2", "self")).isInstanceOf(SubmitResult.Denied.class);
        assertThat(join(engine.controls().openApprovals("bob")))
                .extracting(OpenApproval::id)
                .containsExactly(id);

        assertThat(join(engine.controls().approve(id, "bob", "more capital"))).isInstanceOf(ChangeResult.InForce.class);
        assertThat(submit(engine, "2", "after")).isInstanceOf(SubmitResult.Taken.class);
        assertThat(join(engine.controls().openApprovals("bob"))).isEmpty();
        assertThat(join(engine.controls().limits("bob")).orElseThrow().values()).containsEntry("quantity", "2");

        List<LedgerRecord> steps = ledger().stream()
                .filter(one -> !(LedgerCodec.decode(one) instanceof RiskStateChanged))
                .filter(one -> one.entry().correlationId().equals(id)
                        || one.entry().type().equals(LimitChanged.class.getSimpleName()))
                .toList();
        assertThat(steps).extracting(one -> one.entry().principal()).containsExactly("alice", "bob", "bob", "bob");
        List<LedgerEvent> events = steps.stream().map(LedgerCodec::decode).toList();
        assertThat(events.subList(0, 3))
                .extracting(event -> ((ApprovalChanged) event).step())
                .containsExactly(ApprovalStage.ASKED, ApprovalStage.APPROVED, ApprovalStage.USED);
        assertThat(((ApprovalChanged) events.get(1)).note()).isEqualTo("more capital");
        assertThat(((LimitChanged) events.get(3)).principal()).isEqualTo("alice with bob");
    }

    @Test
    void namesTheSettingsAndLimitsInForceInEveryRecord() {
        TradingEngine engine = rig.engine(ScriptedSource.walk(41, 200), store)
                .gate(new LimitedGate("1"))
                .configHash("settings")
                .build();
        started.add(engine);
        engine.start();
        engine.ended().join();
        submit(engine, "1", "before");
        propose(engine, "0.5", "alice");
        submit(engine, "0.5", "after");

        List<LedgerRecord> all = ledger();
        long change = firstSequenceOf(LimitChanged.class);
        assertThat(all.stream().filter(one -> one.sequence() < change))
                .isNotEmpty()
                .allMatch(one -> one.entry().configHash().equals(sha256("settings\nquantity=1")));
        assertThat(all.stream().filter(one -> one.sequence() >= change))
                .hasSizeGreaterThan(5)
                .allMatch(one -> one.entry().configHash().equals(sha256("settings\nquantity=0.5")));
        assertThat(((RunStarted) records().getFirst()).configHash()).isEqualTo(sha256("settings\nquantity=1"));
    }

    @Test
    void goesOnUnderTheNameOfTheLimitsThatWereInForce() {
        ScriptedSource source = ScriptedSource.minutes("800", "800", "800", "800", "800");
        TradingEngine first = live(rig, source.give(4), store);
        first.start();
        await().until(() -> first.view().status().sourcePosition() == 4);
        propose(first, "0.5", "alice");
        first.stop();
        MemoryEventStore left = RestartTest.firstRecords(store, store.lastSequence());
        long before = left.lastSequence();
        TradingEngine second = live(Rig.recording(), source.giveAll(), left);
        second.start();
        second.ended().join();
        List<LedgerRecord> after = new ArrayList<>();
        left.read(before + 1, after::add);
        assertThat(after).isNotEmpty().allMatch(one -> one.entry().configHash().equals(sha256("\nquantity=0.5")));
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void recordsADenialAndChangesNothing() {
        TradingEngine engine = atTheEnd(new LimitedGate("1"));
        String id = waiting(propose(engine, "2", "alice"));
        assertThat(join(engine.controls().deny(id, "bob", "no"))).isEqualTo(new ChangeResult.Denied(id));
        assertThat(rig.of(ApprovalChanged.class).getLast().step()).isEqualTo(ApprovalStage.DENIED);
        assertThat(rig.of(LimitChanged.class)).isEmpty();
        assertThat(submit(engine, "2", "after")).isInstanceOf(SubmitResult.Denied.class);
    }

    @Test
    void handsTheEventTimeToTheGate() {
        LimitedGate gate = new LimitedGate("1");
        TradingEngine engine = atTheEnd(gate);
        long now = engine.view().status().timeNs();
        assertThat(join(engine.controls().askRelease("o-1", "a client", "alice")))
                .isEqualTo(new ChangeResult.Refused(Why.HARD_BLOCK, "o-1 at " + now));
        assertThat(gate.times()).isSorted().hasSizeGreaterThan(2).endsWith(now);
    }

    @Test
    void failsTheAnswerOfAnUnreadableValueAndNothingElse() {
        TradingEngine engine = atTheEnd(new LimitedGate("1"));
        CompletableFuture<ChangeResult> bad = engine.controls().proposeLimits(values("many"), "a reason", "alice");
        assertThatThrownBy(() -> join(bad))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("quantity: must be a decimal (many)");
        assertThat(submit(engine, "1", "after")).isInstanceOf(SubmitResult.Taken.class);
        assertThat(rig.of(LimitChanged.class)).isEmpty();
    }

    /** As callers without the checks of the compiler may pass it. */
    @SuppressWarnings("NullAway")
    private static String nothing() {
        return null;
    }

    @Test
    void namesTheTextThatIsMissing() {
        EngineControls controls = atTheEnd(new LimitedGate("1")).controls();
        assertThatThrownBy(() -> controls.proposeLimits(new TreeMap<>(), "r", "p"))
                .hasMessageContaining("values: must name a limit");
        SortedMap<String, String> incomplete = new TreeMap<>();
        incomplete.put("quantity", nothing());
        assertThatThrownBy(() -> controls.proposeLimits(incomplete, "r", "p"))
                .hasMessage("quantity: must be a text (null)");
        assertThatThrownBy(() -> controls.proposeLimits(values("1"), " ", "p")).hasMessageContaining("reason");
        assertThatThrownBy(() -> controls.proposeLimits(values("1"), "r", "")).hasMessageContaining("principal");
        assertThatThrownBy(() -> controls.askRelease("", "r", "p")).hasMessageContaining("orderId");
        assertThatThrownBy(() -> controls.askRelease("o", "", "p")).hasMessageContaining("reason");
        assertThatThrownBy(() -> controls.askRelease("o", "r", "")).hasMessageContaining("principal");
        assertThatThrownBy(() -> controls.approve("", "p", "")).hasMessageContaining("approvalId");
        assertThatThrownBy(() -> controls.approve("a", "", "")).hasMessageContaining("approver");
        assertThatThrownBy(() -> controls.deny("", "p", "")).hasMessageContaining("approvalId");
        assertThatThrownBy(() -> controls.deny("a", "", "")).hasMessageContaining("approver");
        assertThatThrownBy(() -> controls.limits("")).hasMessageContaining("principal");
        assertThatThrownBy(() -> controls.openApprovals("")).hasMessageContaining("principal");
    }

    @Test
    void saysThatAGateWithoutControlsHasNone() {
        TradingEngine engine = rig.engine(ScriptedSource.walk(41, 200), store).build();
        started.add(engine);
        engine.start();
        engine.ended().join();
        assertThat(propose(engine, "1", "alice")).isInstanceOf(ChangeResult.Unsupported.class);
        assertThat(join(engine.controls().askRelease("o", "r", "p"))).isInstanceOf(ChangeResult.Unsupported.class);
        assertThat(join(engine.controls().approve("a", "p", ""))).isInstanceOf(ChangeResult.Unsupported.class);
        assertThat(join(engine.controls().deny("a", "p", ""))).isInstanceOf(ChangeResult.Unsupported.class);
        assertThat(join(engine.controls().limits("p"))).isEmpty();
        assertThat(join(engine.controls().openApprovals("p"))).isEmpty();
    }

    @Test
    void saysThatAGateWithOtherControlsChangesNoLimits() {
        TradingEngine engine = rig.engine(ScriptedSource.walk(41, 200), store)
                .gate(new ControlledGate())
                .build();
        started.add(engine);
        engine.start();
        engine.ended().join();
        assertThat(propose(engine, "1", "alice"))
                .isEqualTo(new ChangeResult.Unsupported("this gate has no limits that could be changed"));
    }

    @Test
    void comesBackWithWhatWasInForceAndWhatWaitedWhereverItWasCutOff() {
        ScriptedSource source = ScriptedSource.minutes("800", "800", "800", "800", "800");
        TradingEngine first = live(rig, source.give(4), store);
        first.start();
        await().until(() -> first.view().status().sourcePosition() == 4);
        propose(first, "0.5", "alice");
        long cutInForce = store.lastSequence();
        String id = waiting(propose(first, "2", "alice"));
        long waits = store.lastSequence();
        join(first.controls().approve(id, "bob", ""));
        long raised = store.lastSequence();
        first.stop();

        comesBackWith(source, 1 + firstSequenceOf(LimitChanged.class), "0.5", false);
        comesBackWith(source, cutInForce, "0.5", false);
        comesBackWith(source, waits, "0.5", true);
        comesBackWith(source, raised, "2", false);
    }

    /** A batch is kept whole or not at all, so that a cut falls between batches. */
    private void comesBackWith(ScriptedSource source, long records, String largest, boolean proposed) {
        TradingEngine second = live(Rig.recording(), source.giveAll(), RestartTest.firstRecords(store, records));
        second.start();
        second.ended().join();
        assertThat(join(second.controls().limits("p")).orElseThrow().values())
                .as("after " + records)
                .containsEntry("quantity", largest);
        assertThat(join(second.controls().openApprovals("p")))
                .as("after " + records)
                .hasSize(proposed ? 1 : 0);
        second.stop();
    }

    private long firstSequenceOf(Class<? extends LedgerEvent> type) {
        return ledger().stream()
                .filter(one -> one.entry().type().equals(type.getSimpleName()))
                .findFirst()
                .orElseThrow()
                .sequence();
    }

    private TradingEngine live(Rig recording, ScriptedSource source, MemoryEventStore ledger) {
        TradingEngine engine = recording
                .engine(source, ledger)
                .gate(new LimitedGate("1"))
                .clock(source::nowNs)
                .build();
        started.add(engine);
        return engine;
    }

    private TradingEngine atTheEnd(LimitedGate gate) {
        TradingEngine engine =
                rig.engine(ScriptedSource.walk(41, 200), store).gate(gate).build();
        started.add(engine);
        engine.start();
        engine.ended().join();
        return engine;
    }

    private static SortedMap<String, String> values(String quantity) {
        return new TreeMap<>(Map.of("quantity", quantity));
    }

    private static ChangeResult propose(TradingEngine engine, String quantity, String principal) {
        return join(engine.controls().proposeLimits(values(quantity), "a reason", principal));
    }

    private static String waiting(ChangeResult result) {
        assertThat(result).isInstanceOf(ChangeResult.Waiting.class);
        return ((ChangeResult.Waiting) result).approval().id();
    }

    private static Consumer<ChangeResult> refusedFor(Why why) {
        return result -> {
            assertThat(result).isInstanceOf(ChangeResult.Refused.class);
            assertThat(((ChangeResult.Refused) result).why()).isEqualTo(why);
        };
    }

    private static SubmitResult submit(TradingEngine engine, String quantity, String id) {
        return join(engine.submit(Rig.ask(Rig.buy(quantity, id).build(), "", "h-" + id)));
    }

    private List<LedgerRecord> ledger() {
        List<LedgerRecord> found = new ArrayList<>();
        store.read(1, found::add);
        return found;
    }

    private List<LedgerEvent> records() {
        return ledger().stream().map(LedgerCodec::decode).toList();
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
