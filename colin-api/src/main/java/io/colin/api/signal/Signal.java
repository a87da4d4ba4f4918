package io.colin.api.signal;

import io.colin.api.Decimals;
import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A calibrated opinion on one symbol for one horizon. Returns are fractions: 0.001 is 10 bp.
 *
 * @param id unique; given by the engine
 * @param symbol what it is about
 * @param profile bar or book
 * @param direction LONG or SHORT where it may be traded, else NEUTRAL
 * @param confidence calibrated probability of the direction; of the most probable class when NEUTRAL; [0, 1]
 * @param probabilities calibrated
 * @param strength share of the full size, [0, 1]
 * @param expectedReturn probability-weighted exit return over the horizon
 * @param expectedNetReturn |expectedReturn| less cost; negative where cost is not covered
 * @param band θ of the barriers around the reference price, above 0
 * @param horizonNs how far ahead, above 0
 * @param dataAsOfNs event time of the newest input, ns since epoch
 * @param generatedAtNs event time at which it was given, ns since epoch
 * @param expiresAtNs after which it must never become an order, ns since epoch
 * @param sourceModel the model's id
 * @param modelVersion the model's version
 * @param schemaHash hash of the columns it was computed from
 * @param members what the members of an ensemble said, empty for a single model
 * @param conformalSet the classes not ruled out
 * @param reason NONE for LONG and SHORT, else why it is NEUTRAL
 * @param wouldAbstain whether the default emission rules would have withheld it; always false under those rules
 * @param provisional whether its newest input is a bar still under way: said for information, never traded
 * @param missingInputs optional columns that were absent
 * @param referencePrice P₀ the barriers lie around, in quote currency, above 0
 * @param correlationId shared by everything that follows from it; given by the engine
 */
public record Signal(
        String id,
        Symbol symbol,
        Profile profile,
        Direction direction,
        double confidence,
        Probabilities probabilities,
        double strength,
        double expectedReturn,
        double expectedNetReturn,
        double band,
        long horizonNs,
        long dataAsOfNs,
        long generatedAtNs,
        long expiresAtNs,
        String sourceModel,
        String modelVersion,
        String schemaHash,
        List<MemberVote> members,
        Set<Direction> conformalSet,
        SignalReason reason,
        boolean wouldAbstain,
        boolean provisional,
        List<String> missingInputs,
        BigDecimal referencePrice,
        String correlationId)
        implements SignalOutcome {
    /** Checks and copies. */
    public Signal {
        Require.within("confidence", confidence, 0, 1);
        Require.within("strength", strength, 0, 1);
        Require.finite("expectedReturn", expectedReturn);
        Require.finite("expectedNetReturn", expectedNetReturn);
        Require.that(band > 0 && Double.isFinite(band), "band", "must be finite and above 0", band);
        Require.positive("horizonNs", horizonNs);
        Require.text("sourceModel", sourceModel);
        members = List.copyOf(members);
        conformalSet = Collections.unmodifiableSet(copy(conformalSet));
        Require.that(
                (direction == Direction.NEUTRAL) == (reason != SignalReason.NONE),
                "reason",
                "must be given for NEUTRAL and only for it",
                reason);
        missingInputs = List.copyOf(missingInputs);
        referencePrice = Decimals.normal(Require.positive("referencePrice", referencePrice));
    }

    /**
     * Starts a signal.
     *
     * @param symbol what it is about
     * @param model id of the model
     * @param dataAsOfNs event time of the newest input
     * @return a builder; probabilities, band, horizon and reference price must be set
     */
    public static Builder of(Symbol symbol, String model, long dataAsOfNs) {
        return new Builder(symbol, model, dataAsOfNs);
    }

    /**
     * The same signal with the identity the engine gives.
     *
     * @param newId unique
     * @param newGeneratedAtNs event time at which it was given
     * @param newCorrelationId shared by what follows
     * @return a copy
     */
    public Signal identified(String newId, long newGeneratedAtNs, String newCorrelationId) {
        return new Signal(
                newId,
                symbol,
                profile,
                direction,
                confidence,
                probabilities,
                strength,
                expectedReturn,
                expectedNetReturn,
                band,
                horizonNs,
                dataAsOfNs,
                newGeneratedAtNs,
                expiresAtNs,
                sourceModel,
                modelVersion,
                schemaHash,
                members,
                conformalSet,
                reason,
                wouldAbstain,
                provisional,
                missingInputs,
                referencePrice,
                newCorrelationId);
    }

    private static Set<Direction> copy(Set<Direction> set) {
        return set.isEmpty() ? EnumSet.noneOf(Direction.class) : EnumSet.copyOf(set);
    }

    /** Builds a signal; {@link #build()} names everything missing. */
    public static final class Builder {
        private final Symbol symbol;
        private final String model;
        private final long dataAsOfNs;
        private Profile profile = Profile.BAR;
        private Direction direction = Direction.NEUTRAL;
        private Probabilities probabilities = new Probabilities(0, 1, 0);
        private double strength;
        private double expectedReturn;
        private double expectedNetReturn;
        private double band;
        private long horizonNs;
        private long validForNs = 60_000_000_000L;
        private String modelVersion = "";
        private String schemaHash = "";
        private List<MemberVote> members = List.of();
        private Set<Direction> conformalSet = Set.of();
        private SignalReason reason = SignalReason.NEUTRAL;
        private boolean wouldAbstain;
        private boolean provisional;
        private List<String> missingInputs = List.of();
        private BigDecimal referencePrice = BigDecimal.ZERO;

        private Builder(Symbol symbol, String model, long dataAsOfNs) {
            this.symbol = symbol;
            this.model = Require.text("sourceModel", model);
            this.dataAsOfNs = dataAsOfNs;
        }

        /**
         * Sets the profile; default BAR.
         *
         * @param value the profile
         * @return this
         */
        public Builder profile(Profile value) {
            profile = value;
            return this;
        }

        /**
         * Sets the calibrated probabilities; confidence follows from them.
         *
         * @param value the probabilities
         * @return this
         */
        public Builder probabilities(Probabilities value) {
            probabilities = value;
            return this;
        }

        /**
         * Makes it tradable.
         *
         * @param value LONG or SHORT
         * @param newStrength share of the full size, [0, 1]
         * @return this
         */
        public Builder directed(Direction value, double newStrength) {
            Require.that(value != Direction.NEUTRAL, "direction", "must be LONG or SHORT", value);
            direction = value;
            strength = Require.within("strength", newStrength, 0, 1);
            reason = SignalReason.NONE;
            return this;
        }

        /**
         * Makes it NEUTRAL.
         *
         * @param value why
         * @return this
         */
        public Builder neutral(SignalReason value) {
            Require.that(value != SignalReason.NONE, "reason", "must not be NONE", value);
            direction = Direction.NEUTRAL;
            strength = 0;
            reason = value;
            return this;
        }

        /**
         * Sets the expected returns.
         *
         * @param gross probability-weighted exit return, a fraction
         * @param net |gross| less cost
         * @return this
         */
        public Builder expected(double gross, double net) {
            expectedReturn = Require.finite("expectedReturn", gross);
            expectedNetReturn = Require.finite("expectedNetReturn", net);
            return this;
        }

        /**
         * Sets the barriers.
         *
         * @param value θ, above 0
         * @param around reference price, above 0
         * @return this
         */
        public Builder band(double value, BigDecimal around) {
            band = value;
            referencePrice = Require.positive("referencePrice", around);
            return this;
        }

        /**
         * Sets how far ahead it looks.
         *
         * @param valueNs above 0
         * @return this
         */
        public Builder horizonNs(long valueNs) {
            horizonNs = Require.positive("horizonNs", valueNs);
            return this;
        }

        /**
         * Sets how long after its data it may become an order; default 60 s.
         *
         * @param valueNs above 0
         * @return this
         */
        public Builder validForNs(long valueNs) {
            validForNs = Require.positive("validForNs", valueNs);
            return this;
        }

        /**
         * Sets what it was computed by.
         *
         * @param version the model's version
         * @param schema hash of the columns
         * @return this
         */
        public Builder version(String version, String schema) {
            modelVersion = version;
            schemaHash = schema;
            return this;
        }

        /**
         * Sets the members of an ensemble.
         *
         * @param value what each said
         * @return this
         */
        public Builder members(List<MemberVote> value) {
            members = List.copyOf(value);
            return this;
        }

        /**
         * Sets the classes not ruled out.
         *
         * @param value the conformal set
         * @return this
         */
        public Builder conformalSet(Set<Direction> value) {
            conformalSet = copy(value);
            return this;
        }

        /**
         * Sets whether the default rules would have withheld it.
         *
         * @param value default false
         * @return this
         */
        public Builder wouldAbstain(boolean value) {
            wouldAbstain = value;
            return this;
        }

        /**
         * Sets whether it was said of a bar still under way.
         *
         * @param value default false
         * @return this
         */
        public Builder provisional(boolean value) {
            provisional = value;
            return this;
        }

        /**
         * Sets the optional columns that were absent.
         *
         * @param value their names
         * @return this
         */
        public Builder missingInputs(List<String> value) {
            missingInputs = List.copyOf(value);
            return this;
        }

        /**
         * Builds the signal.
         *
         * @return the signal, its identity still to be given by the engine
         * @throws IllegalArgumentException if band, horizon or reference price are missing
         */
        public Signal build() {
            Require.that(
                    band > 0 && horizonNs > 0 && referencePrice.signum() > 0,
                    "signal",
                    "band, horizonNs and referencePrice must be set",
                    "band=" + band + " horizonNs=" + horizonNs + " referencePrice=" + referencePrice);
            Direction top = probabilities.top();
            double confidence = probabilities.of(direction == Direction.NEUTRAL ? top : direction);
            return new Signal(
                    "unidentified",
                    symbol,
                    profile,
                    direction,
                    confidence,
                    probabilities,
                    strength,
                    expectedReturn,
                    expectedNetReturn,
                    band,
                    horizonNs,
                    dataAsOfNs,
                    dataAsOfNs,
                    dataAsOfNs + validForNs,
                    model,
                    modelVersion,
                    schemaHash,
                    members,
                    conformalSet,
                    reason,
                    wouldAbstain,
                    provisional,
                    missingInputs,
                    referencePrice,
                    "");
        }
    }
}
