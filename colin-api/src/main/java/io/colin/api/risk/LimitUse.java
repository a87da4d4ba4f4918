package io.colin.api.risk;

import java.math.BigDecimal;

/**
 * One limit and how much of it is used.
 *
 * @param name the limit, for example {@code gross-exposure}
 * @param scope what it holds for: {@code portfolio} or a symbol
 * @param unit of the numbers
 * @param warning level from which it warns
 * @param limit the limit
 * @param used the value now
 */
public record LimitUse(String name, String scope, String unit, BigDecimal warning, BigDecimal limit, BigDecimal used) {}
