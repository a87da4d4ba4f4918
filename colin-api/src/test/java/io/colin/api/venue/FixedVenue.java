package io.colin.api.venue;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.api.market.BookBuilder;
import io.colin.api.market.BookSnapshot;
import io.colin.api.market.BookView;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderType;
import io.colin.api.order.TimeInForce;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A venue that shows what it was told, remembers every command and answers none: the reports are the test's to make
 * through {@link #report}.
 *
 * <p>Single-threaded.
 */
public final class FixedVenue implements Venue {
    private static final VenueCapabilities EVERYTHING = new VenueCapabilities(
            Set.of("Market", "Limit", "StopMarket", "StopLimit", "TrailingStop"),
            Set.of(TimeInForce.Kind.values()),
            true,
            true,
            true,
            true,
            true);

    private final String id;
    private final List<Instrument> instruments;
    private final Map<Symbol, BookView> books = new HashMap<>();
    private final List<Command> commands = new ArrayList<>();
    private FeeSchedule fees = FeeSchedule.bps(0, 0);
    private VenueCapabilities capabilities = EVERYTHING;
    private Optional<VenueListener> listener = Optional.empty();

    /** What a venue was told to do. */
    public sealed interface Command {
        /**
         * Whose.
         *
         * @return the child
         */
        ChildOrder order();

        /**
         * When.
         *
         * @return event time, ns since epoch
         */
        long timeNs();

        /**
         * An order.
         *
         * @param order the child
         * @param timeNs when
         */
        record Submit(ChildOrder order, long timeNs) implements Command {}

        /**
         * A cancel.
         *
         * @param order the child
         * @param timeNs when
         */
        record Cancel(ChildOrder order, long timeNs) implements Command {}

        /**
         * A change.
         *
         * @param order the child
         * @param quantity wanted
         * @param type wanted
         * @param timeNs when
         */
        record Amend(ChildOrder order, BigDecimal quantity, OrderType type, long timeNs) implements Command {}

        /**
         * A question.
         *
         * @param order the child
         * @param timeNs when
         */
        record Query(ChildOrder order, long timeNs) implements Command {}
    }

    private FixedVenue(String id, List<Instrument> instruments) {
        this.id = Require.text("id", id);
        this.instruments = List.copyOf(instruments);
    }

    /**
     * A venue that can everything, costs nothing and shows no book.
     *
     * @param id its name
     * @param instruments what it trades
     * @return the venue
     */
    public static FixedVenue of(String id, Instrument... instruments) {
        return new FixedVenue(id, List.of(instruments));
    }

    /**
     * Sets what it charges.
     *
     * @param value the schedule of every symbol
     * @return this
     */
    public FixedVenue with(FeeSchedule value) {
        fees = value;
        return this;
    }

    /**
     * Sets what it can.
     *
     * @param value its capabilities
     * @return this
     */
    public FixedVenue with(VenueCapabilities value) {
        capabilities = value;
        return this;
    }

    /**
     * Sets the book it shows.
     *
     * @param book of its symbol
     * @return this
     */
    public FixedVenue with(BookView book) {
        books.put(book.symbol(), book);
        return this;
    }

    /**
     * Sets the book it shows.
     *
     * @param snapshot its levels
     * @return this
     */
    public FixedVenue with(BookSnapshot snapshot) {
        BookBuilder book = BookBuilder.of(snapshot.symbol());
        book.on(snapshot);
        return with(book);
    }

    /**
     * Tells its listener something.
     *
     * @param report what
     * @throws IllegalStateException if it is not connected
     */
    public void report(VenueReport report) {
        connected().onReport(report);
    }

    /**
     * Every command, in the order they came.
     *
     * @return commands
     */
    public List<Command> commands() {
        return List.copyOf(commands);
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
        return fees;
    }

    @Override
    public List<Instrument> instruments() {
        return instruments;
    }

    @Override
    public Optional<BookView> book(Symbol symbol) {
        return Optional.ofNullable(books.get(symbol));
    }

    @Override
    public void connect(VenueListener newListener) {
        listener = Optional.of(newListener);
    }

    @Override
    public void submit(ChildOrder order, long timeNs) {
        commands.add(new Command.Submit(order, timeNs));
    }

    @Override
    public void cancel(ChildOrder order, long timeNs) {
        commands.add(new Command.Cancel(order, timeNs));
    }

    @Override
    public void amend(ChildOrder order, BigDecimal quantity, OrderType type, long timeNs) {
        commands.add(new Command.Amend(order, quantity, type, timeNs));
    }

    @Override
    public void query(ChildOrder order, long timeNs) {
        commands.add(new Command.Query(order, timeNs));
    }

    @Override
    public void close() {
        listener = Optional.empty();
    }

    private VenueListener connected() {
        return listener.orElseThrow(() -> new IllegalStateException("connect: " + id + " is not connected"));
    }
}
