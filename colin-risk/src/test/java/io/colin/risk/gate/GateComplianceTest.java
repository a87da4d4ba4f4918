package io.colin.risk.gate;

import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.dec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.colin.api.alert.Severity;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Refusal;
import io.colin.api.order.Side;
import io.colin.api.risk.ChangeResult;
import io.colin.api.risk.CheckResult;
import io.colin.api.risk.KillSwitch;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskDecision.Verdict;
import io.colin.api.risk.RiskRequest;
import io.colin.risk.Regime;
import io.colin.risk.RiskLimits;
import io.colin.risk.approval.Approval;
import io.colin.risk.approval.ApprovalAnswer;
import io.colin.risk.approval.ApprovalKind;
import io.colin.risk.approval.ApprovalRequest;
import io.colin.risk.approval.Approvals;
import io.colin.risk.compliance.Compliance;
import io.colin.risk.compliance.ComplianceRule;
import io.colin.risk.compliance.OrderFacts;
import io.colin.risk.compliance.OrderReview;
import io.colin.risk.compliance.OrderUnderRule;
import io.colin.risk.compliance.RuleOutcome;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Row 17 within the gate: rules of conduct judge what the other checks let pass. */
class GateComplianceTest {
    private static final RiskLimits LIMITS =
            Desk.wide().compliance(c -> c.regime(Regime.MIFID_II)).build();

    private final Approvals approvals = Approvals.builder().build();
    private Desk desk = new Desk(LIMITS, "1000000");

    /** A rule of the user's with one body. */
    private record Rule(String id, Severity severity, Function<OrderUnderRule, RuleOutcome> body)
            implements ComplianceRule {
        @Override
        public RuleOutcome test(OrderUnderRule order) {
            return body.apply(order);
        }
    }

    @BeforeEach
    void showBooks() {
        open(LIMITS, List.of());
    }

    private void open(RiskLimits limits, List<ComplianceRule> rules) {
        Compliance.Builder compliance = Compliance.builder().approvals(approvals);
        rules.forEach(compliance::rule);
        desk = new Desk(limits, "1000000");
        desk.principal = "alice";
        desk.gate = StandardGate.builder()
                .limits(limits)
                .compliance(compliance.build())
                .venues(List.of("a", "b", "c"))
                .build();
        desk.showBook(BTC, List.of(Desk.level("99.99", "1000")), List.of(Desk.level("100.01", "1000")));
    }

    private static List<String> codes(RiskDecision decision) {
        return decision.reasons().stream().map(Refusal::code).toList();
    }

    private static CheckResult last(RiskDecision decision) {
        return decision.checks().getLast();
    }

    private OrderIntent buy(String quantity, String approval) {
        OrderIntent.Builder intent = desk.intent(BTC, Side.BUY, quantity).limit(dec("100"));
        return (approval.isEmpty() ? intent : intent.metadata(Map.of(Compliance.APPROVAL, approval))).build();
    }

    /** Somebody else releases an order of ten that lacks fresh quotes. */
    private String released(OrderIntent intent) {
        ApprovalAnswer asked = approvals.ask(
                new ApprovalRequest(
                        ApprovalKind.ORDER_REVIEW,
                        "order",
                        OrderReview.fingerprint(
                                OrderFacts.builder("any", intent).build(), List.of("MIFID_001")),
                        "alice",
                        "the venues are down",
                        desk.timeNs + 60 * Desk.SECOND),
                desk.timeNs);
        String id = ((ApprovalAnswer.Done) asked).approval().id();
        approvals.approve(id, "bob", "", desk.timeNs);
        return id;
    }

    @Test
    void theQuotesThatBestExecutionSawAreRecordedWithTheOrder() {
        RiskDecision decision = desk.ask(buy("10", ""));
        assertThat(decision.verdict()).isEqualTo(Verdict.APPROVED);
        assertThat(last(decision).check()).isEqualTo("compliance");
        assertThat(last(decision).detail())
                .isEqualTo("MIFID_001 a 99.99/100.01 0ns; b 99.99/100.01 0ns; c 99.99/100.01 0ns");
    }

    @Test
    void withoutFreshQuotesTheOrderWaitsForAReviewThatNamesTheRule() {
        desk.books.clear();
        RiskDecision decision = desk.ask(buy("10", ""));
        assertThat(codes(decision)).containsExactly("COMPLIANCE");
        assertThat(last(decision).check()).isEqualTo("compliance.MIFID_001");
        assertThat(decision.reasons().getFirst().message())
                .contains("verdict=requires_review")
                .contains("fresh quotes of 0 of 3 connected venues");
    }

    private static final ComplianceRule AT_MOST_50 = new Rule(
            "DESK_050",
            Severity.HIGH,
            order -> order.quantity().compareTo(dec("50")) <= 0
                    ? RuleOutcome.passed()
                    : new RuleOutcome.Failed("more than 50"));

    private void halt() {
        desk.controls().kill(new KillSwitch(KillSwitch.Scope.SYSTEM, "", "why", "carol", desk.timeNs));
    }

    @Test
    void anOrderThatALimitRefusesAtEverySizeIsToldWhichRulesItBreaksBesides() {
        ComplianceRule never =
                new Rule("DESK_007", Severity.CRITICAL, order -> new RuleOutcome.Failed("not on Mondays"));
        ComplianceRule broken = new Rule("DESK_008", Severity.HIGH, order -> {
            throw new IllegalStateException("a rule of its own making");
        });
        open(LIMITS, List.of(never, broken));
        desk.books.clear();
        halt();
        OrderIntent order = buy("10", "");
        RiskDecision decision = desk.ask(order);
        assertThat(codes(decision)).containsExactly("TRADING_HALTED", "TRADING_HALTED", "COMPLIANCE", "COMPLIANCE");
        assertThat(decision.reasons().get(2).message())
                .contains("rule=MIFID_001 verdict=hard_block ")
                .contains("fresh quotes of 0 of 3 connected venues");
        assertThat(decision.reasons().get(3).message()).contains("rule=DESK_007 verdict=hard_block not on Mondays");
        assertThat(decision.checks())
                .filteredOn(row -> row.check().startsWith("compliance."))
                .extracting(CheckResult::check, CheckResult::outcome)
                .containsExactly(
                        tuple("compliance.MIFID_001", CheckResult.CheckOutcome.FAILED),
                        tuple("compliance.DESK_007", CheckResult.CheckOutcome.FAILED));
        assertThat(desk.controls().askRelease(order.clientOrderId(), "please", "alice", desk.timeNs))
                .isInstanceOfSatisfying(
                        ChangeResult.Refused.class, no -> assertThat(no.why()).isEqualTo(ChangeResult.Why.HARD_BLOCK));
    }

    @Test
    void aRuleThatMirrorsALimitIsNamedByTheLimitAlone() {
        RiskLimits limits =
                LIMITS.toBuilder().order(o -> o.maxValue(dec("5000"))).build();
        open(limits, List.of());
        halt();
        assertThat(codes(desk.ask(buy("60", ""))))
                .containsExactly("TRADING_HALTED", "TRADING_HALTED", "NOTIONAL_EXCEEDS_MAXIMUM");
    }

    @Test
    void besideALimitTheRulesJudgeTheSizeThatLimitsOfSizeWouldLeave() {
        RiskLimits limits =
                LIMITS.toBuilder().order(o -> o.maxValue(dec("5000"))).build();
        open(limits, List.of(AT_MOST_50));
        halt();
        assertThat(codes(desk.ask(buy("60", "")))).doesNotContain("COMPLIANCE");
        open(LIMITS, List.of(AT_MOST_50));
        halt();
        assertThat(codes(desk.ask(buy("60", "")))).contains("COMPLIANCE");
    }

    @Test
    void anApprovalIsNotUsedUpByAnOrderThatALimitRefusesBesides() {
        desk.books.clear();
        String id = released(buy("10", ""));
        desk.price(BTC, "106");
        assertThat(codes(desk.ask(buy("10", id)))).containsExactly("PRICE_COLLAR");
        assertThat(approvals.approval(id)).map(Approval::status).contains(Approval.Status.APPROVED);
        assertThat(codes(desk.ask(buy("10", "")))).containsExactly("PRICE_COLLAR", "COMPLIANCE");
        desk.price(BTC, "100");
        assertThat(desk.ask(buy("10", id)).verdict()).isEqualTo(Verdict.APPROVED);
        assertThat(approvals.approval(id)).map(Approval::status).contains(Approval.Status.USED);
    }

    @Test
    void aReleasedOrderGoesOnceAndItsSlicesWithIt() {
        desk.books.clear();
        String id = released(buy("10", ""));
        OrderIntent order = buy("10", id);
        RiskDecision decision = desk.ask(order);
        assertThat(decision.verdict()).isEqualTo(Verdict.APPROVED);
        assertThat(last(decision).detail()).isEqualTo("released");
        assertThat(decision.warnings()).singleElement().asString().contains("released by bob with " + id);
        assertThat(approvals.approval(id)).map(Approval::status).contains(Approval.Status.USED);

        ParentOrder parent = Desk.with(desk.parent(order), OrderStatus.ACCEPTED, "0");
        desk.gate.onParent(parent);
        assertThat(desk.ask(desk.child(parent, "4"), parent).verdict()).isEqualTo(Verdict.APPROVED);
        desk.pass(2 * Desk.SECOND);
        RiskDecision again = desk.ask(buy("10", id));
        assertThat(codes(again)).containsExactly("COMPLIANCE");
        assertThat(again.reasons().getFirst().message()).contains("USED");
    }

    @Test
    void anOrderThatFailsAHardLimitDoesNotUseItsReleaseUp() {
        RiskLimits tight =
                LIMITS.toBuilder().order(order -> order.maxValue(dec("500"))).build();
        open(tight, List.of());
        desk.books.clear();
        String id = released(buy("10", ""));
        RiskDecision decision = desk.ask(buy("10", id));
        assertThat(decision.verdict()).isEqualTo(Verdict.REJECTED);
        assertThat(codes(decision)).contains("NOTIONAL_EXCEEDS_MAXIMUM");
        assertThat(approvals.approval(id)).map(Approval::status).contains(Approval.Status.APPROVED);
    }

    @Test
    void rulesJudgeTheOrderAsReduced() {
        List<BigDecimal> seen = new ArrayList<>();
        RiskLimits tight =
                LIMITS.toBuilder().order(order -> order.maxValue(dec("500"))).build();
        open(tight, List.of(new Rule("DESK_1", Severity.HIGH, order -> {
            seen.add(order.quantity());
            return order.quantity().compareTo(dec("6")) < 0 ? RuleOutcome.passed() : new RuleOutcome.Failed("too much");
        })));
        OrderIntent reducible = desk.intent(BTC, Side.BUY, "10")
                .limit(dec("100"))
                .reducible(true)
                .build();
        RiskDecision decision = desk.ask(reducible);
        assertThat(decision.verdict()).isEqualTo(Verdict.REDUCED);
        assertThat(seen).allSatisfy(quantity -> assertThat(quantity).isEqualByComparingTo(decision.allowedQuantity()));
        assertThat(seen).isNotEmpty();
    }

    @Test
    void aRuleThatThrowsRefusesOneOrderAndTheNextIsJudged() {
        boolean[] broken = {true};
        open(LIMITS, List.of(new Rule("DESK_1", Severity.LOW, order -> {
            if (broken[0]) {
                throw new IllegalStateException("no input");
            }
            return RuleOutcome.passed();
        })));
        RiskDecision refused = desk.ask(buy("10", ""));
        assertThat(codes(refused)).containsExactly("COMPLIANCE");
        assertThat(refused.reasons().getFirst().message())
                .contains("verdict=not_judged")
                .contains("no input");
        broken[0] = false;
        assertThat(desk.ask(buy("10", "")).verdict()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void aCriticalRuleRefusesForGood() {
        open(LIMITS, List.of(new Rule("DESK_1", Severity.CRITICAL, order -> new RuleOutcome.Failed("never"))));
        RiskDecision decision = desk.ask(buy("10", ""));
        assertThat(decision.reasons().getFirst().message())
                .contains("verdict=non_compliant")
                .contains("rule=DESK_1");
    }

    @Test
    void rulesSeeWhatTheOrderIsAndWhatItLeadsTo() {
        List<OrderUnderRule> seen = new ArrayList<>();
        open(
                LIMITS.toBuilder().compliance(c -> c.regime(Regime.NONE)).build(),
                List.of(new Rule("DESK_1", Severity.LOW, order -> {
                    seen.add(order);
                    return RuleOutcome.passed();
                })));
        desk.hold(BTC, "10");
        OrderIntent first = desk.intent(BTC, Side.SELL, "4").limit(dec("101")).build();
        assertThat(desk.ask(first).passes()).isTrue();
        OrderIntent second = desk.intent(BTC, Side.SELL, "5").limit(dec("102")).build();
        assertThat(desk.ask(second).passes()).isTrue();
        ParentOrder parent = desk.parent(second);
        assertThat(desk.ask(desk.child(parent, "3"), parent).passes()).isTrue();
        OrderIntent more = desk.intent(BTC, Side.BUY, "7").limit(dec("99")).build();
        assertThat(desk.ask(more).passes()).isTrue();
        assertThat(seen)
                .extracting(order -> order.lowestPositionAfter().orElseThrow().toPlainString())
                .containsExactly("6", "1", "1", "1");
        assertThat(seen)
                .extracting(order -> order.symbolExposureAfter().orElseThrow().intValueExact())
                .as("the position of 1000, and what may be bought besides")
                .containsExactly(1000, 1000, 1000, 1700);
        assertThat(seen)
                .extracting(OrderUnderRule::stage)
                .containsExactly(
                        OrderUnderRule.Stage.PARENT,
                        OrderUnderRule.Stage.PARENT,
                        OrderUnderRule.Stage.CHILD,
                        OrderUnderRule.Stage.PARENT);
        assertThat(seen).extracting(OrderUnderRule::shrinksOnly).containsExactly(true, true, true, false);
        assertThat(seen).extracting(order -> order.tradesToday().orElseThrow()).containsExactly(0L, 1L, 2L, 2L);
        assertThat(seen)
                .extracting(OrderUnderRule::parentId)
                .containsExactly(
                        first.clientOrderId(), second.clientOrderId(), second.clientOrderId(), more.clientOrderId());
        OrderUnderRule last = seen.getLast();
        assertThat(last.orderId()).isEqualTo(more.clientOrderId());
        assertThat(last.intent()).isEqualTo(more);
        assertThat(last.principal()).isEqualTo("alice");
        assertThat(last.timeNs()).isEqualTo(desk.timeNs);
        assertThat(last.quantity()).isEqualByComparingTo("7");
        assertThat(last.symbolKnown()).isTrue();
        assertThat(last.referencePrice().orElseThrow()).isEqualByComparingTo("100");
        assertThat(last.value().orElseThrow()).isEqualByComparingTo("700");
        assertThat(last.equity().orElseThrow()).isEqualByComparingTo("1000000");
        assertThat(last.connectedVenues()).containsExactly("a", "b", "c");
        assertThat(last.limits()).isEqualTo(desk.gate.limits());
        assertThat(last.quotes()).hasSize(3).allSatisfy(quote -> {
            assertThat(quote.quote().bid()).isEqualByComparingTo("99.99");
            assertThat(quote.quote().ask()).isEqualByComparingTo("100.01");
        });
    }

    @Test
    void aBookOfOneSideIsNoQuoteAndAnAmendIsNoFurtherTrade() {
        List<OrderUnderRule> seen = new ArrayList<>();
        open(
                LIMITS.toBuilder().compliance(c -> c.regime(Regime.NONE)).build(),
                List.of(new Rule("DESK_1", Severity.LOW, order -> {
                    seen.add(order);
                    return RuleOutcome.passed();
                })));
        desk.showBook(BTC, List.of(), List.of(Desk.level("100.01", "1000")));
        OrderIntent order = buy("10", "");
        assertThat(desk.ask(order).passes()).isTrue();
        ParentOrder parent = Desk.with(desk.parent(order), OrderStatus.ACCEPTED, "0");
        desk.gate.onParent(parent);
        assertThat(desk.ask(new RiskRequest.Amend(parent, dec("11"), order.type(), "alice"))
                        .passes())
                .isTrue();
        assertThat(seen.getFirst().quotes()).isEmpty();
        assertThat(seen.getLast().stage()).isEqualTo(OrderUnderRule.Stage.AMEND);
        assertThat(seen.getLast().quantity()).isEqualByComparingTo("11");
        assertThat(seen.getLast().tradesToday()).hasValue(0);
    }

    @Test
    void aReleaseEndsWithItsOrder() {
        desk.books.clear();
        String id = released(buy("10", ""));
        OrderIntent order = buy("10", id);
        assertThat(desk.ask(order).passes()).isTrue();
        ParentOrder parent = Desk.with(desk.parent(order), OrderStatus.ACCEPTED, "0");
        desk.gate.onParent(parent);
        assertThat(desk.ask(desk.child(parent, "4"), parent).passes()).isTrue();
        desk.gate.onParent(Desk.with(parent, OrderStatus.CANCELED, "0"));
        RiskDecision late = desk.ask(desk.child(parent, "4"), parent);
        assertThat(late.passes()).isFalse();
    }
}
