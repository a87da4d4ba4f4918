package io.colin.execution.algo;

import io.colin.api.Decimals;
import io.colin.api.instrument.Instrument;
import io.colin.api.order.ParentOrder;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * When a TWAP sends and how much it has to have sent by then: cumulative targets rounded down to lots, the last one the
 * whole quantity, so that the slices sum to it exactly. A slice below the instrument's minima is carried to the next
 * one, a last one to the one before. The adaptive curve is integrated: 1.2 over the first 30 % of time, 1 over the
 * middle 40 %, 0.8 over the last 30 %, which sums to 1.
 */
record TwapSchedule(List<Step> steps, long endNs) implements Timetable {
    /** The arrival mid less 1 %: a slice planned above the smallest notional stays above it when the price falls. */
    private static final BigDecimal MARGIN = new BigDecimal("0.99");

    /** A slice: when it is due, its own size, all sizes up to it, and the time it stands for. */
    record Step(long timeNs, BigDecimal planned, BigDecimal cumulative, long spanNs) {}

    TwapSchedule {
        steps = List.copyOf(steps);
    }

    static TwapSchedule of(ParentOrder parent, Instrument instrument, TwapSettings settings, long seed) {
        long start = parent.createdTimeNs();
        long span = Timetable.spanNs(parent, settings.pace().durationNs());
        int count = (int) Math.max(1, span / settings.pace().intervalNs());
        long stepNs = span / count;
        long first = start + Math.round(settings.jitter().doubleValue() * stepNs * 2 * Chance.uniform(seed));
        BigDecimal minimum = Sizes.minimum(instrument, parent.arrivalMid().multiply(MARGIN));
        BigDecimal quantity = parent.progress().quantity();
        List<Step> steps = new ArrayList<>();
        BigDecimal sent = BigDecimal.ZERO;
        long lastTime = first - stepNs;
        for (int k = 0; k < count; k++) {
            BigDecimal target = target(quantity, instrument.lotSize(), settings.adaptive(), k + 1, count);
            BigDecimal rest = quantity.subtract(target);
            boolean last = k == count - 1;
            if (!last && (target.subtract(sent).compareTo(minimum) < 0 || rest.compareTo(minimum) < 0)) {
                continue;
            }
            long time = first + k * stepNs;
            steps.add(new Step(time, Decimals.normal(target.subtract(sent)), Decimals.normal(target), time - lastTime));
            sent = target;
            lastTime = time;
        }
        return new TwapSchedule(steps, start + span);
    }

    @Override
    public int due(long timeNs) {
        int k = -1;
        while (k + 1 < steps.size() && steps.get(k + 1).timeNs() <= timeNs) {
            k++;
        }
        return k;
    }

    @Override
    public long timeNs(int k) {
        return steps.get(k).timeNs();
    }

    @Override
    public long spanNs(int k) {
        return steps.get(k).spanNs();
    }

    @Override
    public long after(int k) {
        return k + 1 < steps.size() ? steps.get(k + 1).timeNs() : endNs;
    }

    private static BigDecimal target(BigDecimal quantity, BigDecimal lot, boolean adaptive, int k, int count) {
        if (k == count) {
            return quantity;
        }
        long tenths = 10L * k;
        long share = adaptive
                ? 12 * Math.min(tenths, 3L * count)
                        + 10 * Math.clamp(tenths - 3L * count, 0L, 4L * count)
                        + 8 * Math.max(tenths - 7L * count, 0L)
                : 10 * tenths;
        BigDecimal whole = lot.multiply(BigDecimal.valueOf(100L * count));
        return quantity.multiply(BigDecimal.valueOf(share))
                .divideToIntegralValue(whole)
                .multiply(lot);
    }
}
