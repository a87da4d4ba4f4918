package io.colin.server.run;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.server.config.Config;
import io.colin.server.config.ConfigViolation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the section {@code risk} says of symbols, beside those of the data. A cap of a symbol that is not there is mistyped;
 * what may be a list of a whole house is only named.
 *
 * @param config the configuration for the data of the run
 * @param universe the instruments of the data
 */
record RiskSymbols(Config config, List<Instrument> universe) {
    private static final String QUANTITY_CAPS = "risk.position.quantity_caps";
    private static final List<String> SCOPES =
            List.of("risk.scopes.long", "risk.scopes.short", "risk.scopes.positions", "risk.scopes.quantities");

    /** Caps that could never apply. */
    List<ConfigViolation> broken() {
        List<ConfigViolation> violations = new ArrayList<>();
        config.texts(QUANTITY_CAPS).forEach(cap -> capped(QUANTITY_CAPS, cap, 0, violations));
        for (String path : SCOPES) {
            for (String cap : config.texts(path)) {
                int bar = cap.indexOf('|');
                if (bar >= 0) {
                    capped(path, cap, bar + 1, violations);
                }
            }
        }
        return violations;
    }

    private void capped(String path, String cap, int from, List<ConfigViolation> violations) {
        if (!isTraded(cap.substring(from, cap.lastIndexOf('=')))) {
            String names = universe.stream()
                    .map(Instrument::symbol)
                    .sorted()
                    .map(Symbol::name)
                    .collect(Collectors.joining(", "));
            violations.add(new ConfigViolation(path, "must be of a symbol of the data, which have " + names, cap));
        }
    }

    private boolean isTraded(String symbol) {
        return universe.stream().anyMatch(one -> one.symbol().name().equals(symbol));
    }

    /** Names what matches nothing of the data. */
    void tell(Console console) {
        say(
                console,
                "risk.compliance.restricted",
                config.texts("risk.compliance.restricted").stream()
                        .filter(symbol -> !isTraded(symbol))
                        .toList());
        say(
                console,
                "risk.position.sectors",
                config.texts("risk.position.sectors").stream()
                        .filter(pair -> universe.stream()
                                .noneMatch(one -> pair.startsWith(one.symbol().base() + ":")))
                        .toList());
    }

    private static void say(Console console, String path, List<String> unmatched) {
        if (!unmatched.isEmpty()) {
            console.line(path + " names what the data do not have: " + String.join(", ", unmatched));
        }
    }
}
