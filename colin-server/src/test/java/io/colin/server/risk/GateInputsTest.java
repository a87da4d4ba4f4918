package io.colin.server.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.event.DecisionMade;
import io.colin.api.order.Side;
import io.colin.api.risk.CheckResult;
import io.colin.api.risk.RiskDecision;
import io.colin.execution.engine.SubmitResult;
import io.colin.execution.store.MemoryEventStore;
import io.colin.risk.Regime;
import io.colin.risk.RiskLimits;
import io.colin.risk.gate.StandardGate;
import io.colin.risk.gate.StandardGateBuilder;
import io.colin.risk.reduction.ReductionSettings;
import io.colin.server.fixture.EveryTradeModel;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What only the composition of a run can tell its gate: where it trades and how old its models are. */
class GateInputsTest {
    private static Script script() {
        Script script = new Script().live();
        for (int minute = 0; minute < 4; minute++) {
            script.price(30 + 60L * minute, Desk.BTC.symbol(), "1000");
        }
        return script;
    }

    private static List<RiskDecision> ofSignals(StandardGateBuilder gate) {
        try (Desk desk = Desk.open(
                script(),
                MemoryEventStore.empty(),
                gate,
                builder -> builder.model(new EveryTradeModel()).sizer(request -> BigDecimal.ONE))) {
            desk.until(210);
            desk.pass(215);
            return desk.records(DecisionMade.class).stream()
                    .map(DecisionMade::decision)
                    .toList();
        }
    }

    private static StandardGateBuilder agedDays(long days) {
        long cutOffNs = Script.START_NS - Duration.ofDays(days).toNanos();
        return Desk.gate(ReductionSettings.STANDARD).modelCutOff(signal -> OptionalLong.of(cutOffNs));
    }

    @Test
    void refusesTheOrdersOfAModelWhoseDataAreOlderThanTheLimit() {
        assertThat(ofSignals(agedDays(29))).isNotEmpty().allMatch(RiskDecision::passes);
        assertThat(ofSignals(agedDays(31)))
                .isNotEmpty()
                .allSatisfy(decision ->
                        assertThat(decision.reasons().getFirst().code()).isEqualTo("STALE_MODEL"));
        assertThat(ofSignals(Desk.gate(ReductionSettings.STANDARD).modelCutOff(signal -> OptionalLong.empty())))
                .as("a model that nobody knows")
                .isNotEmpty()
                .noneMatch(RiskDecision::passes);
    }

    @Test
    void judgesBestExecutionByTheConnectedVenues() {
        RiskLimits limits =
                Desk.limits().compliance(rules -> rules.regime(Regime.MIFID_II)).build();
        StandardGateBuilder gate = StandardGate.builder().limits(limits);
        try (Desk desk = Desk.open(script(), MemoryEventStore.empty(), gate.venues(List.of("paper")))) {
            desk.until(30);
            assertThat(desk.trade(Desk.BTC, Side.BUY, "1")).isInstanceOf(SubmitResult.Taken.class);
            CheckResult compliance = desk.records(DecisionMade.class).getFirst().decision().checks().stream()
                    .filter(check -> check.check().equals("compliance"))
                    .findFirst()
                    .orElseThrow();
            assertThat(compliance.detail()).contains("MIFID_001", "paper", "999.9", "1000.1");
            desk.until(90);
            assertThat(desk.engine.view().risk().breakers())
                    .as("its books are looked at")
                    .anyMatch(row -> row.name().equals("spread") && row.detail().isEmpty());
        }
        try (Desk desk = Desk.open(script(), MemoryEventStore.empty(), gate.venues(List.of("paper", "elsewhere")))) {
            desk.until(30);
            assertThat(desk.trade(Desk.BTC, Side.BUY, "1"))
                    .as("a connected venue that shows nothing")
                    .isInstanceOf(SubmitResult.Denied.class);
        }
    }
}
