package io.colin.risk.gate;

import static io.colin.risk.gate.Desk.dec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.risk.LimitsInForce;
import io.colin.api.risk.RiskNotice;
import io.colin.risk.RiskLimits;
import io.colin.risk.change.ConfigurationApproval;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A start under another configuration: cuts are in force, raises only where a second person agreed to exactly them. */
class ConfiguredRaiseTest {
    private static final RiskLimits LIMITS = limits("1000", "0.02");

    private final List<RiskNotice> notices = new ArrayList<>();
    private StandardGate gate =
            StandardGate.builder().limits(limits("1000", "0.02")).build();

    private static RiskLimits limits(String orderValue, String share) {
        return RiskLimits.builder()
                .order(o -> o.maxValue(dec(orderValue)).maxShare(dec(share)))
                .build();
    }

    /** Another gate starts with what this one left. */
    private LimitsInForce restart(RiskLimits configured, Optional<ConfigurationApproval> approval) {
        StandardGateBuilder next = StandardGate.builder().limits(configured);
        approval.ifPresent(next::approved);
        SortedMap<String, String> state = gate.durableState();
        gate = next.build();
        gate.restore(state);
        notices.clear();
        notices.addAll(gate.takeNotices());
        return gate.controls().orElseThrow().limits().orElseThrow();
    }

    private LimitsInForce restart(RiskLimits configured) {
        return restart(configured, Optional.empty());
    }

    private static Optional<ConfigurationApproval> agreed(RiskLimits to) {
        return Optional.of(new ConfigurationApproval(to.configHash(), "bob"));
    }

    private List<String> changes() {
        return notices.stream()
                .filter(RiskNotice.LimitChange.class::isInstance)
                .map(RiskNotice.LimitChange.class::cast)
                .filter(one -> !one.limit().equals("configuration"))
                .map(one -> one.limit() + " " + one.before() + " " + one.after() + " by " + one.principal())
                .toList();
    }

    private List<String> alerts() {
        return notices.stream()
                .filter(RiskNotice.Alert.class::isInstance)
                .map(RiskNotice.Alert.class::cast)
                .map(one -> one.name() + (one.active() ? " on: " : " over: ") + one.detail())
                .toList();
    }

    @Test
    void aCutIsInForceAndRecordedByItsName() {
        LimitsInForce cut = restart(limits("500", "0.02"));
        assertThat(cut.values()).containsEntry("order.maxValue", "500");
        assertThat(cut.configured()).isEmpty();
        assertThat(changes()).containsExactly("order.maxValue 1000 500 by configuration");
        assertThat(alerts()).isEmpty();
        restart(limits("500", "0.02"));
        assertThat(notices).as("told once").isEmpty();
    }

    @Test
    void aRaiseThatNobodyAgreedToIsNotInForceAndSaysSoAtEveryStart() {
        RiskLimits raised = limits("2000", "0.02");
        for (int start = 0; start < 2; start++) {
            LimitsInForce held = restart(raised);
            assertThat(gate.limits()).isEqualTo(LIMITS);
            assertThat(held.version()).isEqualTo(1);
            assertThat(held.configured()).isEqualTo(Map.of("order.maxValue", "2000"));
            assertThat(changes()).isEmpty();
            assertThat(alerts())
                    .containsExactly(
                            "limits-not-configured on: the configured limits " + raised.configHash()
                                    + " raise what was in force and need a second person: order.maxValue 1000 in place of 2000");
        }
    }

    @Test
    void aRaiseBesideACutHoldsTheRaiseBackAlone() {
        LimitsInForce mixed = restart(limits("2000", "0.01"));
        assertThat(mixed.values()).containsEntry("order.maxValue", "1000").containsEntry("order.maxShare", "0.01");
        assertThat(changes()).containsExactly("order.maxShare 0.02 0.01 by configuration");
        assertThat(mixed.configured()).isEqualTo(Map.of("order.maxValue", "2000"));
    }

    @Test
    void aRaiseASecondPersonAgreedToIsInForceAndRecordedWithBoth() {
        RiskLimits raised = limits("2000", "0.02");
        LimitsInForce inForce = restart(raised, agreed(raised));
        assertThat(gate.limits()).isEqualTo(raised);
        assertThat(inForce.approver()).isEqualTo("bob");
        assertThat(changes()).containsExactly("order.maxValue 1000 2000 by configuration with bob");
        assertThat(alerts()).isEmpty();
        restart(raised);
        assertThat(gate.limits()).as("once in force it needs nobody").isEqualTo(raised);
        assertThat(notices).isEmpty();
    }

    @Test
    void anAgreementIsUsedOnceAndAnotherPersonsIsAnotherOne() {
        RiskLimits raised = limits("2000", "0.02");
        restart(raised, agreed(raised));
        restart(LIMITS);
        restart(raised, agreed(raised));
        assertThat(gate.limits()).as("cut, and raised back with what was used").isEqualTo(LIMITS);
        assertThat(alerts())
                .containsExactly("limits-not-configured on: the configured limits " + raised.configHash()
                        + " raise what was in force and need a second person, for an agreement to them was used by an"
                        + " earlier start: order.maxValue 1000 in place of 2000");
        restart(raised, Optional.of(new ConfigurationApproval(raised.configHash(), " BOB")));
        assertThat(gate.limits()).as("the same person").isEqualTo(LIMITS);
        SortedMap<String, String> state = gate.durableState();
        gate = StandardGate.builder()
                .limits(raised)
                .approved(new ConfigurationApproval(raised.configHash(), "bob"))
                .approved(new ConfigurationApproval(raised.configHash(), "carol"))
                .build();
        gate.restore(state);
        assertThat(gate.limits()).isEqualTo(raised);
        assertThat(gate.controls().orElseThrow().limits().orElseThrow().approver())
                .isEqualTo("carol");
        assertThat(gate.takeNotices()).contains(new RiskNotice.Latched("limits by another configuration"));
    }

    @Test
    void anAgreementToOtherLimitsIsNone() {
        restart(limits("3000", "0.02"), agreed(limits("2000", "0.02")));
        assertThat(gate.limits()).isEqualTo(LIMITS);
    }

    @Test
    void whatWasHeldBackIsInForceOnceSomebodyAgreedAndTheAlertIsOver() {
        RiskLimits raised = limits("2000", "0.02");
        restart(raised);
        restart(raised, agreed(raised));
        assertThat(gate.limits()).isEqualTo(raised);
        assertThat(changes()).containsExactly("order.maxValue 1000 2000 by configuration with bob");
        assertThat(alerts()).containsExactly("limits-not-configured over: the limits in force are configured now");
    }

    @Test
    void whatWasHeldBackCanBeTakenBack() {
        restart(limits("2000", "0.02"));
        restart(LIMITS);
        assertThat(gate.limits()).isEqualTo(LIMITS);
        assertThat(changes()).isEmpty();
        assertThat(alerts()).containsExactly("limits-not-configured over: the limits in force are configured now");
    }

    @Test
    void limitsChangedWhileRunningStayWhateverIsAgreedToInTheConfiguration() {
        gate.controls().orElseThrow().proposeLimits(new TreeMap<>(Map.of("order.maxValue", "800")), "why", "alice", 1);
        LimitsInForce inForce = restart(LIMITS, agreed(LIMITS));
        assertThat(inForce.values()).containsEntry("order.maxValue", "800");
        assertThat(alerts()).containsExactly("limits-not-configured on: order.maxValue 800 in place of 1000");
    }

    @Test
    void aStateOfBeforeLimitsWereKeptIsTakenAsConfiguredAndSaysSoUntilTheNextStart() {
        SortedMap<String, String> state = new TreeMap<>(gate.durableState());
        state.remove("limits.text");
        RiskLimits raised = limits("2000", "0.02");
        gate = StandardGate.builder().limits(raised).build();
        gate.restore(state);
        assertThat(gate.limits()).isEqualTo(raised);
        notices.addAll(gate.takeNotices());
        assertThat(alerts())
                .containsExactly("limits-not-compared on: the limits " + LIMITS.configHash()
                        + " were in force and their values were not kept: the configured limits " + raised.configHash()
                        + " are in force and nobody compared them");
        restart(raised);
        assertThat(alerts())
                .containsExactly("limits-not-compared over: the configured limits were compared with those in force at"
                        + " this start");
        restart(raised);
        assertThat(notices).isEmpty();
    }

    @Test
    void aStateOfBeforeLimitsWereKeptUnderTheSameConfigurationSaysNothing() {
        SortedMap<String, String> state = new TreeMap<>(gate.durableState());
        state.remove("limits.text");
        gate = StandardGate.builder().limits(LIMITS).build();
        gate.restore(state);
        assertThat(gate.takeNotices()).isEmpty();
    }

    @Test
    void aFirstStartNeedsNobody() {
        StandardGate first =
                StandardGate.builder().limits(limits("900000", "0.5")).build();
        assertThat(first.takeNotices()).isEmpty();
        assertThat(first.limits()).isEqualTo(limits("900000", "0.5"));
    }

    @Test
    void onlyAPersonAgrees() {
        for (String name :
                List.of("engine", " Clock", "Configuration", "Drawdown", "OVERFILL", "risk-reduction", "algorithm")) {
            StandardGateBuilder builder =
                    StandardGate.builder().approved(new ConfigurationApproval(LIMITS.configHash(), name));
            assertThatThrownBy(builder::build)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("approver: must be a person (" + name + ")");
        }
        assertThatThrownBy(() -> new ConfigurationApproval("", "bob")).hasMessageContaining("limitsHash");
        assertThatThrownBy(() -> new ConfigurationApproval("x", " ")).hasMessageContaining("approver");
    }
}
