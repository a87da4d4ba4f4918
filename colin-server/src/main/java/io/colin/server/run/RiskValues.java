package io.colin.server.run;

import io.colin.server.config.Config;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * The fields of the section {@code risk}, by what follows the section's name.
 *
 * @param config the configuration for the data of the run
 */
record RiskValues(Config config) {
    BigDecimal amount(String name) {
        return config.decimal("risk." + name);
    }

    double number(String name) {
        return amount(name).doubleValue();
    }

    int whole(String name) {
        return config.integer("risk." + name);
    }

    Duration seconds(String name) {
        return Duration.ofSeconds(whole(name));
    }

    Duration millis(String name) {
        return Duration.ofMillis(whole(name));
    }

    /** A list of pairs, by what stands before the last separator. */
    Map<String, String> pairs(String name, char between) {
        Map<String, String> pairs = new TreeMap<>();
        for (String pair : config.texts("risk." + name)) {
            int at = pair.lastIndexOf(between);
            pairs.put(pair.substring(0, at), pair.substring(at + 1));
        }
        return pairs;
    }
}
