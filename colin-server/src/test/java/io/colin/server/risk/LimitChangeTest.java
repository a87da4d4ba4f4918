package io.colin.server.risk;

import static io.colin.server.risk.GateRun.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.event.ApprovalChanged;
import io.colin.api.event.LedgerEvent;
import io.colin.api.event.LimitChanged;
import io.colin.api.event.RiskAlert;
import io.colin.api.event.RunResumed;
import io.colin.api.risk.ApprovalStage;
import io.colin.api.risk.ChangeResult;
import io.colin.api.risk.ChangeResult.Why;
import io.colin.api.risk.LimitsInForce;
import io.colin.api.risk.OpenApproval;
import io.colin.execution.engine.EngineControls;
import io.colin.execution.engine.SubmitResult;
import io.colin.execution.store.CanonicalJson;
import io.colin.execution.store.MemoryEventStore;
import io.colin.risk.RiskLimits;
import io.colin.risk.change.ConfigurationApproval;
import io.colin.risk.gate.StandardGate;
import io.colin.risk.gate.StandardGateBuilder;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/**
 * Changes of limits in a running engine, end to end (RC-26): cuts are free, raises need a second person, every decision names
 * the limits it was made by, the ledger holds each step, and a restart changes nothing.
 */
class LimitChangeTest {
    private static final String LIMIT = "order.maxValue";

    /** An order of two is worth 1 600. */
    static StandardGateBuilder gate(String maxValue) {
        return StandardGate.builder()
                .limits(RiskLimits.demonstration()
                        .order(order -> order.maxValue(new BigDecimal(maxValue)))
                        .tail(tail -> tail.armed(false))
                        .stress(stress -> stress.armed(false))
                        .build());
    }

    private static ChangeResult propose(GateRun run, String principal, Map<String, String> values) {
        return join(run.engine.controls().proposeLimits(new TreeMap<>(values), "a reason", principal));
    }

    private static String waiting(ChangeResult result) {
        assertThat(result).isInstanceOf(ChangeResult.Waiting.class);
        return ((ChangeResult.Waiting) result).approval().id();
    }

    private static Why why(ChangeResult result) {
        assertThat(result).isInstanceOf(ChangeResult.Refused.class);
        return ((ChangeResult.Refused) result).why();
    }

    private static LimitsInForce limits(GateRun run) {
        return join(run.engine.controls().limits("auditor")).orElseThrow();
    }

    private static String hash(SubmitResult result) {
        return switch (result) {
            case SubmitResult.Taken taken -> taken.decision().configHash();
            case SubmitResult.Denied denied -> denied.decision().configHash();
            default -> throw new AssertionError(result);
        };
    }

    @Test
    void anOrderPassesARaisedLimitOnlyOnceASecondPersonAgreed() {
        try (GateRun run = GateRun.begin(gate("1000"))) {
            EngineControls controls = run.engine.controls();
            SubmitResult before = run.buy("2", "before");
            assertThat(before).isInstanceOf(SubmitResult.Denied.class);

            String id = waiting(propose(run, "alice", Map.of(LIMIT, "2000")));
            assertThat(run.buy("2", "proposed")).isInstanceOf(SubmitResult.Denied.class);
            OpenApproval open = join(controls.openApprovals("bob")).getFirst();
            assertThat(open.id()).isEqualTo(id);
            assertThat(open.kind()).isEqualTo(OpenApproval.Kind.LIMIT_CHANGE);
            assertThat(open.asked()).contains("order.maxValue=1000 -> 2000 RAISE");
            assertThat(open.requester()).isEqualTo("alice");

            assertThat(why(join(controls.approve(id, " ALICE ", "")))).isEqualTo(Why.SELF_APPROVAL);
            assertThatThrownBy(() -> controls.approve(id, "engine", ""))
                    .hasMessageContaining("principal: must not be the name of a part of the engine");
            assertThat(run.buy("2", "self")).isInstanceOf(SubmitResult.Denied.class);

            ChangeResult.InForce now = (ChangeResult.InForce) join(controls.approve(id, "bob", "more capital"));
            SubmitResult after = run.buy("2", "after");
            assertThat(after).isInstanceOf(SubmitResult.Taken.class);
            assertThat(hash(after)).isEqualTo(now.configHash()).isNotEqualTo(hash(before));
            assertThat(why(join(controls.approve(id, "bob", "")))).isEqualTo(Why.USED);
            assertThat(join(controls.openApprovals("bob"))).isEmpty();

            LimitsInForce limits = limits(run);
            assertThat(limits.version()).isEqualTo(2);
            assertThat(limits.principal()).isEqualTo("alice");
            assertThat(limits.approver()).isEqualTo("bob");
            assertThat(limits.configHash()).isEqualTo(now.configHash());
            assertThat(limits.values()).containsEntry(LIMIT, "2000");
            assertThat(limits.configured()).containsExactly(Map.entry(LIMIT, "1000"));

            List<LedgerEvent> steps = run.events(ApprovalChanged.class, LimitChanged.class);
            assertThat(steps.subList(0, 3))
                    .extracting(event -> ((ApprovalChanged) event).step())
                    .containsExactly(ApprovalStage.ASKED, ApprovalStage.APPROVED, ApprovalStage.USED);
            assertThat(steps).hasSize(4);
            LimitChanged changed = (LimitChanged) steps.get(3);
            assertThat(changed.limit()).isEqualTo(LIMIT);
            assertThat(changed.before()).isEqualTo("1000");
            assertThat(changed.after()).isEqualTo("2000");
            assertThat(changed.principal()).isEqualTo("alice with bob");
            assertThat(changed.configHash()).isEqualTo(hash(after));
        }
    }

    @Test
    void aCutIsInForceForTheNextOrder() {
        try (GateRun run = GateRun.begin(gate("2000"))) {
            assertThat(run.buy("2", "before")).isInstanceOf(SubmitResult.Taken.class);
            ChangeResult.InForce cut = (ChangeResult.InForce) propose(run, "alice", Map.of(LIMIT, "1500"));
            assertThat(cut.changes()).hasSize(1);
            run.pass(2);
            SubmitResult after = run.buy("2", "after");
            assertThat(after).isInstanceOf(SubmitResult.Denied.class);
            assertThat(hash(after)).isEqualTo(cut.configHash());
            assertThat(((SubmitResult.Denied) after)
                            .decision()
                            .reasons()
                            .getFirst()
                            .code())
                    .isEqualTo("NOTIONAL_EXCEEDS_MAXIMUM");
            assertThat(run.events(ApprovalChanged.class)).isEmpty();
            assertThat(propose(run, "alice", Map.of(LIMIT, "1500.00")))
                    .isEqualTo(new ChangeResult.Unchanged(cut.configHash()));
        }
    }

    @Test
    void aChangeThatRaisesAnythingWaitsAsAWhole() {
        try (GateRun run = GateRun.begin(gate("2000"))) {
            String id = waiting(propose(run, "alice", Map.of(LIMIT, "1500", "loss.maxDaily", "0.06")));
            assertThat(limits(run).values()).containsEntry(LIMIT, "2000");
            assertThat(join(run.engine.controls().deny(id, "bob", "no"))).isEqualTo(new ChangeResult.Denied(id));
            assertThat(why(join(run.engine.controls().approve(id, "bob", "")))).isEqualTo(Why.DENIED);
            assertThat(limits(run).values()).containsEntry(LIMIT, "2000").containsEntry("loss.maxDaily", "0.05");
            assertThat(run.events(LimitChanged.class)).isEmpty();
        }
    }

    @Test
    void aProposalThatAnotherChangeOvertookIsStale() {
        try (GateRun run = GateRun.begin(gate("1000"))) {
            String id = waiting(propose(run, "alice", Map.of(LIMIT, "2000")));
            assertThat(propose(run, "carol", Map.of(LIMIT, "900"))).isInstanceOf(ChangeResult.InForce.class);
            assertThat(join(run.engine.controls().openApprovals("bob"))).isEmpty();
            assertThat(why(join(run.engine.controls().approve(id, "bob", "")))).isEqualTo(Why.STALE);
            assertThat(limits(run).values()).containsEntry(LIMIT, "900");
        }
    }

    @Test
    void whatIsListedByNameCanBeAddedAndTakenAway() {
        try (GateRun run = GateRun.begin(gate("2000"))) {
            assertThat(propose(run, "alice", Map.of("compliance.restricted.BTC/USD", "true")))
                    .isInstanceOf(ChangeResult.InForce.class);
            SubmitResult denied = run.buy("1", "restricted");
            assertThat(((SubmitResult.Denied) denied).decision().reasons())
                    .extracting(reason -> reason.code())
                    .contains("RESTRICTED_SYMBOL");
            String id = waiting(propose(run, "alice", Map.of("compliance.restricted.BTC/USD", "")));
            join(run.engine.controls().approve(id, "bob", ""));
            assertThat(run.buy("1", "free")).isInstanceOf(SubmitResult.Taken.class);
            assertThat(limits(run).configured()).isEmpty();
        }
    }

    @Test
    void aProposalThatCannotBeReadNamesWhatIsWrongAndChangesNothing() {
        try (GateRun run = GateRun.begin(gate("2000"))) {
            String before = limits(run).configHash();
            assertThatThrownBy(() -> propose(run, "alice", Map.of("order.maxvalue", "1")))
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("must hold only known limits")
                    .hasMessageContaining("order.maxvalue");
            assertThatThrownBy(() -> propose(run, "alice", Map.of(LIMIT, "much")))
                    .hasMessageContaining(LIMIT)
                    .hasMessageContaining("much");
            assertThatThrownBy(() -> propose(run, "alice", Map.of(LIMIT, "-1"))).hasMessageContaining(LIMIT);
            assertThatThrownBy(() -> propose(run, "alice", Map.of("price.driftWindow", "PT9999999999S")))
                    .hasMessageContaining("price.driftWindow: must be at most PT8784H");
            assertThatThrownBy(() -> propose(run, "alice", Map.of("tail.minReturns", "9999")))
                    .hasMessageContaining("tail.minReturns: must be within what the start allows, here 48");
            assertThatThrownBy(() -> propose(run, "alice", Map.of(LIMIT, "")))
                    .hasMessageContaining(LIMIT + ": must hold a value");
            assertThatThrownBy(() -> propose(run, "alice", Map.of("sectors.BTC/USD", "")))
                    .hasMessageContaining("sectors.BTC/USD: must be there to be taken away");
            assertThatThrownBy(() -> propose(run, "alice", Map.of("sectors.BTC/USD", "one\ntwo=3")))
                    .hasMessageContaining("sectors.BTC/USD: must be on one line");
            assertThat(limits(run).configHash()).isEqualTo(before);
            assertThat(run.buy("1", "after")).isInstanceOf(SubmitResult.Taken.class);
        }
    }

    @Test
    void aRestartKeepsTheLimitsAndWhatWaitsAndSaysThatTheyAreNotTheConfiguredOnes() {
        MemoryEventStore left;
        String id;
        String hash;
        try (GateRun first = GateRun.begin(gate("2000"))) {
            propose(first, "alice", Map.of(LIMIT, "1000"));
            id = waiting(propose(first, "alice", Map.of(LIMIT, "1700")));
            hash = limits(first).configHash();
            left = first.left();
        }
        try (GateRun second = GateRun.begin(gate("2000"), left)) {
            assertThat(limits(second).configHash()).isEqualTo(hash);
            assertThat(limits(second).configured()).containsExactly(Map.entry(LIMIT, "2000"));
            RiskAlert alert = (RiskAlert) second.events(RiskAlert.class).getFirst();
            assertThat(alert.name()).isEqualTo("limits-not-configured");
            assertThat(alert.detail()).isEqualTo("order.maxValue 1000 in place of 2000");
            assertThat(second.buy("2", "again")).isInstanceOf(SubmitResult.Denied.class);
            assertThat(why(join(second.engine.controls().approve(id, "Alice", ""))))
                    .isEqualTo(Why.SELF_APPROVAL);
            assertThat(join(second.engine.controls().approve(id, "bob", ""))).isInstanceOf(ChangeResult.InForce.class);
            assertThat(second.buy("2", "after")).isInstanceOf(SubmitResult.Taken.class);
            assertThat(second.events(LimitChanged.class)).hasSize(2);
        }
    }

    @Test
    void aRestartWithOtherConfiguredLimitsIsRecorded() {
        MemoryEventStore left;
        String before;
        try (GateRun first = GateRun.begin(gate("2000"))) {
            before = limits(first).configHash();
            left = first.left();
        }
        try (GateRun second = GateRun.begin(gate("1000"), left)) {
            assertThat(limits(second).version()).isEqualTo(1);
            assertThat(limits(second).configured()).isEmpty();
            assertThat(second.buy("2", "after")).isInstanceOf(SubmitResult.Denied.class);
            List<LedgerEvent> events = second.events(RunResumed.class, LimitChanged.class);
            assertThat(events).hasSize(3);
            LimitChanged each = (LimitChanged) events.get(2);
            assertThat(each.limit() + " " + each.before() + " " + each.after()).isEqualTo(LIMIT + " 2000 1000");
            LimitChanged changed = (LimitChanged) events.get(1);
            assertThat(changed.limit()).isEqualTo("configuration");
            assertThat(changed.before()).isNotEqualTo(changed.after());
            assertThat(changed.principal()).isEqualTo("configuration");
            assertThat(changed.configHash())
                    .isEqualTo(limits(second).configHash())
                    .isNotEqualTo(before);
            left = second.left();
        }
        try (GateRun third = GateRun.begin(gate("1000"), left)) {
            assertThat(third.events(LimitChanged.class)).as("once").hasSize(2);
        }
    }

    @Test
    void aRestartThatRaisesLimitsAsksForASecondPersonAndRecordsWho() {
        MemoryEventStore left;
        try (GateRun first = GateRun.begin(gate("1000"))) {
            left = first.left();
        }
        try (GateRun second = GateRun.begin(gate("2000"), left)) {
            assertThat(second.buy("2", "held")).isInstanceOf(SubmitResult.Denied.class);
            assertThat(limits(second).configured()).containsExactly(Map.entry(LIMIT, "2000"));
            RiskAlert alert = (RiskAlert) second.events(RiskAlert.class).getFirst();
            assertThat(alert.detail()).contains("need a second person", "order.maxValue 1000 in place of 2000");
            left = second.left();
        }
        StandardGateBuilder agreed = gate("2000");
        String hash = gate("2000").build().limits().configHash();
        try (GateRun third = GateRun.begin(agreed.approved(new ConfigurationApproval(hash, "bob")), left)) {
            assertThat(third.buy("2", "raised")).isInstanceOf(SubmitResult.Taken.class);
            LimitChanged raised =
                    (LimitChanged) third.events(LimitChanged.class).getLast();
            assertThat(raised.limit() + " " + raised.before() + " " + raised.after() + " " + raised.principal())
                    .isEqualTo(LIMIT + " 1000 2000 configuration with bob");
            RiskAlert over = (RiskAlert) third.events(RiskAlert.class).getLast();
            assertThat(over.name() + " " + over.active()).isEqualTo("limits-not-configured false");
        }
    }

    @Test
    void aRunThatDiesAnywhereDuringAChangeNeverComesBackWithMoreThanWasAgreedTo() {
        try (GateRun first = GateRun.begin(gate("1000"))) {
            String id = waiting(propose(first, "alice", Map.of(LIMIT, "2000")));
            long waits = first.store.lastSequence();
            join(first.engine.controls().approve(id, "bob", ""));
            for (long cut = waits; cut <= first.store.lastSequence(); cut++) {
                try (GateRun second = GateRun.begin(gate("1000"), first.left(cut))) {
                    boolean agreed = second.events(ApprovalChanged.class).stream()
                            .anyMatch(event -> ((ApprovalChanged) event).step() == ApprovalStage.APPROVED);
                    String value = limits(second).values().getOrDefault(LIMIT, "");
                    assertThat(value).as("cut " + cut).isIn(agreed ? List.of("1000", "2000") : List.of("1000"));
                }
            }
        }
    }

    @Test
    void theSameInputGivesTheSameStateAndTheSameRecord() {
        assertThat(script()).isEqualTo(script());
    }

    /** What a run with changes of limits comes to, and all that it recorded of them. */
    private static List<String> script() {
        try (GateRun run = GateRun.begin(gate("1000"))) {
            run.buy("2", "one");
            String id = waiting(propose(run, "alice", Map.of(LIMIT, "2000")));
            run.buy("1", "two");
            join(run.engine.controls().approve(id, "bob", ""));
            run.pass(2);
            run.buy("2", "three");
            propose(run, "carol", Map.of(LIMIT, "500"));
            String state = run.end().stateHash();
            assertThat(state).isNotBlank();
            StringBuilder record = new StringBuilder();
            run.events(ApprovalChanged.class, LimitChanged.class)
                    .forEach(event -> record.append(CanonicalJson.text(event)).append('\n'));
            return List.of(state, record.toString(), limits(run).configHash());
        }
    }
}
