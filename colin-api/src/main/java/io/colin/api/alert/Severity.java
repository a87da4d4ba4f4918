package io.colin.api.alert;

/** How grave an alert is, mildest first. */
public enum Severity {
    /** For the record. */
    LOW,
    /** To be looked at today. */
    MEDIUM,
    /** To be looked at now. */
    HIGH,
    /** Money is at risk. */
    CRITICAL
}
