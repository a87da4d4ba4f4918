package io.colin.api.portfolio;

import io.colin.api.Decimals;
import java.math.BigDecimal;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Sums by currency, and what was last shown of them. */
final class Amounts {
    private final SortedMap<String, BigDecimal> sums = new TreeMap<>();
    private @Nullable FrozenMap<String, BigDecimal> shown;

    void add(String currency, BigDecimal amount) {
        sums.merge(currency, amount, (a, b) -> Decimals.normal(a.add(b)));
        shown = null;
    }

    void forEach(BiConsumer<String, BigDecimal> action) {
        sums.forEach(action);
    }

    /** As they are now; the same object until one changes. */
    FrozenMap<String, BigDecimal> frozen() {
        FrozenMap<String, BigDecimal> now = shown;
        if (now == null) {
            now = FrozenMap.of(sums);
            shown = now;
        }
        return now;
    }

    /** The sum, without an object for it where one of the two is zero. */
    static BigDecimal sum(BigDecimal a, BigDecimal b) {
        if (a.signum() == 0) {
            return b;
        }
        return b.signum() == 0 ? a : a.add(b);
    }
}
