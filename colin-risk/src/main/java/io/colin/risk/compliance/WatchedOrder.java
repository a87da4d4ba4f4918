package io.colin.risk.compliance;

import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderType;
import io.colin.api.order.Side;
import io.colin.risk.compliance.SurveillanceFinding.Evidence;
import java.math.BigDecimal;
import java.util.Optional;

/** A child as surveillance follows it. */
final class WatchedOrder {
    private final String orderId;
    private final Side side;
    private final long openedNs;
    private BigDecimal quantity;
    private OrderType type;
    private BigDecimal filled = BigDecimal.ZERO;
    private long canceledNs = Long.MAX_VALUE;
    private boolean spoofing;
    private boolean layering;

    WatchedOrder(ChildOrder child) {
        orderId = child.orderId();
        side = child.side();
        openedNs = child.createdTimeNs();
        quantity = child.progress().quantity();
        type = child.type();
    }

    String orderId() {
        return orderId;
    }

    Side side() {
        return side;
    }

    long openedNs() {
        return openedNs;
    }

    /** When it was withdrawn; the end of time while it was not. */
    long canceledNs() {
        return canceledNs;
    }

    long lifeNs() {
        return canceledNs - openedNs;
    }

    BigDecimal quantity() {
        return quantity;
    }

    BigDecimal left() {
        return quantity.subtract(filled).max(BigDecimal.ZERO);
    }

    /** Empty for what takes whatever the book shows, and rests nowhere. */
    Optional<BigDecimal> price() {
        return type.limitPrice();
    }

    boolean filledAtMost(BigDecimal share) {
        return filled.compareTo(share.multiply(quantity)) <= 0;
    }

    private WatchedOrder(WatchedOrder whole, BigDecimal part, long timeNs) {
        orderId = whole.orderId;
        side = whole.side;
        openedNs = whole.openedNs;
        quantity = part;
        type = whole.type;
        canceledNs = timeNs;
    }

    /** What a cut of the quantity withdraws, as an order of its own that was cancelled. */
    Optional<WatchedOrder> withdrawnBy(BigDecimal newQuantity, long timeNs) {
        BigDecimal part = quantity.subtract(newQuantity.max(filled));
        return part.signum() > 0 ? Optional.of(new WatchedOrder(this, part, timeNs)) : Optional.empty();
    }

    /** Whether the terms are new. */
    boolean amend(BigDecimal newQuantity, OrderType newType) {
        boolean changed = newQuantity.compareTo(quantity) != 0 || !newType.equals(type);
        quantity = newQuantity;
        type = newType;
        return changed;
    }

    void fill(BigDecimal amount) {
        filled = filled.add(amount);
    }

    void cancel(long timeNs) {
        canceledNs = timeNs;
    }

    /** Whether it is the first time this order is evidence of spoofing. */
    boolean isNewSpoofing() {
        boolean first = !spoofing;
        spoofing = true;
        return first;
    }

    boolean isLayering() {
        return layering;
    }

    void markLayering() {
        layering = true;
    }

    Evidence openedEvidence() {
        return new Evidence(openedNs, orderId, "opened " + terms(quantity));
    }

    Evidence canceledEvidence() {
        return new Evidence(canceledNs, orderId, "cancelled " + terms(left()));
    }

    private String terms(BigDecimal amount) {
        return side + " " + Texts.shown(amount)
                + price().map(p -> " @ " + Texts.shown(p)).orElse("");
    }
}
