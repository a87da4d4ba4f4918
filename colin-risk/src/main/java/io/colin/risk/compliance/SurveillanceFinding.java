package io.colin.risk.compliance;

import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import java.util.List;

/**
 * Something in what was traded that a person must look at. It is a resemblance, not a verdict.
 *
 * @param pattern what it resembles
 * @param account whose orders
 * @param symbol of what
 * @param fromNs event time of the first evidence, ns since epoch
 * @param toNs event time of the last evidence, ns since epoch
 * @param detail the numbers that met the thresholds
 * @param evidence what happened, in order of time, at most 100 entries
 */
public record SurveillanceFinding(
        Pattern pattern,
        String account,
        Symbol symbol,
        long fromNs,
        long toNs,
        String detail,
        List<Evidence> evidence) {
    /** The patterns looked for. */
    public enum Pattern {
        /** A large order withdrawn around a fill of ours on the other side. */
        SPOOFING(MonitorMetric.SPOOFING),
        /** A ladder of orders withdrawn around a fill of ours on the other side. */
        LAYERING(MonitorMetric.LAYERING),
        /** Buying from and selling to ourselves. */
        WASH_TRADE(MonitorMetric.WASH_TRADE),
        /** Many messages that bring next to no fills. */
        QUOTE_STUFFING(MonitorMetric.QUOTE_STUFFING);

        private final MonitorMetric metric;

        Pattern(MonitorMetric metric) {
            this.metric = metric;
        }

        /**
         * What the monitor counts it under.
         *
         * @return the metric
         */
        public MonitorMetric metric() {
            return metric;
        }
    }

    /**
     * One thing that happened.
     *
     * @param timeNs event time, ns since epoch
     * @param orderId whose, a child's id
     * @param what for a person: opened, cancelled or filled, with side, quantity and price
     */
    public record Evidence(long timeNs, String orderId, String what) {}

    /** Checks and copies. */
    public SurveillanceFinding {
        Require.that(!evidence.isEmpty() && evidence.size() <= 100, "evidence", "must be 1 to 100", evidence.size());
        Require.that(fromNs <= toNs, "fromNs", "must not be after toNs " + toNs, fromNs);
        evidence = List.copyOf(evidence);
    }
}
