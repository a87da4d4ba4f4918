package io.colin.execution.engine;

import io.colin.api.execution.ExecutionNote;
import io.colin.api.execution.Realm;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.BookView;
import io.colin.api.market.Quote;
import io.colin.api.market.Tape;
import io.colin.api.market.Trade;
import io.colin.api.order.Fill;
import io.colin.api.venue.Venue;
import io.colin.execution.impact.TapeFigures;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalDouble;

/** Looks at the market for the costs of parents. Engine thread only. */
final class CostEyes {
    private static final double BPS = 1e4;

    private final Parts parts;
    private final Optional<Symbol> reference;

    CostEyes(Parts parts, Optional<Symbol> reference) {
        this.parts = parts;
        this.reference = reference;
    }

    long now() {
        return parts.market().timeNs();
    }

    Optional<BigDecimal> mid(Symbol symbol) {
        return parts.market().quote(symbol).map(Quote::mid);
    }

    /**
     * The mid of a venue's own book: what is filled there is measured by it, as other venues may trade the symbol at another
     * price. The symbol's where the venue shows no sound book.
     */
    Optional<BigDecimal> mid(String venue, Symbol symbol) {
        return sound(venue, symbol).map(Quote::mid).or(() -> mid(symbol));
    }

    private Optional<Quote> sound(String venue, Symbol symbol) {
        return parts.market().book(venue, symbol).flatMap(BookView::quote).filter(quote -> !quote.isCrossed());
    }

    /** Whether a venue's own book crosses the symbol's quote: it trades at another price than the one that speaks for the symbol. */
    private boolean isApart(String venue, Symbol symbol) {
        Optional<Quote> own = sound(venue, symbol);
        Optional<Quote> whole = parts.market().quote(symbol);
        return own.isPresent() && whole.isPresent() && cross(own.orElseThrow(), whole.orElseThrow());
    }

    private static boolean cross(Quote one, Quote two) {
        return one.bid().compareTo(two.ask()) > 0 || two.bid().compareTo(one.ask()) > 0;
    }

    ExecutionNote.Arrival arrival(Symbol symbol) {
        Optional<Quote> quote = parts.market().quote(symbol);
        return new ExecutionNote.Arrival(
                quote.map(Quote::mid),
                quote.map(seen -> seen.spreadBps() / BPS),
                tape(symbol).flatMap(tape -> known(TapeFigures.dailyVolatility(tape, now()))),
                tape(symbol).flatMap(tape -> known(TapeFigures.dailyVolume(tape, now()))),
                reference(symbol),
                parts.lanes().venues().stream()
                        .map(Venue::id)
                        .filter(venue -> isApart(venue, symbol))
                        .toList());
    }

    ExecutionNote atFill(Fill fill, Optional<BigDecimal> mid) {
        boolean simulated = parts.lanes().isSimulated(fill.venue());
        return new ExecutionNote.AtFill(
                fill.venue(),
                fill.tradeId(),
                mid,
                reference(fill.symbol()),
                parts.market()
                        .book(fill.venue(), fill.symbol())
                        .map(book -> book.fidelity().label())
                        .orElse(""),
                simulated ? Realm.PAPER : Realm.LIVE,
                isApart(fill.venue(), fill.symbol()));
    }

    ExecutionNote ended(Symbol symbol, Optional<Long> arrivedNs) {
        Optional<Tape> tape = tape(symbol).filter(known -> arrivedNs.isPresent());
        long fromNs = arrivedNs.orElse(now());
        return new ExecutionNote.Ended(
                mid(symbol),
                parts.market().lastTrade(symbol).map(Trade::price),
                tape.flatMap(known -> known(known.vwap(fromNs, now()))),
                tape.flatMap(known -> known(known.twap(fromNs, now()))),
                tape.map(known -> known.volume(fromNs, now())));
    }

    /** The mid of the reference; a symbol is no reference for itself. */
    private Optional<BigDecimal> reference(Symbol symbol) {
        return reference
                .filter(known -> !known.equals(symbol) && parts.market().knows(known))
                .flatMap(this::mid);
    }

    private Optional<Tape> tape(Symbol symbol) {
        return parts.market().tape(symbol);
    }

    private static Optional<Double> known(OptionalDouble value) {
        return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
    }
}
