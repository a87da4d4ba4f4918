package io.colin.execution.tca;

import io.colin.api.execution.ExecutionAnalysis;
import io.colin.api.execution.Realm;
import io.colin.execution.report.BarChart;
import io.colin.execution.report.Block.Column;
import io.colin.execution.report.Block.Figure;
import io.colin.execution.report.Block.Figures;
import io.colin.execution.report.Block.Table;
import io.colin.execution.report.LineChart;
import io.colin.execution.report.LineChart.Point;
import io.colin.execution.report.LineChart.Series;
import io.colin.execution.report.LineChart.Style;
import io.colin.execution.report.Page;
import io.colin.execution.report.StackChart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/** Puts the page of execution costs together. */
final class TcaPage {
    private static final double BPS = 1e4;
    private static final int MOST_BINS = 24;
    private static final String FORETOLD = "Costs foretold at the arrival, fees apart, and what came out";

    private final List<ExecutionAnalysis> analyses;
    private final TcaSummary summary;
    private final SortedMap<String, Double> fillRatios;
    private final TcaOrders orders;

    TcaPage(
            List<ExecutionAnalysis> analyses,
            TcaSummary summary,
            SortedMap<String, Double> fillRatios,
            TcaOrders orders) {
        this.analyses = analyses;
        this.summary = summary;
        this.fillRatios = fillRatios;
        this.orders = orders;
    }

    Page page(String title) {
        Page.Builder page = Page.builder(title, lead());
        page.add(figures());
        page.add(success());
        page.add(forecasts());
        page.add(venues());
        page.words("What this rests on", basis());
        summary.groups().forEach((by, groups) -> page.add(stacks(by, groups)));
        page.add(markouts());
        page.add(distribution());
        if (summary.impact().isEmpty()) {
            page.add(new Figures("Impact model", List.of(Figure.absent("accuracy", "no parent"))));
        }
        summary.impact()
                .forEach((realm, impact) ->
                        page.add(new Figures("Impact model, " + realm + " parents", impactFigures(impact))));
        page.add(foretold());
        summary.groups().forEach((by, groups) -> page.add(table(by, groups)));
        page.add(orders.table());
        return page.build();
    }

    private String lead() {
        String cost = summary.total()
                .shortfall()
                .map(mean -> "The mean shortfall is " + bps(mean) + ".")
                .orElse("No shortfall could be told.");
        return summary.total().parents() + " parents with " + summary.total().fills() + " fills. " + cost;
    }

    private Figures figures() {
        List<Figure> figures = new ArrayList<>();
        figures.add(figure("shortfall", summary.total().shortfall()));
        figures.add(summary.total()
                .fillRatio()
                .map(mean -> new Figure(
                        "fill ratio", String.format(Locale.ROOT, "%.2f %%", 100 * mean.mean()), "n = " + mean.count()))
                .orElse(Figure.absent("fill ratio", "no parent")));
        Map<String, String> names = Map.of(
                "arrival_bps", "to arrival mid",
                "vwap_bps", "to market VWAP",
                "twap_bps", "to market TWAP",
                "close_bps", "to close",
                "effective_spread_bps", "effective spread",
                "realised_spread_bps", "realised spread, 5 s",
                "reversion_bps", "reversion, 60 s");
        new TreeMap<>(names)
                .forEach((key, name) -> figures.add(figure(
                        name, Optional.ofNullable(summary.total().figures().get(key)))));
        return new Figures("Means over parents, each counted once", figures);
    }

    private Figures success() {
        List<Figure> figures = new ArrayList<>();
        summary.grades().forEach((algo, counts) -> {
            long all = counts.passed() + counts.failed() + counts.absent();
            String rest = counts.failed() + " failed, " + counts.absent() + " without a verdict";
            figures.add(new Figure(algo, counts.passed() + " of " + all + " passed", rest));
        });
        if (figures.isEmpty()) {
            figures.add(Figure.absent("passed", "no parent of an algorithm that has a test"));
        }
        return new Figures("Success tests of vwap, twap, pov and is; the reasons are with the parents", figures);
    }

    private Figures forecasts() {
        ForecastSummary all = summary.forecasts();
        if (all.parents() == 0) {
            return new Figures(FORETOLD, List.of(Figure.absent("expected", "nothing was foretold of any parent")));
        }
        return new Figures(
                FORETOLD,
                List.of(
                        new Figure("parents", Long.toString(all.parents()), ""),
                        figure("expected", all.expectedBps()),
                        figure("came out", all.cameBps()),
                        figure("|came out − expected|", all.missBps()),
                        figure("expected fee", all.expectedFeeBps()),
                        figure("fee", all.feeBps()),
                        share("within the bound of 90 %", all.within())));
    }

    private Figures venues() {
        List<Figure> figures = new ArrayList<>();
        fillRatios.forEach(
                (venue, ratio) -> figures.add(Figure.of(venue, String.format(Locale.ROOT, "%.1f %%", 100 * ratio))));
        if (figures.isEmpty()) {
            figures.add(Figure.absent("fill ratio", "no order was routed"));
        }
        return new Figures("Filled of what is sent to be filled at once, as the router last took it", figures);
    }

    private static Figure share(String name, Optional<Measured> share) {
        return share.map(mean -> new Figure(
                        name, String.format(Locale.ROOT, "%.1f %%", 100 * mean.mean()), "n = " + mean.count()))
                .orElse(Figure.absent(name, "no parent had one: 30 must have come out first"));
    }

    private static Figure figure(String name, Optional<Measured> mean) {
        return mean.map(known -> new Figure(name, number(known.mean()) + " bp", sample(known)))
                .orElse(Figure.absent(name, "no parent has it"));
    }

    private String[] basis() {
        List<String> words = new ArrayList<>();
        words.add("Filled against: " + counts(summary.fidelity()) + ". Realm: " + counts(summary.realms()) + ".");
        words.add("Basis points are of each parent's value at its decision mid; positive is against us, but for"
                + " markouts, where positive is in our favour. What was not measured is left out, and every figure"
                + " says how many parents or fills it rests on.");
        if (!summary.flags().isEmpty()) {
            words.add("Flags: " + counts(summary.flags()) + ".");
        }
        if (summary.feesApart() > 0) {
            words.add(summary.feesApart()
                    + " parents paid fees in currencies without a known rate; their totals leave these out.");
        }
        return words.toArray(String[]::new);
    }

    private static StackChart stacks(String by, List<CostGroup> groups) {
        List<StackChart.Row> rows = groups.stream()
                .filter(group -> !group.parts().isEmpty())
                .map(group -> new StackChart.Row(
                        group.name() + " (n = " + count(group) + ")",
                        CostGroup.PARTS.stream()
                                .map(part -> Optional.ofNullable(group.parts().get(part))
                                        .map(Measured::mean)
                                        .orElse(0.0))
                                .toList()))
                .toList();
        return new StackChart("Cost parts by " + by, "bp, mean over parents with every part", CostGroup.PARTS, rows);
    }

    private static long count(CostGroup group) {
        return group.parts().values().stream()
                .mapToLong(Measured::count)
                .findFirst()
                .orElse(0);
    }

    private LineChart markouts() {
        List<Point> mean = new ArrayList<>();
        List<Point> low = new ArrayList<>();
        List<Point> high = new ArrayList<>();
        List<String> sizes = new ArrayList<>();
        for (int seconds : Markouts.SECONDS) {
            Optional.ofNullable(summary.markouts().get(Integer.toString(seconds)))
                    .ifPresent(known -> {
                        mean.add(new Point(seconds, known.mean()));
                        low.add(new Point(seconds, known.low()));
                        high.add(new Point(seconds, known.high()));
                        sizes.add(seconds + " s: n = " + known.count());
                    });
        }
        return new LineChart(
                "Markouts of fills" + (sizes.isEmpty() ? "" : " (" + String.join(", ", sizes) + ")"),
                LineChart.X.of("seconds after the fill"),
                "bp, positive = in our favour",
                List.of(
                        new Series("mean", Style.LINE, mean),
                        new Series("95 % interval, upper end", Style.DASHED, high),
                        new Series("95 % interval, lower end", Style.DASHED, low)));
    }

    private BarChart distribution() {
        double[] values = analyses.stream()
                .map(each -> ExecutionFigures.of(each).toArrival())
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .sorted()
                .toArray();
        List<BarChart.Bar> bars = new ArrayList<>();
        if (values.length > 0) {
            double width = width(values[values.length - 1] - values[0]);
            long first = (long) Math.floor(values[0] / width);
            long last = (long) Math.floor(values[values.length - 1] / width);
            for (long bin = first; bin <= last; bin++) {
                double from = bin * width;
                double to = from + width;
                long count = Arrays.stream(values)
                        .filter(each -> each >= from && each < to)
                        .count();
                bars.add(BarChart.Bar.of(number(from) + " to " + number(to) + " bp", (double) count));
            }
        }
        return new BarChart("Slippage to arrival mid (n = " + values.length + ")", "parents", bars);
    }

    /** A round width that needs no more bins than there is room for. */
    private static double width(double span) {
        double least = Math.max(span / MOST_BINS, 1e-6);
        double ten = Math.pow(10, Math.floor(Math.log10(least)));
        for (double factor : new double[] {1, 2, 5}) {
            if (factor * ten >= least) {
                return factor * ten;
            }
        }
        return 10 * ten;
    }

    private static List<Figure> impactFigures(TcaSummary.Impact impact) {
        List<Figure> figures = new ArrayList<>();
        figures.add(impact.accuracy()
                .map(value -> new Figure(
                        "accuracy", String.format(Locale.ROOT, "%.1f %%", 100 * value), "n = " + impact.parents()))
                .orElse(Figure.absent("accuracy", "fewer than 30 parents (n = " + impact.parents() + ")")));
        figures.add(figure("realised − predicted", impact.errorBps()));
        figures.add(figure("|realised − predicted|", impact.missBps()));
        figures.add(impact.inside()
                .map(mean -> new Figure(
                        "inside the 90 % interval",
                        String.format(Locale.ROOT, "%.1f %%", 100 * mean.mean()), "n = " + mean.count()))
                .orElse(Figure.absent("inside the 90 % interval", "no parent")));
        return figures;
    }

    private LineChart foretold() {
        List<Series> series = new ArrayList<>();
        List<String> sizes = new ArrayList<>();
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (Realm realm : Realm.values()) {
            List<Point> points = foretold(realm);
            if (!points.isEmpty()) {
                String name = TcaSummary.name(realm);
                series.add(new Series(name + " parents", Style.DOTS, points));
                sizes.add(name + ": n = " + points.size());
                low = Math.min(low, points.getFirst().x());
                high = Math.max(high, points.getLast().x());
            }
        }
        if (!series.isEmpty()) {
            series.add(new Series("as predicted", Style.DASHED, List.of(new Point(low, low), new Point(high, high))));
        }
        return new LineChart(
                "Cost against what the impact model expected"
                        + (sizes.isEmpty() ? "" : " (" + String.join(", ", sizes) + ")"),
                LineChart.X.of("predicted, bp"),
                "realised, bp",
                series);
    }

    private List<Point> foretold(Realm realm) {
        return analyses.stream()
                .filter(each -> TcaSummary.isForetold(each, realm))
                .flatMap(each -> each.impact().stream())
                .map(impact -> new Point(impact.predicted() * BPS, impact.cost() * BPS))
                .sorted(Comparator.comparingDouble(Point::x))
                .toList();
    }

    private static Table table(String by, List<CostGroup> groups) {
        List<Column> columns = new ArrayList<>(List.of(
                Column.words(by),
                Column.numbers("parents"),
                Column.numbers("fills"),
                Column.numbers("filled (n)"),
                Column.numbers("shortfall, bp"),
                Column.numbers("± s.e. (n)"),
                Column.numbers("parts (n)")));
        CostGroup.PARTS.forEach(part -> columns.add(Column.numbers(part + ", bp")));
        columns.add(Column.numbers("to arrival, bp (n)"));
        columns.add(Column.numbers("to VWAP, bp (n)"));
        List<List<String>> rows = new ArrayList<>();
        for (CostGroup group : groups) {
            List<String> row = new ArrayList<>(List.of(
                    group.name(),
                    Long.toString(group.parents()),
                    Long.toString(group.fills()),
                    group.fillRatio()
                            .map(mean -> String.format(Locale.ROOT, "%.1f %% (%d)", 100 * mean.mean(), mean.count()))
                            .orElse("–"),
                    group.shortfall().map(mean -> number(mean.mean())).orElse("–"),
                    group.shortfall().map(TcaPage::sample).orElse("–"),
                    // The parts are told over fewer parents than the shortfall where the model could not speak of some.
                    Long.toString(count(group))));
            CostGroup.PARTS.forEach(
                    part -> row.add(Optional.ofNullable(group.parts().get(part))
                            .map(mean -> number(mean.mean()))
                            .orElse("–")));
            row.add(counted(group, "arrival_bps"));
            row.add(counted(group, "vwap_bps"));
            rows.add(row);
        }
        return new Table("By " + by, columns, rows);
    }

    private static String counted(CostGroup group, String figure) {
        return Optional.ofNullable(group.figures().get(figure))
                .map(mean -> number(mean.mean()) + " (" + mean.count() + ")")
                .orElse("–");
    }

    private static String bps(Measured mean) {
        return number(mean.mean()) + " bp (" + sample(mean) + ")";
    }

    private static String sample(Measured mean) {
        return mean.standardError().map(error -> "± " + number(error) + ", ").orElse("") + "n = " + mean.count();
    }

    private static String counts(SortedMap<String, Long> counts) {
        List<String> words = new ArrayList<>();
        counts.forEach((name, count) -> words.add(name + " " + count));
        return String.join(", ", words);
    }

    /** Two decimals, and never a negative zero. */
    static String number(double value) {
        double shown = Math.round(value * 100) / 100.0;
        return String.format(Locale.ROOT, "%.2f", shown == 0 ? 0.0 : shown);
    }
}
