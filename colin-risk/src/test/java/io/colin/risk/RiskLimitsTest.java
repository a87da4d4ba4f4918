package io.colin.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.instrument.Symbol;
import io.colin.risk.drawdown.DrawdownLimits;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class RiskLimitsTest {
    private static final Symbol BTC = Symbol.of("BTC/USD");

    private static BigDecimal dec(String text) {
        return new BigDecimal(text);
    }

    /** One changed setting each. */
    private static List<UnaryOperator<RiskLimits.Builder>> changes() {
        return List.of(
                b -> b.accountKind(AccountKind.MARGIN),
                b -> b.minOrderValue(dec("1")),
                b -> b.maxOrderValue(dec("2000000")),
                b -> b.maxOrderShare(dec("0.03")),
                b -> b.quantityCaps(Map.of(BTC, dec("3"))),
                b -> b.quantityCaps(Map.of(BTC, dec("4"))),
                b -> b.quantityCapsRequired(true),
                b -> b.maxPositionValue(dec("5")),
                b -> b.maxSymbolShare(dec("0.21")),
                b -> b.maxGrossShare(dec("0.22")),
                b -> b.maxLeverage(dec("4")),
                b -> b.minFreeMargin(dec("0.3")),
                b -> b.initialMarginRate(dec("0.4")),
                b -> b.feeCushion(dec("0.01")),
                b -> b.priceCollar(dec("0.06")),
                b -> b.maxDataAge(Duration.ofSeconds(3)),
                b -> b.minConfidence(0.7),
                b -> b.duplicateWindow(Duration.ofSeconds(2)),
                b -> b.ordersPerSecondPerStrategy(11),
                b -> b.ordersPerSecond(101),
                b -> b.restrictedSymbols(List.of(BTC)),
                b -> b.drawdown(new DrawdownLimits(
                        dec("0.02"), dec("0.04"), dec("0.05"), dec("0.08"), dec("0.1"), Duration.ofHours(4))),
                b -> b.maxDailyLoss(dec("0.04")),
                b -> b.warnFrom(dec("0.9")));
    }

    @Test
    void theHashNamesEverySetting() {
        Set<String> hashes = new HashSet<>();
        hashes.add(RiskLimits.builder().build().configHash());
        for (UnaryOperator<RiskLimits.Builder> change : changes()) {
            hashes.add(change.apply(RiskLimits.builder()).build().configHash());
        }
        assertThat(hashes).hasSize(changes().size() + 1);
        assertThat(changes().size())
                .as("two changes of the caps, one of each other component")
                .isEqualTo(RiskLimits.class.getRecordComponents().length + 1);
        assertThat(hashes).allMatch(hash -> hash.matches("[0-9a-f]{64}"));
    }

    @Test
    void equalSettingsHaveEqualHashes() {
        RiskLimits one = RiskLimits.builder().maxLeverage(dec("3.00")).build();
        RiskLimits other = RiskLimits.builder().maxLeverage(dec("3")).build();
        assertThat(one).isEqualTo(other);
        assertThat(one.configHash()).isEqualTo(other.configHash());
    }

    @Test
    void theDemonstrationDiffersInAgeAndConfidenceOnly() {
        assertThat(RiskLimits.demonstration().build())
                .isEqualTo(RiskLimits.builder()
                        .maxDataAge(Duration.ofSeconds(60))
                        .minConfidence(0.40)
                        .build());
    }

    @Test
    void theDefaultsAreThoseOfTheRequirements() {
        assertThat(RiskLimits.builder().build().canonicalText())
                .contains(
                        "minOrderValue=100\n",
                        "maxOrderValue=1000000\n",
                        "maxOrderShare=0.02\n",
                        "maxPositionValue=100000\n",
                        "maxSymbolShare=0.2\n",
                        "maxGrossShare=0.2\n",
                        "maxLeverage=3\n",
                        "priceCollar=0.05\n",
                        "maxDataAge=2000000000ns\n",
                        "drawdown=0.03,0.04,0.05,0.08,0.1,14400000000000ns\n",
                        "maxDailyLoss=0.05\n",
                        "warnFrom=0.8\n");
    }

    @Test
    void settersRefuseWhatBreaksTheirRuleWithNameAndValue() {
        assertThatThrownBy(() -> RiskLimits.builder().maxOrderShare(dec("1.1")))
                .hasMessage("maxOrderShare: must be in (0, 1] (1.1)");
        assertThatThrownBy(() -> RiskLimits.builder().minConfidence(Double.NaN)).hasMessageContaining("minConfidence");
        assertThatThrownBy(() -> RiskLimits.builder().ordersPerSecond(0)).hasMessageContaining("ordersPerSecond");
        assertThatThrownBy(() -> RiskLimits.builder().maxDailyLoss(BigDecimal.ONE))
                .hasMessageContaining("maxDailyLoss");
        assertThatThrownBy(() -> RiskLimits.builder()
                        .minOrderValue(dec("5"))
                        .maxOrderValue(dec("4"))
                        .build())
                .hasMessageContaining("minOrderValue");
    }
}
