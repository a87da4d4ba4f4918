/** How far symbols move together: {@link io.colin.risk.correlation.Correlations} measures, the gate and its figures ask it. */
@NullMarked
package io.colin.risk.correlation;

import org.jspecify.annotations.NullMarked;
