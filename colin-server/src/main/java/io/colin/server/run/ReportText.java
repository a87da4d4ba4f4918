package io.colin.server.run;

import io.colin.api.Decimals;
import io.colin.api.portfolio.Portfolio;
import io.colin.execution.engine.LatencySummary;
import io.colin.execution.engine.RunReport;
import io.colin.execution.engine.SignalScore;
import io.colin.server.json.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The report of a run for a person: short, and nothing in it that was not counted or measured in the run. */
public final class ReportText {
    private static final int FEW = 30;

    private final List<String> lines = new ArrayList<>();

    private ReportText() {}

    /**
     * The report as lines.
     *
     * @param result how the run came out
     * @return the lines, without line ends
     */
    public static List<String> of(RunResult result) {
        ReportText text = new ReportText();
        text.head(result);
        text.model(result);
        text.signals(result.report());
        text.orders(result.report());
        text.money(result.report());
        text.latency(result.report());
        text.settings(result.settings());
        return List.copyOf(text.lines);
    }

    private void head(RunResult result) {
        RunReport report = result.report();
        add("");
        add("Run %s over %s%s", report.runId(), report.source(), result.resumed() ? ", taken up after a stop" : "");
        add(
                "  traded     %s to %s in %.1f s%s",
                Json.timeText(report.tradedFromNs()),
                Json.timeText(report.endedAtNs()),
                report.elapsedNs() / 1e9,
                result.finished() ? "" : " (stopped before the end of the source)");
        add("  events     %,d market events, %,d ledger records", report.marketEvents(), report.ledgerRecords());
        if (!report.stateHash().isEmpty()) {
            add("  state      %s", report.stateHash());
        }
    }

    private void model(RunResult result) {
        add("Model (%s)", result.modelNote());
        result.model().ifPresent(model -> {
            add(
                    "  %s, trained on data up to %s",
                    model.file().id(), Json.timeText(model.file().card().dataToNs()));
            model.evaluation().lines().forEach(line -> add("  %s", line));
        });
    }

    private void signals(RunReport report) {
        SignalScore score = report.signals();
        add("Signals");
        add(
                "  given      %,d of %,d decision points have a direction (%d LONG, %d SHORT, %d NEUTRAL)",
                score.directed(), score.decisionPoints(), score.longs(), score.shorts(), score.neutrals());
        if (!report.withheld().isEmpty()) {
            add("  withheld   %s", counts(report.withheld()));
        }
        add("  defaults   %,d of them the default settings would have allowed too", score.allowedByDefaults());
        if (score.resolved() == 0) {
            add("  accuracy   - (none resolved)");
            return;
        }
        add(
                "  accuracy   %s of %,d resolved; on the same signals persistence %s, always LONG %s",
                share(score.correct(), score.resolved()),
                score.resolved(),
                share(score.persistenceCorrect(), score.resolved()),
                share(score.alwaysLongCorrect(), score.resolved()));
        add("  after cost %+.1f bp mean a signal", 1e4 * score.meanNetReturn());
        if (score.resolved() < FEW) {
            add("             fewer than %d: too few to say anything", FEW);
        }
    }

    private void orders(RunReport report) {
        add("Orders");
        add("  orders     %s", counts(report.parents()));
        add("  children   %s", counts(report.children()));
        if (!report.denials().isEmpty()) {
            add("  refused    %s", counts(report.denials()));
        }
        add("  fills      %,d, %s", report.fills(), report.fidelity());
    }

    private void money(RunReport report) {
        Portfolio portfolio = report.portfolio();
        String currency = portfolio.currency();
        BigDecimal profit =
                portfolio.equity().subtract(portfolio.initialEquity()).subtract(portfolio.deposits());
        add("Money (%s)", currency);
        add("  equity     %s, profit %s", money(portfolio.equity()), money(profit));
        add(
                "  made of    realised %s, unrealised %s, fees %s",
                money(portfolio.realisedPnl()),
                money(portfolio.unrealisedPnl()),
                money(portfolio.feesPaid().negate()));
        add("  drawdown   %.4f %% at most", 100 * report.maxDrawdown());
        portfolio.positions().values().stream()
                .filter(view -> view.position().quantity().signum() != 0)
                .forEach(view -> add(
                        "  holds      %s %s",
                        Decimals.text(view.position().quantity()),
                        view.position().symbol()));
    }

    private void latency(RunReport report) {
        add("Latency (ms, this process; pacing left out)");
        for (LatencySummary stage : report.latencies()) {
            add(
                    "  %-11s n %-8d p50 %-9.3f p99 %-9.3f p99.9 %-9.3f max %.3f",
                    stage.stage(),
                    stage.count(),
                    stage.p50Ns() / 1e6,
                    stage.p99Ns() / 1e6,
                    stage.p999Ns() / 1e6,
                    stage.maxNs() / 1e6);
        }
    }

    private void settings(Map<String, String> settings) {
        add("Settings");
        settings.forEach((name, value) -> add("  %s = %s", name, value));
    }

    @SuppressWarnings("AnnotateFormatMethod") // its annotations would be one more dependency
    private void add(String pattern, Object... values) {
        lines.add(String.format(Locale.ROOT, pattern, values));
    }

    private static String counts(Map<String, Long> counts) {
        return counts.isEmpty()
                ? "none"
                : counts.entrySet().stream()
                        .map(entry -> entry.getValue() + " " + entry.getKey().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", "));
    }

    private static String share(long part, long whole) {
        return String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
    }

    private static String money(BigDecimal amount) {
        return String.format(Locale.ROOT, "%,.2f", amount.setScale(2, RoundingMode.HALF_EVEN));
    }
}
