package io.colin.server.config;

import io.colin.risk.stress.Scenario;
import io.colin.risk.stress.Scenarios;
import io.colin.risk.stress.StressBook;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rules of stress scenarios: which run, which are limited, and whom custom ones strike. */
final class StressRules {
    private static final String LIMITED = "risk.stress.limited";

    private StressRules() {}

    static void broken(Config config, List<ConfigViolation> violations) {
        List<Scenario> run = new ArrayList<>();
        config.texts("risk.stress.scenarios")
                .forEach(name -> Scenarios.named(name).ifPresent(run::add));
        List<Scenario> custom = config.texts("risk.stress.custom").stream()
                .map(ScenarioText::parse)
                .toList();
        run.addAll(custom);
        if (run.isEmpty()) {
            violations.add(new ConfigViolation(
                    "risk.stress.scenarios", "must name a scenario where risk.stress.custom has none", "[]"));
        }
        limited(config, run, violations);
        Set<String> sectors = new HashSet<>();
        config.texts("risk.position.sectors").forEach(pair -> sectors.add(pair.substring(pair.lastIndexOf(':') + 1)));
        for (Scenario scenario : custom) {
            for (String sector : scenario.named().sectors().keySet()) {
                if (!sectors.contains(sector)) {
                    violations.add(new ConfigViolation(
                            "risk.stress.custom",
                            "must name a sector of risk.position.sectors",
                            scenario.name() + " sector." + sector));
                }
            }
        }
    }

    private static void limited(Config config, List<Scenario> run, List<ConfigViolation> violations) {
        List<String> names = config.texts(LIMITED);
        for (String name : names) {
            Optional<Scenario> scenario =
                    run.stream().filter(one -> one.name().equals(name)).findFirst();
            if (scenario.isEmpty()) {
                violations.add(new ConfigViolation(
                        LIMITED, "must be one of risk.stress.scenarios or risk.stress.custom", name));
            }
            scenario.flatMap(StressBook::obstacle)
                    .ifPresent(why ->
                            violations.add(new ConfigViolation(LIMITED, "must be a sum over positions: " + why, name)));
        }
        if (names.isEmpty() && config.flag("risk.stress.armed")) {
            violations.add(new ConfigViolation(LIMITED, "must name a scenario while risk.stress.armed is true", "[]"));
        }
    }
}
