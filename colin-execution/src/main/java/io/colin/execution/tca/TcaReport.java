package io.colin.execution.tca;

import io.colin.api.event.ChildCreated;
import io.colin.api.event.ExecutionAnalysed;
import io.colin.api.event.ExecutionNoted;
import io.colin.api.event.LedgerEvent;
import io.colin.api.event.ParentCreated;
import io.colin.api.execution.ExecutionAnalysis;
import io.colin.api.execution.ExecutionForecast;
import io.colin.api.execution.ExecutionNote;
import io.colin.api.ledger.EventStore;
import io.colin.execution.report.Page;
import io.colin.execution.store.CanonicalJson;
import io.colin.execution.store.LedgerCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The report of execution costs: one HTML page that needs nothing else, and JSON. The same analyses give the same report.
 */
public final class TcaReport {
    private static final Set<String> READ =
            Set.of(
                    ParentCreated.class.getSimpleName(),
                    ChildCreated.class.getSimpleName(),
                    ExecutionAnalysed.class.getSimpleName(),
                    ExecutionNoted.class.getSimpleName());

    private final List<ExecutionAnalysis> analyses;
    private final List<SuccessGrade> grades;
    private final List<ForecastOutcome> forecasts;
    private final TcaSummary summary;

    private TcaReport(
            List<ExecutionAnalysis> analyses,
            Map<String, ExecutionNote.Kept> kept,
            Map<String, ExecutionForecast> forecasts,
            Participations participations) {
        this.analyses = List.copyOf(analyses);
        this.grades = this.analyses.stream()
                .flatMap(each -> ParentGrader.of(
                        each,
                        Optional.ofNullable(kept.get(each.orderId())),
                        Optional.ofNullable(forecasts.get(each.orderId())),
                        participations.of(each.orderId()))
                        .stream())
                .toList();
        this.forecasts = this.analyses.stream()
                .flatMap(
                        each -> Optional.ofNullable(forecasts.get(each.orderId()))
                                .map(forecast -> ForecastOutcome.of(forecast, each))
                                .stream())
                .toList();
        this.summary = TcaSummary.of(this.analyses, grades, ForecastSummary.of(this.forecasts));
    }

    /**
     * A report of some analyses. Of how their parents kept to their plans, and what was foretold of them, it knows nothing.
     *
     * @param analyses in the order in which they are listed
     * @return the report
     */
    public static TcaReport of(List<ExecutionAnalysis> analyses) {
        return of(analyses, Map.of(), Map.of());
    }

    /**
     * A report of some analyses.
     *
     * @param analyses in the order in which they are listed
     * @param kept how parents kept to their plans, by their ids; one that is not in it was not seen from its start to its end
     * @param forecasts what parents were expected to cost, by their ids
     * @return the report
     */
    public static TcaReport of(
            List<ExecutionAnalysis> analyses,
            Map<String, ExecutionNote.Kept> kept,
            Map<String, ExecutionForecast> forecasts) {
        return of(analyses, kept, forecasts, Participations.empty());
    }

    /**
     * A report of some analyses.
     *
     * @param analyses in the order in which they are listed
     * @param kept how parents kept to their plans, by their ids; one that is not in it was not seen from its start to its end
     * @param forecasts what parents were expected to cost, by their ids
     * @param participations what the shares of {@code pov} parents are judged by
     * @return the report
     */
    public static TcaReport of(
            List<ExecutionAnalysis> analyses,
            Map<String, ExecutionNote.Kept> kept,
            Map<String, ExecutionForecast> forecasts,
            Participations participations) {
        return new TcaReport(analyses, kept, forecasts, participations);
    }

    /**
     * A report of everything a ledger has.
     *
     * @param store the ledger; it is read to its end
     * @return the report
     * @throws io.colin.api.ColinException if it cannot be read
     */
    public static TcaReport of(EventStore store) {
        List<ExecutionAnalysis> found = new ArrayList<>();
        Map<String, ExecutionNote.Kept> kept = new HashMap<>();
        Map<String, ExecutionForecast> forecasts = new HashMap<>();
        Participations participations = Participations.empty();
        store.read(1, entry -> {
            if (READ.contains(entry.entry().type())) {
                LedgerEvent event = LedgerCodec.decode(entry);
                participations.on(event);
                switch (event) {
                    case ExecutionAnalysed analysed -> found.add(analysed.analysis());
                    case ExecutionNoted noted
                    when noted.note() instanceof ExecutionNote.Kept its -> kept.put(noted.orderId(), its);
                    case ExecutionNoted noted
                    when noted.note() instanceof ExecutionNote.Foretold its ->
                        forecasts.put(noted.orderId(), its.forecast());
                    default -> {}
                }
            }
        });
        return of(found, kept, forecasts, participations);
    }

    /**
     * The figures.
     *
     * @return what it comes to
     */
    public TcaSummary summary() {
        return summary;
    }

    /**
     * How its parents did what their algorithms are for.
     *
     * @return those whose algorithm has a success test, in the order in which they are listed
     */
    public List<SuccessGrade> grades() {
        return grades;
    }

    /**
     * What its parents were expected to cost, and what they did.
     *
     * @return those of which it was foretold, in the order in which they are listed
     */
    public List<ForecastOutcome> forecasts() {
        return forecasts;
    }

    /**
     * The report as JSON: {@code summary}, {@code parents}, each with its analysis, {@code grades}, those parents whose
     * algorithm has a success test, and {@code forecasts}, those whose costs were foretold; decimals are strings, numbers statistics.
     *
     * @return one line
     */
    public String json() {
        TreeMap<String, Object> whole = new TreeMap<>();
        whole.put("summary", summary);
        whole.put("parents", analyses);
        whole.put("grades", grades);
        whole.put("forecasts", forecasts);
        return CanonicalJson.text(whole);
    }

    /**
     * The report as a page.
     *
     * @param title what it is about
     * @return the page; {@link Page#html()} writes it
     */
    public Page page(String title) {
        return new TcaPage(analyses, summary, new TcaOrders(analyses, grades, forecasts)).page(title);
    }
}
