package io.colin.execution.tca;

import io.colin.api.event.ChildCreated;
import io.colin.api.event.ExecutionAnalysed;
import io.colin.api.event.ExecutionNoted;
import io.colin.api.event.LedgerEvent;
import io.colin.api.event.ParentCreated;
import io.colin.api.event.SliceRouted;
import io.colin.api.execution.ExecutionAnalysis;
import io.colin.api.execution.ExecutionForecast;
import io.colin.api.execution.ExecutionNote;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a report of execution costs is made of, taken from the events of a run in their order: analyses, how parents kept to
 * their plans, what was foretold of them, what shares are judged by, and what the router held of venues. Not thread-safe.
 */
public final class TcaRecord {
    private static final Set<String> TAKEN = Set.of(
            ParentCreated.class.getSimpleName(),
            ChildCreated.class.getSimpleName(),
            ExecutionAnalysed.class.getSimpleName(),
            ExecutionNoted.class.getSimpleName(),
            SliceRouted.class.getSimpleName());

    private final List<ExecutionAnalysis> analyses = new ArrayList<>();
    private final Map<String, ExecutionNote.Kept> kept = new HashMap<>();
    private final Map<String, ExecutionForecast> forecasts = new HashMap<>();
    private final Participations participations = new Participations();
    private final SortedMap<String, Double> fillRatios = new TreeMap<>();

    private TcaRecord() {}

    /**
     * Starts with nothing.
     *
     * @return of no parent
     */
    public static TcaRecord empty() {
        return new TcaRecord();
    }

    /** Whether anything is taken from events of a type, by its name in the ledger. */
    static boolean takes(String type) {
        return TAKEN.contains(type);
    }

    /**
     * Takes an event.
     *
     * @param event of any kind, in order; most say nothing of this
     */
    public void on(LedgerEvent event) {
        switch (event) {
            case ParentCreated created -> participations.begin(created.order());
            case ChildCreated created -> participations.follow(created.order());
            case ExecutionAnalysed analysed -> add(analysed.analysis());
            case ExecutionNoted noted -> note(noted);
            case SliceRouted routed ->
                routed.plan()
                        .considered()
                        .forEach(each -> each.terms().ifPresent(its -> fillRatios.put(each.venue(), its.fillRatio())));
            default -> {}
        }
    }

    void add(ExecutionAnalysis analysis) {
        analyses.add(analysis);
    }

    private void note(ExecutionNoted noted) {
        if (noted.note() instanceof ExecutionNote.Kept its) {
            kept.put(noted.orderId(), its);
        } else if (noted.note() instanceof ExecutionNote.Foretold its) {
            forecasts.put(noted.orderId(), its.forecast());
        }
    }

    /** In their order. */
    List<ExecutionAnalysis> analyses() {
        return List.copyOf(analyses);
    }

    /** What share of what is sent to be filled at once fills, by venue, as the router took it last. */
    SortedMap<String, Double> fillRatios() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(fillRatios));
    }

    /** What a parent was expected to cost. */
    Optional<ExecutionForecast> forecast(String orderId) {
        return Optional.ofNullable(forecasts.get(orderId));
    }

    /** How a parent did what its algorithm is for; empty where that has no test. */
    Optional<SuccessGrade> grade(ExecutionAnalysis analysis) {
        String id = analysis.orderId();
        return ParentGrader.of(analysis, Optional.ofNullable(kept.get(id)), forecast(id), participations.of(id));
    }
}
