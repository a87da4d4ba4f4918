/**
 * Pages for people: figures, tables and charts as one HTML file that needs nothing else. Start at
 * {@link io.colin.execution.report.Page}; what stands on it are {@link io.colin.execution.report.Block}s.
 */
@NullMarked
package io.colin.execution.report;

import org.jspecify.annotations.NullMarked;
