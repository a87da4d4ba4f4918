package io.colin.risk.gate;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.BookLevel;
import io.colin.api.market.BookView;
import io.colin.api.order.DenialCode;
import io.colin.api.order.OrderIntent;
import io.colin.risk.gate.Finding.Amounts;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * Row 6 across venues: the mid that the named venue shows may not be far from the reference over all of them. A venue that
 * showed a book of its own and shows none now, or a stale one, refuses what adds risk: nobody knows where it trades. One that
 * never showed any, whose depth is modelled, or whose fresh book has one side only shows no mid to compare.
 *
 * <p>What can only shrink a position, or makes less of an order that works there, passes without the mid, never with one that
 * is far off, so that a lost book locks nobody in: its own price is held against the collar all the same, and a market order
 * walks the book or is refused.
 */
final class VenuePriceCheck implements Check {
    private static final String NAME = "venue-price";
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    private final ShownBooks shownBooks;

    VenuePriceCheck(ShownBooks shownBooks) {
        this.shownBooks = shownBooks;
    }

    @Override
    public Input needs() {
        return Input.PRICE;
    }

    @Override
    public boolean concerns(Candidate order) {
        return !order.order().venue().equals(OrderIntent.ANY_VENUE);
    }

    @Override
    public boolean clears(Glance order) {
        String venue = order.intent().venue();
        Symbol symbol = order.intent().symbol();
        return venue.equals(OrderIntent.ANY_VENUE)
                || (!shownBooks.has(venue, symbol)
                        && order.context().market().book(venue, symbol).isEmpty());
    }

    @Override
    public Finding judge(Candidate candidate) {
        Order order = candidate.order();
        Optional<BookView> fresh = candidate
                .context()
                .market()
                .book(order.venue(), order.symbol())
                .filter(book -> candidate.prices().isFresh(book.timeNs()));
        if (fresh.isEmpty()
                && shownBooks.has(order.venue(), order.symbol())
                && !candidate.shrinks()
                && !candidate.lowersThere()) {
            BigDecimal spared = candidate.shrinkable().max(candidate.lowerableThere());
            String detail = order.venue() + " shows no fresh book of " + order.symbol() + " any more";
            return Finding.failed(NAME, DenialCode.STALE_MARKET_DATA, spared, detail);
        }
        return fresh.flatMap(VenuePriceCheck::mid)
                .map(mid -> compared(candidate, mid))
                .orElseGet(() -> Finding.passed(NAME, DenialCode.PRICE_COLLAR, order.quantity()));
    }

    private static Finding compared(Candidate candidate, BigDecimal mid) {
        Order order = candidate.order();
        BigDecimal reference = candidate.worth().reference();
        BigDecimal limit = candidate.limits().price().maxVenueDivergence();
        BigDecimal apart = mid.subtract(reference).abs();
        boolean passes = apart.compareTo(limit.multiply(reference)) <= 0;
        BigDecimal ratio = PriceCollarCheck.distance(mid, reference);
        return new Finding(
                NAME,
                DenialCode.PRICE_COLLAR,
                passes,
                new Amounts("ratio", limit, ratio, ratio),
                passes ? order.quantity() : BigDecimal.ZERO,
                passes
                        ? ""
                        : order.venue() + " shows " + mid.toPlainString() + ", all show " + reference.toPlainString(),
                true);
    }

    private static Optional<BigDecimal> mid(BookView book) {
        List<BookLevel> bids = book.bids(1);
        List<BookLevel> asks = book.asks(1);
        return bids.isEmpty() || asks.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        bids.getFirst().price().add(asks.getFirst().price()).divide(TWO));
    }
}
