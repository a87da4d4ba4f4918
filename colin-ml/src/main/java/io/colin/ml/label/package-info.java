/** What a model is taught: the cost-aware {@link io.colin.ml.label.TripleBarrier}. */
@NullMarked
package io.colin.ml.label;

import org.jspecify.annotations.NullMarked;
