package io.colin.server.risk;

import static io.colin.server.risk.GateRun.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.alert.Severity;
import io.colin.api.event.ApprovalChanged;
import io.colin.api.event.DecisionMade;
import io.colin.api.event.LedgerEvent;
import io.colin.api.risk.ApprovalStage;
import io.colin.api.risk.ChangeResult;
import io.colin.api.risk.ChangeResult.Why;
import io.colin.api.risk.OpenApproval;
import io.colin.execution.engine.EngineControls;
import io.colin.execution.engine.SubmitResult;
import io.colin.execution.store.MemoryEventStore;
import io.colin.risk.RiskLimits;
import io.colin.risk.compliance.Compliance;
import io.colin.risk.compliance.ComplianceRule;
import io.colin.risk.compliance.OrderUnderRule;
import io.colin.risk.compliance.RuleOutcome;
import io.colin.risk.gate.StandardGate;
import io.colin.risk.gate.StandardGateBuilder;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The release of one order that a rule of conduct holds back, in a running engine (RC-13): two persons, once, to the letter,
 * within an hour; what a hard limit holds back has no such path.
 */
class ReleaseTest {
    /** Orders of three need a look. */
    private record Three() implements ComplianceRule {
        @Override
        public String id() {
            return "DESK_003";
        }

        @Override
        public Severity severity() {
            return Severity.HIGH;
        }

        @Override
        public RuleOutcome test(OrderUnderRule order) {
            return order.intent().quantity().compareTo(BigDecimal.valueOf(3)) == 0
                    ? new RuleOutcome.Failed("three is suspicious")
                    : new RuleOutcome.Passed("");
        }
    }

    private static StandardGateBuilder gate() {
        return StandardGate.builder()
                .limits(RiskLimits.demonstration()
                        .order(order -> order.maxValue(new BigDecimal("3000")))
                        .tail(tail -> tail.armed(false))
                        .stress(stress -> stress.armed(false))
                        .build())
                .compliance(Compliance.builder().rule(new Three()).build());
    }

    private static String denied(SubmitResult result) {
        assertThat(result).isInstanceOf(SubmitResult.Denied.class);
        return ((SubmitResult.Denied) result).order().orderId();
    }

    private static Map<String, String> with(String approval) {
        return Map.of(Compliance.APPROVAL, approval);
    }

    private static Why why(ChangeResult result) {
        assertThat(result).isInstanceOf(ChangeResult.Refused.class);
        return ((ChangeResult.Refused) result).why();
    }

    private static String asked(GateRun run, String orderId) {
        ChangeResult asked = join(run.engine.controls().askRelease(orderId, "the client insists", "alice"));
        assertThat(asked).isInstanceOf(ChangeResult.Waiting.class);
        return ((ChangeResult.Waiting) asked).approval().id();
    }

    @Test
    void anOrderUnderReviewGoesOnceWhenASecondPersonReleasedIt() {
        try (GateRun run = GateRun.begin(gate())) {
            EngineControls controls = run.engine.controls();
            String orderId = denied(run.buy("3", "one"));
            assertThat(why(join(controls.askRelease(orderId, "mine", "mallory"))))
                    .isEqualTo(Why.NOT_THE_REQUESTER);
            String id = asked(run, orderId);
            OpenApproval open = join(controls.openApprovals("bob")).getFirst();
            assertThat(open.kind()).isEqualTo(OpenApproval.Kind.ORDER_REVIEW);
            assertThat(open.subject()).isEqualTo("order " + orderId + ": BUY BTC/USD");
            assertThat(open.asked()).contains("quantity=3\n").contains("rules=DESK_003\n");
            assertThat(open.approver()).isEmpty();
            denied(run.buy("3", "two", with(id)));

            assertThat(why(join(controls.approve(id, "alice", "")))).isEqualTo(Why.SELF_APPROVAL);
            assertThat(join(controls.approve(id, "bob", "checked"))).isInstanceOf(ChangeResult.Agreed.class);
            assertThat(join(controls.openApprovals("bob")).getFirst().approver())
                    .as("agreed to and not used")
                    .isEqualTo("bob");
            assertThat(why(join(controls.approve(id, "bob", "")))).isEqualTo(Why.ALREADY_APPROVED);
            assertThat(run.buy("3", "three", with(id))).isInstanceOf(SubmitResult.Taken.class);
            assertThat(join(controls.openApprovals("bob"))).isEmpty();
            run.pass(2);
            denied(run.buy("3", "four", with(id)));

            List<LedgerEvent> events = run.events(ApprovalChanged.class, DecisionMade.class);
            List<ApprovalStage> steps = events.stream()
                    .filter(ApprovalChanged.class::isInstance)
                    .map(event -> ((ApprovalChanged) event).step())
                    .toList();
            assertThat(steps).containsExactly(ApprovalStage.ASKED, ApprovalStage.APPROVED, ApprovalStage.USED);
            int used = lastApproval(events);
            DecisionMade decision = (DecisionMade) events.get(used + 1);
            assertThat(decision.decision().passes())
                    .as("the order it was used for")
                    .isTrue();
        }
    }

    private static int lastApproval(List<LedgerEvent> events) {
        int last = -1;
        for (int i = 0; i < events.size(); i++) {
            last = events.get(i) instanceof ApprovalChanged ? i : last;
        }
        return last;
    }

    @Test
    void aHardLimitHasNoWayRoundEvenWithAnApprovalInHand() {
        try (GateRun run = GateRun.begin(gate())) {
            EngineControls controls = run.engine.controls();
            String tooLarge = denied(run.buy("4", "large"));
            assertThat(why(join(controls.askRelease(tooLarge, "please", "alice"))))
                    .isEqualTo(Why.HARD_BLOCK);
            assertThat(why(join(controls.askRelease("nobody-1", "please", "alice"))))
                    .isEqualTo(Why.UNKNOWN);

            String id = asked(run, denied(run.buy("3", "one")));
            join(controls.approve(id, "bob", ""));
            join(controls.proposeLimits(new TreeMap<>(Map.of("order.maxValue", "2000")), "cut", "carol"));
            denied(run.buy("3", "two", with(id)));
            denied(run.buy("4", "three", with(id)));
            assertThat(run.events(ApprovalChanged.class)).hasSize(2);
        }
    }

    @Test
    void aReleaseRunsOutAfterAnHourAndTheRecordSaysSo() {
        try (GateRun run = GateRun.begin(gate())) {
            String id = asked(run, denied(run.buy("3", "one")));
            join(run.engine.controls().approve(id, "bob", ""));
            run.pass(3_600);
            // Names no order of ours: it does nothing but value the account.
            join(run.engine.cancel("nobody-1", "tester"));
            ApprovalChanged last =
                    (ApprovalChanged) run.events(ApprovalChanged.class).getLast();
            assertThat(last.step()).isEqualTo(ApprovalStage.EXPIRED);
            assertThat(last.principal()).isEqualTo("clock");
            assertThat(why(join(run.engine.controls().approve(id, "bob", "")))).isEqualTo(Why.EXPIRED);
            assertThat(join(run.engine.controls().openApprovals("bob"))).isEmpty();
        }
    }

    @Test
    void whatWasUsedIsUsedAfterARestartAndWhatWasAgreedToIsStillGood() {
        MemoryEventStore agreed;
        MemoryEventStore used;
        String id;
        try (GateRun first = GateRun.begin(gate())) {
            id = asked(first, denied(first.buy("3", "one")));
            join(first.engine.controls().approve(id, "bob", ""));
            agreed = first.left();
            assertThat(first.buy("3", "two", with(id))).isInstanceOf(SubmitResult.Taken.class);
            used = first.left();
        }
        try (GateRun second = GateRun.begin(gate(), agreed)) {
            assertThat(second.buy("3", "three", with(id))).isInstanceOf(SubmitResult.Taken.class);
        }
        try (GateRun third = GateRun.begin(gate(), used)) {
            third.pass(2);
            SubmitResult again = third.buy("3", "four", with(id));
            denied(again);
            assertThat(((SubmitResult.Denied) again)
                            .decision()
                            .reasons()
                            .getFirst()
                            .message())
                    .contains("USED");
        }
    }
}
