package io.colin.risk.gate;

import io.colin.api.internal.Require;
import io.colin.api.signal.Signal;
import io.colin.risk.ExposureKind;
import io.colin.risk.RiskLimits;
import io.colin.risk.breaker.BreakerSettings;
import io.colin.risk.change.ConfigurationApproval;
import io.colin.risk.compliance.Compliance;
import io.colin.risk.compliance.MonitorSettings;
import io.colin.risk.compliance.Supervision;
import io.colin.risk.compliance.SurveillanceSettings;
import io.colin.risk.correlation.CorrelationSettings;
import io.colin.risk.exposure.FirmExposure;
import io.colin.risk.killswitch.KillSwitches;
import io.colin.risk.killswitch.Locks;
import io.colin.risk.reduction.ReductionSettings;
import io.colin.risk.stress.Scenario;
import io.colin.risk.stress.Scenarios;
import io.colin.risk.stress.StressBook;
import io.colin.risk.var.VarSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Builds a {@link StandardGate}: the limits, what is shared with others, and what only the caller can tell. Single-threaded. */
public final class StandardGateBuilder {
    private RiskLimits limits = RiskLimits.builder().build();
    private BreakerSettings breakers = BreakerSettings.builder().build();
    private KillSwitches kills = KillSwitches.none();
    private Locks locks = Locks.none();
    private Compliance compliance = Compliance.builder().build();
    private SortedSet<String> venues = new TreeSet<>();
    private Set<String> unwinders = Set.of();
    private ReductionSettings reduction = ReductionSettings.STANDARD;
    private Supervision supervision =
            Supervision.of(MonitorSettings.STANDARD, SurveillanceSettings.STANDARD, report -> {});
    private @Nullable VarSettings valueAtRisk;
    private Duration refresh = Duration.ofSeconds(60);
    private CorrelationSettings correlations = CorrelationSettings.standard();
    private Duration correlationsEvery = Duration.ofMinutes(15);
    private List<Scenario> scenarios = Scenarios.standard();
    private final List<ConfigurationApproval> approvals = new ArrayList<>();
    private final Map<ExposureKind, FirmExposure> firm = new EnumMap<>(ExposureKind.class);
    private List<FirmShare> shares = List.of();
    private @Nullable Function<Signal, OptionalLong> modelCutOff;

    StandardGateBuilder() {}

    /**
     * Sets the limits, the kind of account among them.
     *
     * @param value the limits; default all as they stand in {@link RiskLimits#builder()}
     * @return this
     */
    public StandardGateBuilder limits(RiskLimits value) {
        limits = value;
        return this;
    }

    /**
     * Sets the breakers. Their limits of daily loss and of tail risk are those of the limits. A gate that is given the state of
     * an earlier one tells each threshold that differs; what tightens is in force, and what loosens with all others as they are,
     * or may, refuses the start until a second person agreed ({@link #approved}).
     *
     * @param value thresholds; default all as they stand in {@link BreakerSettings#builder()}
     * @return this
     */
    public StandardGateBuilder breakers(BreakerSettings value) {
        breakers = value;
        return this;
    }

    /**
     * Sets how value at risk is measured and how often.
     *
     * @param value how; default the returns that the limits ask for, all else as in {@link VarSettings#builder()}
     * @param every event time from one measurement to the next when nothing fills in between, above 0, at most 366
     *     days; default 60 s
     * @return this
     */
    public StandardGateBuilder valueAtRisk(VarSettings value, Duration every) {
        refresh = Require.span("valueAtRisk.every", every);
        valueAtRisk = value;
        return this;
    }

    /**
     * Sets how correlations are measured and how often.
     *
     * @param value how; default {@link CorrelationSettings#standard()}
     * @param every event time from one measurement to the next, above 0, at most 366 days; default 15 min
     * @return this
     */
    public StandardGateBuilder correlations(CorrelationSettings value, Duration every) {
        correlationsEvery = Require.span("correlations.every", every);
        correlations = value;
        return this;
    }

    /**
     * Sets which stress scenarios are run. The losses of those that are limited are held against the limit, the others
     * warn. A gate that is given the state of an earlier one with armed stress refuses it where a limited scenario of that one is
     * gone, changed or only warns now, unless {@link #approved} says who agreed to those that are limited now.
     *
     * @param value at least one, each name once; the limited ones sums over positions, as {@link StressBook#obstacle} says;
     *     default the fourteen of {@link Scenarios#standard()}
     * @return this
     */
    public StandardGateBuilder scenarios(List<Scenario> value) {
        Require.that(!value.isEmpty(), "scenarios", "must hold one", value);
        Require.that(
                value.stream().map(Scenario::name).distinct().count() == value.size(),
                "scenarios",
                "must hold each name once",
                value.stream().map(Scenario::name).toList());
        for (Scenario scenario : value) {
            StressBook.obstacle(scenario)
                    .ifPresent(obstacle -> Require.that(
                            !scenario.limited(),
                            "scenarios",
                            "must not be limited, since " + obstacle,
                            scenario.name()));
        }
        scenarios = List.copyOf(value);
        return this;
    }

    /**
     * Shares kill switches with others, for example to block at once from another thread, or with the gates of other accounts
     * so that one switch stops the firm. Every switch is then common: whoever throws or ends one does it for all.
     *
     * @param value the switches; default the gate's own. They are saved and restored with every gate that has them: a restore
     *     throws again for all what that gate had as thrown
     * @return this
     */
    public StandardGateBuilder killSwitches(KillSwitches value) {
        kills = value;
        return this;
    }

    /**
     * Shares locks with whoever sets them.
     *
     * @param value the locks; default the gate's own. They are saved and restored with the gate
     * @return this
     */
    public StandardGateBuilder locks(Locks value) {
        locks = value;
        return this;
    }

    /**
     * Sets the rules of compliance.
     *
     * @param value the rules; default the general ones and those of regimes. They are saved and restored with the gate
     * @return this
     */
    public StandardGateBuilder compliance(Compliance value) {
        compliance = value;
        return this;
    }

    /**
     * Names the connected venues: best execution is judged by their quotes, the breakers of spread, depth and divergence watch
     * their books from the start (venues of child orders are watched without being named), and the concentration of assets at
     * one venue is judged only where there are two or more.
     *
     * @param value ids; default none
     * @return this
     */
    public StandardGateBuilder venues(Collection<String> value) {
        venues = new TreeSet<>(value);
        return this;
    }

    /**
     * Names who may close positions while trading is halted, operators for example. Their reduce-only orders pass the trading
     * state and kill switches, nothing else. The risk reducer, which {@link #reduction} names, passes the switch of the
     * drawdown ladder only, never a person's.
     *
     * @param value principals as requests carry them; default nobody
     * @return this
     */
    public StandardGateBuilder unwinders(Collection<String> value) {
        unwinders = Set.copyOf(value);
        return this;
    }

    /**
     * Sets whether and how the gate closes positions by itself. When it does, its strategy is one of the unwinders, no person may have its name, and where
     * permissions are granted one by one it needs a grant like anybody.
     *
     * @param value default off; its collar is half that of the limits, whatever it says
     * @return this
     */
    public StandardGateBuilder reduction(ReductionSettings value) {
        reduction = value;
        return this;
    }

    /**
     * Sets who watches conduct: thresholds of the monitor and of surveillance, and who hears the daily reports.
     *
     * @param value default the standard thresholds, with nobody to hear. It is saved and restored with the gate
     * @return this
     */
    public StandardGateBuilder supervision(Supervision value) {
        supervision = value;
        return this;
    }

    /**
     * Tells how old the data are that the model behind a signal was trained on; without it age is left to whoever
     * emits signals.
     *
     * @param value event time of the cut-off in ns since epoch, empty for a model that is not known, whose signals are
     *     refused then
     * @return this
     */
    public StandardGateBuilder modelCutOff(Function<Signal, OptionalLong> value) {
        modelCutOff = value;
        return this;
    }

    /**
     * Shares the firm's exposure with the gates of other accounts; the gate built joins it. Until each of them was told of its
     * account, priced and with a value for all that works, what adds to the firm is refused; a gate that is not to be asked any
     * more leaves it ({@link StandardGate#leaveFirm}).
     *
     * @param value the aggregate, in the currency of this account, else what adds to it is refused; default none
     * @return this
     */
    public StandardGateBuilder firm(FirmExposure value) {
        return firm(ExposureKind.GROSS, value);
    }

    /**
     * Shares what the firm holds in all, or holds long or short alone, with the gates of other accounts; the gate built
     * joins it.
     *
     * @param kind what of the exposure it counts; a kind set before is replaced
     * @param value the aggregate, in the currency of this account, else what adds to it is refused; default none of any kind
     * @return this
     */
    public StandardGateBuilder firm(ExposureKind kind, FirmExposure value) {
        firm.put(kind, value);
        return this;
    }

    /**
     * Sets that a second person agreed to the limits. A gate that is given the state of an earlier one cuts what these limits
     * cut, and raises what they raise only with this; else what was in force stays. An agreement is used up by the start that
     * raises limits with it, which the state of the gate says from then on.
     *
     * @param value by whom and to which limits, beside those given before; default nobody did
     * @return this
     */
    public StandardGateBuilder approved(ConfigurationApproval value) {
        approvals.add(value);
        return this;
    }

    RiskLimits limits() {
        return limits;
    }

    List<ConfigurationApproval> approvals() {
        return List.copyOf(approvals);
    }

    BreakerSettings breakers() {
        return breakers;
    }

    KillSwitches killSwitches() {
        return kills;
    }

    Locks locks() {
        return locks;
    }

    Compliance compliance() {
        return compliance;
    }

    VarSettings valueAtRisk() {
        VarSettings given = valueAtRisk;
        return given != null
                ? given
                : VarSettings.builder()
                        .minimumPoints(limits.tail().minReturns())
                        .shortHistory(limits.tail().hourlyReturns())
                        .build();
    }

    Duration refresh() {
        return refresh;
    }

    CorrelationSettings correlations() {
        return correlations;
    }

    Duration correlationsEvery() {
        return correlationsEvery;
    }

    List<Scenario> scenarios() {
        return scenarios;
    }

    List<FirmShare> firm() {
        return shares;
    }

    SortedSet<String> venues() {
        return venues;
    }

    Set<String> unwinders() {
        if (!reduction.enabled()) {
            return unwinders;
        }
        Set<String> all = new HashSet<>(unwinders);
        all.add(reduction.strategy());
        return Set.copyOf(all);
    }

    ReductionSettings reduction() {
        return reduction.withCollar(Reducer.collar(limits));
    }

    Supervision supervision() {
        return supervision;
    }

    Optional<Function<Signal, OptionalLong>> modelCutOff() {
        return Optional.ofNullable(modelCutOff);
    }

    /**
     * Builds the gate.
     *
     * @return a gate that has seen nothing
     * @throws IllegalArgumentException if stress is limited and no scenario is
     */
    public StandardGate build() {
        Require.that(
                !limits.stress().armed() || scenarios.stream().anyMatch(Scenario::limited),
                "scenarios",
                "must hold a limited one while stress is armed",
                scenarios.stream().map(Scenario::name).toList());
        shares = firm.entrySet().stream()
                .map(entry -> new FirmShare(
                        entry.getKey(), entry.getValue(), entry.getValue().join()))
                .toList();
        try {
            return new StandardGate(this);
        } catch (RuntimeException e) {
            // Nobody could tell the firm of this account, and all others would wait for it.
            shares.forEach(share -> share.member().leave());
            throw e;
        }
    }
}
