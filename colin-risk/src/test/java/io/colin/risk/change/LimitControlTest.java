package io.colin.risk.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.instrument.Symbol;
import io.colin.api.risk.RiskNotice;
import io.colin.risk.LimitDifference;
import io.colin.risk.LimitDifference.Direction;
import io.colin.risk.RiskLimits;
import io.colin.risk.approval.Approval;
import io.colin.risk.approval.ApprovalAnswer;
import io.colin.risk.approval.ApprovalAnswer.Why;
import io.colin.risk.approval.Approvals;
import io.colin.risk.change.LimitAnswer.AwaitsApproval;
import io.colin.risk.change.LimitAnswer.InForce;
import io.colin.risk.change.LimitAnswer.NotApproved;
import io.colin.risk.change.LimitAnswer.Stale;
import io.colin.risk.change.LimitAnswer.Unchanged;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitControlTest {
    private static final long T = 1_700_000_000_000_000_000L;
    private static final long HOUR = 3_600_000_000_000L;
    private static final RiskLimits START = RiskLimits.builder().build();

    private final Gate gate = new Gate();
    private final Approvals approvals = Approvals.builder().build();
    private final LimitControl control =
            LimitControl.builder(START, approvals, T).target(gate).build();

    /** A gate's view of its limits. */
    private static final class Gate implements LimitTarget {
        private final List<LimitChange> changes = new ArrayList<>();
        private RiskLimits limits = START;
        private boolean refuses;

        @Override
        public void onLimits(RiskLimits next, LimitVersion version, List<LimitChange> changed) {
            if (refuses) {
                throw new IllegalStateException("not now");
            }
            limits = next;
            changes.addAll(changed);
        }
    }

    private static RiskLimits limits(String maxShare, String maxValue) {
        return RiskLimits.builder()
                .order(order -> order.maxShare(new BigDecimal(maxShare)).maxValue(new BigDecimal(maxValue)))
                .build();
    }

    private static final RiskLimits CUT = limits("0.01", "1000000");
    private static final RiskLimits RAISE = limits("0.03", "1000000");
    private static final RiskLimits MIXED = limits("0.03", "500000");

    private static String asked(LimitAnswer answer) {
        assertThat(answer).isInstanceOf(AwaitsApproval.class);
        return ((AwaitsApproval) answer).approval().id();
    }

    private static Why why(LimitAnswer answer) {
        assertThat(answer).isInstanceOf(NotApproved.class);
        return ((NotApproved) answer).refused().why();
    }

    private void nothingChanged() {
        assertThat(control.limits()).isSameAs(START);
        assertThat(control.version().number()).isEqualTo(1);
        assertThat(control.history()).hasSize(1);
        assertThat(gate.limits).isSameAs(START);
        assertThat(gate.changes).isEmpty();
    }

    @Test
    void theFirstVersionIsWhatIsConfigured() {
        assertThat(control.version())
                .isEqualTo(
                        new LimitVersion(1, START.configHash(), T, "configuration", "", "as configured at the start"));
        assertThat(control.history()).containsExactly(control.version());
        assertThat(control.differencesFromConfigured()).isEmpty();
    }

    @Test
    void givenOnlyCutsWhenOnePersonProposesThenTheyAreInForceAtOnce() {
        LimitAnswer answer = control.propose(CUT, "alice", "volatile", T + 1);
        LimitVersion version = new LimitVersion(2, CUT.configHash(), T + 1, "alice", "", "volatile");
        LimitDifference difference = new LimitDifference("order.maxShare", "0.02", "0.01", Direction.CUT);
        assertThat(answer).isEqualTo(new InForce(version, List.of(new LimitChange(difference, version))));
        assertThat(control.limits()).isSameAs(CUT);
        assertThat(control.version()).isEqualTo(version);
        assertThat(gate.limits).isSameAs(CUT);
        assertThat(gate.limits.configHash()).isEqualTo(version.hash()).isNotEqualTo(START.configHash());
        assertThat(approvals.pending()).isEmpty();

        assertThat(gate.changes.getFirst().notice("hash"))
                .isEqualTo(new RiskNotice.LimitChange("order.maxShare", "0.02", "0.01", "alice", "hash"));
    }

    @Test
    void givenARaiseWhenSomebodyElseAgreesThenItIsInForceAndTheRecordNamesBoth() {
        String id = asked(control.propose(RAISE, "alice", "more capital", T + 1));
        nothingChanged();
        Approval question = approvals.pending().getFirst();
        assertThat(question.fingerprint().text())
                .contains("order.maxShare=0.02 -> 0.03 RAISE\n")
                .contains("limits.before=" + START.configHash())
                .contains("limits.after=" + RAISE.configHash());
        assertThat(question.expiresNs()).isEqualTo(T + 1 + 4 * HOUR);

        LimitAnswer answer = control.approve(id, "bob", "agreed in the committee", T + 2);
        assertThat(answer).isInstanceOf(InForce.class);
        assertThat(control.version())
                .isEqualTo(new LimitVersion(2, RAISE.configHash(), T + 2, "alice", "bob", "more capital"));
        assertThat(gate.limits).isSameAs(RAISE);
        assertThat(gate.changes)
                .singleElement()
                .extracting(LimitChange::principals)
                .isEqualTo("alice with bob");
        assertThat(approvals.approval(id)).map(Approval::status).contains(Approval.Status.USED);
        assertThat(why(control.approve(id, "bob", "", T + 3))).isEqualTo(Why.UNKNOWN);
    }

    @Test
    void givenCutsAndRaisesTogetherThenNeitherIsInForceBeforeSomebodyElseAgreedAndBothAreAfter() {
        AwaitsApproval answer = (AwaitsApproval) control.propose(MIXED, "alice", "rebalance", T + 1);
        assertThat(answer.differences())
                .extracting(LimitDifference::name, LimitDifference::direction)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("order.maxShare", Direction.RAISE),
                        org.assertj.core.groups.Tuple.tuple("order.maxValue", Direction.CUT));
        nothingChanged();
        assertThat(control.approve(answer.approval().id(), "bob", "", T + 2)).isInstanceOf(InForce.class);
        assertThat(gate.limits).isSameAs(MIXED);
        assertThat(gate.changes).hasSize(2);
    }

    @Test
    void whatIsNeitherRaisedNorCutNeedsSomebodyElse() {
        RiskLimits sectors = RiskLimits.builder()
                .sectors(io.colin.risk.Sectors.of(Map.of("BTC", "majors")))
                .build();
        AwaitsApproval answer = (AwaitsApproval) control.propose(sectors, "alice", "sectors", T + 1);
        assertThat(answer.differences()).extracting(LimitDifference::direction).containsExactly(Direction.OTHER);
        nothingChanged();
    }

    @Test
    void givenWhoProposedWhenTheyAgreeThenSelfApprovalAndNothingChanges() {
        String id = asked(control.propose(RAISE, "alice", "more", T + 1));
        assertThat(why(control.approve(id, "Alice", "", T + 2))).isEqualTo(Why.SELF_APPROVAL);
        assertThat(why(control.approve(id, "engine", "", T + 2))).isEqualTo(Why.NOT_A_PERSON);
        assertThat(why(control.activate(id, "alice", T + 2))).isEqualTo(Why.NOT_APPROVED);
        nothingChanged();
    }

    @ParameterizedTest
    @CsvSource({"14400000000000, true", "14400000000001, false"})
    void givenNobodyAgreesInTimeThenExpired(long later, boolean inTime) {
        String id = asked(control.propose(RAISE, "alice", "more", T + 1));
        LimitAnswer answer = control.approve(id, "bob", "", T + later);
        assertThat(answer instanceof InForce).isEqualTo(inTime);
        if (!inTime) {
            assertThat(why(answer)).isEqualTo(Why.EXPIRED);
            nothingChanged();
        }
    }

    @Test
    void givenSomebodyDeniedThenItNeverComesIntoForce() {
        String id = asked(control.propose(RAISE, "alice", "more", T + 1));
        approvals.deny(id, "bob", "", T + 2);
        assertThat(why(control.approve(id, "carol", "", T + 3))).isEqualTo(Why.DENIED);
        assertThat(why(control.activate(id, "alice", T + 3))).isEqualTo(Why.DENIED);
        nothingChanged();
    }

    @Test
    void whatWasAgreedToAtTheDeskIsPutInForceByWhoProposedIt() {
        String id = asked(control.propose(RAISE, "alice", "more", T + 1));
        assertThat(approvals.approve(id, "bob", "", T + 2)).isInstanceOf(ApprovalAnswer.Done.class);
        nothingChanged();
        assertThat(why(control.activate(id, "bob", T + 3))).isEqualTo(Why.NOT_THE_REQUESTER);
        assertThat(control.activate(id, "alice", T + 3)).isInstanceOf(InForce.class);
        assertThat(control.version().approver()).isEqualTo("bob");
        assertThat(why(control.activate(id, "alice", T + 4))).isEqualTo(Why.UNKNOWN);
    }

    @Test
    void givenLimitsWereCutInBetweenThenARaiseIsStaleAndTheCutStands() {
        String id = asked(control.propose(RAISE, "alice", "more", T + 1));
        assertThat(control.propose(CUT, "carol", "volatile", T + 2)).isInstanceOf(InForce.class);
        assertThat(control.approve(id, "bob", "", T + 3)).isEqualTo(new Stale(START.configHash(), control.version()));
        assertThat(approvals.approval(id)).map(Approval::status).contains(Approval.Status.PENDING);
        approvals.approve(id, "bob", "", T + 3);
        assertThat(control.activate(id, "alice", T + 4)).isInstanceOf(Stale.class);
        assertThat(control.limits()).isSameAs(CUT);
        assertThat(gate.limits).isSameAs(CUT);
    }

    @Test
    void undoingACutIsARaise() {
        control.propose(CUT, "alice", "volatile", T + 1);
        assertThat(control.propose(START, "alice", "calm again", T + 2)).isInstanceOf(AwaitsApproval.class);
        assertThat(control.limits()).isSameAs(CUT);
    }

    @Test
    void whatIsInForceAlreadyChangesNothing() {
        assertThat(control.propose(RiskLimits.builder().build(), "alice", "same", T + 1))
                .isEqualTo(new Unchanged(control.version()));
        nothingChanged();
    }

    @Test
    void anApprovalOfSomethingElseOrOfNothingIsUnknown() {
        assertThat(why(control.approve("approval-9", "bob", "", T))).isEqualTo(Why.UNKNOWN);
        assertThat(why(control.activate("approval-9", "bob", T))).isEqualTo(Why.UNKNOWN);
    }

    @Test
    void whenTheTargetThrowsNothingIsInForceAndTheApprovalIsNotUsed() {
        String id = asked(control.propose(RAISE, "alice", "more", T + 1));
        gate.refuses = true;
        assertThatThrownBy(() -> control.approve(id, "bob", "", T + 2)).hasMessage("not now");
        assertThatThrownBy(() -> control.propose(CUT, "alice", "less", T + 2)).hasMessage("not now");
        nothingChanged();
        gate.refuses = false;
        assertThat(control.activate(id, "alice", T + 3)).isInstanceOf(InForce.class);
        assertThat(control.version().number()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"' ', why, principal", "alice, ' ', reason"})
    void blankTextsAreRefused(String principal, String reason, String field) {
        assertThatThrownBy(() -> control.propose(CUT, principal, reason, T))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(field);
        nothingChanged();
    }

    @Test
    void aFullDeskIsSaid() {
        Approvals full = Approvals.builder().maxOpen(1).build();
        LimitControl other = LimitControl.builder(START, full, T).build();
        other.propose(RAISE, "alice", "more", T + 1);
        assertThat(why(other.propose(MIXED, "alice", "more", T + 1))).isEqualTo(Why.TOO_MANY_OPEN);
    }

    @Test
    void versionsCountAndTheNewestHundredAreKept() {
        for (int i = 1; i <= 150; i++) {
            control.propose(limits("0.02", String.valueOf(1_000_000 - i)), "alice", "step " + i, T + i);
        }
        assertThat(control.version().number()).isEqualTo(151);
        assertThat(control.history()).hasSize(100);
        assertThat(control.history().getFirst().number()).isEqualTo(52);
        assertThat(control.history().getLast()).isEqualTo(control.version());
        assertThat(gate.changes).hasSize(150);
    }

    private LimitControl restarted(SortedMap<String, String> state, RiskLimits configured, Approvals desk) {
        desk.restore(state);
        gate.limits = configured;
        gate.changes.clear();
        LimitControl again =
                LimitControl.builder(configured, desk, T + HOUR).target(gate).build();
        again.restore(state);
        return again;
    }

    private SortedMap<String, String> saved() {
        SortedMap<String, String> state = new TreeMap<>();
        approvals.save(state);
        control.save(state);
        return state;
    }

    @Test
    void whatWasChangedWhileRunningIsInForceAfterARestart() {
        control.propose(CUT, "alice", "volatile", T + 1);
        String id = asked(control.propose(RAISE, "alice", "calm", T + 2));
        SortedMap<String, String> state = saved();
        Approvals desk = Approvals.builder().build();
        LimitControl again = restarted(state, START, desk);
        assertThat(again.limits()).isEqualTo(CUT);
        assertThat(again.version()).isEqualTo(control.version());
        assertThat(again.history()).isEqualTo(control.history());
        assertThat(gate.limits).isEqualTo(CUT);
        assertThat(again.differencesFromConfigured())
                .containsExactly(new LimitDifference("order.maxShare", "0.02", "0.01", Direction.CUT));
        SortedMap<String, String> second = new TreeMap<>();
        desk.save(second);
        again.save(second);
        assertThat(second).isEqualTo(state);
        assertThat(again.proposed(id)).contains(RAISE);
        assertThat(again.approve(id, "bob", "", T + 3)).isInstanceOf(InForce.class);
        assertThat(again.limits()).isEqualTo(RAISE);
        assertThat(again.version().number()).isEqualTo(3);
    }

    @Test
    void whileNothingWasChangedTheConfigurationHolds() {
        SortedMap<String, String> state = saved();
        assertThat(state.get("limits.version")).isEqualTo("1");
        LimitControl again = restarted(state, CUT, Approvals.builder().build());
        assertThat(again.limits()).isSameAs(CUT);
        assertThat(again.version().hash()).isEqualTo(CUT.configHash());
        assertThat(gate.changes).isEmpty();
    }

    @Test
    void aRaiseInTheConfigurationDoesNotUndoACutMadeWhileRunning() {
        control.propose(CUT, "alice", "volatile", T + 1);
        LimitControl again = restarted(
                saved(), limits("0.05", "1000000"), Approvals.builder().build());
        assertThat(again.limits()).isEqualTo(CUT);
        assertThat(gate.limits).isEqualTo(CUT);
    }

    @Test
    void aRaiseProposedOnAnotherConfigurationIsStale() {
        String id = asked(control.propose(RAISE, "alice", "more", T + 1));
        LimitControl again = restarted(saved(), CUT, Approvals.builder().build());
        assertThat(again.approve(id, "bob", "", T + 2)).isInstanceOf(Stale.class);
        assertThat(again.limits()).isSameAs(CUT);
    }

    @Test
    void valuesTheSavedTextDoesNotKnowComeFromTheConfigurationAsAVersionOfTheirOwn() {
        control.propose(CUT, "alice", "volatile", T + 1);
        SortedMap<String, String> state = saved();
        state.put("limits.text", state.getOrDefault("limits.text", "").replace("loss.maxDaily=0.05\n", ""));
        RiskLimits configured = RiskLimits.builder()
                .loss(loss -> loss.maxDaily(new BigDecimal("0.04")))
                .build();
        LimitControl again = restarted(state, configured, Approvals.builder().build());
        assertThat(again.limits().loss().maxDaily()).isEqualByComparingTo("0.04");
        assertThat(again.limits().order().maxShare()).isEqualByComparingTo("0.01");
        assertThat(again.version().number()).isEqualTo(3);
        assertThat(again.version().hash()).isEqualTo(again.limits().configHash());
    }

    @ParameterizedTest
    @CsvSource({
        "limits.version, none, limits.version",
        "limits.version, 0, limits.version",
        "limits.version, 3, limits.history.3.hash",
        "limits.text, order.maxShare, limits.text",
        "limits.text, order.newLimit=3, limits.text",
        "limits.text, '=3', limits.text",
        "limits.text, 'order.maxShare=0.1\norder.maxShare=0.2', limits.text",
        "limits.text, 'permissions.grant.a|BTC/USD|b=deny', 'permissions.grant.a|BTC/USD|b'",
        "limits.text, 'permissions.grant.a|BTC/USD|b=allow\npermissions.others=allow', permissions.others",
        "limits.text, order.maxShare=x, order.maxShare",
        "limits.text, order.duplicateWindow=x, order.duplicateWindow",
        "limits.text, rate.tradesPerDay=1.5, rate.tradesPerDay",
        "limits.text, tail.armed=yes, tail.armed",
        "limits.text, compliance.regime=MARS, compliance.regime",
        "limits.text, compliance.restricted.BTC/USD=false, compliance.restricted.BTC/USD",
        "limits.text, scopes.moon.grossValue=1, limits.text",
        "limits.text, permissions.others=maybe, permissions.others",
        "limits.text, permissions.grant.a|b=allow, permissions.grant.a|b",
        "limits.history.2.since_ns, soon, limits.history.2.since_ns"
    })
    void unreadableStateNamesTheFieldAndChangesNothing(String name, String text, String named) {
        control.propose(CUT, "alice", "volatile", T + 1);
        SortedMap<String, String> state = saved();
        state.put(name, text);
        LimitControl again = LimitControl.builder(START, approvals, T).build();
        assertThatThrownBy(() -> again.restore(state))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(named);
        assertThat(again.limits()).isSameAs(START);
    }

    @Test
    void proposalsThatEndedAreNotKept() {
        String id = asked(control.propose(RAISE, "alice", "more", T + 1));
        assertThat(control.proposed(id)).contains(RAISE);
        approvals.deny(id, "bob", "", T + 2);
        assertThat(saved().keySet().stream().filter(name -> name.startsWith("limits.proposal.")))
                .isEmpty();
        assertThat(control.proposed(id)).isEmpty();
        String other = asked(control.propose(RAISE, "alice", "more", T + 3));
        assertThat(other).isNotEqualTo(id);
        asked(control.propose(MIXED, "alice", "more", T + 4 + 4 * HOUR));
        assertThat(control.proposed(other)).describedAs("expired").isEmpty();
    }

    @Test
    void ofManyVersionsTheNewestTwentyAreSaved() {
        for (int i = 1; i <= 30; i++) {
            control.propose(limits("0.02", String.valueOf(1_000_000 - i)), "alice", "step " + i, T + i);
        }
        LimitControl again = restarted(saved(), START, Approvals.builder().build());
        assertThat(again.history())
                .extracting(LimitVersion::number)
                .startsWith(12L)
                .endsWith(31L)
                .hasSize(20);
        assertThat(gate.changes).singleElement().satisfies(change -> {
            assertThat(change.version()).isEqualTo(control.version());
            assertThat(change.difference().after()).isEqualTo("999970");
        });
    }

    @Test
    void whatIsRestoredTakesThePlaceOfWhatWasThere() {
        SortedMap<String, String> untouched = saved();
        String id = asked(control.propose(RAISE, "alice", "more", T + 1));
        control.propose(CUT, "alice", "volatile", T + 1);
        control.restore(untouched);
        assertThat(control.proposed(id)).isEmpty();
        assertThat(control.history()).hasSize(1);
        assertThat(control.limits()).isEqualTo(START);
    }

    @Test
    void aMissingNameIsNamed() {
        assertThatThrownBy(() -> control.restore(Map.of())).hasMessageContaining("limits.version");
    }

    @Test
    void aRestrictionIsACutAndLiftingItIsARaise() {
        RiskLimits restricted = RiskLimits.builder()
                .compliance(c -> c.restricted(List.of(Symbol.of("BTC/USD"))))
                .build();
        assertThat(control.propose(restricted, "alice", "inside information", T + 1))
                .isInstanceOf(InForce.class);
        assertThat(control.propose(START, "alice", "lifted", T + 2)).isInstanceOf(AwaitsApproval.class);
        assertThat(Optional.of(control.limits())).contains(restricted);
    }
}
