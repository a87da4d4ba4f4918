package io.colin.execution.algo;

import io.colin.api.order.ParentOrder;
import io.colin.api.order.TimeInForce;

/** When the steps of a parent are due. */
interface Timetable {
    /** The newest step due by a time, −1 before the first. */
    int due(long timeNs);

    /** When a step is due. */
    long timeNs(int step);

    /** The time a step stands for. */
    long spanNs(int step);

    /** When to look again after a step: at the next one, after the last at the end. */
    long after(int step);

    /** The end of the window. */
    long endNs();

    /** Equal steps over a window, the first at its start; the end comes no later than the parent's own. */
    record Even(long startNs, long stepNs, int count, long endNs) implements Timetable {
        static Even of(ParentOrder parent, Pace pace) {
            long start = parent.createdTimeNs();
            long span = Timetable.spanNs(parent, pace.durationNs());
            int count = (int) Math.max(1, span / pace.intervalNs());
            return new Even(start, span / count, count, start + span);
        }

        @Override
        public int due(long timeNs) {
            return timeNs < startNs ? -1 : (int) Math.min(count - 1L, (timeNs - startNs) / Math.max(1, stepNs));
        }

        @Override
        public long timeNs(int step) {
            return startNs + step * stepNs;
        }

        @Override
        public long spanNs(int step) {
            return stepNs;
        }

        @Override
        public long after(int step) {
            return step + 1 < count ? timeNs(step + 1) : endNs;
        }

        boolean isLast(int step) {
            return step == count - 1;
        }
    }

    /** The window of a parent: what was asked for, or less where the parent expires before. */
    static long spanNs(ParentOrder parent, long durationNs) {
        return Math.max(0, Math.min(durationNs, expiryNs(parent) - parent.createdTimeNs()));
    }

    private static long expiryNs(ParentOrder parent) {
        TimeInForce timeInForce = parent.intent().timeInForce();
        return timeInForce.kind() == TimeInForce.Kind.DAY
                ? (Math.floorDiv(parent.createdTimeNs(), Market.DAY_NS) + 1) * Market.DAY_NS
                : timeInForce.expireTimeNs();
    }
}
