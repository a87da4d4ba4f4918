package io.colin.monitoring.health;

/** Looks at one component. Runs in the background, never inside a request; may throw, which counts as DOWN. */
@FunctionalInterface
public interface HealthCheck {
    /**
     * How the component is now.
     *
     * @return state and reason
     */
    Finding look();

    /**
     * What a check found.
     *
     * @param state how it is
     * @param reason one sentence for a person, empty while UP
     */
    record Finding(HealthState state, String reason) {
        /** Works, nothing to say. */
        public static final Finding UP = new Finding(HealthState.UP, "");
        /** Switched off on purpose. */
        public static final Finding DISABLED = new Finding(HealthState.DISABLED, "switched off");

        /**
         * Works with less than it should.
         *
         * @param reason one sentence
         * @return the finding
         */
        public static Finding degraded(String reason) {
            return new Finding(HealthState.DEGRADED, reason);
        }

        /**
         * Does not work.
         *
         * @param reason one sentence
         * @return the finding
         */
        public static Finding down(String reason) {
            return new Finding(HealthState.DOWN, reason);
        }
    }
}
