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
import io.colin.api.risk.RiskContext;
import io.colin.api.risk.RiskTask;
import io.colin.risk.AccountKind;
import io.colin.risk.RiskLimits;
import io.colin.risk.gate.StandardGate;
import io.colin.risk.returns.ReturnHistory;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * A standard gate with every check armed over a margin account of ten million that holds something of each of many
 * perpetuals: seeded returns of a year, figures of tail risk, stress and correlation in force, the limits as they stand but
 * for those that would stop a load (counts by time) or go stale while prices stand still (ages).
 */
final class ArmedGate implements MarketView {
    static final long START_NS = 1_699_920_060_000_000_000L;
    private static final long DAY_NS = 86_400_000_000_000L;
    private static final int DAYS = 300;
    private static final BigDecimal PRICE = new BigDecimal("100");

    private final List<Symbol> symbols = new ArrayList<>();
    /** Answers made beforehand, so that asking this market allocates nothing. */
    private final Map<Symbol, Optional<Instrument>> terms = new HashMap<>();

    private final Map<Symbol, Optional<Quote>> quotes = new HashMap<>();
    private final StandardGate gate;
    private final RiskContext context;
    private long timeNs = START_NS;

    ArmedGate(int positions) {
        List<Instrument> instruments = new ArrayList<>();
        for (int i = 0; i < positions; i++) {
            Instrument each = Instrument.perpetual("S" + i + "/USD:USD")
                    .tickSize("0.01")
                    .lotSize("0.001")
                    .minQuantity("0.001")
                    .minNotional("5")
                    .build();
            instruments.add(each);
            symbols.add(each.symbol());
            terms.put(each.symbol(), Optional.of(each));
            quotes.put(each.symbol(), Optional.of(shown(each.symbol())));
        }
        gate = StandardGate.builder().limits(limits()).build();
        context = new RiskContext(this, hold(instruments));
        gate.figures().seed(history(symbols, timeNs));
        symbols.forEach(symbol -> gate.onBar(bar(symbol, timeNs, PRICE)));
        gate.onPortfolio(context.portfolio());
        RiskTask task = gate.dueTask(context).orElseThrow();
        task.run();
        timeNs = task.appliesAtNs();
        task.apply();
    }

    private static RiskLimits limits() {
        Duration ever = Duration.ofDays(366);
        return RiskLimits.builder()
                .margin(m -> m.accountKind(AccountKind.MARGIN))
                .position(p -> p.maxSectorShare(BigDecimal.ONE))
                .data(d -> d.maxQuoteAge(ever).maxRiskAge(ever).maxCorrelationAge(ever))
                .rate(r -> r.ordersPerSecond(1_000_000)
                        .ordersPerSecondPerStrategy(1_000_000)
                        .tradesPerDay(1_000_000_000)
                        .tradesPerSymbolPerDay(1_000_000_000)
                        .valuePerSymbolPerDay(new BigDecimal("1e15")))
                .build();
    }

    private Portfolio hold(List<Instrument> instruments) {
        PortfolioBook book = PortfolioBook.of("main", "USD", new BigDecimal("10000000"), instruments);
        for (Symbol symbol : symbols) {
            book.mark(symbol, PRICE, timeNs);
            book.apply(new Fill(
                    "trade-" + symbol.base(),
                    "order-" + symbol.base(),
                    "parent-" + symbol.base(),
                    "bench",
                    symbol,
                    Side.BUY,
                    BigDecimal.TEN,
                    PRICE,
                    BigDecimal.ZERO,
                    "USD",
                    Liquidity.TAKER,
                    timeNs));
        }
        return book.snapshot();
    }

    /** Daily returns until the last midnight that hardly move together, from one seed. */
    static ReturnHistory history(List<Symbol> symbols, long timeNs) {
        Random random = new Random(7);
        long[] times = new long[DAYS];
        double[][] returns = new double[symbols.size()][DAYS];
        long last = Math.floorDiv(timeNs, DAY_NS) * DAY_NS;
        for (int t = 0; t < DAYS; t++) {
            times[t] = last - (DAYS - 1 - t) * DAY_NS;
            for (double[] row : returns) {
                row[t] = 0.02 * random.nextGaussian();
            }
        }
        return ReturnHistory.ofReturns(DAY_NS, symbols.stream().sorted().toList(), times, returns);
    }

    /** A minute at one price. */
    static Bar bar(Symbol symbol, long closeNs, BigDecimal price) {
        return new Bar(
                symbol,
                closeNs - 60_000_000_000L,
                closeNs,
                price,
                price,
                price,
                price,
                BigDecimal.TEN,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                Bar.UNKNOWN_COUNT);
    }

    private Quote shown(Symbol symbol) {
        return new Quote(
                symbol, timeNs, new BigDecimal("99.99"), BigDecimal.TEN, new BigDecimal("100.01"), BigDecimal.TEN);
    }

    StandardGate gate() {
        return gate;
    }

    RiskContext context() {
        return context;
    }

    List<Symbol> symbols() {
        return symbols;
    }

    void advance(long byNs) {
        timeNs += byNs;
    }

    @Override
    public long timeNs() {
        return timeNs;
    }

    @Override
    public Optional<Instrument> instrument(Symbol symbol) {
        return terms.getOrDefault(symbol, Optional.empty());
    }

    @Override
    public Optional<Quote> quote(Symbol symbol) {
        return quotes.getOrDefault(symbol, Optional.empty());
    }

    /** Nothing but quotes is shown, none of them crossed: they mark. */
    @Override
    public Optional<Quote> markedBy(Symbol symbol) {
        return quote(symbol);
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
