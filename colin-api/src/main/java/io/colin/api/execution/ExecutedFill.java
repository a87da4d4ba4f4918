package io.colin.api.execution;

import io.colin.api.internal.Require;
import io.colin.api.order.Fill;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A fill and the mids around it.
 *
 * @param fill the execution
 * @param mid the last mid before it; empty when none was known
 * @param later the mid some seconds after it, by the number of seconds as text; a horizon without a known mid is not in it
 * @param fidelity label of the book it was filled against, empty when unknown
 */
public record ExecutedFill(Fill fill, Optional<BigDecimal> mid, SortedMap<String, BigDecimal> later, String fidelity) {
    /** Checks and copies. */
    public ExecutedFill {
        mid.ifPresent(price -> Require.positive("mid", price));
        later = Collections.unmodifiableSortedMap(new TreeMap<>(later));
        later.forEach((seconds, price) -> Require.positive("later." + seconds, price));
    }

    /**
     * The mid after a time.
     *
     * @param seconds the horizon
     * @return empty when it is not known
     */
    public Optional<BigDecimal> after(int seconds) {
        return Optional.ofNullable(later.get(Integer.toString(seconds)));
    }
}
