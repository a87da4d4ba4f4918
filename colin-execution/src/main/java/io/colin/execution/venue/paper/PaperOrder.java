package io.colin.execution.venue.paper;

import io.colin.api.Decimals;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.Side;
import java.math.BigDecimal;
import java.util.Optional;

/** An order as the venue keeps it. */
final class PaperOrder {
    /** Keeps these draws apart from those of delays and queues. */
    private static final long FAULTS = 0x5DEECE66DL;

    private final ChildOrder origin;
    private final long key;
    private OrderStatus status = OrderStatus.SUBMITTED;
    private OrderType type;
    private BigDecimal quantity;
    private BigDecimal filled;
    private BigDecimal shown = BigDecimal.ZERO;
    private QueuePlace place = QueuePlace.unknown();
    private long rank;
    private long arrivedNs;
    private long delays;
    private long changes;
    private long faults;
    private String life = "";
    private long trades;
    private long lastFillNs = Long.MIN_VALUE;
    private long lastCommandNs = Long.MIN_VALUE;
    private long lastReportNs = Long.MIN_VALUE;

    PaperOrder(ChildOrder origin) {
        this.origin = origin;
        // Not the id: it holds the name of the run, and a run of another name must give the same fills.
        key = Draws.key(origin.symbol() + " " + origin.side() + " " + origin.createdTimeNs() + " "
                + Decimals.text(origin.progress().quantity()));
        type = origin.type();
        quantity = origin.progress().quantity();
        filled = origin.progress().filledQuantity();
    }

    /** The same of an order that rested here in a life of this venue that is over. */
    static PaperOrder restored(ChildOrder origin) {
        PaperOrder order = new PaperOrder(origin);
        order.life = origin.progress().version() + "-";
        return order;
    }

    ChildOrder origin() {
        return origin;
    }

    String id() {
        return origin.orderId();
    }

    Side side() {
        return origin.side();
    }

    OrderType type() {
        return type;
    }

    Optional<BigDecimal> limit() {
        return type.limitPrice();
    }

    OrderStatus status() {
        return status;
    }

    BigDecimal quantity() {
        return quantity;
    }

    BigDecimal filled() {
        return filled;
    }

    BigDecimal leaves() {
        return quantity.subtract(filled);
    }

    /** What of it is in the queue for all to see, and can be reached by trades at its price. */
    BigDecimal visible() {
        return isIceberg() ? leaves().min(shown) : leaves();
    }

    boolean isIceberg() {
        return origin.displayQuantity().signum() > 0;
    }

    /** Whether what was shown is gone and more is hidden. */
    boolean isToShowMore() {
        return isIceberg() && isOpen() && shown.signum() <= 0;
    }

    void showMore() {
        shown = origin.displayQuantity();
    }

    /** A part of what rests was executed; what was hidden may be among it. */
    void took(BigDecimal part) {
        shown = shown.subtract(part);
    }

    boolean isOpen() {
        return status == OrderStatus.ACCEPTED || status == OrderStatus.PARTIALLY_FILLED;
    }

    /** Whether it never rests: a market order, or immediate-or-cancel and fill-or-kill. */
    boolean isImmediate() {
        return type instanceof OrderType.Market || origin.timeInForce().isImmediate();
    }

    QueuePlace place() {
        return place;
    }

    /** Arrival order among orders at one price. */
    long rank() {
        return rank;
    }

    long arrivedNs() {
        return arrivedNs;
    }

    void arrive(long newRank, long timeNs) {
        rank = newRank;
        arrivedNs = timeNs;
    }

    void queue(QueuePlace newPlace) {
        place = newPlace;
    }

    void turn(OrderStatus newStatus) {
        status = newStatus;
    }

    void change(BigDecimal newQuantity, OrderType newType) {
        quantity = newQuantity;
        type = newType;
    }

    void fill(BigDecimal part) {
        filled = Decimals.normal(filled.add(part));
        trades++;
        status = leaves().signum() == 0 ? OrderStatus.FILLED : OrderStatus.PARTIALLY_FILLED;
    }

    /**
     * Names the last trade among those of this order, over restarts too: what was executed and not told dies with the process,
     * so neither quantities nor a count go on after one, and the version of an order is greater by every trade that was told.
     */
    String tradeNumber() {
        return life + trades;
    }

    /** The next delay of a command or report of this order. */
    long delayNs(LatencyModel latency) {
        return latency.delayNs(key, delays++);
    }

    /** The next draw for a change of the queue at its price. */
    double draw(long seed) {
        return Draws.uniform(~seed, key, changes++);
    }

    /** The next draw for something that may go wrong; none is spent on what never does. */
    boolean isFaulty(long seed, double rate) {
        return rate > 0 && Draws.uniform(seed ^ FAULTS, key, faults++) < rate;
    }

    /** When a fill that is late reaches us: what comes after may overtake it. */
    long lateAt(long timeNs, long byNs, LatencyModel latency) {
        lastFillNs = Math.max(lastFillNs, timeNs + byNs + delayNs(latency));
        return lastFillNs;
    }

    /** Lets no report from now on overtake a fill that is late. */
    void awaitFills() {
        lastReportNs = Math.max(lastReportNs, lastFillNs);
    }

    /** When a command reaches the venue: commands of one order never overtake each other. */
    long commandAt(long timeNs, LatencyModel latency) {
        lastCommandNs = Math.max(lastCommandNs, timeNs + delayNs(latency));
        return lastCommandNs;
    }

    /** When a report reaches us: reports of one order never overtake each other. */
    long reportAt(long timeNs, LatencyModel latency) {
        lastReportNs = Math.max(lastReportNs, timeNs + delayNs(latency));
        return lastReportNs;
    }
}
