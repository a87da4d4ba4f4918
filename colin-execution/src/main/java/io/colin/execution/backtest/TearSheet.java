package io.colin.execution.backtest;

import io.colin.api.Decimals;
import io.colin.execution.backtest.BacktestReport.Identity;
import io.colin.execution.backtest.BacktestReport.Performance;
import io.colin.execution.report.BarChart;
import io.colin.execution.report.Block;
import io.colin.execution.report.Block.Column;
import io.colin.execution.report.Block.Figure;
import io.colin.execution.report.Page;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A {@link BacktestReport} as a page: figures, curves, months, costs, round trips and what the run stood on. */
public final class TearSheet {
    /** The page lists so many round trips, the newest; the document holds them all. */
    private static final int MOST_TRIPS = 500;

    private final BacktestReport report;

    private TearSheet(BacktestReport report) {
        this.report = report;
    }

    /**
     * Makes the page.
     *
     * @param report what a run came to
     * @return the page
     */
    public static Page of(BacktestReport report) {
        TearSheet sheet = new TearSheet(report);
        Identity run = report.identity();
        Page.Builder page = Page.builder("Run " + run.runId() + " over " + run.source(), TearText.summary(report))
                .add(sheet.figures());
        if (!report.equity().isEmpty()) {
            TearCharts charts = new TearCharts(report);
            page.add(charts.equity())
                    .add(charts.drawdown())
                    .add(charts.beside())
                    .add(charts.months())
                    .add(charts.rolling())
                    .add(charts.exposure());
        }
        return page.add(sheet.costs())
                .add(sheet.activity())
                .add(sheet.models())
                .add(sheet.modelNotes())
                .add(sheet.trips())
                .add(sheet.identity())
                .add(sheet.settings())
                .build();
    }

    /**
     * An amount of money as page and text show it.
     *
     * @param amount in account currency
     * @return two digits after the point, or three significant ones below 1
     */
    public static String amount(BigDecimal amount) {
        return TearText.money(amount);
    }

    private Block figures() {
        Performance performance = report.performance();
        List<Figure> figures = new ArrayList<>(List.of(
                figure("Net return", performance.totalReturn(), Form.SIGNED_PERCENT),
                held(report.baseline()),
                figure("Annual return", performance.annualReturn(), Form.SIGNED_PERCENT),
                figure("Volatility, annual", performance.volatility(), Form.PERCENT),
                figure("Sharpe ratio", performance.sharpe(), Form.RATIO),
                figure("Sortino ratio", performance.sortino(), Form.RATIO),
                figure("Calmar ratio", performance.calmar(), Form.RATIO),
                performance
                        .drawdown()
                        .map(TearSheet::largest)
                        .orElseGet(() -> Figure.absent(
                                "Largest drawdown", performance.totalReturn().missing())),
                figure("Probabilistic Sharpe ratio", performance.probabilisticSharpe(), Form.PERCENT),
                deflated(performance),
                ofTrips("Round trips won", report.trades().winRate(), Form.PERCENT),
                ofTrips("Profit factor", report.trades().profitFactor(), Form.RATIO),
                ofTrips("Mean net return of a round trip", report.trades().meanReturn(), Form.BASIS_POINTS),
                figure("Mean exposure, gross", report.exposure().meanGross(), Form.PERCENT),
                figure("Time invested", report.exposure().invested(), Form.PERCENT),
                figure("Turnover a day", report.exposure().turnoverPerDay(), Form.PERCENT)));
        return new Block.Figures("Figures, net of all costs", figures);
    }

    private static Figure largest(Drawdown fallen) {
        String value = Form.PERCENT.text(fallen.largest());
        if (fallen.largest() == 0) {
            return Figure.of("Largest drawdown", value);
        }
        String back = fallen.recoveredNs().isPresent()
                ? "made up by " + TearText.time(fallen.recoveredNs().getAsLong())
                : "not made up";
        return new Figure("Largest drawdown", value, "low " + TearText.time(fallen.troughNs()) + ", " + back);
    }

    /** A number of many says of how many. */
    private Figure ofTrips(String name, Statistic statistic, Form form) {
        return statistic.isKnown()
                ? new Figure(
                        name,
                        form.text(statistic.value().getAsDouble()),
                        String.format(
                                Locale.ROOT,
                                "of %,d round trips",
                                report.trades().count()))
                : figure(name, statistic, form);
    }

    private static Figure held(Baseline held) {
        String name = "Buying and holding";
        return held.totalReturn().isKnown() && !held.isAfterCosts()
                ? new Figure(
                        name,
                        Form.SIGNED_PERCENT.text(held.totalReturn().value().getAsDouble()),
                        "before costs: " + held.costBps().missing())
                : figure(name, held.totalReturn(), Form.SIGNED_PERCENT);
    }

    private static Figure deflated(Performance performance) {
        Trials trials = performance.trials();
        String tried = String.format(
                Locale.ROOT,
                "for %d trial%s%s",
                trials.count(),
                trials.count() == 1 ? "" : "s",
                trials.variance().isPresent()
                        ? String.format(
                                Locale.ROOT,
                                " of variance %.4g",
                                trials.variance().getAsDouble())
                        : "");
        Statistic value = performance.deflatedSharpe();
        return value.isKnown()
                ? new Figure(
                        "Deflated Sharpe ratio", Form.PERCENT.text(value.value().getAsDouble()), tried)
                : Figure.absent("Deflated Sharpe ratio", value.missing());
    }

    private Block costs() {
        Costs costs = report.costs();
        List<Figure> figures = new ArrayList<>(List.of(
                money("Traded value", costs.traded()),
                money("Fees", costs.fees()),
                money("Spread and impact", costs.slippage()),
                money("Funding paid", costs.funding()),
                figure("Fees, spread and impact a side", costs.perTraded(), Form.COST)));
        String title = "Costs, " + report.identity().currency();
        return new Block.Figures(title, figures);
    }

    private Figure money(String name, Optional<BigDecimal> amount) {
        return amount.map(value -> Figure.of(name, TearText.money(value)))
                .orElseGet(() -> Figure.absent(
                        name,
                        report.equity().isEmpty()
                                ? report.performance().totalReturn().missing()
                                : "a part of it has no rate into "
                                        + report.identity().currency()));
    }

    private Block activity() {
        Activity done = report.activity();
        List<BarChart.Bar> bars = new ArrayList<>(List.of(
                count("signals", done.signals()),
                count("with a direction", done.directed()),
                count("that came true", done.correct()),
                count("that did not", done.wrong()),
                count("orders", done.orders()),
                count("child orders", done.children()),
                count("fills", done.fills()),
                count("round trips", report.trades().count())));
        done.refusals().forEach((code, times) -> bars.add(count("refused " + words(code), times)));
        done.withheld().forEach((reason, times) -> bars.add(count("withheld " + words(reason), times)));
        return new BarChart("From signals to round trips", "count", bars);
    }

    private static String words(String code) {
        return code.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static BarChart.Bar count(String name, long count) {
        return BarChart.Bar.of(name, (double) count);
    }

    private Block trips() {
        List<RoundTrip> trips = report.trips();
        int left = Math.max(0, trips.size() - MOST_TRIPS);
        String title = left == 0
                ? "Round trips"
                : String.format(Locale.ROOT, "Round trips (the newest %,d of %,d)", MOST_TRIPS, trips.size());
        List<List<String>> rows =
                trips.subList(left, trips.size()).stream().map(TearSheet::row).toList();
        return new Block.Table(
                title,
                List.of(
                        Column.words("symbol"),
                        Column.words("side"),
                        Column.numbers("quantity"),
                        Column.words("opened (UTC)"),
                        Column.words("closed (UTC)"),
                        Column.numbers("entry"),
                        Column.numbers("exit"),
                        Column.numbers("gross"),
                        Column.numbers("fees"),
                        Column.numbers("net"),
                        Column.numbers("net bp")),
                rows);
    }

    private static List<String> row(RoundTrip trip) {
        return List.of(
                trip.symbol().name(),
                trip.isLong() ? "LONG" : "SHORT",
                Decimals.text(trip.quantity()),
                TearText.time(trip.openedNs()),
                TearText.time(trip.closedNs()),
                TearText.price(trip.entryPrice()),
                TearText.price(trip.exitPrice()),
                TearText.money(trip.gross()),
                TearText.money(trip.fees()),
                TearText.money(trip.net()),
                Form.BASIS_POINTS.text(trip.netReturn()).replace(" bp", ""));
    }

    private Block models() {
        List<List<String>> rows = report.models().spoke().stream()
                .map(one -> List.of(
                        one.symbol().name(),
                        one.model(),
                        TearText.time(one.fromNs()),
                        TearText.time(one.toNs()),
                        Long.toString(one.signals()),
                        Long.toString(one.directed())))
                .toList();
        return new Block.Table(
                "Models that spoke",
                List.of(
                        Column.words("symbol"),
                        Column.words("model"),
                        Column.words("from (UTC)"),
                        Column.words("to (UTC)"),
                        Column.numbers("signals"),
                        Column.numbers("with a direction")),
                rows);
    }

    private Block modelNotes() {
        List<List<String>> rows = report.models().notes().stream()
                .map(note -> List.of(TearText.time(note.timeNs()), note.model(), note.what(), note.why()))
                .toList();
        return new Block.Table(
                "What became of models",
                List.of(Column.words("time (UTC)"), Column.words("model"), Column.words("what"), Column.words("why")),
                rows);
    }

    private Block identity() {
        Identity run = report.identity();
        return new Block.Figures(
                "What it stands on",
                List.of(
                        Figure.of("From", TearText.time(run.fromNs())),
                        new Figure(
                                "To",
                                TearText.time(run.toNs()),
                                run.ended() ? "the end of the data" : "stopped before the end of the data"),
                        Figure.of("Symbols", String.join(", ", run.symbols())),
                        run.fidelity()
                                .map(label -> Figure.of("Fills against", label))
                                .orElseGet(() -> Figure.absent("Fills against", "a ledger does not say")),
                        Figure.of("Model", run.model().isEmpty() ? "none" : run.model()),
                        Figure.of("Seed", Long.toString(run.seed())),
                        Figure.of("Data, SHA-256", run.fingerprint()),
                        run.configHash().isEmpty()
                                ? Figure.absent("Settings, SHA-256", "not named")
                                : Figure.of("Settings, SHA-256", run.configHash()),
                        run.stateHash().isEmpty()
                                ? Figure.absent("State, SHA-256", "the run did not come to its end")
                                : Figure.of("State, SHA-256", run.stateHash())));
    }

    private Block settings() {
        List<List<String>> rows = new ArrayList<>();
        report.identity().settings().forEach((name, value) -> rows.add(List.of(name, value)));
        return new Block.Table("Settings", List.of(Column.words("name"), Column.words("value")), rows);
    }

    private static Figure figure(String name, Statistic statistic, Form form) {
        return statistic.isKnown()
                ? Figure.of(name, form.text(statistic.value().getAsDouble()))
                : Figure.absent(name, statistic.missing());
    }

    /** How a number is shown. */
    enum Form {
        PERCENT("%.2f %%", 100),
        SIGNED_PERCENT("%+.2f %%", 100),
        BASIS_POINTS("%+.1f bp", 10_000),
        COST("%.1f bp", 10_000),
        RATIO("%.2f", 1);

        private final String pattern;
        private final double times;

        Form(String pattern, double times) {
            this.pattern = pattern;
            this.times = times;
        }

        @SuppressWarnings("AnnotateFormatMethod") // the pattern is one of ours
        String text(double value) {
            return String.format(Locale.ROOT, pattern, value * times + 0.0);
        }
    }
}
