package io.colin.risk.compliance;

import static io.colin.risk.compliance.Orders.BTC;
import static io.colin.risk.compliance.Orders.SECOND;
import static io.colin.risk.compliance.Orders.T;
import static io.colin.risk.compliance.Orders.blocking;
import static io.colin.risk.compliance.Orders.dec;
import static io.colin.risk.compliance.Orders.facts;
import static io.colin.risk.compliance.Orders.intent;
import static io.colin.risk.compliance.Orders.outcome;
import static io.colin.risk.compliance.Orders.plain;
import static io.colin.risk.compliance.Orders.quote;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.alert.Severity;
import io.colin.api.market.Quote;
import io.colin.api.order.DenialCode;
import io.colin.api.order.Side;
import io.colin.api.risk.CheckResult;
import io.colin.risk.Regime;
import io.colin.risk.RiskLimits;
import io.colin.risk.compliance.ComplianceVerdict.Compliant;
import io.colin.risk.compliance.ComplianceVerdict.NonCompliant;
import io.colin.risk.compliance.ComplianceVerdict.NotJudged;
import io.colin.risk.compliance.ComplianceVerdict.RequiresReview;
import io.colin.risk.compliance.RuleOutcome.CannotJudge;
import io.colin.risk.compliance.RuleOutcome.Failed;
import io.colin.risk.compliance.RuleOutcome.Passed;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ComplianceTest {
    private static final List<String> GENERAL =
            List.of("POS_001", "POS_002", "ORD_001", "ORD_002", "FREQ_001", "SYM_001", "GEN_001", "OTR_001");

    private final Compliance compliance = Compliance.builder().build();

    private ComplianceVerdict judge(OrderFacts.Builder order) {
        return compliance.judge(order.build());
    }

    private static ComplianceRule rule(String id, Severity severity, Function<OrderUnderRule, RuleOutcome> body) {
        return new ComplianceRule() {
            @Override
            public String id() {
                return id;
            }

            @Override
            public Severity severity() {
                return severity;
            }

            @Override
            public RuleOutcome test(OrderUnderRule order) {
                return body.apply(order);
            }
        };
    }

    @ParameterizedTest
    @EnumSource(Regime.class)
    void aPlainOrderPassesUnderEveryRegimeAndAllRulesRan(Regime regime) {
        ComplianceVerdict verdict = judge(facts(intent(Side.BUY, Map.of()), regime));
        assertThat(verdict).isInstanceOf(Compliant.class);
        assertThat(verdict.passes()).isTrue();
        assertThat(verdict.blocking()).isEmpty();
        List<String> expected = new ArrayList<>(GENERAL);
        expected.addAll(
                switch (regime) {
                    case NONE -> List.of();
                    case SEC_FINRA -> List.of("FINRA_001", "SEC_001");
                    case MIFID_II -> List.of("MIFID_001");
                    case FCA -> List.of("FCA_001");
                    case ASIC -> List.of("ASIC_001", "ASIC_002");
                });
        assertThat(verdict.findings()).extracting(RuleFinding::rule).containsExactlyElementsOf(expected);
        assertThat(compliance.ruleIds(regime)).containsExactlyElementsOf(expected);
    }

    record Case(String rule, Severity severity, boolean releasable, UnaryOperator<OrderFacts.Builder> breaking) {}

    private static List<Case> generalCases() {
        return List.of(
                new Case("POS_001", Severity.HIGH, false, o -> o.value(dec("2000.01"))),
                new Case("POS_002", Severity.HIGH, false, o -> o.symbolExposureAfter(dec("20000.01"))),
                new Case(
                        "ORD_001",
                        Severity.MEDIUM,
                        false,
                        o -> o.equity(dec("1000000000")).value(dec("1000000.01"))),
                new Case("ORD_002", Severity.LOW, false, o -> o.value(dec("99.99"))),
                new Case("FREQ_001", Severity.MEDIUM, false, o -> o.tradesToday(1_000)),
                new Case("GEN_001", Severity.HIGH, false, o -> o.symbolKnown(false)),
                new Case("GEN_001", Severity.HIGH, false, o -> o.quantity(BigDecimal.ZERO)),
                new Case("GEN_001", Severity.HIGH, false, o -> o.quantity(dec("-1"))),
                new Case("GEN_001", Severity.HIGH, false, o -> o.referencePrice(BigDecimal.ZERO)),
                new Case("GEN_001", Severity.HIGH, false, o -> o.referencePrice(dec("-1"))));
    }

    static Stream<Arguments> ruleByRegime() {
        return Orders.regimes().flatMap(regime -> generalCases().stream().map(c -> Arguments.of(regime, c)));
    }

    @ParameterizedTest
    @MethodSource("ruleByRegime")
    void everyGeneralRuleBlocksUnderEveryRegimeAndCannotBeReleased(Regime regime, Case broken) {
        ComplianceVerdict verdict = judge(broken.breaking().apply(facts(intent(Side.BUY, Map.of()), regime)));
        assertThat(blocking(verdict)).containsExactly(broken.rule());
        assertThat(verdict).isInstanceOf(RequiresReview.class);
        assertThat(((RequiresReview) verdict).releasable()).isEqualTo(broken.releasable());
        assertThat(verdict.blocking().getFirst().severity()).isEqualTo(broken.severity());
        assertThat(verdict.blocking().getFirst().code()).isEqualTo(DenialCode.COMPLIANCE);
    }

    @ParameterizedTest
    @EnumSource(Regime.class)
    void aRestrictedSymbolIsNonCompliantUnderEveryRegimeEvenOnTheWayOut(Regime regime) {
        RiskLimits limits = RiskLimits.builder()
                .compliance(c -> c.regime(regime).restricted(List.of(BTC)))
                .build();
        ComplianceVerdict verdict = judge(plain().limits(limits).shrinksOnly(true));
        assertThat(verdict).isInstanceOf(NonCompliant.class);
        assertThat(blocking(verdict)).containsExactly("SYM_001");
        assertThat(verdict.blocking().getFirst().severity()).isEqualTo(Severity.CRITICAL);
        assertThat(verdict.blocking().getFirst().code()).isEqualTo(DenialCode.RESTRICTED_SYMBOL);
        assertThat(verdict.text()).isEqualTo("non_compliant");
    }

    @Test
    void valuesAtTheirLimitsPass() {
        assertThat(judge(plain().value(dec("2000")))).isInstanceOf(Compliant.class);
        assertThat(judge(plain().symbolExposureAfter(dec("20000")))).isInstanceOf(Compliant.class);
        assertThat(judge(plain().value(dec("100")))).isInstanceOf(Compliant.class);
        assertThat(judge(plain().equity(dec("1000000000")).value(dec("1000000"))))
                .isInstanceOf(Compliant.class);
        assertThat(judge(plain().tradesToday(999))).isInstanceOf(Compliant.class);
        assertThat(judge(plain().quantity(dec("0.00000001")).referencePrice(dec("0.00000001"))))
                .isInstanceOf(Compliant.class);
    }

    @Test
    void theDetailNamesValueAndLimit() {
        RuleOutcome found = outcome(judge(plain().value(dec("2000.01"))), "POS_001");
        assertThat(found).isEqualTo(new Failed("order 2000.01 above 2000, 0.02 of equity 100000"));
        assertThat(outcome(judge(plain().value(dec("99.99"))), "ORD_002"))
                .isEqualTo(new Failed("value 99.99 below 100"));
        assertThat(outcome(judge(plain().tradesToday(1_000)), "FREQ_001"))
                .isEqualTo(new Failed("1000 trades today, fewer than 1000 allowed"));
    }

    @ParameterizedTest
    @CsvSource({"0", "-1"})
    void withoutEquityNothingGrows(String equity) {
        assertThat(blocking(judge(plain().equity(dec(equity))))).containsExactly("POS_001", "POS_002");
        assertThat(judge(plain().equity(dec(equity)).shrinksOnly(true))).isInstanceOf(Compliant.class);
    }

    @Test
    void theRulesFollowTheLimitsInForce() {
        RiskLimits wide = RiskLimits.builder()
                .order(order -> order.maxShare(dec("0.05")).minValue(dec("10")).maxValue(dec("4000")))
                .position(position -> position.maxSymbolShare(dec("0.30")))
                .rate(rate -> rate.tradesPerDay(5))
                .build();
        OrderFacts.Builder order = plain().limits(wide)
                .value(dec("4000"))
                .symbolExposureAfter(dec("30000"))
                .tradesToday(4);
        assertThat(judge(order)).isInstanceOf(Compliant.class);
        assertThat(blocking(judge(order.value(dec("4000.01"))))).containsExactly("ORD_001");
        assertThat(blocking(judge(order.value(dec("9.99"))))).containsExactly("ORD_002");
        assertThat(blocking(judge(order.value(dec("10")).symbolExposureAfter(dec("30000.01")))))
                .containsExactly("POS_002");
        assertThat(blocking(judge(order.symbolExposureAfter(dec("1")).tradesToday(5))))
                .containsExactly("FREQ_001");
    }

    @Test
    void whatOnlyShrinksIsSparedTheRulesOfSizeAndNoOther() {
        OrderFacts.Builder order =
                plain().shrinksOnly(true).value(dec("5000000")).symbolExposureAfter(dec("9000000"));
        assertThat(judge(order)).isInstanceOf(Compliant.class);
        assertThat(judge(order.value(dec("1")))).isInstanceOf(Compliant.class);
        assertThat(blocking(judge(order.tradesToday(1_000)))).containsExactly("FREQ_001");
        assertThat(blocking(judge(order.symbolKnown(false)))).contains("GEN_001");
    }

    @Test
    void whatOnlyMakesLessOfAnOrderIsSparedTheRulesOfWhatMayBeHeldAndNoOther() {
        OrderFacts.Builder order = plain().lowersOnly(true).symbolExposureAfter(dec("9000000"));
        assertThat(judge(order)).isInstanceOf(Compliant.class);
        assertThat(blocking(judge(order.value(dec("1"))))).containsExactly("ORD_002");
        assertThat(blocking(judge(order.value(dec("5000000"))))).containsExactly("ORD_001");
        assertThat(blocking(judge(order.lowersOnly(false)))).contains("POS_001", "POS_002");
    }

    @Test
    void aChildIsSparedWhatConcernsTheWholeOrderAndNothingElse() {
        OrderFacts.Builder child = plain().childOf("p-1");
        assertThat(judge(child.value(dec("1")).tradesToday(5_000))).isInstanceOf(Compliant.class);
        assertThat(judge(child.value(dec("2000.01")))).isInstanceOf(Compliant.class);
        assertThat(blocking(judge(child.value(dec("1000000.01"))))).containsExactly("ORD_001");
        assertThat(blocking(judge(child.value(dec("1")).symbolExposureAfter(dec("20000.01")))))
                .containsExactly("POS_002");
    }

    @Test
    void aChangeIsJudgedLikeAnOrderButIsNoFurtherTrade() {
        for (Case broken : generalCases()) {
            List<String> expected = broken.rule().equals("FREQ_001") ? List.of() : List.of(broken.rule());
            assertThat(blocking(judge(broken.breaking().apply(plain().amend()))))
                    .isEqualTo(expected);
        }
    }

    static Stream<Arguments> missing() {
        return Stream.of(
                Arguments.of("value", List.of("POS_001", "ORD_001", "ORD_002")),
                Arguments.of("equity", List.of("POS_001", "POS_002")),
                Arguments.of("symbolExposureAfter", List.of("POS_002")),
                Arguments.of("tradesToday", List.of("FREQ_001")),
                Arguments.of("referencePrice", List.of("GEN_001")));
    }

    @ParameterizedTest
    @MethodSource("missing")
    void aMissingInputBlocksAndCannotBeReleased(String input, List<String> rules) {
        OrderFacts.Builder order =
                OrderFacts.builder("o-1", intent(Side.BUY, Map.of())).timeNs(T);
        if (!input.equals("value")) {
            order.value(dec("1000"));
        }
        if (!input.equals("equity")) {
            order.equity(dec("100000"));
        }
        if (!input.equals("symbolExposureAfter")) {
            order.symbolExposureAfter(dec("1000"));
        }
        if (!input.equals("tradesToday")) {
            order.tradesToday(0);
        }
        if (!input.equals("referencePrice")) {
            order.referencePrice(dec("1000"));
        }
        ComplianceVerdict verdict = judge(order);
        assertThat(verdict).isInstanceOf(NotJudged.class);
        assertThat(verdict.passes()).isFalse();
        assertThat(verdict.text()).isEqualTo("not_judged");
        assertThat(blocking(verdict)).containsExactlyElementsOf(rules);
        assertThat(verdict.blocking()).allMatch(f -> f.outcome() instanceof CannotJudge);
        assertThat(verdict.blocking().getFirst().text()).contains(" error=");
    }

    @ParameterizedTest
    @CsvSource({"MIFID_II, MIFID_001", "FCA, FCA_001", "SEC_FINRA, FINRA_001", "ASIC, ASIC_001"})
    void bestExecutionNeedsFreshQuotesOfTwoVenuesAndRecordsThem(Regime regime, String rule) {
        OrderFacts.Builder order = facts(intent(Side.BUY, Map.of()), regime);
        assertThat(outcome(judge(order), rule)).isEqualTo(new Passed("a 999/1001 0ns; b 999/1001 2000000000ns"));

        var three = new TreeSet<>(List.of("a", "b", "c"));
        ComplianceVerdict stale = judge(order.market(three, List.of(quote("a", T), quote("b", T - 2 * SECOND - 1))));
        assertThat(blocking(stale)).containsExactly(rule);
        assertThat(stale).isInstanceOf(RequiresReview.class);
        assertThat(((RequiresReview) stale).releasable()).isTrue();
        assertThat(outcome(stale, rule))
                .isEqualTo(new Failed("fresh quotes of 1 of 3 connected venues, 2 needed: a 999/1001 0ns"));
        assertThat(blocking(judge(order.market(three, List.of(quote("a", T), quote("a", T))))))
                .describedAs("one venue twice")
                .containsExactly(rule);
        assertThat(blocking(judge(order.market(three, List.of(quote("a", T), quote("b", T + 1))))))
                .describedAs("a quote from the future")
                .containsExactly(rule);
        assertThat(blocking(judge(order.market(three, List.of(quote("a", T), quote("x", T))))))
                .describedAs("a venue that is not connected")
                .containsExactly(rule);
        Quote crossed = new Quote(BTC, T, dec("1001"), BigDecimal.ONE, dec("999"), BigDecimal.ONE);
        assertThat(blocking(judge(order.market(three, List.of(quote("a", T), new VenueQuote("b", crossed))))))
                .describedAs("a crossed quote")
                .containsExactly(rule);
        assertThat(outcome(judge(order.market(three, List.of())), rule))
                .isEqualTo(new Failed("fresh quotes of 0 of 3 connected venues, 2 needed"));
    }

    @Test
    void oneConnectedVenueIsAllThereIs() {
        OrderFacts.Builder order = facts(intent(Side.BUY, Map.of()), Regime.MIFID_II);
        var one = new TreeSet<>(List.of("a"));
        assertThat(judge(order.market(one, List.of(quote("a", T))))).isInstanceOf(Compliant.class);
        assertThat(blocking(judge(order.market(one, List.of())))).containsExactly("MIFID_001");
        assertThat(judge(order.market(new TreeSet<>(), List.of(quote("a", T))))).isInstanceOf(NotJudged.class);
    }

    @ParameterizedTest
    @CsvSource({"SEC_FINRA, SEC_001", "ASIC, ASIC_002"})
    void aShortSaleOfSpotMustNameItsLoan(Regime regime, String rule) {
        OrderFacts.Builder sale = facts(intent(Side.SELL, Map.of()), regime);
        ComplianceVerdict naked = judge(sale);
        assertThat(blocking(naked)).containsExactly(rule);
        assertThat(((RequiresReview) naked).releasable()).isTrue();
        assertThat(outcome(naked, rule))
                .isEqualTo(new Failed("position could fall to -1 and metadata locate names no loan"));
        assertThat(judge(sale.lowestPositionAfter(BigDecimal.ZERO))).isInstanceOf(Compliant.class);
        OrderFacts.Builder covered = facts(intent(Side.SELL, Map.of("locate", "desk 9")), regime);
        assertThat(outcome(judge(covered), rule)).isEqualTo(new Passed("locate=desk 9"));
        assertThat(blocking(judge(facts(intent(Side.SELL, Map.of("locate", " ")), regime))))
                .containsExactly(rule);
        assertThat(judge(facts(intent(Side.BUY, Map.of()), regime).lowestPositionAfter(dec("-1"))))
                .isInstanceOf(Compliant.class);
    }

    @Test
    void otherRegimesDoNotAskForALoan() {
        for (Regime regime : List.of(Regime.NONE, Regime.MIFID_II, Regime.FCA)) {
            assertThat(judge(facts(intent(Side.SELL, Map.of()), regime))).isInstanceOf(Compliant.class);
        }
    }

    @Test
    void aRuleOfTheUsersRunsLastAndItsSeverityDecides() {
        Compliance own = Compliance.builder()
                .rule(rule("DESK_1", Severity.LOW, o -> new Failed("not today")))
                .rule(rule("DESK_2", Severity.HIGH, o -> new RuleOutcome.Warned("look")))
                .build();
        ComplianceVerdict verdict = own.judge(plain().build());
        assertThat(verdict).isInstanceOf(RequiresReview.class);
        assertThat(((RequiresReview) verdict).releasable()).isTrue();
        assertThat(blocking(verdict)).containsExactly("DESK_1");
        assertThat(own.ruleIds(Regime.MIFID_II)).endsWith("MIFID_001", "DESK_1", "DESK_2");
        Compliance critical = Compliance.builder()
                .rule(rule("DESK_1", Severity.CRITICAL, o -> new Failed("never")))
                .build();
        assertThat(critical.judge(plain().build())).isInstanceOf(NonCompliant.class);
    }

    @Test
    void aRuleThatThrowsOrAnswersNothingBlocksAndTheOthersStillRun() {
        List<Function<OrderUnderRule, RuleOutcome>> bad = List.of(
                o -> {
                    throw new IllegalStateException("broken");
                },
                o -> {
                    throw new AssertionError("broken");
                },
                o -> {
                    throw new StackOverflowError("broken");
                },
                o -> new CannotJudge("broken"));
        for (Function<OrderUnderRule, RuleOutcome> body : bad) {
            Compliance own = Compliance.builder()
                    .rule(rule("DESK_1", Severity.LOW, body))
                    .rule(rule("DESK_2", Severity.LOW, o -> new Failed("no")))
                    .build();
            ComplianceVerdict verdict = own.judge(plain().build());
            assertThat(verdict).isInstanceOf(NotJudged.class);
            assertThat(blocking(verdict)).containsExactly("DESK_1", "DESK_2");
            assertThat(outcome(verdict, "DESK_1").detail()).contains("broken");
        }
    }

    @Test
    void aCriticalFailureOutweighsAnErrorAndAnErrorInACriticalRuleIsNoVerdict() {
        ComplianceRule broken = rule("DESK_1", Severity.CRITICAL, o -> new CannotJudge("no input"));
        Compliance own = Compliance.builder().rule(broken).build();
        assertThat(own.judge(plain().build())).isInstanceOf(NotJudged.class);
        RiskLimits limits =
                RiskLimits.builder().compliance(c -> c.restricted(List.of(BTC))).build();
        assertThat(own.judge(plain().limits(limits).build())).isInstanceOf(NonCompliant.class);
    }

    @ParameterizedTest
    @CsvSource({"POS_001", "MIFID_001", "SEC_001", "DESK_1", "desk_1", "1_DESK", "''", "DESK-1"})
    void idsInUseAndMalformedOnesAreRefused(String id) {
        Compliance.Builder builder = Compliance.builder().rule(rule("DESK_1", Severity.LOW, o -> RuleOutcome.passed()));
        assertThatThrownBy(() -> builder.rule(rule(id, Severity.LOW, o -> RuleOutcome.passed())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rule: must have an id")
                .hasMessageContaining(id);
    }

    @Test
    void theTermsOfARuleAreReadOnce() {
        Severity[] now = {Severity.CRITICAL};
        ComplianceRule shifty = new ComplianceRule() {
            @Override
            public String id() {
                return "DESK_1";
            }

            @Override
            public Severity severity() {
                return now[0];
            }

            @Override
            public RuleOutcome test(OrderUnderRule order) {
                return new Failed("no");
            }
        };
        Compliance own = Compliance.builder().rule(shifty).build();
        now[0] = Severity.LOW;
        assertThat(own.judge(plain().build())).isInstanceOf(NonCompliant.class);
    }

    @Test
    void findingsBecomeChecksOfTheDecision() {
        ComplianceVerdict verdict = judge(facts(intent(Side.BUY, Map.of()), Regime.MIFID_II));
        CheckResult passed = verdict.findings().getLast().result(dec("3"));
        assertThat(passed.check()).isEqualTo("compliance.MIFID_001");
        assertThat(passed.outcome()).isEqualTo(CheckResult.CheckOutcome.PASSED);
        assertThat(passed.largestPassing()).isEqualByComparingTo("3");
        assertThat(passed.detail())
                .isEqualTo("rule=MIFID_001 severity=HIGH detail=a 999/1001 0ns; b 999/1001 2000000000ns");
        CheckResult failed =
                judge(plain().value(dec("1"))).blocking().getFirst().result(dec("3"));
        assertThat(failed.outcome()).isEqualTo(CheckResult.CheckOutcome.FAILED);
        assertThat(failed.largestPassing()).isEqualByComparingTo("0");
        CheckResult warned = new RuleFinding("X", Severity.LOW, true, new RuleOutcome.Warned("w")).result(dec("3"));
        assertThat(warned.outcome()).isEqualTo(CheckResult.CheckOutcome.WARNED);
        assertThat(warned.largestPassing()).isEqualByComparingTo("3");
    }
}
