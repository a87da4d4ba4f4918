package io.colin.risk.gate;

import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.SECOND;
import static io.colin.risk.gate.Desk.dec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.alert.Severity;
import io.colin.api.market.Bar;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.risk.ApprovalStage;
import io.colin.api.risk.BreakerStatus;
import io.colin.api.risk.ChangeResult;
import io.colin.api.risk.ChangeResult.Why;
import io.colin.api.risk.KillSwitch;
import io.colin.api.risk.LimitsInForce;
import io.colin.api.risk.OpenApproval;
import io.colin.api.risk.RiskControls;
import io.colin.api.risk.RiskDecision.Verdict;
import io.colin.api.risk.RiskNotice;
import io.colin.api.risk.RiskRequest;
import io.colin.api.risk.TradingState;
import io.colin.risk.RiskLimits;
import io.colin.risk.breaker.BreakerSettings;
import io.colin.risk.compliance.Compliance;
import io.colin.risk.compliance.ComplianceRule;
import io.colin.risk.compliance.OrderUnderRule;
import io.colin.risk.compliance.RuleOutcome;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What people change in a gate while it works, and what the gate tells of it. */
class FourEyesTest {
    private final Desk desk = new Desk(Desk.wide().build(), "1000000");

    private ChangeResult propose(String principal, String... namesAndTexts) {
        return propose(desk.controls(), principal, namesAndTexts);
    }

    private ChangeResult propose(RiskControls controls, String principal, String... namesAndTexts) {
        SortedMap<String, String> values = new TreeMap<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            values.put(namesAndTexts[i], namesAndTexts[i + 1]);
        }
        return controls.proposeLimits(values, "a reason", principal, desk.timeNs);
    }

    private static OpenApproval waiting(ChangeResult result) {
        assertThat(result).isInstanceOf(ChangeResult.Waiting.class);
        return ((ChangeResult.Waiting) result).approval();
    }

    private static Why why(ChangeResult result) {
        assertThat(result).isInstanceOf(ChangeResult.Refused.class);
        return ((ChangeResult.Refused) result).why();
    }

    private LimitsInForce limits() {
        return desk.controls().limits().orElseThrow();
    }

    @Test
    void tellsEveryStepInOrderAndThatItMustBeDurable() {
        assertThat(desk.gate.takeNotices()).isEmpty();
        String id = waiting(propose("alice", "position.maxValue", "2000000000")).id();
        assertThat(desk.gate.takeNotices())
                .containsExactly(
                        new RiskNotice.ApprovalStep(
                                id, "limits after version 1", ApprovalStage.ASKED, "alice", "a reason"),
                        new RiskNotice.Latched(id + " ASKED"));
        assertThat(desk.gate.takeNotices()).as("each once").isEmpty();
        ChangeResult agreed = desk.controls().approve(id, "bob", "fine", desk.timeNs);
        String hash = desk.gate.configHash();
        RiskNotice.LimitChange change =
                new RiskNotice.LimitChange("position.maxValue", "1000000000", "2000000000", "alice with bob", hash);
        assertThat(agreed).isEqualTo(new ChangeResult.InForce(hash, List.of(change)));
        assertThat(desk.gate.takeNotices())
                .containsExactly(
                        new RiskNotice.ApprovalStep(
                                id, "limits after version 1", ApprovalStage.APPROVED, "bob", "fine"),
                        new RiskNotice.Latched(id + " APPROVED"),
                        new RiskNotice.ApprovalStep(id, "limits after version 1", ApprovalStage.USED, "alice", ""),
                        new RiskNotice.Latched(id + " USED"),
                        change,
                        new RiskNotice.Latched("limits, version 2"));
    }

    @Test
    void saysWhatIsInForceSinceWhenAndByWhom() {
        assertThat(limits())
                .isEqualTo(new LimitsInForce(
                        1,
                        desk.gate.configHash(),
                        0,
                        "configuration",
                        "",
                        "as configured at the start",
                        desk.limits.values(),
                        new TreeMap<>()));
        propose("alice", "position.maxValue", "1000");
        assertThat(limits().version()).isEqualTo(2);
        assertThat(limits().sinceNs()).isEqualTo(desk.timeNs);
        assertThat(limits().principal()).isEqualTo("alice");
        assertThat(limits().approver()).isEmpty();
        assertThat(limits().reason()).isEqualTo("a reason");
        assertThat(limits().configured()).isEqualTo(Map.of("position.maxValue", "1000000000"));
        assertThat(desk.gate.limits().position().maxValue()).isEqualByComparingTo("1000");
        assertThat(desk.ask(desk.buy("11")).configHash()).isEqualTo(limits().configHash());
    }

    @Test
    void aProposalRunsOutByEventTime() {
        OpenApproval open = waiting(propose("alice", "position.maxValue", "2000000000"));
        assertThat(open.expiresNs() - open.askedNs()).isEqualTo(4 * Desk.HOUR);
        desk.gate.takeNotices();
        desk.gate.onTime(open.expiresNs() - 1);
        assertThat(desk.gate.takeNotices()).isEmpty();
        assertThat(desk.controls().openApprovals()).containsExactly(open);
        desk.gate.onTime(open.expiresNs());
        assertThat(desk.gate.takeNotices().getFirst())
                .isEqualTo(new RiskNotice.ApprovalStep(
                        open.id(), "limits after version 1", ApprovalStage.EXPIRED, "clock", "nobody agreed"));
        assertThat(desk.controls().openApprovals()).isEmpty();
        assertThat(why(desk.controls().approve(open.id(), "bob", "", open.expiresNs())))
                .isEqualTo(Why.EXPIRED);
    }

    @Test
    void breakersKeepTheirWindowsAndLatchesWhenLimitsChange() {
        desk.gate = StandardGate.builder()
                .limits(desk.limits)
                .breakers(BreakerSettings.demonstration().build())
                .build();
        // A median of forty percent a year over 25 hours, the longest window there is.
        swing(26 * 12, 0.40);
        desk.mark();
        List<BreakerStatus> before = breakers();
        assertThat(row(before, "volatility").detail()).startsWith("median of fewer than");
        propose("alice", "loss.maxDaily", "0.04", "tail.maxVar95OneDay", "0.01", "drawdown.hard", "0.045");
        assertThat(limits().version()).isEqualTo(2);
        assertThat(breakers()).isEqualTo(before);
        swing(12, 1.30);
        assertThat(row(breakers(), "volatility").state())
                .as("judged by the median from before")
                .isEqualTo(BreakerStatus.State.OPEN);
        propose("alice", "loss.maxDaily", "0.03", "drawdown.hard", "0.042");
        assertThat(row(breakers(), "volatility").state()).isEqualTo(BreakerStatus.State.OPEN);
        desk.account.mark(BTC, dec("100"), desk.timeNs);
    }

    private int up;
    private double price = 100;

    private void swing(int bars, double annualised) {
        long length = 300 * SECOND;
        double size = annualised / Math.sqrt(365 * 24 * 12);
        for (int i = 0; i < bars; i++) {
            price *= Math.exp(up++ % 2 == 0 ? size : -size);
            desk.pass(length);
            BigDecimal at = BigDecimal.valueOf(Math.round(price * 1e6), 6);
            desk.gate.onBar(new Bar(
                    BTC,
                    desk.timeNs - length,
                    desk.timeNs,
                    at,
                    at,
                    at,
                    at,
                    BigDecimal.TEN,
                    BigDecimal.TEN,
                    BigDecimal.ZERO,
                    Bar.UNKNOWN_COUNT));
        }
    }

    private List<BreakerStatus> breakers() {
        return desk.gate.status().breakers();
    }

    private static BreakerStatus row(List<BreakerStatus> rows, String name) {
        return rows.stream().filter(row -> row.name().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void lossesSeenBeforeCountUnderTheLimitsAfter() {
        desk.hold(BTC, "100");
        desk.mark();
        desk.pass(SECOND);
        desk.price(BTC, "90");
        desk.mark();
        assertThat(desk.gate.status().tradingState()).isEqualTo(TradingState.ACTIVE);
        propose("alice", "loss.maxDaily", "0.001");
        desk.mark();
        assertThat(desk.gate.status().tradingState()).isEqualTo(TradingState.REDUCING);
        assertThat(row(breakers(), "daily-loss").state()).isEqualTo(BreakerStatus.State.OPEN);
        String id = waiting(propose("alice", "loss.maxDaily", "0.05")).id();
        desk.controls().approve(id, "bob", "", desk.timeNs);
        desk.mark();
        assertThat(desk.gate.status().tradingState())
                .as("what is latched stays latched")
                .isEqualTo(TradingState.REDUCING);
    }

    @Test
    void theHashNamesTheThresholdsOfBreakersAsWell() {
        RiskLimits limits = desk.limits;
        String usual = StandardGate.builder().limits(limits).build().configHash();
        assertThat(usual).matches("[0-9a-f]{64}").isNotEqualTo(limits.configHash());
        assertThat(StandardGate.builder()
                        .limits(limits)
                        .breakers(BreakerSettings.builder().build())
                        .build()
                        .configHash())
                .isEqualTo(usual);
        assertThat(StandardGate.builder()
                        .limits(limits)
                        .breakers(BreakerSettings.demonstration().build())
                        .build()
                        .configHash())
                .isNotEqualTo(usual);
    }

    private StandardGate again() {
        return again(desk.limits);
    }

    private StandardGate again(RiskLimits configured) {
        StandardGate next = StandardGate.builder().limits(configured).build();
        next.restore(desk.gate.durableState());
        return next;
    }

    @Test
    void aRestartKeepsWhatIsInForceAndWhatWaitsAndSaysWhatIsNotConfigured() {
        propose("alice", "position.maxValue", "1000");
        OpenApproval open = waiting(propose("alice", "position.maxValue", "1500"));
        LimitsInForce before = limits();
        StandardGate next = again();
        assertThat(next.controls().orElseThrow().limits()).contains(before);
        assertThat(next.controls().orElseThrow().openApprovals()).containsExactly(open);
        assertThat(next.configHash()).isEqualTo(desk.gate.configHash());
        assertThat(next.durableState()).isEqualTo(desk.gate.durableState());
        assertThat(next.takeNotices()).singleElement().isInstanceOfSatisfying(RiskNotice.Alert.class, alert -> {
            assertThat(alert.name()).isEqualTo("limits-not-configured");
            assertThat(alert.active()).isTrue();
            assertThat(alert.detail()).isEqualTo("position.maxValue 1000 in place of 1000000000");
        });

        desk.gate = next;
        String id = waiting(propose("alice", "position.maxValue", "1000000000")).id();
        desk.gate.takeNotices();
        desk.controls().approve(id, "bob", "", desk.timeNs);
        assertThat(desk.gate.takeNotices())
                .contains(new RiskNotice.Alert(
                        "limits-not-configured",
                        "portfolio",
                        Severity.MEDIUM,
                        false,
                        "the configured limits are in force again"));
    }

    @Test
    void aStartConfiguredWithWhatIsInForceEndsTheAlertOnce() {
        propose("alice", "position.maxValue", "1000");
        desk.gate = again();
        desk.gate.takeNotices();
        RiskLimits inForce = desk.gate.limits();
        StandardGate next = again(inForce);
        assertThat(next.takeNotices())
                .hasSize(2)
                .last()
                .isEqualTo(new RiskNotice.Alert(
                        "limits-not-configured",
                        "portfolio",
                        Severity.MEDIUM,
                        false,
                        "the limits in force are configured now"));
        desk.gate = next;
        assertThat(again(inForce).takeNotices()).isEmpty();
    }

    @Test
    void aTimeNobodyCanReckonWithAndATextThatIsNoneAreRefusedByName() {
        RiskLimits before = desk.gate.limits();
        assertThatThrownBy(() -> propose("alice", "price.driftWindow", "PT9999999999S"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("price.driftWindow: must be at most PT8784H");
        assertThatThrownBy(() -> propose("alice", "price.driftWindow", nothing()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("price.driftWindow: must be a text (null)");
        assertThat(desk.gate.limits()).isEqualTo(before);
    }

    /** As callers without the checks of the compiler may pass it. */
    @SuppressWarnings("NullAway")
    private static String nothing() {
        return null;
    }

    @Test
    void aRestartUnderTheSameConfigurationTellsNothing() {
        assertThat(again().takeNotices()).isEmpty();
    }

    @Test
    void aRestartUnderAnotherConfigurationTellsSo() {
        RiskLimits other = Desk.wide().position(p -> p.maxValue(dec("5"))).build();
        StandardGate next = StandardGate.builder().limits(other).build();
        next.restore(desk.gate.durableState());
        assertThat(next.takeNotices())
                .containsExactly(
                        new RiskNotice.LimitChange(
                                "configuration",
                                desk.limits.configHash(),
                                other.configHash(),
                                "configuration",
                                next.configHash()),
                        new RiskNotice.LimitChange(
                                "position.maxValue", "1000000000", "5", "configuration", next.configHash()),
                        new RiskNotice.Latched("limits by another configuration"));
        assertThat(next.limits()).isEqualTo(other);
    }

    @Test
    void aRefusedOrderIsRememberedForAsLongAsTwoHundredAndFiftyFiveOthersAreRefused() {
        desk.principal = "alice";
        OrderIntent first = desk.intent(BTC, Side.BUY, "1").limit(dec("1")).build();
        assertThat(desk.ask(first).verdict()).isEqualTo(Verdict.REJECTED);
        refuse(255);
        assertThat(why(desk.controls().askRelease(first.clientOrderId(), "r", "alice", desk.timeNs)))
                .isEqualTo(Why.HARD_BLOCK);
        refuse(1);
        assertThat(why(desk.controls().askRelease(first.clientOrderId(), "r", "alice", desk.timeNs)))
                .isEqualTo(Why.UNKNOWN);
    }

    private void refuse(int orders) {
        for (int i = 0; i < orders; i++) {
            desk.ask(desk.intent(BTC, Side.BUY, "1").limit(dec("1")).build());
        }
    }

    @Test
    void onlyWhoseOrderItIsAsksAndOnlyForWholeOrders() {
        desk.principal = "alice";
        OrderIntent order = desk.intent(BTC, Side.BUY, "1").limit(dec("1")).build();
        desk.ask(order);
        assertThat(why(desk.controls().askRelease(order.clientOrderId(), "r", "bob", desk.timeNs)))
                .isEqualTo(Why.NOT_THE_REQUESTER);
        RiskRequest.Child child = new RiskRequest.Child(desk.child(desk.parent(order), "1"), desk.parent(order));
        assertThat(desk.ask(child).verdict()).isEqualTo(Verdict.REJECTED);
        assertThat(why(desk.controls().askRelease(child.orderId(), "r", "alice", desk.timeNs)))
                .isEqualTo(Why.UNKNOWN);
    }

    @Test
    void aProposalThatAnotherChangeOvertookIsStaleAndWaitsForNobody() {
        OpenApproval first = waiting(propose("alice", "position.maxValue", "2000000000"));
        OpenApproval second = waiting(propose("alice", "position.maxValue", "3000000000"));
        assertThat(desk.controls().openApprovals()).containsExactly(first, second);
        desk.controls().approve(first.id(), "bob", "", desk.timeNs);
        assertThat(desk.controls().openApprovals()).isEmpty();
        assertThat(desk.controls().approve(second.id(), "bob", "", desk.timeNs))
                .isEqualTo(new ChangeResult.Refused(
                        Why.STALE, "limits changed since it was proposed: version 2 is in force"));
        assertThat(limits().values()).containsEntry("position.maxValue", "2000000000");
        assertThat(why(desk.controls().approve(first.id(), "bob", "", desk.timeNs)))
                .isEqualTo(Why.USED);
        assertThat(why(desk.controls().approve("approval-9", "bob", "", desk.timeNs)))
                .isEqualTo(Why.UNKNOWN);
        assertThat(why(desk.controls().deny("approval-9", "bob", "", desk.timeNs)))
                .isEqualTo(Why.UNKNOWN);
    }

    @Test
    void whatIsInForceAlreadyIsUnchanged() {
        assertThat(propose("alice", "position.maxValue", "1000000000.0"))
                .isEqualTo(new ChangeResult.Unchanged(desk.gate.configHash()));
        assertThat(desk.gate.takeNotices()).isEmpty();
    }

    /** Orders of three and of four need a look. */
    private record FewAreSuspicious() implements ComplianceRule {
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
            return order.quantity().compareTo(dec("3")) < 0 || order.quantity().compareTo(dec("4")) > 0
                    ? new RuleOutcome.Passed("")
                    : new RuleOutcome.Failed("suspicious");
        }
    }

    private void withTheRule() {
        desk.principal = "alice";
        desk.gate = StandardGate.builder()
                .limits(desk.limits)
                .compliance(Compliance.builder().rule(new FewAreSuspicious()).build())
                .build();
    }

    @Test
    void anOrderUnderReviewIsReleasedOnceToTheLetter() {
        withTheRule();
        OrderIntent order = desk.buy("3");
        assertThat(desk.ask(order).verdict()).isEqualTo(Verdict.REJECTED);
        OpenApproval open =
                waiting(desk.controls().askRelease(order.clientOrderId(), "a client", " Alice ", desk.timeNs));
        assertThat(open.kind()).isEqualTo(OpenApproval.Kind.ORDER_REVIEW);
        assertThat(open.subject()).isEqualTo("order " + order.clientOrderId() + ": BUY BTC/USD");
        assertThat(open.expiresNs() - open.askedNs()).isEqualTo(Desk.HOUR);
        ChangeResult agreed = desk.controls().approve(open.id(), "bob", "", desk.timeNs);
        assertThat(agreed).isInstanceOf(ChangeResult.Agreed.class);
        assertThat(((ChangeResult.Agreed) agreed).approval().approver()).isEqualTo("bob");
        assertThat(desk.ask(with(open, "4")).verdict()).isEqualTo(Verdict.REJECTED);
        desk.gate.takeNotices();
        assertThat(desk.ask(with(open, "3")).verdict()).isEqualTo(Verdict.APPROVED);
        assertThat(desk.gate.takeNotices())
                .containsExactly(
                        new RiskNotice.ApprovalStep(open.id(), open.subject(), ApprovalStage.USED, "alice", ""),
                        new RiskNotice.Latched(open.id() + " USED"));
        desk.pass(2 * SECOND);
        assertThat(desk.ask(with(open, "3")).verdict()).isEqualTo(Verdict.REJECTED);
    }

    private OrderIntent with(OpenApproval open, String quantity) {
        return desk.intent(BTC, Side.BUY, quantity)
                .limit(dec("100"))
                .metadata(Map.of(Compliance.APPROVAL, open.id()))
                .build();
    }

    @Test
    void aChangeUnderReviewIsAskedForAgainAsItIs() {
        withTheRule();
        OrderIntent order = desk.buy("2");
        assertThat(desk.ask(order).verdict()).isEqualTo(Verdict.APPROVED);
        ParentOrder parent = Desk.with(desk.parent(order), OrderStatus.ACCEPTED, "0");
        RiskRequest.Amend amend = new RiskRequest.Amend(parent, dec("3"), order.type(), "alice");
        assertThat(desk.ask(amend).verdict()).isEqualTo(Verdict.REJECTED);
        OpenApproval open =
                waiting(desk.controls().askRelease(order.clientOrderId(), "a client", "alice", desk.timeNs));
        assertThat(open.subject()).isEqualTo("change of order " + order.clientOrderId() + ": BUY BTC/USD");
        desk.controls().approve(open.id(), "bob", "", desk.timeNs);
        assertThat(desk.ask(amend).verdict()).isEqualTo(Verdict.APPROVED);
        assertThat(desk.controls().openApprovals()).isEmpty();
    }

    @Test
    void anOrderThatAlsoBreaksALimitIsNotReleased() {
        withTheRule();
        propose("carol", "order.maxValue", "350");
        OrderIntent order = desk.buy("4");
        desk.ask(order);
        assertThat(why(desk.controls().askRelease(order.clientOrderId(), "a client", "alice", desk.timeNs)))
                .isEqualTo(Why.HARD_BLOCK);
    }

    @Test
    void namesTheTextThatIsMissing() {
        RiskControls controls = desk.controls();
        assertThatThrownBy(() -> controls.proposeLimits(new TreeMap<>(), "", "alice", 1))
                .hasMessageStartingWith("reason");
        assertThatThrownBy(() -> controls.proposeLimits(new TreeMap<>(), "r", " ", 1))
                .hasMessageStartingWith("principal");
        assertThatThrownBy(() -> controls.askRelease("", "r", "alice", 1)).hasMessageStartingWith("orderId");
        assertThatThrownBy(() -> controls.askRelease("o", "", "alice", 1)).hasMessageStartingWith("reason");
        assertThatThrownBy(() -> controls.askRelease("o", "r", "", 1)).hasMessageStartingWith("principal");
        assertThatThrownBy(() -> controls.approve("", "bob", "", 1)).hasMessageStartingWith("approvalId");
        assertThatThrownBy(() -> controls.approve("a", "", "", 1)).hasMessageStartingWith("approver");
        assertThatThrownBy(() -> controls.deny("", "bob", "", 1)).hasMessageStartingWith("approvalId");
        assertThatThrownBy(() -> controls.deny("a", "", "", 1)).hasMessageStartingWith("approver");
    }

    @Test
    void aChainAndALockHandThemOn() {
        StandardGate first = StandardGate.builder().limits(desk.limits).build();
        StandardGate second = StandardGate.builder().limits(desk.limits).build();
        SerialGate gate = SerialGate.of(ChainedGate.of(List.of(first, second)));
        RiskControls controls = gate.controls().orElseThrow();
        OpenApproval open = waiting(propose(controls, "alice", "position.maxValue", "2000000000"));
        assertThat(controls.openApprovals()).containsExactly(open);
        assertThat(why(controls.approve(open.id(), "alice", "", desk.timeNs))).isEqualTo(Why.SELF_APPROVAL);
        assertThat(controls.approve(open.id(), "bob", "", desk.timeNs)).isInstanceOf(ChangeResult.InForce.class);
        assertThat(controls.limits().orElseThrow().version()).isEqualTo(2);
        assertThat(first.limits().position().maxValue()).isEqualByComparingTo("2000000000");
        assertThat(second.limits().position().maxValue())
                .as("limits are those of the first gate that has any")
                .isEqualByComparingTo("1000000000");
        assertThat(gate.takeNotices()).hasSize(8).last().isEqualTo(new RiskNotice.Latched("limits, version 2"));
        assertThat(gate.takeNotices()).isEmpty();

        String other = waiting(propose(controls, "alice", "position.maxValue", "3000000000"))
                .id();
        assertThat(controls.deny(other, "bob", "", desk.timeNs)).isEqualTo(new ChangeResult.Denied(other));
        assertThat(why(controls.askRelease("nobody", "r", "alice", desk.timeNs)))
                .isEqualTo(Why.UNKNOWN);
        waiting(propose(controls, "alice", "position.maxValue", "4000000000"));
        waiting(propose(second.controls().orElseThrow(), "carol", "position.maxValue", "4000000000"));
        gate.takeNotices();
        gate.onTime(desk.timeNs + 5 * Desk.HOUR);
        assertThat(gate.takeNotices())
                .filteredOn(RiskNotice.ApprovalStep.class::isInstance)
                .as("of both")
                .hasSize(2);
    }

    @Test
    void aChainWithoutLimitsSaysSo() {
        RiskControls plain = new RiskControls() {
            @Override
            public boolean kill(KillSwitch killSwitch) {
                return false;
            }

            @Override
            public boolean rearm(
                    KillSwitch.Scope scope, String target, String reason, String principal, String approver) {
                return false;
            }

            @Override
            public void resetLosses(String reason, String principal) {}

            @Override
            public boolean resetBreaker(String breaker, String scope, String reason, String principal) {
                return false;
            }
        };
        ChainedControls controls = new ChainedControls(List.of(plain));
        assertThat(controls.limits()).isEmpty();
        assertThat(controls.openApprovals()).isEmpty();
        assertThat(propose(controls, "alice", "a", "1"))
                .isEqualTo(new ChangeResult.Unsupported("no gate of the chain has limits that could be changed"));
        assertThat(plain.approve("a", "bob", "", 1)).isInstanceOf(ChangeResult.Unsupported.class);
        assertThat(plain.deny("a", "bob", "", 1)).isInstanceOf(ChangeResult.Unsupported.class);
        assertThat(plain.askRelease("a", "b", "c", 1)).isInstanceOf(ChangeResult.Unsupported.class);
        assertThat(propose(plain, "alice", "a", "1")).isInstanceOf(ChangeResult.Unsupported.class);
    }
}
