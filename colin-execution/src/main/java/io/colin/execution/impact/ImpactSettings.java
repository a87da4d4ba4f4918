package io.colin.execution.impact;

import io.colin.api.internal.Require;

/**
 * How the law is calibrated.
 *
 * @param prior start values
 * @param forgetting what an older parent counts beside the next newer one, (0.9, 1]
 * @param priorParents how many parents the start values are worth at first, above 0
 * @param leastParents fewer of them leave the start values in force, 2 or more
 * @param boundFactor coefficients stay between the start value divided and multiplied by it, above 1
 */
public record ImpactSettings(
        ImpactLaw prior, double forgetting, double priorParents, int leastParents, double boundFactor) {
    /** Checks. */
    public ImpactSettings {
        Require.that(prior.eta() > 0 && prior.gamma() > 0, "prior", "must have coefficients above 0", prior);
        Require.within("forgetting", forgetting, 0.9, 1);
        Require.within("priorParents", priorParents, 1e-3, 1e6);
        Require.that(
                leastParents >= 2 && leastParents <= 10_000, "leastParents", "must be in [2, 10000]", leastParents);
        Require.within("boundFactor", boundFactor, 1 + 1e-9, 1e6);
    }

    /**
     * Starts from the defaults.
     *
     * @return a builder: the start law, forgetting 0.995, a prior worth 50 parents, at least 30 parents, bounds ¼ to 4 times
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds settings. */
    public static final class Builder {
        private ImpactLaw prior = ImpactLaw.START;
        private double forgetting = 0.995;
        private double priorParents = 50;
        private int leastParents = 30;
        private double boundFactor = 4;

        private Builder() {}

        /**
         * Sets the start values; β stays as given.
         *
         * @param value coefficients above 0
         * @return this
         */
        public Builder prior(ImpactLaw value) {
            prior = value;
            return this;
        }

        /**
         * Sets what an older parent counts beside the next newer one.
         *
         * @param value (0.9, 1]
         * @return this
         */
        public Builder forgetting(double value) {
            forgetting = Require.within("forgetting", value, 0.9, 1);
            return this;
        }

        /**
         * Sets how many parents the start values are worth at first.
         *
         * @param value above 0
         * @return this
         */
        public Builder priorParents(double value) {
            priorParents = Require.within("priorParents", value, 1e-3, 1e6);
            return this;
        }

        /**
         * Sets how many parents are needed before the start values give way.
         *
         * @param value 2 to 10 000
         * @return this
         */
        public Builder leastParents(int value) {
            Require.that(value >= 2 && value <= 10_000, "leastParents", "must be in [2, 10000]", value);
            leastParents = value;
            return this;
        }

        /**
         * Sets how far coefficients may go from the start values.
         *
         * @param value a factor above 1
         * @return this
         */
        public Builder boundFactor(double value) {
            boundFactor = Require.within("boundFactor", value, 1 + 1e-9, 1e6);
            return this;
        }

        /**
         * Builds them.
         *
         * @return the settings
         */
        public ImpactSettings build() {
            return new ImpactSettings(prior, forgetting, priorParents, leastParents, boundFactor);
        }
    }
}
