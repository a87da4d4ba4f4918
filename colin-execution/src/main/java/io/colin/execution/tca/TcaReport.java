package io.colin.execution.tca;

import io.colin.api.execution.ExecutionAnalysis;
import io.colin.api.ledger.EventStore;
import io.colin.execution.report.Page;
import io.colin.execution.store.CanonicalJson;
import io.colin.execution.store.LedgerCodec;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The report of execution costs: one HTML page that needs nothing else, and JSON. The same analyses give the same report.
 */
public final class TcaReport {
    private final List<ExecutionAnalysis> analyses;
    private final List<SuccessGrade> grades;
    private final List<ForecastOutcome> forecasts;
    private final TcaSummary summary;
    private final SortedMap<String, Double> fillRatios;

    private TcaReport(TcaRecord record) {
        this.analyses = record.analyses();
        this.grades =
                analyses.stream().flatMap(each -> record.grade(each).stream()).toList();
        this.forecasts = analyses.stream()
                .flatMap(each ->
                        record.forecast(each.orderId()).map(forecast -> ForecastOutcome.of(forecast, each)).stream())
                .toList();
        this.summary = TcaSummary.of(analyses, grades, ForecastSummary.of(forecasts));
        this.fillRatios = record.fillRatios();
    }

    /**
     * A report of some analyses. Of how their parents kept to their plans, and what was foretold of them, it knows nothing.
     *
     * @param analyses in the order in which they are listed
     * @return the report
     */
    public static TcaReport of(List<ExecutionAnalysis> analyses) {
        TcaRecord record = TcaRecord.empty();
        analyses.forEach(record::add);
        return of(record);
    }

    /**
     * A report of what was taken from the events of a run.
     *
     * @param record what was taken; what comes to it later is not in the report
     * @return the report
     */
    public static TcaReport of(TcaRecord record) {
        return new TcaReport(record);
    }

    /**
     * A report of everything a ledger has.
     *
     * @param store the ledger; it is read to its end
     * @return the report
     * @throws io.colin.api.ColinException if it cannot be read
     */
    public static TcaReport of(EventStore store) {
        TcaRecord record = TcaRecord.empty();
        store.read(1, entry -> {
            if (TcaRecord.takes(entry.entry().type())) {
                record.on(LedgerCodec.decode(entry));
            }
        });
        return of(record);
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
     * What share fills of what is sent to a venue to be filled at once, as the router took it when it last thought of the
     * venue: the ratio by which it leaves venues out.
     *
     * @return by venue, [0, 1]; a venue that was never thought of is not in it
     */
    public SortedMap<String, Double> fillRatios() {
        return fillRatios;
    }

    /**
     * The report as JSON: {@code summary}, {@code parents}, each with its analysis, {@code grades}, those parents whose
     * algorithm has a success test, {@code forecasts}, those whose costs were foretold, and {@code fill_ratios} of venues;
     * decimals are strings, numbers statistics.
     *
     * @return one line
     */
    public String json() {
        TreeMap<String, Object> whole = new TreeMap<>();
        whole.put("summary", summary);
        whole.put("parents", analyses);
        whole.put("grades", grades);
        whole.put("forecasts", forecasts);
        whole.put("fill_ratios", fillRatios);
        return CanonicalJson.text(whole);
    }

    /**
     * The report as a page.
     *
     * @param title what it is about
     * @return the page; {@link Page#html()} writes it
     */
    public Page page(String title) {
        return new TcaPage(analyses, summary, fillRatios, new TcaOrders(analyses, grades, forecasts)).page(title);
    }
}
