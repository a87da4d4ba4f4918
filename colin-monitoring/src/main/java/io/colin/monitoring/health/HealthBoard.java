package io.colin.monitoring.health;

import io.colin.api.internal.Require;
import io.colin.monitoring.health.HealthCheck.Finding;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Keeps what the checks of all components found. Somebody calls {@link #check} in the background, every five seconds
 * or so; {@link #report} only reads, from any thread. What was not checked for longer than the freshness is UNKNOWN.
 */
public final class HealthBoard {
    private final Map<String, Watched> watched;
    private final long freshNs;
    private final ConcurrentMap<String, ComponentHealth> seen = new ConcurrentHashMap<>();

    private HealthBoard(Builder builder) {
        watched = Map.copyOf(builder.watched);
        freshNs = builder.freshNs;
        watched.forEach((name, component) -> seen.put(
                name, new ComponentHealth(HealthState.UNKNOWN, "not checked yet", 0, 0, component.required())));
    }

    /**
     * Starts a board.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Runs every check. For one thread at a time.
     *
     * @param nowNs the time, ns since epoch
     */
    public void check(long nowNs) {
        watched.forEach((name, component) -> {
            Finding finding = look(component.check());
            seen.compute(name, (key, before) -> {
                boolean same = before != null && before.checkedNs() > 0 && before.state() == finding.state();
                long since = same ? before.sinceNs() : nowNs;
                return new ComponentHealth(finding.state(), finding.reason(), since, nowNs, component.required());
            });
        });
    }

    /**
     * What was seen last.
     *
     * @param nowNs the time, ns since epoch
     * @return every component and their sum
     */
    public HealthReport report(long nowNs) {
        SortedMap<String, ComponentHealth> components = new TreeMap<>();
        seen.forEach((name, health) -> components.put(name, isFresh(health, nowNs) ? health : forgotten(health)));
        return new HealthReport(sum(components.values()), components);
    }

    private static Finding look(HealthCheck check) {
        try {
            return check.look();
        } catch (RuntimeException e) {
            // What a broken check says is not for the outside; that it is broken is.
            return Finding.down("its check failed");
        }
    }

    private boolean isFresh(ComponentHealth health, long nowNs) {
        return health.checkedNs() == 0 || nowNs - health.checkedNs() <= freshNs;
    }

    private ComponentHealth forgotten(ComponentHealth health) {
        return new ComponentHealth(
                HealthState.UNKNOWN,
                "not checked lately",
                health.checkedNs() + freshNs,
                health.checkedNs(),
                health.required());
    }

    private static HealthReport.Status sum(Collection<ComponentHealth> components) {
        boolean unhealthy = false;
        boolean degraded = false;
        for (ComponentHealth health : components) {
            unhealthy |= health.required() && health.state() == HealthState.DOWN;
            degraded |= health.state() != HealthState.UP && health.state() != HealthState.DISABLED;
        }
        if (unhealthy) {
            return HealthReport.Status.UNHEALTHY;
        }
        return degraded ? HealthReport.Status.DEGRADED : HealthReport.Status.HEALTHY;
    }

    private record Watched(HealthCheck check, boolean required) {}

    /** Collects components. */
    public static final class Builder {
        private final Map<String, Watched> watched = new LinkedHashMap<>();
        private long freshNs = Duration.ofSeconds(15).toNanos();

        private Builder() {}

        /**
         * Adds a component that readiness needs.
         *
         * @param name its name
         * @param check looks at it
         * @return this
         */
        public Builder required(String name, HealthCheck check) {
            watched.put(Require.text("name", name), new Watched(check, true));
            return this;
        }

        /**
         * Adds a component that readiness does not need.
         *
         * @param name its name
         * @param check looks at it
         * @return this
         */
        public Builder optional(String name, HealthCheck check) {
            watched.put(Require.text("name", name), new Watched(check, false));
            return this;
        }

        /**
         * How long a finding counts [15 s].
         *
         * @param value above 0
         * @return this
         */
        public Builder freshFor(Duration value) {
            freshNs = Require.positive("freshFor", value).toNanos();
            return this;
        }

        /**
         * The board.
         *
         * @return a board on which everything is UNKNOWN until the first check
         */
        public HealthBoard build() {
            return new HealthBoard(this);
        }
    }
}
