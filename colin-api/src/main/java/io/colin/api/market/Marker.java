package io.colin.api.market;

import io.colin.api.instrument.Symbol;
import java.math.BigDecimal;
import java.util.Optional;

/** A market event at whose price a position can be valued: a quote at its mid, a trade at its price, a bar at its close. */
public sealed interface Marker extends MarketEvent permits Quote, Trade, Bar {
    /**
     * What it says one unit is worth.
     *
     * @return above 0, in quote currency
     */
    BigDecimal price();

    /**
     * Which price of a market marks a symbol: the mid while the quote is not crossed and not refuted, else the newer of the
     * last trade and the last close. A later trade outside a quote refutes it; one at its bid or ask, or between them, is
     * what it allows for.
     *
     * @param market what it shows now
     * @param symbol a symbol of the universe
     * @param standsFromNs a quote of that time or later is never refuted; {@link Long#MAX_VALUE} when every one can be
     * @return empty while there is none of the three, or only a crossed quote
     */
    static Optional<? extends Marker> of(MarketView market, Symbol symbol, long standsFromNs) {
        Optional<Quote> quote = market.quote(symbol);
        Optional<Trade> trade = market.lastTrade(symbol);
        boolean stands = quote.isPresent()
                && !quote.get().isCrossed()
                && (trade.isEmpty() || quote.get().timeNs() >= standsFromNs || allowsFor(quote.get(), trade.get()));
        if (stands) {
            return quote;
        }
        Optional<Bar> bar = market.lastBar(symbol);
        boolean isTraded = trade.isPresent()
                && (bar.isEmpty() || trade.get().timeNs() >= bar.get().timeNs());
        return isTraded ? trade : bar;
    }

    private static boolean allowsFor(Quote quote, Trade trade) {
        return trade.timeNs() <= quote.timeNs()
                || (trade.price().compareTo(quote.bid()) >= 0 && trade.price().compareTo(quote.ask()) <= 0);
    }
}
