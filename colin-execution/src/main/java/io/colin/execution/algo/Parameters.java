package io.colin.execution.algo;

import io.colin.api.Decimals;
import io.colin.api.internal.Require;
import io.colin.api.order.AlgoSpec;
import java.math.BigDecimal;
import java.util.SortedMap;
import java.util.TreeMap;

/** The parameters of an order over those of its algorithm; errors name the parameter, the rule and the value. */
final class Parameters {
    private final SortedMap<String, String> values;

    private Parameters(SortedMap<String, String> values) {
        this.values = values;
    }

    static Parameters of(AlgoSpec asked, AlgoSpec defaults) {
        Require.that(asked.type().equals(defaults.type()), "algo.type", "must be " + defaults.type(), asked.type());
        SortedMap<String, String> values = new TreeMap<>(defaults.parameters());
        asked.parameters().forEach((name, value) -> {
            Require.that(
                    values.containsKey(name),
                    "algo." + name,
                    "is not one of " + defaults.parameters().keySet(),
                    value);
            values.put(name, value);
        });
        return new Parameters(values);
    }

    long whole(String name, long low, long high) {
        String text = text(name);
        String rule = "must be a whole number in [" + low + ", " + high + "]";
        try {
            long value = Long.parseLong(text);
            Require.that(value >= low && value <= high, "algo." + name, rule, text);
            return value;
        } catch (NumberFormatException e) {
            IllegalArgumentException broken = Require.broken("algo." + name, rule, text);
            broken.initCause(e);
            throw broken;
        }
    }

    BigDecimal decimal(String name, String low, String high) {
        BigDecimal value = Decimals.parse("algo." + name, text(name));
        Require.that(
                value.compareTo(new BigDecimal(low)) >= 0 && value.compareTo(new BigDecimal(high)) <= 0,
                "algo." + name,
                "must be in [" + low + ", " + high + "]",
                Decimals.text(value));
        return value;
    }

    boolean flag(String name) {
        String text = text(name);
        Require.that(text.equals("true") || text.equals("false"), "algo." + name, "must be true or false", text);
        return text.equals("true");
    }

    private String text(String name) {
        return values.getOrDefault(name, "");
    }
}
