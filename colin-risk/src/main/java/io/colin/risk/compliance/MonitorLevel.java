package io.colin.risk.compliance;

/** Where a metric stands, mildest first. */
public enum MonitorLevel {
    /** Within both thresholds, or never measured. */
    OK,
    /** At or past the warning threshold: alert of severity MEDIUM. */
    WARNING,
    /** At or past the breach threshold: alert of severity HIGH. */
    BREACH
}
