package io.colin.risk.sizing;

import io.colin.api.internal.Require;
import io.colin.api.signal.PositionSizer;
import io.colin.api.signal.SizingRequest;
import java.math.BigDecimal;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A part of the full size by steps of calibrated confidence: the part of the highest step not above the signal's
 * confidence, 0 below the lowest. Steps rather than a line, so that noise in the probability does not trade. Under
 * {@link SizingCaps}, times strength and multiplier. Immutable, safe for several threads.
 */
public final class ConfidenceLadder implements PositionSizer {
    private final NavigableMap<Double, Double> steps;
    private final SizingCaps caps;

    private ConfidenceLadder(Builder builder) {
        steps = new TreeMap<>(builder.steps);
        caps = builder.caps;
    }

    /**
     * Starts a sizer.
     *
     * @return a builder of a quarter from 0.55, half from 0.60, three quarters from 0.65, all from 0.70
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public BigDecimal target(SizingRequest request) {
        Map.Entry<Double, Double> step = steps.floorEntry(request.signal().confidence());
        return step == null ? BigDecimal.ZERO : caps.part(request, step.getValue());
    }

    /** Builds a sizer; every setter checks its own argument. */
    public static final class Builder {
        private SortedMap<Double, Double> steps = new TreeMap<>(Map.of(0.55, 0.25, 0.60, 0.50, 0.65, 0.75, 0.70, 1.0));
        private SizingCaps caps = SizingCaps.standard();

        private Builder() {}

        /**
         * Sets the steps.
         *
         * @param value part of the full size in [0, 1] by confidence in [0, 1]; at least one, never falling
         * @return this
         */
        public Builder steps(SortedMap<Double, Double> value) {
            Require.that(!value.isEmpty(), "steps", "must hold one", value);
            double before = 0;
            for (Map.Entry<Double, Double> step : value.entrySet()) {
                Require.within("confidence of a step", step.getKey(), 0, 1);
                Require.within("part at " + step.getKey(), step.getValue(), 0, 1);
                Require.that(
                        step.getValue() >= before,
                        "part at " + step.getKey(),
                        "must not be below the step before, " + before,
                        step.getValue());
                before = step.getValue();
            }
            steps = new TreeMap<>(value);
            return this;
        }

        /**
         * Sets what is never exceeded.
         *
         * @param value default {@link SizingCaps#standard()}
         * @return this
         */
        public Builder caps(SizingCaps value) {
            caps = value;
            return this;
        }

        /**
         * Builds the sizer.
         *
         * @return the sizer
         */
        public ConfidenceLadder build() {
            return new ConfidenceLadder(this);
        }
    }
}
