package io.colin.risk.gate;

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
 * shows no fresh book of two sides shows no mid to compare.
 */
final class VenuePriceCheck implements Check {
    private static final String NAME = "venue-price";
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

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
        return venue.equals(OrderIntent.ANY_VENUE)
                || order.context().market().book(venue, order.intent().symbol()).isEmpty();
    }

    @Override
    public Finding judge(Candidate candidate) {
        Order order = candidate.order();
        Optional<BigDecimal> mid = candidate
                .context()
                .market()
                .book(order.venue(), order.symbol())
                .filter(book -> candidate.prices().isFresh(book.timeNs()))
                .flatMap(VenuePriceCheck::mid);
        if (mid.isEmpty()) {
            return Finding.passed(NAME, DenialCode.PRICE_COLLAR, order.quantity());
        }
        BigDecimal reference = candidate.worth().reference();
        BigDecimal limit = candidate.limits().price().maxVenueDivergence();
        BigDecimal apart = mid.get().subtract(reference).abs();
        boolean passes = apart.compareTo(limit.multiply(reference)) <= 0;
        BigDecimal ratio = PriceCollarCheck.distance(mid.get(), reference);
        return new Finding(
                NAME,
                DenialCode.PRICE_COLLAR,
                passes,
                new Amounts("ratio", limit, ratio, ratio),
                passes ? order.quantity() : BigDecimal.ZERO,
                passes
                        ? ""
                        : order.venue() + " shows " + mid.get().toPlainString() + ", all show "
                                + reference.toPlainString(),
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
