/**
 * How far symbols move together: {@link io.colin.risk.correlation.Correlations} measures,
 * {@link io.colin.risk.correlation.CorrelationGroups} tells the gate what an order does to groups that move as one.
 */
@NullMarked
package io.colin.risk.correlation;

import org.jspecify.annotations.NullMarked;
