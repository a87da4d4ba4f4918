package io.colin.risk.compliance;

/**
 * Where one metric stands.
 *
 * @param metric which
 * @param level where
 * @param value as of the last change of level, in the metric's unit; NaN before it was ever measured and for the
 *     concentration of too few positions to be judged, infinite for exposure without equity
 * @param sinceNs event time of the last change of level, ns since epoch; 0 before the first
 */
public record MetricState(MonitorMetric metric, MonitorLevel level, double value, long sinceNs) {}
