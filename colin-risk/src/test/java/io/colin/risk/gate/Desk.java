package io.colin.risk.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.Aggressor;
import io.colin.api.market.Bar;
import io.colin.api.market.BookBuilder;
import io.colin.api.market.BookLevel;
import io.colin.api.market.BookSnapshot;
import io.colin.api.market.BookView;
import io.colin.api.market.MarkPrice;
import io.colin.api.market.MarketView;
import io.colin.api.market.Quote;
import io.colin.api.market.Trade;
import io.colin.api.order.AlgoSpec;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.Fill;
import io.colin.api.order.Liquidity;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderProgress;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import io.colin.api.portfolio.Portfolio;
import io.colin.api.portfolio.PortfolioBook;
import io.colin.api.risk.CheckResult;
import io.colin.api.risk.RiskContext;
import io.colin.api.risk.RiskControls;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskFigures;
import io.colin.api.risk.RiskRequest;
import io.colin.api.risk.RiskTask;
import io.colin.api.signal.Signal;
import io.colin.risk.RiskLimits;
import io.colin.risk.RiskLimitsBuilder;
import io.colin.risk.returns.ReturnHistory;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A market, an account and a gate that tests drive by hand. Time stands still until it is moved. */
class Desk implements MarketView {
    static final Symbol BTC = Symbol.of("BTC/USD");
    static final Symbol ETH = Symbol.of("ETH/USD");
    static final Symbol EUR_BTC = Symbol.of("BTC/EUR");
    static final Symbol PERPETUAL = Symbol.of("BTC/USD:USD");
    static final long SECOND = 1_000_000_000L;
    static final long HOUR = 3600 * SECOND;
    static final long DAY = 24 * HOUR;
    /** 2024-01-02 00:00 UTC and ten hours. */
    static final long START = 19_724 * DAY + 10 * HOUR;

    final Map<Symbol, Instrument> instruments = new HashMap<>();
    final Map<Symbol, Quote> quotes = new HashMap<>();
    final Map<Symbol, Trade> trades = new HashMap<>();
    final Map<Symbol, MarkPrice> marks = new HashMap<>();
    final Map<Symbol, Bar> closed = new HashMap<>();
    final Map<Symbol, BookBuilder> books = new HashMap<>();
    final RiskLimits limits;
    StandardGate gate;
    PortfolioBook account;
    long timeNs = START;
    String principal = "engine";
    private int ids;

    Desk(RiskLimits limits, String cash) {
        this.limits = limits;
        for (Instrument instrument : List.of(
                Instrument.spot("BTC/USD")
                        .tickSize("0.01")
                        .lotSize("0.001")
                        .minQuantity("0.002")
                        .minNotional("5")
                        .build(),
                Instrument.spot("ETH/USD").tickSize("0.01").lotSize("0.01").build(),
                Instrument.spot("BTC/EUR").tickSize("0.01").lotSize("0.001").build(),
                Instrument.spot("EUR/USD").tickSize("0.0001").lotSize("1").build(),
                Instrument.perpetual("BTC/USD:USD").lotSize("0.001").build())) {
            instruments.put(instrument.symbol(), instrument);
        }
        gate = StandardGate.builder().limits(limits).build();
        account = PortfolioBook.of("main", "USD", dec(cash), instruments.values());
        price(BTC, "100");
        price(ETH, "10");
        price(PERPETUAL, "100");
    }

    /** A million in cash and limits that only the checks under test can reach. */
    static RiskLimitsBuilder wide() {
        return RiskLimits.builder()
                .order(o -> o.minValue(BigDecimal.ZERO)
                        .maxValue(dec("1000000000"))
                        .maxShare(BigDecimal.ONE)
                        .quantityCaps(Map.of(BTC, dec("1000000"), ETH, dec("1000000"), PERPETUAL, dec("1000000"))))
                .position(p -> p.maxValue(dec("1000000000"))
                        .maxSymbolShare(BigDecimal.ONE)
                        .maxSectorShare(dec("100"))
                        .maxGrossShare(dec("100"))
                        .maxLeverage(dec("100")))
                .correlation(c -> c.maxGroupShare(dec("100")))
                .margin(m -> m.feeCushion(BigDecimal.ZERO))
                .price(p -> p.maxDrift(BigDecimal.ONE))
                .rate(r -> r.ordersPerSecond(1_000_000)
                        .ordersPerSecondPerStrategy(1_000_000)
                        .tradesPerDay(1_000_000)
                        .tradesPerSymbolPerDay(1_000_000)
                        .valuePerSymbolPerDay(dec("1000000000000")))
                .repeat(r -> r.maxCycles(1_000_000))
                .tail(t -> t.armed(false))
                .stress(t -> t.armed(false));
    }

    static BigDecimal dec(String text) {
        return new BigDecimal(text);
    }

    void price(Symbol symbol, String mid) {
        BigDecimal half = dec("0.01");
        quotes.put(
                symbol,
                new Quote(symbol, timeNs, dec(mid).subtract(half), BigDecimal.ONE, dec(mid).add(half), BigDecimal.ONE));
        account.mark(symbol, dec(mid), timeNs);
    }

    void markPrice(Symbol symbol, String price) {
        marks.put(symbol, new MarkPrice(symbol, timeNs, dec(price)));
    }

    void trade(Symbol symbol, String price) {
        trades.put(symbol, new Trade(symbol, timeNs, dec(price), BigDecimal.ONE, Aggressor.UNKNOWN));
    }

    void showBook(Symbol symbol, List<BookLevel> bids, List<BookLevel> asks) {
        BookBuilder book = BookBuilder.of(symbol);
        book.on(new BookSnapshot(symbol, timeNs, 1, bids, asks));
        books.put(symbol, book);
    }

    static BookLevel level(String price, String quantity) {
        return new BookLevel(dec(price), dec(quantity));
    }

    BigDecimal mid(Symbol symbol) {
        return quote(symbol).orElseThrow().mid();
    }

    BigDecimal lot(Symbol symbol) {
        return instrument(symbol).orElseThrow().lotSize();
    }

    void pass(long ns) {
        timeNs += ns;
        quotes.replaceAll((s, q) -> new Quote(s, timeNs, q.bid(), q.bidSize(), q.ask(), q.askSize()));
    }

    /** The quote of a symbol is as old as that, whatever its price. */
    void age(Symbol symbol, long ageNs) {
        quotes.computeIfPresent(
                symbol, (s, q) -> new Quote(s, timeNs - ageNs, q.bid(), q.bidSize(), q.ask(), q.askSize()));
    }

    /** Closed bars of whole days that end at the last midnight, each day up or down by so much. */
    void bars(Symbol symbol, int days, double first, double... returns) {
        bars(symbol, DAY, days, first, returns);
    }

    /** The same of hours. */
    void hours(Symbol symbol, int hours, double first, double... returns) {
        bars(symbol, HOUR, hours, first, returns);
    }

    private void bars(Symbol symbol, long length, int count, double first, double... returns) {
        double price = first;
        long last = Math.floorDiv(timeNs, length) * length;
        for (int i = count; i >= 0; i--) {
            BigDecimal at = BigDecimal.valueOf(Math.round(price * 1e6), 6);
            gate.onBar(new Bar(
                    symbol,
                    last - (i + 1) * length,
                    last - i * length,
                    at,
                    at,
                    at,
                    at,
                    BigDecimal.TEN,
                    BigDecimal.TEN,
                    BigDecimal.ZERO,
                    Bar.UNKNOWN_COUNT));
            price *= Math.exp(returns[(count - i) % returns.length]);
        }
    }

    /** Daily returns of BTC and ETH up to the last midnight, given as they are; both symbols are known to the slow work. */
    void returns(double[] btc, double[] eth) {
        long last = Math.floorDiv(timeNs, DAY) * DAY;
        long[] times = new long[btc.length];
        for (int t = 0; t < times.length; t++) {
            times[t] = last - (times.length - 1 - t) * DAY;
        }
        gate.figures().seed(ReturnHistory.ofReturns(DAY, List.of(BTC, ETH), times, new double[][] {btc, eth}));
        for (Symbol symbol : List.of(BTC, ETH)) {
            gate.onBar(new Bar(
                    symbol,
                    timeNs - 60 * SECOND,
                    timeNs,
                    mid(symbol),
                    mid(symbol),
                    mid(symbol),
                    mid(symbol),
                    BigDecimal.TEN,
                    BigDecimal.TEN,
                    BigDecimal.ZERO,
                    Bar.UNKNOWN_COUNT));
        }
    }

    /** Runs the slow work that is due and lets it take effect. */
    Optional<RiskFigures> work() {
        Optional<RiskTask> due = gate.dueTask(new RiskContext(this, portfolio()));
        if (due.isEmpty()) {
            return Optional.empty();
        }
        due.get().run();
        pass(Math.max(0, due.get().appliesAtNs() - timeNs));
        return Optional.of(due.get().apply());
    }

    /** Takes an order back. */
    void cancel(OrderIntent intent) {
        gate.onParent(with(parent(intent), OrderStatus.CANCELED, "0"));
    }

    RiskControls controls() {
        return gate.controls().orElseThrow();
    }

    Portfolio portfolio() {
        return account.snapshot();
    }

    /** The durable state is what all parts of the gate write now. */
    void assertStateIsOfNow() {
        SortedMap<String, String> state = gate.durableState();
        SortedMap<String, String> anew = new TreeMap<>();
        gate.save(anew);
        assertThat(state).isEqualTo(anew);
    }

    /** Tells the gate what the account is worth now. */
    void mark() {
        gate.onPortfolio(portfolio());
    }

    String nextId() {
        return "o" + ++ids;
    }

    OrderIntent.Builder intent(Symbol symbol, Side side, String quantity) {
        return OrderIntent.of(symbol, side, dec(quantity)).clientOrderId(nextId());
    }

    OrderIntent buy(String quantity) {
        return intent(BTC, Side.BUY, quantity).limit(dec("100")).build();
    }

    OrderIntent sell(String quantity) {
        return intent(BTC, Side.SELL, quantity).limit(dec("100")).build();
    }

    RiskDecision ask(OrderIntent intent) {
        return ask(new RiskRequest.Parent(intent.clientOrderId(), intent, principal, Optional.empty()));
    }

    RiskDecision ask(OrderIntent intent, Signal signal) {
        return ask(new RiskRequest.Parent(intent.clientOrderId(), intent, principal, Optional.of(signal)));
    }

    RiskDecision ask(RiskRequest request) {
        return gate.check(request, new RiskContext(this, portfolio()));
    }

    RiskDecision ask(ChildOrder child, ParentOrder parent) {
        return ask(new RiskRequest.Child(child, parent));
    }

    ParentOrder parent(OrderIntent intent) {
        return new ParentOrder(
                intent.clientOrderId(),
                intent,
                principal,
                timeNs,
                quote(intent.symbol()).map(Quote::mid).orElse(BigDecimal.ZERO),
                OrderProgress.initial(intent.quantity(), timeNs));
    }

    ChildOrder child(ParentOrder parent, String quantity) {
        return child(parent, quantity, parent.intent().type());
    }

    ChildOrder child(ParentOrder parent, String quantity, OrderType type) {
        return new ChildOrder(
                nextId(),
                parent.orderId(),
                "paper",
                "",
                parent.intent().symbol(),
                parent.intent().side(),
                type,
                TimeInForce.GTC,
                false,
                false,
                BigDecimal.ZERO,
                timeNs,
                OrderProgress.initial(dec(quantity), timeNs));
    }

    static ParentOrder with(ParentOrder parent, OrderStatus status, String filled) {
        return parent.with(with(parent.progress(), status, filled));
    }

    static ChildOrder with(ChildOrder child, OrderStatus status, String filled) {
        return child.with(with(child.progress(), status, filled));
    }

    /** New terms that the engine asks for. */
    static RiskRequest amend(ParentOrder order, String quantity, OrderType type) {
        return new RiskRequest.Amend(order, dec(quantity), type, "engine");
    }

    /** New terms of an order that a venue would change in place. */
    static RiskRequest amendAt(String venue, ParentOrder order, String quantity, OrderType type) {
        return new RiskRequest.Amend(order, dec(quantity), type, "engine", venue);
    }

    static OrderType limit(String price) {
        return new OrderType.Limit(dec(price));
    }

    /** A change of the quantity is in force. */
    static ParentOrder confirmed(ParentOrder order, String quantity) {
        OrderProgress was = order.progress();
        return order.with(with(was, OrderStatus.ACCEPTED, dec(quantity), was.filledQuantity()));
    }

    /** An order that passes and is told. */
    ParentOrder work(OrderIntent intent) {
        RiskDecision decision = ask(intent);
        if (decision.verdict() != RiskDecision.Verdict.APPROVED) {
            throw new AssertionError(decision.reasons());
        }
        ParentOrder parent = with(parent(intent), OrderStatus.ACCEPTED, "0");
        gate.onParent(parent);
        return parent;
    }

    private static OrderProgress with(OrderProgress progress, OrderStatus status, String filled) {
        return with(progress, status, progress.quantity(), dec(filled));
    }

    private static OrderProgress with(
            OrderProgress progress, OrderStatus status, BigDecimal quantity, BigDecimal filled) {
        return new OrderProgress(
                status,
                status,
                progress.outcome(),
                quantity,
                filled,
                filled,
                progress.fees(),
                progress.refusals(),
                progress.updatedTimeNs(),
                progress.version() + 1);
    }

    /** Books an execution in the account, then tells the gate. */
    Fill fill(String parentId, String childId, Symbol symbol, Side side, String quantity) {
        Fill fill = new Fill(
                nextId(),
                childId,
                parentId,
                "paper",
                symbol,
                side,
                dec(quantity),
                mid(symbol),
                BigDecimal.ZERO,
                "USD",
                Liquidity.TAKER,
                timeNs);
        account.apply(fill);
        gate.onFill(fill);
        return fill;
    }

    /** Gives the account a position without any order of the gate. */
    void hold(Symbol symbol, String quantity) {
        BigDecimal signed = dec(quantity);
        fill(
                "none",
                "none",
                symbol,
                signed.signum() > 0 ? Side.BUY : Side.SELL,
                signed.abs().toPlainString());
    }

    /** The same at a price that nobody shows. */
    void hold(Symbol symbol, String quantity, String price) {
        Fill fill = new Fill(
                nextId(),
                "none",
                "none",
                "paper",
                symbol,
                Side.BUY,
                dec(quantity),
                dec(price),
                BigDecimal.ZERO,
                "USD",
                Liquidity.TAKER,
                timeNs);
        account.apply(fill);
        gate.onFill(fill);
    }

    static AlgoSpec twap() {
        return AlgoSpec.of("twap", Map.of());
    }

    static CheckResult result(RiskDecision decision, String check) {
        return decision.checks().stream()
                .filter(c -> c.check().equals(check))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no check " + check + " in " + decision.checks()));
    }

    static List<String> codes(RiskDecision decision) {
        return decision.reasons().stream().map(r -> r.code()).toList();
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
        return Optional.ofNullable(trades.get(symbol));
    }

    @Override
    public Optional<MarkPrice> markPrice(Symbol symbol) {
        return Optional.ofNullable(marks.get(symbol));
    }

    @Override
    public Optional<Bar> lastBar(Symbol symbol) {
        return Optional.ofNullable(closed.get(symbol));
    }

    @Override
    public Optional<BookView> book(String venue, Symbol symbol) {
        return Optional.ofNullable(books.get(symbol));
    }
}
