package io.colin.risk.compliance;

import io.colin.api.internal.Require;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Thresholds of {@link ComplianceMonitor}. A threshold that is reached counts; of execution quality one that is undercut.
 * Immutable.
 */
public final class MonitorSettings {
    /** The defaults. */
    public static final MonitorSettings STANDARD = builder().build();

    private final Map<MonitorMetric, Thresholds> thresholds;
    private final Duration interval;
    private final int minPositions;
    private final int minExecutions;

    /**
     * Two thresholds.
     *
     * @param warning from which it warns
     * @param breach from which it is a breach
     */
    public record Thresholds(double warning, double breach) {
        /** Checks that they are numbers; infinite never warns. */
        public Thresholds {
            Require.that(!Double.isNaN(warning), "warning", "must be a number", warning);
            Require.that(!Double.isNaN(breach), "breach", "must be a number", breach);
        }
    }

    private MonitorSettings(Builder builder) {
        thresholds = Collections.unmodifiableMap(new EnumMap<>(builder.thresholds));
        interval = builder.interval;
        minPositions = builder.minPositions;
        minExecutions = builder.minExecutions;
    }

    /**
     * Starts from the defaults.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The thresholds of a metric.
     *
     * @param metric which
     * @return both
     */
    public Thresholds of(MonitorMetric metric) {
        return thresholds.getOrDefault(metric, new Thresholds(Double.POSITIVE_INFINITY, 1));
    }

    /**
     * How often metrics are held against their thresholds.
     *
     * @return event time between two looks
     */
    public Duration interval() {
        return interval;
    }

    /**
     * Fewest positions of which the concentration is judged.
     *
     * @return 1 or more
     */
    public int minPositions() {
        return minPositions;
    }

    /**
     * Fewest ended orders of which the execution quality is judged.
     *
     * @return 1 or more
     */
    public int minExecutions() {
        return minExecutions;
    }

    /** Builds settings; every setter checks its own argument. */
    public static final class Builder {
        private final Map<MonitorMetric, Thresholds> thresholds = new EnumMap<>(MonitorMetric.class);
        private Duration interval = Duration.ofSeconds(60);
        private int minPositions = 3;
        private int minExecutions = 30;

        private Builder() {
            thresholds.put(MonitorMetric.LARGEST_POSITION, new Thresholds(0.15, 0.20));
            thresholds.put(MonitorMetric.CONCENTRATION, new Thresholds(0.15, 0.25));
            thresholds.put(MonitorMetric.TRADES_PER_DAY, new Thresholds(800, 1_000));
            thresholds.put(MonitorMetric.EXECUTION_QUALITY, new Thresholds(0.85, 0.80));
            thresholds.put(MonitorMetric.REPORT_AGE, new Thresholds(Double.POSITIVE_INFINITY, 1));
        }

        /**
         * Sets the thresholds of a metric.
         *
         * @param metric which; defaults: largest position 0.15 and 0.20, concentration 0.15 and 0.25, trades per day 800 and
         *     1 000, execution quality 0.85 and 0.80, report age a breach at 1 day, patterns a breach at the first
         * @param warning from which it warns, not past the breach
         * @param breach from which it is a breach
         * @return this
         */
        public Builder thresholds(MonitorMetric metric, double warning, double breach) {
            boolean ordered = metric == MonitorMetric.EXECUTION_QUALITY ? warning >= breach : warning <= breach;
            Require.that(ordered, metric.text(), "must warn before it is a breach at " + breach, warning);
            thresholds.put(metric, new Thresholds(warning, breach));
            return this;
        }

        /**
         * Sets how often metrics are looked at.
         *
         * @param value above 0; default 60 s
         * @return this
         */
        public Builder interval(Duration value) {
            interval = Require.positive("interval", value);
            return this;
        }

        /**
         * Sets the fewest positions of which the concentration is judged.
         *
         * @param value 1 or more; default 3, below that every account is concentrated
         * @return this
         */
        public Builder minPositions(int value) {
            minPositions = (int) Require.positive("minPositions", value);
            return this;
        }

        /**
         * Sets the fewest ended orders of which the execution quality is judged.
         *
         * @param value 1 or more; default 30
         * @return this
         */
        public Builder minExecutions(int value) {
            minExecutions = (int) Require.positive("minExecutions", value);
            return this;
        }

        /**
         * Builds the settings.
         *
         * @return the settings
         */
        public MonitorSettings build() {
            return new MonitorSettings(this);
        }
    }
}
