package io.colin.api.risk;

import io.colin.api.Decimals;
import io.colin.api.internal.Require;
import io.colin.api.order.DenialCode;
import java.math.BigDecimal;

/**
 * What one check found. Numbers share the unit named.
 *
 * @param check the check's name, for example {@code order-value}
 * @param code the code it refuses with
 * @param outcome passed, warned, reduced or failed
 * @param unit of the numbers, for example {@code USD}, {@code ratio}, {@code ms}
 * @param limit the limit
 * @param current the value before the order
 * @param projected the value with the order
 * @param largestPassing the largest quantity of this order that passes, on the lot grid; 0 when none does
 * @param detail for a person
 */
public record CheckResult(
        String check,
        DenialCode code,
        CheckOutcome outcome,
        String unit,
        BigDecimal limit,
        BigDecimal current,
        BigDecimal projected,
        BigDecimal largestPassing,
        String detail) {
    /** The outcomes, mildest first. */
    public enum CheckOutcome {
        /** Within the limit. */
        PASSED,
        /** Within the limit, past the warning level. */
        WARNED,
        /** Above the limit; a smaller order passes and may be made of it. */
        REDUCED,
        /** Above the limit, or its input is missing. */
        FAILED
    }

    /** Checks and normalises. */
    public CheckResult {
        Require.text("check", check);
        limit = Decimals.normal(limit);
        current = Decimals.normal(current);
        projected = Decimals.normal(projected);
        largestPassing = Decimals.normal(Require.notNegative("largestPassing", largestPassing));
    }
}
