/**
 * Reports for people and programs: {@link io.colin.ml.report.Report} collects facts, tables and charts,
 * {@link io.colin.ml.report.ReportHtml} writes them as one self-contained page, {@link io.colin.ml.report.ReportJson} as
 * JSON. Nothing here knows what a model is.
 */
@NullMarked
package io.colin.ml.report;

import org.jspecify.annotations.NullMarked;
