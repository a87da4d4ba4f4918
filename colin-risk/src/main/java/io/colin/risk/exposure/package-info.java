/**
 * What an account could come to hold: positions plus everything that works, at its worst case. Start with
 * {@link io.colin.risk.exposure.ExposureBook}.
 */
@NullMarked
package io.colin.risk.exposure;

import org.jspecify.annotations.NullMarked;
