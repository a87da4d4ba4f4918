/** Closed bars in double with what was known at their close: {@link io.colin.ml.history.BarHistory} reads them from a source. */
@NullMarked
package io.colin.ml.history;

import org.jspecify.annotations.NullMarked;
