package io.colin.execution.engine;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.BookBuilder;
import io.colin.api.market.BookLevel;
import io.colin.api.market.BookSnapshot;
import io.colin.api.market.BookView;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderType;
import io.colin.api.order.TimeInForce;
import io.colin.api.venue.FeeSchedule;
import io.colin.api.venue.Venue;
import io.colin.api.venue.VenueCapabilities;
import io.colin.api.venue.VenueListener;
import io.colin.api.venue.VenueReport;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** A venue that is not in event time: commands arrive on its lanes, the test answers them when it likes. */
final class RemoteVenue implements Venue {
    private final String id;
    private final BookBuilder book = BookBuilder.of(Rig.BTC_USD.symbol());
    private final LongSupplier durable;
    private final BlockingQueue<Command> commands = new LinkedBlockingQueue<>();
    /** Questions come on another lane than orders and cancels behind orders: the two are in no order. */
    private final BlockingQueue<Command> questions = new LinkedBlockingQueue<>();

    private boolean knowsReduceOnly;
    private int told;
    private volatile String throwsAt = "";
    private volatile CountDownLatch open = new CountDownLatch(0);
    private volatile Optional<VenueListener> listener = Optional.empty();

    /** What reached the venue, and how many records were durable then. */
    record Command(String kind, ChildOrder order, long durableRecords) {}

    RemoteVenue(LongSupplier durable, long timeNs) {
        this("remote", durable, timeNs, "800.1");
    }

    /** A venue that offers 100 at a price. */
    RemoteVenue(String id, LongSupplier durable, long timeNs, String ask) {
        this.id = id;
        this.durable = durable;
        book.on(new BookSnapshot(
                Rig.BTC_USD.symbol(),
                timeNs,
                1,
                List.of(new BookLevel(new BigDecimal("799.9"), new BigDecimal("100"))),
                List.of(new BookLevel(new BigDecimal(ask), new BigDecimal("100")))));
    }

    RemoteVenue knowingReduceOnly() {
        knowsReduceOnly = true;
        return this;
    }

    /** Tells its connection so often while it is connected. */
    RemoteVenue telling(int times) {
        told = times;
        return this;
    }

    /** Holds up its orders until they are let through. */
    CountDownLatch holdUp() {
        open = new CountDownLatch(1);
        return open;
    }

    /** Its next command of a kind arrives and throws all the same. */
    void throwAt(String kind) {
        throwsAt = kind;
    }

    private void take(String kind, ChildOrder order) {
        (kind.equals("query") ? questions : commands).add(new Command(kind, order, durable.getAsLong()));
        if (throwsAt.equals(kind)) {
            throwsAt = "";
            throw new IllegalStateException("connection reset");
        }
    }

    /** The next order, change or cancel. */
    Command next() {
        return next(commands);
    }

    /** The next question. */
    Command nextQuery() {
        return next(questions);
    }

    private static Command next(BlockingQueue<Command> lane) {
        try {
            Command command = lane.poll(20, TimeUnit.SECONDS);
            if (command == null) {
                throw new AssertionError("no command came");
            }
            return command;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** What came and was not taken by the test, by kind. */
    List<String> kinds() {
        return Stream.concat(commands.stream(), questions.stream())
                .map(Command::kind)
                .toList();
    }

    boolean isQuiet() {
        return commands.isEmpty() && questions.isEmpty();
    }

    void tell(VenueReport report) {
        listener.orElseThrow().onReport(report);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public VenueCapabilities capabilities() {
        return new VenueCapabilities(
                Set.of("Market", "Limit"),
                Set.of(TimeInForce.Kind.GTC, TimeInForce.Kind.IOC),
                true,
                knowsReduceOnly,
                false,
                false,
                false);
    }

    @Override
    public FeeSchedule fees(Symbol symbol) {
        return FeeSchedule.bps(10, 10);
    }

    @Override
    public List<Instrument> instruments() {
        return List.of(Rig.BTC_USD);
    }

    @Override
    public Optional<BookView> book(Symbol symbol) {
        return Optional.of(book);
    }

    @Override
    public void connect(VenueListener hears) {
        listener = Optional.of(hears);
        for (int i = 0; i < told; i++) {
            hears.onReport(new VenueReport.ConnectionChanged(id, ScriptedSource.START_NS, true, "told " + i));
        }
    }

    @Override
    public void submit(ChildOrder order, long timeNs) {
        try {
            open.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        take("submit", order);
    }

    @Override
    public void cancel(ChildOrder order, long timeNs) {
        take("cancel", order);
    }

    @Override
    public void amend(ChildOrder order, BigDecimal quantity, OrderType type, long timeNs) {
        take("amend", order);
    }

    @Override
    public void query(ChildOrder order, long timeNs) {
        take("query", order);
    }

    @Override
    public void close() {}
}
