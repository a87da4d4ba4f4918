package io.colin.execution.engine;

import io.colin.api.event.SignalEmitted;
import io.colin.api.instrument.Instrument;
import io.colin.api.market.BookView;
import io.colin.api.market.Fidelity;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.ParentOrder;
import io.colin.api.portfolio.Portfolio;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskFigures;
import io.colin.api.risk.RiskStatus;
import io.colin.api.signal.ModelDescription;
import io.colin.api.signal.SignalModel;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** Answers questions from the concurrent parts of an engine, on the asker's thread. */
final class EngineViews implements EngineView {
    private final Parts parts;
    private final EngineCore core;
    private final Progress progress;
    private final List<Instrument> instruments;
    private final Optional<SignalModel> model;

    /** What only the engine itself knows. */
    interface Progress {
        EngineStatus status();

        String stateHash();

        String fidelity();

        long tradedFromNs();

        long elapsedNs();
    }

    EngineViews(
            Parts parts,
            EngineCore core,
            Progress progress,
            List<Instrument> instruments,
            Optional<SignalModel> model) {
        this.parts = parts;
        this.core = core;
        this.progress = progress;
        this.instruments = List.copyOf(instruments);
        this.model = model;
    }

    @Override
    public EngineStatus status() {
        return progress.status();
    }

    @Override
    public List<Instrument> instruments() {
        return instruments;
    }

    @Override
    public SortedMap<String, String> venueAssumptions() {
        SortedMap<String, String> texts = new TreeMap<>();
        parts.lanes().simulated().forEach(venue -> {
            if (!venue.assumptions().isEmpty()) {
                texts.put("venue." + venue.id() + ".assumes", String.join("; ", venue.assumptions()));
            }
        });
        texts.putAll(SharedMarkets.texts(parts.lanes().simulated()));
        return texts;
    }

    @Override
    public Optional<ModelDescription> model() {
        return model.map(SignalModel::description);
    }

    @Override
    public Portfolio portfolio() {
        return parts.accounts().lastPortfolio();
    }

    @Override
    public RiskStatus risk() {
        return parts.accounts().lastRisk();
    }

    @Override
    public Optional<RiskFigures> riskFigures() {
        return core.desks().figures().last();
    }

    @Override
    public Optional<ParentOrder> order(String orderId) {
        return parts.orders().parent(orderId);
    }

    @Override
    public Optional<ParentOrder> orderByClientId(String account, String clientOrderId) {
        return parts.orders().byClientId(account, clientOrderId);
    }

    @Override
    public List<ParentOrder> orders(Predicate<? super ParentOrder> filter, String afterOrderId, int limit) {
        return parts.orders().newestFirst(filter, afterOrderId, limit);
    }

    @Override
    public List<ChildOrder> children(String parentId) {
        return parts.orders().childrenOf(parentId);
    }

    @Override
    public boolean isPaused(String orderId) {
        return parts.orders().isPaused(orderId) || parts.orders().isHeld(orderId);
    }

    @Override
    public Optional<RiskDecision> decision(String orderId) {
        return parts.orders().decision(orderId);
    }

    @Override
    public List<SignalEmitted> signals(Predicate<? super SignalEmitted> filter, String afterSignalId, int limit) {
        return core.signals().newestFirst(filter, afterSignalId, limit);
    }

    @Override
    public ExecutionCostView executionCosts() {
        return core.desks().costs().learning();
    }

    @Override
    public RunReport report() {
        EngineStatus status = status();
        return new RunReport(
                status.runId(),
                status.source(),
                progress.tradedFromNs(),
                status.timeNs(),
                status.sourcePosition(),
                core.tracker().score(),
                core.tracker().withheld(),
                counts(
                        parts.orders().parents(),
                        order -> order.progress().status().name()),
                counts(
                        parts.orders().children(),
                        order -> order.progress().status().name()),
                denials(),
                parts.accounts().fills(),
                progress.fidelity(),
                parts.accounts().lastPortfolio(),
                parts.accounts().maxDrawdown(),
                parts.latencies().summaries(),
                progress.stateHash(),
                status.durableSequence(),
                progress.elapsedNs());
    }

    /** The label of the least real book the venues show. */
    static String fidelity(Parts parts) {
        return parts.market().universe().stream()
                .flatMap(instrument ->
                        parts.lanes().venues().stream().flatMap(venue -> venue.book(instrument.symbol()).stream()))
                .map(BookView::fidelity)
                .max(Comparator.naturalOrder())
                .map(Fidelity::label)
                .orElse("none");
    }

    private SortedMap<String, Long> denials() {
        SortedMap<String, Long> counts = new TreeMap<>();
        parts.orders()
                .decisions()
                .forEach(decision -> decision.reasons().forEach(reason -> counts.merge(reason.code(), 1L, Long::sum)));
        return counts;
    }

    private static <T> SortedMap<String, Long> counts(Collection<T> items, Function<T, String> by) {
        SortedMap<String, Long> counts = new TreeMap<>();
        items.forEach(item -> counts.merge(by.apply(item).toLowerCase(Locale.ROOT), 1L, Long::sum));
        return counts;
    }
}
