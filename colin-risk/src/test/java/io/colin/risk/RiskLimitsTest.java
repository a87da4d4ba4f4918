package io.colin.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.instrument.Symbol;
import io.colin.api.risk.SelfMatchPolicy;
import io.colin.risk.LimitDifference.Direction;
import io.colin.risk.Permissions.Grant;
import io.colin.risk.Permissions.Verb;
import io.colin.risk.drawdown.DrawdownLimits;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RiskLimitsTest {
    private static final Symbol BTC = Symbol.of("BTC/USD");
    private static final Symbol ETH = Symbol.of("ETH/USD");
    private static final Grant GRANT = new Grant("alice", "BTC/USD", "paper");
    private static final LimitScope ALPHA = LimitScope.strategy("alpha");

    /** One changed value: which, whether it allows more, and how. */
    record Change(String name, Direction direction, UnaryOperator<RiskLimitsBuilder> how) {
        @Override
        public String toString() {
            return name + " " + direction;
        }
    }

    private static BigDecimal dec(String text) {
        return new BigDecimal(text);
    }

    private static Change raise(String name, UnaryOperator<RiskLimitsBuilder> how) {
        return new Change(name, Direction.RAISE, how);
    }

    private static Change cut(String name, UnaryOperator<RiskLimitsBuilder> how) {
        return new Change(name, Direction.CUT, how);
    }

    private static Change other(String name, UnaryOperator<RiskLimitsBuilder> how) {
        return new Change(name, Direction.OTHER, how);
    }

    private static DrawdownLimits ladder(String warning, String reduce, String hard, String halt, String kill) {
        return new DrawdownLimits(
                dec(warning), dec(reduce), dec(hard), dec(halt), dec(kill), DrawdownLimits.STANDARD.patience());
    }

    private static ScopeLimits scopes(ScopeCap.Builder cap) {
        return ScopeLimits.of(Map.of(ALPHA, cap.build()));
    }

    private static ScopeCap.Builder cap() {
        return ScopeCap.builder()
                .grossValue(dec("1000"))
                .positionValue(BTC, dec("500"))
                .orderQuantity(BTC, dec("5"));
    }

    /** Limits in which everything has a value. */
    private static RiskLimitsBuilder full() {
        return RiskLimits.builder()
                .order(o -> o.quantityCaps(Map.of(BTC, dec("3"))))
                .compliance(c -> c.restricted(List.of(ETH)))
                .scopes(scopes(cap()))
                .sectors(Sectors.of(Map.of("BTC", "store of value")))
                .permissions(Permissions.only(List.of(GRANT)));
    }

    private static List<Change> changes() {
        return List.of(
                raise("order.minValue", b -> b.order(o -> o.minValue(dec("99")))),
                raise("order.maxValue", b -> b.order(o -> o.maxValue(dec("1000001")))),
                raise("order.maxShare", b -> b.order(o -> o.maxShare(dec("0.03")))),
                raise("order.quantityCaps.BTC/USD", b -> b.order(o -> o.quantityCaps(Map.of(BTC, dec("4"))))),
                other("order.quantityCaps.ETH/USD", b -> b.order(o -> o.quantityCaps(Map.of(ETH, dec("4"))))),
                cut("order.quantityCapsRequired", b -> b.order(o -> o.quantityCapsRequired(true))),
                raise("order.duplicateWindow", b -> b.order(o -> o.duplicateWindow(Duration.ofMillis(999)))),
                other("order.selfMatch", b -> b.order(o -> o.selfMatch(SelfMatchPolicy.CANCEL_OLDEST))),
                raise("price.collar", b -> b.price(p -> p.collar(dec("0.06")))),
                cut("price.maxDrift", b -> b.price(p -> p.maxDrift(dec("0.04")))),
                raise("price.driftWindow", b -> b.price(p -> p.driftWindow(Duration.ofSeconds(59)))),
                raise("price.maxVenueDivergence", b -> b.price(p -> p.maxVenueDivergence(dec("0.02")))),
                raise("rate.ordersPerSecondPerStrategy", b -> b.rate(r -> r.ordersPerSecondPerStrategy(11))),
                cut("rate.ordersPerSecond", b -> b.rate(r -> r.ordersPerSecond(99))),
                raise("rate.amendsPerMinute", b -> b.rate(r -> r.amendsPerMinute(201))),
                raise("rate.cancelsPerMinute", b -> b.rate(r -> r.cancelsPerMinute(301))),
                raise("rate.tradesPerDay", b -> b.rate(r -> r.tradesPerDay(1001))),
                raise("rate.tradesPerSymbolPerDay", b -> b.rate(r -> r.tradesPerSymbolPerDay(101))),
                cut("rate.valuePerSymbolPerDay", b -> b.rate(r -> r.valuePerSymbolPerDay(dec("4000000")))),
                raise("repeat.maxCycles", b -> b.repeat(r -> r.maxCycles(21))),
                raise("repeat.window", b -> b.repeat(r -> r.window(Duration.ofMinutes(9)))),
                raise("data.maxQuoteAge", b -> b.data(d -> d.maxQuoteAge(Duration.ofSeconds(3)))),
                raise("data.maxMarkAge", b -> b.data(d -> d.maxMarkAge(Duration.ofMinutes(6)))),
                raise("data.maxStaleShare", b -> b.data(d -> d.maxStaleShare(dec("0.002")))),
                raise("data.maxRiskAge", b -> b.data(d -> d.maxRiskAge(Duration.ofMinutes(16)))),
                raise("data.maxCorrelationAge", b -> b.data(d -> d.maxCorrelationAge(Duration.ofMinutes(61)))),
                raise("data.maxModelAge", b -> b.data(d -> d.maxModelAge(Duration.ofDays(31)))),
                raise("data.minConfidence", b -> b.data(d -> d.minConfidence(0.6))),
                raise("position.maxValue", b -> b.position(p -> p.maxValue(dec("100001")))),
                raise("position.maxSymbolShare", b -> b.position(p -> p.maxSymbolShare(dec("0.21")))),
                raise("position.maxSectorShare", b -> b.position(p -> p.maxSectorShare(dec("0.41")))),
                raise("position.warnVenueShare", b -> b.position(p -> p.warnVenueShare(dec("0.51")))),
                cut("position.maxGrossShare", b -> b.position(p -> p.maxGrossShare(dec("0.19")))),
                raise("position.maxLeverage", b -> b.position(p -> p.maxLeverage(dec("4")))),
                other("margin.accountKind", b -> b.margin(m -> m.accountKind(AccountKind.MARGIN))),
                raise("margin.minFree", b -> b.margin(m -> m.minFree(dec("0.2")))),
                raise("margin.initialRate", b -> b.margin(m -> m.initialRate(dec("0.4")))),
                cut("margin.feeCushion", b -> b.margin(m -> m.feeCushion(dec("0.01")))),
                raise("correlation.threshold", b -> b.correlation(c -> c.threshold(dec("0.8")))),
                raise("correlation.maxGroupShare", b -> b.correlation(c -> c.maxGroupShare(dec("0.16")))),
                raise("correlation.warnPair", b -> b.correlation(c -> c.warnPair(dec("0.61")))),
                raise("tail.armed", b -> b.tail(t -> t.armed(false))),
                cut("tail.maxVar95OneDay", b -> b.tail(t -> t.maxVar95OneDay(dec("0.01")))),
                raise("tail.maxVar99OneDay", b -> b.tail(t -> t.maxVar99OneDay(dec("0.031")))),
                raise("tail.maxVar95FiveDays", b -> b.tail(t -> t.maxVar95FiveDays(dec("0.041")))),
                raise("tail.maxVar99FiveDays", b -> b.tail(t -> t.maxVar99FiveDays(dec("0.051")))),
                raise("tail.maxEs99OneDay", b -> b.tail(t -> t.maxEs99OneDay(dec("0.041")))),
                other("tail.hourlyReturns", b -> b.tail(t -> t.hourlyReturns(true))),
                cut("tail.minReturns", b -> b.tail(t -> t.minReturns(31))),
                raise("stress.armed", b -> b.stress(s -> s.armed(false))),
                raise("stress.maxLoss", b -> b.stress(s -> s.maxLoss(dec("0.11")))),
                cut("drawdown.warning", b -> b.drawdown(ladder("0.02", "0.04", "0.05", "0.08", "0.1"))),
                cut("drawdown.reduce", b -> b.drawdown(ladder("0.03", "0.035", "0.05", "0.08", "0.1"))),
                raise("drawdown.hard", b -> b.drawdown(ladder("0.03", "0.04", "0.06", "0.08", "0.1"))),
                raise("drawdown.halt", b -> b.drawdown(ladder("0.03", "0.04", "0.05", "0.09", "0.1"))),
                raise("drawdown.kill", b -> b.drawdown(ladder("0.03", "0.04", "0.05", "0.08", "0.11"))),
                raise(
                        "drawdown.patience",
                        b -> b.drawdown(new DrawdownLimits(
                                dec("0.03"), dec("0.04"), dec("0.05"), dec("0.08"), dec("0.1"), Duration.ofHours(5)))),
                cut("loss.maxDaily", b -> b.loss(l -> l.maxDaily(dec("0.04")))),
                cut("compliance.regime", b -> b.compliance(c -> c.regime(Regime.MIFID_II))),
                cut("compliance.restricted.BTC/USD", b -> b.compliance(c -> c.restricted(List.of(BTC)))),
                raise("compliance.warnOrderToTrade", b -> b.compliance(c -> c.warnOrderToTrade(21))),
                raise("compliance.maxOrderToTrade", b -> b.compliance(c -> c.maxOrderToTrade(51))),
                raise("compliance.minMessages", b -> b.compliance(c -> c.minMessages(101))),
                other(
                        "compliance.orderToTradeWindow",
                        b -> b.compliance(c -> c.orderToTradeWindow(Duration.ofMinutes(59)))),
                raise("scopes.strategy.alpha.grossValue", b -> b.scopes(scopes(cap().grossValue(dec("1001"))))),
                cut(
                        "scopes.strategy.alpha.positionValues.BTC/USD",
                        b -> b.scopes(scopes(cap().positionValue(BTC, dec("499"))))),
                raise(
                        "scopes.strategy.alpha.orderQuantities.BTC/USD",
                        b -> b.scopes(scopes(cap().orderQuantity(BTC, dec("6"))))),
                cut(
                        "scopes.strategy.alpha.positionValues.ETH/USD",
                        b -> b.scopes(scopes(cap().positionValue(ETH, dec("1"))))),
                other("sectors.BTC", b -> b.sectors(Sectors.of(Map.of("BTC", "currency")))),
                raise(
                        "permissions.grant.bob|*|*",
                        b -> b.permissions(Permissions.only(List.of(GRANT, new Grant("bob", "*", "*"))))),
                raise("permissions.others", b -> b.permissions(Permissions.UNRESTRICTED)),
                raise("warnFrom", b -> b.warnFrom(dec("0.9"))));
    }

    static Stream<Arguments> changesOfAValue() {
        return changes().stream().map(Arguments::of);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changesOfAValue")
    void aChangeIsNamedWithItsDirectionAndGoesBackTheOtherWay(Change change) {
        RiskLimits before = full().build();
        RiskLimits after = change.how().apply(before.toBuilder()).build();
        List<LimitDifference> there = before.differences(after);
        List<LimitDifference> back = after.differences(before);

        assertThat(there).hasSize(1);
        LimitDifference only = there.getFirst();
        assertThat(only.name()).isEqualTo(change.name());
        assertThat(only.direction()).isEqualTo(change.direction());
        assertThat(back)
                .containsExactly(new LimitDifference(
                        only.name(),
                        /* before= */ only.after(),
                        /* after= */ only.before(),
                        opposite(change.direction())));
        assertThat(before.loosened(after)).isEqualTo(change.direction() == Direction.CUT ? List.of() : there);
        assertThat(after.configHash()).isNotEqualTo(before.configHash());
    }

    private static Direction opposite(Direction direction) {
        return switch (direction) {
            case RAISE -> Direction.CUT;
            case CUT -> Direction.RAISE;
            case OTHER -> Direction.OTHER;
        };
    }

    @Test
    void everyValueIsAmongThoseChanged() {
        Set<String> changed = new TreeSet<>(changes().stream().map(Change::name).toList());
        Set<String> values = new TreeSet<>(full().build().values().keySet());
        values.remove("permissions.grant.alice|BTC/USD|paper");
        values.remove("compliance.restricted.ETH/USD");
        assertThat(changed).containsAll(values);
    }

    @Test
    void everyChangeHasAHashOfItsOwn() {
        Set<String> hashes = new HashSet<>();
        hashes.add(full().build().configHash());
        changes()
                .forEach(change -> hashes.add(change.how().apply(full()).build().configHash()));
        assertThat(hashes).hasSize(changes().size() + 1).allMatch(hash -> hash.matches("[0-9a-f]{64}"));
    }

    @Test
    void aRegimeForAnotherNeedsTwoPeopleAndEndingItToo() {
        RiskLimits european = full().compliance(c -> c.regime(Regime.MIFID_II)).build();
        RiskLimits british = full().compliance(c -> c.regime(Regime.FCA)).build();
        assertThat(european.differences(british))
                .containsExactly(new LimitDifference("compliance.regime", "MIFID_II", "FCA", Direction.OTHER));
        assertThat(european.loosened(full().build())).hasSize(1);
    }

    @Test
    void droppingACapOfAScopeAllowsMoreAndACapOfAnOrderNeedsTwoPeople() {
        RiskLimits bare = RiskLimits.builder().build();
        assertThat(full().build().differences(bare))
                .contains(
                        new LimitDifference("scopes.strategy.alpha.grossValue", "1000", "unlimited", Direction.RAISE),
                        new LimitDifference("order.quantityCaps.BTC/USD", "3", "default", Direction.OTHER),
                        new LimitDifference("compliance.restricted.ETH/USD", "true", "false", Direction.RAISE),
                        new LimitDifference("sectors.BTC", "store of value", "unclassified", Direction.OTHER),
                        new LimitDifference("permissions.others", "deny", "allow", Direction.RAISE))
                .noneMatch(difference -> difference.name().startsWith("permissions.grant"));
    }

    @Test
    void equalSettingsHaveEqualHashesAndNoDifferences() {
        RiskLimits one = full().position(p -> p.maxLeverage(dec("3.00"))).build();
        RiskLimits other = full().position(p -> p.maxLeverage(dec("3"))).build();
        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
        assertThat(one.configHash()).isEqualTo(other.configHash());
        assertThat(one.differences(other)).isEmpty();
        assertThat(one.toBuilder().build()).isEqualTo(one);
    }

    @Test
    void theDemonstrationDiffersAsTheRequirementsSay() {
        assertThat(RiskLimits.builder()
                        .build()
                        .differences(RiskLimits.demonstration().build()))
                .extracting(difference -> difference.name() + " " + difference.after())
                .containsExactly(
                        "data.maxMarkAge PT15M",
                        "data.maxQuoteAge PT1M",
                        "data.minConfidence 0.4",
                        "rate.tradesPerSymbolPerDay 1000",
                        "tail.hourlyReturns true",
                        "tail.minReturns 48");
    }

    @Test
    void theDefaultsAreThoseOfTheRequirements() {
        assertThat(RiskLimits.builder().build().canonicalText()).isEqualTo("""
                        compliance.maxOrderToTrade=50
                        compliance.minMessages=100
                        compliance.orderToTradeWindow=PT1H
                        compliance.regime=NONE
                        compliance.warnOrderToTrade=20
                        correlation.maxGroupShare=0.15
                        correlation.threshold=0.7
                        correlation.warnPair=0.6
                        data.maxCorrelationAge=PT1H
                        data.maxMarkAge=PT5M
                        data.maxModelAge=PT720H
                        data.maxQuoteAge=PT2S
                        data.maxRiskAge=PT15M
                        data.maxStaleShare=0.001
                        data.minConfidence=0.65
                        drawdown.halt=0.08
                        drawdown.hard=0.05
                        drawdown.kill=0.1
                        drawdown.patience=PT4H
                        drawdown.reduce=0.04
                        drawdown.warning=0.03
                        loss.maxDaily=0.05
                        margin.accountKind=CASH_SPOT
                        margin.feeCushion=0.002
                        margin.initialRate=1
                        margin.minFree=0.25
                        order.duplicateWindow=PT1S
                        order.maxShare=0.02
                        order.maxValue=1000000
                        order.minValue=100
                        order.quantityCapsRequired=false
                        order.selfMatch=REJECT
                        permissions.others=allow
                        position.maxGrossShare=0.2
                        position.maxLeverage=3
                        position.maxSectorShare=0.4
                        position.maxSymbolShare=0.2
                        position.maxValue=100000
                        position.warnVenueShare=0.5
                        price.collar=0.05
                        price.driftWindow=PT1M
                        price.maxDrift=0.05
                        price.maxVenueDivergence=0.01
                        rate.amendsPerMinute=200
                        rate.cancelsPerMinute=300
                        rate.ordersPerSecond=100
                        rate.ordersPerSecondPerStrategy=10
                        rate.tradesPerDay=1000
                        rate.tradesPerSymbolPerDay=100
                        rate.valuePerSymbolPerDay=5000000
                        repeat.maxCycles=20
                        repeat.window=PT10M
                        stress.armed=true
                        stress.maxLoss=0.1
                        tail.armed=true
                        tail.hourlyReturns=false
                        tail.maxEs99OneDay=0.04
                        tail.maxVar95FiveDays=0.04
                        tail.maxVar95OneDay=0.02
                        tail.maxVar99FiveDays=0.05
                        tail.maxVar99OneDay=0.03
                        tail.minReturns=30
                        warnFrom=0.8
                        """);
    }

    @Test
    void settersRefuseWhatBreaksTheirRuleWithNameAndValue() {
        assertThatThrownBy(() -> OrderLimits.builder().maxShare(dec("1.1")))
                .hasMessage("order.maxShare: must be in (0, 1] (1.1)");
        assertThatThrownBy(() -> OrderLimits.builder().maxShare(BigDecimal.ZERO))
                .hasMessage("order.maxShare: must be in (0, 1] (0)");
        assertThatThrownBy(() -> OrderLimits.builder().quantityCaps(Map.of(BTC, BigDecimal.ZERO)))
                .hasMessage("order.quantityCaps.BTC/USD: must be above 0 (0)");
        assertThatThrownBy(() -> DataLimits.builder().minConfidence(Double.NaN))
                .hasMessage("data.minConfidence: must be in [0.0, 1.0] (NaN)");
        assertThatThrownBy(() -> DataLimits.builder().maxRiskAge(Duration.ZERO))
                .hasMessageContaining("data.maxRiskAge");
        assertThatThrownBy(() -> RateLimits.builder().ordersPerSecond(0))
                .hasMessage("rate.ordersPerSecond: must be above 0 (0)");
        assertThatThrownBy(() -> TailLimits.builder().minReturns(29))
                .hasMessage("tail.minReturns: must be in [30.0, 10000.0] (29.0)");
        assertThatThrownBy(() -> LossLimits.builder().maxDaily(BigDecimal.ONE))
                .hasMessage("loss.maxDaily: must be in (0, 1) (1)");
        assertThatThrownBy(() -> MarginLimits.builder().minFree(BigDecimal.ONE))
                .hasMessage("margin.minFree: must be in [0, 1) (1)");
        assertThatThrownBy(() -> DataLimits.builder().maxStaleShare(BigDecimal.ONE))
                .hasMessage("data.maxStaleShare: must be in [0, 1) (1)");
        assertThatThrownBy(() -> MarginLimits.builder().feeCushion(dec("-0.1"))).hasMessageContaining("[0, 1)");
        assertThatThrownBy(() -> PositionLimits.builder().maxLeverage(dec("-1")))
                .hasMessageContaining("position.maxLeverage");
        assertThatThrownBy(() -> RiskLimits.builder().warnFrom(dec("1.01"))).hasMessageContaining("warnFrom");
    }

    static Stream<Arguments> times() {
        return Stream.of(
                time("order.duplicateWindow", OrderLimits.builder()::duplicateWindow),
                time("price.driftWindow", PriceLimits.builder()::driftWindow),
                time("data.maxQuoteAge", DataLimits.builder()::maxQuoteAge),
                time("data.maxMarkAge", DataLimits.builder()::maxMarkAge),
                time("data.maxRiskAge", DataLimits.builder()::maxRiskAge),
                time("data.maxCorrelationAge", DataLimits.builder()::maxCorrelationAge),
                time("data.maxModelAge", DataLimits.builder()::maxModelAge),
                time("repeat.window", RepeatLimits.builder()::window),
                time("compliance.orderToTradeWindow", ComplianceLimits.builder()::orderToTradeWindow),
                time(
                        "drawdown.max_hours",
                        t -> new DrawdownLimits(dec("0.03"), dec("0.04"), dec("0.05"), dec("0.08"), dec("0.1"), t)));
    }

    private static Arguments time(String name, Function<Duration, Object> setter) {
        return Arguments.of(name, setter);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("times")
    void aTimeIsAtMostALeapYear(String name, Function<Duration, Object> setter) {
        Duration most = Duration.ofDays(366);
        assertThat(setter.apply(most)).isNotNull();
        assertThatThrownBy(() -> setter.apply(most.plusNanos(1)))
                .hasMessage(name + ": must be at most PT8784H (PT8784H0.000000001S)");
        assertThatThrownBy(() -> setter.apply(Duration.ZERO)).hasMessage(name + ": must be above 0 (PT0S)");
    }

    @Test
    void groupsRefuseWhatContradictsItself() {
        assertThatThrownBy(() -> OrderLimits.builder()
                        .minValue(dec("5"))
                        .maxValue(dec("4"))
                        .build())
                .hasMessage("order.minValue: must be at most order.maxValue 4 (5)");
        assertThatThrownBy(
                        () -> TailLimits.builder().maxVar95OneDay(dec("0.031")).build())
                .hasMessage("tail.maxVar95OneDay: must be at most tail.maxVar99OneDay 0.03 (0.031)");
        assertThatThrownBy(() ->
                        TailLimits.builder().maxVar99FiveDays(dec("0.039")).build())
                .hasMessageContaining("tail.maxVar95FiveDays");
        assertThatThrownBy(() ->
                        TailLimits.builder().maxVar95FiveDays(dec("0.019")).build())
                .hasMessageContaining("tail.maxVar95OneDay");
        assertThatThrownBy(() -> TailLimits.builder()
                        .maxVar99OneDay(dec("0.05"))
                        .maxVar99FiveDays(dec("0.045"))
                        .build())
                .hasMessageContaining("tail.maxVar99OneDay");
        assertThatThrownBy(
                        () -> TailLimits.builder().maxEs99OneDay(dec("0.029")).build())
                .hasMessageContaining("tail.maxEs99OneDay");
        assertThatThrownBy(() -> ComplianceLimits.builder().warnOrderToTrade(51).build())
                .hasMessageContaining("compliance.warnOrderToTrade");
        assertThatThrownBy(() -> new Permissions(true, new TreeSet<>(Set.of(GRANT))))
                .hasMessageContaining("permissions");
    }

    @Test
    void namesThatWouldBlurTheCanonicalTextAreRefused() {
        assertThatThrownBy(() -> LimitScope.strategy("a=b")).hasMessageContaining("scopes.strategy");
        assertThatThrownBy(() -> LimitScope.venue("a\nb")).hasMessageContaining("scopes.venue");
        assertThatThrownBy(() -> LimitScope.account(" ")).hasMessageContaining("scopes.account");
        assertThatThrownBy(() -> new LimitScope(LimitScope.Kind.FIRM, "x")).hasMessageContaining("scopes.firm");
        assertThatThrownBy(() -> new Grant("a|b", "*", "*")).hasMessageContaining("permissions.principal");
        assertThatThrownBy(() -> new Grant("a", "BTC", "*")).hasMessageContaining("symbol");
        assertThatThrownBy(() -> Sectors.of(Map.of("btc", "x"))).hasMessageContaining("sectors");
        assertThatThrownBy(() -> Sectors.of(Map.of("BTC", ""))).hasMessageContaining("sectors.BTC");
        assertThat(LimitScope.FIRM).hasToString("firm");
    }

    @Test
    void grantsAllowWhatTheyNameAndNothingElse() {
        Permissions some = Permissions.only(List.of(
                GRANT, new Grant("bob", Permissions.ANY, "paper"), new Grant(Permissions.ANY, "ETH/USD", "other")));
        assertThat(some.allows("alice", BTC, "paper", Verb.SUBMIT)).isTrue();
        assertThat(some.allows("alice", BTC, "any", Verb.SUBMIT)).isTrue();
        assertThat(some.allows("alice", BTC, "other", Verb.SUBMIT)).isFalse();
        assertThat(some.allows("alice", ETH, "paper", Verb.SUBMIT)).isFalse();
        assertThat(some.allows("alice", ETH, "other", Verb.SUBMIT)).isTrue();
        assertThat(some.allows("bob", ETH, "paper", Verb.SUBMIT)).isTrue();
        assertThat(some.allows("carol", BTC, "paper", Verb.SUBMIT)).isFalse();
        assertThat(Permissions.only(List.of()).allows("alice", BTC, "any", Verb.SUBMIT))
                .isFalse();
        assertThat(Permissions.UNRESTRICTED.allows("anybody", BTC, "anywhere", Verb.SUBMIT))
                .isTrue();
    }

    @Test
    void whoMaySubmitMaySendReduceOnlyOrdersTooAndEveryOtherVerbStandsAlone() {
        Map<Verb, Set<Verb>> covered = Map.of(
                Verb.ANY, Set.of(Verb.ANY, Verb.SUBMIT, Verb.REDUCE, Verb.AMEND),
                Verb.SUBMIT, Set.of(Verb.SUBMIT, Verb.REDUCE),
                Verb.REDUCE, Set.of(Verb.REDUCE),
                Verb.AMEND, Set.of(Verb.AMEND));
        covered.forEach((granted, allowed) -> {
            Permissions some = Permissions.only(List.of(new Grant("alice", "BTC/USD", "paper", granted)));
            for (Verb asked : Verb.values()) {
                assertThat(some.allows("alice", BTC, "paper", asked))
                        .as("%s by %s", asked, granted)
                        .isEqualTo(allowed.contains(asked));
                assertThat(some.allows("bob", BTC, "paper", asked)).isFalse();
            }
        });
    }

    @Test
    void aGrantIsReadAsItIsWritten() {
        for (Verb verb : Verb.values()) {
            Grant grant = new Grant("alice", "BTC/USD", "*", verb);
            assertThat(Grant.parse(grant.toString())).isEqualTo(grant);
        }
        assertThat(GRANT).hasToString("alice|BTC/USD|paper");
        assertThat(new Grant("alice", "*", "*", Verb.REDUCE)).hasToString("alice|*|*|reduce");
        assertThatThrownBy(() -> Grant.parse("alice|*|*|cancel"))
                .hasMessage("permissions.grant.alice|*|*|cancel: must name submit, reduce or amend (cancel)");
        assertThatThrownBy(() -> Grant.parse("alice|*|*|any")).hasMessageContaining("must name submit");
        assertThatThrownBy(() -> Grant.parse("alice|*")).hasMessageContaining("must be principal|symbol|venue");
    }

    @Test
    void aSectorCountsEveryContractOfItsAssets() {
        Sectors sectors = Sectors.of(Map.of("BTC", "store of value"));
        assertThat(sectors.of(BTC)).isEqualTo("store of value");
        assertThat(sectors.of(Symbol.of("BTC/USD:USD"))).isEqualTo("store of value");
        assertThat(sectors.of(ETH)).isEqualTo(Sectors.UNCLASSIFIED);
    }
}
