package io.colin.api.execution;

import io.colin.api.Decimals;
import io.colin.api.internal.Require;
import io.colin.api.order.Refusal;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * Where a slice goes. The sum of legs and unrouted parts is the slice, exactly.
 *
 * @param legs what goes where
 * @param unrouted what goes nowhere, with the reason
 * @param considered what was thought of each venue, in the order of the request; empty for a router that does not say
 * @param expected what the whole is expected to cost; empty where nothing is taken at once and for a router that does not say
 */
public record RoutePlan(
        List<Leg> legs, List<Unrouted> unrouted, List<Considered> considered, Optional<Expected> expected) {
    /** Copies. */
    public RoutePlan {
        legs = List.copyOf(legs);
        unrouted = List.copyOf(unrouted);
        considered = List.copyOf(considered);
    }

    /**
     * A plan of a router that does not say why.
     *
     * @param legs what goes where
     * @param unrouted what goes nowhere, with the reason
     */
    public RoutePlan(List<Leg> legs, List<Unrouted> unrouted) {
        this(legs, unrouted, List.of(), Optional.empty());
    }

    /**
     * A part for one venue.
     *
     * @param venue the venue's id
     * @param slice the part
     */
    public record Leg(String venue, Slice slice) {
        /** Checks. */
        public Leg {
            Require.text("venue", venue);
        }
    }

    /**
     * A part for no venue.
     *
     * @param quantity how much, above 0
     * @param reason why
     */
    public record Unrouted(BigDecimal quantity, Refusal reason) {
        /** Checks and normalises. */
        public Unrouted {
            quantity = Decimals.normal(Require.positive("quantity", quantity));
        }
    }

    /**
     * What was thought of a venue.
     *
     * @param venue the venue's id
     * @param quantity how much goes there, 0 or more
     * @param why why it takes part, or why not: a code, then {@code key=value} pairs
     * @param averagePrice expected average price of its part in quote currency; empty where it takes nothing at once
     * @param netPrice the same with taker fee, latency cost and expected slippage added to buy, taken off to sell
     * @param terms what it charges and what waiting for it costs; empty where it was excluded before that was asked
     */
    public record Considered(
            String venue,
            BigDecimal quantity,
            String why,
            Optional<BigDecimal> averagePrice,
            Optional<BigDecimal> netPrice,
            Optional<Terms> terms) {
        /** Checks and normalises. */
        public Considered {
            Require.text("venue", venue);
            Require.text("why", why);
            quantity = Decimals.normal(Require.notNegative("quantity", quantity));
            averagePrice = averagePrice.map(Decimals::normal);
            netPrice = netPrice.map(Decimals::normal);
        }
    }

    /**
     * What a venue costs apart from its prices.
     *
     * @param feeRate fraction of the order value; the taker's, or the maker's for a slice that rests
     * @param feeAssumed whether the venue did not tell it
     * @param latencyCost quote currency per unit of quantity, 0 or more
     * @param latencyAssumed whether its latency was not measured
     * @param slippageCost quote currency per unit of quantity expected from earlier children; negative is a gain
     * @param fillRatio share of what was sent to be filled at once that was, [0, 1]
     */
    public record Terms(
            BigDecimal feeRate,
            boolean feeAssumed,
            BigDecimal latencyCost,
            boolean latencyAssumed,
            BigDecimal slippageCost,
            double fillRatio) {
        /** Normalises. */
        public Terms {
            feeRate = Decimals.normal(feeRate);
            latencyCost = Decimals.normal(Require.notNegative("latencyCost", latencyCost));
            slippageCost = Decimals.normal(slippageCost);
        }
    }

    /**
     * What the part that is taken at once is expected to cost.
     *
     * @param mid what it is compared with, in quote currency
     * @param netPrice average of the net prices, weighted by quantity
     * @param alone net price of the best single venue for the same quantity; empty where none can take it alone
     */
    public record Expected(BigDecimal mid, BigDecimal netPrice, Optional<BigDecimal> alone) {
        /** Normalises. */
        public Expected {
            mid = Decimals.normal(mid);
            netPrice = Decimals.normal(netPrice);
            alone = alone.map(Decimals::normal);
        }
    }
}
