package io.colin.risk.figures;

import io.colin.api.internal.Require;
import io.colin.api.risk.RiskContext;
import io.colin.risk.correlation.CorrelationSettings;
import io.colin.risk.correlation.Correlations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Measures correlations, less often than the other figures. One thread, except the work itself. */
public final class CorrelationPart implements FigurePart {
    private final CorrelationSettings settings;
    private final long everyNs;
    private @Nullable Correlations latest;
    private PartFigures published = new PartFigures(List.of(), new TreeMap<>(), List.of());
    private long asOfNs = Long.MIN_VALUE;

    private CorrelationPart(CorrelationSettings settings, long everyNs) {
        this.settings = settings;
        this.everyNs = everyNs;
    }

    /**
     * A part that measures correlations.
     *
     * @param settings how
     * @param every how often in event time, above 0; 15 min is usual
     * @return the part
     */
    public static CorrelationPart of(CorrelationSettings settings, Duration every) {
        return new CorrelationPart(settings, Require.positive("every", every).toNanos());
    }

    /**
     * The newest correlations.
     *
     * @return empty before the first
     */
    public Optional<Correlations> latest() {
        return Optional.ofNullable(latest);
    }

    /**
     * Of when they are.
     *
     * @return event time they were asked for, ns since epoch; {@link Long#MIN_VALUE} before the first
     */
    public long asOfNs() {
        return asOfNs;
    }

    @Override
    public String name() {
        return "correlation";
    }

    @Override
    public Job prepare(FigureInputs inputs, RiskContext context) {
        boolean due = asOfNs == Long.MIN_VALUE || inputs.asOfNs() - asOfNs >= everyNs;
        return due ? new Run(inputs) : new Again();
    }

    /** Between two measurements the last one is published again. */
    private final class Again implements Job {
        @Override
        public void run() {}

        @Override
        public PartFigures apply() {
            return published;
        }
    }

    private final class Run implements Job {
        private final FigureInputs inputs;
        private @Nullable Correlations found;
        private PartFigures figures = published;

        private Run(FigureInputs inputs) {
            this.inputs = inputs;
        }

        @Override
        public void run() {
            Correlations measured = Correlations.of(inputs.history(), settings);
            figures = new PartFigures(
                    List.of(), measured.figures(inputs.statistics()), measured.warnings(inputs.statistics()));
            found = measured;
        }

        @Override
        public PartFigures apply() {
            latest = found;
            published = figures;
            asOfNs = inputs.asOfNs();
            return figures;
        }
    }
}
