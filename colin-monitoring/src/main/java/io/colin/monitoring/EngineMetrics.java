package io.colin.monitoring;

import io.colin.api.event.ChildCreated;
import io.colin.api.event.DataProblem;
import io.colin.api.event.DecisionMade;
import io.colin.api.event.EngineEvent;
import io.colin.api.event.OrderChanged;
import io.colin.api.event.OrderFilled;
import io.colin.api.event.ParentCreated;
import io.colin.api.event.PortfolioMarked;
import io.colin.api.event.RiskFiguresComputed;
import io.colin.api.event.RunResumed;
import io.colin.api.event.SignalEmitted;
import io.colin.api.event.SignalResolved;
import io.colin.api.event.SignalWithheld;
import io.colin.api.event.TransitionRefused;
import io.colin.api.market.DataGap;
import io.colin.api.metrics.MetricCatalog;
import io.colin.api.metrics.MetricsSink;
import io.colin.api.order.DenialCode;
import io.colin.api.order.Refusal;
import io.colin.api.risk.RiskDecision;
import java.util.function.Consumer;

/**
 * Turns an engine's events into the metrics of {@link MetricCatalog}: signals and how they came out, orders, fills and
 * their cost, portfolio, limits, decisions and data problems. What was not measured is not written. Windows run on
 * event time, so a replay at any speed gives the same numbers.
 *
 * <p>For one thread: the engine's. Work and memory per event are bounded.
 */
public final class EngineMetrics implements Consumer<EngineEvent> {
    private final MetricsSink sink;
    private final String dataVenue;
    private final SignalMetrics signals;
    private final OrderMetrics orders;
    private final PortfolioMetrics portfolio;
    private final RiskMetrics risk;

    private EngineMetrics(MetricsSink sink, String dataVenue) {
        this.sink = sink;
        this.dataVenue = dataVenue;
        this.signals = new SignalMetrics(sink);
        this.orders = new OrderMetrics(sink);
        this.portfolio = new PortfolioMetrics(sink);
        this.risk = new RiskMetrics(sink);
    }

    /**
     * Metrics of one engine.
     *
     * @param sink where they go
     * @param dataVenue what the label {@code venue} of data problems says: the id of the market data
     * @return a listener for the engine's events
     */
    public static EngineMetrics to(MetricsSink sink, String dataVenue) {
        return new EngineMetrics(sink, dataVenue);
    }

    @Override
    public void accept(EngineEvent event) {
        long timeNs = event.header().timeNs();
        switch (event) {
            case SignalEmitted emitted -> signals.on(emitted);
            case SignalResolved resolved -> signals.on(resolved);
            case SignalWithheld withheld -> signals.on(withheld);
            case ParentCreated created -> orders.on(created.order());
            case ChildCreated created -> orders.on(created.order());
            case OrderChanged changed -> orders.on(changed);
            case OrderFilled filled -> orders.on(filled);
            case DecisionMade decided -> decided(decided.decision());
            case PortfolioMarked marked -> {
                portfolio.on(marked);
                risk.on(marked.risk());
                orders.advanceTo(timeNs);
            }
            case RiskFiguresComputed computed -> {
                risk.on(computed.figures());
                sink.count(MetricCatalog.OPERATIONS, 1, "risk");
                if (!computed.figures().problem().isEmpty()) {
                    error("risk", "figures");
                }
            }
            case RunResumed resumed -> risk.resumed(timeNs);
            case DataProblem problem -> problem(problem.gap());
            case TransitionRefused refused -> error("execution", "transition_refused");
            default -> {
                // runs, targets and limits have no metric of their own here; switches are part of the marked status
            }
        }
    }

    private void decided(RiskDecision decision) {
        sink.count(MetricCatalog.OPERATIONS, 1, "risk");
        sink.count(MetricCatalog.RISK_DECISIONS, 1, Labels.lower(decision.verdict()));
        for (Refusal reason : decision.reasons()) {
            sink.count(MetricCatalog.RISK_REJECTIONS, 1, Labels.code(reason.code()));
            if (reason.code().equals(DenialCode.GATE_ERROR.name())) {
                error("risk", "gate_error");
            }
        }
    }

    private void problem(DataGap gap) {
        switch (gap.kind()) {
            case BOOK, MISSING ->
                sink.count(MetricCatalog.DATA_GAPS, 1, dataVenue, gap.symbol().name());
            case OUT_OF_ORDER, DUPLICATE, INVALID ->
                sink.count(MetricCatalog.DATA_INVALID, 1, dataVenue, Labels.lower(gap.kind()));
        }
    }

    private void error(String component, String reason) {
        sink.count(MetricCatalog.ERRORS, 1, component, reason);
    }
}
