package io.colin.execution.venue.paper;

import io.colin.api.internal.Require;
import java.time.Duration;

/**
 * What goes wrong at a paper venue, so that a system can be tested against it: drawn from a seed and each order's own key, so
 * that the same orders meet the same faults. Nothing goes wrong unless it is asked for.
 *
 * @param rejectRate share of orders that are rejected for no reason of theirs, [0, 1]
 * @param dropRate share of answers to commands that never come, [0, 1]: the command is done, {@code Unresolved} is reported
 *     after {@code answerTimeout}, and the truth is had by asking
 * @param duplicateRate share of fills that are reported twice, [0, 1]
 * @param lateRate share of fills that are reported {@code lateBy} after their time, [0, 1]: other reports of the order overtake
 *     them, a cancel too, an expiry never
 * @param lateBy how late, above 0
 * @param answerTimeout how long an answer is waited for, above 0
 * @param downEvery from one loss of the connection to the next, zero for never; the first comes so long after the first event
 * @param downFor how long a loss lasts, shorter than {@code downEvery}: commands sent meanwhile never arrive, reports wait;
 *     with the next market event it says that the connection was lost, and that it is back
 * @param ordersPerSecond how many orders and changes it takes in a second, more are rejected; 0 for no limit
 * @param seed any number
 */
public record Faults(
        double rejectRate,
        double dropRate,
        double duplicateRate,
        double lateRate,
        Duration lateBy,
        Duration answerTimeout,
        Duration downEvery,
        Duration downFor,
        int ordersPerSecond,
        long seed) {
    /** Nothing goes wrong. */
    public static final Faults NONE = builder().build();

    /** Checks. */
    public Faults {
        share("rejectRate", rejectRate);
        share("dropRate", dropRate);
        share("duplicateRate", duplicateRate);
        share("lateRate", lateRate);
        Require.positive("lateBy", lateBy);
        Require.positive("answerTimeout", answerTimeout);
        Require.that(!downEvery.isNegative(), "downEvery", "must be 0 or more", downEvery);
        Require.that(
                downEvery.isZero() ? downFor.isZero() : !downFor.isNegative() && downFor.compareTo(downEvery) < 0,
                "downFor",
                "must be shorter than downEvery",
                downFor);
        Require.that(ordersPerSecond >= 0, "ordersPerSecond", "must be 0 or more", ordersPerSecond);
    }

    /**
     * Starts with nothing that goes wrong.
     *
     * @return a builder; fills that come late do so by 2 s, an answer is waited for 5 s, seed 42
     */
    public static Builder builder() {
        return new Builder();
    }

    private static void share(String name, double value) {
        Require.that(value >= 0 && value <= 1, name, "must be in [0, 1]", value);
    }

    /** Builds faults; the record checks them. */
    public static final class Builder {
        private double rejectRate;
        private double dropRate;
        private double duplicateRate;
        private double lateRate;
        private Duration lateBy = Duration.ofSeconds(2);
        private Duration answerTimeout = Duration.ofSeconds(5);
        private Duration downEvery = Duration.ZERO;
        private Duration downFor = Duration.ZERO;
        private int ordersPerSecond;
        private long seed = 42;

        private Builder() {}

        /**
         * Sets how many orders are rejected for no reason of theirs.
         *
         * @param value [0, 1]; 0.001 is one in a thousand
         * @return this
         */
        public Builder rejectRate(double value) {
            share("rejectRate", value);
            rejectRate = value;
            return this;
        }

        /**
         * Sets how many answers never come.
         *
         * @param value [0, 1]
         * @return this
         */
        public Builder dropRate(double value) {
            share("dropRate", value);
            dropRate = value;
            return this;
        }

        /**
         * Sets how many fills are reported twice.
         *
         * @param value [0, 1]
         * @return this
         */
        public Builder duplicateRate(double value) {
            share("duplicateRate", value);
            duplicateRate = value;
            return this;
        }

        /**
         * Sets how many fills are reported late, and by how much.
         *
         * @param value [0, 1]
         * @param by above 0
         * @return this
         */
        public Builder late(double value, Duration by) {
            share("lateRate", value);
            lateRate = value;
            lateBy = Require.positive("lateBy", by);
            return this;
        }

        /**
         * Sets how long an answer is waited for before the fate of an order is unknown.
         *
         * @param value above 0
         * @return this
         */
        public Builder answerTimeout(Duration value) {
            answerTimeout = Require.positive("answerTimeout", value);
            return this;
        }

        /**
         * Sets how often and for how long the connection is lost.
         *
         * @param every from one loss to the next, above 0
         * @param lasting shorter than that
         * @return this
         */
        public Builder down(Duration every, Duration lasting) {
            downEvery = Require.positive("downEvery", every);
            downFor = lasting;
            return this;
        }

        /**
         * Sets how many orders and changes are taken in a second.
         *
         * @param value 0 for no limit
         * @return this
         */
        public Builder ordersPerSecond(int value) {
            ordersPerSecond = value;
            return this;
        }

        /**
         * Sets the seed of what goes wrong.
         *
         * @param value any number
         * @return this
         */
        public Builder seed(long value) {
            seed = value;
            return this;
        }

        /**
         * Builds the faults.
         *
         * @return the faults
         * @throws IllegalArgumentException if a loss of the connection lasts as long as from one to the next
         */
        public Faults build() {
            return new Faults(
                    rejectRate,
                    dropRate,
                    duplicateRate,
                    lateRate,
                    lateBy,
                    answerTimeout,
                    downEvery,
                    downFor,
                    ordersPerSecond,
                    seed);
        }
    }
}
