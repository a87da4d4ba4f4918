package io.colin.risk.gate;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.BookView;
import io.colin.api.market.Fidelity;
import io.colin.api.market.MarketView;
import io.colin.api.order.OrderIntent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which venues have shown a book of their own of which symbols since the gate began. One that did and shows none now has lost
 * it; one that never did, or whose depth is modelled from trades or bars, has nothing to lose.
 */
final class ShownBooks {
    private final Map<Symbol, Set<String>> venues = new HashMap<>();

    void look(String venue, Symbol symbol, MarketView market) {
        if (!venue.equals(OrderIntent.ANY_VENUE) && !has(venue, symbol)) {
            @Nullable BookView book = market.book(venue, symbol).orElse(null);
            if (book != null && book.fidelity() == Fidelity.BOOK) {
                venues.computeIfAbsent(symbol, s -> new HashSet<>()).add(venue);
            }
        }
    }

    /** Allocates nothing. */
    boolean has(String venue, Symbol symbol) {
        @Nullable Set<String> known = venues.get(symbol);
        return known != null && known.contains(venue);
    }
}
