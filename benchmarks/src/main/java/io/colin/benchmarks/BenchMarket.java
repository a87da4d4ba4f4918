package io.colin.benchmarks;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.Bar;
import io.colin.api.market.BookView;
import io.colin.api.market.MarketView;
import io.colin.api.market.Quote;
import io.colin.api.market.Trade;
import io.colin.api.order.Fill;
import io.colin.api.order.Liquidity;
import io.colin.api.order.Side;
import io.colin.api.portfolio.Portfolio;
import io.colin.api.portfolio.PortfolioBook;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Many symbols at a price of 100, a time that a benchmark moves on, and an account that holds some of each. */
final class BenchMarket implements MarketView {
    static final long START_NS = 1_700_000_000_000_000_000L;

    private final Map<Symbol, Instrument> instruments = new LinkedHashMap<>();
    private final Map<Symbol, Quote> quotes = new LinkedHashMap<>();
    private long timeNs = START_NS;

    BenchMarket(int symbols) {
        for (int i = 0; i < symbols; i++) {
            Instrument instrument = Instrument.spot("S" + i + "/USD").build();
            instruments.put(instrument.symbol(), instrument);
            quotes.put(
                    instrument.symbol(),
                    new Quote(
                            instrument.symbol(),
                            START_NS,
                            new BigDecimal("99.99"),
                            BigDecimal.TEN,
                            new BigDecimal("100.01"),
                            BigDecimal.TEN));
        }
    }

    List<Symbol> symbols() {
        return List.copyOf(instruments.keySet());
    }

    void advance(long byNs) {
        timeNs += byNs;
    }

    /** An account of a million that bought ten of every symbol. */
    Portfolio portfolio() {
        PortfolioBook book = PortfolioBook.of("main", "USD", new BigDecimal("1000000"), instruments.values());
        for (Symbol symbol : instruments.keySet()) {
            book.apply(fill(symbol));
            book.mark(symbol, new BigDecimal("100"), START_NS);
        }
        return book.snapshot();
    }

    private static Fill fill(Symbol symbol) {
        return new Fill(
                "trade-" + symbol.base(),
                "order-" + symbol.base(),
                "parent-" + symbol.base(),
                "bench",
                symbol,
                Side.BUY,
                BigDecimal.TEN,
                new BigDecimal("100"),
                BigDecimal.ONE,
                "USD",
                Liquidity.TAKER,
                START_NS);
    }

    @Override
    public long timeNs() {
        return timeNs;
    }

    @Override
    public Optional<Instrument> instrument(Symbol symbol) {
        return Optional.ofNullable(instruments.get(symbol));
    }

    @Override
    public Optional<Quote> quote(Symbol symbol) {
        return Optional.ofNullable(quotes.get(symbol));
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
