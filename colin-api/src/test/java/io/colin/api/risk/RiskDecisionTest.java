package io.colin.api.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.order.DenialCode;
import io.colin.api.order.Refusal;
import io.colin.api.risk.RiskDecision.Verdict;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RiskDecisionTest {
    @ParameterizedTest
    @CsvSource({"APPROVED,10,false", "APPROVED,10.0,false", "REDUCED,9.99,true", "REDUCED,0.01,true", "REJECTED,0,true"
    })
    void takesAnswersThatAgree(Verdict verdict, BigDecimal allowed, boolean withReason) {
        RiskDecision decision = decision(verdict, allowed, withReason, 0);

        assertThat(decision.passes()).isEqualTo(verdict != Verdict.REJECTED);
    }

    @ParameterizedTest
    @CsvSource({
        "APPROVED,9,false", // less than asked
        "APPROVED,11,false", // more than asked
        "APPROVED,10,true", // with a reason
        "REDUCED,10,true", // not reduced
        "REDUCED,11,true", // enlarged
        "REDUCED,0,true", // nothing left
        "REDUCED,5,false", // without a reason
        "REJECTED,1,true", // something left
        "REJECTED,0,false" // without a reason
    })
    void refusesAnswersThatContradictThemselves(Verdict verdict, BigDecimal allowed, boolean withReason) {
        assertThatThrownBy(() -> decision(verdict, allowed, withReason, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("verdict: ");
    }

    @Test
    void refusesNumbersThatCannotBe() {
        assertThatThrownBy(() -> decision(Verdict.REJECTED, BigDecimal.ONE.negate(), true, 0))
                .hasMessageStartingWith("allowedQuantity: ");
        assertThatThrownBy(() -> decision(Verdict.APPROVED, BigDecimal.TEN, false, 101))
                .hasMessageStartingWith("riskScore: ");
        assertThatThrownBy(() -> decision(Verdict.APPROVED, BigDecimal.TEN, false, Double.NaN))
                .hasMessageStartingWith("riskScore: ");
        assertThatThrownBy(() ->
                        decision(Verdict.APPROVED, BigDecimal.TEN, false, 0).measured(-1))
                .hasMessageStartingWith("elapsedNs: ");
    }

    @Test
    void keepsEverythingWhenItIsMeasured() {
        RiskDecision decision = decision(Verdict.APPROVED, BigDecimal.TEN, false, 50);

        assertThat(decision.measured(123).validationTimeNs()).isEqualTo(123);
        assertThat(decision.measured(123).measured(0)).isEqualTo(decision);
    }

    @ParameterizedTest
    @CsvSource({
        "0,LOW",
        "29.99,LOW",
        "30,MEDIUM",
        "59.99,MEDIUM",
        "60,HIGH",
        "79.99,HIGH",
        "80,CRITICAL",
        "100,CRITICAL"
    })
    void putsItsScoreIntoWords(double score, RiskLevel level) {
        assertThat(decision(Verdict.APPROVED, BigDecimal.TEN, false, score).riskLevel())
                .isEqualTo(level);
    }

    private static RiskDecision decision(Verdict verdict, BigDecimal allowed, boolean withReason, double score) {
        List<Refusal> reasons = withReason ? List.of(Refusal.of(DenialCode.POSITION_LIMIT, "limit=1")) : List.of();
        return new RiskDecision(verdict, BigDecimal.TEN, allowed, List.of(), reasons, List.of(), score, "hash", 1, 0);
    }
}
