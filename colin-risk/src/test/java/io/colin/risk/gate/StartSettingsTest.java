package io.colin.risk.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.alert.Severity;
import io.colin.api.risk.RiskNotice;
import io.colin.risk.RiskLimits;
import io.colin.risk.breaker.BreakerSettings;
import io.colin.risk.breaker.PriceMoveSettings;
import io.colin.risk.change.ConfigurationApproval;
import io.colin.risk.compliance.Compliance;
import io.colin.risk.compliance.ComplianceRule;
import io.colin.risk.compliance.OrderUnderRule;
import io.colin.risk.compliance.RuleOutcome;
import io.colin.risk.correlation.CorrelationSettings;
import io.colin.risk.reduction.ReductionSettings;
import io.colin.risk.stress.MarketMove;
import io.colin.risk.stress.Scenario;
import io.colin.risk.stress.Scenarios;
import io.colin.risk.var.VarSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What decides beside limits: it is in the hash, and another configuration at a restart leaves a trace or is refused. */
class StartSettingsTest {
    private static final Scenario NOTHING =
            Scenario.custom("nothing").limited(true).build();

    private static StandardGate gate(UnaryOperator<StandardGateBuilder> change) {
        return change.apply(StandardGate.builder()).build();
    }

    private static final StandardGate PLAIN = gate(builder -> builder);

    /** The standard scenarios with another in the place of one. */
    private static List<Scenario> with(String name, UnaryOperator<Scenario.Builder> change) {
        return Scenarios.standard().stream()
                .map(one ->
                        one.name().equals(name) ? change.apply(one.toBuilder()).build() : one)
                .toList();
    }

    private static List<String> changes(StandardGate gate) {
        return gate.takeNotices().stream()
                .filter(RiskNotice.LimitChange.class::isInstance)
                .map(RiskNotice.LimitChange.class::cast)
                .map(one -> one.limit() + " " + one.before() + " -> " + one.after() + " by " + one.principal())
                .toList();
    }

    private record Rule(String id) implements ComplianceRule {
        @Override
        public Severity severity() {
            return Severity.LOW;
        }

        @Override
        public boolean releasable() {
            return false;
        }

        @Override
        public RuleOutcome test(OrderUnderRule order) {
            return RuleOutcome.passed();
        }
    }

    @Test
    void whateverDecidesIsInTheHash() {
        List<StandardGate> others = List.of(
                PLAIN,
                gate(b -> b.scenarios(List.of(NOTHING))),
                gate(b -> b.scenarios(with("flash_crash", s -> s.market(MarketMove.of(-0.11))))),
                gate(b -> b.scenarios(with("covid_19_crash", s -> s.limited(false)))),
                gate(b -> b.valueAtRisk(VarSettings.builder().seed(7).build(), Duration.ofSeconds(60))),
                gate(b -> b.valueAtRisk(VarSettings.defaults(), Duration.ofSeconds(61))),
                gate(b -> b.correlations(new CorrelationSettings(60, 30, 1.1, 3, 5, 0.61), Duration.ofMinutes(15))),
                gate(b -> b.reduction(ReductionSettings.STANDARD.withEnabled(true))),
                gate(b -> b.breakers(looser())),
                gate(b -> b.compliance(
                        Compliance.builder().rule(new Rule("DESK_001")).build())),
                gate(b -> b.venues(List.of("paper"))),
                gate(b -> b.unwinders(List.of("alice"))));
        Set<String> hashes = new HashSet<>();
        others.forEach(one -> hashes.add(one.configHash()));
        assertThat(hashes).hasSize(others.size());
        assertThat(gate(b -> b.scenarios(with("flash_crash", s -> s.title("another title"))))
                        .configHash())
                .isEqualTo(PLAIN.configHash());
    }

    private static BreakerSettings looser() {
        PriceMoveSettings its = PriceMoveSettings.STANDARD;
        return BreakerSettings.builder()
                .priceMove(new PriceMoveSettings(0.2, its.window(), its.lock(), its.calm(), its.calmMove()))
                .build();
    }

    @Test
    void theSameConfigurationLeavesNoTrace() {
        StandardGate next = gate(builder -> builder);
        next.restore(PLAIN.durableState());
        assertThat(next.takeNotices()).isEmpty();
        assertThat(next.durableState()).isEqualTo(PLAIN.durableState());
    }

    @Test
    void thresholdsOfBreakersAreRecordedWithTheirValues() {
        StandardGate next = gate(b -> b.breakers(looser()).unwinders(List.of("alice")));
        next.restore(PLAIN.durableState());
        assertThat(changes(next))
                .containsExactly(
                        "breakers.price_move.move 0.1 -> 0.2 by configuration",
                        "conduct.unwinders [] -> [alice] by configuration");
        StandardGate again = gate(b -> b.breakers(looser()).unwinders(List.of("alice")));
        again.restore(next.durableState());
        assertThat(again.takeNotices()).as("told once").isEmpty();
    }

    @Test
    void limitedScenariosThatAreReplacedByNothingRefuseTheStartUntilASecondPersonAgreed() {
        SortedMap<String, String> state = PLAIN.durableState();
        StandardGate alone = gate(b -> b.scenarios(List.of(NOTHING)));
        String hash = refusedFor(alone, state);
        StandardGate agreed = gate(b -> b.scenarios(List.of(NOTHING)).approved(new ConfigurationApproval(hash, "bob")));
        agreed.restore(state);
        List<String> changes = changes(agreed);
        assertThat(changes)
                .hasSize(15)
                .filteredOn(one -> one.endsWith(" by configuration with bob"))
                .hasSize(8);
        assertThat(changes).anyMatch(one -> one.startsWith("scenario.nothing  -> limited "));
        StandardGate next = gate(b -> b.scenarios(List.of(NOTHING)));
        next.restore(agreed.durableState());
        assertThat(next.takeNotices()).as("once in force it needs nobody").isEmpty();
    }

    @Test
    void anAgreementToScenariosIsUsedOnce() {
        List<Scenario> milder = with("covid_19_crash", s -> s.market(MarketMove.of(-0.1)));
        String hash = refusedFor(gate(b -> b.scenarios(milder)), PLAIN.durableState());
        ConfigurationApproval bobs = new ConfigurationApproval(hash, "bob");
        StandardGate first = gate(b -> b.scenarios(milder).approved(bobs));
        first.restore(PLAIN.durableState());
        StandardGate unlimited = gate(
                b -> b.limits(RiskLimits.builder().stress(s -> s.armed(true)).build())
                        .scenarios(milder)
                        .approved(bobs));
        unlimited.restore(first.durableState());
        String back = refusedFor(gate(b -> b), unlimited.durableState());
        StandardGate standard = gate(b -> b.approved(new ConfigurationApproval(back, "carol")));
        standard.restore(unlimited.durableState());
        refusedFor(gate(b -> b.scenarios(milder).approved(bobs)), standard.durableState());
    }

    @Test
    void whatWarnsOnlyAndWhatIsAddedNeedsNobody() {
        List<Scenario> more = new ArrayList<>(with("flash_crash", s -> s.market(MarketMove.of(-0.05))));
        more.add(NOTHING);
        StandardGate next = gate(b -> b.scenarios(more));
        next.restore(PLAIN.durableState());
        assertThat(changes(next)).hasSize(2).allMatch(one -> one.endsWith(" by configuration"));
    }

    @Test
    void aStateOfBeforeSettingsWereKeptIsNotCompared() {
        SortedMap<String, String> old = PLAIN.durableState();
        old.keySet().removeIf(name -> name.startsWith("settings."));
        StandardGate next = gate(b -> b.scenarios(List.of(NOTHING)));
        next.restore(old);
        assertThat(changes(next)).isEmpty();
    }

    /** Refused, and what there is to be agreed to. */
    private static String refusedFor(StandardGate gate, SortedMap<String, String> state) {
        List<String> hashes = new ArrayList<>();
        assertThatThrownBy(() -> gate.restore(state))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(thrown -> {
                    String said = String.valueOf(thrown.getMessage());
                    assertThat(said)
                            .startsWith("scenarios: limited ones must not be changed or taken away by a start before")
                            .contains("scenario.covid_19_crash (limited ");
                    hashes.add(said.replaceAll(".*scenarios ([0-9a-f]{64}): .*", "$1"));
                });
        return hashes.getFirst();
    }
}
