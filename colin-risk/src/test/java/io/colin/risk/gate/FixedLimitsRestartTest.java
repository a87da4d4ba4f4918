package io.colin.risk.gate;

import static io.colin.risk.gate.Desk.dec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.risk.LimitsInForce;
import io.colin.api.risk.RiskNotice;
import io.colin.risk.ExposureKind;
import io.colin.risk.LimitScope;
import io.colin.risk.RiskLimits;
import io.colin.risk.RiskLimitsBuilder;
import io.colin.risk.ScopeCap;
import io.colin.risk.ScopeLimits;
import io.colin.risk.change.ConfigurationApproval;
import io.colin.risk.exposure.FirmExposure;
import io.colin.risk.stress.Scenario;
import io.colin.risk.stress.Scenarios;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Limits that a gate fixes at its start are compared like all others when another configuration starts. */
class FixedLimitsRestartTest {
    /** What is fixed, from tight to loose. */
    @SuppressWarnings("ImmutableEnumChecker") // the operators keep nothing
    enum Fixed {
        FIRM_CAP("scopes.firm.grossValue", "100000", "unlimited", one -> one.scopes(firm("100000")), one -> one),
        STRESS("stress.armed", "true", "false", one -> one, one -> one.stress(s -> s.armed(false))),
        MIN_RETURNS("tail.minReturns", "60", "30", one -> one.tail(t -> t.minReturns(60)), one -> one),
        RETURNS("tail.hourlyReturns", "false", "true", one -> one, one -> one.tail(t -> t.hourlyReturns(true)));

        private final String name;
        private final String before;
        private final String after;
        private final UnaryOperator<RiskLimitsBuilder> tight;
        private final UnaryOperator<RiskLimitsBuilder> loose;

        Fixed(
                String name,
                String before,
                String after,
                UnaryOperator<RiskLimitsBuilder> tight,
                UnaryOperator<RiskLimitsBuilder> loose) {
            this.name = name;
            this.before = before;
            this.after = after;
            this.tight = tight;
            this.loose = loose;
        }

        RiskLimits tight() {
            return tight.apply(RiskLimits.builder()).build();
        }

        RiskLimits loose() {
            return loose.apply(RiskLimits.builder()).build();
        }

        String refusal() {
            return "limits: must not be raised or taken away by a start before a second person agreed to the configured"
                    + " limits " + loose().configHash() + ", and under them this cannot stay: " + name + " (" + before
                    + " -> " + after + ")";
        }

        private static ScopeLimits firm(String gross) {
            return ScopeLimits.of(Map.of(
                    LimitScope.FIRM, ScopeCap.builder().grossValue(dec(gross)).build()));
        }
    }

    /** As a run sets a gate up: the firm shares exposure where it has a cap, no scenario is limited where none need be. */
    private static StandardGateBuilder builder(RiskLimits limits) {
        StandardGateBuilder gate = StandardGate.builder().limits(limits);
        if (!limits.stress().armed()) {
            List<Scenario> warnOnly = Scenarios.standard().stream()
                    .map(one -> one.toBuilder().limited(false).build())
                    .toList();
            gate.scenarios(warnOnly);
        }
        limits.scopes()
                .of(LimitScope.Kind.FIRM, "")
                .flatMap(ScopeCap::grossValue)
                .ifPresent(cap -> gate.firm(FirmExposure.of("USD", cap)));
        return gate;
    }

    private static SortedMap<String, String> changed(StandardGate gate) {
        gate.controls().orElseThrow().proposeLimits(new TreeMap<>(Map.of("order.maxValue", "800")), "why", "alice", 1);
        return gate.durableState();
    }

    private static List<String> changes(StandardGate gate) {
        return gate.takeNotices().stream()
                .filter(RiskNotice.LimitChange.class::isInstance)
                .map(RiskNotice.LimitChange.class::cast)
                .filter(one ->
                        !one.limit().equals("configuration") && !one.limit().startsWith("scenario."))
                .map(one -> one.limit() + " " + one.before() + " -> " + one.after() + " by " + one.principal())
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void whatCannotStayRefusesTheStartUntilASecondPersonAgreed(Fixed fixed) {
        StandardGate before = builder(fixed.tight()).build();
        StandardGate alone = builder(fixed.loose()).build();
        assertThatThrownBy(() -> alone.restore(before.durableState()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(fixed.refusal());
        StandardGate agreed = builder(fixed.loose())
                .approved(new ConfigurationApproval(fixed.loose().configHash(), "bob"))
                .build();
        agreed.restore(before.durableState());
        assertThat(agreed.limits()).isEqualTo(fixed.loose());
        assertThat(changes(agreed))
                .containsExactly(fixed.name + " " + fixed.before + " -> " + fixed.after + " by configuration with bob");
        StandardGate next = builder(fixed.loose()).build();
        next.restore(agreed.durableState());
        assertThat(next.takeNotices()).as("once in force it needs nobody").isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void theSameHoldsOfLimitsThatWereChangedWhileRunning(Fixed fixed) {
        SortedMap<String, String> left = changed(builder(fixed.tight()).build());
        StandardGate alone = builder(fixed.loose()).build();
        assertThatThrownBy(() -> alone.restore(left))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(fixed.refusal());
        StandardGate agreed = builder(fixed.loose())
                .approved(new ConfigurationApproval(fixed.loose().configHash(), "bob"))
                .build();
        agreed.restore(left);
        LimitsInForce inForce = agreed.controls().orElseThrow().limits().orElseThrow();
        assertThat(inForce.version()).isEqualTo(3);
        assertThat(inForce.approver()).isEqualTo("bob");
        assertThat(agreed.limits().order().maxValue()).isEqualByComparingTo("800");
        assertThat(changes(agreed))
                .containsExactly(fixed.name + " " + fixed.before + " -> " + fixed.after + " by configuration with bob");
    }

    @ParameterizedTest
    @EnumSource(names = {"FIRM_CAP", "STRESS", "MIN_RETURNS"})
    void whatIsTightenedIsInForceAndRecorded(Fixed fixed) {
        StandardGate before = builder(fixed.loose()).build();
        StandardGate after = builder(fixed.tight()).build();
        after.restore(before.durableState());
        assertThat(after.limits()).isEqualTo(fixed.tight());
        assertThat(changes(after))
                .containsExactly(fixed.name + " " + fixed.after + " -> " + fixed.before + " by configuration");
    }

    @ParameterizedTest
    @EnumSource(names = "STRESS")
    void aLimitOfStressThatIsTakenAwayStaysWhereScenariosAreStillLimited(Fixed fixed) {
        StandardGate before = builder(fixed.tight()).build();
        StandardGate after = StandardGate.builder().limits(fixed.loose()).build();
        after.restore(before.durableState());
        assertThat(after.limits().stress().armed()).isTrue();
        assertThat(after.takeNotices().toString()).contains("limits-not-configured");
    }

    @ParameterizedTest
    @EnumSource(names = "FIRM_CAP")
    void aRaisedCapOfTheFirmIsHeldBack(Fixed fixed) {
        StandardGate before = builder(fixed.tight()).build();
        RiskLimits raised = RiskLimits.builder().scopes(Fixed.firm("200000")).build();
        StandardGate after = builder(raised).build();
        after.restore(before.durableState());
        assertThat(after.limits().scopes().firm(ExposureKind.GROSS)).contains(new BigDecimal("100000"));
    }
}
