package io.colin.execution.routing;

import io.colin.api.execution.VenueEvidence;
import io.colin.api.instrument.Instrument;
import io.colin.api.market.BookView;
import io.colin.api.market.Quote;
import io.colin.api.venue.Venue;

/**
 * A venue that shows a book one can trade with.
 *
 * @param place where it stands in the request
 * @param venue the venue
 * @param terms its own grids and minima
 * @param book what it shows
 * @param quote its best bid and offer, not crossed
 * @param evidence what is known of it
 */
record Shown(int place, Venue venue, Instrument terms, BookView book, Quote quote, VenueEvidence evidence) {}
