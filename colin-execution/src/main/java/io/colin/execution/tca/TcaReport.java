package io.colin.execution.tca;

import io.colin.api.event.ExecutionAnalysed;
import io.colin.api.execution.ExecutionAnalysis;
import io.colin.api.ledger.EventStore;
import io.colin.execution.report.Page;
import io.colin.execution.store.CanonicalJson;
import io.colin.execution.store.LedgerCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The report of execution costs: one HTML page that needs nothing else, and JSON. The same analyses give the same report.
 */
public final class TcaReport {
    private final List<ExecutionAnalysis> analyses;
    private final TcaSummary summary;

    private TcaReport(List<ExecutionAnalysis> analyses) {
        this.analyses = List.copyOf(analyses);
        this.summary = TcaSummary.of(this.analyses);
    }

    /**
     * A report of some analyses.
     *
     * @param analyses in the order in which they are listed
     * @return the report
     */
    public static TcaReport of(List<ExecutionAnalysis> analyses) {
        return new TcaReport(analyses);
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
        store.read(1, entry -> {
            if (entry.entry().type().equals(ExecutionAnalysed.class.getSimpleName())
                    && LedgerCodec.decode(entry) instanceof ExecutionAnalysed analysed) {
                found.add(analysed.analysis());
            }
        });
        return of(found);
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
     * The report as JSON: {@code summary} and {@code parents}, each with its analysis; decimals are strings, numbers statistics.
     *
     * @return one line
     */
    public String json() {
        TreeMap<String, Object> whole = new TreeMap<>();
        whole.put("summary", summary);
        whole.put("parents", analyses);
        return CanonicalJson.text(whole);
    }

    /**
     * The report as a page.
     *
     * @param title what it is about
     * @return the page; {@link Page#html()} writes it
     */
    public Page page(String title) {
        return new TcaPage(analyses, summary).page(title);
    }
}
