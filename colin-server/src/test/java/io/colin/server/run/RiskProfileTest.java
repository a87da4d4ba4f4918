package io.colin.server.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.instrument.Symbol;
import io.colin.risk.AccountKind;
import io.colin.risk.Regime;
import io.colin.risk.RiskLimits;
import io.colin.risk.breaker.BreakerSettings;
import io.colin.risk.var.VarSettings;
import io.colin.server.config.Config;
import io.colin.server.config.ConfigLoader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The configuration's fields of risk fill the settings of the gate, each of them, and say the same by default. */
class RiskProfileTest {
    /** Where another value of the field's type is no valid one. */
    private static final Map<String, String> OTHERS = Map.of(
            "risk.var.paths", "12000",
            "risk.compliance.regime", "mifid_ii",
            "risk.var.returns", "hourly",
            "risk.compliance.restricted", "XRP/USD",
            "risk.position.sectors", "BTC:majors",
            "risk.position.quantity_caps", "BTC/USD=10",
            "risk.position.quantity_caps_required", "true",
            "risk.position.initial_margin", "0.5");

    @Test
    void saysTheSameAsTheDefaultsOfTheGate() {
        RiskProfile usual = profile(false, Map.of());
        RiskLimits expected = RiskLimits.builder()
                .position(position -> position.maxValue(new BigDecimal("10000")))
                .build();
        assertThat(usual.limits(AccountKind.CASH_SPOT).values()).isEqualTo(expected.values());
        assertThat(usual.breakers().values())
                .isEqualTo(BreakerSettings.builder().build().values());
        VarSettings measured = usual.valueAtRisk();
        VarSettings plain = VarSettings.defaults();
        assertThat(measured.lookBack()).isEqualTo(plain.lookBack());
        assertThat(measured.paths()).isEqualTo(plain.paths());
        assertThat(measured.minimumPoints()).isEqualTo(plain.minimumPoints());
        assertThat(measured.shortHistory()).isFalse();
        assertThat(usual.refresh()).hasSeconds(60);
    }

    @Test
    void saysTheSameAsTheDemonstrationWhereDataIsRare() {
        RiskProfile rare = profile(true, Map.of());
        RiskLimits expected = RiskLimits.demonstration()
                .position(position -> position.maxValue(new BigDecimal("10000")))
                .build();
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
            if (path.startsWith("risk.") && !path.equals("risk.var.method")) {
                Map<String, String> other = Map.of(path, OTHERS.containsKey(path) ? OTHERS.get(path) : changed(value));
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
                                "risk.compliance.restricted", "XRP/USD"))
                .limits(AccountKind.MARGIN);
        assertThat(limits.order().quantityCaps())
                .containsEntry(Symbol.of("BTC/USD"), new BigDecimal("10"))
                .containsEntry(Symbol.of("BTC/USDT:USDT"), new BigDecimal("2.5"));
        assertThat(limits.sectors().of(Symbol.of("DOGE/USDT"))).isEqualTo("memes");
        assertThat(limits.compliance().regime()).isEqualTo(Regime.SEC_FINRA);
        assertThat(limits.compliance().restricted()).containsExactly(Symbol.of("XRP/USD"));
        assertThat(limits.margin().accountKind()).isEqualTo(AccountKind.MARGIN);
    }

    @Test
    void buildsAGateOfTheseLimits() {
        Profile profile = new Profile(load(true, Map.of("risk.var.refresh_s", "30")));
        RiskLimits limits = profile.limits(AccountKind.CASH_SPOT);
        assertThat(profile.gate(limits).status().limits()).isNotEmpty();
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
                + List.of(var.lookBack(), var.paths(), var.seed(), profile.refresh());
    }

    private static RiskProfile profile(boolean rare, Map<String, String> given) {
        return new RiskProfile(load(rare, given));
    }

    private static Config load(boolean rare, Map<String, String> given) {
        return ConfigLoader.load(new ConfigLoader.Sources(Optional.empty(), Map.of(), given))
                .forData(rare);
    }
}
