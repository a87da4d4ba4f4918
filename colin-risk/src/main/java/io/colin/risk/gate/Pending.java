package io.colin.risk.gate;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.Bar;
import io.colin.api.market.BookView;
import io.colin.api.market.MarkPrice;
import io.colin.api.market.MarketView;
import io.colin.api.market.Quote;
import io.colin.api.market.Trade;
import io.colin.api.portfolio.Portfolio;
import io.colin.api.risk.RiskContext;
import io.colin.api.risk.RiskRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Orders that were admitted at a glance and are not yet told to the exact book: references to what they were judged by, in
 * objects that are used again. Adding allocates nothing; telling works out what adding left.
 */
final class Pending {
    private static final int MOST = 256;
    private static final long SECOND_NS = 1_000_000_000L;

    private final Admitted[] all = new Admitted[MOST];
    private int size;

    Pending() {
        for (int i = 0; i < MOST; i++) {
            all[i] = new Admitted();
        }
    }

    /** One order and the market of its moment, as far as its worth and its price need it. */
    static final class Admitted implements MarketView {
        private RiskRequest.@Nullable Parent request;
        private @Nullable Portfolio portfolio;
        private @Nullable Instrument instrument;
        private @Nullable Quote quote;
        private @Nullable Trade trade;
        private @Nullable MarkPrice mark;
        private @Nullable Instrument rateTerms;
        private @Nullable Quote rateQuote;
        private @Nullable Trade rateTrade;
        private long timeNs;
        private int hash;

        RiskRequest.Parent request() {
            return present(request);
        }

        RiskContext context() {
            return new RiskContext(this, present(portfolio));
        }

        Instrument instrument() {
            return present(instrument);
        }

        Symbol symbol() {
            return instrument().symbol();
        }

        private static <T> T present(@Nullable T value) {
            if (value == null) {
                throw new IllegalStateException("a place without an order was asked");
            }
            return value;
        }

        @Override
        public long timeNs() {
            return timeNs;
        }

        @Override
        public Optional<Instrument> instrument(Symbol symbol) {
            return symbol.equals(symbol())
                    ? Optional.of(instrument())
                    : Optional.ofNullable(rateTerms)
                            .filter(terms -> terms.symbol().equals(symbol));
        }

        @Override
        public Optional<Quote> quote(Symbol symbol) {
            return Optional.ofNullable(symbol.equals(symbol()) ? quote : rateQuote)
                    .filter(shown -> shown.symbol().equals(symbol));
        }

        @Override
        public Optional<Trade> lastTrade(Symbol symbol) {
            return Optional.ofNullable(symbol.equals(symbol()) ? trade : rateTrade)
                    .filter(last -> last.symbol().equals(symbol));
        }

        @Override
        public Optional<MarkPrice> markPrice(Symbol symbol) {
            return Optional.ofNullable(mark).filter(last -> last.symbol().equals(symbol));
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

    int size() {
        return size;
    }

    boolean isFull() {
        return size == MOST;
    }

    Admitted at(int index) {
        return all[index];
    }

    void add(RiskRequest.Parent request, RiskContext context, Glance glance, int hash) {
        Admitted place = all[size++];
        place.request = request;
        place.portfolio = context.portfolio();
        place.instrument = glance.terms().instrument;
        place.quote = glance.prices.quote();
        place.trade = glance.prices.trade();
        place.mark = glance.prices.mark();
        place.rateTerms = glance.prices.rateTerms();
        place.rateQuote = glance.prices.rateQuote();
        place.rateTrade = glance.prices.rateTrade();
        place.timeNs = glance.nowNs();
        place.hash = hash;
    }

    /** Lets go of everything. */
    void clear() {
        for (int i = 0; i < size; i++) {
            all[i].request = null;
            all[i].portfolio = null;
        }
        size = 0;
    }

    boolean holds(String orderId) {
        for (int i = 0; i < size; i++) {
            if (all[i].request().orderId().equals(orderId)) {
                return true;
            }
        }
        return false;
    }

    boolean holds(int hash) {
        for (int i = 0; i < size; i++) {
            if (all[i].hash == hash) {
                return true;
            }
        }
        return false;
    }

    /** Admitted within the last second. */
    int count(long nowNs) {
        int count = 0;
        for (int i = 0; i < size; i++) {
            count += nowNs - all[i].timeNs < SECOND_NS ? 1 : 0;
        }
        return count;
    }

    int ofStrategy(String strategy, long nowNs) {
        int count = 0;
        for (int i = 0; i < size; i++) {
            boolean counts = nowNs - all[i].timeNs < SECOND_NS
                    && all[i].request().intent().strategy().equals(strategy);
            count += counts ? 1 : 0;
        }
        return count;
    }

    int ofKey(String principal, long nowNs) {
        int count = 0;
        for (int i = 0; i < size; i++) {
            boolean counts = nowNs - all[i].timeNs < SECOND_NS
                    && all[i].request().principal().equals(principal);
            count += counts ? 1 : 0;
        }
        return count;
    }

    /** Whether one of them is of another day. */
    boolean isOfAnotherDay(long nowNs) {
        return size > 0 && FirstPrices.day(all[0].timeNs) != FirstPrices.day(nowNs);
    }
}
