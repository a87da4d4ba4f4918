package io.colin.risk.gate;

import io.colin.api.Decimals;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.BookLevel;
import io.colin.api.market.BookView;
import io.colin.api.order.DenialCode;
import io.colin.api.order.OrderType;
import io.colin.api.order.Side;
import io.colin.risk.gate.Finding.Amounts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/**
 * Row 6: no price may be further from the reference than the collar, on either side: limits, stops and triggers as they
 * stand, market orders by walking the book of their venue. A book that is stale, lacks the side or is gone refuses; a venue
 * that never showed a book of its own leaves nothing to walk. Orders that can only shrink a position are not spared: without
 * a book to walk one gets out with a limit price within the collar, which needs none. Of exits of a group, and of children of
 * what only reduces, limits that ask for more than the market are not held to it.
 */
final class PriceCollarCheck implements Check {
    static final String NAME = "price-collar";
    private static final int PLACES = 12;
    private static final int FIRST_LEVELS = 20;
    private static final int MOST_LEVELS = 20 * 256;

    private final ShownBooks shownBooks;

    PriceCollarCheck(ShownBooks shownBooks) {
        this.shownBooks = shownBooks;
    }

    @Override
    public Input needs() {
        return Input.PRICE;
    }

    @Override
    public boolean clears(Glance order) {
        OrderType type = order.intent().type();
        if (type instanceof OrderType.Market) {
            return !order.isAtOnce() || showsNoBook(order);
        }
        return isWithin(order, order.ownPrice())
                && (!(type instanceof OrderType.StopLimit stop)
                        || isWithin(order, stop.stopPrice().doubleValue()));
    }

    private boolean showsNoBook(Glance order) {
        String venue = order.intent().venue();
        Symbol symbol = order.intent().symbol();
        return !shownBooks.has(venue, symbol)
                && order.context().market().book(venue, symbol).isEmpty();
    }

    private static boolean isWithin(Glance order, double price) {
        double reference = order.collarReference();
        double bound = order.limits().collar * reference;
        return Surely.below(Math.abs(price - reference), price + reference, bound);
    }

    @Override
    public Finding judge(Candidate candidate) {
        Order order = candidate.order();
        if (order.type() instanceof OrderType.Market) {
            return order.walksBook() ? walked(candidate) : passed(candidate);
        }
        return new Around(candidate, candidate.worth().collar(), order.isWayOut())
                .judge(candidate.worth().reference());
    }

    /** The prices that an exit names before it is let go, around where the market will be by then, else is now. */
    static Finding ofExit(Candidate candidate, Optional<BigDecimal> goesAt) {
        Worth worth = candidate.worth();
        return new Around(candidate, goesAt.orElse(worth.collar()), true).judge(goesAt.orElse(worth.reference()));
    }

    /**
     * The prices an order names, around another one. An exit's limit beyond the market gives nothing away: it rests, and a
     * refusal would leave its position without it.
     */
    private record Around(Candidate candidate, BigDecimal price, boolean ofExit) {
        /** What a trailing stop would start from. */
        private Finding judge(BigDecimal reference) {
            Order order = candidate.order();
            return switch (order.type()) {
                case OrderType.Market market -> passed(candidate);
                case OrderType.Limit limit -> atLimit(limit.price());
                case OrderType.StopMarket stop -> at(stop.stopPrice());
                case OrderType.StopLimit stop -> {
                    Finding ofStop = at(stop.stopPrice());
                    yield ofStop.passes() ? atLimit(stop.price()) : ofStop;
                }
                case OrderType.TrailingStop stop ->
                    at(Prices.trigger(stop, order.side(), candidate.instrument(), reference));
            };
        }

        private Finding atLimit(BigDecimal named) {
            return at(named, ofExit && givesNothing(named));
        }

        private Finding at(BigDecimal named) {
            return at(named, false);
        }

        private Finding at(BigDecimal named, boolean rests) {
            BigDecimal collar = candidate.limits().price().collar();
            boolean within = rests || isWithin(candidate, named, price);
            BigDecimal largest = within ? candidate.quantity() : BigDecimal.ZERO;
            // The distance shown is rounded, the verdict is not.
            Amounts amounts = new Amounts("ratio", collar, BigDecimal.ZERO, distance(named, price));
            return new Finding(NAME, DenialCode.PRICE_COLLAR, within, amounts, largest, "", true);
        }

        private boolean givesNothing(BigDecimal named) {
            return candidate.order().side() == Side.BUY ? named.compareTo(price) <= 0 : named.compareTo(price) >= 0;
        }
    }

    private static Finding passed(Candidate candidate) {
        return Finding.passed(NAME, DenialCode.PRICE_COLLAR, candidate.quantity());
    }

    private static boolean isWithin(Candidate candidate, BigDecimal price, BigDecimal around) {
        BigDecimal most = candidate.limits().price().collar().multiply(around);
        return price.subtract(around).abs().compareTo(most) <= 0;
    }

    /** How far a price is from another, as a share of the other. */
    static BigDecimal distance(BigDecimal price, BigDecimal from) {
        return price.subtract(from).abs().divide(from, PLACES, RoundingMode.HALF_EVEN);
    }

    /** The price of the last level a market order takes from; empty when its venue shows no fresh book of the side. */
    static Optional<BigDecimal> lastWalked(Candidate candidate) {
        Order order = candidate.order();
        Optional<BookView> shown = candidate
                .context()
                .market()
                .book(order.venue(), order.symbol())
                .filter(book -> candidate.prices().isFresh(book.timeNs()));
        if (shown.isEmpty()) {
            return Optional.empty();
        }
        BigDecimal left = order.quantity();
        Optional<BigDecimal> last = Optional.empty();
        for (BookLevel level : levels(shown.get(), order.side(), order.quantity())) {
            last = Optional.of(level.price());
            left = left.subtract(level.quantity());
            if (left.signum() <= 0) {
                break;
            }
        }
        return last;
    }

    private Finding walked(Candidate candidate) {
        Order order = candidate.order();
        Optional<BookView> shown = candidate.context().market().book(order.venue(), order.symbol());
        if (shown.isEmpty()) {
            return shownBooks.has(order.venue(), order.symbol())
                    ? noBook(order.venue() + " shows no book of " + order.symbol() + " any more")
                    : passed(candidate);
        }
        BookView book = shown.get();
        if (!candidate.prices().isFresh(book.timeNs())
                || levels(book, order.side(), 1).isEmpty()) {
            return noBook("the book of " + order.symbol() + " at " + order.venue() + " is stale or one-sided");
        }
        return walk(candidate, book);
    }

    private static Finding noBook(String detail) {
        return Finding.failed(NAME, DenialCode.STALE_MARKET_DATA, detail);
    }

    private static Finding walk(Candidate candidate, BookView book) {
        BigDecimal wanted = candidate.quantity();
        BigDecimal around = candidate.worth().collar();
        List<BookLevel> levels = levels(book, candidate.order().side(), wanted);
        BigDecimal within = BigDecimal.ZERO;
        BigDecimal worst = levels.getFirst().price();
        for (BookLevel level : levels) {
            worst = level.price();
            if (within.compareTo(wanted) >= 0 || !isWithin(candidate, worst, around)) {
                break;
            }
            within = within.add(level.quantity());
        }
        boolean passes = within.compareTo(wanted) >= 0;
        BigDecimal largest = Decimals.floorTo(within, candidate.instrument().lotSize());
        Amounts amounts =
                new Amounts("ratio", candidate.limits().price().collar(), BigDecimal.ZERO, distance(worst, around));
        String detail = passes ? "" : "the book of " + book.symbol() + " holds no more within the collar";
        return new Finding(NAME, DenialCode.PRICE_COLLAR, passes, amounts, largest, detail, true);
    }

    private static List<BookLevel> levels(BookView book, Side side, BigDecimal wanted) {
        int depth = FIRST_LEVELS;
        while (true) {
            List<BookLevel> levels = levels(book, side, depth);
            BigDecimal shown = BigDecimal.ZERO;
            for (BookLevel level : levels) {
                shown = shown.add(level.quantity());
            }
            if (shown.compareTo(wanted) >= 0 || levels.size() < depth || depth >= MOST_LEVELS) {
                return levels;
            }
            depth *= 4;
        }
    }

    private static List<BookLevel> levels(BookView book, Side side, int depth) {
        return side == Side.BUY ? book.asks(depth) : book.bids(depth);
    }
}
