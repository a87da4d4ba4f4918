package io.colin.api.order;

import io.colin.api.Decimals;
import io.colin.api.internal.Require;
import java.math.BigDecimal;

/**
 * An order as agreed with whoever asked: worked by an algorithm through children.
 *
 * @param orderId our id
 * @param intent what was asked, with the quantity risk allowed
 * @param principal who asked: an API identity or {@code engine}
 * @param createdTimeNs when, ns since epoch
 * @param arrivalMid mid price when it was decided, the benchmark of its costs; 0 when none was known
 * @param progress how far it has come
 * @param algoVersion the version of the algorithm it names when it was taken; {@code unknown} where nobody knows that algorithm
 */
public record ParentOrder(
        String orderId,
        OrderIntent intent,
        String principal,
        long createdTimeNs,
        BigDecimal arrivalMid,
        OrderProgress progress,
        String algoVersion) {
    /** The version of an algorithm that nobody knows. */
    public static final String UNKNOWN_VERSION = "unknown";

    /** Checks and normalises. */
    public ParentOrder {
        Require.text("orderId", orderId);
        Require.text("principal", principal);
        Require.text("algoVersion", algoVersion);
        arrivalMid = Decimals.normal(Require.notNegative("arrivalMid", arrivalMid));
    }

    /**
     * An order by an algorithm of a version that was not told.
     *
     * @param orderId our id
     * @param intent what was asked, with the quantity risk allowed
     * @param principal who asked: an API identity or {@code engine}
     * @param createdTimeNs when, ns since epoch
     * @param arrivalMid mid price when it was decided; 0 when none was known
     * @param progress how far it has come
     */
    public ParentOrder(
            String orderId,
            OrderIntent intent,
            String principal,
            long createdTimeNs,
            BigDecimal arrivalMid,
            OrderProgress progress) {
        this(orderId, intent, principal, createdTimeNs, arrivalMid, progress, UNKNOWN_VERSION);
    }

    /**
     * The same order with another intent.
     *
     * @param newIntent what is asked
     * @return a copy
     */
    public ParentOrder with(OrderIntent newIntent) {
        return new ParentOrder(orderId, newIntent, principal, createdTimeNs, arrivalMid, progress, algoVersion);
    }

    /**
     * The same order with other progress.
     *
     * @param newProgress how far it has come
     * @return a copy
     */
    public ParentOrder with(OrderProgress newProgress) {
        return new ParentOrder(orderId, intent, principal, createdTimeNs, arrivalMid, newProgress, algoVersion);
    }
}
