package io.colin.execution.venue.paper;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.api.market.BookView;
import io.colin.api.market.MarketEvent;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.Fill;
import io.colin.api.order.OrderType;
import io.colin.api.order.TimeInForce;
import io.colin.api.venue.FeeSchedule;
import io.colin.api.venue.SimulatedVenue;
import io.colin.api.venue.VenueCapabilities;
import io.colin.api.venue.VenueListener;
import io.colin.execution.impact.ImpactLaw;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A venue that executes nothing: it fills orders against the market it is shown, in event time, the same for the same
 * seed and events.
 *
 * <p><b>What orders are matched with.</b> The best kind of data a symbol has shown so far: snapshots and deltas give the
 * real book; quotes alone a book of one level; trades alone a modelled book ({@code trade-simulated}); bars alone fills
 * inside the next bar ({@code bar-simulated}). Size that our fills took stays taken until the market tells that level
 * anew; the book shown is net of it. While a book is unsynchronised or crossed nothing is filled from it and orders that
 * arrive are rejected with {@code NO_BOOK}; orders that rest stay.
 *
 * <p><b>Orders.</b> Market and Limit; GTC, IOC, FOK, GTD and DAY (until 00:00 UTC); post-only. A marketable order walks
 * the levels within its price and pays the taker fee; what is left of an IOC, FOK or market order is cancelled. A
 * resting order queues behind the size displayed at its price, pays the maker fee and is filled by trades at its price
 * once the queue ahead is gone, by trades beyond it (no more than their quantity), and by the other side of the book
 * when it comes to its price. An amend that only takes quantity off keeps the place, every other loses it. Of an
 * iceberg the displayed part is in the queue; once it is gone the next part shows at the end of the queue, while a trade
 * beyond its price and the other side of the book reach what is hidden too. Reduce-only is offered where it is asked for:
 * such an order is for no more than what the orders sent here have left to reduce, shrinks with it and is cancelled when
 * nothing is left. Stops are not offered. Grids and minima are checked as an exchange would. Own orders never meet each
 * other; funding is not simulated, margin of derivatives where {@link PaperVenueBuilder#margin} asks for it.
 *
 * <p><b>Impact.</b> Beyond the size that is taken none, unless {@link PaperVenueBuilder#impact} sets a law: then what we take
 * and hold moves the prices that we are shown and filled at.
 *
 * <p><b>Time.</b> A command acts after its delay, a report reaches the listener after another, both log-normal and drawn
 * from seed, order id and number; commands and reports of one order never overtake each other. Reports are delivered
 * within {@link #advanceTo} only, in order of time and, at one time, in the order they arose. A market event finds the
 * venue as it was before its time: commands due earlier act first.
 *
 * <p><b>Faults.</b> None by default; see {@link Faults} for what can be made to go wrong, by seed.
 *
 * <p><b>Fees.</b> Rate × quantity × contract size × price in the settlement currency, exact and not rounded (34 digits
 * when inverse); the rate is one for all, a symbol's own, or that of the tier own volume of 30 days has reached.
 *
 * <p><b>Trades.</b> Their ids are {@code venue:order:number}, the number counting the trades of the order from 1. Of an order
 * that was restored it is {@code version-number}, with the version the order was restored in: unique over restarts among the
 * trades that were told, also where others were executed and their reports died with the process.
 *
 * <p>Not thread-safe: the engine's thread owns it.
 */
public final class PaperVenue implements SimulatedVenue {
    private final String id;
    private final FeeBook fees;
    private final LatencyModel latency;
    private final Map<Symbol, Instrument> instruments;
    private final List<Instrument> listed;
    private final List<Interchange> interchanges;
    private final Map<Symbol, SymbolMarket> markets = new LinkedHashMap<>();
    /** Those whose events carry the symbol that orders name. */
    private final Map<Symbol, SymbolMarket> own;

    private final Agenda actions = new Agenda();
    private final VenueCapabilities capabilities;
    private final FaultDice dice;
    private final Positions positions = new Positions();
    private final Optional<ImpactLaw> law;
    private final ImpactCount impacts = new ImpactCount();
    private final Reporter reporter;
    private final OrderDesk desk;
    private final Optional<MarginAccount> margin;
    private long nowNs = Long.MIN_VALUE;

    PaperVenue(PaperVenueBuilder builder) {
        id = builder.id;
        fees = new FeeBook(builder);
        latency = new LatencyModel(builder.median, builder.p99, builder.seed);
        instruments = Map.copyOf(builder.instruments);
        listed = List.copyOf(builder.instruments.values());
        interchanges = List.copyOf(builder.interchanges);
        capabilities = new VenueCapabilities(
                Set.of("Market", "Limit"),
                Set.of(TimeInForce.Kind.values()),
                true,
                builder.reduceOnly,
                true,
                true,
                false);
        dice = new FaultDice(builder.faults);
        reporter = new Reporter(id, instruments, fees, latency, dice);
        LongSupplier ranks = new AtomicLong()::getAndIncrement;
        law = builder.impact;
        builder.instruments.forEach((symbol, instrument) -> {
            OwnImpact impact = new OwnImpact(instrument, law, new Seen(), impacts);
            SymbolMarket.Terms terms =
                    new SymbolMarket.Terms(instrument, builder.barHalfSpreadBps, builder.seed, impact);
            markets.put(symbol, new SymbolMarket(terms, reporter, ranks));
        });
        own = new LinkedHashMap<>(markets);
        interchanges.forEach(interchange -> own.remove(interchange.listed().symbol()));
        margin = builder.margin.map(terms -> new MarginAccount(terms, markets, positions));
        desk = new OrderDesk(
                new OrderDesk.Listing(id, markets, builder.reduceOnly, dice, margin),
                reporter,
                actions,
                ranks,
                positions);
        reporter.onFill(fill -> {
            positions.add(fill.symbol(), fill.signedQuantity());
            margin.ifPresent(account -> account.on(fill));
            Objects.requireNonNull(markets.get(fill.symbol())).filled();
            desk.shrinkAll(fill.symbol(), nowNs);
        });
    }

    /**
     * Starts a venue.
     *
     * @return a builder of {@code paper} with 10 bp fees, a latency of 20 ms (median) and 80 ms (99 %), seed 42
     */
    public static PaperVenueBuilder builder() {
        return new PaperVenueBuilder();
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public VenueCapabilities capabilities() {
        return capabilities;
    }

    @Override
    public FeeSchedule fees(Symbol symbol) {
        return fees.at(symbol, nowNs);
    }

    @Override
    public List<Instrument> instruments() {
        return listed;
    }

    @Override
    public List<String> assumptions() {
        List<String> texts = new ArrayList<>();
        texts.add("delays of commands and reports: log-normal, median " + latency.median() + ", 99 % within "
                + latency.p99());
        texts.add("own orders take what is displayed and it stays taken until the market tells that level anew;"
                + law.map(this::impactText).orElse(" no other impact"));
        fees.text().ifPresent(texts::add);
        margin.ifPresent(account -> texts.add(account.text()));
        interchanges.forEach(interchange -> texts.add(interchange.text()));
        return List.copyOf(texts);
    }

    @Override
    public List<Symbol> markets() {
        List<Symbol> markets = new ArrayList<>(own.keySet());
        interchanges.forEach(interchange -> markets.add(interchange.recorded().symbol()));
        return List.copyOf(markets);
    }

    @Override
    public Optional<Symbol> market(Symbol listed) {
        return own.containsKey(listed)
                ? Optional.of(listed)
                : interchanges.stream()
                        .filter(interchange -> interchange.listed().symbol().equals(listed))
                        .findFirst()
                        .map(interchange -> interchange.recorded().symbol());
    }

    /** What impact goes by. */
    private final class Seen implements OwnImpact.Venue {
        @Override
        public long nowNs() {
            return nowNs;
        }

        @Override
        public BigDecimal held(Symbol symbol) {
            return positions.of(symbol);
        }
    }

    private String impactText(ImpactLaw applied) {
        String numbers = String.format(
                Locale.ROOT,
                " beside that impact by eta %s, beta %s, gamma %s: temporary by the minute and side, permanent by what own"
                        + " fills have left, without decay, of the volatility and volume traded here",
                applied.eta(),
                applied.beta(),
                applied.gamma());
        return numbers
                + (impacts.without() == 0
                        ? ""
                        : "; " + impacts.without() + " of " + impacts.fills()
                                + " fills came before these were known and met none");
    }

    @Override
    public Optional<BookView> book(Symbol symbol) {
        return Optional.ofNullable(markets.get(symbol)).flatMap(SymbolMarket::view);
    }

    @Override
    public void connect(VenueListener listener) {
        if (reporter.isConnected()) {
            throw new IllegalStateException("connect: " + id + " is connected");
        }
        reporter.listen(listener);
    }

    @Override
    public void submit(ChildOrder order, long timeNs) {
        requireReady(order);
        if (dice.isDown(Math.max(nowNs, timeNs))) {
            lost(new PaperOrder(order), timeNs);
            return;
        }
        PaperOrder paper = desk.register(order);
        actions.put(arrival(paper, timeNs), due -> desk.submit(paper, due));
    }

    @Override
    public void cancel(ChildOrder order, long timeNs) {
        requireReady(order);
        PaperOrder paper = desk.find(order);
        if (dice.isDown(Math.max(nowNs, timeNs))) {
            lost(paper, timeNs);
            return;
        }
        actions.put(arrival(paper, timeNs), due -> desk.cancel(paper, due));
    }

    @Override
    public void amend(ChildOrder order, BigDecimal quantity, OrderType type, long timeNs) {
        requireReady(order);
        Require.positive("quantity", quantity);
        PaperOrder paper = desk.find(order);
        if (dice.isDown(Math.max(nowNs, timeNs))) {
            lost(paper, timeNs);
            return;
        }
        actions.put(arrival(paper, timeNs), due -> desk.amend(paper, quantity, type, due));
    }

    @Override
    public void query(ChildOrder order, long timeNs) {
        requireReady(order);
        if (!dice.isDown(Math.max(nowNs, timeNs))) { // Else nobody hears it: who asked asks again.
            PaperOrder paper = desk.find(order);
            actions.put(arrival(paper, timeNs), due -> desk.query(paper, due));
        }
    }

    @Override
    public void restore(Symbol symbol, BigDecimal position) {
        positions.add(symbol, position);
    }

    @Override
    public void restore(Fill fill) {
        fees.executed(fill.symbol(), fill.quantity(), fill.price(), fill.timeNs());
        margin.ifPresent(account -> account.on(fill));
    }

    @Override
    public void restore(ChildOrder order, long timeNs) {
        requireReady(order);
        desk.restore(order, Math.max(nowNs, timeNs));
    }

    @Override
    public void onMarket(MarketEvent event) {
        dice.begin(event.timeNs());
        while (actions.nextDueNs() < event.timeNs()) {
            nowNs = Math.max(nowNs, actions.nextDueNs());
            actions.runNext();
        }
        nowNs = Math.max(nowNs, event.timeNs());
        if (dice.isChanged(nowNs)) {
            reporter.connection(!dice.isDown(nowNs), nowNs);
        }
        SymbolMarket market = own.get(event.symbol());
        if (market != null) {
            market.onMarket(event, nowNs);
        }
        for (Interchange interchange : interchanges) {
            if (interchange.recorded().symbol().equals(event.symbol())) {
                interchange.told(event).ifPresent(told -> market(interchange).onMarket(told, nowNs));
            }
        }
        margin.ifPresent(account -> account.look(nowNs));
    }

    private SymbolMarket market(Interchange interchange) {
        return Objects.requireNonNull(markets.get(interchange.listed().symbol()));
    }

    @Override
    public long nextDueNs() {
        return Math.min(actions.nextDueNs(), reporter.agenda().nextDueNs());
    }

    @Override
    public void advanceTo(long timeNs) {
        Require.that(timeNs >= nowNs, "timeNs", "must not go back before " + nowNs, timeNs);
        while (nextDueNs() <= timeNs) {
            boolean isAction = actions.nextDueNs() <= reporter.agenda().nextDueNs();
            Agenda next = isAction ? actions : reporter.agenda();
            nowNs = Math.max(nowNs, next.nextDueNs());
            next.runNext();
        }
        nowNs = Math.max(nowNs, timeNs);
    }

    @Override
    public void close() {
        actions.clear();
        reporter.agenda().clear();
    }

    private void lost(PaperOrder order, long timeNs) {
        reporter.lost(order, Math.max(nowNs, timeNs), "the connection was lost");
    }

    private long arrival(PaperOrder order, long timeNs) {
        return order.commandAt(Math.max(nowNs, timeNs), latency);
    }

    private void requireReady(ChildOrder order) {
        if (!reporter.isConnected()) {
            throw new IllegalStateException("connect: " + id + " is not connected");
        }
        Require.that(order.venue().equals(id), "venue", "must be " + id, order.venue());
        Require.that(
                markets.containsKey(order.symbol()), "symbol", "must be one of " + markets.keySet(), order.symbol());
    }
}
