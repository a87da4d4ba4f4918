package io.colin.risk.breaker;

import io.colin.api.risk.RiskFigures;
import java.math.BigDecimal;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** The breakers that judge risk figures: the jump of the mean correlation, and value at risk far above a limit. */
final class FiguresBreakers {
    /** The name of the mean correlation among the figures. */
    static final String MEAN = "average";

    private static final long NEVER = Long.MIN_VALUE;
    private static final long EVERY_NS = 60_000_000_000L;

    private final BreakerSettings settings;
    private final Latch correlation;
    private final Latch limits;
    private final SlidingRange means;
    private TailSettings tail;
    private long nextMeanNs = NEVER;
    private String lacksCorrelation = "no correlation figures yet";
    private String lacksLimits = "no value at risk yet";

    FiguresBreakers(BreakerSettings settings, Latches latches) {
        this.settings = settings;
        correlation = latches.of(Latches.CORRELATION, Latches.PORTFOLIO);
        limits = latches.of(Latches.LIMITS, Latches.PORTFOLIO);
        tail = settings.tail();
        means = new SlidingRange(settings.correlation().window().toNanos(), EVERY_NS);
    }

    void onFigures(RiskFigures figures, long nowNs) {
        onMean(figures.correlation().get(MEAN), nowNs);
        onTail(figures, nowNs);
    }

    private void onMean(@Nullable Double mean, long nowNs) {
        if (mean == null || !Double.isFinite(mean)) {
            lacksCorrelation = "the last figures hold no mean correlation";
            return;
        }
        lacksCorrelation = "";
        means.expire(nowNs);
        double change = means.isEmpty() ? 0 : Math.max(mean - means.min(), means.max() - mean);
        if (!correlation.isHolding()
                && Limit.exceeded(change, settings.correlation().change())) {
            correlation.trip(
                    nowNs,
                    "mean correlation moved by " + Latches.percent(change) + " within "
                            + settings.correlation().window());
            means.clear(); // the same jump must not trip it twice
            nextMeanNs = NEVER;
        }
        if (nowNs >= nextMeanNs) {
            nextMeanNs = nowNs + EVERY_NS;
            means.add(nowNs, mean);
        }
    }

    private void onTail(RiskFigures figures, long nowNs) {
        int missing = 0;
        for (TailLimit limit : tail.limits()) {
            OptionalDouble largest = tail.methods().stream()
                    .map(method -> figures.valueAtRisk(method, limit.confidence(), limit.horizonDays()))
                    .flatMapToDouble(OptionalDouble::stream)
                    .max();
            if (largest.isEmpty()) {
                missing++;
                continue;
            }
            BigDecimal value = BigDecimal.valueOf(largest.getAsDouble());
            if (!limits.isHolding() && value.compareTo(tail.factor().multiply(limit.valueAtRisk())) >= 0) {
                limits.trip(
                        nowNs,
                        "value at risk " + Latches.percent(value.doubleValue()) + " of equity against a limit of "
                                + Latches.percent(limit.valueAtRisk().doubleValue()));
            }
        }
        lacksLimits = missing == 0
                ? ""
                : "no value at risk for " + missing + " of " + tail.limits().size() + " limits";
    }

    void changeLimits(TailSettings newTail) {
        tail = newTail;
    }

    Latch correlation() {
        return correlation;
    }

    boolean limitsHold() {
        return limits.isHolding();
    }

    String lacksCorrelation() {
        return lacksCorrelation;
    }

    String lacksLimits() {
        return lacksLimits;
    }
}
