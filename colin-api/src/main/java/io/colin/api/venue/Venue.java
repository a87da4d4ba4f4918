package io.colin.api.venue;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.BookView;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * A place that executes orders. Commands return at once; what became of them comes through the listener. The order id
 * of a child is the client order id the venue sees, so that an order whose fate is unknown can be looked up. A command
 * whose answer is lost is reported as {@code Unresolved}, never repeated by the venue itself. With the report that ends an
 * order comes what was executed of it in all ({@link VenueReport.OrderUpdate#filledQuantity()}), so that the end may overtake
 * its fills.
 */
public interface Venue extends AutoCloseable {
    /**
     * Its name among the venues of an engine.
     *
     * @return for example {@code paper}
     */
    String id();

    /**
     * What it does natively.
     *
     * @return its capabilities
     */
    VenueCapabilities capabilities();

    /**
     * What it charges.
     *
     * @param symbol a symbol it trades
     * @return the schedule in force
     */
    FeeSchedule fees(Symbol symbol);

    /**
     * What it trades.
     *
     * @return instruments with its own grids and minima
     */
    List<Instrument> instruments();

    /**
     * The book it shows.
     *
     * @param symbol a symbol it trades
     * @return empty while it shows none
     */
    Optional<BookView> book(Symbol symbol);

    /**
     * Opens the connection. Called once, before any command.
     *
     * @param listener hears every report
     * @throws io.colin.api.ColinException if it cannot be reached
     */
    void connect(VenueListener listener);

    /**
     * Sends an order.
     *
     * @param order the child, its state SUBMITTED
     * @param timeNs event time, ns since epoch
     */
    void submit(ChildOrder order, long timeNs);

    /**
     * Asks for a cancel.
     *
     * @param order the child as we know it
     * @param timeNs event time, ns since epoch
     */
    void cancel(ChildOrder order, long timeNs);

    /**
     * Asks for a change.
     *
     * @param order the child as we know it
     * @param quantity the whole quantity wanted, filled part included
     * @param type the pricing wanted
     * @param timeNs event time, ns since epoch
     */
    void amend(ChildOrder order, BigDecimal quantity, OrderType type, long timeNs);

    /**
     * Asks what became of an order: answered by {@link VenueReport.Found} or {@link VenueReport.NotFound}.
     *
     * @param order the child as we know it
     * @param timeNs event time, ns since epoch
     */
    void query(ChildOrder order, long timeNs);

    @Override
    void close();
}
