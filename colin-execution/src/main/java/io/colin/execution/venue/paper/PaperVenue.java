package io.colin.execution.venue.paper;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.api.market.BookView;
import io.colin.api.market.MarketEvent;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderType;
import io.colin.api.order.TimeInForce;
import io.colin.api.venue.FeeSchedule;
import io.colin.api.venue.SimulatedVenue;
import io.colin.api.venue.VenueCapabilities;
import io.colin.api.venue.VenueListener;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

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
 * when it comes to its price. An amend that only takes quantity off keeps the place, every other loses it. Reduce-only,
 * icebergs and stops are not offered. Grids and minima are checked as an exchange would. Own orders never meet each
 * other; margin, funding and own impact beyond the taken size are not simulated.
 *
 * <p><b>Time.</b> A command acts after its delay, a report reaches the listener after another, both log-normal and drawn
 * from seed, order id and number; commands and reports of one order never overtake each other. Reports are delivered
 * within {@link #advanceTo} only, in order of time and, at one time, in the order they arose. A market event finds the
 * venue as it was before its time: commands due earlier act first.
 *
 * <p><b>Fees.</b> Rate × quantity × contract size × price in the settlement currency, exact and not rounded (34 digits
 * when inverse). Trade ids are {@code venue:order:filled quantity}, unique over restarts.
 *
 * <p>Not thread-safe: the engine's thread owns it.
 */
public final class PaperVenue implements SimulatedVenue {
    private static final VenueCapabilities CAPABILITIES = new VenueCapabilities(
            Set.of("Market", "Limit"), Set.of(TimeInForce.Kind.values()), true, false, false, true, false);

    private final String id;
    private final FeeSchedule fees;
    private final LatencyModel latency;
    private final Map<Symbol, Instrument> instruments;
    private final List<Interchange> interchanges;
    private final Map<Symbol, SymbolMarket> markets = new LinkedHashMap<>();
    /** Those whose events carry the symbol that orders name. */
    private final Map<Symbol, SymbolMarket> own;

    private final Agenda actions = new Agenda();
    private final Reporter reporter;
    private final OrderDesk desk;
    private long nowNs = Long.MIN_VALUE;

    private PaperVenue(Builder builder) {
        id = builder.id;
        fees = builder.fees;
        latency = new LatencyModel(builder.median, builder.p99, builder.seed);
        instruments = Map.copyOf(builder.instruments);
        interchanges = List.copyOf(builder.interchanges);
        reporter = new Reporter(id, instruments, fees, latency);
        builder.instruments.forEach((symbol, instrument) ->
                markets.put(symbol, new SymbolMarket(instrument, builder.barHalfSpreadBps, builder.seed, reporter)));
        own = new LinkedHashMap<>(markets);
        interchanges.forEach(interchange -> own.remove(interchange.listed().symbol()));
        desk = new OrderDesk(id, markets, reporter, actions);
    }

    /**
     * Starts a venue.
     *
     * @return a builder of {@code paper} with 10 bp fees, a latency of 20 ms (median) and 80 ms (99 %), seed 42
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public VenueCapabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public FeeSchedule fees(Symbol symbol) {
        return fees;
    }

    @Override
    public List<Instrument> instruments() {
        return markets.values().stream().map(SymbolMarket::instrument).toList();
    }

    @Override
    public List<String> assumptions() {
        List<String> texts = new ArrayList<>();
        texts.add("delays of commands and reports: log-normal, median " + latency.median() + ", 99 % within "
                + latency.p99());
        texts.add("own orders take what is displayed and it stays taken until the market tells that level anew;"
                + " no other impact");
        interchanges.forEach(interchange -> texts.add(interchange.text()));
        return List.copyOf(texts);
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
        PaperOrder paper = desk.register(order);
        actions.put(arrival(paper, timeNs), due -> desk.submit(paper, due));
    }

    @Override
    public void cancel(ChildOrder order, long timeNs) {
        requireReady(order);
        PaperOrder paper = desk.find(order);
        actions.put(arrival(paper, timeNs), due -> desk.cancel(paper, due));
    }

    @Override
    public void amend(ChildOrder order, BigDecimal quantity, OrderType type, long timeNs) {
        requireReady(order);
        Require.positive("quantity", quantity);
        PaperOrder paper = desk.find(order);
        actions.put(arrival(paper, timeNs), due -> desk.amend(paper, quantity, type, due));
    }

    @Override
    public void query(ChildOrder order, long timeNs) {
        requireReady(order);
        PaperOrder paper = desk.find(order);
        actions.put(arrival(paper, timeNs), due -> desk.query(paper, due));
    }

    @Override
    public void restore(ChildOrder order, long timeNs) {
        requireReady(order);
        desk.restore(order, Math.max(nowNs, timeNs));
    }

    @Override
    public void onMarket(MarketEvent event) {
        while (actions.nextDueNs() < event.timeNs()) {
            nowNs = Math.max(nowNs, actions.nextDueNs());
            actions.runNext();
        }
        nowNs = Math.max(nowNs, event.timeNs());
        SymbolMarket market = own.get(event.symbol());
        if (market != null) {
            market.onMarket(event, nowNs);
        }
        for (Interchange interchange : interchanges) {
            if (interchange.recorded().symbol().equals(event.symbol())) {
                interchange.told(event).ifPresent(told -> market(interchange).onMarket(told, nowNs));
            }
        }
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

    /** Builds a venue; every setter checks its own argument. */
    public static final class Builder {
        private String id = "paper";
        private final Map<Symbol, Instrument> instruments = new LinkedHashMap<>();
        private final List<Interchange> interchanges = new ArrayList<>();
        private FeeSchedule fees = FeeSchedule.bps(10, 10);
        private Duration median = Duration.ofMillis(20);
        private Duration p99 = Duration.ofMillis(80);
        private double barHalfSpreadBps = 5;
        private long seed = 42;

        private Builder() {}

        /**
         * Sets the venue's name.
         *
         * @param value not blank, not {@code any}
         * @return this
         */
        public Builder id(String value) {
            Require.text("id", value);
            Require.that(!value.equals("any"), "id", "must not be the word for every venue", value);
            id = value;
            return this;
        }

        /**
         * Adds what it trades.
         *
         * @param values each symbol once
         * @return this
         */
        public Builder instruments(Instrument... values) {
            return instruments(List.of(values));
        }

        /**
         * Adds what it trades.
         *
         * @param values each symbol once
         * @return this
         */
        public Builder instruments(List<Instrument> values) {
            for (Instrument value : values) {
                Require.that(
                        instruments.putIfAbsent(value.symbol(), value) == null,
                        "instruments",
                        "must name each symbol once",
                        value.symbol());
            }
            return this;
        }

        /**
         * Adds a symbol that is matched with the recorded market of another contract on the same underlying, for an
         * order to be routed over venues that list different contracts. It is an assumption, which
         * {@link PaperVenue#assumptions()} states: the basis between the two counts as a difference in price and their
         * funding is left out. Prices stay as recorded, sizes are the underlying's (of an inverse contract: contracts × contract size ÷ the price of
         * the level), rounded down to the lot. The symbol is listed with the recorded instrument's tick, lot and
         * minima; an inverse contract's lot is the common instrument's and its smallest order one contract's value.
         * What {@link #instruments} lists of the recorded contract is a market of its own: what one takes is not missing
         * in the other.
         *
         * @param common what orders name: linear, contract size 1
         * @param recorded spot or perpetual of the same base, whose events the venue sees
         * @return this
         * @throws IllegalArgumentException if the two do not fit or the symbol is listed already
         */
        public Builder interchangeable(Instrument common, Instrument recorded) {
            Interchange interchange = Interchange.of(common, recorded);
            instruments(interchange.listed());
            interchanges.add(interchange);
            return this;
        }

        /**
         * Sets one rate for maker and taker.
         *
         * @param value basis points, [0, 10000)
         * @return this
         */
        public Builder feeBps(double value) {
            return fees(FeeSchedule.bps(value, value));
        }

        /**
         * Sets the fees.
         *
         * @param value the schedule of every symbol
         * @return this
         */
        public Builder fees(FeeSchedule value) {
            fees = value;
            return this;
        }

        /**
         * Sets the delay of every command and of every report.
         *
         * @param newMedian half of the delays are shorter; 0, with a p99 of 0, for none
         * @param newP99 99 % of the delays are shorter; at least the median, at most a minute
         * @return this
         */
        public Builder latency(Duration newMedian, Duration newP99) {
            LatencyModel checked = new LatencyModel(newMedian, newP99, seed);
            median = checked.median();
            p99 = checked.p99();
            return this;
        }

        /**
         * Sets half the spread that bars are traded at.
         *
         * @param value basis points of the price, [0, 1000]; default 5
         * @return this
         */
        public Builder barHalfSpreadBps(double value) {
            barHalfSpreadBps = Require.within("barHalfSpreadBps", value, 0, 1000);
            return this;
        }

        /**
         * Sets the seed of delays and queues.
         *
         * @param value any number
         * @return this
         */
        public Builder seed(long value) {
            seed = value;
            return this;
        }

        /**
         * Builds the venue.
         *
         * @return the venue, not connected
         * @throws IllegalArgumentException if no instrument is named
         */
        public PaperVenue build() {
            List<Symbol> symbols = new ArrayList<>(instruments.keySet());
            Require.that(!symbols.isEmpty(), "instruments", "must name at least one", symbols);
            return new PaperVenue(this);
        }
    }
}
