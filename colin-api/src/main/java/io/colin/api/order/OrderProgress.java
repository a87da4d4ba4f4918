package io.colin.api.order;

import io.colin.api.Decimals;
import io.colin.api.internal.Require;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far an order has come: the part of parents and children that changes.
 *
 * @param status the state
 * @param previousStatus the state before the first pending request, else the same as status
 * @param outcome whether the state is certain
 * @param quantity the whole quantity in force
 * @param filledQuantity what was executed, 0 or more
 * @param filledCost exact sum of quantity · price of the fills, in quote currency
 * @param fees paid per currency; negative is a rebate
 * @param refusals why it was denied or rejected, or the last refused change
 * @param updatedTimeNs time of the last event, ns since epoch
 * @param version number of events applied
 */
public record OrderProgress(
        OrderStatus status,
        OrderStatus previousStatus,
        Outcome outcome,
        BigDecimal quantity,
        BigDecimal filledQuantity,
        BigDecimal filledCost,
        SortedMap<String, BigDecimal> fees,
        List<Refusal> refusals,
        long updatedTimeNs,
        long version) {
    /** Checks, normalises and copies. */
    public OrderProgress {
        quantity = Decimals.normal(Require.positive("quantity", quantity));
        filledQuantity = Decimals.normal(Require.notNegative("filledQuantity", filledQuantity));
        filledCost = Decimals.normal(Require.notNegative("filledCost", filledCost));
        SortedMap<String, BigDecimal> normalFees = new TreeMap<>();
        fees.forEach((currency, fee) -> normalFees.put(currency, Decimals.normal(fee)));
        fees = Collections.unmodifiableSortedMap(normalFees);
        refusals = List.copyOf(refusals);
    }

    /**
     * The progress of a new order.
     *
     * @param quantity the whole quantity, above 0
     * @param timeNs when created
     * @return INITIALIZED, nothing filled, version 0
     */
    public static OrderProgress initial(BigDecimal quantity, long timeNs) {
        return new OrderProgress(
                OrderStatus.INITIALIZED,
                OrderStatus.INITIALIZED,
                Outcome.KNOWN,
                quantity,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                new TreeMap<>(),
                List.of(),
                timeNs,
                0);
    }

    /**
     * The same progress towards another quantity.
     *
     * @param newQuantity the whole quantity, above 0
     * @return a copy
     */
    public OrderProgress withQuantity(BigDecimal newQuantity) {
        return new OrderProgress(
                status,
                previousStatus,
                outcome,
                newQuantity,
                filledQuantity,
                filledCost,
                fees,
                refusals,
                updatedTimeNs,
                version);
    }

    /**
     * What is left to execute.
     *
     * @return quantity − filled, never below 0
     */
    public BigDecimal leavesQuantity() {
        return Decimals.normal(quantity.subtract(filledQuantity).max(BigDecimal.ZERO));
    }

    /**
     * The average price of the fills, weighted by quantity.
     *
     * @return empty before the first fill; 34 digits
     */
    public Optional<BigDecimal> averagePrice() {
        return filledQuantity.signum() == 0
                ? Optional.empty()
                : Optional.of(Decimals.normal(filledCost.divide(filledQuantity, Decimals.QUOTIENT)));
    }
}
