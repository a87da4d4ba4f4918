package io.colin.api.risk;

/** A risk score in words. */
public enum RiskLevel {
    /** Score below 30. */
    LOW,
    /** Score below 60. */
    MEDIUM,
    /** Score below 80. */
    HIGH,
    /** Score of 80 or more. */
    CRITICAL;

    /**
     * The level of a score.
     *
     * @param score 0 to 100
     * @return the level
     */
    public static RiskLevel of(double score) {
        if (score < 30) {
            return LOW;
        }
        if (score < 60) {
            return MEDIUM;
        }
        return score < 80 ? HIGH : CRITICAL;
    }
}
