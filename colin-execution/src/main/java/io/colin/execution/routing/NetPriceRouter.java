package io.colin.execution.routing;

import io.colin.api.execution.OrderRouter;
import io.colin.api.execution.RoutePlan;
import io.colin.api.execution.RouteRequest;
import io.colin.api.internal.Require;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderType;
import io.colin.api.order.Side;
import io.colin.api.venue.Venue;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits slices over venues by net price: what a venue asks or bids, its taker fee, what waiting for it costs and how much
 * worse than planned it was so far.
 *
 * <p><b>Who takes part.</b> Before anything is split a venue is left out, with a reason, that does not list the symbol under
 * the same contract, cannot take orders now, has no request left in its budget, does not offer what the child would ask for,
 * shows no book of two sides, or a crossed one, or one older than allowed; for slices that take also one whose measured
 * latency or fill ratio is too poor (for as long as that is recent: see {@link Builder#evidenceAge}), or that shows too
 * little within the slippage cap. Of an order that can only shrink a position, the last does not hold, and poor ones are
 * asked where the others cannot take the whole slice. A venue named by the order is the only one asked.
 *
 * <p><b>Slices that take</b> (market orders, what is immediate or cancel or fill or kill, limits that reach the best price
 * of the other side). Levels within the slice's limit and within the slippage cap around the middle of the best bid and
 * offer of all venues count. Net price = price × (1 ± taker fee) ± (mid × σ × √(p95 latency in s) × ½ + mid × expected
 * slippage), with σ the volatility of a second over the last hour by {@link io.colin.api.market.MarketView#tape}, 0 where
 * it says nothing. Of all splits over at most so many venues, in whole lots, each part at least its venue's minimum and
 * affordable there, the one that takes most is chosen, of those the one that costs least: never more than the best single
 * venue for the same quantity. Costs within the tie count as the same: then fewer venues, then the higher quality
 * decides, 0.3 fee + 0.4 fill ratio + 0.2 latency + 0.1 depth, each ranked among the venues. With more than eight venues the set is grown one by one.
 * Children are immediate-or-cancel limits at the worst price planned there; where the book is modelled and offers nothing,
 * at the bound. A fill-or-kill slice goes to one venue that shows all of it. What is left of a slice that may rest is added
 * to the part with the lowest maker fee, and its children are limited by its own limit and the cap.
 *
 * <p><b>Slices that rest</b> go to the lowest maker fee, then the deeper book, then the venue named first, as far as the
 * balance there pays for them at their limit and the higher fee; the rest goes to the next. So does a limit
 * that reaches a price at which nothing can be taken, and may rest: at a venue where it reaches none, else, within the cap,
 * where it does.
 *
 * <p>The legs and the unrouted parts sum to the slice exactly; every unrouted part has its reason, and the plan says what
 * was thought of each venue. Pure and thread-safe.
 */
public final class NetPriceRouter implements OrderRouter {
    private final RoutingRules rules;

    private NetPriceRouter(RoutingRules rules) {
        this.rules = rules;
    }

    /**
     * Starts a router.
     *
     * @return a builder with books of at most 2 s and 20 levels, a slippage cap of 20 bp, at most 3 venues, a liquidity of at
     *     least 10 000, a latency of at most 100 ms, a fill ratio of at least 0.8, evidence of 5 min and a tie of 0.1 bp
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public RoutePlan route(RouteRequest request) {
        String named = request.parent().intent().venue();
        Draft draft = new Draft();
        Eligibility eligibility = new Eligibility(request, rules);
        List<Shown> shown = new ArrayList<>(request.venues().size());
        int place = 0;
        for (Venue venue : request.venues()) {
            if (named.equals(OrderIntent.ANY_VENUE) || named.equals(venue.id())) {
                switch (eligibility.ask(place, venue)) {
                    case Eligibility.Answer.Asks asks -> shown.add(asks.shown());
                    case Eligibility.Answer.Excludes excludes -> draft.exclude(place, venue.id(), excludes.reason());
                }
            }
            place++;
        }
        if (shown.isEmpty()) {
            return draft.nothing(request.slice().quantity(), named);
        }
        RestingRoute rests = new RestingRoute(request, rules, eligibility, draft);
        if (!takes(request, shown)) {
            return rests.over(shown);
        }
        RoutePlan taking = new TakingRoute(request, rules, eligibility, draft).over(shown);
        return taking.legs().isEmpty() && request.slice().mayRest() ? resting(request, shown, rests, taking) : taking;
    }

    /**
     * Where a slice rests that reaches a price at which nothing can be taken: where it reaches none, else where it may take
     * what little there is, but nowhere beyond the cap.
     */
    private RoutePlan resting(RouteRequest request, List<Shown> shown, RestingRoute rests, RoutePlan taking) {
        Side side = request.parent().intent().side();
        BigDecimal limit = request.slice().type().limitPrice().orElseThrow();
        BigDecimal cap = Bound.cap(side, TakingRoute.mid(shown), rules.slippageCapBps());
        List<Shown> apart =
                shown.stream().filter(one -> !reaches(side, limit, one)).toList();
        List<Shown> within = Bound.isWithin(side, limit, cap) ? shown : List.of();
        for (List<Shown> venues : List.of(apart, within)) {
            RoutePlan plan = rests.over(venues);
            if (!plan.legs().isEmpty()) {
                return plan;
            }
        }
        return taking;
    }

    /** Whether the slice takes at once: a post-only or stop order never does. */
    private static boolean takes(RouteRequest request, List<Shown> venues) {
        if (request.parent().intent().postOnly()) {
            return false;
        }
        return switch (request.slice().type()) {
            case OrderType.Market market -> true;
            case OrderType.Limit limit ->
                request.slice().timeInForce().isImmediate() || reaches(request, limit.price(), venues);
            default -> false;
        };
    }

    private static boolean reaches(RouteRequest request, BigDecimal limit, List<Shown> venues) {
        Side side = request.parent().intent().side();
        return venues.stream().anyMatch(shown -> reaches(side, limit, shown));
    }

    private static boolean reaches(Side side, BigDecimal limit, Shown shown) {
        BigDecimal best = side == Side.BUY ? shown.quote().ask() : shown.quote().bid();
        return Bound.isWithin(side, best, limit);
    }

    /** Builds the router; every setter checks its own argument. */
    public static final class Builder {
        private Duration maxBookAge = Duration.ofSeconds(2);
        private BigDecimal slippageCapBps = new BigDecimal("20");
        private int levels = 20;
        private int maxVenues = 3;
        private double minLiquidity = 10_000;
        private Duration maxLatency = Duration.ofMillis(100);
        private double minFillRatio = 0.8;
        private Duration evidenceAge = Duration.ofMinutes(5);
        private double tieBps = 0.1;

        private Builder() {}

        /**
         * Sets how old a book may be.
         *
         * @param value above 0, at most a day
         * @return this
         */
        public Builder maxBookAge(Duration value) {
            maxBookAge = withinADay("maxBookAge", value);
            return this;
        }

        /**
         * Sets how far from mid a slice may take.
         *
         * @param value basis points, (0, 5000]
         * @return this
         */
        public Builder slippageCapBps(double value) {
            Require.within("slippageCapBps", value, Double.MIN_VALUE, 5000);
            slippageCapBps = BigDecimal.valueOf(value);
            return this;
        }

        /**
         * Sets how deep a book is walked. Where that is too little for the slice, or for the liquidity a venue must show, books
         * that go on within limit and cap are walked to a thousand levels.
         *
         * @param value levels of a side, [1, 1000]
         * @return this
         */
        public Builder levels(int value) {
            Require.that(value >= 1 && value <= 1000, "levels", "must be in [1, 1000]", value);
            levels = value;
            return this;
        }

        /**
         * Sets over how many venues a slice is split at most.
         *
         * @param value venues, [1, 8]
         * @return this
         */
        public Builder maxVenues(int value) {
            Require.that(value >= 1 && value <= 8, "maxVenues", "must be in [1, 8]", value);
            maxVenues = value;
            return this;
        }

        /**
         * Sets how much a venue must show within the slippage cap; orders that can only shrink a position go to any.
         *
         * @param value order value in quote currency, 0 or more; 0 for any
         * @return this
         */
        public Builder minLiquidity(double value) {
            minLiquidity = Require.within("minLiquidity", value, 0, Double.MAX_VALUE);
            return this;
        }

        /**
         * Sets how late a venue may answer: 95 % of its last acknowledgements must be at least this fast. A venue is left out
         * once it is slower with a confidence of 99 %, not because of a few late answers.
         *
         * @param value above 0, at most a day
         * @return this
         */
        public Builder maxLatency(Duration value) {
            maxLatency = withinADay("maxLatency", value);
            return this;
        }

        /**
         * Sets which share of what is sent to be filled at once a venue must fill.
         *
         * @param value [0, 1]; 0 for any
         * @return this
         */
        public Builder minFillRatio(double value) {
            minFillRatio = Require.within("minFillRatio", value, 0, 1);
            return this;
        }

        /**
         * Sets for how long a measured latency or fill ratio speaks against a venue. After this time it is tried again. A
         * latency is measured anew with each answer, of orders that rest too. What speaks for a fill ratio are orders sent to be
         * filled at once that were not filled in whole: a venue that is tried again and fills stays.
         *
         * @param value event time since its newest answer, or since it last did not fill in whole, above 0, at most a day
         * @return this
         */
        public Builder evidenceAge(Duration value) {
            evidenceAge = withinADay("evidenceAge", value);
            return this;
        }

        /**
         * Sets how close the costs of two splits must be for their quality to decide.
         *
         * @param value basis points of the order value, [0, 10]; 0 lets only equal costs tie
         * @return this
         */
        public Builder tieBps(double value) {
            tieBps = Require.within("tieBps", value, 0, 10);
            return this;
        }

        /**
         * Builds the router.
         *
         * @return the router
         */
        public NetPriceRouter build() {
            return new NetPriceRouter(new RoutingRules(
                    maxBookAge.toNanos(),
                    slippageCapBps,
                    levels,
                    maxVenues,
                    minLiquidity,
                    maxLatency.toNanos(),
                    minFillRatio,
                    evidenceAge.toNanos(),
                    tieBps));
        }

        private static Duration withinADay(String name, Duration value) {
            Require.positive(name, value);
            Require.that(value.compareTo(Duration.ofDays(1)) <= 0, name, "must be at most a day", value);
            return value;
        }
    }
}
