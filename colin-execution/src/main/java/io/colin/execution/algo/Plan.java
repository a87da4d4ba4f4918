package io.colin.execution.algo;

import io.colin.api.execution.AlgoState;
import io.colin.api.execution.PlannedSlice;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an order is expected to be sent as, step by step: what each target lacks, within the share of the market it may be. */
final class Plan {
    private Plan() {}

    /** What is to be sent by the end of a step; rising, may be fractional. */
    @FunctionalInterface
    interface Target {
        BigDecimal after(int step);
    }

    /** Slices at the times of a table. The market's volume of late is taken to go on. */
    static List<PlannedSlice> of(AlgoState state, Timetable times, int count, BigDecimal share, Target target) {
        List<PlannedSlice> slices = new ArrayList<>();
        BigDecimal sent = BigDecimal.ZERO;
        for (int step = 0; step < count; step++) {
            Optional<BigDecimal> cap = Market.cap(state, times.spanNs(step), share);
            BigDecimal lacking = target.after(step).subtract(sent);
            BigDecimal wanted = cap.map(lacking::min).orElse(lacking);
            if (wanted.signum() > 0) {
                slices.add(new PlannedSlice(Math.max(state.timeNs(), times.timeNs(step)), wanted));
                sent = sent.add(wanted);
            }
        }
        return slices;
    }
}
