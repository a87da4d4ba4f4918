package io.colin.api.order;

import io.colin.api.internal.Require;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which execution algorithm works a parent, with its parameters.
 *
 * @param type the algorithm's type, for example {@code twap}
 * @param parameters by name; an algorithm refuses a name or value it does not know
 */
public record AlgoSpec(String type, SortedMap<String, String> parameters) {
    /** Sends everything at once. */
    public static final AlgoSpec IMMEDIATE = of("immediate", Map.of());

    /** Checks and copies. */
    public AlgoSpec {
        Require.text("algo.type", type);
        parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    }

    /**
     * A specification.
     *
     * @param type the algorithm's type
     * @param parameters by name
     * @return the specification
     */
    public static AlgoSpec of(String type, Map<String, String> parameters) {
        return new AlgoSpec(type, new TreeMap<>(parameters));
    }
}
