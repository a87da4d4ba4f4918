/**
 * What trading moves prices by: the square-root law with a temporary and a permanent part, and its online calibration from
 * own parents. Start reading at {@link io.colin.execution.impact.ImpactModel}.
 */
@NullMarked
package io.colin.execution.impact;

import org.jspecify.annotations.NullMarked;
