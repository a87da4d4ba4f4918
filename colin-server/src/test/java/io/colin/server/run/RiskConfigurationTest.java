package io.colin.server.run;

import static io.colin.server.run.GateDesk.codes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskFigures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/** What a file sets decides: the same order, the same signal and the same returns under two configurations. */
class RiskConfigurationTest {
    /** Limits that need no figures, so that only what is under test can refuse. */
    private static GateDesk desk(String... pairs) {
        Map<String, String> given = new HashMap<>(Map.of("risk.var.armed", "false", "risk.stress.armed", "false"));
        for (int i = 0; i < pairs.length; i += 2) {
            given.put(pairs[i], pairs[i + 1]);
        }
        return new GateDesk(given);
    }

    @Test
    void anOrderPassesWithoutScopesAndPermissions() {
        assertThat(codes(desk().buy("momentum", "90"))).isEmpty();
    }

    @Test
    void aCapOfAStrategyRefusesItAndNoOther() {
        GateDesk desk = desk("risk.scopes.gross", "strategy.momentum=5000");
        assertThat(codes(desk.buy("momentum", "51"))).containsExactly("EXPOSURE_LIMIT");
        assertThat(codes(desk.buy("momentum", "50"))).isEmpty();
        assertThat(codes(desk.buy("other", "49"))).isEmpty();
    }

    @Test
    void aCapOfTheAccountAndOneOfTheFirmHoldAllStrategiesTogether() {
        for (String scope : new String[] {"account.main", "firm"}) {
            GateDesk desk = desk("risk.scopes.gross", scope + "=5000");
            assertThat(codes(desk.buy("one", "30"))).as(scope).isEmpty();
            assertThat(codes(desk.buy("two", "21"))).as(scope).containsExactly("EXPOSURE_LIMIT");
            assertThat(codes(desk.buy("two", "20"))).as(scope).isEmpty();
        }
    }

    @Test
    void aPositionAndAQuantityOfAStrategyAreCappedPerSymbol() {
        GateDesk held = desk("risk.scopes.positions", "strategy.momentum|BTC/USD=2000");
        assertThat(codes(held.buy("momentum", "21"))).containsExactly("POSITION_LIMIT");
        assertThat(codes(held.buy("momentum", "20"))).isEmpty();
        GateDesk ordered = desk("risk.scopes.quantities", "strategy.momentum|BTC/USD=10");
        assertThat(codes(ordered.buy("momentum", "11"))).containsExactly("QUANTITY_EXCEEDS_MAXIMUM");
        assertThat(codes(ordered.buy("momentum", "10"))).isEmpty();
    }

    @Test
    void whatMayBeHeldLongIsCappedInAllAndPerSymbolAndForTheFirm() {
        for (String scope : List.of("strategy.momentum", "account.main", "firm")) {
            GateDesk desk = desk("risk.scopes.long", scope + "=2000", "risk.scopes.short", scope + "=1");
            assertThat(codes(desk.buy("momentum", "21"))).as(scope).containsExactly("EXPOSURE_LIMIT");
            assertThat(codes(desk.buy("momentum", "20"))).as(scope).isEmpty();
        }
        GateDesk held = desk("risk.scopes.long", "strategy.momentum|BTC/USD=2000,strategy.momentum=90000");
        assertThat(codes(held.buy("momentum", "21"))).containsExactly("POSITION_LIMIT");
        assertThat(codes(held.buy("momentum", "20"))).isEmpty();
        GateDesk other = desk("risk.scopes.long", "strategy.momentum|ETH/USD=1");
        assertThat(codes(other.buy("momentum", "20"))).isEmpty();
    }

    @Test
    void nothingMayBeTradedThatNoGrantNames() {
        assertThat(codes(desk("risk.permissions.deny_by_default", "true").buy("momentum", "10")))
                .containsExactly("RESTRICTED_SYMBOL");
        assertThat(codes(desk(
                                "risk.permissions.deny_by_default", "true",
                                "risk.permissions.allow", "other|*|*,engine|ETH/USD|paper")
                        .buy("momentum", "10")))
                .containsExactly("RESTRICTED_SYMBOL");
        assertThat(codes(desk(
                                "risk.permissions.deny_by_default", "true",
                                "risk.permissions.allow", "other|*|*,engine|BTC/USD|paper")
                        .buy("momentum", "10")))
                .isEmpty();
    }

    @Test
    void aGrantOfOneVerbIsForNothingElse() {
        for (String verb : List.of("submit", "reduce", "amend")) {
            GateDesk desk = desk(
                    "risk.permissions.deny_by_default", "true", "risk.permissions.allow", "engine|*|paper|" + verb);
            assertThat(codes(desk.buy("momentum", "10")))
                    .as(verb)
                    .isEqualTo(verb.equals("submit") ? List.of() : List.of("RESTRICTED_SYMBOL"));
        }
    }

    @Test
    void aRaiseIsInForceAfterARestartOnlyWithTheHashAndTheNameOfWhoAgreed() {
        String path = "risk.compliance.order_max";
        GateDesk before = desk(path, "1000");
        GateDesk alone = desk(path, "2000");
        String hash = alone.gate.limits().configHash();
        alone.gate.restore(before.gate.durableState());
        assertThat(alone.gate.limits().order().maxValue()).isEqualByComparingTo("1000");
        assertThat(alone.gate.takeNotices().toString()).contains(hash);
        GateDesk other = desk(path, "2000", "risk.limits_approved", "bob=" + "0".repeat(64));
        other.gate.restore(before.gate.durableState());
        assertThat(other.gate.limits().order().maxValue()).isEqualByComparingTo("1000");
        GateDesk agreed = desk(path, "2000", "risk.limits_approved", "ann=" + "0".repeat(64) + ",bob=" + hash);
        agreed.gate.restore(before.gate.durableState());
        assertThat(agreed.gate.limits().order().maxValue()).isEqualByComparingTo("2000");
    }

    @Test
    void aLooserBreakerRefusesTheStartUntilTheHashItNamesWasAgreedTo() {
        String path = "risk.breakers.price_move.ratio";
        SortedMap<String, String> before = desk(path, "0.1").gate.durableState();
        GateDesk alone = desk(path, "0.2");
        List<String> hash = new ArrayList<>();
        assertThatThrownBy(() -> alone.gate.restore(before))
                .hasMessageContaining("breakers.price_move.move (0.1 -> 0.2)")
                .satisfies(thrown -> hash.add(
                        String.valueOf(thrown.getMessage()).replaceAll(".*settings ([0-9a-f]{64}): .*", "$1")));
        GateDesk agreed = desk(path, "0.2", "risk.limits_approved", "bob=" + hash.getFirst());
        agreed.gate.restore(before);
        assertThat(agreed.gate.takeNotices().toString()).contains("configuration with bob");
        desk(path, "0.05").gate.restore(before);
    }

    @Test
    void nobodyAgreesToLimitsUnderTheNameOfAPartOfTheSystem() {
        for (String name : new String[] {
            "Engine", "clock", "configuration", "Drawdown", "overfill", "order-flow", "risk-reduction", "algorithm"
        }) {
            assertThatThrownBy(() -> desk("risk.limits_approved", name + "=" + "0".repeat(64)))
                    .hasMessageContaining("risk.limits_approved: must be a list");
        }
    }

    @Test
    void onlyTheOwnerOfAKeyWithTheControlsOfRiskAgreesToLimits() {
        String hash = "0".repeat(64);
        for (String name : new String[] {"mallory", "tim", "vic"}) {
            assertThatThrownBy(() -> desk("risk.limits_approved", name + "=" + hash))
                    .hasMessageStartingWith(
                            "risk.limits_approved: must name the owner of a key of security.api_keys whose role is"
                                    + " risk_manager, portfolio_manager or admin (" + name + "=");
        }
        assertThat(desk("risk.limits_approved", "bob=" + hash).profile.config().apiKeys())
                .hasSize(4);
    }

    @Test
    void aCustomScenarioThatIsLimitedRefuses() {
        GateDesk usual = desk("risk.stress.armed", "true", "risk.stress_max", "0.005");
        usual.measured(0.001);
        assertThat(codes(usual.buy("momentum", "90"))).isEmpty();
        GateDesk custom = desk(
                "risk.stress.armed", "true",
                "risk.stress_max", "0.005",
                "risk.stress.scenarios", "covid_19_crash",
                "risk.stress.custom", "worse from=covid_19_crash market=-0.9",
                "risk.stress.limited", "covid_19_crash,worse");
        RiskFigures figures = custom.measured(0.001);
        assertThat(figures.stress())
                .extracting(RiskFigures.StressFigure::scenario)
                .containsExactly("covid_19_crash", "worse");
        RiskDecision decision = custom.buy("momentum", "90");
        assertThat(codes(decision)).containsExactly("STRESS_LIMIT");
        assertThat(decision.checks().toString()).contains("worse");
    }

    @Test
    void aScenarioThatIsNotLimitedOnlyWarns() {
        GateDesk desk = desk(
                "risk.stress.armed", "true",
                "risk.stress_max", "0.005",
                "risk.stress.custom", "worse market=-0.9");
        desk.measured(0.001);
        assertThat(codes(desk.buy("momentum", "90"))).isEmpty();
    }

    @Test
    void fewerEffectiveBetsThanAskedForAreFlagged() {
        GateDesk usual = desk("risk.stress.armed", "true");
        assertThat(usual.measured(0.001).flags()).doesNotContain("few_effective_bets");
        GateDesk asked = desk("risk.stress.armed", "true", "risk.correlation.min_bets_symbols", "2");
        assertThat(asked.measured(0.001).flags()).contains("few_effective_bets");
        GateDesk fewer = desk(
                "risk.stress.armed", "true",
                "risk.correlation.min_bets_symbols", "2",
                "risk.correlation.min_bets", "1");
        assertThat(fewer.measured(0.001).flags()).doesNotContain("few_effective_bets");
    }

    @Test
    void aProxyStandsInForASymbolWithoutReturns() {
        GateDesk none = desk("risk.var.armed", "true", "risk.var.min_returns", "60");
        assertThat(none.measured(0.001).problem()).isEmpty();
        assertThat(codes(none.buy("momentum", "10"))).contains("STALE_RISK_DATA");
        GateDesk known = desk("risk.var.armed", "true", "risk.var.min_returns", "50");
        known.measured(0.001);
        assertThat(codes(known.buy("momentum", "10"))).isEmpty();
    }

    @Test
    void theSizeOfASignalFollowsTheMethod() {
        assertThat(desk().target(0.7, 0.01)).isEqualTo(20_000);
        assertThat(desk("risk.sizing.share", "0.01").target(0.7, 0.01)).isEqualTo(10_000);
        assertThat(desk("risk.sizing.max_value", "5000").target(0.7, 0.01)).isEqualTo(5_000);
        assertThat(desk("risk.sizing.method", "fixed_fraction").target(0.7, 0.01))
                .isEqualTo(10_000);
        assertThat(desk("risk.sizing.method", "fixed_fraction", "risk.sizing.fraction", "0.00005")
                        .target(0.7, 0.01))
                .isEqualTo(5_000);
        // gain 0.9 %, loss 1.1 %: 0.551 / 0.011 − 0.449 / 0.009 = 0.2, under the cap 2 % of equity
        assertThat(desk("risk.sizing.method", "fractional_kelly").target(0.551, 0.01))
                .isEqualTo(20_000);
        assertThat(desk("risk.sizing.method", "fractional_kelly", "risk.sizing.kelly_fraction", "0.05")
                        .target(0.551, 0.01))
                .isCloseTo(10_101, within(1.0));
        assertThat(desk("risk.sizing.method", "confidence_ladder").target(0.62, 0.01))
                .isEqualTo(10_000);
        assertThat(desk("risk.sizing.method", "confidence_ladder", "risk.sizing.ladder", "0.5:0.1,0.9:1")
                        .target(0.62, 0.01))
                .isEqualTo(2_000);
    }

    @Test
    void sizersThatGoByRiskAreToldWhatTheGateMeasured() {
        GateDesk volatility = desk(
                "risk.stress.armed", "true",
                "risk.sizing.method", "volatility_target",
                "risk.sizing.volatility", "0.001");
        assertThat(volatility.target(0.7, 0.01)).as("before the first figures").isZero();
        volatility.measured(0.001);
        double sigma =
                volatility.gate.figures().annualisedVolatility(GateDesk.BTC).orElseThrow();
        assertThat(volatility.target(0.7, 0.01)).isCloseTo(1_000_000 * 0.001 / sigma, within(1.0));
        GateDesk parity =
                desk("risk.stress.armed", "true", "risk.sizing.method", "risk_parity", "risk.sizing.gross", "0.02");
        assertThat(parity.target(0.7, 0.01)).isZero();
        parity.measured(0);
        assertThat(parity.target(0.7, 0.01)).as("half of 2 %").isCloseTo(10_000, within(1.0));
    }
}
