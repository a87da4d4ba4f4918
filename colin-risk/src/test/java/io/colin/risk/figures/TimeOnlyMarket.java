package io.colin.risk.figures;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.Bar;
import io.colin.api.market.BookView;
import io.colin.api.market.MarketView;
import io.colin.api.market.Quote;
import io.colin.api.market.Trade;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * A market that knows only the time.
 *
 * @param now event time whenever it is asked
 */
record TimeOnlyMarket(LongSupplier now) implements MarketView {
    @Override
    public long timeNs() {
        return now.getAsLong();
    }

    @Override
    public Optional<Instrument> instrument(Symbol symbol) {
        return Optional.empty();
    }

    @Override
    public Optional<Quote> quote(Symbol symbol) {
        return Optional.empty();
    }

    @Override
    public Optional<Trade> lastTrade(Symbol symbol) {
        return Optional.empty();
    }

    @Override
    public Optional<Bar> lastBar(Symbol symbol) {
        return Optional.empty();
    }

    @Override
    public Optional<BookView> book(String venue, Symbol symbol) {
        return Optional.empty();
    }
}
