package io.colin.risk.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.risk.ApprovalStage;
import io.colin.risk.approval.Approval.Status;
import io.colin.risk.approval.ApprovalAnswer.Done;
import io.colin.risk.approval.ApprovalAnswer.Refused;
import io.colin.risk.approval.ApprovalAnswer.Why;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApprovalsTest {
    private static final long T = 1_700_000_000_000_000_000L;
    private static final long MINUTE = 60_000_000_000L;
    private static final Fingerprint ORDER = order("2");

    private final List<ApprovalStep> steps = new ArrayList<>();
    private final Approvals desk = Approvals.builder().listener(steps::add).build();

    private static Fingerprint order(String quantity) {
        return Fingerprint.of(
                Map.of("account", "main", "symbol", "BTC/USD", "side", "BUY", "quantity", quantity, "price", "100"));
    }

    private static ApprovalRequest request(Fingerprint what, String who) {
        return new ApprovalRequest(
                ApprovalKind.ORDER_REVIEW, "order o-1", what, who, "client wants it", T + 10 * MINUTE);
    }

    private String asked() {
        return done(desk.ask(request(ORDER, "alice"), T)).id();
    }

    private String approved() {
        String id = asked();
        assertThat(done(desk.approve(id, "bob", "fine", T + 1)).status()).isEqualTo(Status.APPROVED);
        return id;
    }

    private static Approval done(ApprovalAnswer answer) {
        assertThat(answer).isInstanceOf(Done.class);
        return ((Done) answer).approval();
    }

    private static Why why(ApprovalAnswer answer) {
        assertThat(answer).isInstanceOf(Refused.class);
        return ((Refused) answer).why();
    }

    private static ApprovalUse use(String id) {
        return new ApprovalUse(id, ApprovalKind.ORDER_REVIEW, ORDER, "alice");
    }

    private List<ApprovalStage> taken() {
        return steps.stream().map(ApprovalStep::step).toList();
    }

    @Test
    void givenSomebodyElseAgreedWhenWhoAskedUsesItThenItHappensOnce() {
        String id = approved();
        Approval used = done(desk.use(use(id), T + 2));
        assertThat(used.status()).isEqualTo(Status.USED);
        assertThat(used.decider()).isEqualTo("bob");
        assertThat(used.note()).isEqualTo("fine");
        assertThat(steps)
                .containsExactly(
                        new ApprovalStep(id, "order o-1", ApprovalStage.ASKED, "alice", "client wants it", T),
                        new ApprovalStep(id, "order o-1", ApprovalStage.APPROVED, "bob", "fine", T + 1),
                        new ApprovalStep(id, "order o-1", ApprovalStage.USED, "alice", "", T + 2));
    }

    @Test
    void givenItWasUsedWhenItIsUsedAgainThenUsed() {
        String id = approved();
        desk.use(use(id), T + 2);
        assertThat(why(desk.use(use(id), T + 3))).isEqualTo(Why.USED);
        assertThat(why(desk.check(use(id), T + 3))).isEqualTo(Why.USED);
        assertThat(why(desk.approve(id, "carol", "", T + 3))).isEqualTo(Why.USED);
        assertThat(why(desk.deny(id, "carol", "", T + 3))).isEqualTo(Why.USED);
        assertThat(taken()).containsExactly(ApprovalStage.ASKED, ApprovalStage.APPROVED, ApprovalStage.USED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice", "Alice", " alice ", "ALICE", "ａlice"})
    void givenSomebodyAskedWhenTheyApproveInWhateverSpellingThenSelfApproval(String spelling) {
        String id = asked();
        assertThat(why(desk.approve(id, spelling, "", T + 1))).isEqualTo(Why.SELF_APPROVAL);
        assertThat(why(desk.deny(id, spelling, "", T + 1))).isEqualTo(Why.SELF_APPROVAL);
        assertThat(why(desk.use(use(id), T + 2))).isEqualTo(Why.NOT_APPROVED);
        assertThat(taken()).containsExactly(ApprovalStage.ASKED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"engine", "Engine", "clock"})
    void givenAPartOfTheSystemWhenItApprovesThenNotAPerson(String machine) {
        assertThat(why(desk.approve(asked(), machine, "", T + 1))).isEqualTo(Why.NOT_A_PERSON);
    }

    @Test
    void givenNobodyAgreedWhenItIsUsedThenNotApproved() {
        String id = asked();
        assertThat(why(desk.check(use(id), T + 1))).isEqualTo(Why.NOT_APPROVED);
        assertThat(why(desk.use(use(id), T + 1))).isEqualTo(Why.NOT_APPROVED);
    }

    @Test
    void givenSomebodyDeniedWhenItIsUsedOrApprovedThenDenied() {
        String id = asked();
        assertThat(done(desk.deny(id, "bob", "no", T + 1)).status()).isEqualTo(Status.DENIED);
        assertThat(why(desk.approve(id, "carol", "", T + 2))).isEqualTo(Why.DENIED);
        assertThat(why(desk.use(use(id), T + 2))).isEqualTo(Why.DENIED);
        assertThat(taken()).containsExactly(ApprovalStage.ASKED, ApprovalStage.DENIED);
    }

    @Test
    void givenSomebodyAgreedWhenAnotherAgreesThenAlreadyApprovedAndWhenAnotherDeniesThenItIsTakenBack() {
        String id = approved();
        assertThat(why(desk.approve(id, "carol", "", T + 2))).isEqualTo(Why.ALREADY_APPROVED);
        assertThat(done(desk.deny(id, "carol", "stop", T + 3)).decider()).isEqualTo("carol");
        assertThat(why(desk.use(use(id), T + 4))).isEqualTo(Why.DENIED);
    }

    @ParameterizedTest
    @CsvSource({"-1, true", "0, false", "1, false"})
    void givenItsTimeIsOverWhenItIsUsedThenExpired(long fromExpiry, boolean passes) {
        String id = approved();
        long time = T + 10 * MINUTE + fromExpiry;
        ApprovalAnswer seen = desk.check(use(id), time);
        ApprovalAnswer used = desk.use(use(id), time);
        if (passes) {
            assertThat(done(seen).status()).isEqualTo(Status.APPROVED);
            assertThat(done(used).status()).isEqualTo(Status.USED);
        } else {
            assertThat(why(seen)).isEqualTo(Why.EXPIRED);
            assertThat(why(used)).isEqualTo(Why.EXPIRED);
            assertThat(steps.getLast())
                    .isEqualTo(new ApprovalStep(
                            id, "order o-1", ApprovalStage.EXPIRED, Approvals.CLOCK, "nobody used it", time));
        }
    }

    @Test
    void givenNobodyAnsweredInTimeWhenTheTimerRunsThenItIsRecordedAsExpiredOnceAndCannotBeApproved() {
        String id = asked();
        desk.expire(T + 10 * MINUTE - 1);
        assertThat(desk.pending()).hasSize(1);
        assertThat(why(desk.check(use(id), T + 10 * MINUTE))).isEqualTo(Why.EXPIRED);
        desk.expire(T + 10 * MINUTE);
        desk.expire(T + 11 * MINUTE);
        assertThat(desk.pending()).isEmpty();
        assertThat(taken()).containsExactly(ApprovalStage.ASKED, ApprovalStage.EXPIRED);
        assertThat(steps.getLast().note()).isEqualTo("nobody agreed");
        assertThat(why(desk.approve(id, "bob", "", T + 11 * MINUTE))).isEqualTo(Why.EXPIRED);
    }

    @Test
    void timeThatGoesBackRevivesNothing() {
        String id = approved();
        desk.expire(T + 10 * MINUTE);
        assertThat(why(desk.use(use(id), T + 1))).isEqualTo(Why.EXPIRED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2.1", "20"})
    void givenAnotherQuantityWasAgreedToWhenItIsUsedThenWrongFingerprint(String quantity) {
        String id = approved();
        ApprovalUse other = new ApprovalUse(id, ApprovalKind.ORDER_REVIEW, order(quantity), "alice");
        assertThat(why(desk.use(other, T + 2))).isEqualTo(Why.WRONG_FINGERPRINT);
        assertThat(done(desk.use(use(id), T + 3)).status()).isEqualTo(Status.USED);
    }

    @Test
    void givenAnotherKindWasAgreedToWhenItIsUsedThenWrongKind() {
        String id = approved();
        for (ApprovalKind kind : ApprovalKind.values()) {
            if (kind != ApprovalKind.ORDER_REVIEW) {
                assertThat(why(desk.use(new ApprovalUse(id, kind, ORDER, "alice"), T + 2)))
                        .isEqualTo(Why.WRONG_KIND);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bob", "carol"})
    void givenSomebodyElseAskedWhenTheApproverOrAThirdUsesItThenNotTheRequester(String who) {
        ApprovalUse other = new ApprovalUse(approved(), ApprovalKind.ORDER_REVIEW, ORDER, who);
        assertThat(why(desk.use(other, T + 2))).isEqualTo(Why.NOT_THE_REQUESTER);
    }

    @Test
    void givenNoSuchApprovalThenUnknown() {
        assertThat(why(desk.approve("approval-7", "bob", "", T))).isEqualTo(Why.UNKNOWN);
        assertThat(why(desk.deny("", "bob", "", T))).isEqualTo(Why.UNKNOWN);
        assertThat(why(desk.use(use("approval-7"), T))).isEqualTo(Why.UNKNOWN);
        assertThat(desk.approval("approval-7")).isEmpty();
    }

    @Test
    void askingAgainForWhatIsOpenAnswersTheOpenOne() {
        String id = asked();
        assertThat(done(desk.ask(request(ORDER, "ALICE"), T + 1)).id()).isEqualTo(id);
        assertThat(done(desk.ask(request(ORDER, "carol"), T + 1)).id()).isEqualTo("approval-2");
        assertThat(done(desk.ask(request(order("3"), "alice"), T + 1)).id()).isEqualTo("approval-3");
        desk.deny(id, "bob", "", T + 2);
        assertThat(done(desk.ask(request(ORDER, "alice"), T + 3)).id()).isEqualTo("approval-4");
        assertThat(desk.pending()).extracting(Approval::id).containsExactly("approval-2", "approval-3", "approval-4");
    }

    @Test
    void thereAreOnlySoManyOpenOnes() {
        Approvals small = Approvals.builder().maxOpen(2).build();
        String first = done(small.ask(request(order("1"), "alice"), T)).id();
        small.ask(request(order("2"), "alice"), T);
        assertThat(why(small.ask(request(order("3"), "alice"), T))).isEqualTo(Why.TOO_MANY_OPEN);
        small.deny(first, "bob", "", T);
        assertThat(done(small.ask(request(order("3"), "alice"), T)).id()).isEqualTo("approval-3");
    }

    @Test
    void ofEndedOnesTheNewestHundredAreRemembered() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 102; i++) {
            String id =
                    done(desk.ask(request(order("" + (i + 1)), "alice"), T + i)).id();
            desk.deny(id, "bob", "", T + i);
            ids.add(id);
        }
        assertThat(why(desk.approve(ids.get(1), "carol", "", T + 200))).isEqualTo(Why.UNKNOWN);
        assertThat(why(desk.approve(ids.get(2), "carol", "", T + 200))).isEqualTo(Why.DENIED);
    }

    @Test
    void endedOnesMakeRoomForEachOtherAndNeverForOpenOnes() {
        String open = asked();
        String agreed = done(desk.ask(request(order("7"), "alice"), T)).id();
        desk.approve(agreed, "bob", "", T);
        for (int i = 0; i < 150; i++) {
            String id =
                    done(desk.ask(request(order("" + (i + 100)), "alice"), T)).id();
            desk.deny(id, "bob", "", T);
        }
        assertThat(desk.approval(open)).isPresent();
        assertThat(desk.approval(agreed)).map(Approval::status).contains(Status.APPROVED);
        SortedMap<String, String> state = new TreeMap<>();
        desk.save(state);
        assertThat(state.keySet().stream().filter(name -> name.endsWith(".status")))
                .as("two open ones and the newest twenty of the others")
                .hasSize(22);
        assertThat(state).containsKey("approval.1.status").containsKey("approval.2.status");
        assertThat(state).doesNotContainKey("approval.132.status").containsKey("approval.133.status");
    }

    @Test
    void whatWasAgreedToIsFoundByKindAndFingerprint() {
        String id = asked();
        assertThat(desk.approvedFor(ApprovalKind.ORDER_REVIEW, ORDER)).isEmpty();
        desk.approve(id, "bob", "", T);
        assertThat(desk.approvedFor(ApprovalKind.ORDER_REVIEW, ORDER))
                .map(Approval::id)
                .contains(id);
        assertThat(desk.approvedFor(ApprovalKind.LIMIT_CHANGE, ORDER)).isEmpty();
        assertThat(desk.approvedFor(ApprovalKind.ORDER_REVIEW, order("3"))).isEmpty();
        desk.use(use(id), T);
        assertThat(desk.approvedFor(ApprovalKind.ORDER_REVIEW, ORDER)).isEmpty();
    }

    @Test
    void whatIsOpenWaitsOrWasAgreedToAndNotUsed() {
        String agreed = approved();
        String waits = done(desk.ask(request(order("3"), "alice"), T)).id();
        String denied = done(desk.ask(request(order("4"), "alice"), T)).id();
        desk.deny(denied, "bob", "", T);
        assertThat(desk.open()).extracting(Approval::id).containsExactly(agreed, waits);
        desk.use(use(agreed), T + 1);
        assertThat(desk.open()).extracting(Approval::id).containsExactly(waits);
    }

    @Test
    void everybodyWhoAskedToBeToldHearsEveryStepFromThenOn() {
        asked();
        List<ApprovalStep> heard = new ArrayList<>();
        desk.tell(step -> {
            assertThat(steps.getLast()).as("after those before").isEqualTo(step);
            heard.add(step);
        });
        desk.approve("approval-1", "bob", "fine", T + 1);
        assertThat(heard).hasSize(1).isEqualTo(steps.subList(1, 2));
    }

    @Test
    void whatIsRestoredTakesThePlaceOfWhatWasThere() {
        SortedMap<String, String> empty = new TreeMap<>();
        Approvals.builder().build().save(empty);
        asked();
        desk.restore(empty);
        assertThat(desk.pending()).isEmpty();
        assertThat(desk.approval("approval-1")).isEmpty();
        assertThat(asked()).isEqualTo("approval-1");
    }

    @Test
    void anApprovalNamesItsDeciderOnceSomebodyDecided() {
        Approval pending = done(desk.ask(request(ORDER, "alice"), T));
        for (Status status : Status.values()) {
            boolean needs = status != Status.PENDING && status != Status.EXPIRED;
            if (needs) {
                assertThatThrownBy(() -> pending.decided(status, "", "")).hasMessageContaining("decider");
            } else {
                assertThat(pending.decided(status, "", "").status()).isEqualTo(status);
            }
        }
        assertThatThrownBy(() -> pending.decided(Status.PENDING, "bob", "")).hasMessageContaining("decider");
        assertThatThrownBy(() -> new Approval(
                        "approval-1",
                        ApprovalKind.LIMIT_CHANGE,
                        "s",
                        ORDER,
                        "alice",
                        "r",
                        T,
                        T,
                        Status.PENDING,
                        "",
                        ""))
                .hasMessageContaining("expiresNs");
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "86400000000001"})
    void refusesALifetimeThatIsNoneOrTooLong(long lifetime) {
        ApprovalRequest asked =
                new ApprovalRequest(ApprovalKind.LIMIT_CHANGE, "kill", ORDER, "alice", "reason", T + lifetime);
        assertThatThrownBy(() -> desk.ask(asked, T))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expiresNs");
        assertThat(steps).isEmpty();
    }

    @Test
    void aLifetimeOfADayIsTheLongest() {
        ApprovalRequest asked = new ApprovalRequest(
                ApprovalKind.LIMIT_CHANGE,
                "kill",
                ORDER,
                "alice",
                "reason",
                T + Duration.ofDays(1).toNanos());
        assertThat(done(desk.ask(asked, T)).expiresNs()).isEqualTo(T + 86_400_000_000_000L);
    }

    @Test
    void whatWasSavedIsTheSameAfterARestart() {
        String used = approved();
        desk.use(use(used), T + 2);
        String open = done(desk.ask(request(order("5\n=x"), "alice"), T + 3)).id();
        String agreed = done(desk.ask(request(ORDER, "alice"), T + 3)).id();
        desk.approve(agreed, "bob", "", T + 4);
        SortedMap<String, String> state = new TreeMap<>();
        desk.save(state);

        Approvals again = Approvals.builder().listener(steps::add).build();
        int before = steps.size();
        again.restore(state);
        assertThat(steps).hasSize(before);
        SortedMap<String, String> saved = new TreeMap<>();
        again.save(saved);
        assertThat(saved).isEqualTo(state);
        assertThat(again.pending()).extracting(Approval::id).containsExactly(open);
        assertThat(why(again.use(use(used), T + 5))).isEqualTo(Why.USED);
        assertThat(done(again.use(use(agreed), T + 5)).status()).isEqualTo(Status.USED);
        assertThat(done(again.ask(request(order("9"), "alice"), T + 6)).id()).isEqualTo("approval-4");
    }

    @ParameterizedTest
    @CsvSource({
        "approval.1.kind, NONSENSE",
        "approval.1.status, NONSENSE",
        "approval.1.asked_ns, soon",
        "approval.1.decider, bob",
        "approval.next, 1",
        "approval.next, none",
        "approval.next, 0",
        "approval.0.kind, ORDER_REVIEW",
        "approval.x.kind, ORDER_REVIEW"
    })
    void unreadableStateNamesTheField(String name, String text) {
        asked();
        SortedMap<String, String> state = new TreeMap<>();
        desk.save(state);
        state.put(name, text);
        assertThatThrownBy(() -> desk.restore(state))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name.equals("approval.1.decider") ? "decider" : name.substring(0, 10));
        assertThat(desk.pending()).hasSize(1);
    }

    @Test
    void aMissingFieldIsNamed() {
        asked();
        SortedMap<String, String> state = new TreeMap<>();
        desk.save(state);
        state.remove("approval.1.requester");
        assertThatThrownBy(() -> desk.restore(state)).hasMessageContaining("approval.1.requester");
    }

    @Test
    void fingerprintsAreEqualOnlyForEqualValues() {
        assertThat(Fingerprint.of(Map.of("a", "1", "b", "2")))
                .isEqualTo(Fingerprint.of(new TreeMap<>(Map.of("b", "2", "a", "1"))));
        assertThat(Fingerprint.of(Map.of("a", "1\nb=2"))).isNotEqualTo(Fingerprint.of(Map.of("a", "1", "b", "2")));
        assertThat(Fingerprint.of(Map.of("a", "\\n"))).isNotEqualTo(Fingerprint.of(Map.of("a", "\n")));
        assertThat(Fingerprint.of(Map.of("a", "1")).hash())
                .hasSize(64)
                .isNotEqualTo(Fingerprint.of(Map.of("a", "2")).hash());
        assertThatThrownBy(() -> Fingerprint.of(Map.of("a=b", "1"))).hasMessageContaining("a=b");
        assertThatThrownBy(() -> Fingerprint.of(Map.of())).hasMessageContaining("fingerprint");
    }
}
