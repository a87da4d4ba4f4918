/** Where measurements go: a {@link io.colin.api.metrics.MetricsSink} and the catalogue of what is measured. */
@NullMarked
package io.colin.api.metrics;

import org.jspecify.annotations.NullMarked;
