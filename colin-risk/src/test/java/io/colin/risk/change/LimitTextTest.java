package io.colin.risk.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.instrument.Symbol;
import io.colin.api.risk.SelfMatchPolicy;
import io.colin.risk.AccountKind;
import io.colin.risk.ExposureKind;
import io.colin.risk.LimitScope;
import io.colin.risk.Permissions;
import io.colin.risk.Regime;
import io.colin.risk.RiskLimits;
import io.colin.risk.ScopeCap;
import io.colin.risk.ScopeLimits;
import io.colin.risk.Sectors;
import io.colin.risk.drawdown.DrawdownLimits;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitTextTest {
    private static final Symbol BTC = Symbol.of("BTC/USD");
    private static final Symbol FUTURE = Symbol.of("ETH/USDT:USDT-240628");

    private static BigDecimal dec(String text) {
        return new BigDecimal(text);
    }

    /** Every value differs from its default. */
    private static RiskLimits everything() {
        return RiskLimits.builder()
                .order(o -> o.minValue(dec("11"))
                        .maxValue(dec("999"))
                        .maxShare(dec("0.011"))
                        .quantityCaps(Map.of(BTC, dec("3"), FUTURE, dec("0.00000001")))
                        .quantityCapsRequired(true)
                        .duplicateWindow(Duration.ofMillis(1_500))
                        .selfMatch(SelfMatchPolicy.CANCEL_OLDEST))
                .price(p -> p.collar(dec("0.04"))
                        .maxDrift(dec("0.03"))
                        .driftWindow(Duration.ofSeconds(61))
                        .maxVenueDivergence(dec("0.009")))
                .rate(r -> r.ordersPerSecondPerStrategy(9)
                        .ordersPerSecond(99)
                        .amendsPerMinute(199)
                        .cancelsPerMinute(299)
                        .tradesPerDay(998)
                        .tradesPerSymbolPerDay(97)
                        .valuePerSymbolPerDay(dec("4999999")))
                .repeat(r -> r.maxCycles(7).window(Duration.ofMinutes(7)))
                .data(d -> d.maxQuoteAge(Duration.ofNanos(1))
                        .maxMarkAge(Duration.ofMinutes(4))
                        .maxStaleShare(dec("0.002"))
                        .maxRiskAge(Duration.ofMinutes(14))
                        .maxCorrelationAge(Duration.ofMinutes(59))
                        .maxModelAge(Duration.ofDays(29))
                        .minConfidence(0.6501))
                .position(p -> p.maxValue(dec("99999"))
                        .maxSymbolShare(dec("0.19"))
                        .maxSectorShare(dec("0.39"))
                        .warnVenueShare(dec("0.49"))
                        .maxGrossShare(dec("0.18"))
                        .maxLeverage(dec("2.5")))
                .margin(m -> m.accountKind(AccountKind.MARGIN)
                        .minFree(dec("0.26"))
                        .initialRate(dec("0.5"))
                        .feeCushion(dec("0.003")))
                .correlation(
                        c -> c.threshold(dec("0.71")).maxGroupShare(dec("0.14")).warnPair(dec("0.61")))
                .tail(t -> t.armed(false)
                        .maxVar95OneDay(dec("0.019"))
                        .maxVar99OneDay(dec("0.029"))
                        .maxVar95FiveDays(dec("0.039"))
                        .maxVar99FiveDays(dec("0.049"))
                        .maxEs99OneDay(dec("0.038"))
                        .hourlyReturns(true)
                        .minReturns(44))
                .stress(s -> s.armed(false).maxLoss(dec("0.09")))
                .drawdown(new DrawdownLimits(
                        dec("0.02"), dec("0.03"), dec("0.04"), dec("0.05"), dec("0.06"), Duration.ofHours(3)))
                .loss(l -> l.maxDaily(dec("0.045")))
                .compliance(c -> c.regime(Regime.ASIC)
                        .restricted(List.of(BTC, FUTURE))
                        .warnOrderToTrade(19)
                        .maxOrderToTrade(49)
                        .minMessages(98)
                        .orderToTradeWindow(Duration.ofMinutes(50)))
                .scopes(ScopeLimits.of(Map.of(
                        LimitScope.FIRM,
                        ScopeCap.builder().grossValue(dec("1000000")).build(),
                        LimitScope.strategy("a.positionValues.b"),
                        ScopeCap.builder()
                                .positionValue(FUTURE, dec("5"))
                                .value(ExposureKind.LONG, dec("9"))
                                .positionValue(ExposureKind.SHORT, FUTURE, dec("4"))
                                .orderQuantity(BTC, dec("6"))
                                .build(),
                        LimitScope.venue("firm"),
                        ScopeCap.builder()
                                .grossValue(dec("7"))
                                .value(ExposureKind.SHORT, dec("3"))
                                .positionValue(ExposureKind.LONG, BTC, dec("2"))
                                .build(),
                        LimitScope.account("main"),
                        ScopeCap.builder().positionValue(BTC, dec("8")).build())))
                .sectors(Sectors.of(Map.of("BTC", "majors", "ETH", "smart contracts")))
                .permissions(Permissions.only(List.of(
                        new Permissions.Grant("alice", "BTC/USD", "*"),
                        new Permissions.Grant("*", "*", "paper", Permissions.Verb.AMEND))))
                .warnFrom(dec("0.7"))
                .build();
    }

    @Test
    void everyValueComesBack() {
        RiskLimits limits = everything();
        RiskLimits read =
                LimitText.parse(limits.canonicalText(), RiskLimits.builder().build());
        assertThat(read).isEqualTo(limits);
        assertThat(read.configHash()).isEqualTo(limits.configHash());
    }

    /** Tells when a limit is added that the text above does not set or the reader does not read. */
    @Test
    void everyValueOfTheTestDiffersFromItsDefault() {
        RiskLimits defaults = RiskLimits.builder().build();
        Map<String, String> set = everything().values();
        defaults.values()
                .forEach((name, text) ->
                        assertThat(set.getOrDefault(name, "")).describedAs(name).isNotEqualTo(text));
    }

    @Test
    void defaultsAndTheDemonstrationComeBackOverAnyConfiguration() {
        for (RiskLimits limits :
                List.of(RiskLimits.builder().build(), RiskLimits.demonstration().build())) {
            assertThat(LimitText.parse(limits.canonicalText(), everything())).isEqualTo(limits);
        }
    }

    @Test
    void nobodyIsAllowedAnythingWhenThereAreNoGrants() {
        RiskLimits limits =
                RiskLimits.builder().permissions(Permissions.only(List.of())).build();
        assertThat(LimitText.parse(limits.canonicalText(), RiskLimits.builder().build()))
                .isEqualTo(limits);
    }

    private static RiskLimits changed(RiskLimits limits, String... namesAndTexts) {
        SortedMap<String, String> changes = new TreeMap<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            changes.put(namesAndTexts[i], namesAndTexts[i + 1]);
        }
        return LimitText.changed(limits, changes);
    }

    @Test
    void changesWhatIsNamedAndNothingElse() {
        RiskLimits limits = everything();
        RiskLimits next = changed(limits, "order.maxShare", "0.0123", "sectors.SOL", "layer one");
        assertThat(limits.differences(next))
                .extracting(difference -> difference.name() + " " + difference.after())
                .containsExactly("order.maxShare 0.0123", "sectors.SOL layer one");
        assertThat(changed(next, "sectors.SOL", "").differences(next))
                .extracting(difference -> difference.name())
                .containsExactly("sectors.SOL");
        assertThat(changed(limits)).isEqualTo(limits);
    }

    @ParameterizedTest
    @CsvSource({
        "order.maxShares, 0.1, limits.text: must hold only known limits",
        "order.maxShare, lots, order.maxShare:",
        "order.maxShare, '', order.maxShare: must hold a value",
        "order.maxShare, 1.5, order.maxShare:",
        "sectors.SOL/USD, '', sectors.SOL/USD: must be there to be taken away",
        "compliance.restricted.SOL/USD, false, compliance.restricted.SOL/USD: must be true",
        "'  ', 1, limits:",
    })
    void namesWhatCannotBeChanged(String name, String text, String message) {
        RiskLimits limits = RiskLimits.builder().build();
        assertThatThrownBy(() -> changed(limits, name, text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb=1", "a\rb"})
    void neverWritesALineIntoTheTextThatItCouldNotReadAgain(String text) {
        RiskLimits limits = RiskLimits.builder().build();
        assertThatThrownBy(() -> changed(limits, "sectors.SOL/USD", text))
                .hasMessageStartingWith("sectors.SOL/USD: must be on one line");
        assertThatThrownBy(() -> changed(limits, "sectors." + text, "x")).hasMessageContaining("must be on one line");
    }
}
