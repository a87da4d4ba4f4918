/**
 * Log returns of many symbols aligned by time, and the covariance estimated from them. Start with
 * {@link io.colin.risk.returns.ReturnRecorder}, which bars are fed to, or with
 * {@link io.colin.risk.returns.ReturnHistory#ofCloses}. What was not observed is absent, never invented.
 */
@NullMarked
package io.colin.risk.returns;

import org.jspecify.annotations.NullMarked;
