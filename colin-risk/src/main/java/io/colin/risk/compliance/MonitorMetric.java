package io.colin.risk.compliance;

import java.util.Locale;

/** What {@link ComplianceMonitor} watches. */
public enum MonitorMetric {
    /** The largest position as a share of equity. */
    LARGEST_POSITION,
    /** Herfindahl index of exposure: the sum of squared shares of gross exposure, 1 when all is one position. */
    CONCENTRATION,
    /** Orders with at least one execution since 00:00 UTC, each once: the trades that FREQ_001 counts. */
    TRADES_PER_DAY,
    /** Share of ended orders whose shortfall stayed within its predicted 90 % bound; low is bad. */
    EXECUTION_QUALITY,
    /** How long the oldest daily report that is due is missing, in days. */
    REPORT_AGE,
    /** Orders cancelled around an opposite fill, not reviewed yet. */
    SPOOFING,
    /** Ladders of orders cancelled around an opposite fill, not reviewed yet. */
    LAYERING,
    /** Trades with ourselves, not reviewed yet. */
    WASH_TRADE,
    /** Bursts of orders that serve nothing, not reviewed yet. */
    QUOTE_STUFFING;

    /**
     * The name in alerts, states and reports.
     *
     * @return lower-case with underscores, for example {@code largest_position}
     */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
