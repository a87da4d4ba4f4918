package io.colin.risk.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.alert.Severity;
import io.colin.api.risk.KillSwitch;
import io.colin.api.risk.RiskNotice;
import io.colin.risk.RiskLimits;
import io.colin.risk.breaker.BreakerSettings;
import io.colin.risk.breaker.ErrorsSettings;
import io.colin.risk.breaker.OrderFloodSettings;
import io.colin.risk.breaker.PriceMoveSettings;
import io.colin.risk.breaker.SamplingSettings;
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
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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
    void everySettingThatHasADirectionIsOne() {
        Set<String> names = StartSettings.of(StandardGate.builder()).names();
        List<Set<String>> all = List.of(
                StartDirections.HIGHER_IS_LOOSER,
                StartDirections.LOWER_IS_LOOSER,
                StartDirections.FREE,
                StartDirections.LISTS,
                StartDirections.COMPARED);
        Set<String> once = new HashSet<>();
        all.forEach(some -> assertThat(some).allMatch(names::contains).allMatch(once::add));
        assertThat(names)
                .filteredOn(name -> !once.contains(name) && !name.startsWith("scenario."))
                .as("either way, or nobody can tell")
                .containsExactly(
                        "breakers.errors.window",
                        "breakers.limits.methods",
                        "breakers.performance.window",
                        "breakers.sampling.max_gap",
                        "breakers.venue.depth_levels",
                        "breakers.volatility.median_hours",
                        "correlation.look_back_days",
                        "reduction.algo",
                        "reduction.strategy",
                        "value_at_risk.age_decay",
                        "value_at_risk.distribution",
                        "value_at_risk.estimator",
                        "value_at_risk.horizon_rule",
                        "value_at_risk.lambda",
                        "value_at_risk.look_back",
                        "value_at_risk.mean_return",
                        "value_at_risk.minimum_historical",
                        "value_at_risk.paths",
                        "value_at_risk.proxies",
                        "value_at_risk.seed",
                        "value_at_risk.short_history");
    }

    /** A change of one setting that nobody may make alone, and what makes it undone, which anybody may unless it is none. */
    record Loosened(String change, UnaryOperator<StandardGateBuilder> looser, boolean either) {}

    private static Loosened breaker(String change, UnaryOperator<BreakerSettings.Builder> looser) {
        return new Loosened(
                "breakers." + change,
                b -> b.breakers(looser.apply(BreakerSettings.builder()).build()),
                false);
    }

    private static Loosened either(Loosened one) {
        return new Loosened(one.change(), one.looser(), true);
    }

    private static PriceMoveSettings priceMove(double move, int lockS) {
        PriceMoveSettings its = PriceMoveSettings.STANDARD;
        return new PriceMoveSettings(move, its.window(), Duration.ofSeconds(lockS), its.calm(), its.calmMove());
    }

    private static OrderFloodSettings flood(int orders, int cooldownS) {
        OrderFloodSettings its = OrderFloodSettings.STANDARD;
        return new OrderFloodSettings(
                orders, its.window(), Duration.ofSeconds(cooldownS), its.manualAt(), its.manualWindow());
    }

    static List<Loosened> loosened() {
        ErrorsSettings errors = ErrorsSettings.STANDARD;
        Duration minute = Duration.ofMinutes(1);
        Duration quarter = Duration.ofMinutes(15);
        return List.of(
                breaker("price_move.move (0.1 -> 0.2)", b -> b.priceMove(priceMove(0.2, 30))),
                breaker("price_move.lock (PT30S -> PT29S)", b -> b.priceMove(priceMove(0.1, 29))),
                breaker("order_flood.orders (1000 -> 1001)", b -> b.orderFlood(flood(1001, 60))),
                breaker("order_flood.cooldown (PT1M -> PT59S)", b -> b.orderFlood(flood(1000, 59))),
                either(breaker(
                        "errors.window (PT5M -> PT4M)",
                        b -> b.errors(new ErrorsSettings(
                                errors.maxRate(),
                                errors.minRequests(),
                                Duration.ofMinutes(4),
                                errors.rejectsInARow())))),
                new Loosened(
                        "value_at_risk.paths (10000 -> 12000)",
                        b -> b.valueAtRisk(VarSettings.builder().paths(12_000).build(), minute),
                        true),
                new Loosened(
                        "value_at_risk.every (PT1M -> PT1M1S)",
                        b -> b.valueAtRisk(VarSettings.defaults(), Duration.ofSeconds(61)),
                        false),
                new Loosened(
                        "correlation.look_back_days (60 -> 61)",
                        b -> b.correlations(new CorrelationSettings(61, 30, 1.1, 3, 5, 0.6), quarter),
                        true),
                new Loosened(
                        "correlation.fewest_points (30 -> 29)",
                        b -> b.correlations(new CorrelationSettings(60, 29, 1.1, 3, 5, 0.6), quarter),
                        false));
    }

    @ParameterizedTest
    @MethodSource("loosened")
    void whatLoosensOrMayRefusesTheStartUntilASecondPersonAgreed(Loosened one) {
        String hash = refusedFor(gate(one.looser()), PLAIN.durableState(), one.change());
        refusedFor(
                gate(b -> one.looser().apply(b).approved(new ConfigurationApproval("0".repeat(64), "bob"))),
                PLAIN.durableState(),
                one.change());
        StandardGate agreed = gate(b -> one.looser().apply(b).approved(new ConfigurationApproval(hash, "bob")));
        agreed.restore(PLAIN.durableState());
        assertThat(changes(agreed)).singleElement().asString().endsWith(" by configuration with bob");
        StandardGate again = gate(one.looser());
        again.restore(agreed.durableState());
        assertThat(again.takeNotices()).as("once in force it needs nobody").isEmpty();
        if (one.either()) {
            refusedFor(gate(b -> b), agreed.durableState(), one.change().replaceAll(" .*", ""));
        } else {
            StandardGate back = gate(b -> b);
            back.restore(agreed.durableState());
            assertThat(changes(back)).singleElement().asString().endsWith(" by configuration");
            refusedFor(
                    gate(b -> one.looser().apply(b).approved(new ConfigurationApproval(hash, "Bob "))),
                    back.durableState(),
                    one.change());
        }
    }

    @Test
    void anAgreementToOtherSettingsLetsNothingPassAndTheRefusalNamesAllThatWouldLoosen() {
        UnaryOperator<StandardGateBuilder> both = b -> b.breakers(BreakerSettings.builder()
                .priceMove(priceMove(0.2, 60))
                .orderFlood(flood(2_000, 60))
                .build());
        String hash = refusedFor(gate(both), PLAIN.durableState(), "breakers.order_flood.orders (1000 -> 2000)");
        assertThat(hash)
                .isEqualTo(refusedFor(gate(both), PLAIN.durableState(), "breakers.price_move.move (0.1 -> 0.2)"));
        refusedFor(
                gate(b -> both.apply(b)
                        .valueAtRisk(VarSettings.builder().seed(7).build(), Duration.ofMinutes(1))
                        .approved(new ConfigurationApproval(hash, "bob"))),
                PLAIN.durableState(),
                "value_at_risk.seed (1 -> 7)");
        assertThatThrownBy(() -> gate(both).restore(PLAIN.durableState()))
                .hasMessageNotContaining("price_move.lock"); // longer, which is a cut
    }

    @Test
    void whatOnlyTightensNeedsNobodyAndIsRecorded() {
        StandardGate next = gate(b -> b.breakers(BreakerSettings.builder()
                        .priceMove(priceMove(0.05, 60))
                        .orderFlood(flood(10, 600))
                        .build())
                .reduction(ReductionSettings.STANDARD.withEnabled(true)));
        next.restore(PLAIN.durableState());
        assertThat(changes(next))
                .containsExactly(
                        "breakers.order_flood.cooldown PT1M -> PT10M by configuration",
                        "breakers.order_flood.orders 1000 -> 10 by configuration",
                        "breakers.price_move.lock PT30S -> PT1M by configuration",
                        "breakers.price_move.move 0.1 -> 0.05 by configuration",
                        "conduct.unwinders [] -> [risk-reduction] by configuration",
                        "reduction.enabled false -> true by configuration");
    }

    @Test
    void activeReductionIsSwitchedOffByTwoAndItsTargetsMatterWhileItIsOn() {
        ReductionSettings off = ReductionSettings.STANDARD;
        ReductionSettings milder = new ReductionSettings(
                false,
                new BigDecimal("0.80"),
                off.hardTarget(),
                off.haltTarget(),
                off.collar(),
                off.algo(),
                off.strategy());
        StandardGate otherTargets = gate(b -> b.reduction(milder));
        otherTargets.restore(PLAIN.durableState());
        assertThat(changes(otherTargets)).as("off before and after").hasSize(1);
        StandardGate on = gate(b -> b.reduction(off.withEnabled(true)));
        refusedFor(gate(b -> b), on.durableState(), "reduction.enabled (true -> false)");
        refusedFor(
                gate(b -> b.reduction(milder.withEnabled(true))),
                on.durableState(),
                "reduction.reduce_target (0.75 -> 0.8)");
    }

    @Test
    void ofRulesNothingIsTakenAwayByOneAndOfVenuesWhatLeavesTwoToCompareAndAnybodyAdds() {
        UnaryOperator<StandardGateBuilder> more = b -> b.venues(List.of("a", "paper"))
                .compliance(Compliance.builder().rule(new Rule("DESK_001")).build());
        StandardGate first = gate(b -> b.venues(List.of("paper")));
        first.restore(PLAIN.durableState());
        assertThat(changes(first)).containsExactly("conduct.venues [] -> [paper] by configuration");
        StandardGate next = gate(more);
        next.restore(first.durableState());
        assertThat(changes(next)).hasSize(2).allMatch(one -> one.endsWith(" by configuration"));
        refusedFor(gate(b -> b.venues(List.of("a", "paper"))), next.durableState(), "conduct.rules ([");
        refusedFor(
                gate(b -> more.apply(b).venues(List.of("a"))),
                next.durableState(),
                "conduct.venues ([a, paper] -> [a])");
    }

    @Test
    void aVenueThatIsTakenAwayNeedsNobodyWhileTwoAreLeftAndItsStopsStand() {
        StandardGate three = gate(b -> b.venues(List.of("a", "b", "c")));
        three.controls().orElseThrow().kill(new KillSwitch(KillSwitch.Scope.VENUE, "c", "test", "alice", 1));
        StandardGate two = gate(b -> b.venues(List.of("a", "b")));
        two.restore(three.durableState());
        assertThat(changes(two)).containsExactly("conduct.venues [a, b, c] -> [a, b] by configuration");
        assertThat(two.status().killSwitches())
                .as("a stop of a venue outlives it")
                .singleElement()
                .satisfies(one -> assertThat(one.target()).isEqualTo("c"));
        refusedFor(gate(b -> b.venues(List.of("a"))), two.durableState(), "conduct.venues ([a, b] -> [a])");
        refusedFor(gate(b -> b.venues(List.of("a", "d"))), two.durableState(), "conduct.venues ([a, b] -> [a, d])");
        refusedFor(gate(b -> b), gate(b -> b.venues(List.of("a"))).durableState(), "conduct.venues ([a] -> [])");
    }

    @Test
    void whoLooksAtTheAgeOfModelsNoMoreNeedsASecondPerson() {
        StandardGate looking = gate(b -> b.modelCutOff(signal -> OptionalLong.empty()));
        refusedFor(gate(b -> b), looking.durableState(), "conduct.model_age (true -> false)");
    }

    @Test
    void whatNeedsNobodyIsNotPartOfWhatIsAgreedTo() {
        UnaryOperator<StandardGateBuilder> alices = b -> b.breakers(looser()).unwinders(List.of("alice"));
        String move = "breakers.price_move.move (0.1 -> 0.2)";
        assertThat(refusedFor(gate(alices), PLAIN.durableState(), move))
                .isEqualTo(refusedFor(gate(b -> b.breakers(looser())), PLAIN.durableState(), move));
    }

    @Test
    void peopleAndWhatOnlyWarnsAreRecorded() {
        StandardGate next = gate(b -> b.unwinders(List.of("alice"))
                .correlations(new CorrelationSettings(60, 30, 1.2, 3, 5, 0.61), Duration.ofMinutes(15)));
        next.restore(PLAIN.durableState());
        assertThat(changes(next))
                .containsExactly(
                        "conduct.unwinders [] -> [alice] by configuration",
                        "correlation.lowest_diversification 1.1 -> 1.2 by configuration",
                        "correlation.pair_warning 0.6 -> 0.61 by configuration");
        StandardGate again = gate(b -> b.unwinders(List.of("alice"))
                .correlations(new CorrelationSettings(60, 30, 1.2, 3, 5, 0.61), Duration.ofMinutes(15)));
        again.restore(next.durableState());
        assertThat(again.takeNotices()).as("told once").isEmpty();
    }

    @Test
    void timesOfAnyLengthInAnOlderStateAreCompared() {
        SortedMap<String, String> old = new TreeMap<>(PLAIN.durableState());
        old.computeIfPresent("settings.breakers", (name, text) -> text.replace("PT30S", "PT2628000H")); // 300 years
        StandardGate next = gate(b -> b);
        String hash = refusedFor(next, old, "breakers.price_move.lock (PT2628000H -> PT30S)");
        StandardGate agreed = gate(b -> b.approved(new ConfigurationApproval(hash, "bob")));
        agreed.restore(old);
        assertThat(changes(agreed)).isNotEmpty();
        old.computeIfPresent("settings.breakers", (name, text) -> text.replace("PT1S", "PT2628000H"));
        assertThatThrownBy(() -> gate(b -> b).restore(old)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noTimeIsLongerThanCanBeAddedToAnyEventTime() {
        Duration centuries = Duration.ofDays(300 * 365L);
        assertThatThrownBy(() -> new OrderFloodSettings(1_000, centuries, centuries, 3, centuries))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("breakers.order_flood.window: must be at most PT8784H (PT2628000H)");
        assertThatThrownBy(() -> gate(b -> b.valueAtRisk(VarSettings.defaults(), centuries)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("valueAtRisk.every: must be at most PT8784H");
        SamplingSettings its = SamplingSettings.STANDARD;
        assertThatThrownBy(() -> new SamplingSettings(its.priceEvery(), centuries, its.maxGap()))
                .hasMessageStartingWith("breakers.sampling.book_every: must be at most PT8784H");
    }

    @Test
    void settingsOfAnotherVersionAreToldAndHeldBackByNobody() {
        SortedMap<String, String> old = new TreeMap<>(PLAIN.durableState());
        old.computeIfPresent("settings.breakers", (name, text) -> text + "\n1");
        StandardGate next = gate(b -> b);
        next.restore(old);
        assertThat(changes(next)).singleElement().asString().startsWith("breakers ");
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
        SortedMap<String, String> old = new TreeMap<>(PLAIN.durableState());
        old.keySet().removeIf(name -> name.startsWith("settings."));
        StandardGate next = gate(b -> b.scenarios(List.of(NOTHING)));
        next.restore(old);
        assertThat(changes(next)).isEmpty();
    }

    private static String refusedFor(StandardGate gate, SortedMap<String, String> state) {
        return refusedFor(gate, state, "scenario.covid_19_crash (limited ");
    }

    /** Refused, and what there is to be agreed to. */
    private static String refusedFor(StandardGate gate, SortedMap<String, String> state, String named) {
        List<String> hashes = new ArrayList<>();
        assertThatThrownBy(() -> gate.restore(state))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(thrown -> {
                    String said = String.valueOf(thrown.getMessage());
                    assertThat(said)
                            .startsWith("settings: must not be loosened by a start, nor changed where nobody can tell,")
                            .contains(named);
                    hashes.add(said.replaceAll(".*settings ([0-9a-f]{64}): .*", "$1"));
                });
        return hashes.getFirst();
    }
}
