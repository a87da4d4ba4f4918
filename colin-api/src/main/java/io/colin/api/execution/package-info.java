/**
 * How a parent becomes children: an {@link io.colin.api.execution.ExecutionAlgo} says when and how much, an
 * {@link io.colin.api.execution.OrderRouter} says where.
 */
@NullMarked
package io.colin.api.execution;

import org.jspecify.annotations.NullMarked;
