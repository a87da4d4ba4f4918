package io.colin.execution.routing;

import io.colin.api.Decimals;
import io.colin.api.execution.RouteRequest;
import io.colin.api.execution.VenueEvidence;
import io.colin.api.instrument.Instrument;
import io.colin.api.market.BookView;
import io.colin.api.market.Quote;
import io.colin.api.order.DenialCode;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.Refusal;
import io.colin.api.order.TimeInForce;
import io.colin.api.venue.Venue;
import io.colin.api.venue.VenueCapabilities;
import java.util.List;
import java.util.Optional;

/** Whether a venue can take a part of a slice at all, before anything is split. */
final class Eligibility {
    private final RouteRequest request;
    private final RoutingRules rules;

    Eligibility(RouteRequest request, RoutingRules rules) {
        this.request = request;
        this.rules = rules;
    }

    /** A venue one can ask, or why not. */
    sealed interface Answer {
        /** One can. */
        record Asks(Shown shown) implements Answer {}

        /** One cannot. */
        record Excludes(Refusal reason) implements Answer {}
    }

    /** Listing, connection, rate budget and book, for slices that take and slices that rest. */
    Answer ask(int place, Venue venue) {
        Optional<Instrument> listed = listing(venue);
        if (listed.isEmpty()) {
            return exclude(
                    DenialCode.INSTRUMENT_NOT_FOUND,
                    venue,
                    "symbol=" + request.instrument().symbol());
        }
        Instrument terms = listed.get();
        Instrument asked = request.instrument();
        if (terms.payoff() != asked.payoff() || terms.contractSize().compareTo(asked.contractSize()) != 0) {
            return exclude(
                    DenialCode.VALIDATION_FAILED,
                    venue,
                    "contract=" + Decimals.text(terms.contractSize()) + " " + terms.payoff() + " rule=as the order's "
                            + Decimals.text(asked.contractSize()) + " " + asked.payoff());
        }
        VenueEvidence evidence = request.evidenceOf(venue.id());
        if (evidence.unavailable().isPresent()) {
            return exclude(
                    DenialCode.NO_LIQUIDITY,
                    venue,
                    "unavailable=" + evidence.unavailable().get());
        }
        if (evidence.requestsLeft() == 0) {
            return exclude(DenialCode.RATE_LIMIT_EXCEEDED, venue, "requests_left=0");
        }
        return book(place, venue, terms, evidence);
    }

    private Answer book(int place, Venue venue, Instrument terms, VenueEvidence evidence) {
        Optional<BookView> book = request.market().book(venue.id(), terms.symbol());
        if (book.isEmpty()) {
            return exclude(DenialCode.STALE_MARKET_DATA, venue, "book=none");
        }
        Optional<Quote> quote = book.get().quote();
        if (quote.isEmpty()) {
            boolean isEmpty = book.get().bids(1).isEmpty() && book.get().asks(1).isEmpty();
            return exclude(DenialCode.STALE_MARKET_DATA, venue, isEmpty ? "book=none" : "book=one-sided");
        }
        if (quote.get().isCrossed()) {
            return exclude(
                    DenialCode.STALE_MARKET_DATA,
                    venue,
                    "book=crossed bid=" + Decimals.text(quote.get().bid()) + " ask="
                            + Decimals.text(quote.get().ask()));
        }
        long ageNs = request.market().timeNs() - book.get().timeNs();
        return ageNs > rules.maxBookAgeNs()
                ? exclude(
                        DenialCode.STALE_MARKET_DATA,
                        venue,
                        "age_ms=" + ageNs / 1_000_000 + " max_age_ms=" + rules.maxBookAgeNs() / 1_000_000)
                : new Answer.Asks(new Shown(place, venue, terms, book.get(), quote.get(), evidence));
    }

    private Optional<Instrument> listing(Venue venue) {
        List<Instrument> listed = venue.instruments();
        for (Instrument instrument : listed) {
            if (instrument.symbol().equals(request.instrument().symbol())) {
                return Optional.of(instrument);
            }
        }
        return Optional.empty();
    }

    /** Why the venue does not offer what a child would ask for. */
    Optional<Refusal> unsupported(Venue venue, String type, TimeInForce.Kind kind) {
        VenueCapabilities can = venue.capabilities();
        OrderIntent intent = request.parent().intent();
        if (!can.orderTypes().contains(type)) {
            return refuse(DenialCode.UNSUPPORTED_ORDER_TYPE, venue, "type=" + type);
        }
        if (!can.timesInForce().contains(kind)) {
            return refuse(DenialCode.UNSUPPORTED_TIME_IN_FORCE, venue, "time_in_force=" + kind);
        }
        if (intent.postOnly() && !can.postOnly()) {
            return refuse(DenialCode.UNSUPPORTED_FLAG, venue, "flag=postOnly");
        }
        if (intent.reduceOnly() && !can.reduceOnly()) {
            return refuse(DenialCode.UNSUPPORTED_FLAG, venue, "flag=reduceOnly");
        }
        return intent.displayQuantity().signum() > 0 && !can.iceberg()
                ? refuse(DenialCode.UNSUPPORTED_FLAG, venue, "flag=displayQuantity")
                : Optional.empty();
    }

    /**
     * Why its record speaks against it; what is older than the rules say is no longer held against it. What fills in whole
     * is no evidence against a venue: one that is tried again and fills stays, whatever its ratio still is.
     */
    Optional<Refusal> poor(Shown shown) {
        VenueEvidence evidence = shown.evidence();
        if (evidence.p95AtLeastNs() > rules.maxLatencyNs() && isRecent(evidence.measuredNs())) {
            return refuse(
                    DenialCode.NO_LIQUIDITY,
                    shown.venue(),
                    "p95_latency_ms=" + evidence.p95LatencyNs() / 1_000_000 + " max_latency_ms="
                            + rules.maxLatencyNs() / 1_000_000);
        }
        return evidence.fillRatio() < rules.minFillRatio() && isRecent(evidence.unfilledNs())
                ? refuse(
                        DenialCode.NO_LIQUIDITY,
                        shown.venue(),
                        "fill_ratio=" + Decimals.text(Decimals.fromStatistic(evidence.fillRatio(), 4))
                                + " min_fill_ratio="
                                + Decimals.text(Decimals.fromStatistic(rules.minFillRatio(), 4)))
                : Optional.empty();
    }

    private boolean isRecent(long timeNs) {
        return timeNs != VenueEvidence.NEVER && request.market().timeNs() - timeNs <= rules.evidenceAgeNs();
    }

    private static Answer exclude(DenialCode code, Venue venue, String detail) {
        return new Answer.Excludes(Refusal.of(code, "venue=" + venue.id() + " " + detail));
    }

    static Optional<Refusal> refuse(DenialCode code, Venue venue, String detail) {
        return Optional.of(Refusal.of(code, "venue=" + venue.id() + " " + detail));
    }
}
