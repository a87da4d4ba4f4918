/**
 * From bars to what a network is taught: {@link io.colin.ml.dataset.BarDataset} holds rows and labels,
 * {@link io.colin.ml.dataset.Split} keeps past and future apart, {@link io.colin.ml.dataset.Scaler} is fitted on the
 * training fold alone.
 */
@NullMarked
package io.colin.ml.dataset;

import org.jspecify.annotations.NullMarked;
