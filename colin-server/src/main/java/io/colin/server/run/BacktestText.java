package io.colin.server.run;

import io.colin.execution.backtest.BacktestReport;
import io.colin.execution.backtest.Baseline;
import io.colin.execution.backtest.Drawdown;
import io.colin.execution.backtest.LookaheadReport;
import io.colin.execution.backtest.ModelUse;
import io.colin.execution.backtest.Parity;
import io.colin.execution.backtest.Statistic;
import io.colin.execution.backtest.TearSheet;
import io.colin.server.json.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What backtests and checks came to, for a terminal. */
public final class BacktestText {
    private final List<String> lines = new ArrayList<>();

    private BacktestText() {}

    /**
     * A report as lines.
     *
     * @param report what a run came to
     * @return the lines, without line ends
     */
    public static List<String> of(BacktestReport report) {
        BacktestText text = new BacktestText();
        text.head(report.identity());
        text.performance(report);
        text.money(report);
        text.models(report.models());
        return List.copyOf(text.lines);
    }

    /**
     * A check as lines.
     *
     * @param report what cutting the future off changed
     * @return the lines, without line ends
     */
    public static List<String> of(LookaheadReport report) {
        BacktestText text = new BacktestText();
        for (LookaheadReport.Cut cut : report.cuts()) {
            text.add("cut at %s: %s", Json.timeText(cut.timeNs()), said(cut.parity()));
        }
        text.add(
                report.isClean()
                        ? "no decision depends on what came after it, at any of %d cuts"
                        : "a decision depends on what came after it: the first difference at each of %d cuts is above",
                report.cuts().size());
        return List.copyOf(text.lines);
    }

    /**
     * A comparison as lines.
     *
     * @param parity of two runs
     * @return the lines, without line ends
     */
    public static List<String> of(Parity parity) {
        return List.of(said(parity));
    }

    private static String said(Parity parity) {
        String equal = String.format(Locale.ROOT, "%,d decisions are equal", parity.equal());
        return parity.difference()
                .map(found -> equal + ", then " + found.text())
                .orElse(equal);
    }

    private void head(BacktestReport.Identity run) {
        add("Run %s over %s", run.runId(), run.source());
        add(
                "  traded      %s to %s%s",
                Json.timeText(run.fromNs()),
                Json.timeText(run.toNs()),
                run.ended() ? "" : " (stopped before the end of its data)");
        add("  symbols     %s", String.join(", ", run.symbols()));
        add("  model       %s", run.model().isEmpty() ? "none" : run.model());
        run.fidelity().ifPresent(label -> add("  filled      %s", label));
        if (!run.stateHash().isEmpty()) {
            add("  state       %s", run.stateHash());
        }
    }

    private void performance(BacktestReport report) {
        BacktestReport.Performance made = report.performance();
        add("Performance, net of all costs");
        add("  return      %s", percent(made.totalReturn()));
        Baseline held = report.baseline();
        boolean before = held.totalReturn().isKnown() && !held.isAfterCosts();
        add("  holding     %s%s", percent(held.totalReturn()), before ? ", before costs" : "");
        add("  a year      %s, volatility %s", percent(made.annualReturn()), percent(made.volatility()));
        add(
                "  ratios      Sharpe %s, Sortino %s, Calmar %s",
                number(made.sharpe()), number(made.sortino()), number(made.calmar()));
        add(
                "  luck        probabilistic Sharpe %s, deflated for %d trials %s",
                percent(made.probabilisticSharpe()), made.trials().count(), percent(made.deflatedSharpe()));
        made.drawdown().map(Drawdown::largest).ifPresent(fallen -> add("  drawdown    %.4f %% at most", 100 * fallen));
        add(
                "  round trips %,d, won %s, profit factor %s, mean net return %s",
                report.trades().count(),
                percent(report.trades().winRate()),
                number(report.trades().profitFactor()),
                percent(report.trades().meanReturn()));
        add(
                "  exposure    %s gross on average, invested %s of the time",
                percent(report.exposure().meanGross()),
                percent(report.exposure().invested()));
    }

    private void money(BacktestReport report) {
        add("Costs (%s)", report.identity().currency());
        add(
                "  traded      %s, fees %s, spread and impact %s, funding %s",
                money(report.costs().traded()),
                money(report.costs().fees()),
                money(report.costs().slippage()),
                money(report.costs().funding()));
        add(
                "  orders      %,d, %,d fills",
                report.activity().orders(), report.activity().fills());
        report.activity().refusals().forEach((code, count) -> add("  refused     %,d %s", count, code));
        report.activity().withheld().forEach((reason, count) -> add("  withheld    %,d %s", count, reason));
    }

    private void models(ModelUse models) {
        if (models.spoke().size() + models.notes().size() == 0) {
            return;
        }
        add("Models");
        models.spoke()
                .forEach(one -> add(
                        "  spoke       %s of %s, %s to %s, %,d signals, %,d with a direction",
                        one.model(),
                        one.symbol(),
                        Json.timeText(one.fromNs()),
                        Json.timeText(one.toNs()),
                        one.signals(),
                        one.directed()));
        models.notes()
                .forEach(note ->
                        add("  %s %s %s: %s", Json.timeText(note.timeNs()), note.model(), note.what(), note.why()));
    }

    @SuppressWarnings("AnnotateFormatMethod") // its annotations would be one more dependency
    private void add(String pattern, Object... values) {
        lines.add(String.format(Locale.ROOT, pattern, values));
    }

    private static String percent(Statistic statistic) {
        return statistic.isKnown()
                ? String.format(Locale.ROOT, "%.2f %%", 100 * statistic.value().getAsDouble())
                : "- (" + statistic.missing() + ")";
    }

    private static String number(Statistic statistic) {
        return statistic.isKnown()
                ? String.format(Locale.ROOT, "%.2f", statistic.value().getAsDouble())
                : "- (" + statistic.missing() + ")";
    }

    private static String money(Optional<BigDecimal> amount) {
        return amount.map(TearSheet::amount).orElse("-");
    }
}
