package io.colin.risk.gate;

import static io.colin.risk.gate.Desk.dec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.risk.ChangeResult;
import io.colin.risk.ExposureKind;
import io.colin.risk.LimitScope;
import io.colin.risk.RiskLimits;
import io.colin.risk.RiskLimitsBuilder;
import io.colin.risk.ScopeCap;
import io.colin.risk.ScopeLimits;
import io.colin.risk.exposure.FirmExposure;
import io.colin.risk.stress.Scenario;
import io.colin.risk.stress.Scenarios;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a gate takes at the start only is never said to be in force otherwise. */
class FixedAtStartTest {
    private static final String FIRM = "scopes.firm.grossValue";

    private final Desk desk = new Desk(Desk.wide().build(), "1000000");

    private static RiskLimitsBuilder capped(String gross) {
        return Desk.wide()
                .scopes(ScopeLimits.of(Map.of(
                        LimitScope.FIRM,
                        ScopeCap.builder().grossValue(dec(gross)).build())));
    }

    private void firm(RiskLimits limits, String most) {
        desk.gate = StandardGate.builder()
                .limits(limits)
                .firm(FirmExposure.of("USD", dec(most)))
                .build();
        desk.mark();
    }

    private ChangeResult propose(String name, String text) {
        return desk.controls().proposeLimits(new TreeMap<>(Map.of(name, text)), "a reason", "alice", desk.timeNs);
    }

    private void refuses(String name, String text, String allowed) {
        RiskLimits before = desk.gate.limits();
        assertThatThrownBy(() -> propose(name, text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(name + ": must be within what the start allows, here " + allowed);
        assertThat(desk.gate.limits()).isEqualTo(before);
        assertThat(desk.controls().openApprovals()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"tail.minReturns, 60, 30", "tail.minReturns, 31, 30", "tail.hourlyReturns, true, false"})
    void howReturnsAreGatheredStaysAsBuilt(String name, String text, String allowed) {
        refuses(name, text, allowed);
    }

    @Test
    void stressWithoutALimitedScenarioCannotBeArmed() {
        RiskLimits unarmed = Desk.wide().stress(stress -> stress.armed(false)).build();
        desk.gate = StandardGate.builder()
                .limits(unarmed)
                .scenarios(Scenarios.standard().stream()
                        .filter(scenario -> !scenario.limited())
                        .toList())
                .build();
        refuses("stress.armed", "true", "false");
        desk.gate = StandardGate.builder()
                .limits(unarmed)
                .scenarios(
                        Scenarios.standard().stream().filter(Scenario::limited).toList())
                .build();
        assertThat(propose("stress.armed", "true")).isInstanceOf(ChangeResult.InForce.class);
    }

    @Test
    void aFirmsCapWithoutAnExposureOfTheFirmCannotBeAdded() {
        refuses(FIRM, "1000", "unlimited");
        refuses("scopes.firm.positionValues.BTC/USD", "1000", "unlimited");
        assertThat(propose("scopes.account.main.grossValue", "1000")).isInstanceOf(ChangeResult.InForce.class);
    }

    @Test
    void aFirmsCapCanBeTightenedAndLoosenedUpToTheExposureItIsHeldAgainst() {
        firm(capped("5000").build(), "5000");
        refuses(FIRM, "5000.01", "5000");
        refuses(FIRM, "", "5000");
        assertThat(propose(FIRM, "2000")).isInstanceOf(ChangeResult.InForce.class);
        assertThat(desk.ask(desk.buy("21")).passes()).isFalse();
        assertThat(desk.ask(desk.buy("20")).passes()).isTrue();
        assertThat(propose(FIRM, "5000")).isInstanceOf(ChangeResult.Waiting.class);
    }

    @Test
    void aCapOfTheFirmsLongsIsBoundByTheExposureOfItsLongs() {
        desk.gate = StandardGate.builder()
                .limits(Desk.wide().build())
                .firm(FirmExposure.of("USD", dec("5000")))
                .firm(ExposureKind.LONG, FirmExposure.of("USD", dec("3000")))
                .build();
        desk.mark();
        refuses("scopes.firm.longValue", "3000.01", "3000");
        refuses("scopes.firm.shortValue", "1", "unlimited");
        refuses("scopes.firm.longValues.BTC/USD", "1", "unlimited");
        assertThat(propose("scopes.firm.longValue", "2000")).isInstanceOf(ChangeResult.InForce.class);
        assertThat(desk.ask(desk.buy("21")).passes()).isFalse();
        assertThat(desk.ask(desk.buy("20")).passes()).isTrue();
    }

    @Test
    void aFirmsCapThatIsNotConfiguredCanBeAddedAndTakenAwayUnderItsExposure() {
        firm(Desk.wide().build(), "5000");
        refuses(FIRM, "6000", "5000");
        assertThat(propose(FIRM, "2000")).isInstanceOf(ChangeResult.InForce.class);
        assertThat(propose(FIRM, "")).isInstanceOf(ChangeResult.Waiting.class);
    }

    @Test
    void otherLimitsChangeWhateverBecameOfTheFirmsMeanwhile() {
        FirmExposure firm = FirmExposure.of("USD", dec("5000"));
        desk.gate =
                StandardGate.builder().limits(capped("5000").build()).firm(firm).build();
        firm.changeLimit(dec("4000"), "alice");
        assertThat(propose("position.maxValue", "1000")).isInstanceOf(ChangeResult.InForce.class);
        firm.changeLimit(dec("0"), "alice");
        assertThat(propose("position.maxValue", "900")).isInstanceOf(ChangeResult.InForce.class);
    }

    @Test
    void aStartWithOtherReturnsGoesByThemThoughLimitsWereChangedBefore() {
        propose("position.maxValue", "1000");
        RiskLimits other = Desk.wide().tail(tail -> tail.minReturns(48)).build();
        StandardGate next = StandardGate.builder().limits(other).build();
        next.restore(desk.gate.durableState());
        assertThat(next.limits().tail().minReturns()).isEqualTo(48);
        assertThat(next.limits().position().maxValue()).isEqualByComparingTo("1000");
        assertThat(next.controls().orElseThrow().limits().orElseThrow().configured())
                .containsOnlyKeys("position.maxValue");
        assertThat(next.controls().orElseThrow().limits().orElseThrow().reason())
                .isEqualTo("values added since the limits were saved, or fixed at the start");
    }
}
