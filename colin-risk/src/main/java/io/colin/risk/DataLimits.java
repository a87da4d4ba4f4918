package io.colin.risk;

import io.colin.api.Decimals;
import io.colin.api.internal.Require;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * How old and how sure what an order rests on must be. Immutable.
 *
 * @param maxQuoteAge oldest quote, trade or book that counts as fresh, above 0, at most 366 days; default 2 s
 * @param maxMarkAge oldest price that something held, or a currency held, may be valued at while orders that add risk pass,
 *     above 0, at most 366 days, which asks for a price of any age; never less than maxQuoteAge counts, and the length of
 *     the bar is added where the price is the close of a bar; default 5 min, which is longer than a traded symbol stays
 *     quiet and a third of the age of the figures of risk that rest on it
 * @param maxStaleShare share of equity that everything held at older prices than maxMarkAge may be worth at those prices,
 *     together, while orders that add risk pass all the same, in [0, 1): a rest whose market is gone would else stop all
 *     trading. It stays valued at its last price, and every decision and an alert name it. Only what is held long counts,
 *     which can lose no more than it is worth; something short, a currency owed, and a contract on the coin that its
 *     account is kept in are never so small. 0 lets nothing pass; default 0.001, a fiftieth of what a day may lose by
 *     default
 * @param maxRiskAge oldest figures of value at risk and stress an order may rest on, above 0, at most 366 days; default
 *     15 min
 * @param maxCorrelationAge oldest correlations an order may rest on, above 0, at most 366 days; default 60 min
 * @param maxModelAge oldest cut-off of a model's training data, where the gate is told cut-offs, above 0, at most 366
 *     days; default 30 days
 * @param minConfidence smallest confidence of a signal that may become an order, in [0, 1]; default 0.65
 */
public record DataLimits(
        Duration maxQuoteAge,
        Duration maxMarkAge,
        BigDecimal maxStaleShare,
        Duration maxRiskAge,
        Duration maxCorrelationAge,
        Duration maxModelAge,
        double minConfidence) {
    /** The defaults. */
    public static final DataLimits STANDARD = builder().build();

    /** Checks, normalises and copies. */
    public DataLimits {
        Require.span("data.maxQuoteAge", maxQuoteAge);
        Require.span("data.maxMarkAge", maxMarkAge);
        maxStaleShare = Decimals.normal(Rules.shareFromZero("data.maxStaleShare", maxStaleShare));
        Require.span("data.maxRiskAge", maxRiskAge);
        Require.span("data.maxCorrelationAge", maxCorrelationAge);
        Require.span("data.maxModelAge", maxModelAge);
        Require.within("data.minConfidence", minConfidence, 0, 1);
    }

    /**
     * Starts from the defaults.
     *
     * @return a builder; every setter replaces one default
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Starts from these limits.
     *
     * @return a builder; every setter replaces one value
     */
    public Builder toBuilder() {
        return new Builder()
                .maxQuoteAge(maxQuoteAge)
                .maxMarkAge(maxMarkAge)
                .maxStaleShare(maxStaleShare)
                .maxRiskAge(maxRiskAge)
                .maxCorrelationAge(maxCorrelationAge)
                .maxModelAge(maxModelAge)
                .minConfidence(minConfidence);
    }

    void describe(Settings settings) {
        settings.higherIsLooser("data.maxQuoteAge", maxQuoteAge);
        settings.higherIsLooser("data.maxMarkAge", maxMarkAge);
        settings.higherIsLooser("data.maxStaleShare", maxStaleShare);
        settings.higherIsLooser("data.maxRiskAge", maxRiskAge);
        settings.higherIsLooser("data.maxCorrelationAge", maxCorrelationAge);
        settings.higherIsLooser("data.maxModelAge", maxModelAge);
        settings.lowerIsLooser("data.minConfidence", minConfidence);
    }

    /** Builds limits; every setter checks its own argument. */
    public static final class Builder {
        private Duration maxQuoteAge = Duration.ofSeconds(2);
        private Duration maxMarkAge = Duration.ofMinutes(5);
        private BigDecimal maxStaleShare = new BigDecimal("0.001");
        private Duration maxRiskAge = Duration.ofMinutes(15);
        private Duration maxCorrelationAge = Duration.ofMinutes(60);
        private Duration maxModelAge = Duration.ofDays(30);
        private double minConfidence = 0.65;

        private Builder() {}

        /**
         * Sets the largest quote age.
         *
         * @param value oldest quote, trade or book that counts as fresh, above 0, at most 366 days; default 2 s
         * @return this
         */
        public Builder maxQuoteAge(Duration value) {
            maxQuoteAge = Require.span("data.maxQuoteAge", value);
            return this;
        }

        /**
         * Sets the largest age of what is held at.
         *
         * @param value oldest price that something held, or a currency held, may be valued at while orders that add risk
         *     pass, above 0, at most 366 days, which asks for a price of any age; never less than maxQuoteAge counts, and
         *     the length of the bar is added where the price is the close of a bar; default 5 min
         * @return this
         */
        public Builder maxMarkAge(Duration value) {
            maxMarkAge = Require.span("data.maxMarkAge", value);
            return this;
        }

        /**
         * Sets how much may be held at prices that are too old.
         *
         * @param value share of equity that everything held at older prices than maxMarkAge may be worth at those prices,
         *     together, while orders that add risk pass all the same, in [0, 1); 0 lets nothing pass; default 0.001
         * @return this
         */
        public Builder maxStaleShare(BigDecimal value) {
            maxStaleShare = Rules.shareFromZero("data.maxStaleShare", value);
            return this;
        }

        /**
         * Sets the largest risk age.
         *
         * @param value oldest figures of value at risk and stress an order may rest on, above 0, at most 366 days;
         *     default 15 min
         * @return this
         */
        public Builder maxRiskAge(Duration value) {
            maxRiskAge = Require.span("data.maxRiskAge", value);
            return this;
        }

        /**
         * Sets the largest correlation age.
         *
         * @param value oldest correlations an order may rest on, above 0, at most 366 days; default 60 min
         * @return this
         */
        public Builder maxCorrelationAge(Duration value) {
            maxCorrelationAge = Require.span("data.maxCorrelationAge", value);
            return this;
        }

        /**
         * Sets the largest model age.
         *
         * @param value oldest cut-off of a model's training data, where the gate is told cut-offs, above 0, at most 366
         *     days; default 30 days
         * @return this
         */
        public Builder maxModelAge(Duration value) {
            maxModelAge = Require.span("data.maxModelAge", value);
            return this;
        }

        /**
         * Sets the smallest confidence.
         *
         * @param value smallest confidence of a signal that may become an order, in [0, 1]; default 0.65
         * @return this
         */
        public Builder minConfidence(double value) {
            minConfidence = Require.within("data.minConfidence", value, 0, 1);
            return this;
        }

        /**
         * Builds the limits.
         *
         * @return the limits
         */
        public DataLimits build() {
            return new DataLimits(
                    maxQuoteAge, maxMarkAge, maxStaleShare, maxRiskAge, maxCorrelationAge, maxModelAge, minConfidence);
        }
    }
}
