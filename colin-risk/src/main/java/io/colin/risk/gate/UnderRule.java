package io.colin.risk.gate;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.BookLevel;
import io.colin.api.market.BookView;
import io.colin.api.market.Quote;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.Side;
import io.colin.risk.RiskLimits;
import io.colin.risk.compliance.OrderUnderRule;
import io.colin.risk.compliance.VenueQuote;
import io.colin.risk.exposure.SymbolExposure;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;

/** A candidate as the rules see it. */
record UnderRule(Candidate candidate, SortedSet<String> venues, int trades) implements OrderUnderRule {
    @Override
    public String orderId() {
        return candidate.order().orderId();
    }

    @Override
    public String parentId() {
        return candidate.order().parentId();
    }

    @Override
    public Stage stage() {
        return switch (candidate.order().kind()) {
            case PARENT -> Stage.PARENT;
            // One that works already is changed at its venue.
            case EXIT -> candidate.book().holds(orderId()) ? Stage.AMEND : Stage.EXIT;
            case AMEND -> Stage.AMEND;
            case CHILD -> Stage.CHILD;
        };
    }

    @Override
    public OrderIntent intent() {
        return candidate.order().intent();
    }

    @Override
    public String principal() {
        return candidate.order().principal();
    }

    @Override
    public long timeNs() {
        return candidate.nowNs();
    }

    @Override
    public BigDecimal quantity() {
        return candidate.whole();
    }

    @Override
    public boolean shrinksOnly() {
        return candidate.shrinks();
    }

    @Override
    public boolean lowersOnly() {
        return candidate.lowers();
    }

    @Override
    public boolean symbolKnown() {
        return true;
    }

    @Override
    public Optional<BigDecimal> referencePrice() {
        return candidate.pricing().map(Worth::reference);
    }

    @Override
    public Optional<BigDecimal> value() {
        return candidate.pricing().map(worth -> candidate.wholeValue());
    }

    @Override
    public Optional<BigDecimal> equity() {
        return candidate.portfolio().isPriced()
                ? Optional.of(candidate.portfolio().equity())
                : Optional.empty();
    }

    @Override
    public Optional<BigDecimal> symbolExposureAfter() {
        return candidate.pricing().map(worth -> candidate.symbolProjected());
    }

    @Override
    public Optional<BigDecimal> lowestPositionAfter() {
        SymbolExposure now = candidate.exposure();
        BigDecimal lowest = now.position().subtract(now.sellQuantity());
        boolean adds =
                candidate.order().side() == Side.SELL && !candidate.order().isChild();
        return Optional.of(adds ? lowest.subtract(candidate.quantity()) : lowest);
    }

    @Override
    public OptionalLong tradesToday() {
        return OptionalLong.of(trades);
    }

    @Override
    public SortedSet<String> connectedVenues() {
        return venues;
    }

    /** The best of each venue's book. */
    @Override
    public List<VenueQuote> quotes() {
        List<VenueQuote> quotes = new ArrayList<>(venues.size());
        Symbol symbol = candidate.order().symbol();
        for (String venue : venues) {
            candidate
                    .context()
                    .market()
                    .book(venue, symbol)
                    .flatMap(UnderRule::best)
                    .ifPresent(quote -> quotes.add(new VenueQuote(venue, quote)));
        }
        return quotes;
    }

    private static Optional<Quote> best(BookView book) {
        List<BookLevel> bids = book.bids(1);
        List<BookLevel> asks = book.asks(1);
        return bids.isEmpty() || asks.isEmpty()
                ? Optional.empty()
                : Optional.of(new Quote(
                        book.symbol(),
                        book.timeNs(),
                        bids.getFirst().price(),
                        bids.getFirst().quantity(),
                        asks.getFirst().price(),
                        asks.getFirst().quantity()));
    }

    @Override
    public RiskLimits limits() {
        return candidate.limits();
    }
}
