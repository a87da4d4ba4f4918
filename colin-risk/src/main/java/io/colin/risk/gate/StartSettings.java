package io.colin.risk.gate;

import io.colin.risk.Regime;
import io.colin.risk.correlation.CorrelationSettings;
import io.colin.risk.reduction.ReductionSettings;
import io.colin.risk.stress.Scenario;
import io.colin.risk.stress.StressEvents;
import io.colin.risk.stress.StressFactors;
import io.colin.risk.var.VarSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a gate decides by beside its limits and what is read at its start only: thresholds of breakers, stress scenarios, how
 * value at risk and correlations are measured, active reduction, the ids of the rules, venues and unwinders. Left out is what
 * the limits say already. Each has a name and a text; a state keeps the texts in the order of the names.
 */
final class StartSettings {
    private static final String SAVED = "settings.";
    static final String SCENARIOS = "scenario";
    private static final String LIMITED = "limited ";

    /** Texts by name, by part. */
    private final SortedMap<String, SortedMap<String, String>> parts = new TreeMap<>();

    /** What is saved of each part: put together once, for they never change and are saved at every valuation. */
    private final SortedMap<String, String> saved = new TreeMap<>();

    /**
     * A setting that is another than at the start before.
     *
     * @param before its text then; empty for a scenario that was not there
     * @param after its text now; empty for a scenario that is no more
     */
    record Difference(String name, String before, String after) {
        /** What it is a setting of. */
        String part() {
            return name.substring(0, isOfAnotherVersion() ? name.length() : name.indexOf('.'));
        }

        /** Whether it stands for all settings of a part, which was saved by a version that has others. */
        boolean isOfAnotherVersion() {
            return name.indexOf('.') < 0;
        }

        /** Whether it takes away or changes a scenario that was held against the limit. */
        boolean isOfLimitedScenario() {
            return name.startsWith(SCENARIOS + ".") && before.startsWith(LIMITED);
        }

        String text() {
            return name + " (" + before + " -> " + (after.isEmpty() ? "none" : after) + ")";
        }
    }

    private StartSettings() {}

    static StartSettings of(StandardGateBuilder settings) {
        StartSettings all = new StartSettings();
        all.breakers(settings);
        all.valueAtRisk(settings);
        all.correlation(settings.correlations());
        all.reduction(settings.reduction());
        all.conduct(settings);
        all.put("correlation", "every", settings.correlationsEvery());
        settings.scenarios().forEach(one -> all.put(SCENARIOS, one.name(), text(one)));
        all.parts.forEach((part, its) -> all.saved.put(SAVED + part, lines(part, its)));
        return all;
    }

    private void put(String part, String name, Object value) {
        parts.computeIfAbsent(part, p -> new TreeMap<>()).put(part + "." + name, value.toString());
    }

    /** Those of the daily loss and of value at risk go by the limits, whatever is given here. */
    private void breakers(StandardGateBuilder settings) {
        SortedMap<String, String> its = new TreeMap<>(settings.breakers().values());
        its.keySet().removeIf(name -> name.equals("breakers.daily_loss") || name.matches("breakers\\.limits\\.\\d.*"));
        parts.put("breakers", its);
    }

    private void valueAtRisk(StandardGateBuilder settings) {
        VarSettings its = settings.valueAtRisk();
        boolean isMinimumOfLimits =
                its.minimumPoints() == settings.limits().tail().minReturns();
        boolean isHistoryOfLimits =
                its.shortHistory() == settings.limits().tail().hourlyReturns();
        String part = "value_at_risk";
        put(part, "estimator", its.estimator());
        put(part, "lambda", its.lambda());
        put(part, "look_back", its.lookBack());
        put(part, "minimum_historical", its.minimumHistorical());
        put(part, "minimum_points", isMinimumOfLimits ? "as limits" : its.minimumPoints());
        put(part, "max_return_age", its.maxReturnAge());
        put(part, "short_history", isHistoryOfLimits ? "as limits" : its.shortHistory());
        put(part, "horizon_rule", its.horizonRule());
        put(part, "age_decay", its.ageDecay());
        put(part, "mean_return", its.meanReturn());
        put(part, "distribution", its.distribution());
        put(part, "paths", its.paths());
        put(part, "seed", its.seed());
        put(part, "proxies", its.proxies());
        put(part, "every", settings.refresh());
    }

    private void correlation(CorrelationSettings its) {
        put("correlation", "look_back_days", its.lookBackDays());
        put("correlation", "fewest_points", its.fewestPoints());
        put("correlation", "lowest_diversification", its.lowestDiversification());
        put("correlation", "fewest_bets", its.fewestBets());
        put("correlation", "bets_from_symbols", its.betsFromSymbols());
        put("correlation", "pair_warning", its.pairWarning());
    }

    /** Its collar is that of the limits. */
    private void reduction(ReductionSettings its) {
        put("reduction", "enabled", its.enabled());
        put("reduction", "reduce_target", its.reduceTarget().toPlainString());
        put("reduction", "hard_target", its.hardTarget().toPlainString());
        put("reduction", "halt_target", its.haltTarget().toPlainString());
        put("reduction", "algo", its.algo().type() + " " + its.algo().parameters());
        put("reduction", "strategy", its.strategy());
    }

    private void conduct(StandardGateBuilder settings) {
        put("conduct", "rules", settings.compliance().ruleIds(Regime.NONE));
        put("conduct", "venues", settings.venues());
        put("conduct", "unwinders", new TreeSet<>(settings.unwinders()));
        put("conduct", "model_age", settings.modelCutOff().isPresent());
    }

    /** What happens in a scenario; its title and the set it is of decide nothing. */
    private static String text(Scenario one) {
        StressFactors factors = one.factors();
        StressEvents events = one.events();
        List<Object> values = List.of(
                one.market().move(),
                one.market().sigmas(),
                one.market().hours(),
                one.market().eitherWay(),
                one.named().assets(),
                one.named().sectors(),
                one.named().kinds(),
                one.named().others(),
                one.named().exceptAssets(),
                one.currencies().fiat(),
                one.currencies().fiatEitherWay(),
                one.currencies().stablecoin(),
                List.of(
                        factors.volatility(),
                        factors.correlation(),
                        factors.liquidity(),
                        factors.spread(),
                        factors.impact()),
                List.of(
                        events.hedgesFail(),
                        events.jumpFrequency(),
                        events.stopSlip(),
                        events.venueFails(),
                        events.venueOutage(),
                        events.fundingRate(),
                        events.fundingPeriods(),
                        events.liquidationPenalty()));
        return (one.limited() ? LIMITED : "warns ")
                + ConfigHash.of(values.toString()).substring(0, 16);
    }

    /** Every setting on a line of its own, but those of breakers, which are hashed as the limits left them. */
    String text() {
        StringBuilder text = new StringBuilder(1000);
        parts.forEach((part, its) -> {
            if (!part.equals("breakers")) {
                its.forEach((name, value) ->
                        text.append(name).append('=').append(value).append('\n'));
            }
        });
        return text.toString();
    }

    /** What names all that may need it, thresholds of breakers too, to who agrees to it: SHA-256, lower-case hex. */
    String hash() {
        return ConfigHash.of(all().entrySet().stream()
                .filter(one -> !StartDirections.FREE.contains(one.getKey()))
                .map(one -> one.getKey() + "=" + one.getValue())
                .collect(Collectors.joining("\n")));
    }

    private SortedMap<String, String> all() {
        SortedMap<String, String> all = new TreeMap<>();
        parts.forEach((part, its) -> all.putAll(its));
        return all;
    }

    /** The names of all settings. */
    SortedSet<String> names() {
        return new TreeSet<>(all().keySet());
    }

    /** The text of one. */
    String value(String name) {
        return all().getOrDefault(name, "");
    }

    private SortedMap<String, String> scenarios() {
        return parts.getOrDefault(SCENARIOS, new TreeMap<>());
    }

    void save(Map<String, String> state) {
        state.putAll(saved);
    }

    private static String lines(String part, SortedMap<String, String> its) {
        return part.equals(SCENARIOS)
                ? its.entrySet().stream()
                        .map(one -> one.getKey() + "=" + one.getValue())
                        .collect(Collectors.joining("\n"))
                : String.join("\n", its.values());
    }

    /** What is another than in a saved state; a part that is not in it, being older, is not compared. */
    List<Difference> differences(Map<String, String> state) {
        List<Difference> found = new ArrayList<>();
        parts.forEach((part, its) -> {
            String saved = state.getOrDefault(SAVED + part, "");
            if (saved.isEmpty()) {
                return;
            }
            List<String> before = saved.lines().toList();
            if (part.equals(SCENARIOS)) {
                scenarios(before, found);
            } else if (before.size() == its.size()) {
                values(before, its, found);
            } else {
                // Another version of the code, which knows other settings.
                found.add(new Difference(part, ConfigHash.of(saved), ConfigHash.of(String.join("\n", its.values()))));
            }
        });
        return found;
    }

    private static void values(List<String> before, SortedMap<String, String> its, List<Difference> found) {
        int i = 0;
        for (Map.Entry<String, String> one : its.entrySet()) {
            String was = before.get(i++);
            if (!was.equals(one.getValue())) {
                found.add(new Difference(one.getKey(), was, one.getValue()));
            }
        }
    }

    private void scenarios(List<String> before, List<Difference> found) {
        SortedMap<String, String> were = new TreeMap<>();
        before.forEach(line -> were.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
        TreeSet<String> names = new TreeSet<>(were.keySet());
        names.addAll(scenarios().keySet());
        for (String name : names) {
            String was = were.getOrDefault(name, "");
            String is = scenarios().getOrDefault(name, "");
            if (!was.equals(is)) {
                found.add(new Difference(name, was, is));
            }
        }
    }
}
