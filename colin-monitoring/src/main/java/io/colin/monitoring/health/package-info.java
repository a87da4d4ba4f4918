/**
 * Whether a running system is well: components, their states and the sum of them. Start with
 * {@link io.colin.monitoring.health.HealthBoard}.
 */
@NullMarked
package io.colin.monitoring.health;

import org.jspecify.annotations.NullMarked;
