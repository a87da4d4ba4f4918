package io.colin.risk;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Caps of strategies, accounts, venues and the firm, besides the limits of the account the gate guards. Immutable.
 *
 * @param caps by scope
 */
public record ScopeLimits(SortedMap<LimitScope, ScopeCap> caps) {
    /** No caps. */
    public static final ScopeLimits NONE = new ScopeLimits(new TreeMap<>());

    /** Copies. */
    public ScopeLimits {
        caps = Collections.unmodifiableSortedMap(new TreeMap<>(caps));
    }

    /**
     * Some caps.
     *
     * @param caps by scope
     * @return the limits
     */
    public static ScopeLimits of(Map<LimitScope, ScopeCap> caps) {
        return new ScopeLimits(new TreeMap<>(caps));
    }

    /**
     * The cap of one scope.
     *
     * @param kind strategy, venue, account or firm
     * @param name which one, as orders carry it; any text
     * @return empty when it has none
     */
    public Optional<ScopeCap> of(LimitScope.Kind kind, String name) {
        for (Map.Entry<LimitScope, ScopeCap> entry : caps.entrySet()) {
            LimitScope scope = entry.getKey();
            if (scope.kind() == kind && scope.name().equals(name)) {
                return Optional.of(entry.getValue());
            }
        }
        return Optional.empty();
    }

    /**
     * What the firm may hold.
     *
     * @param kind what of it counts
     * @return in the account currency, above 0; empty when it is not limited
     */
    public Optional<BigDecimal> firm(ExposureKind kind) {
        return of(LimitScope.Kind.FIRM, "").flatMap(cap -> cap.value(kind));
    }

    void describe(Settings settings) {
        settings.missing("scopes.", Setting.UNLIMITED);
        caps.forEach((scope, cap) -> cap.describe("scopes." + scope + ".", settings));
    }
}
