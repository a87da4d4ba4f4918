package io.colin.examples.risk;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.Bar;
import io.colin.api.market.BookView;
import io.colin.api.market.MarketView;
import io.colin.api.market.Quote;
import io.colin.api.market.Trade;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The market as a program of one's own knows it: one instrument and its best prices. */
final class Board implements MarketView {
    private static final BigDecimal SIZE = new BigDecimal("100");

    private final Instrument instrument;
    private long timeNs;
    private @Nullable Quote quote;
    private @Nullable Bar bar;

    Board(Instrument instrument, long timeNs) {
        this.instrument = instrument;
        this.timeNs = timeNs;
    }

    /** Lets time pass; prices keep theirs. */
    void pass(Duration time) {
        timeNs += time.toNanos();
    }

    /** Shows prices a tenth around a mid, as of now. */
    void mid(String price) {
        BigDecimal tenth = new BigDecimal("0.1");
        BigDecimal mid = new BigDecimal(price);
        quote = new Quote(instrument.symbol(), timeNs, mid.subtract(tenth), SIZE, mid.add(tenth), SIZE);
    }

    /** Closes a bar that opened an hour ago. */
    Bar hour(BigDecimal open, BigDecimal close) {
        Bar closed = new Bar(
                instrument.symbol(),
                timeNs - Duration.ofHours(1).toNanos(),
                timeNs,
                open,
                open.max(close),
                open.min(close),
                close,
                SIZE,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                Bar.UNKNOWN_COUNT);
        bar = closed;
        return closed;
    }

    @Override
    public long timeNs() {
        return timeNs;
    }

    @Override
    public Optional<Instrument> instrument(Symbol symbol) {
        return symbol.equals(instrument.symbol()) ? Optional.of(instrument) : Optional.empty();
    }

    @Override
    public Optional<Quote> quote(Symbol symbol) {
        return symbol.equals(instrument.symbol()) ? Optional.ofNullable(quote) : Optional.empty();
    }

    @Override
    public Optional<Trade> lastTrade(Symbol symbol) {
        return Optional.empty();
    }

    @Override
    public Optional<Bar> lastBar(Symbol symbol) {
        return symbol.equals(instrument.symbol()) ? Optional.ofNullable(bar) : Optional.empty();
    }

    @Override
    public Optional<BookView> book(String venue, Symbol symbol) {
        return Optional.empty();
    }
}
