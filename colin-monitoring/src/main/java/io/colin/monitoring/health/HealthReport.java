package io.colin.monitoring.health;

import io.colin.api.internal.Require;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The whole system as last seen.
 *
 * @param status the sum of the components
 * @param components by name
 */
public record HealthReport(Status status, SortedMap<String, ComponentHealth> components) {
    /** The sum of the components. */
    public enum Status {
        /** Everything that is on works. */
        HEALTHY,
        /** It works, with something degraded, unknown, or down that readiness does not need. */
        DEGRADED,
        /** Something that is needed is down. */
        UNHEALTHY
    }

    /** Copies. */
    public HealthReport {
        components = Collections.unmodifiableSortedMap(new TreeMap<>(components));
    }

    /**
     * One component.
     *
     * @param name its name
     * @return how it is
     * @throws IllegalArgumentException if there is none of that name
     */
    public ComponentHealth component(String name) {
        ComponentHealth health = components.get(name);
        if (health == null) {
            throw Require.broken("component", "must be one of " + components.keySet(), name);
        }
        return health;
    }

    /**
     * Whether everything needed for trading is good.
     *
     * @return true when every required component is up, degraded or switched off
     */
    public boolean isReady() {
        return notReady().isEmpty();
    }

    /**
     * What keeps it from being ready.
     *
     * @return names of required components that are down or unknown, sorted
     */
    public List<String> notReady() {
        return components.entrySet().stream()
                .filter(entry -> entry.getValue().required())
                .filter(entry -> entry.getValue().state() == HealthState.DOWN
                        || entry.getValue().state() == HealthState.UNKNOWN)
                .map(Map.Entry::getKey)
                .toList();
    }
}
