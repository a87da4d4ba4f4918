package io.colin.risk.compliance;

import static io.colin.risk.compliance.Orders.BTC;
import static io.colin.risk.compliance.Orders.SECOND;
import static io.colin.risk.compliance.Orders.T;
import static io.colin.risk.compliance.Orders.blocking;
import static io.colin.risk.compliance.Orders.dec;
import static io.colin.risk.compliance.Orders.quote;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.alert.Severity;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderType;
import io.colin.api.order.Side;
import io.colin.risk.Regime;
import io.colin.risk.RiskLimits;
import io.colin.risk.approval.Approval;
import io.colin.risk.approval.ApprovalAnswer;
import io.colin.risk.approval.ApprovalKind;
import io.colin.risk.approval.ApprovalRequest;
import io.colin.risk.approval.Approvals;
import io.colin.risk.approval.Fingerprint;
import io.colin.risk.compliance.ComplianceVerdict.Compliant;
import io.colin.risk.compliance.ComplianceVerdict.Released;
import io.colin.risk.compliance.ComplianceVerdict.RequiresReview;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may let an order go that a rule holds back, and what no one may. */
class ComplianceReleaseTest {
    private static final long MINUTE = 60 * SECOND;
    private static final List<String> RULE = List.of("MIFID_001");

    private final Approvals approvals = Approvals.builder().build();
    private final Compliance compliance =
            Compliance.builder().approvals(approvals).build();

    private static OrderIntent order(String quantity, String approval) {
        OrderIntent.Builder intent = OrderIntent.of(BTC, Side.BUY, dec(quantity))
                .clientOrderId("c-" + (approval.isEmpty() ? "first" : approval))
                .type(new OrderType.Limit(dec("1000")));
        return (approval.isEmpty() ? intent : intent.metadata(Map.of(Compliance.APPROVAL, approval))).build();
    }

    /** One venue of three shows a fresh quote. */
    private static OrderFacts.Builder stale(OrderIntent intent) {
        return Orders.facts(intent, Regime.MIFID_II)
                .market(new TreeSet<>(List.of("a", "b", "c")), List.of(quote("a", T)));
    }

    private String asked(Fingerprint what) {
        ApprovalAnswer answer = approvals.ask(
                new ApprovalRequest(
                        ApprovalKind.ORDER_REVIEW, "order", what, "alice", "venue b is down", T + 10 * MINUTE),
                T);
        return ((ApprovalAnswer.Done) answer).approval().id();
    }

    private String approved(OrderFacts order) {
        String id = asked(OrderReview.fingerprint(order, RULE));
        assertThat(approvals.approve(id, "bob", "seen", T)).isInstanceOf(ApprovalAnswer.Done.class);
        return id;
    }

    private static String note(ComplianceVerdict verdict) {
        assertThat(verdict).isInstanceOf(RequiresReview.class);
        assertThat(verdict.passes()).isFalse();
        return ((RequiresReview) verdict).note();
    }

    @Test
    void givenSomebodyElseReleasedItWhenItIsSentAgainThenItGoesOnceAndTheRecordNamesBoth() {
        OrderFacts first = stale(order("1", "")).build();
        assertThat(note(compliance.judge(first))).isEmpty();
        String id = approved(first);
        OrderFacts again = stale(order("1", id)).build();

        ComplianceVerdict verdict = compliance.judge(again);
        assertThat(verdict).isInstanceOf(Released.class);
        assertThat(verdict.text()).isEqualTo("released");
        assertThat(((Released) verdict).approvalId()).isEqualTo(id);
        assertThat(((Released) verdict).rules()).containsExactly("MIFID_001");
        assertThat(Orders.outcome(verdict, "MIFID_001"))
                .isEqualTo(new RuleOutcome.Warned("released by bob with " + id
                        + ": fresh quotes of 1 of 3 connected venues, 2 needed: a 999/1001 0ns"));
        assertThat(compliance.judge(again)).isEqualTo(verdict);
        compliance.accepted(again, verdict);
        assertThat(approvals.approval(id)).map(Approval::status).contains(Approval.Status.USED);
        assertThat(note(compliance.judge(again))).startsWith("USED");
        assertThatThrownBy(() -> compliance.accepted(again, verdict)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void givenNobodyAgreedOrSomebodyDeniedThenItStaysBlocked() {
        OrderFacts first = stale(order("1", "")).build();
        String id = asked(OrderReview.fingerprint(first, RULE));
        OrderFacts again = stale(order("1", id)).build();
        assertThat(note(compliance.judge(again))).startsWith("NOT_APPROVED");
        approvals.approve(id, "alice", "", T);
        assertThat(note(compliance.judge(again))).startsWith("NOT_APPROVED");
        approvals.deny(id, "bob", "", T);
        assertThat(note(compliance.judge(again))).startsWith("DENIED");
        assertThat(note(compliance.judge(stale(order("1", "approval-9")).build())))
                .startsWith("UNKNOWN");
    }

    @ParameterizedTest
    @CsvSource({"599999999999, true", "600000000000, false"})
    void givenTheReleaseIsOldThenItIsVoid(long later, boolean passes) {
        String id = approved(stale(order("1", "")).build());
        OrderFacts again = stale(order("1", id))
                .timeNs(T + later)
                .market(new TreeSet<>(List.of("a", "b", "c")), List.of(quote("a", T + later)))
                .build();
        ComplianceVerdict verdict = compliance.judge(again);
        assertThat(verdict.passes()).isEqualTo(passes);
        if (!passes) {
            assertThat(note(verdict)).startsWith("EXPIRED");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.5", "1.00000001", "2"})
    void givenAnotherQuantityWasReleasedThenItStaysBlocked(String quantity) {
        String id = approved(stale(order("1", "")).build());
        assertThat(note(compliance.judge(stale(order(quantity, id)).build()))).startsWith("WRONG_FINGERPRINT");
    }

    @Test
    void givenSomebodyElseSendsItThenItStaysBlocked() {
        String id = approved(stale(order("1", "")).build());
        OrderFacts other = stale(order("1", id)).principal("bob").build();
        assertThat(note(compliance.judge(other))).startsWith("NOT_THE_REQUESTER");
    }

    @Test
    void givenItFailsAnotherRuleAsWellThenTheReleaseDoesNotCoverIt() {
        boolean[] open = {true};
        Compliance own = Compliance.builder()
                .approvals(approvals)
                .rule(new StandardRules.Rule(
                        "DESK_1",
                        Severity.LOW,
                        true,
                        o -> open[0] ? RuleOutcome.passed() : new RuleOutcome.Failed("closed")))
                .build();
        String id = approved(stale(order("1", "")).build());
        OrderFacts again = stale(order("1", id)).build();
        assertThat(own.judge(again)).isInstanceOf(Released.class);
        open[0] = false;
        assertThat(note(own.judge(again))).startsWith("WRONG_FINGERPRINT");
    }

    @Test
    void aReleaseCoversTheSlicesOfItsOrderForItsRulesUntilItEnds() {
        String id = approved(stale(order("1", "")).build());
        OrderFacts again = stale(order("1", id)).build();
        OrderFacts slice = stale(order("1", id)).childOf("o-1").build();
        OrderFacts foreign = stale(order("1", id)).childOf("o-2").build();
        assertThat(compliance.judge(slice)).isInstanceOf(RequiresReview.class);
        compliance.accepted(again, compliance.judge(again));

        ComplianceVerdict verdict = compliance.judge(slice);
        assertThat(verdict).isInstanceOf(Compliant.class);
        assertThat(Orders.outcome(verdict, "MIFID_001")).isInstanceOf(RuleOutcome.Warned.class);
        assertThat(compliance.judge(foreign)).isInstanceOf(RequiresReview.class);
        OrderFacts large = stale(order("1", id))
                .childOf("o-1")
                .symbolExposureAfter(dec("20000.01"))
                .build();
        assertThat(blocking(compliance.judge(large))).containsExactly("POS_002");

        SortedMap<String, String> state = new TreeMap<>();
        compliance.save(state);
        Compliance restarted = Compliance.builder().approvals(approvals).build();
        restarted.restore(state);
        assertThat(restarted.judge(slice)).isInstanceOf(Compliant.class);
        restarted.onClosed("o-1");
        assertThat(restarted.judge(slice)).isInstanceOf(RequiresReview.class);
    }

    @Test
    void aChangeTakesTheReleaseGivenForExactlyIt() {
        OrderFacts change = stale(order("1", "")).amend().build();
        assertThat(compliance.judge(change)).isInstanceOf(RequiresReview.class);
        String id = approved(change);
        assertThat(compliance.judge(stale(order("1", "")).build()))
                .describedAs("the release of a change is none of a new order")
                .isInstanceOf(RequiresReview.class);
        assertThat(compliance.judge(stale(order("2", "")).amend().build())).isInstanceOf(RequiresReview.class);
        ComplianceVerdict verdict = compliance.judge(change);
        assertThat(verdict).isInstanceOf(Released.class);
        compliance.accepted(change, verdict);
        assertThat(approvals.approval(id)).map(Approval::status).contains(Approval.Status.USED);
        assertThat(compliance.judge(change)).isInstanceOf(RequiresReview.class);
    }

    @Test
    void givenTheirStrategyIsLockedForItsMessagesThenOneOrderThatASecondPersonLetsGoPassesWithItsChildren() {
        for (int i = 0; i < 100; i++) {
            OrderFacts child = Orders.plain().childOf("p-1").build();
            compliance.accepted(child, compliance.judge(child));
        }
        OrderFacts first = Orders.facts(order("1", ""), Regime.NONE).build();
        assertThat(blocking(compliance.judge(first))).containsExactly("OTR_001");
        assertThat(note(compliance.judge(first))).isEmpty();
        String id = asked(OrderReview.fingerprint(first, List.of("OTR_001")));
        OrderFacts again = Orders.facts(order("1", id), Regime.NONE).build();
        assertThat(note(compliance.judge(again))).startsWith("NOT_APPROVED");
        approvals.approve(id, "bob", "closes", T);
        ComplianceVerdict verdict = compliance.judge(again);
        assertThat(verdict).isInstanceOf(Released.class);
        compliance.accepted(again, verdict);

        OrderFacts child = Orders.facts(order("1", id), Regime.NONE)
                .childOf(again.orderId())
                .build();
        assertThat(compliance.judge(child).passes()).as("its child").isTrue();
        OrderFacts other =
                Orders.facts(order("1", ""), Regime.NONE).childOf("another").build();
        assertThat(compliance.judge(other).passes()).as("the child of another").isFalse();
        assertThat(note(compliance.judge(again))).as("once").startsWith("USED");
        assertThat(compliance.lockedUntilNs("manual", T)).as("the lock stands").isPresent();
    }

    /** Every way of breaking a hard rule, tried with every release there is: none may pass. */
    @Test
    void noReleaseOverridesAHardBlock() {
        RiskLimits restricted = RiskLimits.builder()
                .compliance(c -> c.regime(Regime.MIFID_II).restricted(List.of(BTC)))
                .build();
        List<java.util.function.UnaryOperator<OrderFacts.Builder>> hard = List.of(
                o -> o.value(dec("2000.01")),
                o -> o.symbolExposureAfter(dec("20000.01")),
                o -> o.value(dec("99")),
                o -> o.tradesToday(1_000),
                o -> o.symbolKnown(false),
                o -> o.quantity(BigDecimal.ZERO),
                o -> o.limits(restricted),
                o -> o.market(new TreeSet<>(), List.of()));
        for (var breaking : hard) {
            OrderFacts first = breaking.apply(stale(order("1", ""))).build();
            List<String> failing = blocking(compliance.judge(first));
            String id = asked(OrderReview.fingerprint(first, failing));
            approvals.approve(id, "bob", "", T);
            OrderFacts again = breaking.apply(stale(order("1", id))).build();
            ComplianceVerdict verdict = compliance.judge(again);
            assertThat(verdict.passes()).describedAs("%s", failing).isFalse();
            assertThatThrownBy(() -> compliance.accepted(again, verdict)).isInstanceOf(IllegalStateException.class);
            assertThat(approvals.approval(id)).map(Approval::status).contains(Approval.Status.APPROVED);
        }
    }

    @Test
    void rulesWithoutADeskReleaseNothing() {
        Compliance alone = Compliance.builder().build();
        String id = approved(stale(order("1", "")).build());
        assertThat(note(alone.judge(stale(order("1", id)).build()))).startsWith("UNKNOWN");
    }

    @Test
    void anAcceptedOrderMustHavePassed() {
        OrderFacts order = stale(order("1", "")).build();
        ComplianceVerdict verdict = compliance.judge(order);
        assertThatThrownBy(() -> compliance.accepted(order, verdict))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("requires_review");
    }

    /**
     * However a quantity is cut, what passes together stays within the limit of the symbol, and each slice within that of an
     * order.
     */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void slicingAnOrderGetsNoMorePast(long seed) {
        Random random = new Random(seed);
        BigDecimal exposure = BigDecimal.ZERO;
        List<BigDecimal> passed = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            BigDecimal value = BigDecimal.valueOf(100 + random.nextInt(4_000));
            OrderFacts slice = Orders.plain()
                    .value(value)
                    .symbolExposureAfter(exposure.add(value))
                    .build();
            ComplianceVerdict verdict = compliance.judge(slice);
            boolean fits =
                    value.compareTo(dec("2000")) <= 0 && exposure.add(value).compareTo(dec("20000")) <= 0;
            assertThat(verdict.passes()).isEqualTo(fits);
            if (verdict.passes()) {
                compliance.accepted(slice, verdict);
                exposure = exposure.add(value);
                passed.add(value);
            }
        }
        assertThat(exposure).isLessThanOrEqualTo(dec("20000")).isGreaterThan(dec("18000"));
        assertThat(passed).allMatch(value -> value.compareTo(dec("2000")) <= 0);
    }

    /** One release of ten units is worth nothing to ten orders of one unit. */
    @Test
    void aReleaseCannotBeSpentInSlices() {
        String id = approved(stale(order("10", "")).build());
        for (int i = 0; i < 10; i++) {
            assertThat(note(compliance.judge(stale(order("1", id)).build()))).startsWith("WRONG_FINGERPRINT");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "compliance.released.o-1, none",
        "compliance.released.o-1, approval-1:",
        "compliance.order_to_trade_lock.s, soon"
    })
    void unreadableStateNamesTheField(String name, String text) {
        assertThatThrownBy(() -> compliance.restore(Map.of(name, text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name);
    }
}
