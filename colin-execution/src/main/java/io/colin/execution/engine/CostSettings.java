package io.colin.execution.engine;

import io.colin.api.execution.Realm;
import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.execution.impact.ImpactSettings;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How execution costs are measured.
 *
 * @param impact how the impact model learns
 * @param reference the symbol whose move is taken for market drift; empty removes none
 * @param betas how much of that move a symbol makes; 1 for one that is not in it
 * @param impactStates what impact models learnt in earlier runs, by realm, as {@code ImpactModel.state()} gave it
 */
public record CostSettings(
        ImpactSettings impact, Optional<Symbol> reference, Map<Symbol, Double> betas, Map<Realm, String> impactStates) {
    private static final double MOST_BETA = 10;

    /** Checks and copies. */
    public CostSettings {
        betas.forEach((symbol, beta) -> Require.within("beta of " + symbol, beta, -MOST_BETA, MOST_BETA));
        betas = Map.copyOf(betas);
        impactStates = Map.copyOf(impactStates);
    }

    /**
     * Starts from the defaults.
     *
     * @return a builder: the start law of impact, no reference
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds settings. */
    public static final class Builder {
        private ImpactSettings impact = ImpactSettings.builder().build();
        private Optional<Symbol> reference = Optional.empty();
        private final Map<Symbol, Double> betas = new HashMap<>();
        private final Map<Realm, String> impactStates = new EnumMap<>(Realm.class);

        private Builder() {}

        /**
         * Sets how the impact model learns.
         *
         * @param value settings
         * @return this
         */
        public Builder impact(ImpactSettings value) {
            impact = value;
            return this;
        }

        /**
         * Sets whose move is taken for market drift. It must be in the universe to be known; parents in the reference itself
         * are measured without.
         *
         * @param value a symbol
         * @return this
         */
        public Builder reference(Symbol value) {
            reference = Optional.of(value);
            return this;
        }

        /**
         * Sets how much of the reference's move a symbol makes.
         *
         * @param symbol whose
         * @param value −10 to 10
         * @return this
         */
        public Builder beta(Symbol symbol, double value) {
            betas.put(symbol, Require.within("beta", value, -MOST_BETA, MOST_BETA));
            return this;
        }

        /**
         * Begins with what an earlier run has learnt.
         *
         * @param realm whose parents it learnt from
         * @param state as {@code ImpactModel.state()} gave it
         * @return this
         */
        public Builder impactState(Realm realm, String state) {
            impactStates.put(realm, Require.text("state", state));
            return this;
        }

        /**
         * Builds them.
         *
         * @return the settings
         */
        public CostSettings build() {
            return new CostSettings(impact, reference, betas, impactStates);
        }
    }
}
