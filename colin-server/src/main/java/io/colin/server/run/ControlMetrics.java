package io.colin.server.run;

import io.colin.api.event.EngineEvent;
import io.colin.api.event.PortfolioMarked;
import io.colin.api.event.RunEnded;
import io.colin.api.metrics.MetricCatalog;
import io.colin.api.metrics.MetricsSink;
import io.colin.risk.compliance.ControlCounts;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * How often each control of the gate had each outcome, as a metric: of the whole run, what an earlier process decided included,
 * so that it is what the ledger holds. Written at every valuation after a decision, and at the end. For the engine's thread.
 */
final class ControlMetrics implements Consumer<EngineEvent> {
    private static final String CONTROL = "control.";

    private final MetricsSink sink;
    private final ControlCounts counts;
    private final Map<String, Long> written = new HashMap<>();
    private long decided;

    /**
     * Metrics of one gate.
     *
     * @param counts what its monitor counted, which a restart counts anew from the record
     */
    ControlMetrics(MetricsSink sink, ControlCounts counts) {
        this.sink = sink;
        this.counts = counts;
    }

    @Override
    public void accept(EngineEvent event) {
        boolean isTime = event instanceof PortfolioMarked || event instanceof RunEnded;
        if (isTime && counts.decided() > decided) {
            decided = counts.decided();
            counts.values().forEach(this::write);
        }
    }

    private void write(String name, long count) {
        long more = count - written.getOrDefault(name, 0L);
        if (more > 0 && name.startsWith(CONTROL)) {
            written.put(name, count);
            int dot = name.lastIndexOf('.');
            sink.count(
                    MetricCatalog.RISK_CONTROLS,
                    (double) more,
                    name.substring(CONTROL.length(), dot),
                    name.substring(dot + 1));
        }
    }
}
