package io.colin.risk.breaker;

import io.colin.api.internal.Require;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;

/**
 * Every threshold of the breakers. Shares and ratios are fractions, 0.05 is 5 %. Immutable.
 *
 * @param sampling how often the market is looked at and what counts as fresh
 * @param volatility realised against its own median
 * @param priceMove a jump of one price
 * @param venue spread, depth and divergence of a symbol at a venue
 * @param dailyLoss share of the day's first equity whose loss leaves only orders that shrink exposure, in (0, 1)
 * @param errors failing order requests
 * @param performance measured latency and lag
 * @param correlation jump of the mean correlation
 * @param orderFlood too many orders at once
 * @param ownShare our part of a symbol's volume
 * @param tail value at risk far above its limit
 */
public record BreakerSettings(
        SamplingSettings sampling,
        VolatilitySettings volatility,
        PriceMoveSettings priceMove,
        VenueQualitySettings venue,
        BigDecimal dailyLoss,
        ErrorsSettings errors,
        PerformanceSettings performance,
        CorrelationJumpSettings correlation,
        OrderFloodSettings orderFlood,
        OwnShareSettings ownShare,
        TailSettings tail) {
    /** Checks. */
    public BreakerSettings {
        dailyLoss = Thresholds.ratio("breakers.daily_loss", dailyLoss);
        Require.that(dailyLoss.compareTo(BigDecimal.ONE) < 0, "breakers.daily_loss", "must be below 1", dailyLoss);
    }

    /**
     * Starts from the defaults.
     *
     * @return a builder; every setter replaces one group
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Starts from the settings of the embedded demonstration: medians over 24 hours or more, and prices of the last 60 s
     * count as fresh; all else as usual.
     *
     * @return a builder
     */
    public static Builder demonstration() {
        return new Builder()
                .sampling(SamplingSettings.STANDARD.withMaxGap(Duration.ofSeconds(60)))
                .volatility(VolatilitySettings.STANDARD.withMinMedianHours(24));
    }

    /**
     * The same with other limits of loss and of value at risk.
     *
     * @param newDailyLoss share of the day's first equity, in (0, 1)
     * @param newTail the limits breaker
     * @return a copy
     */
    public BreakerSettings with(BigDecimal newDailyLoss, TailSettings newTail) {
        return new BreakerSettings(
                sampling,
                volatility,
                priceMove,
                venue,
                newDailyLoss,
                errors,
                performance,
                correlation,
                orderFlood,
                ownShare,
                newTail);
    }

    /**
     * Every value by its dotted name.
     *
     * @return texts by names that start with {@code breakers.}; equal settings give equal maps
     */
    public SortedMap<String, String> values() {
        return Collections.unmodifiableSortedMap(SettingsText.of(this));
    }

    /** Builds settings; every setter replaces one group of defaults. */
    public static final class Builder {
        private SamplingSettings sampling = SamplingSettings.STANDARD;
        private VolatilitySettings volatility = VolatilitySettings.STANDARD;
        private PriceMoveSettings priceMove = PriceMoveSettings.STANDARD;
        private VenueQualitySettings venue = VenueQualitySettings.STANDARD;
        private BigDecimal dailyLoss = new BigDecimal("0.05");
        private ErrorsSettings errors = ErrorsSettings.STANDARD;
        private PerformanceSettings performance = PerformanceSettings.STANDARD;
        private CorrelationJumpSettings correlation = CorrelationJumpSettings.STANDARD;
        private OrderFloodSettings orderFlood = OrderFloodSettings.STANDARD;
        private OwnShareSettings ownShare = OwnShareSettings.STANDARD;
        private TailSettings tail = TailSettings.STANDARD;

        private Builder() {}

        /**
         * Sets how often the market is looked at.
         *
         * @param value default {@link SamplingSettings#STANDARD}
         * @return this
         */
        public Builder sampling(SamplingSettings value) {
            sampling = value;
            return this;
        }

        /**
         * Sets the volatility breaker.
         *
         * @param value default {@link VolatilitySettings#STANDARD}
         * @return this
         */
        public Builder volatility(VolatilitySettings value) {
            volatility = value;
            return this;
        }

        /**
         * Sets the price-move breaker.
         *
         * @param value default {@link PriceMoveSettings#STANDARD}
         * @return this
         */
        public Builder priceMove(PriceMoveSettings value) {
            priceMove = value;
            return this;
        }

        /**
         * Sets the spread, depth and divergence breakers.
         *
         * @param value default {@link VenueQualitySettings#STANDARD}
         * @return this
         */
        public Builder venue(VenueQualitySettings value) {
            venue = value;
            return this;
        }

        /**
         * Sets the daily loss.
         *
         * @param value share of the day's first equity, in (0, 1); default 0.05
         * @return this
         */
        public Builder dailyLoss(BigDecimal value) {
            dailyLoss = Thresholds.ratio("breakers.daily_loss", value);
            return this;
        }

        /**
         * Sets the errors and rejects breakers.
         *
         * @param value default {@link ErrorsSettings#STANDARD}
         * @return this
         */
        public Builder errors(ErrorsSettings value) {
            errors = value;
            return this;
        }

        /**
         * Sets the performance breaker.
         *
         * @param value default {@link PerformanceSettings#STANDARD}
         * @return this
         */
        public Builder performance(PerformanceSettings value) {
            performance = value;
            return this;
        }

        /**
         * Sets the correlation breaker.
         *
         * @param value default {@link CorrelationJumpSettings#STANDARD}
         * @return this
         */
        public Builder correlation(CorrelationJumpSettings value) {
            correlation = value;
            return this;
        }

        /**
         * Sets the order-flood breaker.
         *
         * @param value default {@link OrderFloodSettings#STANDARD}
         * @return this
         */
        public Builder orderFlood(OrderFloodSettings value) {
            orderFlood = value;
            return this;
        }

        /**
         * Sets the own-share breaker.
         *
         * @param value default {@link OwnShareSettings#STANDARD}
         * @return this
         */
        public Builder ownShare(OwnShareSettings value) {
            ownShare = value;
            return this;
        }

        /**
         * Sets the limits breaker.
         *
         * @param value default {@link TailSettings#STANDARD}
         * @return this
         */
        public Builder tail(TailSettings value) {
            tail = value;
            return this;
        }

        /**
         * Builds the settings.
         *
         * @return the settings
         */
        public BreakerSettings build() {
            return new BreakerSettings(
                    sampling,
                    volatility,
                    priceMove,
                    venue,
                    dailyLoss,
                    errors,
                    performance,
                    correlation,
                    orderFlood,
                    ownShare,
                    tail);
        }
    }
}
