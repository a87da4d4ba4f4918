package io.colin.server.risk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.colin.api.order.AlgoSpec;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.Side;
import io.colin.execution.engine.Submission;
import io.colin.execution.engine.SubmitResult;
import io.colin.risk.LimitScope;
import io.colin.risk.RiskLimits;
import io.colin.risk.ScopeCap;
import io.colin.risk.ScopeLimits;
import io.colin.risk.gate.StandardGate;
import io.colin.risk.gate.StandardGateBuilder;
import io.colin.server.shape.DecisionShape;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The numbers of a decision over the interfaces are those its messages tell. */
class DecisionNumbersTest {
    private static ScopeCap gross(String value) {
        return ScopeCap.builder().grossValue(new BigDecimal(value)).build();
    }

    private static StandardGateBuilder capped(String ofStrategy) {
        return StandardGate.builder()
                .limits(RiskLimits.demonstration()
                        .scopes(ScopeLimits.of(Map.of(
                                LimitScope.strategy("s1"), gross(ofStrategy),
                                LimitScope.account("main"), gross("2000"))))
                        .tail(tail -> tail.armed(false))
                        .stress(stress -> stress.armed(false))
                        .build());
    }

    private static JsonNode decision(SubmitResult result) {
        assertThat(result).isInstanceOf(SubmitResult.Denied.class);
        return DecisionShape.of(((SubmitResult.Denied) result).decision());
    }

    @Test
    void eachReasonHasTheNumbersOfItsOwnCheckAndTheLargestIsTheGates() {
        try (GateRun run = GateRun.begin(capped("4"))) {
            JsonNode decision = decision(run.buy("5", "b-1"));

            assertThat(decision.path("reasons").findValuesAsText("code"))
                    .contains("EXPOSURE_LIMIT", "NOTIONAL_BELOW_MINIMUM");
            assertThat(decision.path("reasons").findValuesAsText("limit")).contains("4", "2000", "5");
            for (JsonNode reason : decision.path("reasons")) {
                assertThat(reason.path("message").asText())
                        .contains(" limit=" + reason.path("limit").asText() + " projected="
                                + reason.path("value").asText() + " ");
            }
            assertThat(decision.path("largest_passing").asText()).isEqualTo("0");
        }
    }

    @Test
    void theLargestPassingSizePassesWhenItIsSubmitted() {
        try (GateRun run = GateRun.begin(capped("1000"))) {
            String largest =
                    decision(run.buy("5", "b-1")).path("largest_passing").asText();

            assertThat(new BigDecimal(largest)).isPositive();
            assertThat(run.buy(largest, "b-2")).isInstanceOf(SubmitResult.Taken.class);
        }
    }

    @Test
    void aRuleWithoutNumbersHasNone() {
        try (GateRun run = GateRun.begin(capped("1000"))) {
            OrderIntent reducing = OrderIntent.of(GateRun.BTC_USD.symbol(), Side.SELL, BigDecimal.ONE)
                    .clientOrderId("b-1")
                    .strategy("s1")
                    .reduceOnly(true)
                    .algo(AlgoSpec.of("immediate", Map.of()))
                    .build();
            JsonNode decision = decision(GateRun.join(run.engine.submit(new Submission(reducing, "alice", "", "h"))));

            assertThat(decision.path("reasons").findValuesAsText("code")).contains("REDUCE_ONLY_WOULD_INCREASE");
            for (JsonNode reason : decision.path("reasons")) {
                boolean numbers = reason.path("message").asText().contains(" limit=");
                assertThat(reason.path("limit").isNull()).isNotEqualTo(numbers);
                assertThat(reason.path("value").isNull()).isNotEqualTo(numbers);
            }
        }
    }
}
