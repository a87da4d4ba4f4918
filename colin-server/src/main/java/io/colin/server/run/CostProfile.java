package io.colin.server.run;

import io.colin.api.execution.Realm;
import io.colin.api.instrument.Symbol;
import io.colin.execution.engine.CostSettings;
import io.colin.server.config.Config;
import io.colin.server.config.ConfigViolation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How the costs of executions are measured, as the configuration sets it.
 *
 * @param config the configuration for the data of the run
 */
record CostProfile(Config config) {
    private static final String REFERENCE = "execution.impact.reference";
    private static final String BETAS = "execution.impact.betas";

    /** What is wrong with it beside the venues of a run: a reference whose price is never seen removes nothing. */
    List<ConfigViolation> broken(Set<Symbol> listed) {
        Set<String> known = listed.stream().map(Symbol::name).collect(Collectors.toSet());
        String has = "must be listed at a venue, as are "
                + String.join(", ", known.stream().sorted().toList());
        List<ConfigViolation> violations = new ArrayList<>();
        String reference = config.text(REFERENCE);
        if (!reference.isEmpty() && !known.contains(reference)) {
            violations.add(new ConfigViolation(REFERENCE, has, reference));
        }
        for (String beta : config.texts(BETAS)) {
            if (!known.contains(symbol(beta))) {
                violations.add(new ConfigViolation(BETAS, has, beta));
            }
        }
        return violations;
    }

    /**
     * The settings.
     *
     * @param states what impact models learnt in earlier runs
     */
    CostSettings settings(Map<Realm, String> states) {
        CostSettings.Builder costs = CostSettings.builder();
        String reference = config.text(REFERENCE);
        if (!reference.isEmpty()) {
            costs.reference(Symbol.of(reference));
        }
        for (String beta : config.texts(BETAS)) {
            costs.beta(Symbol.of(symbol(beta)), Double.parseDouble(beta.substring(beta.indexOf('=') + 1)));
        }
        states.forEach(costs::impactState);
        return costs.build();
    }

    private static String symbol(String beta) {
        return beta.substring(0, beta.indexOf('='));
    }
}
