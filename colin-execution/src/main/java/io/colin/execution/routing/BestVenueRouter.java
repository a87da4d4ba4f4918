package io.colin.execution.routing;

import io.colin.api.Decimals;
import io.colin.api.execution.OrderRouter;
import io.colin.api.execution.RoutePlan;
import io.colin.api.execution.RouteRequest;
import io.colin.api.execution.Slice;
import io.colin.api.instrument.Instrument;
import io.colin.api.internal.Require;
import io.colin.api.market.BookLevel;
import io.colin.api.market.BookView;
import io.colin.api.market.Quote;
import io.colin.api.order.DenialCode;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderType;
import io.colin.api.order.Refusal;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import io.colin.api.venue.Venue;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Sends each slice to the one venue with the best expected net price; one venue a slice, splitting over several is not
 * done here.
 *
 * <p>A venue is asked when it trades the symbol, offers the slice's type, time in force and flags, shows a book of both
 * sides, not crossed and not older than allowed, and the slice fits its grids and minima. A venue named by the order is
 * the only one asked.
 *
 * <p>A slice that takes (a market order, or a limit that reaches the other side) walks up to 20 levels of the venue's
 * book within its limit and within the slippage cap around the venue's mid. It is offered whole where its own limit lies
 * within the cap, otherwise only the quantity shown within the cap; a fill-or-kill slice only where the whole quantity
 * is shown. Net price = average price × (1 + taker fee) to buy, × (1 − taker fee) to sell. The venue that shows most
 * of it wins, then the best net price; within 0.1 bp the lower fee, then the deeper book, then the venue named first. A slice
 * that rests goes to the lowest maker fee, then the deeper book.
 *
 * <p>The legs and the unrouted parts sum to the slice exactly; every unrouted part has its reason. Pure and thread-safe.
 */
public final class BestVenueRouter implements OrderRouter {
    private final long maxBookAgeNs;
    private final BigDecimal slippageCapBps;
    private final int levels;

    private BestVenueRouter(Builder builder) {
        maxBookAgeNs = builder.maxBookAge.toNanos();
        slippageCapBps = builder.slippageCapBps;
        levels = builder.levels;
    }

    /**
     * Starts a router.
     *
     * @return a builder with books of at most 2 s, a slippage cap of 20 bp and 20 levels
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public RoutePlan route(RouteRequest request) {
        String named = request.parent().intent().venue();
        List<Candidate> candidates = new ArrayList<>();
        List<Refusal> declined = new ArrayList<>();
        for (Venue venue : request.venues()) {
            if (named.equals(OrderIntent.ANY_VENUE) || named.equals(venue.id())) {
                switch (ask(venue, request)) {
                    case Candidate.Answer.Takes takes -> candidates.add(takes.candidate());
                    case Candidate.Answer.Declines declines -> declined.add(declines.reason());
                }
            }
        }
        BigDecimal quantity = request.slice().quantity();
        if (candidates.isEmpty()) {
            return new RoutePlan(List.of(), List.of(new RoutePlan.Unrouted(quantity, reason(named, declined))));
        }
        return plan(Candidate.best(candidates, request.parent().intent().side().sign()));
    }

    private static RoutePlan plan(Candidate best) {
        List<RoutePlan.Unrouted> unrouted = best.restReason()
                .map(reason -> List.of(new RoutePlan.Unrouted(best.rest(), reason)))
                .orElse(List.of());
        return new RoutePlan(List.of(new RoutePlan.Leg(best.venue().id(), best.slice())), unrouted);
    }

    private static Refusal reason(String named, List<Refusal> declined) {
        if (declined.isEmpty()) {
            return Refusal.of(DenialCode.NO_LIQUIDITY, "venue=" + named + " is not connected");
        }
        if (declined.stream().map(Refusal::code).distinct().count() == 1) {
            return declined.getFirst();
        }
        return Refusal.of(
                DenialCode.NO_LIQUIDITY, declined.stream().map(Refusal::message).collect(Collectors.joining("; ")));
    }

    private Candidate.Answer ask(Venue venue, RouteRequest request) {
        Optional<Instrument> terms = Eligibility.listing(venue, request);
        if (terms.isEmpty()) {
            return decline(
                    DenialCode.INSTRUMENT_NOT_FOUND,
                    venue,
                    "symbol=" + request.instrument().symbol());
        }
        Optional<Refusal> unsupported = Eligibility.unsupported(venue, request);
        if (unsupported.isPresent()) {
            return new Candidate.Answer.Declines(unsupported.get());
        }
        Optional<BookView> book = request.market().book(venue.id(), terms.get().symbol());
        Optional<Quote> quote = book.flatMap(BookView::quote);
        if (book.isEmpty() || quote.isEmpty() || quote.get().isCrossed()) {
            return decline(DenialCode.STALE_MARKET_DATA, venue, "book=none");
        }
        long ageNs = request.market().timeNs() - book.get().timeNs();
        if (ageNs > maxBookAgeNs) {
            return decline(
                    DenialCode.STALE_MARKET_DATA,
                    venue,
                    "age_ms=" + ageNs / 1_000_000 + " max_age_ms=" + maxBookAgeNs / 1_000_000);
        }
        return takes(request, quote.get())
                ? take(venue, terms.get(), request, book.get(), quote.get())
                : rest(venue, terms.get(), request, book.get());
    }

    /** Whether the slice takes at once: a post-only or stop order never does. */
    private static boolean takes(RouteRequest request, Quote quote) {
        if (request.parent().intent().postOnly()) {
            return false;
        }
        return switch (request.slice().type()) {
            case OrderType.Market market -> true;
            case OrderType.Limit limit ->
                request.slice().timeInForce().isImmediate()
                        || (request.parent().intent().side() == Side.BUY
                                ? limit.price().compareTo(quote.ask()) >= 0
                                : limit.price().compareTo(quote.bid()) <= 0);
            default -> false;
        };
    }

    private Candidate.Answer take(Venue venue, Instrument terms, RouteRequest request, BookView book, Quote quote) {
        Slice slice = request.slice();
        Side side = request.parent().intent().side();
        BookOffer offer = BookOffer.of(book, quote, side, slice.type(), slippageCapBps, levels);
        BigDecimal shown = offer.within();
        boolean whole = offer.isLimitWithinCap();
        boolean allOrNothing = slice.timeInForce().kind() == TimeInForce.Kind.FOK;
        BigDecimal wanted =
                whole && !allOrNothing ? slice.quantity() : slice.quantity().min(shown);
        BigDecimal part = Decimals.floorTo(wanted, terms.lotSize());
        if (shown.signum() == 0 || part.signum() == 0 || (allOrNothing && part.compareTo(slice.quantity()) < 0)) {
            return decline(
                    shortage(offer),
                    venue,
                    "shown=" + Decimals.text(shown) + " quantity=" + Decimals.text(slice.quantity()) + " cap_bps="
                            + Decimals.text(slippageCapBps));
        }
        BigDecimal average = offer.averagePrice(part);
        BigDecimal fee = venue.fees(terms.symbol()).takerRate();
        BigDecimal net = average.multiply(BigDecimal.ONE.add(fee.multiply(BigDecimal.valueOf(side.sign()))));
        DenialCode restCode = wanted.compareTo(slice.quantity()) < 0 ? shortage(offer) : DenialCode.QUANTITY_PRECISION;
        return candidate(
                new Part(venue, terms, slice, part), restCode, average, new Rank(part.min(shown), net, fee, shown));
    }

    private static DenialCode shortage(BookOffer offer) {
        return offer.hasBeyondCap() ? DenialCode.SLIPPAGE_LIMIT : DenialCode.NO_LIQUIDITY;
    }

    private Candidate.Answer rest(Venue venue, Instrument terms, RouteRequest request, BookView book) {
        Slice slice = request.slice();
        BigDecimal part = Decimals.floorTo(slice.quantity(), terms.lotSize());
        if (part.signum() == 0) {
            return decline(DenialCode.QUANTITY_PRECISION, venue, "quantity=" + Decimals.text(slice.quantity()));
        }
        Side side = request.parent().intent().side();
        BigDecimal depth = (side == Side.BUY ? book.asks(levels) : book.bids(levels))
                .stream().map(BookLevel::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal price = slice.type()
                .limitPrice()
                .orElseGet(() -> book.quote().map(Quote::mid).orElse(BigDecimal.ZERO));
        BigDecimal fee = venue.fees(terms.symbol()).makerRate();
        return candidate(
                new Part(venue, terms, slice, part),
                DenialCode.QUANTITY_PRECISION,
                price,
                new Rank(part, BigDecimal.ZERO, fee, depth));
    }

    private record Part(Venue venue, Instrument terms, Slice slice, BigDecimal quantity) {}

    private record Rank(BigDecimal expected, BigDecimal netPrice, BigDecimal feeRate, BigDecimal depth) {}

    private static Candidate.Answer candidate(Part part, DenialCode restCode, BigDecimal price, Rank rank) {
        Slice leg = new Slice(part.quantity(), part.slice().type(), part.slice().timeInForce());
        BigDecimal worst = leg.type().limitPrice().orElse(price);
        Optional<Refusal> misfit = Eligibility.misfit(part.venue(), part.terms(), leg, worst);
        if (misfit.isPresent()) {
            return new Candidate.Answer.Declines(misfit.get());
        }
        BigDecimal rest = part.slice().quantity().subtract(part.quantity());
        Optional<Refusal> restReason = rest.signum() == 0
                ? Optional.empty()
                : Eligibility.refuse(restCode, part.venue(), "quantity=" + Decimals.text(rest));
        return new Candidate.Answer.Takes(new Candidate(
                part.venue(), leg, rank.expected(), rest, restReason, rank.netPrice(), rank.feeRate(), rank.depth()));
    }

    private static Candidate.Answer decline(DenialCode code, Venue venue, String detail) {
        return new Candidate.Answer.Declines(Refusal.of(code, "venue=" + venue.id() + " " + detail));
    }

    /** Builds the router; every setter checks its own argument. */
    public static final class Builder {
        private Duration maxBookAge = Duration.ofSeconds(2);
        private BigDecimal slippageCapBps = new BigDecimal("20");
        private int levels = 20;

        private Builder() {}

        /**
         * Sets how old a book may be.
         *
         * @param value above 0, at most a day
         * @return this
         */
        public Builder maxBookAge(Duration value) {
            Require.positive("maxBookAge", value);
            Require.that(value.compareTo(Duration.ofDays(1)) <= 0, "maxBookAge", "must be at most a day", value);
            maxBookAge = value;
            return this;
        }

        /**
         * Sets how far from a venue's mid a slice may take.
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
         * Sets how deep a book is walked.
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
         * Builds the router.
         *
         * @return the router
         */
        public BestVenueRouter build() {
            return new BestVenueRouter(this);
        }
    }
}
