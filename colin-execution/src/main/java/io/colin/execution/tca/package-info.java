/**
 * Transaction-cost analysis: the shortfall of a parent taken apart exactly, what markets did after its fills, what each venue
 * is like, and the report of it all. Start reading at {@link io.colin.execution.tca.ShortfallSplit}.
 */
@NullMarked
package io.colin.execution.tca;

import org.jspecify.annotations.NullMarked;
