package io.colin.risk.gate;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.Bar;
import io.colin.api.market.BookView;
import io.colin.api.market.MarketView;
import io.colin.api.market.Quote;
import io.colin.api.market.Trade;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderProgress;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.Outcome;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.SampleFill;
import io.colin.api.order.Side;
import io.colin.api.portfolio.Portfolio;
import io.colin.api.portfolio.PortfolioBook;
import io.colin.api.risk.RiskContext;
import io.colin.api.risk.RiskRequest;
import io.colin.api.risk.RiskTask;
import io.colin.risk.AccountKind;
import io.colin.risk.RiskLimits;
import io.colin.risk.RiskLimitsBuilder;
import io.colin.risk.returns.ReturnHistory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A margin account of ten million that holds some of each of many symbols, under the limits as they stand, with returns of a
 * year that hardly move together, and figures of tail risk, stress and correlation in force: every check of the gate is
 * armed and passes small orders.
 */
final class ArmedDesk implements MarketView {
    private static final long DAY_NS = 86_400_000_000_000L;
    private static final int DAYS = 300;
    private static final BigDecimal CASH = new BigDecimal("10000000");

    final List<Symbol> symbols = new ArrayList<>();
    final StandardGate gate;
    private final Map<Symbol, Instrument> instruments = new HashMap<>();
    /** Answers made beforehand, so that asking this market allocates nothing. */
    private final Map<Symbol, Optional<Instrument>> terms = new HashMap<>();

    private final Map<Symbol, Optional<Quote>> quotes = new HashMap<>();
    private final double rho;
    private final Portfolio portfolio;
    private final RiskContext context;
    private long figuresOfNs;
    private long timeNs = 19_724 * DAY_NS + 3_600_000_000_000L;

    ArmedDesk(int positions) {
        this(positions, limits -> limits);
    }

    ArmedDesk(int positions, UnaryOperator<RiskLimitsBuilder> change) {
        this(positions, 0, change);
    }

    /** With returns of which each pair has about the correlation. */
    ArmedDesk(int positions, double rho, UnaryOperator<RiskLimitsBuilder> change) {
        this.rho = rho;
        gate = StandardGate.builder()
                .limits(change.apply(RiskLimits.builder()
                                .margin(m -> m.accountKind(AccountKind.MARGIN))
                                .position(p -> p.maxSectorShare(new BigDecimal("1")))
                                .rate(r -> r.ordersPerSecond(1_000_000)
                                        .ordersPerSecondPerStrategy(1_000_000)
                                        .tradesPerDay(1_000_000_000)
                                        .tradesPerSymbolPerDay(1_000_000_000)
                                        .valuePerSymbolPerDay(new BigDecimal("1e15"))))
                        .build())
                .build();
        for (int i = 0; i < positions; i++) {
            Instrument each = Instrument.perpetual("S" + i + "/USD:USD")
                    .tickSize("0.01")
                    .lotSize("0.001")
                    .minQuantity("0.001")
                    .minNotional("5")
                    .build();
            symbols.add(each.symbol());
            instruments.put(each.symbol(), each);
            terms.put(each.symbol(), Optional.of(each));
        }
        showPrices();
        portfolio = hold();
        context = new RiskContext(this, portfolio);
        gate.figures().seed(history());
        symbols.forEach(symbol -> gate.onBar(bar(symbol)));
        gate.onPortfolio(portfolio);
        refresh();
    }

    private Portfolio hold() {
        PortfolioBook book = PortfolioBook.of("main", "USD", CASH, instruments.values());
        for (Symbol symbol : symbols) {
            book.mark(symbol, new BigDecimal("100"), timeNs);
            book.apply(SampleFill.buy(symbol, "10", "100").at(timeNs).build());
        }
        return book.snapshot();
    }

    private ReturnHistory history() {
        Random random = new Random(7);
        long[] times = new long[DAYS];
        double[][] returns = new double[symbols.size()][DAYS];
        long last = Math.floorDiv(timeNs, DAY_NS) * DAY_NS;
        for (int t = 0; t < DAYS; t++) {
            times[t] = last - (DAYS - 1 - t) * DAY_NS;
            double common = rho == 0 ? 0 : Math.sqrt(rho) * random.nextGaussian();
            for (double[] row : returns) {
                row[t] = 0.02 * (common + Math.sqrt(1 - rho) * random.nextGaussian());
            }
        }
        List<Symbol> sorted = symbols.stream().sorted().toList();
        return ReturnHistory.ofReturns(DAY_NS, sorted, times, returns);
    }

    private Bar bar(Symbol symbol) {
        BigDecimal price = new BigDecimal("100");
        return new Bar(
                symbol,
                timeNs - 60_000_000_000L,
                timeNs,
                price,
                price,
                price,
                price,
                BigDecimal.TEN,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                Bar.UNKNOWN_COUNT);
    }

    private void showPrices() {
        for (Symbol symbol : symbols) {
            quotes.put(
                    symbol,
                    Optional.of(new Quote(
                            symbol,
                            timeNs,
                            new BigDecimal("99.99"),
                            BigDecimal.TEN,
                            new BigDecimal("100.01"),
                            BigDecimal.TEN)));
        }
    }

    /** Lets time pass with fresh prices and figures. */
    void pass(long ns) {
        timeNs += ns;
        showPrices();
        refresh();
    }

    /** The time a moment with fresh prices, and the figures as they are. */
    void until(long ns) {
        timeNs = Math.max(timeNs, ns);
        showPrices();
    }

    /** The event time of the newest figures. */
    long figuresOfNs() {
        return figuresOfNs;
    }

    private void refresh() {
        Optional<RiskTask> due = gate.dueTask(context);
        due.ifPresent(task -> {
            task.run();
            until(task.appliesAtNs());
            figuresOfNs = task.apply().asOfNs();
        });
    }

    RiskContext context() {
        return context;
    }

    /** A different small order for every number. */
    RiskRequest order(int number) {
        return order(number, Side.BUY);
    }

    RiskRequest order(int number, Side side) {
        Symbol symbol = symbols.get(number % symbols.size());
        String id = "o" + number;
        OrderIntent intent = OrderIntent.of(
                        symbol, side, new BigDecimal("1.5").add(BigDecimal.valueOf(number / symbols.size() % 500, 3)))
                .clientOrderId(id)
                .limit(new BigDecimal(side == Side.BUY ? "100.01" : "100.5"))
                .build();
        return new RiskRequest.Parent(id, intent, "engine", Optional.empty());
    }

    /** Tells that orders ended unfilled. */
    void end(RiskRequest request) {
        OrderIntent intent = ((RiskRequest.Parent) request).intent();
        OrderProgress ended = new OrderProgress(
                OrderStatus.CANCELED,
                OrderStatus.ACCEPTED,
                Outcome.KNOWN,
                intent.quantity(),
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                new TreeMap<>(),
                List.of(),
                timeNs,
                2);
        gate.onParent(new ParentOrder(request.orderId(), intent, "engine", timeNs, BigDecimal.ZERO, ended));
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
