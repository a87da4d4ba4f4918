/**
 * What a signal rests on: how much each column moved a model's answer away from what it says of an average moment. Exact
 * for boosted trees ({@link io.colin.ml.trees.TreeNetwork#contributions}), integrated gradients for networks. Start at
 * {@link io.colin.ml.serving.BarExplainer}; none of it lies on the way of an order.
 */
@NullMarked
package io.colin.ml.explain;

import org.jspecify.annotations.NullMarked;
