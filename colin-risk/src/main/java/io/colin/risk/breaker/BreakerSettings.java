package io.colin.risk.breaker;

import io.colin.api.Decimals;
import io.colin.api.internal.Require;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
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
        Sampling sampling,
        Volatility volatility,
        PriceMove priceMove,
        VenueQuality venue,
        BigDecimal dailyLoss,
        Errors errors,
        Performance performance,
        Correlation correlation,
        OrderFlood orderFlood,
        OwnShare ownShare,
        Tail tail) {
    /** Checks. */
    public BreakerSettings {
        dailyLoss = ratio("breakers.daily_loss", dailyLoss);
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
                .sampling(Sampling.STANDARD.withMaxGap(Duration.ofSeconds(60)))
                .volatility(Volatility.STANDARD.withMinMedianHours(24));
    }

    /**
     * The same with other limits of loss and of value at risk.
     *
     * @param newDailyLoss share of the day's first equity, in (0, 1)
     * @param newTail the limits breaker
     * @return a copy
     */
    public BreakerSettings with(BigDecimal newDailyLoss, Tail newTail) {
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

    /**
     * How often the market is looked at.
     *
     * @param priceEvery shortest event time between two looks at a symbol's price, above 0
     * @param bookEvery shortest event time between two looks at a symbol's books, at least {@code priceEvery}
     * @param maxGap oldest price, book or measurement that counts as fresh, above 0; time without a fresh one counts for at
     *     most this towards a stay that must be clear
     */
    public record Sampling(Duration priceEvery, Duration bookEvery, Duration maxGap) {
        /** 250 ms, 1 s and 5 s. */
        public static final Sampling STANDARD =
                new Sampling(Duration.ofMillis(250), Duration.ofSeconds(1), Duration.ofSeconds(5));

        /** Checks. */
        public Sampling {
            Require.positive("breakers.sampling.price_every", priceEvery);
            Require.positive("breakers.sampling.max_gap", maxGap);
            Require.that(
                    bookEvery.compareTo(priceEvery) >= 0,
                    "breakers.sampling.book_every",
                    "must be at least price_every " + priceEvery,
                    bookEvery);
        }

        /**
         * The same with another age.
         *
         * @param value oldest that counts as fresh, above 0
         * @return a copy
         */
        public Sampling withMaxGap(Duration value) {
            return new Sampling(priceEvery, bookEvery, value);
        }
    }

    /**
     * Volatility: the last hour's realised volatility above a multiple of the median of such hours and above a floor.
     *
     * @param ratio multiple of the median that must be exceeded, above 1
     * @param floorAnnualised annualised volatility that must be exceeded too, above 0
     * @param medianHours hours the median looks back, 1 or more
     * @param minMedianHours hours that must be known among them; with fewer it cannot judge
     * @param minReturns returns of a minute or longer the last hour must hold; with fewer it cannot judge
     * @param multiplier what is left of the size of new orders, in [0, 1]
     * @param cooldown how long
     */
    public record Volatility(
            double ratio,
            double floorAnnualised,
            int medianHours,
            int minMedianHours,
            int minReturns,
            double multiplier,
            Duration cooldown) {
        /** 3 times the median of 30 days, of which nine tenths must be known, and 80 %; half the size for 30 min. */
        public static final Volatility STANDARD = new Volatility(3, 0.80, 720, 648, 12, 0.5, Duration.ofMinutes(30));

        /** Checks. */
        public Volatility {
            Require.within("breakers.volatility.ratio", ratio, 1, 1e6);
            Require.within("breakers.volatility.floor", floorAnnualised, 0, 1e6);
            Require.within("breakers.volatility.median_hours", medianHours, 1, 24 * 365);
            Require.within("breakers.volatility.min_median_hours", minMedianHours, 1, medianHours);
            Require.within("breakers.volatility.min_returns", minReturns, 1, 60);
            Require.within("breakers.volatility.multiplier", multiplier, 0, 1);
            Require.positive("breakers.volatility.cooldown", cooldown);
        }

        /**
         * The same with a median of fewer or more hours.
         *
         * @param hours that must be known, 1 to {@code medianHours}
         * @return a copy
         */
        public Volatility withMinMedianHours(int hours) {
            return new Volatility(ratio, floorAnnualised, medianHours, hours, minReturns, multiplier, cooldown);
        }
    }

    /**
     * Price move: a symbol's price away from any of its prices within a window.
     *
     * @param move share that trips it, in (0, 1)
     * @param window how far back prices are compared, at most an hour
     * @param lock how long the symbol is locked at least
     * @param calm how long its quotes must then stay together
     * @param calmMove how far apart they may be, a share in (0, 1)
     */
    public record PriceMove(double move, Duration window, Duration lock, Duration calm, double calmMove) {
        /** 10 % in 60 s; 30 s, then 60 s within 3 %. */
        public static final PriceMove STANDARD =
                new PriceMove(0.10, Duration.ofSeconds(60), Duration.ofSeconds(30), Duration.ofSeconds(60), 0.03);

        /** Checks. */
        public PriceMove {
            fraction("breakers.price_move.move", move);
            Require.positive("breakers.price_move.window", window);
            Require.that(
                    window.compareTo(Duration.ofHours(1)) <= 0,
                    "breakers.price_move.window",
                    "must be at most an hour",
                    window);
            Require.positive("breakers.price_move.lock", lock);
            Require.positive("breakers.price_move.calm", calm);
            fraction("breakers.price_move.calm_move", calmMove);
        }
    }

    /**
     * Spread, depth and divergence of a symbol at a venue.
     *
     * @param maxSpreadBps spread that must be exceeded, above 0
     * @param minDepth share of the hourly mean depth that must be undercut, in (0, 1)
     * @param depthLevels levels of each side that make up the depth, 1 to 100
     * @param minDepthMinutes minutes of the last hour that must have shown depth; with fewer it cannot judge, 1 to 60
     * @param maxDivergence share venue mids may be apart, in (0, 1)
     * @param divergenceTime how long they must be apart without a break
     * @param clear how long the cause must stay away
     */
    public record VenueQuality(
            double maxSpreadBps,
            double minDepth,
            int depthLevels,
            int minDepthMinutes,
            double maxDivergence,
            Duration divergenceTime,
            Duration clear) {
        /** 50 bp; 30 % of the hourly mean of ten levels a side; 1 % for 5 s; 60 s clear. */
        public static final VenueQuality STANDARD =
                new VenueQuality(50, 0.30, 10, 15, 0.01, Duration.ofSeconds(5), Duration.ofSeconds(60));

        /** Checks. */
        public VenueQuality {
            Require.within("breakers.venue.max_spread_bps", maxSpreadBps, 1e-6, 1e4);
            fraction("breakers.venue.min_depth", minDepth);
            Require.within("breakers.venue.depth_levels", depthLevels, 1, 100);
            Require.within("breakers.venue.min_depth_minutes", minDepthMinutes, 1, 60);
            fraction("breakers.venue.max_divergence", maxDivergence);
            Require.positive("breakers.venue.divergence_time", divergenceTime);
            Require.positive("breakers.venue.clear", clear);
        }
    }

    /**
     * Errors: order requests that a venue rejected or that got no readable answer.
     *
     * @param maxRate share of requests that must be exceeded, in (0, 1)
     * @param minRequests requests the window must hold; with fewer it cannot judge, above 0
     * @param window whole seconds looked back, at most an hour
     * @param rejectsInARow rejects of one strategy without an accepted order between them that lock it, above 0
     */
    public record Errors(BigDecimal maxRate, int minRequests, Duration window, int rejectsInARow) {
        /** More than 1 % of 100 or more in 5 min; 5 in a row. */
        public static final Errors STANDARD = new Errors(new BigDecimal("0.01"), 100, Duration.ofMinutes(5), 5);

        /** Checks. */
        public Errors {
            maxRate = ratio("breakers.errors.max_rate", maxRate);
            Require.that(maxRate.compareTo(BigDecimal.ONE) < 0, "breakers.errors.max_rate", "must be below 1", maxRate);
            Require.positive("breakers.errors.min_requests", minRequests);
            seconds("breakers.errors.window", window);
            Require.positive("breakers.errors.rejects_in_a_row", rejectsInARow);
        }
    }

    /**
     * Performance of a live run, measured.
     *
     * @param maxEndToEnd the 99th percentile of end to end that must be exceeded
     * @param minSamples measurements the window must hold; with fewer it cannot judge the percentile, above 0
     * @param window whole seconds looked back, at most an hour
     * @param maxLag lag of the engine that must be exceeded
     * @param clear how long both must stay away
     */
    public record Performance(Duration maxEndToEnd, int minSamples, Duration window, Duration maxLag, Duration clear) {
        /** 100 ms over 1 min of 20 or more; 1 s; 60 s clear. */
        public static final Performance STANDARD = new Performance(
                Duration.ofMillis(100), 20, Duration.ofMinutes(1), Duration.ofSeconds(1), Duration.ofSeconds(60));

        /** Checks. */
        public Performance {
            Require.positive("breakers.performance.max_end_to_end", maxEndToEnd);
            Require.positive("breakers.performance.min_samples", minSamples);
            seconds("breakers.performance.window", window);
            Require.positive("breakers.performance.max_lag", maxLag);
            Require.positive("breakers.performance.clear", clear);
        }
    }

    /**
     * Correlation: the mean correlation of the portfolio away from what it was within a window.
     *
     * @param change that must be exceeded, in (0, 2)
     * @param window how far back, at most 7 days
     * @param multiplier what is left of the size of new orders, in [0, 1]
     * @param cooldown how long
     */
    public record Correlation(double change, Duration window, double multiplier, Duration cooldown) {
        /** 0.5 in 24 h; half the size for an hour. */
        public static final Correlation STANDARD = new Correlation(0.5, Duration.ofHours(24), 0.5, Duration.ofHours(1));

        /** Checks. */
        public Correlation {
            Require.that(change > 0 && change < 2, "breakers.correlation.change", "must be in (0, 2)", change);
            Require.positive("breakers.correlation.window", window);
            Require.that(
                    window.compareTo(Duration.ofDays(7)) <= 0,
                    "breakers.correlation.window",
                    "must be at most 7 days",
                    window);
            Require.within("breakers.correlation.multiplier", multiplier, 0, 1);
            Require.positive("breakers.correlation.cooldown", cooldown);
        }
    }

    /**
     * Order flood: more orders seen, passed or not, than anyone means to send.
     *
     * @param orders within the window that trip it, 1 to 1 000 000
     * @param window how far back, excluded
     * @param cooldown how long trading is halted
     * @param manualAt trips within {@code manualWindow} from which only a person ends it, 1 to 100
     * @param manualWindow how far back trips count
     */
    public record OrderFlood(int orders, Duration window, Duration cooldown, int manualAt, Duration manualWindow) {
        /** 1 000 in a second; 60 s; the third in an hour needs a person. */
        public static final OrderFlood STANDARD =
                new OrderFlood(1_000, Duration.ofSeconds(1), Duration.ofSeconds(60), 3, Duration.ofHours(1));

        /** Checks. */
        public OrderFlood {
            Require.within("breakers.order_flood.orders", orders, 1, 1_000_000);
            Require.positive("breakers.order_flood.window", window);
            Require.positive("breakers.order_flood.cooldown", cooldown);
            Require.within("breakers.order_flood.manual_at", manualAt, 1, 100);
            Require.positive("breakers.order_flood.manual_window", manualWindow);
        }
    }

    /**
     * Own share: our executions against what traded of a symbol, over the 24 hours that end now.
     *
     * @param share that trips it, in (0, 1]
     * @param below the share must be back below, at most {@code share}
     * @param lock how long the symbol is locked at least
     * @param minHours hours whose volume must be known; with fewer it cannot judge, 1 to 24
     */
    public record OwnShare(BigDecimal share, BigDecimal below, Duration lock, int minHours) {
        /** 20 %; 300 s, then below 15 %; 20 of 24 hours known. */
        public static final OwnShare STANDARD =
                new OwnShare(new BigDecimal("0.20"), new BigDecimal("0.15"), Duration.ofMinutes(5), 20);

        /** Checks. */
        public OwnShare {
            share = ratio("breakers.own_share.share", share);
            Require.that(share.compareTo(BigDecimal.ONE) <= 0, "breakers.own_share.share", "must be at most 1", share);
            below = ratio("breakers.own_share.below", below);
            Require.that(below.compareTo(share) <= 0, "breakers.own_share.below", "must be at most " + share, below);
            Require.positive("breakers.own_share.lock", lock);
            Require.within("breakers.own_share.min_hours", minHours, 1, 24);
        }
    }

    /**
     * Limits: a value at risk far above its limit. Where several methods give a figure, the largest counts.
     *
     * @param factor share of a limit that trips it, above 1
     * @param limits the limits watched
     * @param methods the methods whose figures count, as {@code RiskFigures} names them
     */
    public record Tail(BigDecimal factor, List<TailLimit> limits, List<String> methods) {
        /** 150 % of 2 % (95 %, 1 d), 3 % (99 %, 1 d), 4 % (95 %, 5 d) and 5 % (99 %, 5 d). */
        public static final Tail STANDARD = new Tail(
                new BigDecimal("1.5"),
                List.of(
                        new TailLimit(0.95, 1, new BigDecimal("0.02")),
                        new TailLimit(0.99, 1, new BigDecimal("0.03")),
                        new TailLimit(0.95, 5, new BigDecimal("0.04")),
                        new TailLimit(0.99, 5, new BigDecimal("0.05"))),
                List.of("historical", "cornish-fisher", "parametric"));

        /** Checks and copies. */
        public Tail {
            factor = ratio("breakers.limits.factor", factor);
            Require.that(factor.compareTo(BigDecimal.ONE) > 0, "breakers.limits.factor", "must be above 1", factor);
            limits = List.copyOf(limits);
            methods = List.copyOf(methods);
            Require.that(!methods.isEmpty(), "breakers.limits.methods", "must name a method", methods);
        }

        /**
         * The same with the limits of the gate.
         *
         * @param value the limits watched
         * @return a copy
         */
        public Tail withLimits(List<TailLimit> value) {
            return new Tail(factor, value, methods);
        }
    }

    /**
     * A limit of value at risk.
     *
     * @param confidence in [0.5, 1]
     * @param horizonDays above 0
     * @param valueAtRisk share of equity, above 0
     */
    public record TailLimit(double confidence, int horizonDays, BigDecimal valueAtRisk) {
        /** Checks. */
        public TailLimit {
            Require.within("breakers.limits.confidence", confidence, 0.5, 1);
            Require.positive("breakers.limits.horizon_days", horizonDays);
            valueAtRisk = ratio("breakers.limits.value_at_risk", valueAtRisk);
        }
    }

    private static BigDecimal ratio(String name, BigDecimal value) {
        return Decimals.normal(Require.positive(name, value));
    }

    private static void fraction(String name, double value) {
        Require.that(value > 0 && value < 1, name, "must be in (0, 1)", value);
    }

    private static void seconds(String name, Duration window) {
        Require.that(
                window.equals(Duration.ofSeconds(window.toSeconds()))
                        && window.compareTo(Duration.ofSeconds(1)) >= 0
                        && window.compareTo(Duration.ofHours(1)) <= 0,
                name,
                "must be whole seconds, 1 s to 1 h",
                window);
    }

    /** Builds settings; every setter replaces one group of defaults. */
    public static final class Builder {
        private Sampling sampling = Sampling.STANDARD;
        private Volatility volatility = Volatility.STANDARD;
        private PriceMove priceMove = PriceMove.STANDARD;
        private VenueQuality venue = VenueQuality.STANDARD;
        private BigDecimal dailyLoss = new BigDecimal("0.05");
        private Errors errors = Errors.STANDARD;
        private Performance performance = Performance.STANDARD;
        private Correlation correlation = Correlation.STANDARD;
        private OrderFlood orderFlood = OrderFlood.STANDARD;
        private OwnShare ownShare = OwnShare.STANDARD;
        private Tail tail = Tail.STANDARD;

        private Builder() {}

        /**
         * Sets how often the market is looked at.
         *
         * @param value default {@link Sampling#STANDARD}
         * @return this
         */
        public Builder sampling(Sampling value) {
            sampling = value;
            return this;
        }

        /**
         * Sets the volatility breaker.
         *
         * @param value default {@link Volatility#STANDARD}
         * @return this
         */
        public Builder volatility(Volatility value) {
            volatility = value;
            return this;
        }

        /**
         * Sets the price-move breaker.
         *
         * @param value default {@link PriceMove#STANDARD}
         * @return this
         */
        public Builder priceMove(PriceMove value) {
            priceMove = value;
            return this;
        }

        /**
         * Sets the spread, depth and divergence breakers.
         *
         * @param value default {@link VenueQuality#STANDARD}
         * @return this
         */
        public Builder venue(VenueQuality value) {
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
            dailyLoss = ratio("breakers.daily_loss", value);
            return this;
        }

        /**
         * Sets the errors and rejects breakers.
         *
         * @param value default {@link Errors#STANDARD}
         * @return this
         */
        public Builder errors(Errors value) {
            errors = value;
            return this;
        }

        /**
         * Sets the performance breaker.
         *
         * @param value default {@link Performance#STANDARD}
         * @return this
         */
        public Builder performance(Performance value) {
            performance = value;
            return this;
        }

        /**
         * Sets the correlation breaker.
         *
         * @param value default {@link Correlation#STANDARD}
         * @return this
         */
        public Builder correlation(Correlation value) {
            correlation = value;
            return this;
        }

        /**
         * Sets the order-flood breaker.
         *
         * @param value default {@link OrderFlood#STANDARD}
         * @return this
         */
        public Builder orderFlood(OrderFlood value) {
            orderFlood = value;
            return this;
        }

        /**
         * Sets the own-share breaker.
         *
         * @param value default {@link OwnShare#STANDARD}
         * @return this
         */
        public Builder ownShare(OwnShare value) {
            ownShare = value;
            return this;
        }

        /**
         * Sets the limits breaker.
         *
         * @param value default {@link Tail#STANDARD}
         * @return this
         */
        public Builder tail(Tail value) {
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
