package io.colin.server.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.instrument.Symbol;
import io.colin.api.risk.SelfMatchPolicy;
import io.colin.risk.AccountKind;
import io.colin.risk.Permissions;
import io.colin.risk.Regime;
import io.colin.risk.RiskLimits;
import io.colin.risk.ScopeLimits;
import io.colin.risk.breaker.BreakerSettings;
import io.colin.risk.correlation.CorrelationSettings;
import io.colin.risk.reduction.ReductionSettings;
import io.colin.risk.stress.Scenarios;
import io.colin.risk.var.VarSettings;
import io.colin.server.config.Config;
import io.colin.server.config.ConfigLoader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The configuration's fields of risk fill the settings of the gate, each of them, and say the same by default. */
class RiskProfileTest {
    /** Where another value of the field's type is no valid one. */
    private static final Map<String, String> OTHERS = Map.of(
            "risk.var.paths", "12000",
            "risk.compliance.regime", "mifid_ii",
            "risk.self_match", "cancel_oldest",
            "risk.var.returns", "hourly",
            "risk.compliance.restricted", "XRP/USD",
            "risk.position.sectors", "BTC:majors",
            "risk.position.quantity_caps", "BTC/USD=10",
            "risk.position.quantity_caps_required", "true",
            "risk.position.initial_margin", "0.5");

    /** Lists and choices, and what one value needs another for. */
    private static final Map<String, Map<String, String>> TOGETHER = Map.ofEntries(
            alone("risk.scopes.gross", "firm=1000000"),
            alone("risk.scopes.long", "strategy.a|BTC/USD=5"),
            alone("risk.scopes.short", "firm=1000000"),
            alone("risk.scopes.positions", "account.main|BTC/USD=5"),
            alone("risk.scopes.quantities", "strategy.a|BTC/USD=2"),
            alone("risk.var.proxies", "NEW/USD=BTC/USD"),
            alone("risk.limits_approved", "bob=" + "0".repeat(64)),
            alone("risk.var.covariance", "exponential"),
            alone("risk.var.horizon", "square_root"),
            alone("risk.var.distribution", "normal"),
            alone("risk.var.age_decay", "0.99"),
            alone("risk.stress.limited", "covid_19_crash"),
            alone("risk.stress.custom", "mine market=-0.5"),
            alone("risk.sizing.method", "fixed_fraction"),
            Map.entry(
                    "risk.stress.scenarios",
                    Map.of("risk.stress.scenarios", "covid_19_crash", "risk.stress.limited", "covid_19_crash")),
            Map.entry(
                    "risk.permissions.allow",
                    Map.of("risk.permissions.deny_by_default", "true", "risk.permissions.allow", "*|*|paper")));

    private static Map.Entry<String, Map<String, String>> alone(String path, String value) {
        return Map.entry(path, Map.of(path, value));
    }

    @Test
    void saysTheSameAsTheDefaultsOfTheGate() {
        RiskProfile usual = profile(false, Map.of());
        RiskLimits expected = RiskLimits.builder().build();
        assertThat(usual.limits(AccountKind.CASH_SPOT).values()).isEqualTo(expected.values());
        assertThat(usual.breakers().values())
                .isEqualTo(BreakerSettings.builder().build().values());
        VarSettings measured = usual.valueAtRisk();
        VarSettings plain = VarSettings.defaults();
        assertThat(measured.lookBack()).isEqualTo(plain.lookBack());
        assertThat(measured.paths()).isEqualTo(plain.paths());
        assertThat(measured.minimumPoints()).isEqualTo(plain.minimumPoints());
        assertThat(measured.shortHistory()).isFalse();
        assertThat(measured.minimumHistorical()).isEqualTo(plain.minimumHistorical());
        assertThat(measured.estimator()).isEqualTo(plain.estimator());
        assertThat(measured.lambda()).isEqualTo(plain.lambda());
        assertThat(measured.horizonRule()).isEqualTo(plain.horizonRule());
        assertThat(measured.ageDecay()).isEqualTo(plain.ageDecay());
        assertThat(measured.distribution()).isEqualTo(plain.distribution());
        assertThat(measured.proxies()).isEmpty();
        assertThat(usual.refresh()).hasSeconds(60);
        assertThat(usual.correlations()).isEqualTo(CorrelationSettings.standard());
        assertThat(usual.correlationRefresh()).hasMinutes(15);
        assertThat(usual.scenarios()).isEqualTo(Scenarios.standard());
        assertThat(usual.reduction()).isEqualTo(ReductionSettings.STANDARD);
        assertThat(usual.limits(AccountKind.CASH_SPOT).scopes()).isEqualTo(ScopeLimits.NONE);
        assertThat(usual.limits(AccountKind.CASH_SPOT).permissions()).isEqualTo(Permissions.UNRESTRICTED);
    }

    @Test
    void turnsActiveReductionOnAndItsTargets() {
        ReductionSettings on = profile(
                        false, Map.of("risk.drawdown.active_reduction", "true", "risk.drawdown.halt_target", "0.1"))
                .reduction();
        assertThat(on.enabled()).isTrue();
        assertThat(on.haltTarget()).isEqualByComparingTo("0.1");
        assertThat(on.hardTarget()).isEqualByComparingTo("0.5");
        assertThat(profile(false, Map.of("risk.collar_ratio", "0.02"))
                        .reduction()
                        .collar())
                .isEqualByComparingTo("0.02");
    }

    @Test
    void saysTheSameAsTheDemonstrationWhereDataIsRare() {
        RiskProfile rare = profile(true, Map.of());
        RiskLimits expected = RiskLimits.demonstration().build();
        assertThat(rare.limits(AccountKind.CASH_SPOT).values()).isEqualTo(expected.values());
        assertThat(rare.breakers().values())
                .isEqualTo(BreakerSettings.demonstration().build().values());
        assertThat(rare.valueAtRisk().shortHistory()).isTrue();
        assertThat(rare.valueAtRisk().minimumPoints()).isEqualTo(48);
    }

    @Test
    void takesEveryFieldOfRiskForSomething() {
        String usual = text(profile(false, Map.of()));
        List<String> unused = new ArrayList<>();
        load(false, Map.of()).shown().forEach((path, value) -> {
            // What a method of sizing takes changes nothing under another: RiskConfigurationTest holds those.
            boolean ofOneMethod = path.startsWith("risk.sizing.") && !path.equals("risk.sizing.method");
            if (path.startsWith("risk.") && !path.equals("risk.var.method") && !ofOneMethod) {
                Map<String, String> other = TOGETHER.containsKey(path)
                        ? TOGETHER.get(path)
                        : Map.of(path, OTHERS.containsKey(path) ? OTHERS.get(path) : changed(value));
                if (text(profile(false, other)).equals(usual)) {
                    unused.add(path);
                }
            }
        });
        assertThat(unused).as("fields that change nothing").isEmpty();
    }

    @Test
    void readsListsAndChoices() {
        RiskLimits limits = profile(
                        false,
                        Map.of(
                                "risk.position.quantity_caps", "BTC/USD=10,BTC/USDT:USDT=2.5",
                                "risk.position.sectors", "BTC:majors,DOGE:memes",
                                "risk.compliance.regime", "SEC_FINRA",
                                "risk.self_match", "cancel_newest",
                                "risk.compliance.restricted", "XRP/USD"))
                .limits(AccountKind.MARGIN);
        assertThat(limits.order().quantityCaps())
                .containsEntry(Symbol.of("BTC/USD"), new BigDecimal("10"))
                .containsEntry(Symbol.of("BTC/USDT:USDT"), new BigDecimal("2.5"));
        assertThat(limits.sectors().of(Symbol.of("DOGE/USDT"))).isEqualTo("memes");
        assertThat(limits.compliance().regime()).isEqualTo(Regime.SEC_FINRA);
        assertThat(limits.order().selfMatch()).isEqualTo(SelfMatchPolicy.CANCEL_NEWEST);
        assertThat(limits.compliance().restricted()).containsExactly(Symbol.of("XRP/USD"));
        assertThat(limits.margin().accountKind()).isEqualTo(AccountKind.MARGIN);
    }

    @Test
    void buildsAGateOfTheseLimits() {
        Profile profile = new Profile(load(true, Map.of("risk.var.refresh_s", "30")));
        RiskLimits limits = profile.limits(AccountKind.CASH_SPOT);
        assertThat(profile.gate(limits, "USD").build().status().limits()).isNotEmpty();
    }

    private static String changed(String value) {
        return switch (value) {
            case "true" -> "false";
            case "false" -> "true";
            default ->
                value.contains(".")
                        ? new BigDecimal(value).multiply(new BigDecimal("0.99")).toPlainString()
                        : Long.toString(Long.parseLong(value) + 1);
        };
    }

    private static String text(RiskProfile profile) {
        VarSettings var = profile.valueAtRisk();
        return new TreeMap<>(profile.limits(AccountKind.MARGIN).values())
                + profile.breakers().values().toString()
                + List.of(var.lookBack(), var.paths(), var.seed(), profile.refresh())
                + List.of(
                        var.minimumHistorical(),
                        var.estimator(),
                        var.lambda(),
                        var.horizonRule(),
                        var.ageDecay(),
                        var.distribution(),
                        var.proxies())
                + profile.correlations()
                + profile.correlationRefresh()
                + profile.scenarios()
                + profile.reduction()
                + profile.approvals()
                + profile.config().text("risk.sizing.method");
    }

    private static RiskProfile profile(boolean rare, Map<String, String> given) {
        return new RiskProfile(load(rare, given));
    }

    private static Config load(boolean rare, Map<String, String> given) {
        return ConfigLoader.load(new ConfigLoader.Sources(ApproverKeys.neededBy(given), Map.of(), given))
                .forData(rare);
    }
}
